//! Submission: what must be true before a complaint can be sent and stored, and the receipt for it.

use crate::complaint::{asked, evidence_missing};
use crate::date;
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument, EvidenceGivenDocument};
use crate::document::submission::{ReceiptDocument, SubmissionDocument};
use crate::fault::Fault;
use crate::language::{Language, Phrase};
use crate::policy::Policy;
use chrono::NaiveDate;

/// Required questions that have no usable answer yet and required evidence that is missing, as faults in the customer's language.
///
/// Empty when the complaint can be sent.
pub fn unanswered(policy: &Policy, complaint: &ComplaintDocument, today: NaiveDate) -> Vec<Fault> {
    let tag = complaint.language.as_deref().unwrap_or_default();
    let language = Language::of(tag).unwrap_or(Language::English);
    let open = asked(policy, complaint, today).into_iter();
    let open = open.filter(|asked| asked.required && !asked.answered);
    let open = open.map(|asked| {
        let at = ["/answers/", &asked.fact].concat();
        Fault::new("missing-answer", at, language.say(Phrase::MissingAnswer, &[]))
    });
    open.chain(evidence_missing(policy, complaint, today)).collect()
}

/// The files a submission names that did not reach whoever received it, or came as other ones: faults in the customer's
/// language. `held` is what was uploaded under its `upload_key`; names are the customer's own and not compared.
pub fn missing_files(complaint: &ComplaintDocument, held: &[EvidenceGivenDocument]) -> Vec<Fault> {
    let tag = complaint.language.as_deref().unwrap_or_default();
    let language = Language::of(tag).unwrap_or(Language::English);
    let same = |one: &EvidenceGivenDocument, other: &EvidenceGivenDocument| {
        (&one.kind, &one.media_type, one.size, &one.sha256)
            == (&other.kind, &other.media_type, other.size, &other.sha256)
    };
    let named = complaint.evidence.iter().enumerate();
    let missing = named.filter(|(_, file)| !held.iter().any(|own| same(own, file)));
    let faults = missing.map(|(index, file)| {
        let says = language.say(Phrase::MissingFile, &[&file.name]);
        Fault::new("missing-file", format!("/complaint/evidence/{index}"), says)
    });
    faults.collect()
}

/// Whether an idempotency key can be used: 16 to 64 letters, digits and hyphens.
///
/// ```
/// use amends_core::submission::is_key;
/// assert!(is_key("1b4e28ba-2fa1-11d2-883f-0016d3cca427"));
/// assert!(!is_key("short"));
/// ```
pub fn is_key(key: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (16..=64).contains(&key.len()) && key.bytes().all(allowed)
}

/// The receipt for a submission that was verified and stored.
pub fn receipt(
    submission: &SubmissionDocument,
    reference: &str,
    received: NaiveDate,
) -> ReceiptDocument {
    let choice = submission.complaint.choice.as_ref();
    let option = choice.and_then(ChoiceMadeDocument::option).map(str::to_owned);
    ReceiptDocument {
        reference: reference.to_owned(),
        received: date::write(received),
        policy: submission.quote.policy.digest.clone(),
        option,
        commitments: submission.quote.commitments.clone(),
        token: None,
        page: None,
    }
}
