//! A scene: the state of every fact in one complaint on one day.

use crate::number::{Exact, Range, Truth};
use crate::policy::vocabulary::{Choices, FactIndex, State, Vocabulary};
use std::ops::Deref;
use std::sync::Arc;

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
    states: States,
    /// States set after sharing.
    later: Vec<(FactIndex, State)>,
    /// Values of the list facts.
    entries: Vec<Exact>,
}

/// States of all facts. A judgement adds a few to those of its complaint: copying them all costs more than judging.
#[derive(Debug, Clone)]
enum States {
    Own(Vec<State>),
    Shared(Arc<[State]>),
}

impl Deref for States {
    type Target = [State];

    fn deref(&self) -> &[State] {
        match self {
            Self::Own(states) => states,
            Self::Shared(states) => states,
        }
    }
}

/// States that are kept beside shared ones; with more of them all are copied, so that each is found quickly.
const MOST_LATER: usize = 6;

impl Scene {
    /// Nothing is known yet.
    pub fn unknown(vocabulary: &Vocabulary, today: Exact) -> Self {
        let states = vocabulary.facts.iter().map(|fact| fact.unknown(today)).collect();
        let entries = vocabulary.entries.clone();
        Self { today, states: States::Own(states), later: Vec::new(), entries }
    }

    /// Lets copies share the states: for a scene that is complete, and judged more than once.
    #[must_use]
    pub fn shared(self) -> Self {
        Self { states: States::Shared(Arc::from(&*self.states)), ..self }
    }

    /// State of a fact.
    pub fn state(&self, fact: FactIndex) -> State {
        let later = self.later.iter().find(|(own, _)| *own == fact);
        let state = later.map(|(_, state)| state).or_else(|| self.states.get(fact));
        state.copied().unwrap_or(State::Text(false))
    }

    /// Sets the state of a fact.
    pub fn set(&mut self, fact: FactIndex, state: State) {
        if let States::Shared(states) = &self.states {
            let beside = self.later.iter().position(|(own, _)| *own == fact);
            if let Some(beside) = beside.and_then(|place| self.later.get_mut(place)) {
                beside.1 = state;
                return;
            }
            if self.later.len() < MOST_LATER {
                self.later.push((fact, state));
                return;
            }
            self.states = States::Own(states.to_vec());
            for (fact, state) in std::mem::take(&mut self.later) {
                self.set(fact, state);
            }
        }
        if let States::Own(states) = &mut self.states
            && let Some(place) = states.get_mut(fact)
        {
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
