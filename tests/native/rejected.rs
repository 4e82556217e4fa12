//! Mistakes and what is said about them: each file lists changes to a sound document with the faults
//! they must give, all of them and no others.

use amends_core::document::complaint::ComplaintDocument;
use amends_core::fault::Fault;
use amends_core::{date, document, policy::Policy, quote};
use amends_tests::scenario::root;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    why: String,
    put: BTreeMap<String, Value>,
    /// Exactly these.
    faults: Option<Vec<Expected>>,
    /// At least these.
    #[serde(default)]
    some: Vec<Expected>,
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

fn file(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/rejected").join(name)).unwrap()
}

fn mistakes(name: &str) -> Vec<Mistake> {
    serde_json::from_str(&file(name)).unwrap()
}

/// Puts values at JSON Pointers, making the last key where it is new.
fn put(document: &mut Value, changes: &BTreeMap<String, Value>) {
    for (at, value) in changes {
        let (parent, key) = at.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{at} is nowhere"));
        match parent {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
            parent => parent[key] = value.clone(),
        }
    }
}

fn assert_faults(mistake: &Mistake, found: &[Fault]) {
    let expected = mistake.faults.iter().flatten().chain(&mistake.some);
    for expected in expected {
        let matches = |fault: &&Fault| {
            fault.code == expected.code
                && fault.at == expected.at
                && fault.message.replace('\u{a0}', " ").contains(&expected.message)
                && fault.help.contains(&expected.help)
        };
        assert!(
            found.iter().any(|f| matches(&f)),
            "{}: {expected:?} not in {found:#?}",
            mistake.why
        );
    }
    if let Some(exact) = &mistake.faults {
        assert_eq!(found.len(), exact.len(), "{}: {found:#?}", mistake.why);
    }
}

#[test]
fn the_sound_policy_has_neither_faults_nor_warnings_but_the_calendars_end() {
    let checked = Policy::check(&file("base.json"));
    assert_eq!(checked.faults, []);
    let codes: Vec<&str> = checked.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, ["calendar-gap"]);
}

#[test]
fn every_mistake_in_a_policy_is_named_at_its_place() {
    let base: Value = serde_json::from_str(&file("base.json")).unwrap();
    for mistake in mistakes("policy.json").into_iter().chain(mistakes("language.json")) {
        let mut document = base.clone();
        put(&mut document, &mistake.put);
        assert_faults(&mistake, &Policy::check(&document.to_string()).faults);
    }
}

#[test]
fn every_mistake_in_a_complaint_is_named_at_its_place() {
    let policy = Policy::read(&file("base.json")).unwrap();
    let base = json!({
        "problem": "late", "language": "en",
        "answers": { "price": "40.00", "minutes_late": 20, "cause": "kitchen" }
    });
    let today = date::read("2026-11-23").unwrap();
    for mistake in mistakes("complaint.json") {
        let mut document = base.clone();
        put(&mut document, &mistake.put);
        let complaint: ComplaintDocument = document::read(&document.to_string()).unwrap();
        let faults = quote(&policy, &complaint, today).err().unwrap_or_default();
        assert_faults(&mistake, &faults);
    }
}

/// Hand-worked: 20 minutes is in the middle band, half of 40.00 is owed: 20.00. The small sum is half
/// of 40.00 = 20.00, within 5.00 and 20.00. Money: 20.00 + 20.00 = 40.00.
#[test]
fn the_sound_policy_pays_what_it_says() {
    let policy = Policy::read(&file("base.json")).unwrap();
    let complaint =
        r#"{"problem":"late","answers":{"price":"40.00","minutes_late":20,"cause":"kitchen"}}"#;
    let complaint: ComplaintDocument = document::read(complaint).unwrap();
    let quote = quote(&policy, &complaint, date::read("2026-11-23").unwrap()).unwrap();
    assert_eq!((quote.owed.low.as_str(), quote.owed.high.as_deref()), ("20.00", Some("20.00")));
    assert_eq!(quote.options[0].total.low, "40.00");
    assert_eq!(quote.options[0].components[0].because, "It came 20\u{a0}min late.");
}

#[test]
fn documents_that_are_no_documents_are_refused_with_their_place() {
    let deep = "[".repeat(100_000);
    let large = format!(r#"{{"problem":"late","story":"{}"}}"#, "a".repeat(10 << 20));
    let long = format!(r#"{{"problem":"late","story":"{}"}}"#, "字".repeat(10_001));
    let cases = [
        ("", "syntax", ""),
        ("{\"problem\":", "syntax", ""),
        (deep.as_str(), "too-deep", ""),
        (large.as_str(), "too-large", ""),
        (r#"{"problem":"late","problem":"other"}"#, "duplicate-key", "/problem"),
        (r#"{"problem":"late","anwers":{}}"#, "unknown-field", "/anwers"),
        (r#"{"problem":"late","answers":{"price":12.5}}"#, "inexact-number", "/answers/price"),
        (r#"{"problem":7}"#, "wrong-type", "/problem"),
        (r#"{}"#, "missing-field", ""),
    ];
    for (text, code, at) in cases {
        let faults = document::read::<ComplaintDocument>(text).unwrap_err();
        let start: String = text.chars().take(40).collect();
        assert!(faults.iter().any(|f| f.code == code && f.at == at), "{start}: {faults:?}");
    }
    let policy = Policy::read(&file("base.json")).unwrap();
    let long: ComplaintDocument = document::read(&long).unwrap();
    let faults = quote(&policy, &long, date::read("2026-11-23").unwrap()).unwrap_err();
    assert!(faults.iter().any(|f| f.code == "too-long" && f.at == "/story"), "{faults:?}");
}
