//! Forms that bring files (`multipart/form-data`): their fields, each file as it came, and which of them are taken.

use crate::api::Shared;
use crate::asked::Asked;
use crate::evidence::receive_part;
use crate::guard;
use crate::intake::Intake;
use crate::problem::{Code, Problem};
use crate::store::Received;
use amends_core::document::complaint::EvidenceGivenDocument;
use amends_core::document::policy::EvidenceDocument;
use amends_core::evidence::LONGEST_NAME;
use amends_core::fault::Fault;
use amends_web::drawing::files::{FILE, size, type_name};
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::HeaderMap;

/// Most bytes of one form with all its files: 256 MiB.
const WHOLE: usize = 256 << 20;
/// Most files of one form.
const MOST: usize = 60;
/// Most fields that are no files.
const FIELDS: usize = 2_000;

/// Fields of a form, in the order they were sent.
pub type Fields = Vec<(String, String)>;

/// A file of a form.
#[derive(Debug)]
pub struct Chosen {
    /// The field it was chosen in.
    field: String,
    /// What it is called, without a path.
    name: String,
    /// Itself, or why it could not be read.
    received: Result<Received, Problem>,
}

impl Chosen {
    /// The kind it was chosen as.
    pub fn kind<'k>(&self, kinds: &'k [EvidenceDocument]) -> Option<&'k EvidenceDocument> {
        let id = self.field.strip_prefix(FILE)?;
        kinds.iter().find(|kind| kind.id == id)
    }
}

/// Everything in the body, one part after the other.
///
/// # Errors
/// It is no such form, has more or larger fields or more files than a form may have, or too many files come in already.
pub async fn parts(
    service: &Shared,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Fields, Vec<Chosen>), Problem> {
    let _room = service.intake.uploads.enter()?;
    let mut request = Request::new(Body::new(http_body_util::Limited::new(body, WHOLE)));
    *request.headers_mut() = headers.clone();
    // The whole is bounded above, each file and all fields below.
    DefaultBodyLimit::disable().apply(&mut request);
    let broken = |_| Problem::from(Code::DocumentFaults);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Code::MediaType)?;
    let most = largest(service);
    let (mut typed, mut chosen, mut seen) = (Fields::new(), Vec::new(), 0_usize);
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(clean);
        let first: Bytes = part.chunk().await.map_err(broken)?.unwrap_or_default();
        match file {
            // A field without a choice is sent as a file without name and bytes.
            Some(name) if name.is_empty() && first.is_empty() => {}
            Some(_) if chosen.len() >= MOST => return Err(Code::TooManyUploads.into()),
            Some(name) => {
                let received = receive_part(service, first, &mut part, most).await;
                chosen.push(Chosen { field, name, received });
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
                typed.push((field, String::from_utf8_lossy(&text).into_owned()));
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

impl Intake {
    /// Takes one file of a kind: kept under a key, and added to `files` unless it is among them. Else why not, in the
    /// customer's language, at the kind: `/evidence/…`.
    ///
    /// # Errors
    /// Too much waits already, or the store fails.
    pub fn take_file(
        &self,
        asked: &Asked,
        key: &str,
        kind: &EvidenceDocument,
        Chosen { name, received, .. }: Chosen,
        files: &mut Vec<EvidenceGivenDocument>,
    ) -> Result<Option<Fault>, Problem> {
        let own = || files.iter().filter(|file| file.kind == kind.id);
        let said = Said { asked, kind, name: &name };
        let again = |new: &Received| own().any(|file| file.sha256 == new.sha256);
        if received.as_ref().is_ok_and(again) {
            return Ok(None);
        }
        if u32::try_from(own().count()).is_ok_and(|own| own >= kind.at_most_files) {
            return Ok(Some(said.too_many()));
        }
        self.admit(key)?;
        match received.and_then(|received| self.keep_file(key, kind, received)) {
            Ok(file) => {
                files.push(EvidenceGivenDocument { name, ..file });
                Ok(None)
            }
            Err(problem) if problem.code == Code::Unavailable => Err(problem),
            Err(problem) => Ok(Some(said.refused(problem.code))),
        }
    }
}

/// What is said of a file that could not be taken.
struct Said<'a> {
    asked: &'a Asked,
    kind: &'a EvidenceDocument,
    name: &'a str,
}

impl Said<'_> {
    fn fault(&self, code: &'static str, key: &str, values: &[(&str, &str)]) -> Fault {
        let words = amends_web::plain::fill(self.asked.language.tag(), key, values);
        Fault::new(code, self.at(), words)
    }

    fn at(&self) -> String {
        ["/evidence/", &self.kind.id].concat()
    }

    fn too_many(&self) -> Fault {
        let count = self.kind.at_most_files.to_string();
        self.fault("too-many", "file-too-many", &[("count", &count), ("name", self.name)])
    }

    fn refused(&self, code: Code) -> Fault {
        match code {
            Code::FileTooLarge => {
                let most = size(self.kind.at_most_bytes.into());
                self.fault("too-large", "file-above", &[("name", self.name), ("most", &most)])
            }
            Code::FileType => {
                let types = types(self.kind, self.asked.language.tag());
                let values = [("name", self.name), ("types", types.as_str())];
                self.fault("wrong-media-type", "file-wrong-type", &values)
            }
            other => {
                let detail = other.detail(self.asked.language);
                Fault::new("missing-file", self.at(), [self.name, ": ", detail].concat())
            }
        }
    }
}

/// The types a kind takes, as a list in a language.
pub fn types(kind: &EvidenceDocument, language: &str) -> String {
    let types: Vec<String> = kind.media_types.iter().map(|own| type_name(own)).collect();
    types.join(&amends_web::plain::fill(language, "list-separator", &[]))
}
