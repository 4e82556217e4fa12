//! Follow-up: how a case stands on a day, from its receipt and what has happened since.

use crate::date;
use crate::document::quote::CommitmentMadeDocument;
use crate::document::submission::{
    CaseState, CommitmentStatus, FollowUpEvent, FollowUpEventDocument, PromiseState,
    ReceiptDocument, StatusDocument,
};
use crate::fault::Fault;
use chrono::NaiveDate;

/// The state of a case and of every promise on a day.
///
/// Events count in the order given; those after `today` do not count yet. A promise is identified by
/// its commitment and, where it carries one out, its remedy.
pub fn status(
    receipt: &ReceiptDocument,
    events: &[FollowUpEventDocument],
    today: NaiveDate,
) -> StatusDocument {
    let now = date::write(today);
    let past: Vec<&FollowUpEventDocument> = events.iter().filter(|event| event.on <= now).collect();
    let commitments: Vec<CommitmentStatus> =
        receipt.commitments.iter().map(|commitment| promise(commitment, &past, &now)).collect();
    StatusDocument {
        reference: receipt.reference.clone(),
        state: state(&commitments, &past),
        commitments,
    }
}

/// What is wrong with an event for a case; `None` when it can be recorded.
pub fn event_fault(receipt: &ReceiptDocument, event: &FollowUpEventDocument) -> Option<Fault> {
    if date::read(&event.on).is_none() {
        let help = "write it as `2026-03-01`";
        return Some(Fault::new("not-a-date", "/on", "this is not a date").help(help));
    }
    match (event.what, &event.commitment) {
        (FollowUpEvent::CommitmentDone, None) => {
            let message = "which promise was kept is missing";
            Some(Fault::new("missing-field", "/commitment", message).help("name the commitment"))
        }
        (_, Some(id)) if !receipt.commitments.iter().any(|known| known.id == *id) => {
            let message = format!("this case has no commitment `{id}`");
            let help = "use an id of the receipt's commitments";
            Some(Fault::new("unknown-name", "/commitment", message).help(help))
        }
        (_, _) => None,
    }
}

fn promise(
    commitment: &CommitmentMadeDocument,
    past: &[&FollowUpEventDocument],
    now: &str,
) -> CommitmentStatus {
    let kept = past.iter().find(|event| {
        event.what == FollowUpEvent::CommitmentDone
            && event.commitment.as_deref() == Some(commitment.id.as_str())
    });
    let state = match kept {
        Some(_) => PromiseState::Done,
        None if commitment.due.as_str() < now => PromiseState::Overdue,
        None => PromiseState::Due,
    };
    CommitmentStatus {
        commitment: commitment.clone(),
        state,
        done: kept.map(|event| event.on.clone()),
    }
}

/// The customer's last word decides; until then the promises do.
fn state(commitments: &[CommitmentStatus], past: &[&FollowUpEventDocument]) -> CaseState {
    let spoken = past.iter().rev().find_map(|event| match event.what {
        FollowUpEvent::Accepted => Some(Some(CaseState::Accepted)),
        FollowUpEvent::Declined => Some(Some(CaseState::Declined)),
        FollowUpEvent::Withdrawn => Some(Some(CaseState::Withdrawn)),
        FollowUpEvent::Reopened => Some(None),
        FollowUpEvent::CommitmentDone => None,
    });
    if let Some(Some(state)) = spoken {
        return state;
    }
    let any = |wanted| commitments.iter().any(|commitment| commitment.state == wanted);
    if any(PromiseState::Overdue) {
        CaseState::Overdue
    } else if any(PromiseState::Due) {
        CaseState::Open
    } else {
        CaseState::Fulfilled
    }
}
