//! A case followed by hand: the tea house, received on Monday 2026-11-23.
//!
//! Price 40.00, 30 minutes late, our doing: half the price comes back, 20.00; the small sum is half the
//! price, at most 20.00: 20.00. Write in 24 hours: 24 November. Pay in two working days: 25 November.
//! Decide in seven days: 30 November. A payment missed adds 5.00 a day, 12.00 at most, and goes to the
//! till, who has one day from the first day late. Waiting is borne for three days, then 2.00 for each
//! begun week, 6.00 at most.

mod events;
mod renewals;
mod states;

use super::*;
use crate::document;
use crate::document::complaint::ChoiceMadeDocument;
use crate::document::follow_up::{FollowUpEventDocument, SurveyDocument};
use crate::submission::receipt;

/// The tea house with rules for what follows.
fn policy() -> Policy {
    let base = include_str!("../../../tests/rejected/base.json");
    let missed = r#""missed": { "adds": { "amount": "5.00 CNY", "each": "1 day", "at_most": "12.00 CNY" },
        "to": "till", "within": "1 day" }, "applies": "with_remedy", "cites": "Terms 3""#;
    let fact = r#""failed_before": { "type": "yes_no", "label": { "en": "Failed before" },
        "supplied_by": ["portal"], "default": false }, "half_price": {"#;
    let follow_up = r#""follow_up": {
        "second_failure": { "fact": "failed_before", "because": { "en": "We failed you twice." },
            "cites": "House rule 9", "from": "2026-01-01" },
        "waiting": { "tolerance": "3 days", "cites": "House rule 8", "from": "2026-01-01",
            "reasons": [{ "for": ["late"], "text": { "en": "We ask the kitchen first." } }],
            "beyond": { "amount": "2.00 CNY", "each": "7 days", "at_most": "6.00 CNY" } } },
        "calendars": {"#;
    let text = base
        .replacen(r#""applies": "with_remedy", "cites": "Terms 3""#, missed, 1)
        .replacen(r#""half_price": {"#, fact, 1)
        .replacen(r#""calendars": {"#, follow_up, 1);
    Policy::read(&text).unwrap()
}

fn day(number: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    date::plus_days(first, i32::try_from(number).unwrap() - 1).unwrap()
}

/// The case with the option `money` chosen.
fn case(policy: &Policy) -> CaseDocument {
    let text = r#"{ "problem": "late", "language": "en",
        "answers": { "price": "40.00", "minutes_late": 30, "cause": "kitchen" } }"#;
    let mut complaint: ComplaintDocument = document::read(text).unwrap();
    complaint.choice = Some(ChoiceMadeDocument::Option("money".into()));
    let quote = crate::quote(policy, &complaint, day(23)).unwrap();
    let submission = document::submission::SubmissionDocument {
        key: "0123456789abcdef".into(),
        complaint: complaint.clone(),
        quote: quote.clone(),
        upload_key: None,
    };
    begin(&receipt(&submission, "AM000001", day(23)), complaint, quote)
}

fn event(number: u32, what: FollowUpEvent) -> FollowUpEventDocument {
    FollowUpEventDocument {
        on: date::write(day(number)),
        what,
        commitment: None,
        remedy: None,
        proof: None,
        option: None,
        until: None,
        survey: None,
        words: String::new(),
    }
}

fn done(number: u32, commitment: &str) -> FollowUpEventDocument {
    let event = event(number, FollowUpEvent::CommitmentDone);
    FollowUpEventDocument { commitment: Some(commitment.into()), ..event }
}

fn survey(number: u32, survey: SurveyDocument) -> FollowUpEventDocument {
    FollowUpEventDocument { survey: Some(survey), ..event(number, FollowUpEvent::Surveyed) }
}

/// The case after some events.
fn after(policy: &Policy, events: Vec<FollowUpEventDocument>) -> CaseDocument {
    CaseDocument { events, ..case(policy) }
}

/// Ids, remedies, states and days of the promises.
fn standing(status: &StatusDocument) -> Vec<(String, PromiseState, String)> {
    let each = status.commitments.iter().map(|promise| {
        let made = &promise.commitment;
        let id = [&made.id, made.remedy.as_deref().unwrap_or_default()].join(" ");
        (id, promise.state, made.due.clone())
    });
    each.collect()
}

fn codes(faults: &[crate::fault::Fault]) -> Vec<(&str, &str)> {
    faults.iter().map(|fault| (fault.code, fault.at.as_str())).collect()
}
