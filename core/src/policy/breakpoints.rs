//! Where a fact makes a difference: the numbers it is compared with, the edges of tables by it, the sets of
//! choices it is tested for.

use super::Policy;
use super::condition::Condition;
use super::formula::Step;
use super::vocabulary::{Choices, FactIndex};
use super::walk::{Part, written};
use crate::number::Exact;

/// Where each fact of a policy makes a difference, as far as a fixed number or choice says it.
#[derive(Debug)]
pub(crate) struct Breakpoints {
    /// By fact: numbers in order, each once, and sets of choices.
    facts: Vec<(Vec<Exact>, Vec<Choices>)>,
}

impl Breakpoints {
    /// Those of a policy.
    pub fn of(policy: &Policy) -> Self {
        let facts = vec![(Vec::new(), Vec::new()); policy.vocabulary.facts.len()];
        let mut breakpoints = Self { facts };
        let parts = written(policy);
        parts.into_iter().for_each(|part| part.each(&mut |part| breakpoints.see(part)));
        for (numbers, _) in &mut breakpoints.facts {
            numbers.sort();
            numbers.dedup();
        }
        breakpoints
    }

    /// Numbers a fact is compared with and edges of tables by it, rising.
    pub fn numbers(&self, fact: FactIndex) -> &[Exact] {
        self.facts.get(fact).map_or(&[], |(numbers, _)| numbers)
    }

    /// Sets of choices a fact is tested for.
    #[cfg(feature = "authoring")]
    pub fn sets(&self, fact: FactIndex) -> &[Choices] {
        self.facts.get(fact).map_or(&[], |(_, sets)| sets)
    }

    fn see(&mut self, part: Part<'_>) {
        let (fact, numbers, set) = match part {
            Part::Condition(Condition::OneOf(fact, set)) => (*fact, Vec::new(), Some(*set)),
            Part::Condition(Condition::Compare(parts)) => match (&parts.0.step, &parts.2.step) {
                (Step::Fact(fact), Step::Literal(number))
                | (Step::Literal(number), Step::Fact(fact)) => (*fact, vec![*number], None),
                _ => return,
            },
            Part::Formula(formula) => {
                let Step::Bands(table) = &formula.step else { return };
                let Step::Fact(fact) = table.by.step else { return };
                (fact, table.rows.iter().map(|row| row.edge).collect(), None)
            }
            Part::Condition(_) => return,
        };
        if let Some((known, sets)) = self.facts.get_mut(fact) {
            known.extend(numbers);
            sets.extend(set);
        }
    }
}
