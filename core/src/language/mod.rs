//! Words of the core itself: how quantities are written and the few sentences it says, by language.
//!
//! Everything else a customer reads is in the policy. The widget has no phrases of its own, either: those of
//! the one language it shows come with the packed policy.

mod english;
pub mod manners;
mod simplified_chinese;
mod traditional_chinese;

use crate::date;
use crate::money::Currency;
use crate::number::{Exact, Range};
use crate::quantity::Unit;
use chrono::{Datelike, NaiveDate};
#[cfg(not(feature = "authoring"))]
use std::sync::OnceLock;

/// A language of the core, chosen by BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Chinese in simplified script.
    SimplifiedChinese,
    /// Chinese in traditional script.
    TraditionalChinese,
}

/// The phrases, and all of them in order.
macro_rules! phrases {
    ($($phrase:ident,)*) => {
        /// A sentence or word of the core; `{0}`, `{1}`, … are filled in, `{*}` is all values joined by
        /// the phrase's own sign.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each language file shows what a phrase says")]
        pub enum Phrase {
            $($phrase),*
        }

        const PHRASES: &[Phrase] = &[$(Phrase::$phrase),*];
    };
}
phrases! {
    FactKnown,
    FactOpen,
    FactUnknown,
    Titled,
    Fixed,
    Today,
    Percent,
    Times,
    Divide,
    Sum,
    Difference,
    Least,
    Greatest,
    Earliest,
    Latest,
    Floor,
    Cap,
    NotBefore,
    NotAfter,
    RoundedUp,
    RoundedDown,
    RoundedNearest,
    Bands,
    Choose,
    ChooseBecause,
    PerWhole,
    PerBegun,
    Interest,
    DaysBetween,
    WorkingDaysBetween,
    MonthsBetween,
    DayAfter,
    DayAfterRolled,
    DayBefore,
    DayBeforeRolled,
    WorkingDay,
    WorkingDays,
    ValueOn,
    Average,
    BeyondTables,
    OverSum,
    OverCount,
    OverGreatest,
    OverLeast,
    OverLatest,
    OverEarliest,
    Between,
    AndMore,
    CapPerCase,
    CapPerCustomer,
    LegalFloor,
    LikeMoney,
    LikeProduct,
    LikeService,
    LikeAttention,
    PolicyPrefers,
    OnTop,
    Rights,
    RightsOwed,
    NothingDue,
    AskedWithin,
    AskedBeyond,
    NotSplit,
    NothingApplies,
    NotForThisCase,
    ReasonOpen,
    NarrowsMost,
    WouldComeTo,
    WouldApply,
    Yes,
    No,
    OpenRange,
    UpTo,
    NotKnown,
    Range,
    SomethingElse,
    UnknownFact,
    NotAsked,
    WrongKind,
    NotMoney,
    WrongCurrency,
    NotNumber,
    NotDate,
    TooSmall,
    TooLarge,
    InFuture,
    NotAChoice,
    TooLong,
    TooMany,
    UnknownProblem,
    UnknownWish,
    UnknownLanguage,
    UnknownOption,
    MissingAnswer,
    OutsideValidity,
    OutsideCalendar,
    Overflow,
}

impl Language {
    /// By BCP 47 tag: `en…` is English, `zh…` is Chinese, in the script the tag names or its region
    /// writes; `None` for a language the core does not speak.
    ///
    /// ```
    /// use amends_core::language::Language;
    /// assert_eq!(Language::of("en-GB"), Some(Language::English));
    /// assert_eq!(Language::of("zh-Hans"), Some(Language::SimplifiedChinese));
    /// assert_eq!(Language::of("zh-TW"), Some(Language::TraditionalChinese));
    /// assert_eq!(Language::of("fr"), None);
    /// ```
    pub fn of(tag: &str) -> Option<Self> {
        let is = |part: &str, known: &[&str]| known.iter().any(|k| part.eq_ignore_ascii_case(k));
        let mut parts = tag.split('-');
        let language = parts.next()?;
        if is(language, &["en"]) {
            return Some(Self::English);
        }
        // The script comes before the region and decides: zh-Hans-HK is simplified.
        let traditional = parts.find(|part| is(part, &["Hans", "Hant", "TW", "HK", "MO"]));
        let simplified = traditional.is_none_or(|part| is(part, &["Hans"]));
        let chinese = if simplified { Self::SimplifiedChinese } else { Self::TraditionalChinese };
        is(language, &["zh"]).then_some(chinese)
    }

    /// The tag among those offered that serves a reader best: the wanted one itself, else one in the same
    /// language and script, else in the other script.
    ///
    /// ```
    /// use amends_core::language::Language;
    /// let offered = ["zh-Hans", "zh-Hant", "en"];
    /// assert_eq!(Language::nearest("zh-HK", offered), Some("zh-Hant"));
    /// assert_eq!(Language::nearest("zh-SG", offered), Some("zh-Hans"));
    /// assert_eq!(Language::nearest("zh-TW", ["en", "zh-Hans"]), Some("zh-Hans"));
    /// assert_eq!(Language::nearest("fr", offered), None);
    /// ```
    pub fn nearest<'t>(
        wanted: &str,
        offered: impl IntoIterator<Item = &'t str, IntoIter: Clone>,
    ) -> Option<&'t str> {
        let offered = offered.into_iter();
        let exact = offered.clone().find(|tag| tag.eq_ignore_ascii_case(wanted));
        let own = Self::of(wanted)?;
        let same = offered.clone().find(|tag| Self::of(tag) == Some(own));
        let chinese = |tag: &&str| Self::of(tag).is_some_and(|other| other != Self::English);
        let other_script = || offered.clone().find(|tag| own != Self::English && chinese(tag));
        exact.or(same).or_else(other_script)
    }

    /// The phrase with its values filled in.
    ///
    /// ```
    /// use amends_core::language::{Language, Phrase};
    /// let says = Language::English.say(Phrase::Percent, &["25 %", "CNY 40.00", "CNY 10.00"]);
    /// assert_eq!(says, "25 % of CNY 40.00 is CNY 10.00.");
    /// ```
    pub fn say(self, phrase: Phrase, values: &[&str]) -> String {
        let pattern = self.pattern(phrase);
        let filled = fill(pattern, |name| {
            name.parse::<usize>().ok().and_then(|i| values.get(i)).map(|v| (*v).to_owned())
        });
        filled.unwrap_or_else(|| pattern.to_owned())
    }

    #[cfg(feature = "authoring")]
    fn pattern(self, phrase: Phrase) -> &'static str {
        match self {
            Self::English => english::pattern(phrase),
            Self::SimplifiedChinese => simplified_chinese::pattern(phrase),
            Self::TraditionalChinese => traditional_chinese::pattern(phrase),
        }
    }

    #[cfg(not(feature = "authoring"))]
    fn pattern(self, phrase: Phrase) -> &'static str {
        let place = PHRASES.iter().position(|other| *other == phrase).unwrap_or_default();
        let brought = self.brought().get().map(String::as_str).unwrap_or_default();
        brought.split('\n').nth(place).unwrap_or_default()
    }

    /// Every phrase on a line of its own, in order: what travels with a policy packed for the language.
    pub(crate) fn phrases(self) -> String {
        let lines: Vec<&str> = PHRASES.iter().map(|phrase| self.pattern(*phrase)).collect();
        lines.join("\n")
    }

    /// Takes the phrases that came with a policy.
    #[cfg_attr(feature = "authoring", expect(unused_variables, reason = "it has them itself"))]
    pub(crate) fn bring(self, phrases: String) {
        // What is there already is the same: bytes belong to one release.
        #[cfg(not(feature = "authoring"))]
        let _ = self.brought().set(phrases);
    }

    #[cfg(not(feature = "authoring"))]
    fn brought(self) -> &'static OnceLock<String> {
        static ENGLISH: OnceLock<String> = OnceLock::new();
        static SIMPLIFIED: OnceLock<String> = OnceLock::new();
        static TRADITIONAL: OnceLock<String> = OnceLock::new();
        match self {
            Self::English => &ENGLISH,
            Self::SimplifiedChinese => &SIMPLIFIED,
            Self::TraditionalChinese => &TRADITIONAL,
        }
    }

    /// An amount in minor units: `¥1,200.50`, `人民幣1,200.50元`, `CNY 1,200.50`.
    ///
    /// ```
    /// use amends_core::{language::Language, money::Currency, number::Exact};
    /// let yuan = Currency::of("CNY").unwrap();
    /// assert_eq!(Language::SimplifiedChinese.money(Exact::whole(120_050), yuan), "¥1,200.50");
    /// assert_eq!(Language::English.money(Exact::whole(120_050), yuan), "CNY\u{a0}1,200.50");
    /// ```
    pub fn money(self, minor: Exact, currency: Currency) -> String {
        let digits = grouped(&currency.decimal(minor));
        match (self, currency.code()) {
            (Self::SimplifiedChinese, "CNY") => ["¥", &digits].concat(),
            (Self::English, "GBP") => ["£", &digits].concat(),
            (Self::English, "USD") => ["$", &digits].concat(),
            (Self::TraditionalChinese, "CNY") => ["人民幣", &digits, "元"].concat(),
            (Self::TraditionalChinese, "TWD") => ["NT$", &digits].concat(),
            (Self::TraditionalChinese, "HKD") => ["HK$", &digits].concat(),
            (_, "EUR") => ["€", &digits].concat(),
            (_, code) => [code, "\u{a0}", &digits].concat(),
        }
    }

    /// A date: `2026年3月1日`, `1 March 2026`.
    pub fn date(self, day: NaiveDate) -> String {
        let (year, month, number) =
            (day.year().to_string(), day.month().to_string(), day.day().to_string());
        match self {
            Self::English => {
                let index = usize::try_from(day.month0()).unwrap_or(0);
                let name = english::MONTHS.get(index).copied().unwrap_or_default();
                [&number, "\u{a0}", name, " ", &year].concat()
            }
            Self::SimplifiedChinese | Self::TraditionalChinese => {
                [&year, "年", &month, "月", &number, "日"].concat()
            }
        }
    }

    /// A quantity with its unit.
    pub fn quantity(self, value: Exact, unit: &Unit, currency: Currency) -> String {
        let number = || grouped(&value.to_short_decimal());
        let with = |suffix: &str| [number().as_str(), suffix].concat();
        match (unit, self) {
            (Unit::Money, _) => self.money(value, currency),
            (Unit::Date, _) => date::from_number(value).map_or_else(number, |day| self.date(day)),
            (Unit::Percent, Self::English) => with("\u{a0}%"),
            (Unit::Percent, _) => with("%"),
            (Unit::Minutes, Self::English) => with("\u{a0}min"),
            (Unit::Minutes, Self::SimplifiedChinese) => with("分钟"),
            (Unit::Minutes, Self::TraditionalChinese) => with("分鐘"),
            (Unit::Days, Self::English) if value == Exact::whole(1) => with("\u{a0}day"),
            (Unit::Days, Self::English) => with("\u{a0}days"),
            (Unit::Days, _) => with("天"),
            (Unit::Plain, _) => number(),
            (Unit::Named(name), _) => {
                let word = match self {
                    Self::English if value == Exact::whole(1) => english::one(name),
                    Self::English => name,
                    Self::SimplifiedChinese => match simplified_chinese::unit(name) {
                        Some(unit) => return with(unit),
                        None => name,
                    },
                    Self::TraditionalChinese => match traditional_chinese::unit(name) {
                        Some(unit) => return with(unit),
                        None => name,
                    },
                };
                [number().as_str(), "\u{a0}", word].concat()
            }
        }
    }

    /// A range with its unit: a point, `from – to`, or `at least`.
    pub fn range(self, range: Range, unit: &Unit, currency: Currency) -> String {
        let quantity = |value: Exact| self.quantity(value, unit, currency);
        match (range.low, range.high) {
            (Some(low), Some(high)) if low == high => quantity(low),
            (Some(low), Some(high)) => self.say(Phrase::Range, &[&quantity(low), &quantity(high)]),
            (Some(low), None) => self.say(Phrase::OpenRange, &[&quantity(low)]),
            (None, Some(high)) => self.say(Phrase::UpTo, &[&quantity(high)]),
            (None, None) => self.say(Phrase::NotKnown, &[]),
        }
    }

    /// What stands between two sentences.
    pub fn between_sentences(self) -> &'static str {
        match self {
            Self::English => " ",
            Self::SimplifiedChinese | Self::TraditionalChinese => "",
        }
    }

    /// Values joined as a list of sums: `a + b`.
    pub fn joined(self, values: &[String], sign: &str) -> String {
        values.join(sign)
    }
}

/// Groups the whole digits of a decimal by threes.
fn grouped(decimal: &str) -> String {
    let (whole, rest) = match decimal.find('.') {
        Some(point) => decimal.split_at(point),
        None => (decimal, ""),
    };
    let digits = whole.trim_start_matches('-');
    let mut text = String::new();
    if digits.len() < whole.len() {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(rest);
    text
}

/// Fills `{name}` places of a text; `None` when a name has no value.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        filled.push_str(before);
        filled.push_str(&value(name)?);
        rest = tail;
    }
    filled.push_str(rest);
    Some(filled)
}

/// The names of the `{name}` places of a text, in order; an unclosed one is the error.
pub fn places(text: &str) -> Result<Vec<&str>, &str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or(after)?;
        names.push(name);
        rest = tail;
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits_and_keeps_the_sign() {
        assert_eq!(grouped("1234567.50"), "1,234,567.50");
        assert_eq!(grouped("-123.00"), "-123.00");
        assert_eq!(grouped("-1234"), "-1,234");
    }

    #[test]
    fn a_text_with_a_missing_value_does_not_fit() {
        assert_eq!(fill("a {x} b", |_| None), None);
        assert_eq!(fill("a {x} b", |n| Some(n.to_uppercase())).as_deref(), Some("a X b"));
        assert_eq!(places("{a} and {b}"), Ok(vec!["a", "b"]));
        assert!(places("{a} and {b").is_err());
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
