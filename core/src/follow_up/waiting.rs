//! What customers read while they wait. A reason or regular updates lengthen the time people bear to
//! wait, both together shorten it (Hogreve et al. 2017), so a case is on one of the two tracks: once the
//! company has sent an update there are only updates. Within the tolerance nothing is added, beyond it
//! what the policy says.

use super::View;
use super::promises::{days, days_after, in_language, uplift};
use super::words::{Says, say};
use crate::document::follow_up::{
    CaseState, FollowUpEvent, PromiseState, WaitingKind, WaitingMessageDocument,
};
use crate::document::policy::WaitingDocument;

/// Days most people bear without expecting more, when the policy says nothing: about a week.
const TOLERANCE: u32 = 7;

/// The message of a day; none when nobody waits, and on the first day.
pub fn waiting(view: &View<'_>, state: CaseState) -> Option<WaitingMessageDocument> {
    if !matches!(state, CaseState::Open | CaseState::Overdue | CaseState::Accepted) {
        return None;
    }
    let begun = view.past.reopened_on().unwrap_or(&view.case.received);
    let waited = days_after(begun, view.today)?;
    let follow_up = view.policy.document.follow_up.as_ref();
    let rule = follow_up.and_then(|follow_up| follow_up.waiting.as_ref());
    let tolerance = rule.and_then(|rule| days(view.policy, rule.tolerance.as_ref()?));
    let beyond = waited.saturating_sub(tolerance.unwrap_or(TOLERANCE));
    let adds = rule.and_then(|rule| rule.beyond.as_ref()).filter(|_| beyond > 0);
    let (kind, says) = message(view, rule);
    Some(WaitingMessageDocument {
        kind,
        says,
        days: waited,
        beyond: beyond > 0,
        adds: adds.and_then(|adds| uplift(view.policy, adds, beyond)),
    })
}

fn message(view: &View<'_>, rule: Option<&WaitingDocument>) -> (WaitingKind, String) {
    if let Some(update) = view.past.last(FollowUpEvent::Updated) {
        let words = if update.words.is_empty() { progress(view) } else { update.words.clone() };
        return (WaitingKind::Update, words);
    }
    match rule.and_then(|rule| reason(view, rule)) {
        Some(reason) => (WaitingKind::Reason, reason),
        None => (WaitingKind::Update, progress(view)),
    }
}

fn reason(view: &View<'_>, rule: &WaitingDocument) -> Option<String> {
    let problem = &view.case.quote.problem.id;
    let fits = |problems: &[String]| problems.is_empty() || problems.contains(problem);
    let found = rule.reasons.iter().find(|reason| fits(&reason.for_problems))?;
    Some(in_language(view.case, &found.text).to_owned())
}

/// How it stands: what comes next and when, or what is late.
fn progress(view: &View<'_>) -> String {
    let next = view.in_state(PromiseState::Due).next();
    let (says, promise) = match next {
        Some(next) => (Says::Next, next),
        None => match view.in_state(PromiseState::Overdue).next() {
            Some(late) => (Says::Late, late),
            None => return say(view, Says::Wait),
        },
    };
    let made = &promise.commitment;
    super::words::say_of(view, says, &made.title, &made.due)
}
