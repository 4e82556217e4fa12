//! The published policies of a folder, by id and by digest.

use crate::served::{Caching, Served};
use amends_core::document;
use amends_core::document::policy::{PolicyDocument, Supplier};
use amends_core::fault::Fault;
use amends_core::policy::{MEDIA_TYPE, Policy};
use axum::body::Body;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::{HeaderMap, Response};
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One policy as it is published.
#[derive(Debug)]
pub struct Published {
    /// The policy, ready to compute.
    pub policy: Arc<Policy>,
    /// Its canonical text (RFC 8785), the one the digest names.
    text: String,
    /// The same as it is served.
    file: Served,
    /// Its bytes for the form, by language.
    packed: Vec<(String, Served)>,
}

impl Published {
    /// Serves the canonical form, the bytes of which the digest is the hash; the text as it was
    /// written has the same digest, and is larger.
    fn new(policy: Policy, text: &str) -> Self {
        let text = document::canonical(text).unwrap_or_else(|_| text.to_owned());
        let languages = policy.document().languages.iter();
        let packed = languages.filter_map(|tag| {
            let file = Served::typed(MEDIA_TYPE, policy.pack(tag)?).vary("accept, accept-language");
            Some((tag.clone(), file))
        });
        let packed = packed.collect();
        let bytes = text.clone().into_bytes();
        let file = Served::new("policy.json", bytes).vary("accept, accept-language");
        Self { policy: Arc::new(policy), text, file, packed }
    }

    /// Its canonical text (RFC 8785), the one the digest names.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a request gets (RFC 9110, section 12): the packed form in the language it prefers if it
    /// names that media type, else the document.
    pub fn answer(&self, request: &HeaderMap, caching: Caching) -> Response<Body> {
        let text = |name| request.get(name).and_then(|value| value.to_str().ok());
        let accepts = |list: &str| list.split(',').any(|one| is_media_type(one, MEDIA_TYPE));
        if !text(ACCEPT).is_some_and(accepts) {
            return self.file.answer(request, caching);
        }
        let wanted = accept_language::parse(text(ACCEPT_LANGUAGE).unwrap_or_default());
        let own = |tag: &String| self.packed.iter().find(|(own, _)| own.eq_ignore_ascii_case(tag));
        let found = wanted.iter().find_map(own).or(self.packed.first());
        found.map_or(&self.file, |(_, file)| file).answer(request, caching)
    }

    /// The document.
    pub fn document(&self) -> &PolicyDocument {
        self.policy.document()
    }

    /// Whether the portal may supply a fact.
    pub fn portal_supplies(&self, fact: &str) -> bool {
        let facts = &self.document().facts;
        facts.get(fact).is_some_and(|fact| fact.supplied_by.contains(&Supplier::Portal))
    }

    /// Whether the policy may be used on a day; ISO 8601 dates order as text.
    fn valid_on(&self, day: NaiveDate) -> bool {
        let (day, valid) = (day.to_string(), &self.document().valid);
        valid.from <= day && valid.until.as_ref().is_none_or(|until| day <= *until)
    }
}

/// Whether an entry of an `accept` list names a media type and does not refuse it.
fn is_media_type(entry: &str, media_type: &str) -> bool {
    let mut parts = entry.split(';').map(str::trim);
    let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(media_type));
    named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
}

/// What `GET /v1/policies` lists about one policy.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
    institution: &'a document::policy::Text,
    languages: &'a [String],
    problems: Vec<&'a str>,
    /// Address of this version; what it answers never changes.
    address: String,
}

/// Every published policy.
#[derive(Debug, Default)]
pub struct Policies {
    all: Vec<Published>,
}

/// Why a folder of policies cannot be published.
#[derive(Debug)]
pub enum Unpublishable {
    /// The folder or a file in it cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// The folder holds no policy.
    Empty(PathBuf),
    /// A policy has faults.
    Faulty(PathBuf, Vec<Fault>),
    /// Two files hold policies of the same id and version that differ.
    Ambiguous(PathBuf, String),
}

impl fmt::Display for Unpublishable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, error) => {
                write!(f, "{}: cannot be read: {error}", path.display())
            }
            Self::Empty(path) => write!(
                f,
                "{}: holds no policy; put at least one policy document (*.json) there",
                path.display()
            ),
            Self::Faulty(path, faults) => {
                writeln!(f, "{}: this policy has faults:", path.display())?;
                faults.iter().try_for_each(|fault| writeln!(f, "  {fault}"))?;
                write!(f, "`amends check {}` shows each in its place", path.display())
            }
            Self::Ambiguous(path, name) => write!(
                f,
                "{}: another file holds a different {name}; a published version never changes, \
                 so give this one a new version",
                path.display()
            ),
        }
    }
}

impl Policies {
    /// Reads every `*.json` file of a folder.
    ///
    /// # Errors
    /// Everything that keeps the folder from being published, all files at once.
    pub fn load(folder: &Path) -> Result<Self, Vec<Unpublishable>> {
        let files = files_of(folder).map_err(|fault| vec![fault])?;
        let (mut policies, mut wrong) = (Self::default(), Vec::new());
        for path in files {
            if let Err(fault) = policies.add_file(&path) {
                wrong.push(fault);
            }
        }
        if wrong.is_empty() { Ok(policies) } else { Err(wrong) }
    }

    fn add_file(&mut self, path: &Path) -> Result<(), Unpublishable> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Unpublishable::Unreadable(path.to_owned(), error))?;
        let policy =
            Policy::read(&text).map_err(|faults| Unpublishable::Faulty(path.to_owned(), faults))?;
        self.add(policy, &text).map_err(|name| Unpublishable::Ambiguous(path.to_owned(), name))
    }

    /// Publishes one policy with the text it was read from; the same one twice is published once.
    ///
    /// # Errors
    /// The name of a different policy with the same id and version.
    pub fn add(&mut self, policy: Policy, text: &str) -> Result<(), String> {
        if self.by_digest(policy.digest()).is_some() {
            return Ok(());
        }
        let own = policy.document();
        let taken = |other: &Published| {
            other.document().id == own.id && other.document().version == own.version
        };
        if self.all.iter().any(taken) {
            return Err(format!("policy `{}` version `{}`", own.id, own.version));
        }
        self.all.push(Published::new(policy, text));
        Ok(())
    }

    /// The policy with a digest.
    pub fn by_digest(&self, digest: &str) -> Option<&Published> {
        self.all.iter().find(|one| one.policy.digest() == digest)
    }

    /// The version of a policy that holds on a day; the newest one when none does.
    pub fn by_id(&self, id: &str, day: NaiveDate) -> Option<&Published> {
        let newest = |one: &&Published| (one.valid_on(day), one.document().valid.from.clone());
        self.all.iter().filter(|one| one.document().id == id).max_by_key(newest)
    }

    /// All policies in the order of their files.
    pub fn all(&self) -> &[Published] {
        &self.all
    }

    /// What is listed over HTTP.
    pub fn list(&self) -> Vec<Listed<'_>> {
        self.all.iter().map(listed).collect()
    }
}

fn listed(one: &Published) -> Listed<'_> {
    let document = one.document();
    Listed {
        id: &document.id,
        version: &document.version,
        digest: one.policy.digest(),
        institution: &document.institution,
        languages: &document.languages,
        problems: document.problems.iter().map(|problem| problem.id.as_str()).collect(),
        address: format!("/v1/policies/{}.json", one.policy.digest()),
    }
}

/// The policy files of a folder, by name.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Unpublishable> {
    let unreadable = |error| Unpublishable::Unreadable(folder.to_owned(), error);
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|e| e.path())).collect();
    let mut files = paths.map_err(unreadable)?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    if files.is_empty() { Err(Unpublishable::Empty(folder.to_owned())) } else { Ok(files) }
}
