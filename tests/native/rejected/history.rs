//! Histories that cannot be read everywhere, and what a replay says of them.

use super::{Expected, compare, mistakes, policy_with};
use amends_core::date;
use amends_core::document::replay::{LineFaultsDocument, Taken};
use amends_core::fault::{CODES, Fault};
use amends_core::policy::Policy;
use amends_www::replay::{Failure, Form, Replay};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// A history; a letter above 127 stands in it as one byte (ISO 8859-1).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    why: String,
    /// A table, line by line.
    #[serde(default)]
    csv: Vec<String>,
    /// Or documents, one a line.
    #[serde(default)]
    lines: Vec<String>,
    /// Exactly these; `at` is the line, or nothing for the header.
    faults: Vec<Expected>,
}

/// What a replay says of a history.
fn replayed(policy: &Policy, history: &History) -> Vec<Fault> {
    let (form, text) = match history.csv.is_empty() {
        true => (Form::JsonLines, history.lines.join("\n")),
        false => (Form::Csv, history.csv.join("\n")),
    };
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    let replay = Replay {
        policy,
        against: None,
        today: date::read("2026-11-23").unwrap(),
        taken: Taken::Recommended,
        examples: 10,
        threads: NonZeroUsize::MIN,
    };
    match replay.run(form, bytes.as_slice(), &mut |_| {}) {
        Ok(report) => report.history.faults.iter().flat_map(of_lines).collect(),
        Err(Failure::Header(faults)) => faults,
        Err(error) => panic!("{error}"),
    }
}

/// A fault for each of the lines that have it.
fn of_lines(faults: &LineFaultsDocument) -> Vec<Fault> {
    let code = CODES.iter().find(|code| **code == faults.code).unwrap();
    let lines = faults.first.iter();
    lines.map(|one| Fault::new(code, one.line.to_string(), &*one.message)).collect()
}

#[test]
fn every_mistake_in_a_history_is_named_at_its_line() {
    let policy = policy_with(&BTreeMap::new());
    let histories = mistakes::<History>("history");
    assert!(histories.len() > 2);
    let wrong = histories.iter().flat_map(|history| {
        let expected: Vec<&Expected> = history.faults.iter().collect();
        compare(&history.why, &expected, true, &replayed(&policy, history))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
