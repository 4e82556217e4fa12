//! How amounts, dates and all other quantities are written, by language.

use super::{Language, Phrase, add, cut, form_of, one_of, put_pattern};
use crate::date;
use crate::money::Currency;
use crate::number::{Exact, Range, put_whole};
use crate::quantity::Unit;
use chrono::{Datelike, NaiveDate};

/// Bytes that most quantities do with.
const USUAL: usize = 24;

impl Language {
    /// An amount in minor units: `¥1,200.50`, `人民幣1,200.50元`, `CNY 1,200.50`, `1,200.50 يوان`; between bidirectional
    /// isolates where text around it could take it apart.
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

    /// A date: `2026年3月1日`, `1 March 2026`, `1 مارس 2026`.
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
            (_, None) => self.put_unit(to, unit, value),
        }
    }

    /// A number in its unit, in the form that goes with it.
    fn put_unit(self, to: &mut String, unit: &Unit, value: Exact) {
        let (phrase, name) = match unit {
            Unit::Money | Unit::Date | Unit::Plain => return self.put_number(to, value),
            Unit::Percent => (Phrase::PercentOf, ""),
            Unit::Minutes => (Phrase::Minutes, ""),
            Unit::Days => (Phrase::Days, ""),
            Unit::Named(name) => match name.as_str() {
                "hours" => (Phrase::Hours, ""),
                "weeks" => (Phrase::Weeks, ""),
                "months" => (Phrase::Months, ""),
                "years" => (Phrase::Years, ""),
                other => (Phrase::OtherUnit, other),
            },
        };
        let form = self.form_for(phrase, Some(value));
        put_pattern(to, form, &mut |to, place| {
            if place == 0 {
                self.put_number(to, value)
            } else {
                to.push_str(name)
            }
            Some(())
        });
    }

    /// The form of a phrase that goes with a number, or with any.
    fn form_for(self, phrase: Phrase, number: Option<Exact>) -> &'static str {
        let whole = number.and_then(Exact::to_whole).map(i64::unsigned_abs);
        form_of(self.pattern(phrase), whole)
    }

    /// A phrase in the form that goes with a number, filled with the words for it; without one, in the form for any.
    pub fn counted(self, phrase: Phrase, number: Option<Exact>, words: &str) -> String {
        let mut counted = String::with_capacity(USUAL);
        put_pattern(&mut counted, self.form_for(phrase, number), &mut |to, _| add(to, words));
        counted
    }

    fn put_number(self, to: &mut String, value: Exact) {
        let start = to.len();
        value.put_short_decimal(to);
        self.group(to, start);
    }

    fn put_money(self, to: &mut String, minor: Exact, currency: Currency) {
        // Each currency with a sign of its own, then all others: `USD${0}|{1} {0}`.
        let code = currency.code();
        let mut pattern = self.pattern(Phrase::Money);
        while let Some((first, others)) = cut(pattern, b'|') {
            pattern = others;
            if let Some(own) = first.strip_prefix(code) {
                pattern = own;
                break;
            }
        }
        put_pattern(to, pattern, &mut |to, place| {
            if place > 0 {
                return add(to, code);
            }
            let start = to.len();
            currency.put_decimal(to, minor);
            self.group(to, start);
            Some(())
        });
    }

    /// Adds a date.
    pub(crate) fn put_date(self, to: &mut String, day: NaiveDate) {
        let index = usize::try_from(day.month0()).unwrap_or(0);
        self.put(to, Phrase::Date, &mut |to, place| {
            match place {
                0 => put_whole(to, day.day().into()),
                1 => to.push_str(one_of(self.pattern(Phrase::MonthNames), index)?),
                _ => put_whole(to, day.year().into()),
            }
            Some(())
        });
    }

    /// Groups the decimal at the end of a text, with the language's own sign before what is negative.
    fn group(self, text: &mut String, start: usize) {
        group(text, start);
        if text.get(start..).is_some_and(|decimal| decimal.starts_with('-')) {
            text.replace_range(start..start.saturating_add(1), self.pattern(Phrase::Minus));
        }
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
