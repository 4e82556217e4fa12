//! Bytes that are served as a file: type, ETag, caching, and precompressed copies by
//! `Accept-Encoding`.

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde::Serialize;
use std::io::{Read, Write};
use std::sync::OnceLock;

/// How long a reader may keep a file without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caching {
    /// Its address names its content.
    Immutable,
    /// Ask each time whether it has changed.
    Revalidate,
}

/// A file in memory with its compressed copies.
#[derive(Debug)]
pub struct Served {
    plain: Bytes,
    brotli: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
    mime: HeaderValue,
    vary: HeaderValue,
    etag: String,
}

impl Served {
    /// A file whose type follows from its name; compressed copies are made when first asked for.
    pub fn new(name: &str, plain: Vec<u8>) -> Self {
        Self::of(mime_of(name), plain)
    }

    /// Bytes of a media type that no file name tells.
    pub fn typed(media_type: &'static str, plain: Vec<u8>) -> Self {
        Self::of(HeaderValue::from_static(media_type), plain)
    }

    fn of(mime: HeaderValue, plain: Vec<u8>) -> Self {
        let etag = format!("\"{}\"", amends_core::document::digest(&hex_text(&plain)));
        let (brotli, gzip) = (OnceLock::new(), OnceLock::new());
        let vary = HeaderValue::from_static("accept-encoding");
        Self { plain: plain.into(), brotli, gzip, mime, vary, etag }
    }

    /// The same, chosen by other request headers as well (RFC 9110, section 12.5.5).
    #[must_use]
    pub fn vary(self, others: &str) -> Self {
        let list = HeaderValue::try_from(format!("accept-encoding, {others}"));
        Self { vary: list.unwrap_or(self.vary), ..self }
    }

    /// The same with the compressed copies a build has already made.
    #[must_use]
    pub fn with_copies(self, brotli: Option<Vec<u8>>, gzip: Option<Vec<u8>>) -> Self {
        let keep = |copy: Option<Vec<u8>>| {
            copy.map_or_else(OnceLock::new, |bytes| OnceLock::from(Some(bytes.into())))
        };
        Self { brotli: keep(brotli), gzip: keep(gzip), ..self }
    }

    /// Answers a request for this file: 304 when the reader has it, the smallest copy it accepts
    /// otherwise.
    pub fn answer(&self, request: &HeaderMap, caching: Caching) -> Response<Body> {
        if self.is_known_to(request) {
            return self.head(StatusCode::NOT_MODIFIED, caching, Body::empty());
        }
        let (bytes, encoding) = self.copy_for(request);
        let mut response = self.head(StatusCode::OK, caching, Body::from(bytes.clone()));
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn is_known_to(&self, request: &HeaderMap) -> bool {
        let tags = request.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
        tags.is_some_and(|tags| {
            tags.split(',')
                .map(|tag| tag.trim().trim_start_matches("W/"))
                .any(|tag| tag == self.etag)
        })
    }

    fn head(&self, status: StatusCode, caching: Caching, body: Body) -> Response<Body> {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.mime.clone());
        headers.insert(VARY, self.vary.clone());
        let cache = match caching {
            Caching::Immutable => "public, max-age=31536000, immutable",
            Caching::Revalidate => "no-cache",
        };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(ETAG, etag);
        }
        response
    }

    fn copy_for(&self, request: &HeaderMap) -> (&Bytes, Option<&'static str>) {
        if accepts(request, "br")
            && let Some(copy) = self.brotli.get_or_init(|| brotli(&self.plain))
        {
            return (copy, Some("br"));
        }
        if accepts(request, "gzip")
            && let Some(copy) = self.gzip.get_or_init(|| gzip(&self.plain))
        {
            return (copy, Some("gzip"));
        }
        (&self.plain, None)
    }
}

/// Canonical JSON of anything that is no document of the core.
pub fn canonical<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    amends_core::document::canonical(&text).unwrap_or(text)
}

/// The digest function takes text; bytes that are no UTF-8 are spelled in hexadecimal first.
fn hex_text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(
        |_| bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        ToOwned::to_owned,
    )
}

/// Whether a reader accepts a content coding: named and not at quality zero.
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    let lists = request.get_all(ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = |part: &str| {
            part.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0)
        };
        named && !parts.any(refused)
    })
}

fn brotli(plain: &[u8]) -> Option<Bytes> {
    let mut packed = Vec::new();
    brotli::CompressorReader::new(plain, 4096, 11, 22).read_to_end(&mut packed).ok()?;
    smaller(packed, plain)
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain).ok()?;
    smaller(encoder.finish().ok()?, plain)
}

fn smaller(packed: Vec<u8>, plain: &[u8]) -> Option<Bytes> {
    (packed.len() < plain.len()).then(|| packed.into())
}

/// The type of a file by its name; text is always UTF-8.
fn mime_of(name: &str) -> HeaderValue {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    let text = guess.type_() == "text" || guess.subtype() == "javascript";
    let value = if text { format!("{guess}; charset=utf-8") } else { guess.to_string() };
    HeaderValue::from_str(&value)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: &str, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_str(value).unwrap(),
        );
        headers
    }

    #[test]
    fn types_are_right_for_what_browsers_are_strict_about() {
        for (name, expected) in [
            ("a.wasm", "application/wasm"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"),
            ("a.json", "application/json"),
            ("a.svg", "image/svg+xml"),
            ("a.unknown", "application/octet-stream"),
        ] {
            assert_eq!(mime_of(name), expected, "{name}");
        }
    }

    #[test]
    fn the_smallest_accepted_copy_is_sent() {
        let file = Served::new("a.css", b"a { color: red }\n".repeat(64));
        let coding = |accept: &str| {
            let answer = file.answer(&asking("accept-encoding", accept), Caching::Immutable);
            answer.headers().get(CONTENT_ENCODING).map(|c| c.to_str().unwrap().to_owned())
        };
        assert_eq!(coding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(coding("gzip, br;q=0").as_deref(), Some("gzip"));
        assert_eq!(coding("identity"), None);
    }

    #[test]
    fn a_copy_made_by_the_build_is_used_as_it_is() {
        let file =
            Served::new("a.js", b"x".repeat(100)).with_copies(Some(b"packed".to_vec()), None);
        assert_eq!(
            file.copy_for(&asking("accept-encoding", "br")),
            (&Bytes::from_static(b"packed"), Some("br"))
        );
    }

    #[test]
    fn a_reader_that_has_it_gets_304_without_a_body() {
        let file = Served::new("a.css", b"a{}".to_vec());
        let first = file.answer(&HeaderMap::new(), Caching::Revalidate);
        let etag = first.headers().get(ETAG).unwrap().to_str().unwrap().to_owned();
        let again = file.answer(&asking("if-none-match", &etag), Caching::Revalidate);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let other = file.answer(&asking("if-none-match", "\"other\""), Caching::Revalidate);
        assert_eq!(other.status(), StatusCode::OK);
    }
}
