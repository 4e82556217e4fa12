//! What surrounds every request: limits on what is read, headers on what is answered, counting.

use crate::api::Shared;
use crate::asked::Asked;
use crate::problem::{Code, Problem};
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::middleware::Next;
use http_body_util::BodyExt;
use std::time::Instant;

/// Most bytes of a body that are kept: 1 MiB.
pub const LIMIT: usize = 1 << 20;
/// Most bytes that are read and thrown away, so that the sender still hears why it is refused.
const PATIENCE: usize = 64 << 20;

/// Sent with every answer. The widget needs `'wasm-unsafe-eval'`; nothing else is let in.
const HEADERS: [(&str, &str); 4] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Adds the headers and counts the answer under the pattern of its route.
pub async fn watch(State(service): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let language = Asked::of(request.uri().query().unwrap_or_default(), request.headers()).language;
    let mut response = next.run(request).await;
    if is_unexplained(&response) {
        response = Problem::from(Code::NotFound).answer(language);
    }
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        // A file that is handed out is held more strictly.
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(value);
    }
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    service.metrics.answered(route, response.status().as_u16(), begun.elapsed());
    response
}

/// A refusal of the router itself, in plain text: an address that is no text.
fn is_unexplained(response: &Response<Body>) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    response.status().is_client_error() && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// Kinds of body the intake reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Anything else, or not said.
    Other,
}

/// The kind of body a request says it has.
pub fn media_type(headers: &HeaderMap) -> MediaType {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" => MediaType::Json,
        "application/x-www-form-urlencoded" => MediaType::Form,
        "multipart/form-data" => MediaType::Multipart,
        _ => MediaType::Other,
    }
}

/// Whether the reader is a person with a browser.
pub fn wants_html(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// Reads a body of at most 1 MiB.
///
/// # Errors
/// A larger body; it is read to its end first, within reason, and thrown away.
pub async fn read(headers: &HeaderMap, mut body: Body) -> Result<Bytes, Problem> {
    let said = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: usize| length > PATIENCE) {
        return Err(Code::TooLarge.into());
    }
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        // A sender that goes away midway has sent no document; nobody reads this answer.
        let Ok(frame) = frame else { return Err(Code::DocumentFaults.into()) };
        let Ok(data) = frame.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen > PATIENCE {
            break;
        }
        if seen <= LIMIT {
            kept.extend_from_slice(&data);
        }
    }
    if seen > LIMIT { Err(Code::TooLarge.into()) } else { Ok(kept.into()) }
}

/// Runs work that waits for the disk on a thread where waiting harms nobody.
///
/// # Errors
/// The work's own, or that it did not come to an end.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Code::Unavailable.into()))
}
