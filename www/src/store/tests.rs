//! A record is stored whole or not at all, once, and survives.

use super::*;
use crate::intake::Intake;
use crate::store::records::Record;
use crate::testing::{intake, key, submission, today};
use amends_core::document::follow_up::{FollowUpEvent, FollowUpEventDocument};
use amends_core::document::submission::VerdictDocument;
use amends_core::submission::receipt;
use tempfile::TempDir;

fn record(intake: &Intake, suffix: &str, reference: &str) -> Record {
    let submission = submission(intake, &key(suffix));
    let verdict = VerdictDocument { same: true, differences: Vec::new() };
    let receipt = receipt(&submission, reference, today());
    let secret = Secret { salt: "salt".into() };
    Record::new(&submission, Channel::Element, None, &verdict, receipt, secret)
}

fn number(store: &Store, query: &str) -> i64 {
    store.read(|connection| connection.query_row(query, [], |row| row.get(0))).unwrap()
}

#[test]
fn a_record_is_stored_once_with_its_commitments() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let (store, record) = (&intake.store, record(&intake, "a", "AAAAAAAA"));
    assert_eq!(store.put(record.clone()).unwrap(), Put::Stored);
    let kept = Kept {
        body_digest: record.body_digest.clone(),
        receipt: record.receipt.clone(),
        secret: record.secret.clone(),
    };
    assert_eq!(store.put(record.clone()).unwrap(), Put::Known(Box::new(kept.clone())));
    assert_eq!(store.by_key(&key("a")).unwrap(), Some(kept));
    assert_eq!(store.count().unwrap(), 1);
    let promised = i64::try_from(record.receipt.commitments.len()).unwrap();
    assert!(promised > 0);
    assert_eq!(number(store, "SELECT count(*) FROM commitments WHERE state = 'open'"), promised);
}

#[test]
fn a_reference_that_is_taken_stores_nothing() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    assert_eq!(intake.store.put(record(&intake, "a", "AAAAAAAA")).unwrap(), Put::Stored);
    let second = record(&intake, "b", "AAAAAAAA");
    assert_eq!(intake.store.put(second).unwrap(), Put::ReferenceTaken);
    assert_eq!(intake.store.count().unwrap(), 1);
}

#[test]
fn a_failure_in_the_middle_leaves_no_half_of_a_record() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let other = connect(&folder.path().join("test.sqlite")).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER broken BEFORE INSERT ON commitments WHEN new.position = 1
             BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END",
        )
        .unwrap();
    let error = intake.store.put(record(&intake, "a", "AAAAAAAA")).unwrap_err();
    assert!(error.to_string().contains("the disk is on fire"), "{error}");
    assert_eq!(number(&intake.store, "SELECT count(*) FROM submissions"), 0);
    assert_eq!(number(&intake.store, "SELECT count(*) FROM commitments"), 0);
    other.execute_batch("DROP TRIGGER broken").unwrap();
    assert_eq!(intake.store.put(record(&intake, "a", "AAAAAAAA")).unwrap(), Put::Stored);
}

#[test]
fn one_failure_takes_nothing_with_it_from_the_same_group() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let blocked = connect(&folder.path().join("test.sqlite")).unwrap();
    blocked
        .execute_batch(
            "CREATE TRIGGER broken BEFORE INSERT ON submissions WHEN new.reference = 'BBBBBBBB'
             BEGIN SELECT RAISE(ABORT, 'refused'); END; BEGIN IMMEDIATE",
        )
        .unwrap();
    let records = ["AAAAAAAA", "BBBBBBBB", "CCCCCCCC"].map(|r| record(&intake, &r[..1], r));
    let store = &intake.store;
    let outcomes = std::thread::scope(|scope| {
        // While the database is locked from outside, all three wait for the same writer.
        let waiting = records.map(|record| scope.spawn(move || store.put(record)));
        blocked.execute_batch("COMMIT").unwrap();
        waiting.map(|one| one.join().unwrap().is_ok())
    });
    assert_eq!(outcomes, [true, false, true]);
    assert_eq!(store.count().unwrap(), 2);
}

#[test]
fn what_was_answered_as_stored_is_there_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let first = intake(folder.path());
    let record = record(&first, "a", "AAAAAAAA");
    first.store.put(record.clone()).unwrap();
    drop(first);
    let second = intake(folder.path());
    assert_eq!(second.store.by_key(&key("a")).unwrap().unwrap().receipt, record.receipt);
}

fn change(event: FollowUpEventDocument, seen: (usize, usize)) -> Change {
    Change { reference: "AAAAAAAA".into(), seen, event, renewed: None }
}

fn done(commitment: &str) -> FollowUpEventDocument {
    FollowUpEventDocument {
        on: "2026-11-24".into(),
        what: FollowUpEvent::CommitmentDone,
        commitment: Some(commitment.into()),
        ..crate::follow_up::nothing()
    }
}

#[test]
fn an_event_marks_the_promise_it_keeps_and_one_of_a_case_that_changed_is_not_stored() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let record = record(&intake, "a", "AAAAAAAA");
    let event = done(&record.receipt.commitments[0].id);
    intake.store.put(record).unwrap();
    assert_eq!(intake.store.change(change(event.clone(), (0, 0))).unwrap(), Changed::Recorded);
    let stored = intake.store.case("AAAAAAAA").unwrap().unwrap();
    assert_eq!(stored.case.events, std::slice::from_ref(&event));
    assert!(number(&intake.store, "SELECT count(*) FROM commitments WHERE state = 'done'") >= 1);
    for seen in [(0, 0), (1, 1)] {
        assert_eq!(intake.store.change(change(event.clone(), seen)).unwrap(), Changed::Stale);
    }
    assert_eq!(number(&intake.store, "SELECT count(*) FROM events"), 1);
    assert!(intake.store.case("ZZZZZZZZ").unwrap().is_none());
}

#[test]
fn a_policy_is_kept_once_under_its_digest() {
    let folder = TempDir::new().unwrap();
    let store = intake(folder.path()).store;
    assert_eq!(store.policy("d").unwrap(), None);
    store.keep_policy("d", "{}").unwrap();
    store.keep_policy("d", "[]").unwrap();
    assert_eq!(store.policy("d").unwrap().as_deref(), Some("{}"));
}

#[test]
fn neither_key_nor_secret_can_be_read_from_the_file() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let record = record(&intake, "a", "AAAAAAAA");
    let token = record.secret.token(&key("a")).unwrap();
    intake.store.put(record).unwrap();
    assert_eq!(token.len(), 32);
    drop(intake);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&token) && !text.contains(&key("a")), "{}", path.display());
    }
}

#[test]
fn keys_of_a_database_of_the_first_form_are_hidden_when_it_is_opened() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("old.sqlite");
    let old = connect(&path).unwrap();
    old.execute_batch(MIGRATIONS[0]).unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    old.execute(
        "INSERT INTO submissions VALUES ('AAAAAAAA', 'an-old-key-of-somebody', 'd', 'plain', '2026-11-23',
         NULL, 'bank', '1', 'x', 'p', 'en', NULL, 'CNY', '0.00', NULL, '0.00', NULL, '{}', '{}',
         '{\"reference\":\"AAAAAAAA\",\"received\":\"2026-11-23\",\"policy\":\"x\",\"commitments\":[]}', '{}')",
        [],
    )
    .unwrap();
    drop(old);
    let store = Store::open(&path).unwrap();
    let kept = store.by_key("an-old-key-of-somebody").unwrap().unwrap();
    assert_eq!((kept.receipt.reference.as_str(), kept.secret.token("any")), ("AAAAAAAA", None));
    assert_eq!(number(&store, "SELECT count(*) FROM submissions WHERE key LIKE '%old%'"), 0);
}

#[test]
fn a_database_of_another_kind_or_of_the_future_is_refused_with_a_sentence() {
    let folder = TempDir::new().unwrap();
    for address in ["postgres://localhost/amends", "amends.sqlite", "sqlite:"] {
        let error = Store::at(address).unwrap_err().to_string();
        assert!(error.contains("sqlite:PATH"), "{error}");
    }
    let path = folder.path().join("future.sqlite");
    connect(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Store::open(&path).unwrap_err().to_string();
    assert!(error.contains("form 99"), "{error}");
    std::fs::write(folder.path().join("text"), "this is no database, however long it may be")
        .unwrap();
    assert!(Store::open(&folder.path().join("text")).is_err());
}
