//! Words of the core itself: how quantities are written and the few sentences it says, by language.
//!
//! Everything else a customer reads is in the policy. The widget has no phrases of its own, either: those of
//! the one language it shows come with the packed policy, and its grammar with them: names of months, how an
//! amount and a date are written, the forms of a plural. No language is code, but for its tag.

mod arabic;
mod english;
pub mod manners;
mod phrase;
mod quantities;
mod simplified_chinese;
mod traditional_chinese;

use phrase::PHRASES;
pub use phrase::Phrase;
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
    /// Arabic, with the digits 0 to 9: those of statements, account numbers and references.
    Arabic,
}

impl Language {
    /// By BCP 47 tag: `en…` is English, `ar…` Arabic, `zh…` Chinese, in the script the tag names or its region
    /// writes; `None` for a language the core does not speak.
    ///
    /// ```
    /// use amends_core::language::Language;
    /// assert_eq!(Language::of("en-GB"), Some(Language::English));
    /// assert_eq!(Language::of("zh-Hans"), Some(Language::SimplifiedChinese));
    /// assert_eq!(Language::of("zh-TW"), Some(Language::TraditionalChinese));
    /// assert_eq!(Language::of("ar-AE"), Some(Language::Arabic));
    /// assert_eq!(Language::of("fr"), None);
    /// ```
    pub fn of(tag: &str) -> Option<Self> {
        let is = |part: &str, known: &[&str]| known.iter().any(|k| part.eq_ignore_ascii_case(k));
        let mut parts = tag.split('-');
        let language = parts.next()?;
        if is(language, &["en"]) {
            return Some(Self::English);
        }
        if is(language, &["ar"]) {
            return Some(Self::Arabic);
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
    /// assert_eq!(Language::nearest("ar", offered), None);
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
        let other_script =
            || offered.clone().find(|tag| Self::of(tag).is_some_and(|it| it.is_same_tongue(own)));
        exact.or(same).or_else(other_script)
    }

    /// Whether a reader of the one reads the other, if in another script.
    fn is_same_tongue(self, other: Self) -> bool {
        let chinese = |it| matches!(it, Self::SimplifiedChinese | Self::TraditionalChinese);
        self == other || (chinese(self) && chinese(other))
    }

    /// Which way it is written, as HTML's `dir` has it.
    pub fn direction(self) -> &'static str {
        if self == Self::Arabic { "rtl" } else { "ltr" }
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
        put_pattern(to, self.pattern(phrase), value);
    }

    /// The phrase with its places unfilled.
    #[cfg(feature = "authoring")]
    pub fn pattern(self, phrase: Phrase) -> &'static str {
        match self {
            Self::English => english::pattern(phrase),
            Self::SimplifiedChinese => simplified_chinese::pattern(phrase),
            Self::TraditionalChinese => traditional_chinese::pattern(phrase),
            Self::Arabic => arabic::pattern(phrase),
        }
    }

    /// The phrase with its places unfilled.
    #[cfg(not(feature = "authoring"))]
    pub fn pattern(self, phrase: Phrase) -> &'static str {
        let place = PHRASES.iter().position(|other| *other == phrase).unwrap_or_default();
        self.brought().get().and_then(|brought| brought.get(place)).copied().unwrap_or_default()
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
        self.brought().get_or_init(|| phrases.leak().split('\n').collect());
    }

    #[cfg(not(feature = "authoring"))]
    fn brought(self) -> &'static OnceLock<Vec<&'static str>> {
        static ENGLISH: OnceLock<Vec<&str>> = OnceLock::new();
        static SIMPLIFIED: OnceLock<Vec<&str>> = OnceLock::new();
        static TRADITIONAL: OnceLock<Vec<&str>> = OnceLock::new();
        static ARABIC: OnceLock<Vec<&str>> = OnceLock::new();
        match self {
            Self::English => &ENGLISH,
            Self::SimplifiedChinese => &SIMPLIFIED,
            Self::TraditionalChinese => &TRADITIONAL,
            Self::Arabic => &ARABIC,
        }
    }

    /// What stands between two sentences.
    pub fn between_sentences(self) -> &'static str {
        self.pattern(Phrase::SentenceSign)
    }

    /// Values as a list in a sentence.
    ///
    /// ```
    /// use amends_core::language::Language;
    /// let values = ["10".to_owned(), "20".to_owned()];
    /// assert_eq!(Language::English.list(&values), "10, 20");
    /// assert_eq!(Language::SimplifiedChinese.list(&values), "10、20");
    /// ```
    pub fn list(self, values: &[String]) -> String {
        values.join(self.pattern(Phrase::ListSign))
    }
}

/// The one of a text's forms, `|` between them, that goes with a number in digits: one form goes with every number,
/// two are those for 1 and for the others, six are those of CLDR's zero, one, two, few, many and other in Arabic.
/// What has another number of forms has a mistake; its first is taken.
///
/// ```
/// use amends_core::language::form;
/// assert_eq!(form("{0} day|{0} days", "1"), "{0} day");
/// assert_eq!(form("{0} day|{0} days", "1.5"), "{0} days");
/// assert_eq!(form("لا أيام|يوم|يومان|{0} أيام|{0} يومًا|{0} يوم", "103"), "{0} أيام");
/// assert_eq!(form("{0}天", "7"), "{0}天");
/// ```
pub fn form<'t>(forms: &'t str, digits: &str) -> &'t str {
    form_of(forms, digits.trim_start_matches('-').parse().ok())
}

/// The same for a whole number; what is none has the last of the forms.
pub(crate) fn form_of(forms: &str, number: Option<u64>) -> &str {
    let index = match (forms.bytes().filter(|byte| *byte == b'|').count(), number) {
        (5, Some(0)) | (1, Some(1)) => 0,
        (5, Some(1)) | (1, _) => 1,
        (5, Some(2)) => 2,
        (5, Some(many)) => match many % 100 {
            3..=10 => 3,
            11..=99 => 4,
            _ => 5,
        },
        (5, None) => 5,
        _ => 0,
    };
    one_of(forms, index).unwrap_or_default()
}

/// One of the texts with `|` between them.
fn one_of(texts: &str, index: usize) -> Option<&str> {
    let mut rest = texts;
    for _ in 0..index {
        (_, rest) = cut(rest, b'|')?;
    }
    Some(cut(rest, b'|').map_or(rest, |(own, _)| own))
}

/// What stands before and behind the first of a sign. Texts are short: nothing finds it sooner than looking at each byte.
fn cut(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at.saturating_add(1)..)?))
}

/// Adds a pattern with its numbered places filled in; as it is where one has no value.
fn put_pattern(
    to: &mut String,
    pattern: &str,
    value: &mut dyn FnMut(&mut String, usize) -> Option<()>,
) {
    let start = to.len();
    let mut by_name = |to: &mut String, name: &str| {
        let [digit] = name.as_bytes() else { return None };
        value(to, usize::from(digit.checked_sub(b'0')?))
    };
    if fill(to, pattern, &mut by_name).is_none() {
        to.truncate(start);
        to.push_str(pattern);
    }
}

/// Adds a text with its `{name}` places filled; none, and only a part of it, where a name has no value.
pub fn fill(
    to: &mut String,
    text: &str,
    value: &mut dyn FnMut(&mut String, &str) -> Option<()>,
) -> Option<()> {
    let mut rest = text;
    while let Some((before, after)) = cut(rest, b'{') {
        let (name, tail) = cut(after, b'}')?;
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

/// A text with its `{name}` places filled; none where a name has no value. A place it begins with begins a sentence, so
/// its first letter is a capital one (of the basic Latin letters).
pub fn filled(
    text: &str,
    mut value: impl FnMut(&mut String, &str) -> Option<()>,
) -> Option<String> {
    if !text.contains('{') {
        return Some(text.to_owned());
    }
    let mut filled = String::with_capacity(text.len().saturating_mul(2));
    fill(&mut filled, text, &mut value)?;
    if let Some(first) = filled.get_mut(..1).filter(|_| text.starts_with('{')) {
        first.make_ascii_uppercase();
    }
    Some(filled)
}

/// The names of the `{name}` places of a text, in order; an unclosed one is the error.
pub fn places(text: &str) -> Result<Vec<&str>, &str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = cut(rest, b'{') {
        let (name, tail) = cut(after, b'}').ok_or(after)?;
        names.push(name);
        rest = tail;
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::number::Exact;
    use crate::quantity::Unit;

    #[test]
    fn a_text_with_a_missing_value_does_not_fit() {
        assert_eq!(filled("a {x} b", |_, _| None), None);
        let upper = |to: &mut String, name: &str| add(to, &name.to_uppercase());
        assert_eq!(filled("a {x} b", upper).as_deref(), Some("a X b"));
        assert_eq!(filled("a {x", upper), None);
        let own = |to: &mut String, name: &str| add(to, name);
        assert_eq!(filled("{our} {desk}", own).as_deref(), Some("Our desk"));
        assert_eq!(filled("{客服} {desk}", own).as_deref(), Some("客服 desk"));
        assert_eq!(places("{a} and {b}"), Ok(vec!["a", "b"]));
        assert!(places("{a} and {b").is_err());
    }

    #[test]
    fn arabic_keeps_amounts_and_dates_together() {
        let (yuan, euro) = (Currency::of("CNY").unwrap(), Currency::of("EUR").unwrap());
        let dinar = Currency::of("KWD").unwrap();
        let arabic = Language::Arabic;
        let amount = Exact::whole(-120_050);
        assert_eq!(arabic.money(amount, yuan), "\u{2067}\u{200e}-1,200.50\u{a0}يوان\u{2069}");
        assert_eq!(arabic.money(Exact::whole(5), euro), "\u{2067}0.05\u{a0}يورو\u{2069}");
        assert_eq!(arabic.money(Exact::whole(5), dinar), "\u{2066}KWD\u{a0}0.005\u{2069}");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        assert_eq!(arabic.date(day), "\u{2067}2\u{a0}مارس 2026\u{2069}");
        let days = |count| arabic.quantity(Exact::whole(count), &Unit::Days, yuan);
        let said = [0, 1, 2, 3, 11, 100, 103, 111].map(days).join("؛ ").replace('\u{a0}', " ");
        assert_eq!(said, "0 يوم؛ يوم واحد؛ يومان؛ 3 أيام؛ 11 يومًا؛ 100 يوم؛ 103 أيام؛ 111 يومًا");
        let half = Exact::ratio(5, 2).unwrap();
        assert_eq!(arabic.quantity(half, &Unit::Percent, yuan), "2.5\u{200e}%\u{200e}");
        assert_eq!(arabic.quantity(half, &Unit::Days, yuan), "2.5\u{a0}يوم");
    }

    #[test]
    fn every_language_has_months_forms_and_places_of_every_phrase() {
        let english: Vec<_> = PHRASES.iter().map(|it| Language::English.pattern(*it)).collect();
        let all = [Language::SimplifiedChinese, Language::TraditionalChinese, Language::Arabic];
        let counts = [
            (Language::English, 2),
            (Language::SimplifiedChinese, 1),
            (Language::TraditionalChinese, 1),
            (Language::Arabic, 6),
        ];
        for (language, forms) in counts {
            let months = language.pattern(Phrase::MonthNames).split('|').count();
            assert_eq!(months, 12, "{language:?}");
            for phrase in [Phrase::Days, Phrase::WorkingDays, Phrase::Hours, Phrase::Years] {
                let own = language.pattern(phrase).split('|').count();
                assert_eq!(own, forms, "{language:?} {phrase:?}");
            }
        }
        for language in all {
            for (phrase, english) in PHRASES.iter().zip(&english) {
                let own = language.pattern(*phrase);
                assert!(!own.contains('\n'), "phrases travel by lines: {language:?} {phrase:?}");
                let last = |text: &str| {
                    let last = text.rsplit('|').next().unwrap_or_default().to_owned();
                    let mut names: Vec<String> =
                        places(&last).unwrap().iter().map(|name| (*name).to_owned()).collect();
                    names.sort();
                    names
                };
                assert_eq!(last(own), last(english), "{language:?} {phrase:?}");
            }
        }
    }
}
