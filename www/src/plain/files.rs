//! A form without script that brings files (`multipart/form-data`): each is kept as it comes, and the page that follows
//! carries what is known of it, unseen.

use super::{Typed, field, named};
use crate::api::Shared;
use crate::asked::Asked;
use crate::evidence::receive_part;
use crate::guard;
use crate::intake::{self, unavailable};
use crate::problem::{Code, Problem};
use crate::store::Received;
use amends_core::document::complaint::EvidenceGivenDocument;
use amends_core::document::policy::EvidenceDocument;
use amends_core::evidence::LONGEST_NAME;
use amends_core::submission::is_key;
use amends_web::drawing::files::{FILE, size, type_name};
use amends_web::journey::{read_files, written_files};
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::HeaderMap;

/// Most bytes of one form with all its files: 256 MiB.
const WHOLE: usize = 256 << 20;
/// Most files of one form.
const MOST: usize = 60;
/// Most fields that are no files.
const FIELDS: usize = 2_000;

/// A file of a form: the field it was chosen in, its name, and itself or why it could not be taken.
type Chosen = (String, String, Result<Received, Problem>);

/// The fields of a form. Those of files become lines in the field of files; what is wrong with them is `refused-files`.
pub async fn typed(
    service: &Shared,
    asked: &Asked,
    headers: &HeaderMap,
    body: Body,
) -> Result<Typed, Problem> {
    let _room = service.intake.uploads.enter()?;
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

/// Everything in the body, one part after the other.
async fn parts(
    service: &Shared,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Typed, Vec<Chosen>), Problem> {
    let mut request =
        Request::new(axum::body::Body::new(http_body_util::Limited::new(body, WHOLE)));
    *request.headers_mut() = headers.clone();
    // The whole is bounded above, each file and all fields below.
    DefaultBodyLimit::disable().apply(&mut request);
    let broken = |_| Problem::from(Code::DocumentFaults);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Code::MediaType)?;
    let most = largest(service);
    let (mut typed, mut chosen, mut seen) = (Typed::new(), Vec::new(), 0_usize);
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(clean);
        let first: Bytes = part.chunk().await.map_err(broken)?.unwrap_or_default();
        match file {
            // A field without a choice is sent as a file without name and bytes.
            Some(file) if file.is_empty() && first.is_empty() => {}
            Some(_) if chosen.len() >= MOST => return Err(Code::TooManyUploads.into()),
            Some(file) => {
                let received = receive_part(service, first, &mut part, most).await;
                chosen.push((name, file, received));
            }
            None => {
                let mut text = first.to_vec();
                while let Some(more) = part.chunk().await.map_err(broken)? {
                    text.extend_from_slice(&more);
                    if text.len() > guard::LIMIT {
                        return Err(Code::TooLarge.into());
                    }
                }
                seen = seen.saturating_add(text.len());
                if seen > guard::LIMIT || typed.len() > FIELDS {
                    return Err(Code::TooLarge.into());
                }
                typed.push((name, String::from_utf8_lossy(&text).into_owned()));
            }
        }
    }
    Ok((typed, chosen))
}

/// The largest file any published policy takes.
fn largest(service: &Shared) -> u64 {
    let all = service.intake.policies.all().iter().flat_map(|own| &own.document().evidence);
    all.map(|kind| u64::from(kind.at_most_bytes)).max().unwrap_or_default()
}

/// A name without a path and without what no name has.
fn clean(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
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
    for (from, name, received) in chosen {
        let id = from.strip_prefix(FILE).unwrap_or_default();
        let mut kinds = policy.document().evidence.iter();
        let Some(kind) = kinds.find(|kind| kind.id == id) else { continue };
        let said = Said { asked, kind, name: &name };
        let own = files.iter().filter(|file| file.kind == kind.id).count();
        if u32::try_from(own).is_ok_and(|own| own >= kind.at_most_files) {
            refused.push(said.too_many());
            continue;
        }
        service.intake.admit(&key)?;
        match received.and_then(|received| service.intake.keep_file(&key, kind, received)) {
            Ok(file)
                if files.iter().any(|own| own.kind == file.kind && own.sha256 == file.sha256) => {}
            Ok(file) => files.push(EvidenceGivenDocument { name, ..file }),
            Err(problem) if problem.code == Code::Unavailable => return Err(problem),
            Err(problem) => refused.push(said.refused(problem.code)),
        }
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

/// What is said of a file that could not be taken.
struct Said<'a> {
    asked: &'a Asked,
    kind: &'a EvidenceDocument,
    name: &'a str,
}

impl Said<'_> {
    fn words(&self, key: &str, values: &[(&str, &str)]) -> String {
        amends_web::plain::fill(self.asked.language.tag(), key, values)
    }

    fn too_many(&self) -> String {
        let count = self.kind.at_most_files.to_string();
        self.words("file-too-many", &[("count", &count), ("name", self.name)])
    }

    fn refused(&self, code: Code) -> String {
        match code {
            Code::FileTooLarge => {
                let most = size(self.kind.at_most_bytes.into());
                self.words("file-above", &[("name", self.name), ("most", &most)])
            }
            Code::FileType => {
                let types: Vec<String> =
                    self.kind.media_types.iter().map(|own| type_name(own)).collect();
                self.words("file-wrong-type", &[("name", self.name), ("types", &types.join(", "))])
            }
            other => {
                let detail = other.detail(self.asked.language);
                [self.name, ": ", detail].concat()
            }
        }
    }
}
