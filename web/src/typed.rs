//! What a person typed, read as the value of a fact.
//!
//! Reads generously: digits of any width and of both Arabic kinds, grouping, currency marks and words, unit words, dates
//! in figures and words. It never guesses: what could mean two things is resolved by the customer's locale, and where
//! that does not settle it, both meanings are said. Pure; the same code reads in the browser and, for forms without
//! script, on the server. The words themselves are phrases of the language, which travel with the policy.

mod amount;
mod day;
mod letters;

use amends_core::document::formula::Scalar;
use amends_core::document::policy::FactKind;
use amends_core::language::{Language, Phrase};
use chrono::NaiveDate;
use letters::plain;

/// What typed text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Nothing was typed.
    Nothing,
    /// It cannot be read; the key of the message that says what to write.
    Unreadable(&'static str),
    /// It could mean either, both as a complaint document holds them; the key of the message with places for both.
    Twofold(&'static str, [String; 2]),
    /// The value, as a complaint document holds it.
    Value(Scalar),
}

/// How a customer writes.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The language whose words are read.
    pub language: Language,
    /// BCP 47 tag of the host or the browser, with its region if it has one: which of day and month comes first, and
    /// which of comma and point is the decimal one.
    pub locale: &'a str,
    /// A day without a year is the latest that is not after this one.
    pub today: NaiveDate,
    /// The policy's ISO 4217 code.
    pub currency: &'a str,
}

impl Reader<'_> {
    /// Reads typed text as a fact of a kind; `unit` is a number's unit.
    ///
    /// ```
    /// use amends_core::document::{formula::Scalar, policy::FactKind};
    /// use amends_core::language::Language;
    /// use amends_web::typed::{Reader, Typed};
    /// let today = "2026-11-23".parse().unwrap();
    /// let reader = Reader { language: Language::English, locale: "en-GB", today, currency: "CNY" };
    /// let read = |kind, raw| reader.typed(kind, None, raw);
    /// let text = |value: &str| Typed::Value(Scalar::Text(value.into()));
    /// assert_eq!(read(FactKind::Money, "1,200.50 元"), text("1200.50"));
    /// assert_eq!(read(FactKind::Date, "2/3"), text("2026-03-02"));
    /// ```
    pub fn typed(&self, kind: FactKind, unit: Option<&str>, raw: &str) -> Typed {
        let text = plain(raw);
        if text.is_empty() {
            return Typed::Nothing;
        }
        let words = |phrase| self.language.pattern(phrase);
        match kind {
            FactKind::Money => self.money(&text),
            FactKind::Minutes => self.number(&text, words(Phrase::MinuteWords)),
            FactKind::Days => self.number(&text, words(Phrase::DayWords)),
            FactKind::Percent => self.number(&text, "%"),
            FactKind::Number => self.number(&text, unit.unwrap_or_default()),
            FactKind::Date => self.date(&text),
            FactKind::YesNo => Typed::Value(Scalar::YesNo(text == "yes")),
            FactKind::Choice | FactKind::Text => Typed::Value(Scalar::Text(raw.trim().to_owned())),
        }
    }

    /// Reads typed text as a list: values separated by semicolons or line ends, each read by [`typed`](Self::typed).
    pub fn list(&self, kind: FactKind, unit: Option<&str>, raw: &str) -> Typed {
        let mut values = Vec::new();
        for part in raw.split([';', '；', '؛', '\n']) {
            match self.typed(kind, unit, part) {
                Typed::Value(value) => values.push(value),
                Typed::Nothing => {}
                unread => return unread,
            }
        }
        if values.is_empty() { Typed::Nothing } else { Typed::Value(Scalar::List(values)) }
    }

    /// Whether the locale's language is in a list, or its region, in capital letters.
    fn lives_in(&self, list: &str) -> bool {
        let mut parts = self.locale.split('-');
        let tongue = parts.next().unwrap_or_default();
        among(list, tongue) || parts.any(|part| part.len() == 2 && among(list, part))
    }
}

/// Whether a word is in a list with `/` between the words, letters of the alphabet in either case.
fn among(list: &str, word: &str) -> bool {
    list.split('/').any(|own| own.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
