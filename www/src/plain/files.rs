//! Files of a form without script: each is kept as it comes, and the page that follows carries what is known of it, unseen.

use super::{Typed, field, named};
use crate::api::Shared;
use crate::asked::Asked;
use crate::chosen::{Chosen, parts};
use crate::guard;
use crate::intake::{self, unavailable};
use crate::problem::{Code, Problem};
use amends_core::document::complaint::EvidenceGivenDocument;
use amends_core::submission::is_key;
use amends_web::journey::{read_files, written_files};
use axum::body::Body;
use axum::http::HeaderMap;

/// The fields of a form. Those of files become lines in the field of files; what is wrong with them is `refused-files`.
pub async fn typed(
    service: &Shared,
    asked: &Asked,
    headers: &HeaderMap,
    body: Body,
) -> Result<Typed, Problem> {
    let (mut typed, chosen) = parts(service, headers, body).await?;
    let dropped = dropped(&typed);
    if chosen.is_empty() && dropped.is_none() {
        return Ok(typed);
    }
    let (shared, asked) = (service.clone(), asked.clone());
    guard::blocking(move || {
        let refused = keep(&shared, &asked, &mut typed, chosen, dropped.as_deref())?;
        typed.extend(refused.map(|words| ("refused-files".to_owned(), words)));
        Ok(typed)
    })
    .await
}

/// The digest of the file that is to go, and the button that says so becomes the one that only shows files.
fn dropped(typed: &Typed) -> Option<String> {
    let press = field(typed, "press");
    press.strip_prefix("drop-").map(str::to_owned)
}

/// Keeps what was chosen and takes back what was dropped; says what could not be taken.
fn keep(
    service: &Shared,
    asked: &Asked,
    typed: &mut Typed,
    chosen: Vec<Chosen>,
    dropped: Option<&str>,
) -> Result<Option<String>, Problem> {
    let (id, digest) = (field(typed, "policy"), field(typed, "digest"));
    let policy = named(service, digest, id).ok_or(Code::UnknownPolicy)?;
    let (key, mut files) = known(typed)?;
    if let Some(sha256) = dropped {
        files.retain(|file| file.sha256 != sha256);
        service.intake.store.take_back(&key, sha256).map_err(unavailable)?;
    }
    let mut refused = Vec::new();
    for one in chosen {
        let Some(kind) = one.kind(&policy.document().evidence) else { continue };
        let fault = service.intake.take_file(asked, &key, kind, one, &mut files)?;
        refused.extend(fault.map(|fault| fault.message));
    }
    typed.retain(|(name, _)| name != "evidence" && (dropped.is_none() || name != "press"));
    typed.push(("evidence".to_owned(), written_files(&key, &files)));
    if dropped.is_some() {
        typed.push(("press".to_owned(), "files".to_owned()));
    }
    Ok(Some(refused.join(" ")).filter(|words| !words.is_empty()))
}

/// The key of the uploads, a fresh one before the first; and the files that are there.
fn known(typed: &Typed) -> Result<(String, Vec<EvidenceGivenDocument>), Problem> {
    let evidence = field(typed, "evidence").replace("\r\n", "\n");
    let key = evidence.lines().next().unwrap_or_default();
    if is_key(key) {
        return Ok((key.to_owned(), read_files(&evidence)));
    }
    Ok((intake::new_key()?, Vec::new()))
}
