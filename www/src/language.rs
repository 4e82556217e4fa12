//! The languages the service itself speaks: its pages and its problem documents.

use serde::Serialize;

/// A language of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Language {
    /// Chinese in simplified characters.
    #[default]
    #[serde(rename = "zh-Hans")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both, in the order the portal lists them.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hans",
            Self::English => "en",
        }
    }

    /// The language a BCP 47 tag asks for, by its primary subtag; none when the portal lacks it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|known| {
            known.tag().split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(primary))
        })
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

    /// One of two texts.
    pub fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
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
}
