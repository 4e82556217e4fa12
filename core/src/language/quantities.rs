//! How amounts, dates and all other quantities are written, by language.

use super::{Language, Phrase, english, simplified_chinese, traditional_chinese};
use crate::date;
use crate::money::Currency;
use crate::number::{Exact, Range, put_whole};
use crate::quantity::Unit;
use chrono::{Datelike, NaiveDate};

/// Bytes that most quantities do with.
const USUAL: usize = 24;

impl Language {
    /// An amount in minor units: `¥1,200.50`, `人民幣1,200.50元`, `CNY 1,200.50`.
    ///
    /// ```
    /// use amends_core::{language::Language, money::Currency, number::Exact};
    /// let yuan = Currency::of("CNY").unwrap();
    /// assert_eq!(Language::SimplifiedChinese.money(Exact::whole(120_050), yuan), "¥1,200.50");
    /// assert_eq!(Language::English.money(Exact::whole(120_050), yuan), "CNY\u{a0}1,200.50");
    /// ```
    pub fn money(self, minor: Exact, currency: Currency) -> String {
        self.quantity(minor, &Unit::Money, currency)
    }

    /// A date: `2026年3月1日`, `1 March 2026`.
    pub fn date(self, day: NaiveDate) -> String {
        let mut written = String::with_capacity(USUAL);
        self.put_date(&mut written, day);
        written
    }

    /// A quantity with its unit.
    pub fn quantity(self, value: Exact, unit: &Unit, currency: Currency) -> String {
        let mut written = String::with_capacity(USUAL);
        self.put_quantity(&mut written, value, unit, currency);
        written
    }

    /// A range with its unit: a point, `from – to`, or `at least`.
    pub fn range(self, range: Range, unit: &Unit, currency: Currency) -> String {
        let mut written = String::with_capacity(USUAL);
        self.put_range(&mut written, range, unit, currency);
        written
    }

    /// Adds a range with its unit.
    pub(crate) fn put_range(self, to: &mut String, range: Range, unit: &Unit, currency: Currency) {
        let (phrase, ends) = match (range.low, range.high) {
            (Some(low), Some(high)) if low == high => {
                return self.put_quantity(to, low, unit, currency);
            }
            (Some(low), Some(high)) => (Phrase::Range, [Some(low), Some(high)]),
            (Some(low), None) => (Phrase::OpenRange, [Some(low), None]),
            (None, high @ Some(_)) => (Phrase::UpTo, [high, None]),
            (None, None) => (Phrase::NotKnown, [None, None]),
        };
        self.put(to, phrase, &mut |to, place| {
            let end = ends.get(place).copied().flatten()?;
            self.put_quantity(to, end, unit, currency);
            Some(())
        });
    }

    fn put_quantity(self, to: &mut String, value: Exact, unit: &Unit, currency: Currency) {
        let day = if *unit == Unit::Date { date::from_number(value) } else { None };
        match (unit, day) {
            (Unit::Money, _) => self.put_money(to, value, currency),
            (_, Some(day)) => self.put_date(to, day),
            (_, None) => {
                let start = to.len();
                value.put_short_decimal(to);
                group(to, start);
                self.put_unit(to, unit, value == Exact::whole(1));
            }
        }
    }

    fn put_money(self, to: &mut String, minor: Exact, currency: Currency) {
        let (before, after) = match (self, currency.code()) {
            (Self::SimplifiedChinese, "CNY") => ("¥", ""),
            (Self::English, "GBP") => ("£", ""),
            (Self::English, "USD") => ("$", ""),
            (Self::TraditionalChinese, "CNY") => ("人民幣", "元"),
            (Self::TraditionalChinese, "TWD") => ("NT$", ""),
            (Self::TraditionalChinese, "HKD") => ("HK$", ""),
            (_, "EUR") => ("€", ""),
            (_, code) => {
                to.push_str(code);
                ("\u{a0}", "")
            }
        };
        to.push_str(before);
        let start = to.len();
        currency.put_decimal(to, minor);
        group(to, start);
        to.push_str(after);
    }

    /// Adds a date.
    pub(crate) fn put_date(self, to: &mut String, day: NaiveDate) {
        let (year, month, number) = (day.year().into(), day.month(), day.day().into());
        if self == Self::English {
            let index = usize::try_from(day.month0()).unwrap_or(0);
            put_whole(to, number);
            to.push('\u{a0}');
            to.push_str(english::MONTHS.get(index).copied().unwrap_or_default());
            to.push(' ');
            put_whole(to, year);
        } else {
            put_whole(to, year);
            to.push('年');
            put_whole(to, month.into());
            to.push('月');
            put_whole(to, number);
            to.push('日');
        }
    }

    /// Adds what follows a number in a unit, in the singular or not.
    fn put_unit(self, to: &mut String, unit: &Unit, one: bool) {
        let suffix = match (unit, self) {
            (Unit::Money | Unit::Date | Unit::Plain, _) => "",
            (Unit::Percent, Self::English) => "\u{a0}%",
            (Unit::Percent, _) => "%",
            (Unit::Minutes, Self::English) => "\u{a0}min",
            (Unit::Minutes, Self::SimplifiedChinese) => "分钟",
            (Unit::Minutes, Self::TraditionalChinese) => "分鐘",
            (Unit::Days, Self::English) if one => "\u{a0}day",
            (Unit::Days, Self::English) => "\u{a0}days",
            (Unit::Days, _) => "天",
            (Unit::Named(name), _) => {
                let own = match self {
                    Self::English => None,
                    Self::SimplifiedChinese => simplified_chinese::unit(name),
                    Self::TraditionalChinese => traditional_chinese::unit(name),
                };
                own.unwrap_or_else(|| {
                    to.push('\u{a0}');
                    if one && self == Self::English { english::one(name) } else { name }
                })
            }
        };
        to.push_str(suffix);
    }
}

/// Groups the whole digits of the decimal at the end of a text by threes.
fn group(text: &mut String, start: usize) {
    let decimal = text.get(start..).unwrap_or_default();
    let whole = decimal.find('.').unwrap_or(decimal.len());
    let first = if decimal.starts_with('-') { 1 } else { 0 };
    let mut left = whole;
    while left.saturating_sub(first) > 3 {
        left = left.saturating_sub(3);
        text.insert(start.saturating_add(left), ',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits_and_keeps_the_sign() {
        let grouped = |decimal: &str| {
            let mut text = ["€", decimal].concat();
            group(&mut text, "€".len());
            text.split_off("€".len())
        };
        assert_eq!(grouped("1234567.50"), "1,234,567.50");
        assert_eq!(grouped("-123.00"), "-123.00");
        assert_eq!(grouped("-1234"), "-1,234");
        assert_eq!(grouped("123456"), "123,456");
    }

    #[test]
    fn ranges_read_as_people_say_them() {
        let yuan = Currency::of("CNY").unwrap();
        let open = Range::between(Some(Exact::whole(500)), None);
        assert_eq!(Language::English.range(open, &Unit::Money, yuan), "at least CNY\u{a0}5.00");
        let closed = Range::between(Some(Exact::ZERO), Some(Exact::whole(60_000)));
        assert_eq!(
            Language::SimplifiedChinese.range(closed, &Unit::Money, yuan),
            "¥0.00 – ¥600.00"
        );
    }
}
