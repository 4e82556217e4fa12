//! Ranges that stay open: facts the portal may not know, facts without an upper end.

use super::cases::Cases;
use super::limits::{open_facts, up_to};
use super::walk::Part;
use super::{Lint, money};
use crate::number::Range;
use crate::policy::place::Place;
use crate::policy::vocabulary::{FactIndex, Scene};
use crate::policy::{Policy, Remedy};

/// What decides about money in complaints about a problem.
fn deciding_parts(policy: &Policy, problem: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let rules = policy.problems.get(problem).into_iter().flat_map(|problem| &problem.not_due);
    parts.extend(rules.map(Part::Condition));
    for remedy in policy.remedies.iter().filter(|remedy| remedy.problems.contains(&problem)) {
        parts.extend(remedy_parts(remedy));
    }
    for option in policy.options.iter().filter(|option| option.problems.contains(&problem)) {
        parts.push(Part::Condition(&option.when));
    }
    parts.extend(policy.limits.per_case.iter().map(Part::Formula));
    parts.extend(policy.limits.per_customer.iter().map(|(cap, _)| Part::Formula(cap)));
    parts
}

pub(super) fn remedy_parts(remedy: &Remedy) -> Vec<Part<'_>> {
    let value = remedy.value.iter().map(Part::Formula);
    money::rules(remedy).chain(money::formulas(remedy)).chain(value).collect()
}

/// Facts that decide about money, are not asked for, and have no value of their own then.
fn unasked(cases: &Cases<'_>, problem: usize) -> Vec<FactIndex> {
    let policy = cases.policy;
    let mut facts = cases.deciding(problem, &deciding_parts(policy, problem));
    facts.extend(policy.limits.per_customer.iter().map(|(_, used)| *used));
    facts.retain(|index| {
        let fact = policy.vocabulary.fact(*index);
        let open = fact.is_some_and(|fact| fact.is_supplied() && fact.default.is_none());
        open && !cases.asks(problem, *index)
    });
    facts
}

/// Doubts about ranges.
pub(super) fn doubts<'p>(lint: &mut Lint<'p>, cases: &Cases<'p>) {
    portal_may_not_know(lint, cases);
    no_upper_end(lint, cases);
}

fn portal_may_not_know(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let policy = lint.policy;
    let problems = 0..policy.problems.len();
    let mut facts: Vec<FactIndex> = problems.flat_map(|problem| unasked(cases, problem)).collect();
    facts.sort_unstable();
    facts.dedup();
    for fact in facts.into_iter().filter_map(|fact| policy.vocabulary.fact(fact)) {
        let at = Place::root().at("facts").at(&fact.id);
        let message =
            format!("when the portal does not supply `{}`, amounts stay a range", fact.id);
        lint.say("no-default", &at, message, "add a `default`, or ask for it");
    }
}

/// Facts without an upper end that leave an amount without one.
fn no_upper_end<'p>(lint: &mut Lint<'p>, cases: &Cases<'p>) {
    let policy = lint.policy;
    let mut open: Vec<FactIndex> = Vec::new();
    let Some(day) = cases.days.first() else { return };
    for remedy in &policy.remedies {
        for problem in &remedy.problems {
            if cases.blank(*problem).any(|scene| endless(policy, remedy, scene)) {
                let parts: Vec<Part<'p>> = money::formulas(remedy).collect();
                let facts = open_facts(policy, &cases.deciding(*problem, &parts));
                // An amount may also be left open by judgement, or where a table ends.
                let scene = cases.scene(*day, *problem, &up_to(policy, &facts, 1));
                if scene.is_some_and(|scene| !endless(policy, remedy, &scene)) {
                    open.extend(facts);
                }
            }
        }
    }
    open.sort_unstable();
    open.dedup();
    for fact in open.into_iter().filter_map(|fact| policy.vocabulary.fact(fact)) {
        let at = Place::root().at("facts").at(&fact.id);
        let message = format!("until `{}` is known customers see an amount without end", fact.id);
        lint.say("open-range", &at, message, "limit it with `at_most`");
    }
}

fn endless(policy: &Policy, remedy: &Remedy, scene: &Scene) -> bool {
    matches!(money::amount(policy, remedy, scene), Some(Ok(Range { high: None, .. })))
}
