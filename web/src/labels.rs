//! The form's own words: a flat map from key to text, one file for each language.
//!
//! Policy texts (questions, reasons, promises) live in the policy; these are the words of the form itself.

use amends_core::document::Map;
use amends_core::language::form;

/// Marks a literal as a key of the message files, so that a test can find every key in use.
macro_rules! key {
    ($key:literal) => {
        $key
    };
}
pub(crate) use key;

/// The languages that ship, by BCP 47 tag; `element.js` picks one of them.
pub const LANGUAGES: [&str; 4] = ["zh-Hans", "zh-Hant", "en", "ar"];

/// The words of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    texts: Map<String>,
}

impl Labels {
    /// Words by key; `overrides` of the host win where they name a known key.
    ///
    /// ```
    /// use amends_web::labels::Labels;
    /// let words = |text: &str| [("next".to_owned(), text.to_owned())].into();
    /// let labels = Labels::new(words("Continue"), words("Go on"));
    /// assert_eq!(labels.t("next"), "Go on");
    /// ```
    pub fn new(words: Map<String>, overrides: Map<String>) -> Self {
        let mut texts = words;
        for (key, text) in overrides {
            if let Some(slot) = texts.get_mut(&key) {
                *slot = text;
            }
        }
        Self { texts }
    }

    /// The words for a key; the key itself when a file lacks it, so that a screen is never blank.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The words for a key with its `{placeholders}` filled in. Where a text has several forms, `|` between them, the
    /// first value is the number that says which.
    ///
    /// ```
    /// use amends_web::labels::Labels;
    /// let words = [("due".to_owned(), "by {date}".to_owned())];
    /// let labels = Labels::new(words.into(), Default::default());
    /// assert_eq!(labels.fill("due", &[("date", "Friday")]), "by Friday");
    ///
    /// let words = [("left".to_owned(), "one day left|{days} days left".to_owned())];
    /// let labels = Labels::new(words.into(), Default::default());
    /// assert_eq!(labels.fill("left", &[("days", "1")]), "one day left");
    /// assert_eq!(labels.fill("left", &[("days", "7")]), "7 days left");
    /// ```
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let number = values.first().map_or("", |(_, value)| value);
        fill(form(self.t(key), number), values)
    }
}

/// A number in digits.
pub fn number(number: impl TryInto<i64>) -> String {
    digits(number.try_into().unwrap_or(i64::MAX))
}

#[inline(never)]
fn digits(number: i64) -> String {
    number.to_string()
}

/// Replaces each `{name}` that has a value; anything else stays as it is.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(name, tail)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, tail))
        });
        let (piece, tail) = named.unwrap_or(("{", after));
        filled.push_str(piece);
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// The words of a language as they ship, for drawing screens outside a browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn shipped(language: &str) -> Map<String> {
    let text = match language {
        "zh-Hans" => include_str!("../messages/zh-Hans.json"),
        "zh-Hant" => include_str!("../messages/zh-Hant.json"),
        "ar" => include_str!("../messages/ar.json"),
        _ => include_str!("../messages/en.json"),
    };
    amends_core::document::read(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn every_language_has_the_same_keys_and_placeholders() {
        let english = shipped("en");
        assert!(english.len() > 50, "the file could not be read");
        for language in LANGUAGES {
            let own = shipped(language);
            let keys = |map: &Map<String>| map.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&own), keys(&english), "{language}");
            for (key, text) in &own {
                assert!(!text.trim().is_empty(), "{key} is empty");
                let english = english.get(key).unwrap();
                let (forms, theirs) = (text.split('|').count(), english.split('|').count());
                let all = if theirs == 1 { 1 } else { forms_of(language) };
                assert_eq!(forms, all, "{language} {key}");
                // What goes with one or two may leave the number out; what goes with any may not.
                let any = |text: &str| placeholders(text.rsplit('|').next().unwrap()).len();
                let same = placeholders(english);
                assert_eq!((placeholders(text), any(text)), (same.clone(), same.len()), "{key}");
            }
        }
    }

    /// How many forms a language has for numbers (CLDR's plural categories).
    fn forms_of(language: &str) -> usize {
        match language {
            "ar" => 6,
            "en" => 2,
            _ => 1,
        }
    }

    /// What comes from elsewhere, perhaps in other letters, stands between isolates where the text runs from right to left.
    #[test]
    fn arabic_words_keep_what_is_foreign_apart() {
        let arabic = shipped("ar");
        for (key, foreign) in [("receipt-reference", "reference"), ("source", "cites")] {
            let apart = format!("\u{2068}{{{foreign}}}\u{2069}");
            assert!(arabic.get(key).unwrap().contains(&apart), "{key}");
        }
        for (key, text) in &arabic {
            let count = |c| text.chars().filter(|own| *own == c).count();
            let opened = count('\u{2066}') + count('\u{2068}');
            assert_eq!(opened, count('\u{2069}'), "{key}");
        }
    }

    /// The form's own words keep the manners that policies are held to.
    #[test]
    fn no_language_says_what_spoils_an_apology() {
        for tag in LANGUAGES {
            let language = amends_core::language::Language::of(tag).unwrap();
            for (key, text) in &shipped(tag) {
                let found = amends_core::language::manners::found(language, text).next();
                assert_eq!(found, None, "{tag} {key}: {text}");
            }
        }
    }

    /// Every literal marked as a key in the sources, tests left out.
    fn used_keys(folder: &Path, keys: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                used_keys(&path, keys);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            for piece in code.collect::<String>().split("key!(\"").skip(1) {
                keys.insert(piece.split('"').next().unwrap().to_owned());
            }
        }
    }

    /// What the element says itself, without the module.
    fn said_by_scripts(keys: &mut BTreeSet<String>) {
        let scripts = [include_str!("../element.js"), include_str!("../mishap.js")].concat();
        let said = ["say('", "'main-button', '", "'plain-button', '"];
        for piece in said.iter().flat_map(|before| scripts.split(before).skip(1)) {
            keys.insert(piece.split('\'').next().unwrap().to_owned());
        }
    }

    #[test]
    fn every_key_used_exists_and_every_key_is_used() {
        let mut used = BTreeSet::new();
        used_keys(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
        said_by_scripts(&mut used);
        let english: BTreeSet<String> = shipped("en").keys().cloned().collect();
        let missing: Vec<_> = used.difference(&english).collect();
        let unused: Vec<_> = english.difference(&used).collect();
        assert!(missing.is_empty(), "not in the message files: {missing:?}");
        assert!(unused.is_empty(), "in the message files, used nowhere: {unused:?}");
    }

    #[test]
    fn fills_only_what_it_knows() {
        assert_eq!(fill("{a} and {b} {", &[("a", "1")]), "1 and {b} {");
    }

    #[test]
    fn host_overrides_cannot_add_keys() {
        let labels = Labels::new(shipped("en"), [("nonsense", "x".into())].into());
        assert_eq!(labels.t("nonsense"), "nonsense");
    }
}
