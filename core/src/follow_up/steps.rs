//! What the customer can do, and what comes next.

use super::View;
use super::past::Stance;
use super::words::{Says, say, say_of};
use crate::date;
use crate::document::follow_up::{
    CaseState, FollowUpEvent, NextStep, NextStepDocument, OfferStatusDocument, PromiseState,
};
use crate::document::quote::CommitmentMadeDocument;

/// What the customer can do in a state.
pub fn actions(
    view: &View<'_>,
    state: CaseState,
    offer: Option<&OfferStatusDocument>,
) -> Vec<FollowUpEvent> {
    use FollowUpEvent::{Accepted, Declined, FactsAdded, Reopened, Surveyed, Withdrawn};
    let listed: &[FollowUpEvent] = match (view.past.stance, state) {
        (Stance::Withdrawn, _) | (_, CaseState::Closed) => &[Reopened, Surveyed],
        (Stance::Declined, _) => &[Accepted, FactsAdded, Reopened, Surveyed],
        (Stance::Accepted, _) => &[Reopened],
        (_, CaseState::Fulfilled) => {
            &[Accepted, Declined, FactsAdded, Withdrawn, Reopened, Surveyed]
        }
        (Stance::None | Stance::Offered, _) => &[Accepted, Declined, FactsAdded, Withdrawn],
    };
    let told = view.past.last(Surveyed).is_some();
    // What was kept can be accepted even where there was nothing to choose.
    let acceptable = offer.is_some() || state == CaseState::Fulfilled;
    let open = |action: &FollowUpEvent| match action {
        Accepted => acceptable,
        Surveyed => !told,
        FollowUpEvent::CommitmentDone
        | FollowUpEvent::Updated
        | FollowUpEvent::FinalOffer
        | Declined
        | FactsAdded
        | Withdrawn
        | Reopened => true,
    };
    listed.iter().copied().filter(open).collect()
}

/// The one thing that comes next for the customer.
pub fn next_step(
    view: &View<'_>,
    state: CaseState,
    offer: Option<&OfferStatusDocument>,
    actions: &[FollowUpEvent],
) -> NextStepDocument {
    let next = view.next_update();
    let step = |what, says, by| NextStepDocument { what, says: say(view, says), by };
    match state {
        CaseState::Overdue => {
            let missed = view.in_state(PromiseState::Overdue).next();
            let words = missed.map(|promise| insist(view, &promise.commitment));
            let by = missed.and_then(|promise| promise.missed.as_ref()?.by.clone());
            NextStepDocument { what: NextStep::Insist, says: words.unwrap_or_default(), by }
        }
        CaseState::Offered if offer.is_none() => step(NextStep::GoFurther, Says::Expired, None),
        CaseState::Offered => {
            step(NextStep::Answer, Says::Answer, offer.and_then(|offer| offer.until.clone()))
        }
        CaseState::Open | CaseState::Accepted => step(NextStep::Wait, Says::Wait, next),
        CaseState::Fulfilled => step(NextStep::Answer, Says::Settled, None),
        CaseState::Declined => step(NextStep::GoFurther, Says::GoFurther, view.first_route()),
        CaseState::Closed if actions.contains(&FollowUpEvent::Surveyed) => {
            step(NextStep::Survey, Says::Survey, None)
        }
        CaseState::Closed => step(NextStep::Nothing, Says::Closed, None),
        CaseState::Withdrawn => step(NextStep::Nothing, Says::Withdrawn, None),
    }
}

/// What is late, and what follows.
fn insist(view: &View<'_>, made: &CommitmentMadeDocument) -> String {
    let late = say_of(view, Says::Late, &made.title, &made.due);
    let gap = if late.ends_with(|letter: char| letter.is_ascii()) { " " } else { "" };
    [late.as_str(), gap, &made.if_missed].concat()
}

impl View<'_> {
    /// The first day still to come on which a route opens by itself.
    fn first_route(&self) -> Option<String> {
        let today = date::write(self.today);
        let days = self.case.quote.routes.iter().filter_map(|route| route.from.as_ref());
        days.filter(|day| **day > today).min().cloned()
    }
}
