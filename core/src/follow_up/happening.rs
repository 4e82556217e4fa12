//! A case after something has happened to it: refused with its faults, or the case that follows.

use super::events::event_faults;
use super::offer::chosen;
use super::renewal::{Renewal, Why, again, renew};
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::follow_up::{CaseDocument, FollowUpEvent, FollowUpEventDocument};
use crate::fault::Fault;
use crate::policy::Policy;
use chrono::NaiveDate;

/// What a case has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// The case with the event, quoted again where the event asks for it.
    pub case: CaseDocument,
    /// Whether it was quoted again.
    pub renewed: bool,
}

/// Lets something happen to a case today. A case that is reopened, or of which another option is accepted
/// than the one chosen, is quoted again.
///
/// # Errors
/// Everything for which it cannot happen.
pub fn happen(
    policy: &Policy,
    case: &CaseDocument,
    event: &FollowUpEventDocument,
    today: NaiveDate,
) -> Result<Happened, Vec<Fault>> {
    sound(event_faults(policy, case, event, today))?;
    let other = event.option.as_deref().filter(|option| chosen(&case.complaint) != Some(option));
    let why = match event.what {
        FollowUpEvent::Reopened => Why::Reopened,
        FollowUpEvent::Accepted if other.is_some() => Why::Accepted,
        FollowUpEvent::CommitmentDone
        | FollowUpEvent::Updated
        | FollowUpEvent::FinalOffer
        | FollowUpEvent::Accepted
        | FollowUpEvent::Declined
        | FollowUpEvent::FactsAdded
        | FollowUpEvent::Withdrawn
        | FollowUpEvent::Surveyed => return Ok(followed(case, event, None)),
    };
    let mut complaint = again(policy, case, why, today);
    if let (Why::Accepted, Some(option)) = (why, other) {
        complaint.choice = Some(ChoiceMadeDocument::Option(option.to_owned()));
    }
    let renewal = renew(policy, case, complaint, why, today)?;
    Ok(followed(case, event, Some(renewal)))
}

/// Adds facts: `complaint` is that of [`again`] with more answers. `event` says when, and in what words.
///
/// # Errors
/// Everything for which the case takes no more facts, and every fault of the complaint.
pub fn add_facts(
    policy: &Policy,
    case: &CaseDocument,
    complaint: &ComplaintDocument,
    event: &FollowUpEventDocument,
    today: NaiveDate,
) -> Result<Happened, Vec<Fault>> {
    sound(event_faults(policy, case, event, today))?;
    let renewal = renew(policy, case, complaint.clone(), Why::FactsAdded, today)?;
    Ok(followed(case, event, Some(renewal)))
}

fn sound(faults: Vec<Fault>) -> Result<(), Vec<Fault>> {
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn followed(
    case: &CaseDocument,
    event: &FollowUpEventDocument,
    renewal: Option<Renewal>,
) -> Happened {
    let mut case = case.clone();
    case.events.push(event.clone());
    let renewed = renewal.is_some();
    if let Some(renewal) = renewal {
        case.complaint = renewal.complaint;
        case.quote = renewal.quote;
        case.promises = renewal.promises;
    }
    Happened { case, renewed }
}
