//! Errors over HTTP: RFC 9457 problem documents in the reader's language.

mod words;

use crate::language::Language;
use amends_core::document::submission::DifferenceFound;
use amends_core::fault::Fault;
use axum::body::Body;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Response, StatusCode};
use serde::Serialize;
use words::Wording;

/// Everything that can be wrong with a request; a closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The body is no document of the right form.
    DocumentFaults,
    /// The answers of the complaint have faults.
    ComplaintFaults,
    /// The figures are not what the policy gives.
    Differences,
    /// No published policy has the digest.
    UnknownPolicy,
    /// The key was used for another body.
    KeyReused,
    /// `Idempotency-Key` and the document's key disagree.
    KeysDisagree,
    /// The event cannot have happened to this case.
    EventFaults,
    /// The secret of the case is missing.
    TokenNeeded,
    /// Only the company may do this.
    CompanyOnly,
    /// Only the customer may do this.
    CustomerOnly,
    /// The case was changed by others again and again.
    Busy,
    /// The body is larger than allowed.
    TooLarge,
    /// The body is of another media type.
    MediaType,
    /// The file is larger than its kind may be.
    FileTooLarge,
    /// The file is of a type that its kind does not take.
    FileType,
    /// The file did not come whole.
    FileDamaged,
    /// Files the submission names did not arrive.
    FilesMissing,
    /// Files added to a case cannot be taken.
    FilesRefused,
    /// Too many files come in or wait.
    TooManyUploads,
    /// Nothing has this address.
    NotFound,
    /// The address does not do this.
    Method,
    /// The form was sent from another site.
    ForeignSite,
    /// The service could not do it.
    Unavailable,
}

impl Code {
    /// All codes.
    pub const ALL: [Self; 23] = [
        Self::DocumentFaults,
        Self::ComplaintFaults,
        Self::Differences,
        Self::UnknownPolicy,
        Self::KeyReused,
        Self::KeysDisagree,
        Self::EventFaults,
        Self::TokenNeeded,
        Self::CompanyOnly,
        Self::CustomerOnly,
        Self::Busy,
        Self::TooLarge,
        Self::MediaType,
        Self::FileTooLarge,
        Self::FileType,
        Self::FileDamaged,
        Self::FilesMissing,
        Self::FilesRefused,
        Self::TooManyUploads,
        Self::NotFound,
        Self::Method,
        Self::ForeignSite,
        Self::Unavailable,
    ];

    fn wording(self) -> &'static Wording {
        match self {
            Self::DocumentFaults => &words::DOCUMENT_FAULTS,
            Self::ComplaintFaults => &words::COMPLAINT_FAULTS,
            Self::Differences => &words::DIFFERENCES,
            Self::UnknownPolicy => &words::UNKNOWN_POLICY,
            Self::KeyReused => &words::KEY_REUSED,
            Self::KeysDisagree => &words::KEYS_DISAGREE,
            Self::EventFaults => &words::EVENT_FAULTS,
            Self::TokenNeeded => &words::TOKEN_NEEDED,
            Self::CompanyOnly => &words::COMPANY_ONLY,
            Self::CustomerOnly => &words::CUSTOMER_ONLY,
            Self::Busy => &words::BUSY,
            Self::TooLarge => &words::TOO_LARGE,
            Self::MediaType => &words::MEDIA_TYPE,
            Self::FileTooLarge => &words::FILE_TOO_LARGE,
            Self::FileType => &words::FILE_TYPE,
            Self::FileDamaged => &words::FILE_DAMAGED,
            Self::FilesMissing => &words::FILES_MISSING,
            Self::FilesRefused => &words::FILES_REFUSED,
            Self::TooManyUploads => &words::TOO_MANY_UPLOADS,
            Self::NotFound => &words::NOT_FOUND,
            Self::Method => &words::METHOD,
            Self::ForeignSite => &words::FOREIGN_SITE,
            Self::Unavailable => &words::UNAVAILABLE,
        }
    }

    /// Stable name.
    pub fn name(self) -> &'static str {
        self.wording().name
    }

    /// HTTP status.
    pub fn status(self) -> StatusCode {
        self.wording().status
    }

    /// Title in a language.
    pub fn title(self, language: Language) -> &'static str {
        let (chinese, english) = self.wording().title;
        language.pick(chinese, english)
    }

    /// What it means and what to do, in a language.
    pub fn detail(self, language: Language) -> &'static str {
        let (chinese, english) = self.wording().detail;
        language.pick(chinese, english)
    }
}

/// A refusal: why, and every place that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Why.
    pub code: Code,
    /// Faults of the document or its answers.
    pub faults: Vec<Fault>,
    /// Differences between what was sent and what is right.
    pub differences: Vec<DifferenceFound>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, faults: Vec::new(), differences: Vec::new() }
    }
}

/// A fault as it is written.
#[derive(Debug, Serialize)]
struct FaultWritten<'a> {
    at: &'a str,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    help: &'a str,
}

impl<'a> From<&'a Fault> for FaultWritten<'a> {
    fn from(fault: &'a Fault) -> Self {
        let Fault { at, code, message, help } = fault;
        Self { at, code, message, help }
    }
}

/// A problem as it is written.
#[derive(Debug, Serialize)]
struct ProblemWritten<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<FaultWritten<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    differences: &'a [DifferenceFound],
}

impl Problem {
    /// A refusal because of faults.
    pub fn with_faults(code: Code, faults: Vec<Fault>) -> Self {
        Self { faults, ..code.into() }
    }

    /// A refusal because of differences.
    pub fn with_differences(differences: Vec<DifferenceFound>) -> Self {
        Self { differences, ..Code::Differences.into() }
    }

    /// What it means and what to do; where files are missing, which ones: a form shows no more than this.
    fn detail(&self, language: Language) -> String {
        let own = self.code.detail(language);
        if self.code != Code::FilesMissing {
            return own.to_owned();
        }
        let named = self.faults.iter().map(|fault| fault.message.as_str());
        [own].into_iter().chain(named).collect::<Vec<_>>().join(" ")
    }

    /// The problem document in a language.
    pub fn text(&self, language: Language) -> String {
        crate::served::canonical(&ProblemWritten {
            r#type: format!("/v1/problems/{}", self.code.name()),
            title: self.code.title(language),
            status: self.code.status().as_u16(),
            detail: &self.detail(language),
            code: self.code.name(),
            faults: self.faults.iter().map(FaultWritten::from).collect(),
            differences: &self.differences,
        })
    }

    /// The answer that carries it.
    pub fn answer(&self, language: Language) -> Response<Body> {
        let mut response = Response::new(Body::from(self.text(language)));
        *response.status_mut() = self.code.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.insert(VARY, HeaderValue::from_static("accept-language"));
        if self.code == Code::TokenNeeded {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_name_and_words_in_both_languages() {
        let mut names: Vec<_> = Code::ALL.map(Code::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.status().is_client_error() || code.status().is_server_error());
            assert!(!code.title(Language::Chinese).is_ascii(), "{code:?}");
            assert!(code.title(Language::English).is_ascii(), "{code:?}");
            assert!(code.detail(Language::English).len() > 20, "{code:?}");
        }
    }

    #[test]
    fn a_problem_names_every_place_that_is_wrong() {
        let fault = Fault::new("not-a-date", "/today", "no date").help("write 2026-11-23");
        let text = Problem::with_faults(Code::DocumentFaults, vec![fault]).text(Language::English);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["type"], "/v1/problems/document-faults");
        assert_eq!(read["status"], 400);
        assert_eq!(read["faults"][0]["at"], "/today");
        assert_eq!(read["faults"][0]["help"], "write 2026-11-23");
        assert!(read.get("differences").is_none());
    }
}
