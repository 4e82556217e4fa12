//! A record is stored whole or not at all, once, and survives.

use super::*;
use crate::intake::Intake;
use crate::store::records::Record;
use crate::testing::{intake, key, submission, today};
use amends_core::document::submission::{FollowUpEvent, VerdictDocument};
use amends_core::submission::receipt;
use tempfile::TempDir;

fn record(intake: &Intake, suffix: &str, reference: &str) -> Record {
    let submission = submission(intake, &key(suffix));
    let verdict = VerdictDocument { same: true, differences: Vec::new() };
    let receipt = receipt(&submission, reference, today());
    Record::new(&submission, Channel::Element, None, &verdict, receipt)
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
    let kept = Kept { body_digest: record.body_digest.clone(), receipt: record.receipt.clone() };
    assert_eq!(store.put(record.clone()).unwrap(), Put::Known(kept.clone()));
    assert_eq!(store.by_key(&record.key).unwrap(), Some(kept));
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
    assert_eq!(second.store.by_key(&record.key).unwrap().unwrap().receipt, record.receipt);
}

#[test]
fn an_event_marks_the_promise_it_keeps() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let record = record(&intake, "a", "AAAAAAAA");
    let commitment = record.receipt.commitments[0].id.clone();
    intake.store.put(record).unwrap();
    let event = FollowUpEventDocument {
        on: "2026-11-24".into(),
        what: FollowUpEvent::CommitmentDone,
        commitment: Some(commitment.clone()),
        words: String::new(),
    };
    assert!(intake.store.add_event("AAAAAAAA", event.clone()).unwrap());
    assert_eq!(
        intake.store.case("AAAAAAAA").unwrap().unwrap().events,
        std::slice::from_ref(&event)
    );
    assert!(number(&intake.store, "SELECT count(*) FROM commitments WHERE state = 'done'") >= 1);
    assert!(!intake.store.add_event("ZZZZZZZZ", event).unwrap());
    assert!(intake.store.case("ZZZZZZZZ").unwrap().is_none());
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
