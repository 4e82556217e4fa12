//! What customers type is read as they meant it: every way of writing an amount, a day or a number that is made up here
//! reads back, in every language, by every locale; nothing that is typed makes the reader fail.

use amends_core::date;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::FactKind;
use amends_core::language::Language;
use amends_core::money::Currency;
use amends_core::number::Exact;
use amends_core::quantity::Unit;
use amends_web::typed::{Reader, Typed};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

/// Cases of each property.
const CASES: u32 = 4_000;

/// Locales with the signs between groups and before decimals that CLDR has for them, and the order of their dates.
const LOCALES: [(&str, &str, char, Order); 16] = [
    ("en-GB", ",", '.', Order::DayMonth),
    ("en-US", ",", '.', Order::MonthDay),
    ("en-IE", ",", '.', Order::DayMonth),
    ("en-ZA", "\u{a0}", ',', Order::DayMonth),
    ("en-CH", "’", '.', Order::DayMonth),
    ("en-DE", ".", ',', Order::DayMonth),
    ("en-SE", "\u{a0}", ',', Order::DayMonth),
    ("zh-Hans-CN", ",", '.', Order::YearMonthDay),
    ("zh-Hant-TW", ",", '.', Order::YearMonthDay),
    ("zh-Hant-HK", ",", '.', Order::YearMonthDay),
    ("ar-EG", "٬", '٫', Order::DayMonth),
    ("ar-SA", "٬", '٫', Order::DayMonth),
    ("ar-AE", ",", '.', Order::DayMonth),
    ("ar-MA", ".", ',', Order::DayMonth),
    ("de-DE", ".", ',', Order::DayMonth),
    ("fr-FR", "\u{202f}", ',', Order::DayMonth),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayMonth,
    MonthDay,
    YearMonthDay,
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn reader<'a>(locale: &'a str, currency: &'a str) -> Reader<'a> {
    let language = Language::of(locale).unwrap_or(Language::English);
    Reader { language, locale, today: today(), currency }
}

fn text(value: &str) -> Typed {
    Typed::Value(Scalar::Text(value.to_owned()))
}

/// Digits as keyboards write them: as they are, of full width, Arabic, eastern Arabic.
fn in_digits(text: &str, zero: char) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|it| char::from_u32(u32::from(zero) + it));
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

fn zeros() -> impl Strategy<Value = char> {
    select(vec!['0', '０', '٠', '۰'])
}

/// Whole digits in groups of three.
fn grouped(whole: u64, gap: &str) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(gap);
        }
        text.push(digit);
    }
    text
}

/// Runs a property and says on how many cases it was held.
fn hold<S: Strategy>(
    name: &str,
    strategy: S,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let held = std::cell::Cell::new(0_u32);
    let mut runner =
        TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(CASES) });
    let result = runner.run(&strategy, |value| {
        held.set(held.get() + 1);
        test(value)
    });
    result.unwrap();
    println!("{name}: {} cases", held.get());
    assert!(held.get() >= CASES);
}

#[test]
fn amounts_of_every_locale_read_back() {
    let marks = select(vec![
        ("", ""),
        ("¥", ""),
        ("￥ ", ""),
        ("", "元"),
        ("", " CNY"),
        ("cny ", ""),
        ("RMB", " 元"),
    ]);
    let isolated = any::<bool>();
    let strategy = (
        select(LOCALES.to_vec()),
        0_u64..10_000_000_000,
        0_u64..100,
        0_usize..3,
        marks,
        zeros(),
        any::<bool>(),
        isolated,
    );
    hold(
        "amounts",
        strategy,
        |((locale, gap, point, _), whole, cents, places, mark, zero, negative, isolated)| {
            let cents = format!("{cents:02}");
            let cents = cents.get(..places).unwrap();
            let number = grouped(whole, gap);
            let number = if places == 0 { number } else { format!("{number}{point}{cents}") };
            let number = in_digits(&number, zero);
            let sign = if negative { "-" } else { "" };
            let plain = format!("{}{sign}{number}{}", mark.0, mark.1);
            let typed = if isolated { format!("\u{2067}{plain}\u{2069}") } else { plain };
            let dot = if places == 0 { "" } else { "." };
            let expected = text(&format!("{sign}{whole}{dot}{cents}"));
            let read = reader(locale, "CNY").typed(FactKind::Money, None, &typed);
            prop_assert_eq!(read, expected, "{} {}", locale, typed);
            Ok(())
        },
    );
}

#[test]
fn what_the_form_says_reads_back() {
    let languages = select(vec!["en", "zh-Hans", "zh-Hant", "ar"]);
    let currencies =
        select(vec!["CNY", "EUR", "GBP", "USD", "HKD", "TWD", "AED", "SAR", "JPY", "KWD", "CHF"]);
    let strategy =
        (languages, currencies, -10_000_000_i64..10_000_000_000, 0_u64..4_000, 0_i64..400);
    hold("said by the form", strategy, |(tag, code, minor, back, count)| {
        let reader = reader(tag, code);
        let own = Currency::of(code).unwrap();
        let amount = reader.language.money(Exact::whole(minor), own);
        let expected = own.decimal(Exact::whole(minor));
        let read = reader.typed(FactKind::Money, None, &amount);
        prop_assert_eq!(read, text(&expected), "{} {}", tag, amount);

        let day = today() - Days::new(back);
        let said = reader.language.date(day);
        prop_assert_eq!(
            reader.typed(FactKind::Date, None, &said),
            text(&date::write(day)),
            "{}",
            said
        );

        for (kind, unit) in [
            (FactKind::Days, Unit::Days),
            (FactKind::Minutes, Unit::Minutes),
            (FactKind::Percent, Unit::Percent),
        ] {
            // One and two are words in Arabic, without a figure.
            if count == 1 || count == 2 {
                continue;
            }
            let said = reader.language.quantity(Exact::whole(count), &unit, own);
            let expected = Typed::Value(Scalar::Whole(count));
            prop_assert_eq!(reader.typed(kind, None, &said), expected, "{}", said);
        }
        Ok(())
    });
}

#[test]
fn days_of_every_locale_read_back() {
    let signs = select(vec!["/", "-", ".", " "]);
    let strategy =
        (select(LOCALES.to_vec()), 0_u64..4_000, signs, zeros(), any::<bool>(), 0_u32..4);
    hold("days", strategy, |((locale, _, _, order), back, sign, zero, padded, way)| {
        let day = today() - Days::new(back);
        let pad = |number: u32| if padded { format!("{number:02}") } else { number.to_string() };
        let (y, m, d) = (day.year().to_string(), pad(day.month()), pad(day.day()));
        let figures = match order {
            Order::DayMonth => [&d, &m, &y],
            Order::MonthDay => [&m, &d, &y],
            Order::YearMonthDay => [&y, &m, &d],
        };
        let typed = match way {
            0 => figures.map(String::as_str).join(sign),
            1 => [y.as_str(), &m, &d].join("-"),
            2 => format!("{y}年{m}月{d}日"),
            _ => format!("{d} {} {y}", day.format("%B")),
        };
        // English month names are read in every language.
        let typed = in_digits(&typed, zero);
        let read = reader(locale, "CNY").typed(FactKind::Date, None, &typed);
        prop_assert_eq!(read, text(&date::write(day)), "{} {}", locale, typed);
        Ok(())
    });
}

/// A day and a month alone are the last such day: never after today, less than a year (and a day) ago.
#[test]
fn a_day_without_a_year_is_the_last_one() {
    let strategy = (select(LOCALES.to_vec()), 1_u32..=12, 1_u32..=28);
    hold("without a year", strategy, |((locale, _, _, order), month, day)| {
        let typed = match order {
            Order::DayMonth => format!("{day}/{month}"),
            Order::MonthDay | Order::YearMonthDay => format!("{month}/{day}"),
        };
        let read = reader(locale, "CNY").typed(FactKind::Date, None, &typed);
        let Typed::Value(Scalar::Text(iso)) = read else {
            return Err(TestCaseError::fail(format!("{locale} {typed}: {read:?}")));
        };
        let found = date::read(&iso).unwrap();
        prop_assert_eq!((found.month(), found.day()), (month, day), "{} {}", locale, typed);
        prop_assert!(found <= today() && found > today() - Days::new(366), "{} {}", typed, iso);
        Ok(())
    });
}

#[test]
fn nothing_typed_makes_the_reader_fail() {
    let letters = select("0123456789٠٥۹０９.,٫٬'’ \u{a0}\u{202f}-−/年月日号元¥￥$€年كتمارس يونيوMarchst;；؛\n%٪abc\u{200f}\u{2067}\u{2069}".chars().collect::<Vec<_>>());
    let near =
        prop::collection::vec(letters, 0..24).prop_map(|it| it.into_iter().collect::<String>());
    let typed = prop_oneof![near, any::<String>()];
    let kinds = select(vec![
        FactKind::Money,
        FactKind::Number,
        FactKind::Percent,
        FactKind::Minutes,
        FactKind::Days,
        FactKind::Date,
        FactKind::Choice,
        FactKind::YesNo,
        FactKind::Text,
    ]);
    let locales = select(
        LOCALES
            .map(|(locale, ..)| locale)
            .into_iter()
            .chain(["en", "zh", "", "-", "ar-"])
            .collect::<Vec<_>>(),
    );
    hold("anything", (typed, kinds, locales), |(typed, kind, locale)| {
        let reader = reader(locale, "CNY");
        for read in [reader.typed(kind, Some("km"), &typed), reader.list(kind, None, &typed)] {
            // A day is one that exists, an amount a decimal.
            if let (FactKind::Date, Typed::Value(Scalar::Text(iso))) = (kind, &read) {
                prop_assert!(date::read(iso).is_some(), "{} as {}", typed, iso);
            }
            if let (FactKind::Money, Typed::Value(Scalar::Text(amount))) = (kind, &read) {
                prop_assert!(
                    Exact::decimal(amount).is_some() || amount.len() > 18,
                    "{} as {}",
                    typed,
                    amount
                );
            }
            if let Typed::Twofold(_, [first, second]) = &read {
                prop_assert_ne!(first, second);
            }
        }
        Ok(())
    });
}
