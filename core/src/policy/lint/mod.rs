//! Checks of a compiled policy as a whole: what can never happen, what contradicts itself, what is unused.
//!
//! Faults make a policy misbehave. Doubts are looked for in policies without faults only: where something
//! stands in for a mistake they would speak of the stand-in.

mod apology;
mod bounds;
mod calendars;
mod cases;
mod evidence;
mod guard;
mod limits;
mod menu;
mod money;
mod narrowing;
mod offers;
mod ranges;
mod reach;
mod rows;
mod search;
mod sentences;
mod unused;
mod vouchers;
mod walk;

use super::compile::Divisor;
use super::place::Place;
use super::{Checked, Policy};
use crate::fault::Fault;
use cases::Cases;
use search::Search;

/// Adds what is wrong with the policy as a whole.
pub(super) fn faults(policy: &Policy, divisors: &[Divisor], checked: &mut Checked) {
    let mut lint = Lint { policy, found: Vec::new() };
    bounds::check(&mut lint, divisors);
    let bounded = lint.found.is_empty();
    offers::listed(&mut lint);
    calendars::years(&mut lint);
    limits::floors(&mut lint);
    // A stand-in for a mistake has values nobody wrote.
    if checked.faults.is_empty()
        && bounded
        && let Some(cases) = Cases::of(policy)
    {
        offers::never_due(&mut lint, &cases);
        limits::bounds(&mut lint, &cases);
        limits::defaults(&mut lint, &cases);
        limits::overflow(&mut lint, &cases);
        narrowing::nobody_asked(&mut lint, &cases);
    }
    checked.faults.extend(lint.found);
}

/// What is doubtful about a policy that has no faults, and where the search for it was given up.
pub(super) fn doubts(policy: &Policy) -> (Vec<Fault>, Vec<Fault>) {
    let mut notes = Vec::new();
    let mut lint = Lint { policy, found: Vec::new() };
    unused::check(&mut lint);
    menu::check(&mut lint);
    calendars::beyond(&mut lint);
    if let Some(cases) = Cases::of(policy) {
        let search = Search::new(&cases);
        reach::check(&mut lint, &search);
        vouchers::check(&mut lint, &search);
        limits::doubts(&mut lint, &search);
        ranges::doubts(&mut lint, &cases);
        narrowing::not_asked_there(&mut lint, &search);
        apology::check(&mut lint, &search);
        guard::check(&mut lint, &search);
        evidence::check(&mut lint, &search);
        notes = search.given_up();
    } else {
        notes.push(search::too_many(&Place::root(), "the policy has"));
    }
    lint.found.sort();
    lint.found.dedup();
    (lint.found, notes)
}

/// A policy under examination and what was found so far.
struct Lint<'p> {
    policy: &'p Policy,
    found: Vec<Fault>,
}

impl Lint<'_> {
    fn say(&mut self, code: &'static str, at: &Place, message: String, help: &str) {
        self.found.push(Fault::new(code, at, message).help(help));
    }
}

/// Entry `index` of a part of the policy.
fn entry(part: &str, index: usize) -> Place {
    Place::root().at(part).at(index)
}
