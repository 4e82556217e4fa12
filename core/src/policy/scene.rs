//! A scene: the state of every fact in one complaint on one day.

use crate::number::{Exact, Range, Truth};
use crate::policy::vocabulary::{Choices, FactIndex, State, Vocabulary};

/// The values of a list fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries<'s> {
    /// These.
    Known(&'s [Exact]),
    /// At most so many, each in this range.
    Open(Range, u32),
}

/// The state of every fact in one complaint on one day.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The day, as a number.
    pub today: Exact,
    states: Vec<State>,
    /// Values of the list facts.
    entries: Vec<Exact>,
}

impl Scene {
    /// Nothing is known yet.
    pub fn unknown(vocabulary: &Vocabulary, today: Exact) -> Self {
        let states = vocabulary.facts.iter().map(|fact| fact.unknown(today)).collect();
        Self { today, states, entries: vocabulary.entries.clone() }
    }

    /// State of a fact.
    pub fn state(&self, fact: FactIndex) -> State {
        self.states.get(fact).copied().unwrap_or(State::Text(false))
    }

    /// Sets the state of a fact.
    pub fn set(&mut self, fact: FactIndex, state: State) {
        if let Some(place) = self.states.get_mut(fact) {
            *place = state;
        }
    }

    /// The range of a number or date; open when the fact is none.
    pub fn range(&self, fact: FactIndex) -> Range {
        match self.state(fact) {
            State::Number(range) => range,
            State::YesNo(_)
            | State::Choice(_)
            | State::Text(_)
            | State::List(..)
            | State::OpenList(..) => Range::between(None, None),
        }
    }

    /// Whether a yes/no fact holds.
    pub fn truth(&self, fact: FactIndex) -> Truth {
        match self.state(fact) {
            State::YesNo(truth) => truth,
            State::Number(_)
            | State::Choice(_)
            | State::Text(_)
            | State::List(..)
            | State::OpenList(..) => Truth::Unknown,
        }
    }

    /// The choices still possible of a choice fact.
    pub fn choices(&self, fact: FactIndex) -> Choices {
        match self.state(fact) {
            State::Choice(choices) => choices,
            State::Number(_)
            | State::YesNo(_)
            | State::Text(_)
            | State::List(..)
            | State::OpenList(..) => Choices::NONE,
        }
    }

    /// The values of a list fact.
    pub fn entries(&self, fact: FactIndex) -> Entries<'_> {
        self.entries_of(self.state(fact))
    }

    /// The values that a state of a list fact stands for.
    pub fn entries_of(&self, state: State) -> Entries<'_> {
        match state {
            State::List(first, count) => {
                let values = self.entries.get(first..).and_then(|rest| rest.get(..count));
                Entries::Known(values.unwrap_or_default())
            }
            State::OpenList(range, most) => Entries::Open(range, most),
            State::Number(_) | State::YesNo(_) | State::Choice(_) | State::Text(_) => {
                Entries::Known(&[])
            }
        }
    }

    /// Adds the values of the lists of a complaint behind those of the defaults.
    pub fn extend(&mut self, entries: &[Exact]) {
        self.entries.extend_from_slice(entries);
    }
}
