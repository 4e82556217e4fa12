//! Requests to a service, and what is asserted of every answer.

use amends_core::document;
use amends_core::document::submission::SubmissionDocument;
use amends_tests::service::{Failure, Service, runtime};
use libtest_mimic::Failed;
use reqwest::Client;
use reqwest::header::HeaderMap;
use serde_json::Value;
use std::fmt::Debug;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Result<Value, Failed> {
        serde_json::from_str(&self.body).map_err(|error| format!("{error}: {}", self.body).into())
    }

    /// A header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Posts a body with headers.
pub fn post(
    service: &Service,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Vec<u8>>,
) -> Result<Answer, Failure> {
    post_by(&Client::new(), service, path, headers, body)
}

/// The same; where the answer leads is for the caller to follow.
pub fn post_only(
    service: &Service,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Vec<u8>>,
) -> Result<Answer, Failure> {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    post_by(&client, service, path, headers, body)
}

fn post_by(
    client: &Client,
    service: &Service,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Vec<u8>>,
) -> Result<Answer, Failure> {
    let mut request = client.post(service.address.clone() + path).body(body.into());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    runtime()?.block_on(answer(request))
}

/// Gets an address.
pub fn get(service: &Service, path: &str) -> Result<Answer, Failure> {
    runtime()?.block_on(answer(Client::new().get(service.address.clone() + path)))
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Answer, Failure> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Answer { status, headers, body: String::from_utf8(response.bytes().await?.to_vec())? })
}

/// Where submissions go, for somebody the portal does not know.
pub const COMPLAINTS: &str = "/v1/complaints?lang=en";
/// The media type of documents.
pub const JSON: (&str, &str) = ("content-type", "application/json");

/// Sends a submission as the form does.
pub fn send(service: &Service, path: &str, it: &SubmissionDocument) -> Result<Answer, Failure> {
    post(service, path, &[JSON, ("idempotency-key", &it.key)], document::write(it))
}

/// Compares two things with words for what they are.
pub fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Result<(), Failed> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: found {found:?}, expected {expected:?}").into())
}

/// Asserts a refusal: status, code, the place it names, a sentence, and that nothing was stored.
pub fn refused(
    service: &Service,
    answer: &Answer,
    (status, code): (u16, &str),
    at: &str,
) -> Result<Value, Failed> {
    let shown = |what: &str| format!("{what} of {}", answer.body);
    same(&shown("status"), answer.status, status)?;
    same(&shown("type"), answer.header("content-type"), "application/problem+json")?;
    let problem = answer.json()?;
    same(&shown("code"), problem.pointer("/code"), Some(&code.into()))?;
    let sentence = problem.pointer("/detail").and_then(Value::as_str).unwrap_or_default();
    same(&shown("detail"), sentence.len() > 20, true)?;
    let lists = ["faults", "differences"].iter().filter_map(|list| problem.get(list)?.as_array());
    let named = lists.flatten().any(|found| found.get("at").is_some_and(|place| place == at));
    same(&shown(&format!("place `{at}`")), named || at.is_empty(), true)?;
    same("rows", service.rows("submissions")?.len(), 0)?;
    same("promises", service.rows("commitments")?.len(), 0)?;
    Ok(problem)
}
