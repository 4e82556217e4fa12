//! A later answer never leaves an earlier range: every scenario, answered in random orders, one answer
//! at a time.

use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::{QuoteDocument, RangeDocument};
use amends_core::{date, policy::Policy, quote};
use amends_tests::scenario;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

/// An amount in hundredths, for comparison only.
fn hundredths(text: &str) -> i128 {
    text.replace('.', "").parse().unwrap()
}

fn within(later: &RangeDocument, earlier: &RangeDocument) -> bool {
    let high = |range: &RangeDocument| range.high.as_deref().map_or(i128::MAX, hundredths);
    hundredths(&later.low) >= hundredths(&earlier.low) && high(later) <= high(earlier)
}

/// Asserts that every figure of the later quote lies within the earlier one; counts the figures.
fn assert_narrower(earlier: &QuoteDocument, later: &QuoteDocument, name: &str) -> usize {
    assert!(
        within(&later.owed, &earlier.owed),
        "{name}: owed {:?} left {:?}",
        later.owed,
        earlier.owed
    );
    assert!(
        within(&later.range, &earlier.range),
        "{name}: {:?} left {:?}",
        later.range,
        earlier.range
    );
    let mut compared = 2;
    for offer in &later.options {
        let before = earlier.options.iter().find(|other| other.id == offer.id);
        let before = before.unwrap_or_else(|| panic!("{name}: {} came back", offer.id));
        assert!(
            within(&offer.total, &before.total),
            "{name}: {} {:?} left {:?}",
            offer.id,
            offer.total,
            before.total
        );
        compared += 1;
    }
    compared
}

#[test]
fn a_later_answer_never_leaves_an_earlier_range() {
    let scenarios: Vec<_> = scenario::all().unwrap();
    let compared = Cell::new(0_usize);
    let count = scenarios.len();
    let mut runner =
        TestRunner::new(Config { cases: 256, failure_persistence: None, ..Config::default() });
    let order = (0..count, prop::collection::vec(any::<u32>(), 32));
    let outcome = runner.run(&order, |(index, keys)| {
        let scenario = &scenarios[index];
        let policy = Policy::read(&scenario::policy_text(&scenario.policy).unwrap()).unwrap();
        let today = date::read(&scenario.today).unwrap();
        let mut open = ComplaintDocument { choice: None, ..scenario.complaint.clone() };
        let mut answers: Vec<_> =
            std::mem::take(&mut open.answers).into_iter().enumerate().collect();
        answers.sort_by_key(|(position, _)| keys[position % keys.len()]);
        let Ok(mut earlier) = quote(&policy, &open, today) else { return Ok(()) };
        for (_, (fact, answer)) in answers {
            open.answers.insert(fact, answer);
            let Ok(later) = quote(&policy, &open, today) else { break };
            compared.set(compared.get() + assert_narrower(&earlier, &later, &scenario.name));
            earlier = later;
        }
        Ok(())
    });
    outcome.unwrap();
    println!("{} figures compared", compared.get());
    assert!(compared.get() > 2_000, "only {} figures reached the assertion", compared.get());
}
