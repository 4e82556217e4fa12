//! What one policy pays on the lines seen so far: counts and sums, nothing of any line.

use super::first::Faulty;
use super::outcome::{Choice, Given, Outcome, minor, outcome};
use super::spread::Spread;
use amends_core::amounts::{Capped, QuotedLine};
use amends_core::document::quote::Due;
use amends_core::document::replay::Taken;
use amends_core::guard::{Band, Lost, Share, share};
use amends_core::policy::Policy;

/// Lines and what they come to, in minor units.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub lines: u64,
    pub total: i128,
}

impl Sum {
    pub fn add(&mut self, amount: i64) {
        self.lines += 1;
        self.total += i128::from(amount);
    }

    pub fn merge(&mut self, other: Self) {
        self.lines += other.lines;
        self.total += other.total;
    }
}

/// What the lines of one problem come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ProblemSum {
    pub paid: Sum,
    pub owed: i128,
    pub nothing_due: u64,
}

/// Lines that a missing fact or a judgement still decides.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Undecided {
    pub lines: u64,
    pub low: i128,
    pub high: i128,
    /// Lines of which nobody can say how much at most.
    pub open: u64,
}

/// What a policy pays.
#[derive(Debug)]
pub(super) struct Tally<'p> {
    pub policy: &'p Policy,
    taken: Taken,
    pub quoted: u64,
    pub refused: Faulty,
    pub not_in_force: u64,
    pub undecided: Undecided,
    pub spread: Spread,
    /// By index in the policy's document.
    pub problems: Vec<ProblemSum>,
    pub remedies: Vec<Sum>,
    pub options: Vec<Sum>,
    /// By index of [`roles`](Self::roles).
    pub approvals: Vec<Sum>,
    /// Who approves, each role once: in the order of the ladder, then of the escalations.
    pub roles: Vec<&'p str>,
    pub per_case: u64,
    pub per_customer: u64,
    /// Choices offered, something else, not offered.
    pub choices: [u64; 3],
    pub shares: Shares,
}

/// Lines by the share of the loss they are given.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shares {
    /// Of what was turned down: under, fitting, over, far over.
    pub rejected: [u64; 4],
    /// Of what was kept: without any of it, with some.
    pub kept: [u64; 2],
    pub by_goodwill: u64,
}

impl Shares {
    fn add(&mut self, lost: &Lost, share: Share) {
        self.by_goodwill += u64::from(share.by_goodwill);
        let [under, fitting, over, far_over] = &mut self.rejected;
        let [without, with_some] = &mut self.kept;
        let (kept, rejected) = match share.band {
            Band::Under => (without, under),
            Band::Fitting => (with_some, fitting),
            Band::Over => (with_some, over),
            Band::FarOver => (with_some, far_over),
        };
        *(if lost.rejected { rejected } else { kept }) += 1;
    }

    fn merge(&mut self, other: Self) {
        self.rejected.iter_mut().zip(other.rejected).for_each(|(own, other)| *own += other);
        self.kept.iter_mut().zip(other.kept).for_each(|(own, other)| *own += other);
        self.by_goodwill += other.by_goodwill;
    }
}

impl<'p> Tally<'p> {
    pub fn new(policy: &'p Policy, taken: Taken, examples: usize) -> Self {
        let document = policy.document();
        let mut roles: Vec<&str> = Vec::new();
        let ladder = document.limits.approval.iter().filter_map(|rung| rung.by.as_deref());
        let escalated = document.escalations.iter().filter_map(|rule| rule.by.as_deref());
        for role in ladder.chain(escalated) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        Self {
            policy,
            taken,
            quoted: 0,
            refused: Faulty::new(examples, false),
            not_in_force: 0,
            undecided: Undecided::default(),
            spread: Spread::default(),
            problems: vec![ProblemSum::default(); document.problems.len()],
            remedies: vec![Sum::default(); document.remedies.len()],
            options: vec![Sum::default(); document.options.len()],
            approvals: vec![Sum::default(); roles.len()],
            roles,
            per_case: 0,
            per_customer: 0,
            choices: [0; 3],
            shares: Shares::default(),
        }
    }

    /// Counts a line; answers what it is given, if that is decided.
    pub fn add<'l>(&mut self, line: &'l QuotedLine) -> Option<Given<'l>> {
        self.quoted += 1;
        self.not_in_force += u64::from(!line.amounts.in_force);
        let (outcome, choice) = outcome(self.policy, line, self.taken);
        match choice {
            Some(Choice::Offered) => self.choices[0] += 1,
            Some(Choice::SomethingElse) => self.choices[1] += 1,
            Some(Choice::NotOffered) => self.choices[2] += 1,
            None => {}
        }
        match outcome {
            Outcome::Decided(given) => {
                self.paid(line, &given);
                Some(given)
            }
            Outcome::Undecided(low, high) => {
                self.undecided.lines += 1;
                self.undecided.low += i128::from(low);
                self.undecided.high += i128::from(high.unwrap_or(0));
                self.undecided.open += u64::from(high.is_none());
                None
            }
        }
    }

    fn paid(&mut self, line: &QuotedLine, given: &Given<'_>) {
        self.spread.add(given.total);
        if let Some(problem) = self.problems.get_mut(line.amounts.problem) {
            problem.paid.add(given.total);
            problem.owed += i128::from(given.owed);
            problem.nothing_due += u64::from(line.amounts.due == Due::No);
        }
        for part in given.components.iter().filter(|part| part.certain) {
            let amount = part.amount.and_then(|amount| amount.as_point()).map_or(0, minor);
            if let Some(remedy) = self.remedies.get_mut(part.remedy) {
                remedy.add(amount);
            }
        }
        let Some(option) = given.option else { return };
        let (lost, problem) = (line.amounts.lost.as_ref(), line.amounts.problem);
        let share = lost.and_then(|lost| Some((lost, share(self.policy, problem, lost, option)?)));
        if let Some((lost, share)) = share {
            self.shares.add(lost, share);
        }
        if let Some(sum) = self.options.get_mut(option.option) {
            sum.add(given.total);
        }
        for capped in &option.capped {
            match capped {
                Capped::PerCase(_) => self.per_case += 1,
                Capped::PerCustomer(..) => self.per_customer += 1,
            }
        }
        let Some((role, _)) = &option.approver else { return };
        let place = self.roles.iter().position(|own| own == role);
        if let Some(sum) = place.and_then(|place| self.approvals.get_mut(place)) {
            sum.add(given.total);
        }
    }

    /// What all decided lines come to.
    pub fn all(&self) -> ProblemSum {
        let mut all = ProblemSum::default();
        for problem in &self.problems {
            all.paid.merge(problem.paid);
            all.owed += problem.owed;
            all.nothing_due += problem.nothing_due;
        }
        all
    }

    /// Takes in what another thread counted.
    pub fn merge(&mut self, other: Self) {
        self.quoted += other.quoted;
        self.refused.merge(other.refused);
        self.not_in_force += other.not_in_force;
        self.undecided.lines += other.undecided.lines;
        self.undecided.low += other.undecided.low;
        self.undecided.high += other.undecided.high;
        self.undecided.open += other.undecided.open;
        self.spread.merge(other.spread);
        for (own, other) in self.problems.iter_mut().zip(other.problems) {
            own.paid.merge(other.paid);
            own.owed += other.owed;
            own.nothing_due += other.nothing_due;
        }
        let sums = [
            (&mut self.remedies, other.remedies),
            (&mut self.options, other.options),
            (&mut self.approvals, other.approvals),
        ];
        for (own, other) in sums {
            own.iter_mut().zip(other).for_each(|(own, other)| own.merge(other));
        }
        self.shares.merge(other.shares);
        self.per_case += other.per_case;
        self.per_customer += other.per_customer;
        self.choices.iter_mut().zip(other.choices).for_each(|(own, other)| *own += other);
    }
}
