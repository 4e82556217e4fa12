//! Who may see and change a case: the customer with the secret of the receipt, the company with its own.
//!
//! Secrets are kept as digests and compared in constant time. They come in `Authorization: Bearer`, or as
//! `token` in the address: the link of a receipt is then all a customer needs. The service writes no
//! addresses to any log and sends no referrer.

use crate::problem::{Code, Problem};
use amends_core::document::digest;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use std::convert::Infallible;
use subtle::ConstantTimeEq;

/// Fewest letters of the company's secret.
pub const SHORTEST: usize = 32;

/// Address of the page on which a customer follows a case.
pub fn page(reference: &str, token: &str) -> String {
    format!("/case/{reference}?token={token}")
}

/// The company's secret, as its digest; none switches company actions over HTTP off.
#[derive(Debug, Clone, Default)]
pub struct Operator(Option<String>);

impl Operator {
    /// Takes the secret of a file's text.
    ///
    /// # Errors
    /// A sentence, when it is too short to be one.
    pub fn new(text: &str) -> Result<Self, String> {
        let secret = text.trim();
        if secret.len() < SHORTEST {
            return Err(format!(
                "the company's token has {} letters; use at least {SHORTEST} random ones, for example \
                 those of `openssl rand -hex 32`",
                secret.len()
            ));
        }
        Ok(Self(Some(digest(secret))))
    }
}

/// What a request shows to be let in.
#[derive(Debug, Clone, Default)]
pub struct Shown(Option<String>);

impl Shown {
    /// Reads headers, then the address.
    pub fn of(query: &str, headers: &HeaderMap) -> Self {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = header.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
        });
        let named = || {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs.find(|(name, _)| name == "token").map(|(_, token)| token.into_owned())
        };
        Self(bearer.or_else(named).filter(|token| !token.is_empty()))
    }

    /// A secret that came in a form.
    pub fn token(token: &str) -> Self {
        Self(Some(token.to_owned()).filter(|token| !token.is_empty()))
    }

    /// The secret itself, for the links of the customer's own page.
    pub fn text(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// Who it is, for a case whose secret has this digest.
    ///
    /// # Errors
    /// Nothing was shown; or a secret that fits nothing here: that is as if there were no such case.
    pub fn who(&self, operator: &Operator, token: &str) -> Result<Who, Problem> {
        let shown = digest(self.0.as_ref().ok_or(Code::TokenNeeded)?);
        let is = |kept: &str| bool::from(shown.as_bytes().ct_eq(kept.as_bytes()));
        // Both are compared whatever the first says, so that time tells nothing.
        let (customer, company) = (is(token), operator.0.as_deref().is_some_and(is));
        match (company, customer) {
            (true, _) => Ok(Who::Company),
            (false, true) => Ok(Who::Customer),
            (false, false) => Err(Code::NotFound.into()),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Shown {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query().unwrap_or_default(), &parts.headers))
    }
}

/// Somebody who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The customer of the case.
    Customer,
    /// The company.
    Company,
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn the_header_comes_before_the_address_and_an_empty_secret_is_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(Shown::of("lang=en&token=abc", &headers).text(), "abc");
        assert_eq!(Shown::of("token=", &headers).0, None);
        headers.insert(AUTHORIZATION, HeaderValue::from_static("bearer  xyz"));
        assert_eq!(Shown::of("token=abc", &headers).text(), "xyz");
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Basic xyz"));
        assert_eq!(Shown::of("", &headers).0, None);
    }

    #[test]
    fn each_secret_opens_its_own_door() {
        let operator = Operator::new(&format!("{SECRET}\n")).unwrap();
        let case = digest("the customer's");
        let who = |shown: &str| Shown::token(shown).who(&operator, &case).map_err(|p| p.code);
        assert_eq!(who("the customer's"), Ok(Who::Customer));
        assert_eq!(who(SECRET), Ok(Who::Company));
        assert_eq!(who("a guess"), Err(Code::NotFound));
        assert_eq!(who(""), Err(Code::TokenNeeded));
        // A case from before there were secrets has an empty digest, which nothing has.
        let none = Shown::token("x").who(&Operator::default(), "").map_err(|p| p.code);
        assert_eq!(none, Err(Code::NotFound));
    }

    #[test]
    fn a_short_secret_is_refused_with_a_way_to_make_one() {
        assert!(Operator::new("secret").unwrap_err().contains("openssl rand -hex 32"));
    }
}
