//! What never narrows: amounts, offers, verdicts, dates and figures that rest on what nobody is asked.

use super::cases::Cases;
use super::limits::ids;
use super::ranges::remedy_parts;
use super::search::{Found, Search};
use super::walk::Part;
use super::{Lint, entry, money};
use crate::number::{Range, Truth};
use crate::policy::condition::Condition;
use crate::policy::formula::Formula;
use crate::policy::place::Place;
use crate::policy::vocabulary::{FactIndex, Scene};
use crate::policy::{Figure, Policy, Remedy};

/// A question that is not asked.
static NEVER: Condition = Condition::Always(false);

/// Something a customer is told, and what decides it.
struct Told<'p> {
    what: String,
    by: By<'p>,
}

/// What decides something.
enum By<'p> {
    Remedy(&'p Remedy),
    /// Whether it holds, and what it then comes to.
    Rule(Option<&'p Condition>, Option<&'p Formula>),
    /// A fact as it is.
    Fact(FactIndex),
}

impl<'p> Told<'p> {
    fn rule(what: String, when: &'p Condition) -> Self {
        Self { what, by: By::Rule(Some(when), None) }
    }

    fn value(what: String, when: Option<&'p Condition>, value: &'p Formula) -> Self {
        Self { what, by: By::Rule(when, Some(value)) }
    }

    fn parts(&self) -> Vec<Part<'p>> {
        match self.by {
            By::Remedy(remedy) => remedy_parts(remedy),
            By::Rule(when, value) => {
                let when = when.map(Part::Condition);
                when.into_iter().chain(value.map(Part::Formula)).collect()
            }
            By::Fact(_) => Vec::new(),
        }
    }

    /// Whether a fact may decide it.
    fn reads(&self, cases: &Cases<'p>, problem: usize, fact: FactIndex) -> bool {
        match self.by {
            By::Fact(own) => own == fact,
            By::Remedy(_) | By::Rule(..) => cases.deciding(problem, &self.parts()).contains(&fact),
        }
    }

    /// What it comes to in a case.
    fn outcome(&self, policy: &Policy, scene: &Scene) -> (Truth, Option<Range>) {
        let (holds, value) = match self.by {
            By::Remedy(remedy) => {
                let amount = money::amount(policy, remedy, scene).and_then(Result::ok);
                (money::due(policy, remedy, scene), amount)
            }
            By::Rule(when, value) => {
                let value = value.and_then(|value| value.range(&policy.view(scene)).ok());
                (when.map_or(Truth::True, |when| money::holds(policy, when, scene)), value)
            }
            By::Fact(fact) => (Truth::True, Some(scene.range(fact))),
        };
        (holds, value.filter(|_| holds != Truth::False))
    }
}

/// Everything customers with a problem are told that may rest on a fact.
fn told(policy: &Policy, index: usize) -> Vec<Told<'_>> {
    let mut told = given(policy, index);
    let Some(problem) = policy.problems.get(index) else { return told };
    let responsibility = problem.responsibility.iter().map(|(when, _)| when).collect();
    let severity = problem.severity.iter().map(|(when, _)| when).collect();
    let refused: Vec<&Condition> = problem.not_due.iter().collect();
    let rules = [("responsibility", responsibility), ("severity", severity), ("goodwill", refused)];
    for (what, rules) in rules {
        told.extend(rules.into_iter().map(|when| Told::rule(format!("the {what}"), when)));
    }
    let document = policy.document.problems.get(index);
    let figures = document.into_iter().flat_map(|document| &document.figures);
    told.extend(problem.figures.iter().zip(figures).map(|(Figure { value, when }, document)| {
        Told::value(format!("the figure `{}`", document.id), Some(when), value)
    }));
    for (promise, document) in policy.commitments.iter().zip(&policy.document.commitments) {
        if promise.problems.is_empty() || promise.problems.contains(&index) {
            let what = || format!("the day of `{}`", document.id);
            told.push(Told::value(what(), Some(&promise.when), &promise.due));
            told.extend(promise.unless.iter().map(|when| Told::rule(what(), when)));
        }
    }
    told
}

/// Remedies, options and limits.
fn given(policy: &Policy, problem: usize) -> Vec<Told<'_>> {
    let mut told = Vec::new();
    for (remedy, document) in policy.remedies.iter().zip(&policy.document.remedies) {
        if remedy.problems.contains(&problem) {
            told.push(Told { what: format!("`{}`", document.id), by: By::Remedy(remedy) });
        }
    }
    for (option, document) in policy.options.iter().zip(&policy.document.options) {
        if option.problems.contains(&problem) {
            told.push(Told::rule(format!("whether `{}` is offered", document.id), &option.when));
            let recommended = &option.recommended_when;
            told.push(Told::rule(format!("whether `{}` comes first", document.id), recommended));
        }
    }
    let limits = &policy.limits;
    let case = limits.per_case.iter();
    told.extend(case.map(|cap| Told::value("the cap per case".to_owned(), None, cap)));
    if let Some((cap, used)) = &limits.per_customer {
        let what = || "the cap per customer".to_owned();
        told.push(Told::value(what(), None, cap));
        told.push(Told { what: what(), by: By::Fact(*used) });
    }
    for (floor, document) in limits.floors.iter().zip(&policy.document.limits.floors) {
        if floor.problems.contains(&problem) {
            let what = format!("the least of `{}`", document.raises);
            told.push(Told::value(what, Some(&floor.when), &floor.amount));
        }
    }
    told
}

/// Facts that only the customer knows and is not asked for, where what is told rests on them.
pub(super) fn nobody_asked<'p>(lint: &mut Lint<'p>, cases: &Cases<'p>) {
    let (policy, mut search) = (lint.policy, None);
    for problem in 0..policy.problems.len() {
        let facts = policy.vocabulary.facts.iter().enumerate().filter(|(index, fact)| {
            let open = fact.is_supplied() && fact.default.is_none();
            open && !cases.asks(problem, *index) && !cases.held(*index)
        });
        let mut facts = facts.map(|(index, _)| index).peekable();
        let told = facts.peek().map(|_| told(policy, problem)).unwrap_or_default();
        for fact in facts {
            let search = search.get_or_insert_with(|| Search::new(cases));
            let at = entry("problems", problem).at("questions");
            rests(lint, search, problem, fact, &told, (&NEVER, &at));
        }
    }
}

/// Questions that are left out in cases in which something rests on them.
pub(super) fn not_asked_there<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    let policy = lint.policy;
    for (i, problem) in policy.problems.iter().enumerate() {
        let told = told(policy, i);
        for (j, (fact, asked)) in problem.questions.iter().enumerate() {
            let open = policy.vocabulary.fact(*fact).is_some_and(|fact| fact.default.is_none());
            if open && !matches!(asked, Condition::Always(_)) {
                let at = entry("problems", i).at("questions").at(j);
                rests(lint, search, i, *fact, &told, (asked, &at));
            }
        }
    }
}

/// Says so when something rests on a fact in a case in which it is not asked for.
fn rests<'p>(
    lint: &mut Lint<'p>,
    search: &Search<'_, 'p>,
    problem: usize,
    fact: FactIndex,
    told: &[Told<'p>],
    (asked, at): (&'p Condition, &Place),
) {
    let (policy, cases) = (lint.policy, search.cases);
    for told in told.iter().filter(|told| told.reads(cases, problem, fact)) {
        let mut parts = told.parts();
        parts.insert(0, Part::Condition(asked));
        let rests = |scene: &Scene| {
            let left_out = money::holds(policy, asked, scene).not();
            left_out.and(rests_on(search, problem, told, fact, scene))
        };
        if let Found::In(settled) = search.find(problem, &parts, &rests) {
            let settled: Vec<_> = settled.into_iter().filter(|(known, _)| *known != fact).collect();
            let (id, case) = (ids(policy, &[fact]), search.words(&settled));
            let message = format!("{} rests on {id}, which is not asked for {case}", told.what);
            let help = "ask for it there, give it a `default`, or let the portal supply it";
            lint.say("never-narrows", at, message.trim_end().to_owned(), help);
            return;
        }
    }
}

/// Whether something comes out differently by a fact that is open in a scene.
fn rests_on(
    search: &Search<'_, '_>,
    problem: usize,
    told: &Told<'_>,
    fact: FactIndex,
    scene: &Scene,
) -> Truth {
    let mut outcomes: Vec<(Truth, Option<Range>)> = Vec::new();
    for state in search.ends(fact, scene) {
        let Some(there) = search.cases.settle(problem, scene, fact, state) else { continue };
        let outcome = told.outcome(search.cases.policy, &there);
        if !outcomes.contains(&outcome) {
            outcomes.push(outcome);
        }
    }
    let decided = outcomes.iter().all(|(holds, _)| *holds != Truth::Unknown);
    match (outcomes.len(), decided) {
        (0 | 1, true) => Truth::False,
        (_, true) => Truth::True,
        (_, false) => Truth::Unknown,
    }
}
