//! What must be true of every document, however it was made. Fuzz targets assert it of what they make up, and the
//! suite asserts the same of the targets' corpora and of everything they once found.
//!
//! Each function answers how many figures or verdicts it compared, so that whoever runs many documents can tell that
//! enough of them came far enough.

mod figures;
mod owed;

use crate::changes::tea_house;
use crate::generate::{Choices, Respondent, Told};
use crate::repository;
use amends_core::amounts::{Line, Lines};
use amends_core::complaint::{answer_fault, asked};
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::policy::PolicyDocument;
use amends_core::document::quote::QuoteDocument;
use amends_core::document::submission::SubmissionDocument;
use amends_core::document::{self, Read, Write};
use amends_core::fault::Fault;
use amends_core::policy::Policy;
use amends_core::verification::verify;
use amends_core::{date, quote, submission};
use chrono::NaiveDate;
use serde_json::Value;
use std::fmt::Debug;

pub use figures::{assert_narrower, assert_points, assert_sound};

/// A policy with the day complaints are made on, and whoever answers its questions.
#[derive(Debug)]
pub struct Desk {
    /// The policy.
    pub policy: Policy,
    /// The day.
    pub today: NaiveDate,
    /// Who answers.
    pub respondent: Respondent,
}

impl Desk {
    /// Of a policy document; on its first day unless another is named.
    ///
    /// # Errors
    /// What is wrong with the document.
    pub fn new(text: &str, today: Option<NaiveDate>) -> Result<Self, String> {
        let policy = Policy::read(text).map_err(|faults| format!("{faults:#?}"))?;
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let first = date::read(&policy.document().valid.from);
        let today = today.or(first).ok_or("the policy has no first day")?;
        let respondent = Respondent::new(&value, today);
        Ok(Self { policy, today, respondent })
    }

    /// Of a policy of the repository, on the day its scenarios happen.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(id: &str) -> Result<Self, String> {
        Self::new(&repository::policy_text(id)?, date::read("2026-11-23"))
    }

    /// Of the small policy that mistakes are made in.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn small() -> Result<Self, String> {
        Self::new(&tea_house([])?.to_string(), date::read("2026-11-23"))
    }

    /// Of every policy of the repository, in the order of their names.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn all() -> Result<Vec<Self>, String> {
        repository::policies()?.iter().map(|id| Self::of(id)).collect()
    }
}

/// A policy document: its faults have places, and a sound one quotes every problem while nothing is answered and
/// when somebody answers.
pub fn policy_document(data: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(data) else { return 0 };
    let checked = Policy::check(text);
    let tree = tree(text);
    checked.faults.iter().chain(&checked.warnings).for_each(|fault| assert_placed(fault, &tree));
    let policy = match Policy::read(text) {
        Ok(policy) => policy,
        Err(faults) => {
            assert!(!faults.is_empty() && faults == checked.faults, "{faults:?}");
            return 0;
        }
    };
    assert_eq!(checked.faults, [], "a policy with faults was read");
    assert_written_back::<PolicyDocument>(policy.document());
    // The digest names the document, not its spelling.
    let respelt = Policy::read(&format!("{tree:#}")).map(|policy| policy.digest().to_owned());
    assert_eq!(respelt.as_deref(), Ok(policy.digest()));
    let Some(today) = date::read(&policy.document().valid.from) else { return 0 };
    let respondent = Respondent::new(&tree, today);
    let desk = Desk { policy, today, respondent };
    let seeds = 0..u64::try_from(2 * desk.policy.document().problems.len()).unwrap_or(0);
    let told = seeds.map(|seed| {
        let bytes = crate::generate::seeded(seed, 256);
        desk.respondent.tells(&mut Choices::new(&bytes))
    });
    told.map(|told| missing_facts(&desk, &told)).sum()
}

/// A policy packed for the browser, or bytes that claim to be one: refused, or used without harm and packed the same
/// again.
pub fn packed_policy(data: &[u8]) -> usize {
    let Some(policy) = Policy::unpack(data) else { return 0 };
    let Some(language) = policy.document().languages.first() else { return 0 };
    let packed = policy.pack(language);
    let again = packed.as_deref().and_then(Policy::unpack);
    assert_eq!(again.and_then(|again| again.pack(language)), packed);
    let day = date::read(&policy.document().valid.from).or_else(|| date::read("2026-11-23"));
    let problems = policy.document().problems.iter();
    let quotes = problems.filter_map(|problem| {
        let told = Told { problem: problem.id.clone(), ..Told::default() };
        quote(&policy, &told.after(0), day?).ok()
    });
    quotes.count()
}

/// Whatever a line of a history is, its amounts, faults and all, are the same straight from its text as by its document.
/// Answers whether it has amounts.
pub fn assert_line_read_alike(lines: &mut Lines<'_>, text: &str) -> bool {
    let straight = lines.json(text);
    let by_document = match document::read_line(text) {
        Ok(past) => lines.past(past),
        Err(faults) => Line::Unreadable(faults),
    };
    assert_eq!(format!("{straight:?}"), format!("{by_document:?}"), "{text}");
    matches!(straight, Line::Quoted(_))
}

/// A complaint document, as a browser may send it.
pub fn complaint_document(desk: &Desk, data: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(data) else { return 0 };
    assert_line_read_alike(&mut Lines::new(&desk.policy, desk.today), text);
    let tree = tree(text);
    let complaint = match document::read::<ComplaintDocument>(text) {
        Ok(complaint) => complaint,
        Err(faults) => {
            faults.iter().for_each(|fault| assert_placed(fault, &tree));
            return 0;
        }
    };
    assert_written_back(&complaint);
    asked(&desk.policy, &complaint, desk.today);
    match quoted(desk, &complaint) {
        Ok(quote) => {
            let fine = complaint.answers.iter().all(|(fact, answer)| {
                answer_fault(&desk.policy, fact, answer, desk.today, "en").is_none()
            });
            assert!(fine, "a quote was given for an answer with a fault");
            assert_sound(&desk.policy, &quote) + assert_verified(desk, &complaint)
        }
        Err(faults) => {
            faults.iter().for_each(|fault| assert_placed(fault, &tree));
            0
        }
    }
}

/// A submission document, as a browser may send it.
pub fn submission_document(desk: &Desk, data: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(data) else { return 0 };
    let tree = tree(text);
    let submission = match document::read::<SubmissionDocument>(text) {
        Ok(submission) => submission,
        Err(faults) => {
            faults.iter().for_each(|fault| assert_placed(fault, &tree));
            return 0;
        }
    };
    assert_written_back(&submission);
    match verify(&desk.policy, &submission, desk.today) {
        Ok(verdict) => {
            assert_eq!(verdict.same, verdict.differences.is_empty());
            assert_written_back(&verdict);
            assert_written_back(&submission::receipt(&submission, "A-1", desk.today));
            1
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            faults.iter().for_each(|fault| assert_placed(fault, &tree));
            0
        }
    }
}

/// Answers one after the other: no figure ever leaves the range it had before, and once nothing is missing each is one
/// figure.
pub fn missing_facts(desk: &Desk, told: &Told) -> usize {
    let quoted = |count| quote(&desk.policy, &told.after(count), desk.today);
    let Ok(mut earlier) = quoted(0) else { return 0 };
    assert_written_back(&earlier);
    let mut compared = assert_sound(&desk.policy, &earlier);
    for count in 1..=told.answers.len() {
        let Ok(later) = quoted(count) else { return compared };
        compared += assert_sound(&desk.policy, &later) + assert_narrower(&earlier, &later);
        earlier = later;
    }
    let whole = told.whole();
    let chosen = whole.choice.as_ref().map_or(0, |_| assert_verified(desk, &whole));
    compared + chosen + assert_verified(desk, &told.after(usize::MAX))
}

/// Somebody tells one of several desks some things, in some order.
pub fn told(desks: &[Desk], choices: &mut Choices<'_>) -> usize {
    let desk = choices.one(desks);
    desk.map_or(0, |desk| missing_facts(desk, &desk.respondent.tells(choices)))
}

/// The quote of a complaint, which can be written and read back.
fn quoted(desk: &Desk, complaint: &ComplaintDocument) -> Result<QuoteDocument, Vec<Fault>> {
    let quote = quote(&desk.policy, complaint, desk.today);
    match &quote {
        Ok(quote) => assert_written_back(quote),
        Err(faults) => assert!(!faults.is_empty(), "refused without a word"),
    }
    quote
}

/// What the form would send for this complaint is verified, unless required answers are missing.
fn assert_verified(desk: &Desk, complaint: &ComplaintDocument) -> usize {
    let choice = complaint.choice.clone();
    let choice = choice.unwrap_or(ChoiceMadeDocument::SomethingElse("a call".to_owned()));
    let complaint = ComplaintDocument { choice: Some(choice), ..complaint.clone() };
    if !submission::unanswered(&desk.policy, &complaint, desk.today).is_empty() {
        return 0;
    }
    let Ok(quote) = quoted(desk, &complaint) else { return 0 };
    let key = "0123456789abcdef".to_owned();
    let submission = SubmissionDocument { key, complaint, quote, upload_key: None };
    assert_written_back(&submission);
    let verdict = verify(&desk.policy, &submission, desk.today);
    assert!(verdict.as_ref().is_ok_and(|verdict| verdict.same), "{verdict:#?}");
    1
}

/// A document is the same after it was written and read, and is written the same again.
fn assert_written_back<T: Write + Read + PartialEq + Debug>(value: &T) {
    let text = document::write(value);
    let read = document::read::<T>(&text);
    assert_eq!(read.as_ref(), Ok(value), "not what was written");
    assert_eq!(read.as_ref().map(document::write), Ok(text));
}

/// The document as a tree; nothing where a name is written twice, as places are then ambiguous.
fn tree(text: &str) -> Value {
    document::read(text).unwrap_or(Value::Null)
}

/// A fault says something about a place that is in the document, or where something is missing from it.
fn assert_placed(fault: &Fault, tree: &Value) {
    assert!(!fault.message.is_empty(), "{fault:?} says nothing");
    let above = |at: &str| at.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
    let parent = above(&fault.at);
    // An answer may be missing where there are no answers at all.
    let places = [above(&parent), parent, fault.at.clone()];
    let there = places.iter().any(|at| tree.pointer(at).is_some());
    assert!(there || tree.is_null(), "{fault:?} is nowhere");
}
