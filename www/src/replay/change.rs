//! What changes for the customers of a history from one policy to another.

use super::first::First;
use super::outcome::Given;
use super::tally::Sum;
use amends_core::document::replay::{ChangedLineDocument, GivenDocument};
use amends_core::money::Currency;
use amends_core::number::Exact;
use amends_core::policy::Policy;

/// Lines that change in one way: how many, the sum of the differences, the first of them.
#[derive(Debug)]
pub(super) struct Changed {
    pub sum: Sum,
    pub first: First<ChangedLineDocument>,
}

impl Changed {
    fn new(examples: usize) -> Self {
        Self { sum: Sum::default(), first: First::new(examples) }
    }

    fn merge(&mut self, other: Self) {
        self.sum.merge(other.sum);
        self.first.merge(other.first);
    }
}

/// What changes for the lines of one problem.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ProblemChange {
    pub more: Sum,
    pub less: Sum,
    pub other_remedies: u64,
}

/// Two policies compared.
#[derive(Debug)]
pub(super) struct Change<'p> {
    policy: &'p Policy,
    against: &'p Policy,
    /// For each remedy of `against`, the one of the same id.
    twins: Vec<Option<usize>>,
    pub compared: u64,
    pub only_policy: u64,
    pub only_against: u64,
    pub neither: u64,
    pub more: Changed,
    pub less: Changed,
    pub same_amount: u64,
    pub other_remedies: Changed,
    /// By problem of `policy`.
    pub problems: Vec<ProblemChange>,
}

impl<'p> Change<'p> {
    pub fn new(policy: &'p Policy, against: &'p Policy, examples: usize) -> Self {
        let remedies = &policy.document().remedies;
        let twin = |id: &str| remedies.iter().position(|remedy| remedy.id == id);
        let twins = against.document().remedies.iter().map(|remedy| twin(&remedy.id));
        Self {
            policy,
            against,
            twins: twins.collect(),
            compared: 0,
            only_policy: 0,
            only_against: 0,
            neither: 0,
            more: Changed::new(examples),
            less: Changed::new(examples),
            same_amount: 0,
            other_remedies: Changed::new(examples),
            problems: vec![ProblemChange::default(); policy.document().problems.len()],
        }
    }

    /// Compares what both give a line of a problem of the policy asked about.
    pub fn add(
        &mut self,
        line: u64,
        problem: Option<usize>,
        policy: Option<Given<'_>>,
        against: Option<Given<'_>>,
    ) {
        let (Some(new), Some(old), Some(problem)) = (policy, against, problem) else {
            match (policy.is_some(), against.is_some()) {
                (true, _) => self.only_policy += 1,
                (_, true) => self.only_against += 1,
                (false, false) => self.neither += 1,
            }
            return;
        };
        self.compared += 1;
        let difference = new.total - old.total;
        let other_remedies = self.other_remedies(&new, &old);
        let example = Example { line, problem, new, old };
        let (own, other) = (self.policy, self.against);
        match difference {
            0 => self.same_amount += 1,
            1.. => {
                self.more.sum.add(difference);
                self.more.first.add(line, || example.document(own, other));
            }
            ..0 => {
                self.less.sum.add(-difference);
                self.less.first.add(line, || example.document(own, other));
            }
        }
        if other_remedies {
            self.other_remedies.sum.add(difference);
            self.other_remedies.first.add(line, || example.document(own, other));
        }
        let Some(sums) = self.problems.get_mut(problem) else { return };
        sums.other_remedies += u64::from(other_remedies);
        match difference {
            0 => {}
            1.. => sums.more.add(difference),
            ..0 => sums.less.add(-difference),
        }
    }

    /// Whether the remedies differ, by their ids.
    fn other_remedies(&self, new: &Given<'_>, old: &Given<'_>) -> bool {
        let twin = |remedy: usize| self.twins.get(remedy).copied().flatten();
        let kept = |remedy| twin(remedy).is_some_and(|twin| new.remedies().any(|own| own == twin));
        new.remedies().count() != old.remedies().count() || !old.remedies().all(kept)
    }

    /// Takes in what another thread compared.
    pub fn merge(&mut self, other: Self) {
        self.compared += other.compared;
        self.only_policy += other.only_policy;
        self.only_against += other.only_against;
        self.neither += other.neither;
        self.more.merge(other.more);
        self.less.merge(other.less);
        self.same_amount += other.same_amount;
        self.other_remedies.merge(other.other_remedies);
        for (own, other) in self.problems.iter_mut().zip(other.problems) {
            own.more.merge(other.more);
            own.less.merge(other.less);
            own.other_remedies += other.other_remedies;
        }
    }
}

/// A line that changes.
#[derive(Clone, Copy)]
struct Example<'l> {
    line: u64,
    problem: usize,
    new: Given<'l>,
    old: Given<'l>,
}

impl Example<'_> {
    fn document(&self, policy: &Policy, against: &Policy) -> ChangedLineDocument {
        let problem = policy.document().problems.get(self.problem);
        ChangedLineDocument {
            line: self.line,
            problem: problem.map(|problem| problem.id.clone()).unwrap_or_default(),
            policy: given(policy, &self.new),
            against: given(against, &self.old),
        }
    }
}

fn given(policy: &Policy, given: &Given<'_>) -> GivenDocument {
    let document = policy.document();
    let option = given.option.and_then(|option| document.options.get(option.option));
    let remedies = given.remedies().filter_map(|index| document.remedies.get(index));
    let currency = Currency::of(&document.currency).unwrap_or(Currency::NONE);
    GivenDocument {
        option: option.map(|option| option.id.clone()),
        total: currency.decimal(Exact::whole(given.total)),
        remedies: remedies.map(|remedy| remedy.id.clone()).collect(),
    }
}
