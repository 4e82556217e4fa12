//! Every condition and formula of a policy, part by part, and what is inside them.

use super::condition::Condition;
pub(crate) use super::formula::Part;
use super::formula::{Formula, Step};
use super::vocabulary::Source;
use super::{Figure, Policy, Remedy};

impl<'p> Part<'p> {
    /// Calls `see` with this part and everything inside it.
    pub fn each(self, see: &mut dyn FnMut(Part<'p>)) {
        see(self);
        match self {
            Self::Condition(condition) => in_condition(condition, &mut |part| part.each(see)),
            Self::Formula(formula) => formula.inside(&mut |part| part.each(see)),
        }
    }

    /// The parts directly inside, without rows of a choice that are not `possible`.
    pub fn inside(self, possible: &mut dyn FnMut(&Condition) -> bool) -> Vec<Part<'p>> {
        match self {
            Self::Condition(condition) => {
                let mut parts = Vec::new();
                in_condition(condition, &mut |part| parts.push(part));
                parts
            }
            Self::Formula(formula) => in_formula(formula, possible),
        }
    }
}

/// Calls `see` with every part directly inside.
fn in_condition<'p>(condition: &'p Condition, see: &mut dyn FnMut(Part<'p>)) {
    match condition {
        Condition::Always(_) | Condition::Yes(_) | Condition::OneOf(..) => {}
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| see(Part::Condition(part)));
        }
        Condition::Not(part) => see(Part::Condition(part)),
        Condition::Compare(parts) => {
            see(Part::Formula(&parts.0));
            see(Part::Formula(&parts.2));
        }
    }
}

fn in_formula<'p>(
    formula: &'p Formula,
    possible: &mut dyn FnMut(&Condition) -> bool,
) -> Vec<Part<'p>> {
    if let Step::Choose(rows, otherwise) = &formula.step {
        let rows = rows.iter().filter(|(when, _)| possible(when));
        let rows = rows.flat_map(|(when, give)| [Part::Condition(when), Part::Formula(give)]);
        return rows.chain([Part::Formula(otherwise)]).collect();
    }
    let mut parts = Vec::new();
    formula.inside(&mut |part| parts.push(part));
    parts
}

/// What a derived fact is computed with.
pub(crate) fn derivation(source: &Source) -> Vec<Part<'_>> {
    match source {
        Source::BuiltIn | Source::Supplied(_) => Vec::new(),
        Source::Formula(formula) => vec![Part::Formula(formula)],
        Source::Condition(condition) => vec![Part::Condition(condition)],
        Source::Cases(rules) => rules.iter().map(|(when, _)| Part::Condition(when)).collect(),
    }
}

/// Every condition and formula as it is written, those inside others left out.
pub(crate) fn written(policy: &Policy) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for fact in &policy.vocabulary.facts {
        parts.extend(derivation(&fact.source));
    }
    for problem in &policy.problems {
        let questions = problem.questions.iter().map(|(_, when)| when);
        let judged = problem.responsibility.iter().map(|(when, _)| when);
        let graded = problem.severity.iter().map(|(when, _)| when);
        let conditions = questions.chain(judged).chain(graded);
        let conditions = conditions.chain(&problem.not_due).chain(&problem.contradictions);
        parts.extend(conditions.map(Part::Condition));
        parts.extend(told(&problem.figures));
        let loss = problem.loss.iter();
        parts.extend(loss.flat_map(|l| [Part::Formula(&l.amount), Part::Condition(&l.rejected)]));
    }
    for remedy in &policy.remedies {
        parts.extend(rules(remedy).chain(formulas(remedy)));
        let more = remedy.value.iter().chain(remedy.shares.iter().flatten());
        parts.extend(more.chain(&remedy.expires).map(Part::Formula));
        parts.extend(told(&remedy.figures));
    }
    for option in &policy.options {
        parts.extend([&option.when, &option.recommended_when].map(Part::Condition));
    }
    parts.extend(policy.evidence.iter().map(|wanted| Part::Condition(&wanted.when)));
    parts.extend(policy.escalations.iter().map(|rule| Part::Condition(&rule.when)));
    let limits = &policy.limits;
    parts.extend(limits.per_case.iter().map(Part::Formula));
    parts.extend(limits.per_customer.iter().map(|(cap, _)| Part::Formula(cap)));
    for floor in &limits.floors {
        parts.extend([Part::Condition(&floor.when), Part::Formula(&floor.amount)]);
    }
    for promise in &policy.commitments {
        parts.push(Part::Formula(&promise.due));
        parts.extend([&promise.when].into_iter().chain(&promise.unless).map(Part::Condition));
    }
    let days = policy.routes.iter().flatten().chain([&policy.quote_open]);
    parts.extend(days.map(Part::Formula));
    let elements = policy.elements.iter().map(|(when, _)| when);
    let apology = elements.chain(&policy.messages).chain([&policy.repeated]);
    parts.extend(apology.map(Part::Condition));
    parts
}

/// Figures the customer is told.
fn told(figures: &[Figure]) -> impl Iterator<Item = Part<'_>> {
    figures.iter().flat_map(|figure| [Part::Condition(&figure.when), Part::Formula(&figure.value)])
}

/// What decides whether a remedy is due.
pub(crate) fn rules(remedy: &Remedy) -> impl Iterator<Item = Part<'_>> {
    [&remedy.when].into_iter().chain(&remedy.unless).map(Part::Condition)
}

/// What decides how much a remedy gives.
pub(crate) fn formulas(remedy: &Remedy) -> impl Iterator<Item = Part<'_>> {
    let whole = remedy.amount.iter().map(Part::Formula);
    let parts = remedy.parts.iter();
    whole.chain(parts.flat_map(|part| [Part::Condition(&part.when), Part::Formula(&part.amount)]))
}
