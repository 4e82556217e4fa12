//! Looks for a case in which something holds, by splitting facts where the rules make a difference.
//!
//! A number is split at every number it is compared with, a choice by the sets it is tested for. Between
//! two such numbers lies one case; it ends one unit of money, one day or a thousandth before them.

use super::cases::Cases;
use super::entry;
use super::walk::Part;
use crate::fault::Fault;
use crate::language::Language;
use crate::number::{Exact, Range, Truth};
use crate::policy::breakpoints::Breakpoints;
use crate::policy::place::Place;
use crate::policy::vocabulary::{Choices, Fact, FactIndex, Scene, Source, State};
use crate::quantity::Unit;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// Most cases looked at in one search and in all together; a policy that needs more is given the
/// benefit of the doubt.
const MOST_CASES: u32 = 4_000;
const MOST_CASES_IN_ALL: u32 = 400_000;

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// It holds in no case.
    Never,
    /// Neither could be shown.
    Perhaps,
    /// It holds in every case in which these facts are so.
    In(Vec<(FactIndex, State)>),
}

/// Searches the cases of a policy.
pub(super) struct Search<'c, 'p> {
    pub cases: &'c Cases<'p>,
    cuts: Breakpoints,
    /// Cases that may still be looked at.
    left: Cell<u32>,
    /// Problems of which not all cases were looked at.
    cut: RefCell<BTreeSet<usize>>,
}

impl<'c, 'p> Search<'c, 'p> {
    /// Prepares the splits.
    pub fn new(cases: &'c Cases<'p>) -> Self {
        let cuts = Breakpoints::of(cases.policy);
        let cut = RefCell::default();
        Self { cases, cuts, left: Cell::new(MOST_CASES_IN_ALL), cut }
    }

    /// The problems of which not all cases were looked at, each with a note.
    pub fn given_up(&self) -> Vec<Fault> {
        let cut = self.cut.borrow();
        let written = |problem: &usize| self.cases.policy.document.problems.get(*problem);
        let notes = cut.iter().filter_map(|problem| {
            let id = &written(problem)?.id;
            Some(too_many(&entry("problems", *problem), &format!("`{id}` has")))
        });
        notes.collect()
    }

    /// Looks for a case of a problem in which something holds; `parts` are what decides about it.
    pub fn find(
        &self,
        problem: usize,
        parts: &[Part<'p>],
        holds: &dyn Fn(&Scene) -> Truth,
    ) -> Found {
        let facts = self.cases.deciding(problem, parts);
        let budget = MOST_CASES.min(self.left.get());
        let left = Cell::new(budget);
        let on = |day: &Exact| {
            let descent = Descent { search: self, day: *day, problem, holds, left: &left };
            descent.below(&facts, &mut Vec::new())
        };
        let found = self.cases.days.iter().map(on).find(|found| *found != Found::Never);
        let used = budget.saturating_sub(left.get());
        self.left.set(self.left.get().saturating_sub(used));
        found.unwrap_or(if self.cases.moving { Found::Perhaps } else { Found::Never })
    }

    /// What a fact may be, split; empty when splitting it would tell nothing.
    fn split(&self, index: FactIndex, scene: &Scene) -> Vec<State> {
        let Some(fact) = self.cases.policy.vocabulary.fact(index) else { return Vec::new() };
        let (numbers, sets) = (self.cuts.numbers(index), self.cuts.sets(index));
        let computed =
            matches!(fact.source, Source::BuiltIn | Source::Condition(_) | Source::Cases(_));
        let states: Vec<State> = match scene.state(index) {
            _ if computed => Vec::new(),
            State::Number(range) => pieces(range, numbers, &fact.unit),
            State::YesNo(Truth::Unknown) => [Truth::True, Truth::False].map(State::YesNo).to_vec(),
            State::Choice(open) => groups(open, fact.choices.len(), sets),
            State::YesNo(_) | State::Text(_) | State::List(..) | State::OpenList(..) => Vec::new(),
        };
        if states.len() > 1 { states } else { Vec::new() }
    }

    /// States of an open fact that differ as much as any: its pieces, or its ends.
    pub fn ends(&self, fact: FactIndex, scene: &Scene) -> Vec<State> {
        let pieces = self.split(fact, scene);
        match scene.state(fact) {
            _ if !pieces.is_empty() => pieces,
            State::Number(Range { low: Some(low), high }) => {
                let high = high.or(low.plus(Exact::whole(1))).unwrap_or(low);
                [low, high].map(|end| State::Number(Range::point(end))).to_vec()
            }
            State::Number(_)
            | State::YesNo(_)
            | State::Choice(_)
            | State::Text(_)
            | State::List(..)
            | State::OpenList(..) => Vec::new(),
        }
    }

    /// A case in words: ``when `cause` is `storm` and `delay` is at least 3 days``; empty when it is any.
    pub fn words(&self, settled: &[(FactIndex, State)]) -> String {
        let known = settled.iter().filter_map(|(index, state)| {
            let fact = self.cases.policy.vocabulary.fact(*index)?;
            Some([&format!("`{}` ", fact.id), &*self.state(*index, fact, *state)].concat())
        });
        let known: Vec<String> = known.collect();
        if known.is_empty() { String::new() } else { format!("when {}", known.join(" and ")) }
    }

    fn state(&self, index: FactIndex, fact: &Fact, state: State) -> String {
        match state {
            State::YesNo(truth) => format!("is {}", truth == Truth::True),
            State::Choice(open) => {
                let ids = fact.choices.iter().enumerate().filter(|(i, _)| open.holds(*i));
                let ids: Vec<String> = ids.map(|(_, id)| format!("`{id}`")).collect();
                format!("is {}", ids.join(" or "))
            }
            State::Number(range) => {
                let ends =
                    [self.end(index, fact, range, true), self.end(index, fact, range, false)];
                match (range.as_point(), ends) {
                    (Some(value), _) => format!("is {}", self.number(fact, value)),
                    (None, [None, None]) => "is any number".to_owned(),
                    (None, ends) => {
                        let ends: Vec<String> = ends.into_iter().flatten().collect();
                        format!("is {}", ends.join(" and "))
                    }
                }
            }
            State::Text(_) | State::List(..) | State::OpenList(..) => "is said".to_owned(),
        }
    }

    /// An end of a piece by the number it was cut at; none when it is the end of the fact itself.
    fn end(&self, index: FactIndex, fact: &Fact, range: Range, low: bool) -> Option<String> {
        let own = match fact.unknown(*self.cases.days.first()?) {
            State::Number(own) => own,
            State::YesNo(_)
            | State::Choice(_)
            | State::Text(_)
            | State::List(..)
            | State::OpenList(..) => return None,
        };
        let (end, own) = if low { (range.low, own.low) } else { (range.high, own.high) };
        let end = end.filter(|end| Some(*end) != own)?;
        let cuts = self.cuts.numbers(index);
        let step = step(&fact.unit)?;
        let cut = if low { end.minus(step)? } else { end.plus(step)? };
        let (beyond, at) = if low { ("more than", "at least") } else { ("less than", "at most") };
        let (how, number) = if cuts.contains(&cut) { (beyond, cut) } else { (at, end) };
        Some(format!("{how} {}", self.number(fact, number)))
    }

    fn number(&self, fact: &Fact, value: Exact) -> String {
        let currency = self.cases.policy.currency;
        Language::English.quantity(value, &fact.unit, currency).replace('\u{a0}', " ")
    }
}

/// One search on one day.
struct Descent<'a, 'c, 'p> {
    search: &'a Search<'c, 'p>,
    day: Exact,
    problem: usize,
    holds: &'a dyn Fn(&Scene) -> Truth,
    left: &'a Cell<u32>,
}

impl Descent<'_, '_, '_> {
    /// Searches the cases in which some facts are settled, splitting the next ones.
    fn below(&self, facts: &[FactIndex], settled: &mut Vec<(FactIndex, State)>) -> Found {
        let Some(left) = self.left.get().checked_sub(1) else {
            self.search.cut.borrow_mut().insert(self.problem);
            return Found::Perhaps;
        };
        self.left.set(left);
        let Some(scene) = self.search.cases.scene(self.day, self.problem, settled) else {
            return Found::Never;
        };
        match (self.holds)(&scene) {
            Truth::False => Found::Never,
            Truth::True => Found::In(settled.clone()),
            Truth::Unknown => self.split(facts, settled, &scene),
        }
    }

    fn split(
        &self,
        facts: &[FactIndex],
        settled: &mut Vec<(FactIndex, State)>,
        scene: &Scene,
    ) -> Found {
        let mut rest = facts;
        while let Some((fact, later)) = rest.split_first() {
            rest = later;
            let states = self.search.split(*fact, scene);
            if states.is_empty() {
                continue;
            }
            let mut result = Found::Never;
            for state in states {
                settled.push((*fact, state));
                let found = self.below(rest, settled);
                settled.pop();
                match found {
                    Found::Never => {}
                    Found::Perhaps => result = found,
                    Found::In(_) => return found,
                }
            }
            return result;
        }
        Found::Perhaps
    }
}

/// That there is more than was looked at.
pub(super) fn too_many(at: &Place, has: &str) -> Fault {
    let message = format!(
        "{has} more cases than are gone through; what never happens, never narrows or makes money harder to reach may \
         be missed there"
    );
    let help = "read its conditions once more yourself, or let fewer facts decide at once";
    Fault::new("too-many-cases", at, message).help(help)
}

/// How far a piece stays from the number it was cut at.
fn step(unit: &Unit) -> Option<Exact> {
    match unit {
        Unit::Money | Unit::Date => Some(Exact::whole(1)),
        Unit::Percent | Unit::Minutes | Unit::Days | Unit::Plain | Unit::Named(_) => {
            Exact::ratio(1, 1_000)
        }
    }
}

/// A range in pieces: every cut alone, and what lies between.
fn pieces(range: Range, cuts: &[Exact], unit: &Unit) -> Vec<State> {
    let step = step(unit).filter(|_| range.as_point().is_none());
    let Some(step) = step else { return Vec::new() };
    let mut found = Vec::new();
    let mut low = range.low;
    let mut between = |low: Option<Exact>, high: Option<Exact>| {
        if low.zip(high).is_none_or(|(low, high)| low <= high) {
            found.push(State::Number(Range::between(low, high)));
        }
    };
    for cut in cuts {
        let above = range.low.is_none_or(|low| low <= *cut);
        let below = range.high.is_none_or(|high| *cut <= high);
        let (Some(before), Some(after)) = (cut.minus(step), cut.plus(step)) else { continue };
        if above && below {
            between(low, Some(before));
            between(Some(*cut), Some(*cut));
            low = Some(after);
        }
    }
    between(low, range.high);
    found
}

/// Choices in groups that no rule tells apart.
fn groups(open: Choices, count: usize, sets: &[Choices]) -> Vec<State> {
    let mut groups: Vec<(Vec<bool>, Choices)> = Vec::new();
    for index in (0..count).filter(|index| open.holds(*index)) {
        let tested: Vec<bool> = sets.iter().map(|set| set.holds(index)).collect();
        match groups.iter_mut().find(|(other, _)| *other == tested) {
            Some((_, group)) => *group = group.union(Choices::one(index)),
            None => groups.push((tested, Choices::one(index))),
        }
    }
    groups.into_iter().map(|(_, group)| State::Choice(group)).collect()
}
