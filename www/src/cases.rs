//! Cases over HTTP for programs: status, events, facts added, and copies to keep.
//!
//! Every address needs the secret of the receipt, or the company's.

use crate::access::Shown;
use crate::api::{Shared, answer, json};
use crate::asked::Asked;
use crate::case_page;
use crate::guard;
use crate::language::Language;
use crate::problem::{Code, Problem};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::QuoteDocument;
use amends_core::document::word;
use amends_core::follow_up::{Why, again};
use amends_core::icalendar;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::{get, post};
use serde::Serialize;

/// The addresses of a case.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/v1/complaints/{reference}", get(status))
        .route("/v1/complaints/{reference}/events", post(event))
        .route("/v1/complaints/{reference}/quotes", get(quote).post(add))
        .route("/v1/complaints/{reference}/promises.ics", get(calendar))
        .route("/v1/complaints/{reference}/receipt.txt", get(copy))
}

async fn status(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    shown: Shown,
) -> Response<Body> {
    let found = guard::blocking(move || {
        Ok(service.intake.open(&reference, &shown)?.status(&service.intake))
    });
    answer(found.await, asked.language)
}

async fn event(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    shown: Shown,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let body = match document_of(&headers, body).await {
        Ok(body) => body,
        Err(problem) => return problem.answer(asked.language),
    };
    let shared = service.clone();
    let reported = guard::blocking(move || shared.intake.report(&reference, &shown, &body)).await;
    if let Ok((what, _)) = &reported {
        service.metrics.event(&word(what));
    }
    answer(reported.map(|(_, status)| status), asked.language)
}

/// What facts are added to: the complaint as it would be quoted again, and the quote that holds.
#[derive(Debug, Serialize)]
struct Standing {
    complaint: ComplaintDocument,
    quote: QuoteDocument,
}

async fn quote(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    shown: Shown,
) -> Response<Body> {
    let found = guard::blocking(move || {
        let opened = service.intake.open(&reference, &shown)?;
        let (case, today) = (&opened.stored.case, service.intake.clock.today());
        let complaint = again(&opened.policy, case, Why::FactsAdded, today);
        Ok(Standing { complaint, quote: case.quote.clone() })
    });
    answer(found.await, asked.language)
}

async fn add(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    shown: Shown,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let body = match document_of(&headers, body).await {
        Ok(body) => body,
        Err(problem) => return problem.answer(asked.language),
    };
    let shared = service.clone();
    let added = guard::blocking(move || shared.intake.add_sent(&reference, &shown, &body)).await;
    if added.is_ok() {
        service.metrics.event("facts_added");
    }
    match added {
        Ok((true, status)) => json(StatusCode::OK, &status),
        Ok((false, status)) => json(StatusCode::CREATED, &status),
        Err(problem) => problem.answer(asked.language),
    }
}

async fn document_of(headers: &HeaderMap, body: Body) -> Result<Bytes, Problem> {
    match guard::media_type(headers) {
        guard::MediaType::Json => guard::read(headers, body).await,
        guard::MediaType::Form | guard::MediaType::Multipart | guard::MediaType::Other => {
            Err(Code::MediaType.into())
        }
    }
}

/// The promises of a case for the customer's own calendar (RFC 5545).
async fn calendar(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    shown: Shown,
) -> Response<Body> {
    let found = guard::blocking(move || {
        Ok(icalendar::promises(&service.intake.open(&reference, &shown)?.receipt()))
    });
    let name = "attachment; filename=\"promises.ics\"";
    copy_of(found.await, "text/calendar; charset=utf-8", name, asked.language)
}

/// The receipt as plain text, to keep.
async fn copy(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    shown: Shown,
) -> Response<Body> {
    let named = asked.named;
    let found = guard::blocking(move || {
        let opened = service.intake.open(&reference, &shown)?;
        case_page::text(&service, &opened, named)
    });
    let name = "inline; filename=\"receipt.txt\"";
    copy_of(found.await, "text/plain; charset=utf-8", name, asked.language)
}

fn copy_of(
    found: Result<String, Problem>,
    kind: &'static str,
    name: &'static str,
    language: Language,
) -> Response<Body> {
    let text = match found {
        Ok(text) => text,
        Err(problem) => return problem.answer(language),
    };
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static(name));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests;
