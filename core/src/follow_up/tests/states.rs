//! States of the case and of each promise, what was missed, waiting messages.

use super::*;
use crate::document::follow_up::{NextStep, WaitingKind};
use PromiseState::{Done, Due, Overdue};

#[test]
fn on_the_first_day_everything_is_due() {
    let policy = policy();
    let status = status(&policy, &case(&policy), day(23));
    let expected = [
        ("write sorry", Due, "2026-11-24"),
        ("pay part-back", Due, "2026-11-25"),
        ("pay small-sum", Due, "2026-11-25"),
        ("decide ", Due, "2026-11-30"),
    ];
    let expected = expected.map(|(id, state, due)| (id.to_owned(), state, due.to_owned()));
    assert_eq!(standing(&status), expected);
    assert_eq!(status.state, CaseState::Open);
    assert_eq!(status.next_update.as_deref(), Some("2026-11-24"));
    assert_eq!((status.next_step.what, status.waiting), (NextStep::Wait, None));
    let offer = status.offer.unwrap();
    let options: Vec<_> = offer.options.iter().map(|o| (o.id.as_str(), o.chosen)).collect();
    assert_eq!((options, offer.final_offer), (vec![("money", true), ("words", false)], false));
}

#[test]
fn a_missed_promise_adds_what_the_policy_says_and_goes_to_the_next_one() {
    let policy = policy();
    // Due on the 25th. On the 27th two days late: 2 x 5.00 for each payment. First day late the 26th,
    // one day more: the till acts by the 27th.
    let case = after(&policy, vec![done(24, "write")]);
    let now = status(&policy, &case, day(27));
    let late = now.commitments.iter().find(|one| one.commitment.id == "pay").unwrap();
    let missed = late.missed.as_ref().unwrap();
    assert_eq!((late.state, late.days_late), (Overdue, Some(2)));
    assert_eq!((missed.adds.as_deref(), missed.by.as_deref()), (Some("10.00"), Some("2026-11-27")));
    assert_eq!(
        (missed.to.as_ref().unwrap().title.as_str(), missed.says.as_str()),
        ("The till", "Call us.")
    );
    assert_eq!((now.state, now.next_step.what), (CaseState::Overdue, NextStep::Insist));
    let late = "The till will pay CNY\u{a0}20.00 back by 25\u{a0}November 2026.";
    let said = format!(
        "We are late, and we are sorry: “{late}” was promised for 25\u{a0}November 2026. Call us."
    );
    assert_eq!(now.next_step.says, said);
    assert!(now.second_failure);
    // Both payments: 20.00. Day 4 of waiting, 1 beyond 3: one begun week, 2.00.
    assert_eq!(now.on_top.as_deref(), Some("22.00"));
    // Three days late: 15.00, at most 12.00.
    let later = status(&policy, &case, day(28));
    let late = later.commitments.iter().find(|one| one.commitment.id == "pay").unwrap();
    assert_eq!(late.missed.as_ref().unwrap().adds.as_deref(), Some("12.00"));
}

#[test]
fn a_promise_kept_late_is_done_and_still_owes_what_it_added() {
    let policy = policy();
    let mut paid = done(26, "pay");
    paid.proof = Some("TX 77".into());
    let case = after(&policy, vec![done(24, "write"), paid]);
    let now = status(&policy, &case, day(29));
    let pay = now.commitments.iter().find(|one| one.commitment.id == "pay").unwrap();
    assert_eq!(
        (pay.state, pay.done.as_deref(), pay.days_late),
        (Done, Some("2026-11-26"), Some(1))
    );
    assert_eq!(pay.proof.as_deref(), Some("TX 77"));
    let missed = pay.missed.as_ref().unwrap();
    assert_eq!((missed.adds.as_deref(), &missed.to), (Some("5.00"), &None));
    assert_eq!(now.state, CaseState::Open, "the decision is not due before the 30th");
}

#[test]
fn one_of_two_payments_can_be_kept_alone() {
    let policy = policy();
    let mut paid = done(24, "pay");
    paid.remedy = Some("part-back".into());
    let now = status(&policy, &after(&policy, vec![paid]), day(24));
    let states: Vec<_> = now.commitments.iter().map(|one| one.state).collect();
    assert_eq!(states, [Due, Done, Due, Due]);
}

#[test]
fn the_last_word_of_the_customer_decides_unless_a_promise_is_late() {
    let policy = policy();
    let all = || vec![done(24, "write"), done(24, "pay"), done(25, "decide")];
    let with = |what| [all(), vec![event(25, what)]].concat();
    let cases = [
        (all(), CaseState::Fulfilled),
        (with(FollowUpEvent::Accepted), CaseState::Closed),
        (with(FollowUpEvent::Declined), CaseState::Declined),
        (with(FollowUpEvent::Withdrawn), CaseState::Withdrawn),
        (with(FollowUpEvent::Reopened), CaseState::Fulfilled),
        (with(FollowUpEvent::FinalOffer), CaseState::Offered),
        (vec![event(24, FollowUpEvent::Accepted)], CaseState::Overdue),
        (
            vec![done(24, "write"), done(24, "pay"), event(24, FollowUpEvent::Accepted)],
            CaseState::Accepted,
        ),
    ];
    for (events, expected) in cases {
        let found = status(&policy, &after(&policy, events.clone()), day(26)).state;
        assert_eq!(found, expected, "{events:?}");
    }
}

#[test]
fn promises_of_a_withdrawn_case_stand_still() {
    let policy = policy();
    let case = after(&policy, vec![event(24, FollowUpEvent::Withdrawn)]);
    let now = status(&policy, &case, day(60));
    assert!(now.commitments.iter().all(|one| one.state == Due), "{:?}", now.commitments);
    assert_eq!((now.on_top, now.second_failure), (None, false));
}

#[test]
fn waiting_is_a_reason_or_updates_and_never_both() {
    let policy = policy();
    let waiting = |events: Vec<FollowUpEventDocument>, number| {
        status(&policy, &after(&policy, events), day(number)).waiting
    };
    assert_eq!(waiting(vec![], 23), None, "nobody waits on the first day");
    let inside = waiting(vec![], 26).unwrap();
    assert_eq!((inside.kind, inside.days, inside.beyond), (WaitingKind::Reason, 3, false));
    assert_eq!((inside.says.as_str(), inside.adds), ("We ask the kitchen first.", None));
    // Seven days beyond three are one begun week; eight are two; thirty at most 6.00.
    for (number, adds) in [(33, "2.00"), (34, "4.00"), (56, "6.00")] {
        let beyond = waiting(vec![], number).unwrap();
        assert_eq!((beyond.beyond, beyond.adds.as_deref()), (true, Some(adds)), "day {number}");
    }
    let mut told = event(24, FollowUpEvent::Updated);
    told.words = "The kitchen answers on Friday.".into();
    told.until = Some("2026-11-27".into());
    let update = waiting(vec![told.clone()], 26).unwrap();
    assert_eq!(update.kind, WaitingKind::Update);
    assert_eq!(update.says, "The kitchen answers on Friday.");
    told.words = String::new();
    let case = after(&policy, vec![told, done(24, "write"), done(24, "pay")]);
    let now = status(&policy, &case, day(26));
    assert_eq!(
        now.waiting.unwrap().says,
        "We are working on it. Next: Decide (30\u{a0}November 2026)."
    );
    assert_eq!(now.next_update.as_deref(), Some("2026-11-27"));
}

#[test]
fn every_promise_is_in_one_state_and_order_of_reporting_changes_nothing() {
    let policy = policy();
    let mut told = event(26, FollowUpEvent::Updated);
    told.words = "Soon.".into();
    let events = [
        done(24, "write"),
        done(25, "pay"),
        told,
        done(27, "decide"),
        event(28, FollowUpEvent::Declined),
    ];
    for number in 23..35 {
        let expected = status(&policy, &after(&policy, events.to_vec()), day(number));
        for shift in 0..events.len() {
            for swap in 0..events.len() {
                let mut order = events.to_vec();
                order.rotate_left(shift);
                order.swap(0, swap);
                assert_eq!(status(&policy, &after(&policy, order), day(number)), expected);
            }
        }
        for promise in &expected.commitments {
            let kept = promise.done.as_ref().is_some_and(|on| *on <= expected.today);
            let passed = promise.commitment.due < expected.today;
            let state = if kept {
                Done
            } else if passed {
                Overdue
            } else {
                Due
            };
            assert_eq!(promise.state, state, "{promise:?} on {number}");
            assert_eq!(promise.missed.is_some(), promise.days_late.is_some());
        }
    }
}
