//! Words of the core itself: how quantities are written and the few sentences it says, by language.
//!
//! Everything else a customer reads is in the policy. The widget has no phrases of its own, either: those of
//! the one language it shows come with the packed policy.

mod english;
pub mod manners;
mod quantities;
mod simplified_chinese;
mod traditional_chinese;

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
        /// A sentence or word of the core; `{0}`, `{1}`, … are filled in.
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
    MissingEvidence,
    UnknownEvidence,
    WrongMediaType,
    FileTooLarge,
    NotADigest,
    MissingFile,
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
        let length = values.iter().map(|value| value.len()).fold(0, usize::saturating_add);
        let mut said = String::with_capacity(length.saturating_add(self.pattern(phrase).len()));
        self.put(&mut said, phrase, &mut |to, place| add(to, values.get(place)?));
        said
    }

    /// Adds the phrase with its values filled in; as it is where one has no value.
    fn put(
        self,
        to: &mut String,
        phrase: Phrase,
        value: &mut dyn FnMut(&mut String, usize) -> Option<()>,
    ) {
        let (start, pattern) = (to.len(), self.pattern(phrase));
        let mut by_name = |to: &mut String, name: &str| value(to, name.parse().ok()?);
        if fill(to, pattern, &mut by_name).is_none() {
            to.truncate(start);
            to.push_str(pattern);
        }
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

    /// What stands between two sentences.
    pub fn between_sentences(self) -> &'static str {
        match self {
            Self::English => " ",
            Self::SimplifiedChinese | Self::TraditionalChinese => "",
        }
    }
}

/// Adds a text with its `{name}` places filled; none, and only a part of it, where a name has no value.
pub fn fill(
    to: &mut String,
    text: &str,
    value: &mut dyn FnMut(&mut String, &str) -> Option<()>,
) -> Option<()> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        to.push_str(before);
        value(to, name)?;
        rest = tail;
    }
    to.push_str(rest);
    Some(())
}

/// Adds the value of a place.
pub fn add(to: &mut String, words: &str) -> Option<()> {
    to.push_str(words);
    Some(())
}

/// A text with its `{name}` places filled; none where a name has no value.
pub fn filled(
    text: &str,
    mut value: impl FnMut(&mut String, &str) -> Option<()>,
) -> Option<String> {
    if !text.contains('{') {
        return Some(text.to_owned());
    }
    let mut filled = String::with_capacity(text.len().saturating_mul(2));
    fill(&mut filled, text, &mut value).map(|()| filled)
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
    fn a_text_with_a_missing_value_does_not_fit() {
        assert_eq!(filled("a {x} b", |_, _| None), None);
        let upper = |to: &mut String, name: &str| add(to, &name.to_uppercase());
        assert_eq!(filled("a {x} b", upper).as_deref(), Some("a X b"));
        assert_eq!(filled("a {x", upper), None);
        assert_eq!(places("{a} and {b}"), Ok(vec!["a", "b"]));
        assert!(places("{a} and {b").is_err());
    }
}
