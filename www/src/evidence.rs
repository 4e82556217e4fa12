//! Files that customers show, over HTTP: they come in under a key of the customer's making, wait for the complaint that
//! names them, and go with its case. Only the company reads them back, to be saved and never to be shown in place.

use crate::access::{Shown, Who};
use crate::api::{Service, Shared, answer, json};
use crate::asked::Asked;
use crate::guard;
use crate::intake::{Intake, unavailable};
use crate::problem::{Code, Problem};
use crate::store::{Received, Upload};
use amends_core::document::complaint::{ComplaintDocument, EvidenceGivenDocument};
use amends_core::document::policy::EvidenceDocument;
use amends_core::evidence::is_sha256;
use amends_core::submission::{is_key, missing_files};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::{delete, get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{Days, NaiveDate};
use http_body_util::BodyExt;
use serde::Serialize;
use std::io::Read;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Uploads that come in at the same time; more are asked to come again.
const AT_ONCE: usize = 32;
/// How long a sender may be silent.
const SILENCE: Duration = Duration::from_secs(30);
/// How many files wait under one key at most: what one customer may try and take back.
const MOST_WAITING: usize = 60;
/// Bytes of all files that wait for their complaints: 4 GiB.
const MOST_BYTES: u64 = 4 << 30;
/// How long a file waits for its complaint.
const WAITS: Days = Days::new(7);
/// As much is read of a file that is too large, so that its sender hears why.
const PATIENCE: u64 = 64 << 20;

/// What holds uploads within bounds.
#[derive(Debug)]
pub struct Uploads {
    room: Semaphore,
    swept: Mutex<Option<NaiveDate>>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self { room: Semaphore::new(AT_ONCE), swept: Mutex::default() }
    }
}

impl Uploads {
    /// Room for one upload, as long as it is held.
    ///
    /// # Errors
    /// Too many come in already.
    pub fn enter(&self) -> Result<SemaphorePermit<'_>, Problem> {
        self.room.try_acquire().map_err(|_| Code::TooManyUploads.into())
    }
}

/// The addresses of files.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/v1/complaints/evidence/{key}", post(upload).get(list))
        .route("/v1/complaints/evidence/{key}/{sha256}", delete(take_back))
        .route("/v1/complaints/{reference}/evidence/{sha256}", get(download))
}

async fn upload(
    State(service): State<Shared>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let query = query.unwrap_or_default();
    let came = come(&service, &key, &query, &headers, body).await;
    service.metrics.upload(came.as_ref().map_or_else(|problem| problem.code.name(), |_| "kept"));
    match came {
        Ok(file) => json(StatusCode::CREATED, &Kept::from(&file)),
        Err(problem) => problem.answer(asked.language),
    }
}

/// A file as it was kept: what the complaint is to say of it, but for its name.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    kind: &'a str,
    media_type: &'a str,
    size: u64,
    sha256: &'a str,
}

impl<'a> From<&'a EvidenceGivenDocument> for Kept<'a> {
    fn from(file: &'a EvidenceGivenDocument) -> Self {
        let EvidenceGivenDocument { kind, media_type, size, sha256, .. } = file;
        Self { kind, media_type, size: *size, sha256 }
    }
}

/// Takes a file in: limits while it comes, its type by its bytes, its digest computed here.
async fn come(
    service: &Shared,
    key: &str,
    query: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<EvidenceGivenDocument, Problem> {
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(Code::ForeignSite.into());
    }
    let _room = service.intake.uploads.enter()?;
    let kind = kind_named(service, query)?.clone();
    let shared = service.clone();
    let own = key.to_owned();
    guard::blocking(move || shared.intake.admit(&own)).await?;
    let received = receive(service, headers, body, kind.at_most_bytes.into()).await?;
    let said = headers.get("content-digest").and_then(|value| value.to_str().ok());
    if said.is_some_and(|said| !agrees(said, &received.sha256)) {
        return Err(Code::FileDamaged.into());
    }
    let (shared, own) = (service.clone(), key.to_owned());
    guard::blocking(move || shared.intake.keep_file(&own, &kind, received)).await
}

/// The kind of file an address names: `policy`, a digest, and `kind`.
fn kind_named<'s>(service: &'s Service, query: &str) -> Result<&'s EvidenceDocument, Problem> {
    let named = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    let policy = service.intake.policies.by_digest(&named("policy").unwrap_or_default());
    let policy = policy.ok_or(Code::UnknownPolicy)?;
    let kind = named("kind").unwrap_or_default();
    let found = policy.document().evidence.iter().find(|own| own.id == kind);
    found.ok_or_else(|| Code::NotFound.into())
}

/// Reads a file of at most `most` bytes that comes in a form. A larger one is read on and thrown away.
///
/// # Errors
/// It is too large, its sender went away or fell silent, or the disk could not take it.
pub async fn receive_part(
    service: &Service,
    mut first: Bytes,
    part: &mut Field<'_>,
    most: u64,
) -> Result<Received, Problem> {
    let mut incoming = service.intake.store.begin_file().map_err(unavailable)?;
    let mut whole = true;
    loop {
        let length = u64::try_from(first.len()).unwrap_or(u64::MAX);
        whole = whole && incoming.size().saturating_add(length) <= most;
        if whole {
            incoming.write(&first).map_err(|error| unavailable(error.into()))?;
        }
        let next = tokio::time::timeout(SILENCE, part.chunk()).await;
        match next.map_err(|_| Code::FileDamaged)?.map_err(|_| Code::FileDamaged)? {
            Some(bytes) => first = bytes,
            None if whole => return Ok(incoming.finish()),
            None => return Err(Code::FileTooLarge.into()),
        }
    }
}

/// Reads a file of at most `most` bytes from a body. A larger one is read on for a while and thrown away, so that its
/// sender hears why.
///
/// # Errors
/// It is too large, its sender went away or fell silent, or the disk could not take it.
pub async fn receive(
    service: &Service,
    headers: &HeaderMap,
    mut body: Body,
    most: u64,
) -> Result<Received, Problem> {
    let said = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: u64| length > PATIENCE.max(most)) {
        return Err(Code::FileTooLarge.into());
    }
    let mut incoming = service.intake.store.begin_file().map_err(unavailable)?;
    let mut beyond = 0_u64;
    loop {
        let frame = tokio::time::timeout(SILENCE, body.frame()).await;
        let Some(frame) = frame.map_err(|_| Code::FileDamaged)? else { break };
        let data: Bytes = frame.map_err(|_| Code::FileDamaged)?.into_data().unwrap_or_default();
        let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
        if beyond > 0 || incoming.size().saturating_add(length) > most {
            beyond = beyond.saturating_add(length.max(1));
            if beyond > PATIENCE {
                break;
            }
            continue;
        }
        incoming.write(&data).map_err(|error| unavailable(error.into()))?;
    }
    if beyond > 0 {
        return Err(Code::FileTooLarge.into());
    }
    Ok(incoming.finish())
}

/// Whether a `Content-Digest` (RFC 9530) names this SHA-256; one by another algorithm says nothing.
fn agrees(said: &str, sha256: &str) -> bool {
    let own = said.split(',').find_map(|entry| entry.trim().strip_prefix("sha-256=:"));
    let digits = |own: &str| -> Option<String> {
        let bytes = STANDARD.decode(own.strip_suffix(':')?).ok()?;
        Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    };
    own.is_none_or(|own| digits(own).is_some_and(|own| own == sha256))
}

#[derive(Debug, Serialize)]
struct Listed<'a> {
    files: Vec<Kept<'a>>,
}

/// What waits under a key: for a form that was left and is taken up again.
async fn list(
    State(service): State<Shared>,
    Path(key): Path<String>,
    asked: Asked,
) -> Response<Body> {
    let found = guard::blocking(move || service.intake.store.uploads(&key).map_err(unavailable));
    match found.await {
        Ok(files) => {
            let files = files.iter().map(Kept::from).collect();
            json(StatusCode::OK, &Listed { files })
        }
        Err(problem) => problem.answer(asked.language),
    }
}

async fn take_back(
    State(service): State<Shared>,
    Path((key, sha256)): Path<(String, String)>,
    asked: Asked,
) -> Response<Body> {
    let gone = guard::blocking(move || {
        if !is_sha256(&sha256) {
            return Err(Code::NotFound.into());
        }
        service.intake.store.take_back(&key, &sha256).map_err(unavailable)
    });
    answer(gone.await, asked.language)
}

/// A file of a case, for the company: to be saved, never shown in place.
async fn download(
    State(service): State<Shared>,
    Path((reference, sha256)): Path<(String, String)>,
    asked: Asked,
    shown: Shown,
) -> Response<Body> {
    let read = guard::blocking(move || {
        let opened = service.intake.open(&reference, &shown)?;
        if opened.who != Who::Company {
            return Err(Code::CompanyOnly.into());
        }
        let files = &opened.stored.case.complaint.evidence;
        let file = files.iter().find(|file| file.sha256 == sha256).ok_or(Code::NotFound)?;
        let mut bytes = Vec::new();
        let mut from = service.intake.store.open_file(&sha256).map_err(unavailable)?;
        from.read_to_end(&mut bytes).map_err(|error| unavailable(error.into()))?;
        Ok((file.name.clone(), bytes))
    });
    match read.await {
        Ok((name, bytes)) => saved(&name, bytes),
        Err(problem) => problem.answer(asked.language),
    }
}

/// An answer that no browser shows or runs.
fn saved(name: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let place = format!("attachment; filename*=UTF-8''{}", encoded.replace('+', "%20"));
    let place = HeaderValue::from_str(&place);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    let attachment = HeaderValue::from_static("attachment");
    headers.insert(CONTENT_DISPOSITION, place.unwrap_or(attachment));
    headers
        .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

impl Intake {
    /// Whether another file may come in under a key.
    ///
    /// # Errors
    /// It is no key; too much waits already; or the store fails.
    pub fn admit(&self, key: &str) -> Result<(), Problem> {
        if !is_key(key) {
            return Err(Code::NotFound.into());
        }
        self.sweep()?;
        let waiting = self.store.uploads(key).map_err(unavailable)?.len();
        let bytes = self.store.waiting_bytes().map_err(unavailable)?;
        if waiting >= MOST_WAITING || bytes >= MOST_BYTES {
            return Err(Code::TooManyUploads.into());
        }
        Ok(())
    }

    /// Once a day, with the first upload: files whose complaint never came go.
    fn sweep(&self) -> Result<(), Problem> {
        let today = self.clock.today();
        let mut swept = self.uploads.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if *swept == Some(today) {
            return Ok(());
        }
        *swept = Some(today);
        drop(swept);
        let first = today.checked_sub_days(WAITS).unwrap_or(today);
        self.store.expire_uploads(first.to_string()).map_err(unavailable)
    }

    /// Keeps a file that came in under a key, if it is what its kind takes.
    ///
    /// # Errors
    /// It is too large or of another type than it may be; or the store fails.
    pub fn keep_file(
        &self,
        key: &str,
        kind: &EvidenceDocument,
        received: Received,
    ) -> Result<EvidenceGivenDocument, Problem> {
        if received.size > kind.at_most_bytes.into() {
            return Err(Code::FileTooLarge.into());
        }
        let own = received.media_type.filter(|own| kind.media_types.iter().any(|it| it == own));
        let file = EvidenceGivenDocument {
            kind: kind.id.clone(),
            name: String::new(),
            media_type: own.ok_or(Code::FileType)?.to_owned(),
            size: received.size,
            sha256: received.sha256.clone(),
        };
        let came = self.clock.today().to_string();
        let upload = Upload { key: key.to_owned(), file: file.clone(), came };
        self.store.keep_file(received, upload).map_err(unavailable)?;
        Ok(file)
    }

    /// The digests of what waits under a key, when everything a complaint names is among it or in `before`.
    ///
    /// # Errors
    /// A file that did not arrive, by name; or the store fails.
    pub fn arrived(
        &self,
        complaint: &ComplaintDocument,
        key: Option<&str>,
        before: &[EvidenceGivenDocument],
    ) -> Result<Vec<String>, Problem> {
        if complaint.evidence.is_empty() && key.is_none() {
            return Ok(Vec::new());
        }
        let mut held = key
            .map_or_else(|| Ok(Vec::new()), |key| self.store.uploads(key))
            .map_err(unavailable)?;
        let waiting = held.iter().map(|file| file.sha256.clone()).collect();
        held.extend_from_slice(before);
        let missing = missing_files(complaint, &held);
        if missing.is_empty() {
            Ok(waiting)
        } else {
            Err(Problem::with_faults(Code::FilesMissing, missing))
        }
    }
}

#[cfg(test)]
mod tests;
