//! Everything a policy computes with, part by part: its conditions and formulas, and what is inside them.

use super::money;
use crate::calendar::Span;
use crate::policy::condition::Condition;
pub(super) use crate::policy::formula::Part;
use crate::policy::formula::{Formula, Step};
use crate::policy::vocabulary::{FactIndex, Source};
use crate::policy::{Figure, Policy};

impl<'p> Part<'p> {
    /// Calls `see` with this part and everything inside it.
    pub fn each(self, see: &mut dyn FnMut(Part<'p>)) {
        see(self);
        self.inside(&mut |_| true).into_iter().for_each(|part| part.each(see));
    }

    /// The parts directly inside, without rows of a choice that are not `possible`.
    pub fn inside(self, possible: &mut dyn FnMut(&Condition) -> bool) -> Vec<Part<'p>> {
        match self {
            Self::Condition(condition) => in_condition(condition),
            Self::Formula(formula) => in_formula(formula, possible),
        }
    }

    /// The fact it reads itself.
    pub fn fact(self) -> Option<FactIndex> {
        match self {
            Self::Condition(Condition::Yes(fact) | Condition::OneOf(fact, _)) => Some(*fact),
            Self::Condition(
                Condition::Always(_)
                | Condition::All(_)
                | Condition::Any(_)
                | Condition::Not(_)
                | Condition::Compare(_),
            ) => None,
            Self::Formula(formula) => {
                if let Step::Fact(fact) = &formula.step {
                    Some(*fact)
                } else if let Step::Over(over) = &formula.step {
                    Some(over.list)
                } else {
                    None
                }
            }
        }
    }
}

impl Part<'_> {
    /// The calendars it counts by itself, by index.
    pub fn calendars(self) -> Vec<usize> {
        let Self::Formula(formula) = self else { return Vec::new() };
        if let Step::DaysBetween(_, counting) = &formula.step {
            return counting.calendar.into_iter().collect();
        }
        let Step::Deadline(deadline) = &formula.step else { return Vec::new() };
        let mut calendars: Vec<usize> = deadline.roll.iter().map(|roll| roll.calendar).collect();
        if let Span::WorkingDays(calendar) = deadline.span {
            calendars.push(calendar);
        }
        calendars
    }

    /// The history it looks up itself, by index.
    pub fn history(self) -> Option<usize> {
        let Self::Formula(formula) = self else { return None };
        if let Step::ValueOn(history, _) | Step::Average(history, _) = &formula.step {
            Some(*history)
        } else {
            None
        }
    }
}

fn in_condition(condition: &Condition) -> Vec<Part<'_>> {
    match condition {
        Condition::Always(_) | Condition::Yes(_) | Condition::OneOf(..) => Vec::new(),
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().map(Part::Condition).collect()
        }
        Condition::Not(part) => vec![Part::Condition(part)],
        Condition::Compare(parts) => vec![Part::Formula(&parts.0), Part::Formula(&parts.2)],
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
pub(super) fn derivation(source: &Source) -> Vec<Part<'_>> {
    match source {
        Source::BuiltIn | Source::Supplied(_) => Vec::new(),
        Source::Formula(formula) => vec![Part::Formula(formula)],
        Source::Condition(condition) => vec![Part::Condition(condition)],
        Source::Cases(rules) => rules.iter().map(|(when, _)| Part::Condition(when)).collect(),
    }
}

/// Every condition and formula as it is written, those inside others left out.
pub(super) fn written(policy: &Policy) -> Vec<Part<'_>> {
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
    }
    for remedy in &policy.remedies {
        parts.extend(money::rules(remedy).chain(money::formulas(remedy)));
        let more = remedy.value.iter().chain(remedy.shares.iter().flatten());
        parts.extend(more.chain(&remedy.expires).map(Part::Formula));
        parts.extend(told(&remedy.figures));
    }
    for option in &policy.options {
        parts.extend([&option.when, &option.recommended_when].map(Part::Condition));
    }
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
    parts.extend(policy.elements.iter().map(|(when, _)| Part::Condition(when)));
    parts
}

/// Figures the customer is told.
fn told(figures: &[Figure]) -> impl Iterator<Item = Part<'_>> {
    figures.iter().flat_map(|figure| [Part::Condition(&figure.when), Part::Formula(&figure.value)])
}
