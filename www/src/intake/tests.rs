//! Nothing is believed, nothing is stored twice, and what is refused leaves nothing behind.

use super::*;
use crate::testing::{caller, intake, key, submission, today};
use amends_core::document::formula::Scalar;
use tempfile::TempDir;

fn send(intake: &Intake, submission: &SubmissionDocument) -> Result<Accepted, Problem> {
    let body = document::write(submission);
    intake.receive(&Arrived {
        body: body.as_bytes(),
        key: None,
        caller: caller(),
        channel: Channel::Element,
    })
}

/// Sends a submission that must be refused, and asserts that nothing was stored.
fn refused(intake: &Intake, submission: &SubmissionDocument) -> Problem {
    let problem = send(intake, submission).unwrap_err();
    assert_eq!(intake.store.count().unwrap(), 0);
    problem
}

#[test]
fn a_right_submission_is_stored_and_a_retry_gets_the_same_receipt() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let submission = submission(&intake, &key("a"));
    let first = send(&intake, &submission).unwrap();
    assert!(!first.again);
    assert_eq!(first.receipt.received, today().to_string());
    assert_eq!(first.receipt.commitments, submission.quote.commitments);
    let second = send(&intake, &submission).unwrap();
    assert!(second.again);
    assert_eq!(second.receipt, first.receipt);
    assert_eq!(intake.store.count().unwrap(), 1);
}

#[test]
fn a_retry_that_is_spelled_differently_is_the_same_submission() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let submission = submission(&intake, &key("a"));
    let first = send(&intake, &submission).unwrap();
    let spelled = serde_json::to_string_pretty(&submission).unwrap();
    let arrived = Arrived {
        body: spelled.as_bytes(),
        key: None,
        caller: caller(),
        channel: Channel::Element,
    };
    assert_eq!(intake.receive(&arrived).unwrap().receipt, first.receipt);
}

#[test]
fn a_key_carries_one_body_only() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let mut submission = submission(&intake, &key("a"));
    let first = send(&intake, &submission).unwrap();
    submission.complaint.story.push_str(" And another thing.");
    assert_eq!(send(&intake, &submission).unwrap_err().code, Code::KeyReused);
    assert_eq!(intake.store.count().unwrap(), 1);
    assert_eq!(intake.receipt(&key("a")).unwrap(), first.receipt);
}

#[test]
fn header_and_document_must_carry_the_same_key() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let (own, other) = (key("a"), key("b"));
    let body = document::write(&submission(&intake, &own));
    let send = |key: &str| {
        intake.receive(&Arrived {
            body: body.as_bytes(),
            key: Some(key),
            caller: caller(),
            channel: Channel::Element,
        })
    };
    assert_eq!(send(&other).unwrap_err().code, Code::KeysDisagree);
    assert_eq!(intake.store.count().unwrap(), 0);
    assert!(send(&format!("\"{own}\"")).is_ok());
}

#[test]
fn a_changed_amount_is_refused_with_the_place_and_both_values() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let mut submission = submission(&intake, &key("a"));
    let right = submission.quote.options[0].total.low.clone();
    submission.quote.options[0].total.low = "99999.00".into();
    let problem = refused(&intake, &submission);
    assert_eq!(problem.code, Code::Differences);
    let found = &problem.differences[0];
    assert_eq!(found.at, "/options/0/total/low");
    assert_eq!(found.claimed.as_deref(), Some("99999.00"));
    assert_eq!(found.computed.as_deref(), Some(right.as_str()));
}

#[test]
fn a_known_fact_is_taken_from_the_portals_records_only() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let published = intake.policies.by_id("bank", today()).unwrap();
    let mut submission = submission(&intake, &key("a"));
    let claimed = Scalar::Text("20000.00".into());
    submission.complaint.known.insert("cash_amount", claimed);
    // A consistent lie: the quote is exactly what the policy gives for the false fact.
    submission.quote =
        amends_core::quote(&published.policy, &submission.complaint, today()).unwrap();
    let problem = refused(&intake, &submission);
    assert_eq!(problem.code, Code::Differences);
    assert_eq!(problem.differences[0].at, "/complaint/known/cash_amount");
    assert_eq!(problem.differences[0].computed.as_deref(), Some("\"2000.00\""));
}

#[test]
fn somebody_the_portal_does_not_know_has_no_known_facts() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let body = document::write(&submission(&intake, &key("a")));
    let arrived = Arrived {
        body: body.as_bytes(),
        key: None,
        caller: Caller::default(),
        channel: Channel::Element,
    };
    let problem = intake.receive(&arrived).unwrap_err();
    assert!(problem.differences.iter().all(|found| found.computed.is_none()));
    assert!(!problem.differences.is_empty());
}

#[test]
fn an_unknown_policy_is_refused() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let mut submission = submission(&intake, &key("a"));
    submission.quote.policy.digest = "0".repeat(64);
    assert_eq!(refused(&intake, &submission).code, Code::UnknownPolicy);
}

#[test]
fn a_key_that_is_none_and_a_quote_that_is_no_longer_open_are_faults() {
    let folder = TempDir::new().unwrap();
    let mut intake = intake(folder.path());
    let short = submission(&intake, "short");
    assert_eq!(refused(&intake, &short).faults[0].at, "/key");
    let old = submission(&intake, &key("a"));
    intake.clock = Clock::fixed("2026-12-30".parse().unwrap());
    let problem = refused(&intake, &old);
    assert_eq!(problem.code, Code::ComplaintFaults);
    assert_eq!(problem.faults[0].at, "/quote/open_until");
}

#[test]
fn a_quote_made_just_before_midnight_is_received_after_it() {
    let folder = TempDir::new().unwrap();
    let mut intake = intake(folder.path());
    let submission = submission(&intake, &key("a"));
    intake.clock = Clock::fixed(today().succ_opt().unwrap());
    assert_eq!(send(&intake, &submission).unwrap().receipt.received, "2026-11-24");
}

#[test]
fn what_is_no_document_is_refused_with_its_place() {
    let folder = TempDir::new().unwrap();
    let intake = intake(folder.path());
    let deep = "[".repeat(200_000);
    let right = document::write(&submission(&intake, &key("a")));
    let twice = right.replacen("{", "{\"key\":\"x\",", 1);
    let unknown = right.replacen("{", "{\"colour\":\"red\",", 1);
    let bodies: [&[u8]; 6] =
        [b"", b"\xff\xfe", b"{\"key\": ", deep.as_bytes(), twice.as_bytes(), unknown.as_bytes()];
    for body in bodies {
        let arrived = Arrived { body, key: None, caller: caller(), channel: Channel::Element };
        let problem = intake.receive(&arrived).unwrap_err();
        let start = String::from_utf8_lossy(&body[..body.len().min(30)]).into_owned();
        assert_eq!(problem.code, Code::DocumentFaults, "{start}");
        assert!(problem.faults.iter().all(|fault| !fault.message.is_empty()), "{start}");
    }
    assert_eq!(intake.store.count().unwrap(), 0);
}

#[test]
fn references_are_eight_letters_that_can_be_read_out() {
    assert_eq!(crockford(0), "00000000");
    assert_eq!(crockford(u64::MAX), "ZZZZZZZZ");
    assert_eq!(crockford(31), "Z0000000");
    assert!(!ALPHABET.iter().any(|letter| b"ILOU".contains(letter)));
    assert_ne!(new_reference().unwrap(), new_reference().unwrap());
    assert!(submission::is_key(&new_key().unwrap()));
}

#[test]
fn records_that_count_days_back_agree_when_browser_and_portal_are_on_two_days() {
    let folder = TempDir::new().unwrap();
    let mut intake = intake(folder.path());
    let published = intake.policies.by_id("bank", today()).unwrap();
    let mut submission = submission(&intake, &key("a"));
    let portal = today().succ_opt().unwrap();
    submission.complaint.known = intake.customers.known(published, &caller(), portal, "en");
    submission.quote =
        amends_core::quote(&published.policy, &submission.complaint, today()).unwrap();
    intake.clock = Clock::fixed(portal);
    assert_eq!(send(&intake, &submission).unwrap().receipt.received, "2026-11-24");
}
