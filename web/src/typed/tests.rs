//! What people type, and what is read: worked by hand.

use super::*;

/// A customer with a locale, in the language of its first letters, on the 23rd of November 2026.
fn reader<'a>(locale: &'a str, currency: &'a str) -> Reader<'a> {
    let language = Language::of(locale).unwrap_or(Language::English);
    Reader { language, locale, today: "2026-11-23".parse().unwrap(), currency }
}

fn text(value: &str) -> Typed {
    Typed::Value(Scalar::Text(value.into()))
}

fn money(locale: &str, currency: &str, raw: &str) -> Typed {
    reader(locale, currency).typed(FactKind::Money, None, raw)
}

fn day(locale: &str, raw: &str) -> Typed {
    reader(locale, "CNY").typed(FactKind::Date, None, raw)
}

#[test]
fn money_as_people_write_it() {
    let cases = [
        ("1200.50", "1200.50"),
        (" 1,200.50 ", "1200.50"),
        ("1200元", "1200"),
        ("1200圓", "1200"),
        ("1200塊", "1200"),
        ("12块", "12"),
        ("１，２００．５０", "1200.50"),
        ("￥1 200", "1200"),
        ("1\u{202f}200", "1200"),
        ("1\u{a0}200,50", "1200.50"),
        ("1'200.50", "1200.50"),
        ("1’200", "1200"),
        ("¥1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1,00,000", "100000"),
        ("1.200,50", "1200.50"),
        ("RMB 80", "80"),
        ("80 yuan", "80"),
        ("CNY 12.5", "12.5"),
        ("12.5 cny", "12.5"),
        ("0", "0"),
        ("007", "7"),
        (".5", "0.5"),
        ("-5", "-5"),
        ("¥-5", "-5"),
        ("-¥5", "-5"),
        ("−5", "-5"),
        ("١٬٢٠٠٫٥٠", "1200.50"),
        ("۱۲۰۰", "1200"),
        ("٥", "5"),
    ];
    for (raw, amount) in cases {
        for locale in ["en", "zh-Hans", "ar"] {
            assert_eq!(money(locale, "CNY", raw), text(amount), "{locale} {raw}");
        }
    }
    let worded = [
        ("zh-Hans", "人民币300元", "300"),
        ("zh-Hant", "人民幣300元", "300"),
        ("en", "300 renminbi", "300"),
        ("ar", "1,200.50 يوان", "1200.50"),
        ("ar", "٣٠٠ يوانًا", "300"),
    ];
    for (locale, raw, amount) in worded {
        assert_eq!(money(locale, "CNY", raw), text(amount), "{locale} {raw}");
    }
}

#[test]
fn other_currencies_have_marks_and_words_of_their_own() {
    let cases = [
        ("en-GB", "GBP", "£12.50", "12.50"),
        ("en-GB", "GBP", "12 pounds", "12"),
        ("en-HK", "HKD", "HK$80", "80"),
        ("en-HK", "HKD", "$80", "80"),
        ("zh-Hant", "TWD", "NT$80", "80"),
        ("zh-Hant", "TWD", "80元", "80"),
        ("zh-Hans", "EUR", "5欧元", "5"),
        ("en-IE", "EUR", "5 €", "5"),
        ("ar-AE", "AED", "5 دراهم", "5"),
        ("ar-AE", "AED", "د.إ 5", "5"),
        ("ar-SA", "SAR", "5 ريال", "5"),
        ("en", "USD", "$100", "100"),
    ];
    for (locale, currency, raw, amount) in cases {
        assert_eq!(money(locale, currency, raw), text(amount), "{locale} {raw}");
    }
}

#[test]
fn the_locale_says_which_of_comma_and_point_is_the_decimal_one() {
    let cases = [
        ("en-GB", "1,200", text("1200")),
        ("en-DE", "1.200", text("1200")),
        ("de", "1.200", text("1200")),
        ("de-DE", "12,5", text("12.5")),
        ("ar-MA", "1.200,50", text("1200.50")),
        ("ar-EG", "1,200", text("1200")),
        ("en-GB", "12.5", text("12.5")),
    ];
    for (locale, raw, amount) in cases {
        assert_eq!(money(locale, "CNY", raw), amount, "{locale} {raw}");
    }
    let twofold = |small: &str, large: &str| {
        Typed::Twofold("fault-two-amounts", [small.to_owned(), large.to_owned()])
    };
    assert_eq!(money("en-GB", "CNY", "1.200"), twofold("1.20", "1200"));
    assert_eq!(money("en-DE", "CNY", "1,200"), twofold("1.20", "1200"));
    assert_eq!(money("en-GB", "CNY", "-¥2.000"), twofold("-2.00", "-2000"));
    // Dinars have three decimals, yen none.
    assert_eq!(money("ar-KW", "KWD", "1.200"), text("1.200"));
    assert_eq!(money("en", "JPY", "1.000"), twofold("1", "1000"));
    // Nobody writes three decimals of a yuan; the policy says so.
    assert_eq!(money("en", "CNY", "1.234"), text("1.234"));
    assert_eq!(money("en", "CNY", "0.200"), text("0.200"));
}

#[test]
fn half_typed_and_senseless_money_is_not_guessed() {
    let cases = [
        "12,5",
        "12,50",
        "1,2,3",
        ".",
        "5.",
        "12..5",
        "about 50",
        "--5",
        "¥",
        "1e5",
        "1,2000",
        "12 50",
        "1'2",
        "5 apples",
        "１。",
        "٫",
        "5-",
        "1,200 300",
        "1 200,300.4",
    ];
    for raw in cases {
        assert_eq!(money("en", "CNY", raw), Typed::Unreadable("fault-money"), "{raw}");
    }
    for blank in ["", "  ", "\u{200f}", "\u{2067}\u{2069}"] {
        assert_eq!(money("en", "CNY", blank), Typed::Nothing);
    }
}

#[test]
fn another_currency_is_named_as_such() {
    for raw in ["$100", "100 USD", "eur 5", "5€", "£3", "HK$8", "US$ 5", "5 円"] {
        assert_eq!(money("en", "CNY", raw), Typed::Unreadable("fault-currency"), "{raw}");
    }
    let words = [("zh-Hans", "5欧元"), ("en", "5 euros"), ("ar", "5 دولارات"), ("ar", "5 درهم")];
    for (locale, raw) in words {
        assert_eq!(money(locale, "CNY", raw), Typed::Unreadable("fault-currency"), "{raw}");
    }
    assert_eq!(money("en", "EUR", "5元"), Typed::Unreadable("fault-currency"));
}

#[test]
fn numbers_with_their_unit() {
    let read = |locale, kind, unit, raw| reader(locale, "CNY").typed(kind, unit, raw);
    let whole = |value| Typed::Value(Scalar::Whole(value));
    assert_eq!(read("zh-Hans", FactKind::Minutes, None, "90 分钟"), whole(90));
    assert_eq!(read("en", FactKind::Minutes, None, "90 mins"), whole(90));
    assert_eq!(read("zh-Hans", FactKind::Days, None, "３天"), whole(3));
    assert_eq!(read("ar", FactKind::Days, None, "٣ أيام"), whole(3));
    assert_eq!(read("ar", FactKind::Days, None, "11 يوما"), whole(11));
    assert_eq!(read("ar", FactKind::Minutes, None, "٣ دقائق"), whole(3));
    assert_eq!(read("en", FactKind::Number, Some("km"), "1,500 km"), whole(1500));
    assert_eq!(read("en", FactKind::Number, Some("km/h"), "90 km/h"), whole(90));
    assert_eq!(read("en", FactKind::Percent, None, "2.5%"), text("2.5"));
    assert_eq!(read("ar", FactKind::Percent, None, "٢٫٥٪"), text("2.5"));
    for raw in ["soon", "3 hours", "3 %", "¥3", ""] {
        let expected =
            if raw.is_empty() { Typed::Nothing } else { Typed::Unreadable("fault-number") };
        assert_eq!(read("en", FactKind::Days, None, raw), expected, "{raw}");
    }
    let huge = "99999999999999999999";
    assert_eq!(read("en", FactKind::Days, None, huge), text(huge));
}

#[test]
fn lists_are_read_value_by_value() {
    let read = |raw| reader("ar", "CNY").list(FactKind::Money, None, raw);
    let values = ["12.50", "8", "1200"].map(|it| Scalar::Text(it.into()));
    assert_eq!(read("12.50; 8；1,200"), Typed::Value(Scalar::List(values.to_vec())));
    assert_eq!(read("١٢٫٥٠؛ ٨\n1200"), Typed::Value(Scalar::List(values.to_vec())));
    assert_eq!(read("12; about 8"), Typed::Unreadable("fault-money"));
    assert_eq!(read(" ; "), Typed::Nothing);
}

#[test]
fn dates_in_figures_follow_the_region() {
    let cases = [
        ("en", "2026-03-02", "2026-03-02"),
        ("en", "2026/3/2", "2026-03-02"),
        ("zh-Hans", "２０２６-03-02", "2026-03-02"),
        ("en", "20260302", "2026-03-02"),
        ("en-GB", "2/3", "2026-03-02"),
        ("en-US", "2/3", "2026-02-03"),
        ("zh-Hans", "2/3", "2026-02-03"),
        ("ar", "٢/٣", "2026-03-02"),
        ("ar-EG", "2/3/2026", "2026-03-02"),
        ("de", "2.3.2026", "2026-03-02"),
        ("en-GB", "2/3/2026", "2026-03-02"),
        ("en-US", "2/3/2026", "2026-02-03"),
        // Only one of the two orders makes a day.
        ("en-US", "25/3", "2026-03-25"),
        ("en-GB", "3/25/2026", "2026-03-25"),
        ("en", "25/3/2026", "2026-03-25"),
        ("en", "3/3", "2026-03-03"),
        // The latest that is not after the 23rd of November 2026.
        ("en-GB", "23/11", "2026-11-23"),
        ("en-GB", "24/11", "2025-11-24"),
        ("en-GB", "29/2", "2024-02-29"),
        // Two digits of a year stand where the region has the year, and mean this century.
        ("en-GB", "2/3/26", "2026-03-02"),
        ("en-US", "2/3/26", "2026-02-03"),
        ("zh-Hans", "26/3/2", "2026-03-02"),
    ];
    for (locale, raw, iso) in cases {
        assert_eq!(day(locale, raw), text(iso), "{locale} {raw}");
    }
}

#[test]
fn dates_in_words() {
    let cases = [
        ("zh-Hans", "2026年3月2日", "2026-03-02"),
        ("zh-Hans", "2026年03月02日", "2026-03-02"),
        ("zh-Hans", "26年3月2日", "2026-03-02"),
        ("zh-Hant", "3月2號", "2026-03-02"),
        ("en", "3月2日", "2026-03-02"),
        ("zh-Hans", "12月31日", "2025-12-31"),
        ("zh-Hans", "3月2", "2026-03-02"),
        ("zh-Hans", "2 March 2026", "2026-03-02"),
        ("en", "2 March 2026", "2026-03-02"),
        ("en", "March 2", "2026-03-02"),
        ("en", "March 2nd, 2026", "2026-03-02"),
        ("en", "the 2nd of march", "2026-03-02"),
        ("en", "2 Mar 26", "2026-03-02"),
        ("en", "2 sept.", "2026-09-02"),
        ("en", "2-Mar-2026", "2026-03-02"),
        ("en", "2026 March 2", "2026-03-02"),
        ("en", "2Mar2026", "2026-03-02"),
        ("ar", "٢ مارس ٢٠٢٦", "2026-03-02"),
        ("ar", "2 مارس 2026 م", "2026-03-02"),
        ("ar", "2 آذار 2026", "2026-03-02"),
        ("ar", "2 اذار", "2026-03-02"),
        ("ar", "2 كانون الثاني", "2026-01-02"),
        ("ar", "2 أبريل", "2026-04-02"),
        ("ar", "2 إبريل 2026", "2026-04-02"),
        ("ar", "2 March", "2026-03-02"),
    ];
    for (locale, raw, iso) in cases {
        assert_eq!(day(locale, raw), text(iso), "{locale} {raw}");
    }
}

#[test]
fn dates_that_could_be_two_or_none_are_told() {
    let two = |first: &str, second: &str| {
        Typed::Twofold("fault-two-dates", [first.to_owned(), second.to_owned()])
    };
    assert_eq!(day("en", "2/3"), two("2026-03-02", "2026-02-03"));
    assert_eq!(day("en-CA", "2/3/2026"), two("2026-03-02", "2026-02-03"));
    assert_eq!(day("en", "2/3/26"), two("2026-03-02", "2026-02-03"));
    let none =
        ["2026-02-30", "31/4", "2026年2月30日", "30 February", "13/13/2026", "0/3", "20260230"];
    for raw in none {
        assert_eq!(day("en", raw), Typed::Unreadable("fault-no-day"), "{raw}");
    }
    let unread = [
        "2026-03",
        "yesterday",
        "3",
        "2026",
        "26-03-02-01",
        "3/2026",
        "2 Ma",
        "2 Ju 2026",
        "March",
        "March 2026",
        "2/3/2",
        "2/3/99",
        "2 March 99",
        "年3月2日",
        "2日3月",
        "12345678901",
        "二月二日",
        "2 تشرين",
        "2 March April",
        "2026年",
        "100/3",
    ];
    for raw in unread {
        assert_eq!(day("en", raw), Typed::Unreadable("fault-date"), "{raw}");
    }
}

/// What is typed is compared in plain letters, so the words are kept in them.
#[test]
fn words_are_kept_as_they_are_compared() {
    for tag in ["en", "zh-Hans", "zh-Hant", "ar"] {
        let language = Language::of(tag).unwrap();
        for phrase in
            [Phrase::MonthWords, Phrase::MoneyWords, Phrase::MinuteWords, Phrase::DayWords]
        {
            let words = language.pattern(phrase);
            assert_eq!(plain(words), words, "{tag} {phrase:?}");
        }
        let names = language.pattern(Phrase::MonthNames).split('|');
        for (name, words) in names.zip(language.pattern(Phrase::MonthWords).split('|')) {
            let figure = name.parse::<u32>().is_ok();
            assert!(figure || among(words, &plain(name)), "{tag} {name}");
        }
    }
}
