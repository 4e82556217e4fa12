//! A later answer never leaves an earlier range: the policies of the repository, answered in random orders, one answer at a time.

use amends_core::document::complaint::ComplaintDocument;
use amends_core::{date, quote};
use amends_tests::generate::Choices;
use amends_tests::invariants::{Desk, assert_narrower, assert_points, missing_facts};
use amends_tests::scenario;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn scenarios_answered_in_any_order_never_leave_an_earlier_range() {
    let desks = Desk::all().unwrap();
    let ids = scenario::policies().unwrap();
    let scenarios: Vec<_> = scenario::all().unwrap();
    let compared = Cell::new(0_usize);
    let order = (0..scenarios.len(), prop::collection::vec(any::<u32>(), 32));
    let outcome = runner(256).run(&order, |(index, keys)| {
        let scenario = &scenarios[index];
        let desk = &desks[ids.iter().position(|id| *id == scenario.policy).unwrap()];
        let today = date::read(&scenario.today).unwrap();
        let mut open = ComplaintDocument { choice: None, ..scenario.complaint.clone() };
        let answers = std::mem::take(&mut open.answers);
        let mut answers: Vec<_> = answers.into_iter().enumerate().collect();
        answers.sort_by_key(|(position, _)| keys[position % keys.len()]);
        let Ok(mut earlier) = quote(&desk.policy, &open, today) else { return Ok(()) };
        for (_, (fact, answer)) in answers {
            open.answers.insert(fact, answer);
            let Ok(later) = quote(&desk.policy, &open, today) else { break };
            compared.set(compared.get() + assert_narrower(&earlier, &later));
            earlier = later;
        }
        Ok(())
    });
    outcome.unwrap();
    println!("{} figures compared", compared.get());
    assert!(compared.get() > 2_000, "only {} figures reached the assertion", compared.get());
}

#[test]
fn made_up_answers_never_leave_an_earlier_range() {
    let desks = Desk::all().unwrap();
    let compared = Cell::new(0_usize);
    let bytes = (0..desks.len(), prop::collection::vec(any::<u8>(), 0..256));
    let outcome = runner(256).run(&bytes, |(index, bytes)| {
        let desk = &desks[index];
        let told = desk.respondent.tells(&mut Choices::new(&bytes));
        compared.set(compared.get() + missing_facts(desk, &told));
        Ok(())
    });
    outcome.unwrap();
    println!("{} figures compared", compared.get());
    assert!(compared.get() > 5_000, "only {} figures reached the assertion", compared.get());
}

#[test]
fn once_everything_is_known_every_figure_is_one_figure() {
    let desks = Desk::all().unwrap();
    let seen = Cell::new(0_usize);
    let bytes = (0..desks.len(), prop::collection::vec(any::<u8>(), 0..256));
    let outcome = runner(512).run(&bytes, |(index, bytes)| {
        let desk = &desks[index];
        let told = desk.respondent.tells_all(&mut Choices::new(&bytes));
        if let Ok(quote) = quote(&desk.policy, &told.after(usize::MAX), desk.today) {
            seen.set(seen.get() + assert_points(&quote));
        }
        Ok(())
    });
    outcome.unwrap();
    println!("{} figures seen", seen.get());
    assert!(seen.get() > 2_000, "only {} figures reached the assertion", seen.get());
}
