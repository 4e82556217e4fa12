//! How a promise stands, and what follows when it was missed.

use super::past::Past;
use crate::date;
use crate::document::follow_up::{
    CaseDocument, CommitmentStatus, FollowUpEvent, FollowUpEventDocument, MissedStatus,
    PromiseDocument, PromiseState,
};
use crate::document::policy::{MissedDocument, Text, UpliftDocument};
use crate::document::quote::Named;
use crate::number::Exact;
use crate::policy::Policy;
use crate::quantity::{self, Literal};
use chrono::NaiveDate;

/// Whether an event keeps a promise.
pub fn keeps(event: &FollowUpEventDocument, promise: &PromiseDocument) -> bool {
    event.what == FollowUpEvent::CommitmentDone
        && event.commitment.as_deref() == Some(promise.made.id.as_str())
        && (event.remedy.is_none() || event.remedy == promise.made.remedy)
}

/// The event that kept a promise, the earliest by its day.
pub fn kept<'a>(promise: &PromiseDocument, past: &Past<'a>) -> Option<&'a FollowUpEventDocument> {
    let since = usize::try_from(promise.since).unwrap_or(usize::MAX);
    let mut done = past.of_kind(FollowUpEvent::CommitmentDone).filter(|(place, _)| *place >= since);
    done.find(|(_, event)| keeps(event, promise)).map(|(_, event)| event)
}

/// A promise on a day.
pub fn promise(
    policy: &Policy,
    case: &CaseDocument,
    promise: &PromiseDocument,
    past: &Past<'_>,
    day: NaiveDate,
) -> CommitmentStatus {
    let kept = kept(promise, past);
    let made = &promise.made;
    let until = kept.and_then(|event| date::read(&event.on)).unwrap_or(day);
    let late = days_after(&made.due, until);
    let state = match (kept, late) {
        (Some(_), _) => PromiseState::Done,
        (None, Some(_)) => PromiseState::Overdue,
        (None, None) => PromiseState::Due,
    };
    CommitmentStatus {
        commitment: made.clone(),
        state,
        done: kept.map(|event| event.on.clone()),
        proof: kept.and_then(|event| event.proof.clone()),
        days_late: late,
        missed: late.map(|days| missed(policy, case, promise, days, state)),
    }
}

/// Whole days that `day` lies after `due`; none when it does not.
pub fn days_after(due: &str, day: NaiveDate) -> Option<u32> {
    let days = day.signed_duration_since(date::read(due)?).num_days();
    u32::try_from(days).ok().filter(|days| *days > 0)
}

/// What follows a promise kept late or not yet: its words, money on top, and who has it now.
fn missed(
    policy: &Policy,
    case: &CaseDocument,
    promise: &PromiseDocument,
    days: u32,
    state: PromiseState,
) -> MissedStatus {
    let made = &promise.made;
    let mut commitments = policy.document.commitments.iter();
    let rule =
        commitments.find(|known| known.id == made.id).and_then(|known| known.missed.as_ref());
    let adds = rule.and_then(|rule| rule.adds.as_ref());
    let open = rule.filter(|_| state == PromiseState::Overdue);
    let to = open.and_then(|rule| rule.to.as_ref());
    MissedStatus {
        says: made.if_missed.clone(),
        adds: adds.and_then(|adds| uplift(policy, adds, days)),
        by: to.and_then(|_| handed_over_by(policy, open?, &made.due)),
        to: to.map(|role| Named { id: role.clone(), title: role_title(policy, case, role) }),
    }
}

/// The day by which the one who takes it over acts: the first day late, and the days they have.
fn handed_over_by(policy: &Policy, rule: &MissedDocument, due: &str) -> Option<String> {
    let within = rule.within.as_ref().map_or(Some(0), |within| days(policy, within))?;
    let days = i32::try_from(within).ok()?.checked_add(1)?;
    date::plus_days(date::read(due)?, days).map(date::write)
}

fn role_title(policy: &Policy, case: &CaseDocument, role: &str) -> String {
    let title = policy.document.roles.get(role).map(|title| in_language(case, title));
    title.unwrap_or(role).to_owned()
}

/// A text in the language of the case.
pub fn in_language<'t>(case: &CaseDocument, text: &'t Text) -> &'t str {
    let own = text.get(&case.quote.language).or_else(|| text.values().next());
    own.map(String::as_str).unwrap_or_default()
}

/// Money for so many days too long, as a decimal: once, or for each begun period up to a most.
pub fn uplift(policy: &Policy, rule: &UpliftDocument, late: u32) -> Option<String> {
    let each = rule.each.as_ref().map_or(Some(0), |each| days(policy, each))?;
    // A policy that was checked never divides by zero here: a period has at least one day.
    let periods = late.checked_div(each).map_or(1, |whole| {
        whole.saturating_add(u32::from(late.checked_rem(each).is_some_and(|rest| rest > 0)))
    });
    let total = fixed(policy, &rule.amount)?.times(Exact::whole(i64::from(periods)))?;
    let most = rule.at_most.as_ref().and_then(|most| fixed(policy, most));
    Some(policy.currency.decimal(most.map_or(total, |most| total.min(most))))
}

/// Days of a literal.
pub fn days(policy: &Policy, text: &str) -> Option<u32> {
    u32::try_from(fixed(policy, text)?.to_whole()?).ok()
}

fn fixed(policy: &Policy, text: &str) -> Option<Exact> {
    match quantity::read(text, policy.currency) {
        Ok(Literal::Fixed(value, _)) => Some(value),
        Ok(Literal::Today) | Err(_) => None,
    }
}
