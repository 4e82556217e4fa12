//! The languages the service itself speaks: its pages and its problem documents.

use amends_core::language as written;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Traditional Chinese by the simplified words it says; what is missing is shown as it is.
static TRADITIONAL: Words =
    LazyLock::new(|| serde_json::from_str(include_str!("traditional.json")).unwrap_or_default());

/// Arabic likewise; what is missing is shown in English.
static ARABIC: Words =
    LazyLock::new(|| serde_json::from_str(include_str!("arabic.json")).unwrap_or_default());

/// Words by the simplified Chinese ones that say the same.
type Words = LazyLock<HashMap<&'static str, &'static str>>;

/// A language of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Language {
    /// Chinese in simplified characters.
    #[default]
    #[serde(rename = "zh-Hans")]
    Chinese,
    /// Chinese in traditional characters.
    #[serde(rename = "zh-Hant")]
    TraditionalChinese,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Arabic.
    #[serde(rename = "ar")]
    Arabic,
}

impl Language {
    /// All, in the order the portal lists them.
    pub const ALL: [Self; 4] =
        [Self::Chinese, Self::TraditionalChinese, Self::English, Self::Arabic];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hans",
            Self::TraditionalChinese => "zh-Hant",
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// Its name in itself, short enough for the head of a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chinese => "简体",
            Self::TraditionalChinese => "繁體",
            Self::English => "English",
            Self::Arabic => "العربية",
        }
    }

    /// The same language of the core.
    pub fn written(self) -> written::Language {
        match self {
            Self::Chinese => written::Language::SimplifiedChinese,
            Self::TraditionalChinese => written::Language::TraditionalChinese,
            Self::English => written::Language::English,
            Self::Arabic => written::Language::Arabic,
        }
    }

    /// The language a BCP 47 tag asks for; none when the portal lacks it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let own = written::Language::of(tag)?;
        Self::ALL.into_iter().find(|language| language.written() == own)
    }

    /// The language a reader gets: what the address asks for, else `Accept-Language`, else Chinese.
    pub fn choose(asked: Option<&str>, accept_language: Option<&str>) -> Self {
        asked.and_then(Self::of_tag).unwrap_or_else(|| {
            accept_language::parse(accept_language.unwrap_or_default())
                .iter()
                .find_map(|tag| Self::of_tag(tag))
                .unwrap_or_default()
        })
    }

    /// One of two texts; the traditional and the Arabic words of the simplified ones are looked up.
    pub fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Chinese => chinese,
            Self::TraditionalChinese => TRADITIONAL.get(chinese).copied().unwrap_or(chinese),
            Self::English => english,
            Self::Arabic => ARABIC.get(chinese).copied().unwrap_or(english),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_wins_over_the_browser_and_quality_orders_the_rest() {
        assert_eq!(Language::choose(Some("en"), Some("zh-CN")), Language::English);
        assert_eq!(Language::choose(None, Some("zh;q=0.2, en-GB;q=0.9")), Language::English);
        assert_eq!(Language::choose(Some("fr"), Some("zh-CN,zh;q=0.9")), Language::Chinese);
        assert_eq!(Language::choose(None, Some("fr, de")), Language::Chinese);
        assert_eq!(Language::choose(None, None), Language::Chinese);
    }

    #[test]
    fn the_script_of_chinese_follows_tag_and_region() {
        for (tag, language) in [
            ("zh", Language::Chinese),
            ("zh-SG", Language::Chinese),
            ("zh-Hans-HK", Language::Chinese),
            ("zh-TW", Language::TraditionalChinese),
            ("zh-HK", Language::TraditionalChinese),
            ("zh-Hant", Language::TraditionalChinese),
        ] {
            assert_eq!(Language::of_tag(tag), Some(language), "{tag}");
        }
    }

    /// The words before the English ones in `say("…", "…")`, `pick("…", "…")` and the tables of problems.
    fn said(text: &str, before: &str) -> Vec<String> {
        let pieces =
            text.split(before).skip(1).filter_map(|piece| piece.trim_start().strip_prefix('"'));
        let words = pieces.filter_map(|piece| piece.split_once('"')).map(|(words, _)| words);
        let chinese = words.filter(|words| !words.is_ascii());
        chinese.map(|words| words.split("\\\n").map(str::trim_start).collect()).collect()
    }

    #[test]
    fn everything_said_in_simplified_words_is_said_in_traditional_and_arabic_ones() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = Vec::new();
        for (folder, before) in [("pages", "say("), ("src", "pick("), ("src/problem", "(")] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                all.extend(said(text.split("#[cfg(test)]").next().unwrap(), before));
            }
        }
        assert!(all.len() > 80, "{}", all.len());
        for (file, words) in [("traditional.json", &TRADITIONAL), ("arabic.json", &ARABIC)] {
            let missing: Vec<_> =
                all.iter().filter(|own| !words.contains_key(own.as_str())).collect();
            assert!(missing.is_empty(), "not in {file}: {missing:?}");
            let unused = words.keys().filter(|own| !all.iter().any(|said| said == *own));
            let unused: Vec<_> = unused.collect();
            assert!(unused.is_empty(), "in {file}, and nobody says it any more: {unused:?}");
        }
    }
}
