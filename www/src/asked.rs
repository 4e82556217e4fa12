//! Who asks, and in which language: read from the address, the cookie and `Accept-Language`.

use crate::customers::Caller;
use crate::language::Language;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

/// Cookies that hold which customer a visitor of a demo portal is: this, then the policy's id.
pub const CUSTOMER_COOKIE: &str = "amends_customer_";

/// What every handler may want to know about a request.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Language of the answer.
    pub language: Language,
    /// The language the address names.
    pub named: Option<Language>,
    /// BCP 47 tag of the answer's language, with a region where the reader's browser names one: how dates and amounts
    /// are typed there.
    pub locale: String,
    /// Customer and item.
    pub caller: Caller,
}

impl Asked {
    /// Reads an address's query and the headers; what makes no sense is as if it were not there.
    pub fn of(query: &str, headers: &HeaderMap) -> Self {
        let mut said: HashMap<_, _> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let asked = said.get("lang").map(String::as_str);
        let language = Language::choose(asked, accepted);
        Self {
            named: asked.and_then(Language::of_tag),
            language,
            locale: locale(language, asked, accepted),
            caller: Caller {
                named: said.remove("customer").filter(|id| is_id(id)),
                signed_in: signed_in(headers),
                item: said.remove("item").filter(|id| is_id(id)),
            },
        }
    }
}

/// The language asked for, or else the first accepted one that is the answer's.
fn locale(language: Language, asked: Option<&str>, accepted: Option<&str>) -> String {
    let own = |tag: &&str| Language::of_tag(tag) == Some(language);
    let regional = |tag: &&str| tag.split('-').skip(1).any(|part| part.len() == 2);
    let accepted = accept_language::parse(accepted.unwrap_or_default());
    let tags = || asked.into_iter().chain(accepted.iter().map(String::as_str)).filter(own);
    tags().find(regional).or_else(|| tags().next()).unwrap_or(language.tag()).to_owned()
}

/// Ids of customers and items: what can stand in an address or a cookie as it is.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn signed_in(headers: &HeaderMap) -> BTreeMap<String, String> {
    let lists = headers.get_all(COOKIE).iter().filter_map(|list| list.to_str().ok());
    let pairs = lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.split_once('='));
    let customers = pairs.filter_map(|(name, value)| {
        let policy = name.trim().strip_prefix(CUSTOMER_COOKIE)?;
        is_id(value.trim()).then(|| (policy.to_owned(), value.trim().to_owned()))
    });
    customers.collect()
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query().unwrap_or_default(), &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_address_names_the_customer_before_the_cookie_does() {
        let mut headers = HeaderMap::new();
        let cookies = "a=b; amends_customer_bank=li-na; amends_customer_shop=wu";
        headers.insert(COOKIE, HeaderValue::from_static(cookies));
        let asked = Asked::of("item=t-1&lang=en", &headers);
        assert_eq!(asked.caller.customer("bank").unwrap(), "li-na");
        assert_eq!(asked.caller.customer("shop").unwrap(), "wu");
        assert_eq!(asked.caller.customer("insurer"), None);
        assert_eq!(asked.caller.item.as_deref(), Some("t-1"));
        assert_eq!(asked.language, Language::English);
        let named = Asked::of("customer=wang", &headers);
        assert_eq!(named.caller.customer("bank").unwrap(), "wang");
    }

    #[test]
    fn what_is_no_id_is_as_if_it_were_not_there() {
        let asked =
            Asked::of("customer=%0d%0aSet-Cookie:x&item=%3Cb%3E&lang=%ff", &HeaderMap::new());
        assert_eq!(asked.caller, Caller::default());
        assert_eq!(asked.language, Language::default());
    }
}
