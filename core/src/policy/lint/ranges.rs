//! Ranges that stay open: facts nobody supplies, facts without an upper end.

use super::cases::Cases;
use super::limits::{ids, open_facts, up_to};
use super::search::{Found, Search};
use super::walk::Part;
use super::{Lint, entry, money};
use crate::number::{Range, Truth};
use crate::policy::condition::Condition;
use crate::policy::place::Place;
use crate::policy::vocabulary::{FactIndex, Scene};
use crate::policy::{Policy, Remedy};

/// A question that is not asked.
static NEVER: Condition = Condition::Always(false);

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

fn remedy_parts(remedy: &Remedy) -> Vec<Part<'_>> {
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

/// Facts that only the customer knows and is not asked for, where what is given rests on them.
pub(super) fn nobody_asked<'p>(lint: &mut Lint<'p>, cases: &Cases<'p>) {
    let mut search = None;
    for problem in 0..lint.policy.problems.len() {
        let mut facts = unasked(cases, problem);
        facts.retain(|fact| !cases.held(*fact));
        for fact in facts {
            let search = search.get_or_insert_with(|| Search::new(cases));
            let at = entry("problems", problem).at("questions");
            rests(lint, search, problem, fact, (&NEVER, &at));
        }
    }
}

/// Says so when something given for a problem rests on a fact in a case in which it is not asked for.
fn rests<'p>(
    lint: &mut Lint<'p>,
    search: &Search<'_, 'p>,
    problem: usize,
    fact: FactIndex,
    (asked, at): (&'p Condition, &Place),
) {
    let (policy, cases) = (lint.policy, search.cases);
    let remedies = policy.remedies.iter().zip(&policy.document.remedies);
    for (remedy, document) in remedies.filter(|(remedy, _)| remedy.problems.contains(&problem)) {
        let mut parts = remedy_parts(remedy);
        if !cases.deciding(problem, &parts).contains(&fact) {
            continue;
        }
        parts.insert(0, Part::Condition(asked));
        let rests = |scene: &Scene| {
            let left_out = money::holds(policy, asked, scene).not();
            left_out.and(rests_on(search, problem, remedy, fact, scene))
        };
        if let Found::In(settled) = search.find(problem, &parts, &rests) {
            let settled: Vec<_> = settled.into_iter().filter(|(known, _)| *known != fact).collect();
            let (id, case) = (ids(policy, &[fact]), search.words(&settled));
            let message = format!("`{}` rests on {id}, which is not asked for {case}", document.id);
            let help = "ask for it there, give it a `default`, or let the portal supply it";
            lint.say("never-narrows", at, message.trim_end().to_owned(), help);
            return;
        }
    }
}

/// Doubts about ranges.
pub(super) fn doubts<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    portal_may_not_know(lint, search.cases);
    no_upper_end(lint, search.cases);
    not_asked_there(lint, search);
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

/// Questions that are left out in cases whose remedies rest on them.
fn not_asked_there<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    let (policy, cases) = (lint.policy, search.cases);
    for (i, problem) in policy.problems.iter().enumerate() {
        for (j, (fact, asked)) in problem.questions.iter().enumerate() {
            let open = policy.vocabulary.fact(*fact).is_some_and(|fact| fact.default.is_none());
            if open && !cases.held(*fact) && !matches!(asked, Condition::Always(_)) {
                let at = entry("problems", i).at("questions").at(j);
                rests(lint, search, i, *fact, (asked, &at));
            }
        }
    }
}

/// Whether a remedy comes out differently by a fact that is open in a scene.
fn rests_on(
    search: &Search<'_, '_>,
    problem: usize,
    remedy: &Remedy,
    fact: FactIndex,
    scene: &Scene,
) -> Truth {
    let mut outcomes: Vec<(Truth, Option<Range>)> = Vec::new();
    for state in search.ends(fact, scene) {
        let Some(there) = search.cases.settle(problem, scene, fact, state) else { continue };
        let due = money::due(search.cases.policy, remedy, &there);
        let amount = money::amount(search.cases.policy, remedy, &there).and_then(Result::ok);
        let outcome = (due, amount.filter(|_| due != Truth::False));
        if !outcomes.contains(&outcome) {
            outcomes.push(outcome);
        }
    }
    let decided = outcomes.iter().all(|(due, _)| *due != Truth::Unknown);
    match outcomes.len() {
        0 | 1 => {
            if decided {
                Truth::False
            } else {
                Truth::Unknown
            }
        }
        _ if decided => Truth::True,
        _ => Truth::Unknown,
    }
}
