//! The service over HTTP: every address, and what each answers.

use crate::asked::Asked;
use crate::assets::Files;
use crate::guard;
use crate::intake::{Arrived, Intake};
use crate::language::Language;
use crate::metrics::Metrics;
use crate::pages::Pages;
use crate::plain;
use crate::portal;
use crate::problem::{Code, Problem};
use crate::served::Caching;
use crate::store::Channel;
use crate::{case_page, cases, evidence};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::{get, post};
use axum::{Router, middleware};
use serde::Serialize;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// Everything the service runs on.
#[derive(Debug)]
pub struct Service {
    /// Receives complaints.
    pub intake: Intake,
    /// The widget.
    pub bundle: Files,
    /// The portal's own files.
    pub files: Files,
    /// The portal's pages.
    pub pages: Pages,
    /// What is counted.
    pub metrics: Metrics,
}

impl Service {
    /// Whether pages can load the widget.
    pub fn has_widget(&self) -> bool {
        self.bundle.contains_key("amends.js")
    }
}

/// The service, shared by all requests.
pub type Shared = Arc<Service>;

/// All routes with what guards and counts them.
pub fn router(service: Shared) -> Router {
    Router::new()
        .route("/v1/complaints", post(submit))
        .route("/v1/complaints/by-key/{key}", get(by_key))
        .route("/v1/policies", get(policies))
        .route("/v1/policies/{name}", get(policy))
        .route("/v1/policies/{name}/form", get(plain::first).layer(CompressionLayer::new()))
        .route("/v1/problems/{code}", get(problem))
        .route("/v1/health", get(health))
        .route("/metrics", get(metrics))
        .route("/amends/{*path}", get(bundle_file))
        .route("/pages/{name}", get(page_file))
        .merge(cases::routes())
        .merge(evidence::routes())
        .merge(case_page::routes())
        .merge(portal::routes())
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(service.clone(), guard::watch))
        .with_state(service)
}

async fn submit(State(service): State<Shared>, asked: Asked, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let headers = parts.headers;
    match guard::media_type(&headers) {
        guard::MediaType::Json => {
            let answer = submit_document(&service, &asked, &headers, body).await;
            answer.unwrap_or_else(|problem| refuse(&service, &problem, asked.language))
        }
        guard::MediaType::Form | guard::MediaType::Multipart => {
            plain::submit(service, asked, headers, body).await
        }
        guard::MediaType::Other => refuse(&service, &Code::MediaType.into(), asked.language),
    }
}

/// Counts and answers a refused submission.
fn refuse(service: &Service, problem: &Problem, language: Language) -> Response<Body> {
    service.metrics.submission(problem.code.name());
    problem.answer(language)
}

async fn submit_document(
    service: &Shared,
    asked: &Asked,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response<Body>, Problem> {
    let body = guard::read(headers, body).await?;
    let key = headers.get("idempotency-key").map(|key| key.to_str().unwrap_or("").to_owned());
    let (caller, shared) = (asked.caller.clone(), service.clone());
    let accepted = guard::blocking(move || {
        let (key, channel) = (key.as_deref(), Channel::Element);
        shared.intake.receive(&Arrived { body: &body, key, caller, channel })
    })
    .await?;
    service.metrics.submission(if accepted.again { "again" } else { "stored" });
    let status = if accepted.again { StatusCode::OK } else { StatusCode::CREATED };
    let mut response = json(status, &accepted.receipt);
    let place = format!("/v1/complaints/{}", accepted.receipt.reference);
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(LOCATION, place);
    }
    Ok(response)
}

async fn by_key(
    State(service): State<Shared>,
    Path(key): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response<Body> {
    if guard::wants_html(&headers) {
        return plain::receipt(service, key, asked).await;
    }
    let found = guard::blocking(move || service.intake.receipt(&key)).await;
    answer(found, asked.language)
}

async fn policies(State(service): State<Shared>) -> Response<Body> {
    json(StatusCode::OK, &service.intake.policies.list())
}

/// `{digest}.json` never changes; `{id}.json` is the version that holds today.
async fn policy(
    State(service): State<Shared>,
    Path(name): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response<Body> {
    let name = name.strip_suffix(".json").unwrap_or(&name);
    let (policies, today) = (&service.intake.policies, service.intake.clock.today());
    let by_digest = policies.by_digest(name).map(|one| (one, Caching::Immutable));
    let found = by_digest.or_else(|| Some((policies.by_id(name, today)?, Caching::Revalidate)));
    found.map_or_else(
        || Problem::from(Code::NotFound).answer(asked.language),
        |(published, caching)| published.answer(&headers, caching),
    )
}

/// What a problem's `type` points to.
async fn problem(Path(name): Path<String>, asked: Asked) -> Response<Body> {
    #[derive(Serialize)]
    struct Explained {
        code: &'static str,
        status: u16,
        title: &'static str,
        detail: &'static str,
    }
    let language = asked.language;
    let found = Code::ALL.into_iter().find(|code| code.name() == name);
    let explained = found.map(|code| Explained {
        code: code.name(),
        status: code.status().as_u16(),
        title: code.title(language),
        detail: code.detail(language),
    });
    answer(explained.ok_or_else(|| Code::NotFound.into()), language)
}

async fn health(State(service): State<Shared>, asked: Asked) -> Response<Body> {
    #[derive(Serialize)]
    struct Health {
        status: &'static str,
        policies: usize,
        submissions: u64,
    }
    let found = guard::blocking(move || {
        let submissions = service.intake.store.count().map_err(crate::intake::unavailable)?;
        Ok(Health { status: "ok", policies: service.intake.policies.all().len(), submissions })
    });
    answer(found.await, asked.language)
}

async fn metrics(State(service): State<Shared>) -> Response<Body> {
    let mut response = Response::new(Body::from(service.metrics.text()));
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

async fn bundle_file(
    State(service): State<Shared>,
    Path(path): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response<Body> {
    file(&service.bundle, &path, &asked, &headers)
}

async fn page_file(
    State(service): State<Shared>,
    Path(name): Path<String>,
    asked: Asked,
    headers: HeaderMap,
) -> Response<Body> {
    file(&service.files, &name, &asked, &headers)
}

/// A file, or a problem document: never a page, which a loader of WASM or script would misread.
fn file(files: &Files, name: &str, asked: &Asked, headers: &HeaderMap) -> Response<Body> {
    files.get(name).map_or_else(
        || Problem::from(Code::NotFound).answer(asked.language),
        |file| file.answer(headers, Caching::Revalidate),
    )
}

async fn nothing_here(
    State(service): State<Shared>,
    asked: Asked,
    request: Request,
) -> Response<Body> {
    let language = asked.language;
    let address = request.uri().path();
    let for_programs = ["/v1/", "/amends/", "/pages/"].iter().any(|own| address.starts_with(own));
    if for_programs || !guard::wants_html(request.headers()) {
        return Problem::from(Code::NotFound).answer(language);
    }
    portal::missing(&service, language)
}

async fn wrong_method(asked: Asked) -> Response<Body> {
    Problem::from(Code::Method).answer(asked.language)
}

/// A document, or the problem that took its place.
pub fn answer<T: Serialize>(result: Result<T, Problem>, language: Language) -> Response<Body> {
    result.map_or_else(|problem| problem.answer(language), |value| json(StatusCode::OK, &value))
}

/// A document as JSON.
pub fn json<T: Serialize>(status: StatusCode, value: &T) -> Response<Body> {
    let mut response = Response::new(Body::from(crate::served::canonical(value)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests;
