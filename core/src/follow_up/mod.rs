//! Follow-up: how a case stands on a day, from its quote, its promises and what has happened since.
//!
//! Everything is a pure function of policy, case and day. Nothing here is part of the form.

mod events;
mod happening;
mod offer;
mod past;
mod promises;
mod renewal;
mod steps;
mod waiting;
mod words;

pub use events::{LONGEST_WORDS, event_faults, is_by_company};
pub use happening::{Happened, add_facts, happen};
pub use renewal::{Renewal, Why, again, renew};

use crate::date;
use crate::document::complaint::ComplaintDocument;
use crate::document::follow_up::{
    CaseDocument, CaseState, CommitmentStatus, FollowUpEvent, PromiseDocument, PromiseState,
    RouteStatus, StatusDocument,
};
use crate::document::quote::QuoteDocument;
use crate::document::submission::ReceiptDocument;
use crate::number::Exact;
use crate::policy::Policy;
use chrono::NaiveDate;
use past::{Past, Stance};

/// The case a receipt begins.
pub fn begin(
    receipt: &ReceiptDocument,
    complaint: ComplaintDocument,
    quote: QuoteDocument,
) -> CaseDocument {
    let promises = receipt.commitments.iter().cloned();
    CaseDocument {
        reference: receipt.reference.clone(),
        received: receipt.received.clone(),
        complaint,
        quote,
        promises: promises.map(|made| PromiseDocument { made, since: 0 }).collect(),
        events: Vec::new(),
    }
}

/// How a case stands on a day: every promise due, overdue or done; what was missed and what follows;
/// what comes next, and what the customer can do.
///
/// Events count by their day, and within a day in the order given; those after `today` do not count
/// yet. Promises of a case that was withdrawn stand as on that day.
pub fn status(policy: &Policy, case: &CaseDocument, today: NaiveDate) -> StatusDocument {
    let view = View::of(policy, case, today);
    let (state, quote) = (view.state(), &case.quote);
    let waiting = waiting::waiting(&view, state);
    let offer = offer::offer(&view, state);
    let actions = steps::actions(&view, state, offer.as_ref());
    StatusDocument {
        reference: case.reference.clone(),
        received: case.received.clone(),
        today: date::write(today),
        language: quote.language.clone(),
        currency: quote.currency.clone(),
        problem: quote.problem.clone(),
        state,
        next_step: steps::next_step(&view, state, offer.as_ref(), &actions),
        next_update: view.next_update(),
        on_top: view.on_top(waiting.as_ref().and_then(|waiting| waiting.adds.as_deref())),
        waiting,
        second_failure: has_failed_again(policy, case, today),
        routes: view.routes(state),
        commitments: view.promises,
        offer,
        actions,
    }
}

/// Whether the case was reopened or a promise was missed by a day: the second failure.
pub fn has_failed_again(policy: &Policy, case: &CaseDocument, today: NaiveDate) -> bool {
    let view = View::of(policy, case, today);
    view.past.has(FollowUpEvent::Reopened)
        || view.promises.iter().any(|promise| promise.days_late.is_some())
}

/// A case on a day, as all parts of the status see it.
struct View<'a> {
    policy: &'a Policy,
    case: &'a CaseDocument,
    today: NaiveDate,
    past: Past<'a>,
    /// In the order of their days.
    promises: Vec<CommitmentStatus>,
}

impl<'a> View<'a> {
    fn of(policy: &'a Policy, case: &'a CaseDocument, today: NaiveDate) -> Self {
        let past = Past::of(case, today);
        let day = past.withdrawn_on().unwrap_or(today);
        let each = case.promises.iter();
        let mut promises: Vec<CommitmentStatus> =
            each.map(|promise| promises::promise(policy, case, promise, &past, day)).collect();
        promises.sort_by(|a, b| a.commitment.due.cmp(&b.commitment.due));
        Self { policy, case, today, past, promises }
    }

    fn in_state(&self, state: PromiseState) -> impl Iterator<Item = &CommitmentStatus> {
        self.promises.iter().filter(move |promise| promise.state == state)
    }

    /// The customer's last word decides; until then, and while promises are open, the promises do.
    fn state(&self) -> CaseState {
        let overdue = self.in_state(PromiseState::Overdue).next().is_some();
        let due = self.in_state(PromiseState::Due).next().is_some();
        match (self.past.stance, overdue, due) {
            (Stance::Withdrawn, _, _) => CaseState::Withdrawn,
            (Stance::Declined, _, _) => CaseState::Declined,
            (_, true, _) => CaseState::Overdue,
            (Stance::Accepted, false, true) => CaseState::Accepted,
            (Stance::Accepted, false, false) => CaseState::Closed,
            (Stance::Offered, false, _) => CaseState::Offered,
            (Stance::None, false, true) => CaseState::Open,
            (Stance::None, false, false) => CaseState::Fulfilled,
        }
    }

    /// The first day still to come on which something is promised or announced.
    fn next_update(&self) -> Option<String> {
        let today = date::write(self.today);
        let due = self.in_state(PromiseState::Due).map(|promise| &promise.commitment.due);
        let told = self.past.last(FollowUpEvent::Updated).and_then(|event| event.until.as_ref());
        due.chain(told).filter(|day| **day >= today).min().cloned()
    }

    /// Everything on top, as a decimal; none when there is nothing.
    fn on_top(&self, waiting: Option<&str>) -> Option<String> {
        let missed =
            self.promises.iter().filter_map(|promise| promise.missed.as_ref()?.adds.as_deref());
        let each = missed.chain(waiting).filter_map(|adds| self.policy.currency.minor(adds));
        let total = each.fold(Exact::ZERO, |sum, adds| sum.plus(adds).unwrap_or(sum));
        (total != Exact::ZERO).then(|| self.policy.currency.decimal(total))
    }

    /// All ways; after a decline every one is open.
    fn routes(&self, state: CaseState) -> Vec<RouteStatus> {
        let today = date::write(self.today);
        let routes = self.case.quote.routes.iter().map(|route| RouteStatus {
            open: state == CaseState::Declined
                || route.from.as_ref().is_none_or(|from| *from <= today),
            route: route.clone(),
        });
        routes.collect()
    }
}

#[cfg(test)]
mod tests;
