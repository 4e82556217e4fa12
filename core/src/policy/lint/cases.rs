//! Cases a policy may meet, as scenes: nothing is known, or as much as a lint has settled.
//!
//! A scene holds for whole ranges of answers. It may hold for answers no customer can give (facts that
//! depend on each other are taken apart), so what holds in no scene holds in no complaint.

use super::money::holds;
use super::walk::{Part, derivation, written};
use crate::date;
use crate::number::{Exact, Range, Truth};
use crate::policy::condition::Condition;
use crate::policy::formula::{Formula, Overflow, Step};
use crate::policy::vocabulary::{
    Choices, FactIndex, Moment, PROBLEM, RESPONSIBILITIES, RESPONSIBILITY, SEVERITIES, SEVERITY,
    Scene, Source, State,
};
use crate::policy::{Policy, Problem};
use crate::quantity::Unit;
use std::collections::{BTreeSet, VecDeque};

/// What is settled about facts.
pub(super) type Settled = [(FactIndex, State)];

/// The cases of one policy.
pub(super) struct Cases<'p> {
    pub policy: &'p Policy,
    /// Days that differ for its rules, as numbers: the ends of its validity, dates it names.
    pub days: Vec<Exact>,
    /// By problem and day, in this order: nothing is known.
    blank: Vec<Vec<Scene>>,
    /// Whether something turns on a day that no rule names, such as a term counted from a date: then
    /// what holds on none of the days above may hold on another.
    pub moving: bool,
    /// Derived facts that are too large to compute in some of them.
    uncomputed: BTreeSet<FactIndex>,
}

/// Most states of facts that are kept: those of some hundred problems with some hundred facts each.
const MOST_STATES: usize = 1_000_000;
/// Most days that are looked at.
const MOST_DAYS: usize = 64;

impl<'p> Cases<'p> {
    /// The cases of a policy; none when it has so many that checking them would take too long.
    pub fn of(policy: &'p Policy) -> Option<Self> {
        let days = days(policy);
        let scenes = policy.problems.len().checked_mul(days.len())?;
        let states = scenes.checked_mul(policy.vocabulary.facts.len())?;
        if states > MOST_STATES || days.len() > MOST_DAYS {
            return None;
        }
        let moving = moving(policy);
        let mut cases =
            Self { policy, days, blank: Vec::new(), moving, uncomputed: BTreeSet::new() };
        for problem in 0..policy.problems.len() {
            let scenes = cases.days.iter();
            let scenes: Vec<Scene> =
                scenes.filter_map(|day| cases.scene(*day, problem, &[])).collect();
            for scene in &scenes {
                let large = cases.too_large(scene);
                cases.uncomputed.extend(large);
            }
            cases.blank.push(scenes);
        }
        Some(cases)
    }

    fn too_large(&self, scene: &Scene) -> Vec<FactIndex> {
        let facts = self.policy.vocabulary.facts.iter().enumerate();
        let large = facts.filter(|(_, fact)| match &fact.source {
            Source::Formula(formula) => formula.range(&self.policy.view(scene)).is_err(),
            Source::BuiltIn | Source::Supplied(_) | Source::Condition(_) | Source::Cases(_) => {
                false
            }
        });
        large.map(|(index, _)| index).collect()
    }

    /// Ids of derived facts that cannot be computed for some answers within their limits.
    pub fn uncomputed(&self) -> impl Iterator<Item = &str> {
        let facts = self.uncomputed.iter().filter_map(|fact| self.policy.vocabulary.fact(*fact));
        facts.map(|fact| fact.id.as_str())
    }

    /// Scenes of a problem of which nothing is known, one a day.
    pub fn blank(&self, problem: usize) -> impl Iterator<Item = &Scene> {
        self.blank.get(problem).into_iter().flatten()
    }

    /// Whether a condition may hold for one of some problems.
    pub fn possible(&self, when: &Condition, problems: &[usize]) -> bool {
        let mut scenes = problems.iter().flat_map(|problem| self.blank(*problem));
        self.moving || scenes.any(|scene| holds(self.policy, when, scene) != Truth::False)
    }

    /// Whether the customer is asked for a fact when a problem is complained about.
    pub fn asks(&self, problem: usize, fact: FactIndex) -> bool {
        let questions = self.policy.problems.get(problem).into_iter().flat_map(|p| &p.questions);
        questions.into_iter().any(|(asked, _)| *asked == fact)
    }

    /// Whether the portal may know a fact.
    pub fn held(&self, fact: FactIndex) -> bool {
        let fact = self.policy.vocabulary.fact(fact);
        fact.is_some_and(|fact| matches!(fact.source, Source::Supplied(by) if by.portal))
    }

    /// The scene of a problem on a day with some facts settled; none when they cannot be so together.
    pub fn scene(&self, day: Exact, problem: usize, settled: &Settled) -> Option<Scene> {
        let mut scene = Scene::unknown(&self.policy.vocabulary, day);
        scene.set(PROBLEM, State::Choice(Choices::one(problem)));
        let facts = self.policy.vocabulary.facts.iter().enumerate();
        for (index, fact) in facts.filter(|(_, fact)| fact.is_supplied()) {
            if !self.held(index) && !self.asks(problem, index) {
                scene.set(index, fact.unasked(day));
            }
        }
        for (fact, state) in settled {
            scene.set(*fact, *state);
        }
        let problem = self.policy.problems.get(problem)?;
        self.ask(problem, &mut scene);
        self.judge(problem, &mut scene, settled)?;
        Some(scene)
    }

    /// A scene with one more fact settled, whether it is asked for or not.
    pub fn settle(
        &self,
        problem: usize,
        scene: &Scene,
        fact: FactIndex,
        state: State,
    ) -> Option<Scene> {
        let mut scene = scene.clone();
        scene.set(fact, state);
        self.judge(self.policy.problems.get(problem)?, &mut scene, &[])?;
        Some(scene)
    }

    /// Everything that follows from what is supplied.
    fn judge(&self, problem: &Problem, scene: &mut Scene, settled: &Settled) -> Option<()> {
        self.derive(scene, Moment::Supplied, settled)?;
        let judged = self.verdicts(&problem.responsibility, &RESPONSIBILITIES, scene);
        scene.set(RESPONSIBILITY, judged);
        self.derive(scene, Moment::Responsibility, settled)?;
        let graded = self.verdicts(&problem.severity, &SEVERITIES, scene);
        scene.set(SEVERITY, self.raised(graded, scene));
        self.derive(scene, Moment::Severity, settled)
    }

    /// Severities after a second failure or an escalation: one step up, both while it is open.
    fn raised(&self, graded: State, scene: &Scene) -> State {
        let State::Choice(problem) = scene.state(PROBLEM) else { return graded };
        let own = (0..self.policy.problems.len()).find(|index| problem.holds(*index));
        let raised = own.map(|problem| self.policy.raised(problem, scene));
        let raised = raised.map_or(Truth::False, |raised| raised.unwrap_or(Truth::Unknown));
        let (State::Choice(graded), true) = (graded, raised != Truth::False) else { return graded };
        let last = SEVERITIES.len().saturating_sub(1);
        let possible = (0..SEVERITIES.len()).filter(|index| graded.holds(*index));
        let up = possible.map(|index| Choices::one(index.saturating_add(1).min(last)));
        let up = up.fold(Choices::NONE, Choices::union);
        State::Choice(if raised == Truth::True { up } else { up.union(graded) })
    }

    /// Facts that only the customer knows hold their default where they are not asked for.
    fn ask(&self, problem: &Problem, scene: &mut Scene) {
        for (index, when) in problem.questions.iter().filter(|(index, _)| !self.held(*index)) {
            let Some(fact) = self.policy.vocabulary.fact(*index) else { continue };
            let (answered, unasked) = (scene.state(*index), fact.unasked(scene.today));
            match holds(self.policy, when, scene) {
                Truth::True => {}
                Truth::False => scene.set(*index, unasked),
                Truth::Unknown => scene.set(*index, answered.hull(unasked)),
            }
        }
    }

    /// Computes the derived facts of a moment; none when one cannot be what is settled about it.
    fn derive(&self, scene: &mut Scene, moment: Moment, settled: &Settled) -> Option<()> {
        for index in &self.policy.vocabulary.derived {
            let fact = self.policy.vocabulary.fact(*index)?;
            if fact.moment != moment {
                continue;
            }
            let derived = fact.source.derived(&self.policy.view(scene));
            let own = settled.iter().find(|(fact, _)| fact == index).map(|(_, state)| *state);
            let state = match derived {
                Ok(None) => continue,
                Ok(Some(state)) => state,
                Err(Overflow) if matches!(fact.source, Source::Formula(_)) => State::Number(OPEN),
                Err(Overflow) => fact.unknown(scene.today),
            };
            let state = match (state, own) {
                (State::Number(value), Some(State::Number(cell))) => {
                    State::Number(meet(value, cell)?)
                }
                (state, _) => state,
            };
            scene.set(*index, state);
        }
        Some(())
    }

    /// Every fact that decides about something in complaints about a problem, what is derived from others
    /// and what is judged taken apart; those it reads itself come first. What is settled in every case
    /// decides nothing any more.
    pub fn deciding(&self, problem: usize, parts: &[Part<'p>]) -> Vec<FactIndex> {
        let mut facts: Vec<FactIndex> = Vec::new();
        let mut waiting: VecDeque<Part<'p>> = parts.iter().copied().collect();
        while let Some(part) = waiting.pop_front() {
            let mut read = Vec::new();
            self.open_facts(problem, part, &mut read);
            for fact in read {
                if !facts.contains(&fact) {
                    facts.push(fact);
                    waiting.extend(self.behind(problem, fact));
                }
            }
        }
        facts
    }

    /// The facts of a part that are still open where nothing is known.
    fn open_facts(&self, problem: usize, part: Part<'p>, facts: &mut Vec<FactIndex>) {
        let settled = |scene: &Scene| match part {
            Part::Condition(when) => holds(self.policy, when, scene) != Truth::Unknown,
            Part::Formula(formula) => {
                let value = formula.range(&self.policy.view(scene));
                value.is_ok_and(|value| value.as_point().is_some())
            }
        };
        if self.blank(problem).all(settled) {
            return;
        }
        facts.extend(part.fact());
        for inner in part.inside(&mut |when| {
            self.blank(problem).any(|scene| holds(self.policy, when, scene) != Truth::False)
        }) {
            self.open_facts(problem, inner, facts);
        }
    }

    /// What decides about a fact in complaints about a problem.
    fn behind(&self, problem: usize, fact: FactIndex) -> Vec<Part<'p>> {
        let policy = self.policy;
        let raising = policy.escalations_of(problem).filter(|(_, d)| d.raises_severity);
        let raising = raising.map(|(rule, _)| &rule.when);
        let Some(problem) = policy.problems.get(problem) else { return Vec::new() };
        let rules: Vec<&Condition> = match fact {
            RESPONSIBILITY => problem.responsibility.iter().map(|(when, _)| when).collect(),
            SEVERITY => problem.severity.iter().map(|(when, _)| when).chain(raising).collect(),
            _ => match policy.vocabulary.fact(fact).map(|fact| &fact.source) {
                Some(Source::Supplied(_)) if !self.held(fact) => {
                    let own = problem.questions.iter().filter(|(asked, _)| *asked == fact);
                    own.map(|(_, when)| when).collect()
                }
                source => return source.map(derivation).unwrap_or_default(),
            },
        };
        rules.into_iter().map(Part::Condition).collect()
    }

    /// The verdicts that rules in order may give.
    fn verdicts<T: PartialEq>(
        &self,
        rules: &[(Condition, T)],
        all: &[(T, &str)],
        scene: &Scene,
    ) -> State {
        let mut possible = Choices::NONE;
        for (when, verdict) in rules {
            let holds = holds(self.policy, when, scene);
            if holds != Truth::False {
                let index = all.iter().position(|(known, _)| known == verdict);
                possible = possible.union(index.map_or(Choices::NONE, Choices::one));
            }
            if holds == Truth::True {
                break;
            }
        }
        State::Choice(possible)
    }
}

/// No end in either direction.
pub(super) const OPEN: Range = Range::between(None, None);

/// The numbers in both ranges; none when there are none.
fn meet(one: Range, other: Range) -> Option<Range> {
    let low = one.low.max(other.low);
    let high = [one.high, other.high].into_iter().flatten().min();
    let empty = low.zip(high).is_some_and(|(low, high)| low > high);
    (!empty).then_some(Range::between(low, high))
}

/// The first and the last day of a policy, and every day on which a date it names begins to count.
fn days(policy: &Policy) -> Vec<Exact> {
    let (first, last) = policy.valid;
    let first = date::to_number(first);
    // Without a last day the far end is a century away: limits of dates that move with today have
    // moved past everything the policy names.
    let century = first.plus(Exact::whole(36_525));
    let last = last.map(date::to_number).or(century).unwrap_or(first);
    let mut days = vec![first, last];
    let mut named = Vec::new();
    let mut see = |part: Part<'_>| {
        let Part::Formula(formula) = part else { return };
        if let (Unit::Date, Step::Literal(day)) = (&formula.unit, &formula.step) {
            named.push(*day);
        } else if let Step::Bands(table) = &formula.step
            && table.by.unit == Unit::Date
        {
            named.extend(table.rows.iter().map(|row| row.edge));
        }
    };
    written(policy).into_iter().for_each(|part| part.each(&mut see));
    let steps = policy.tables.histories.iter().flat_map(|history| &history.steps);
    named.extend(steps.map(|(day, _)| *day));
    let next = named.iter().filter_map(|day| day.plus(Exact::whole(1)));
    days.extend(named.iter().copied().chain(next));
    days.retain(|day| first <= *day && *day <= last);
    days.sort();
    days.dedup();
    days
}

/// Whether a test or a table turns on a day computed from today alone, other than today itself.
fn moving(policy: &Policy) -> bool {
    let mut found = false;
    let mut see = |part: Part<'_>| {
        if let Part::Condition(Condition::Compare(parts)) = part {
            found |= moves(&parts.0) || moves(&parts.2);
        } else if let Part::Formula(Formula { step: Step::Bands(table), .. }) = part {
            found |= moves(&table.by);
        }
    };
    written(policy).into_iter().for_each(|part| part.each(&mut see));
    found
}

/// Whether a formula is another one each day, by nothing else than the day.
fn moves(formula: &Formula) -> bool {
    let (mut today, mut facts) = (false, false);
    Part::Formula(formula).each(&mut |part| {
        facts |= part.fact().is_some();
        today |= matches!(part, Part::Formula(Formula { step: Step::Today, .. }));
    });
    today && !facts && !matches!(formula.step, Step::Today)
}
