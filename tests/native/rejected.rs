//! Mistakes and what is said about them: each file lists changes to a sound document with the faults
//! they must give, all of them and no others.

mod history;

use amends_core::document::complaint::{ComplaintDocument, EvidenceGivenDocument};
use amends_core::document::follow_up::FollowUpEventDocument;
use amends_core::document::policy::PolicyDocument;
use amends_core::document::submission::SubmissionDocument;
use amends_core::fault::Fault;
use amends_core::follow_up::{begin, event_faults};
use amends_core::policy::{Checked, Policy};
use amends_core::submission::{missing_files, receipt};
use amends_core::verification::verify;
use amends_core::{date, document, quote};
use amends_tests::changes::{self, tea_house};
use amends_tests::scenario::root;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The mistakes, by the document they are made in.
const FILES: [&str; 7] =
    ["policy", "language", "complaint", "submission", "event", "text", "history"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    why: String,
    put: BTreeMap<String, Value>,
    /// Changes to the policy a complaint is read by.
    #[serde(default)]
    policy: BTreeMap<String, Value>,
    /// The day; 23 November 2026 when absent.
    today: Option<String>,
    #[serde(flatten)]
    expected: Expectation,
}

#[derive(Debug, Deserialize)]
struct Expectation {
    /// Exactly these.
    faults: Option<Vec<Expected>>,
    /// At least these.
    #[serde(default)]
    some: Vec<Expected>,
    /// Exactly these beside those of the sound document.
    warnings: Option<Vec<Expected>>,
    /// Beside warnings, exactly these.
    #[serde(default)]
    notes: Vec<Expected>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    code: String,
    at: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    help: String,
}

/// A text that is no document, in pieces.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoDocument {
    why: String,
    document: String,
    text: Vec<Value>,
    some: Vec<Expected>,
}

fn file(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/rejected").join(name)).unwrap()
}

fn mistakes<T: DeserializeOwned>(name: &str) -> Vec<T> {
    serde_json::from_str(&file(&format!("{name}.json"))).unwrap()
}

/// A text as it is written, or `{"repeat": …, "times": …}`.
fn spelled_out(value: &Value) -> Value {
    match (value.get("repeat"), value.get("times")) {
        (Some(piece), Some(times)) => {
            let times = usize::try_from(times.as_u64().unwrap()).unwrap();
            piece.as_str().unwrap().repeat(times).into()
        }
        _ => value.clone(),
    }
}

fn put(document: &mut Value, changes: &BTreeMap<String, Value>) {
    for (at, value) in changes {
        changes::put(document, at, spelled_out(value)).unwrap();
    }
}

fn base() -> Value {
    tea_house([]).unwrap()
}

fn policy_with(changes: &BTreeMap<String, Value>) -> Policy {
    let mut document = base();
    put(&mut document, changes);
    Policy::read(&document.to_string()).unwrap()
}

fn complaint() -> Value {
    json!({
        "problem": "late", "language": "en",
        "answers": { "price": "40.00", "minutes_late": 20, "cause": "kitchen" }
    })
}

fn day(mistake: &Mistake) -> NaiveDate {
    date::read(mistake.today.as_deref().unwrap_or("2026-11-23")).unwrap()
}

/// What is missing among the faults found, and what is too much where they are listed exactly.
fn compare(why: &str, expected: &[&Expected], exact: bool, found: &[Fault]) -> Vec<String> {
    let is = |expected: &Expected, fault: &Fault| {
        fault.code == expected.code
            && fault.at == expected.at
            && fault.message.replace('\u{a0}', " ").contains(&expected.message)
            && fault.help.contains(&expected.help)
    };
    let missing = expected.iter().filter(|expected| !found.iter().any(|fault| is(expected, fault)));
    let missing = missing.map(|expected| format!("{why}: missing {expected:?}"));
    let surplus = found.iter().filter(|fault| exact && !expected.iter().any(|one| is(one, fault)));
    let surplus = surplus.map(|fault| format!("{why}: found {} {fault}", fault.code));
    missing.chain(surplus).collect()
}

fn compare_faults(mistake: &Mistake, found: &[Fault]) -> Vec<String> {
    let expected = &mistake.expected;
    let all: Vec<&Expected> = expected.faults.iter().flatten().chain(&expected.some).collect();
    compare(&mistake.why, &all, expected.faults.is_some(), found)
}

/// Compares every mistake of a file with what `check` finds, and shows all that differ.
fn each(name: &str, check: impl Fn(&Mistake) -> Vec<Fault>) {
    let mistakes = mistakes::<Mistake>(name);
    assert!(mistakes.len() > 2, "{name} is empty");
    let wrong = mistakes.iter().flat_map(|mistake| compare_faults(mistake, &check(mistake)));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_sound_policy_has_neither_faults_nor_warnings_but_the_calendars_end() {
    let checked = Policy::check(&file("base.json"));
    assert_eq!(checked.faults, []);
    let codes: Vec<&str> = checked.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, ["calendar-gap"]);
}

fn check(mistake: &Mistake) -> Checked {
    let mut document = base();
    put(&mut document, &mistake.put);
    Policy::check(&document.to_string())
}

#[test]
fn every_mistake_in_a_policy_is_named_at_its_place() {
    each("policy", |mistake| check(mistake).faults);
    each("language", |mistake| check(mistake).faults);
}

#[test]
fn everything_doubtful_in_a_policy_is_named_at_its_place() {
    let usual = Policy::check(&file("base.json")).warnings;
    let mut wrong = Vec::new();
    for mistake in ["policy", "language"].into_iter().flat_map(mistakes::<Mistake>) {
        let Some(warnings) = &mistake.expected.warnings else { continue };
        let checked = check(&mistake);
        wrong.extend(compare(&mistake.why, &[], true, &checked.faults));
        let found: Vec<Fault> =
            checked.warnings.into_iter().filter(|warning| !usual.contains(warning)).collect();
        wrong.extend(compare(&mistake.why, &warnings.iter().collect::<Vec<_>>(), true, &found));
        let notes: Vec<&Expected> = mistake.expected.notes.iter().collect();
        wrong.extend(compare(&mistake.why, &notes, true, &checked.notes));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_mistake_in_a_complaint_is_named_at_its_place() {
    each("complaint", |mistake| {
        let policy = policy_with(&mistake.policy);
        let mut document = complaint();
        put(&mut document, &mistake.put);
        let complaint: ComplaintDocument = document::read(&document.to_string()).unwrap();
        quote(&policy, &complaint, day(mistake)).err().unwrap_or_default()
    });
}

/// A submission of the sound complaint that is verified without a difference.
fn submission(policy: &Policy) -> SubmissionDocument {
    let mut complaint = complaint();
    complaint["choice"] = json!({ "option": "money" });
    let complaint: ComplaintDocument = document::read(&complaint.to_string()).unwrap();
    let quote = quote(policy, &complaint, date::read("2026-11-23").unwrap()).unwrap();
    SubmissionDocument { key: "0123456789abcdef".to_owned(), complaint, quote, upload_key: None }
}

#[test]
fn every_mistake_in_a_submission_is_named_at_its_place() {
    each("submission", |mistake| {
        let policy = policy_with(&mistake.policy);
        let sound = document::write(&submission(&policy));
        let mut document: Value = serde_json::from_str(&sound).unwrap();
        put(&mut document, &mistake.put);
        let submission: SubmissionDocument = document::read(&document.to_string()).unwrap();
        match verify(&policy, &submission, day(mistake)) {
            Ok(_) => missing_files(&submission.complaint, &[uploaded()]),
            Err(faults) => faults,
        }
    });
}

/// The only file that was uploaded.
fn uploaded() -> EvidenceGivenDocument {
    EvidenceGivenDocument {
        kind: "photo".to_owned(),
        name: "cup.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        size: 5,
        sha256: "ab".repeat(32),
    }
}

#[test]
fn every_mistake_in_an_event_is_named_at_its_place() {
    let policy = policy_with(&BTreeMap::new());
    let sent = submission(&policy);
    let receipt = receipt(&sent, "R-1", date::read("2026-11-23").unwrap());
    let mut case = begin(&receipt, sent.complaint, sent.quote);
    // The letter was written before any of these events.
    let kept = json!({ "on": "2026-11-24", "what": "commitment_done", "commitment": "write" });
    case.events.push(document::read(&kept.to_string()).unwrap());
    each("event", |mistake| {
        let mut document =
            json!({ "on": "2026-11-24", "what": "commitment_done", "commitment": "pay" });
        put(&mut document, &mistake.put);
        let event: FollowUpEventDocument = document::read(&document.to_string()).unwrap();
        event_faults(&policy, &case, &event, date::read("2026-11-25").unwrap())
    });
}

#[test]
fn documents_that_are_no_documents_are_refused_with_their_place() {
    for mistake in mistakes::<NoDocument>("text") {
        let text: Vec<Value> = mistake.text.iter().map(spelled_out).collect();
        let text: String = text.iter().map(|piece| piece.as_str().unwrap()).collect();
        let faults = match mistake.document.as_str() {
            "policy" => document::read::<PolicyDocument>(&text).err(),
            "complaint" => document::read::<ComplaintDocument>(&text).err(),
            other => panic!("there is no document `{other}`"),
        };
        let some: Vec<&Expected> = mistake.some.iter().collect();
        let wrong = compare(&mistake.why, &some, false, &faults.unwrap());
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Hand-worked: 20 minutes is in the middle band, half of 40.00 is owed: 20.00. The small sum is half
/// of 40.00 = 20.00, within 5.00 and 20.00. Money: 20.00 + 20.00 = 40.00.
#[test]
fn the_sound_policy_pays_what_it_says() {
    let policy = policy_with(&BTreeMap::new());
    let complaint: ComplaintDocument = document::read(&complaint().to_string()).unwrap();
    let quote = quote(&policy, &complaint, date::read("2026-11-23").unwrap()).unwrap();
    assert_eq!((quote.owed.low.as_str(), quote.owed.high.as_deref()), ("20.00", Some("20.00")));
    assert_eq!(quote.options[0].total.low, "40.00");
    assert_eq!(quote.options[0].components[0].because, "It came 20\u{a0}min late.");
}

/// Every code that some mistake is expected to give.
pub fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut see = |list: &[Expected]| codes.extend(list.iter().map(|one| one.code.clone()));
    for name in FILES {
        for mistake in mistakes::<Value>(name) {
            for key in ["faults", "some", "warnings", "notes"] {
                let list = mistake.get(key).filter(|list| !list.is_null()).cloned();
                let list: Vec<Expected> =
                    list.map(|list| serde_json::from_value(list).unwrap()).unwrap_or_default();
                see(&list);
            }
        }
    }
    codes
}
