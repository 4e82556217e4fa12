//! A scene: the state of every fact in one complaint on one day.

use crate::number::{Exact, Range, Truth};
use crate::policy::vocabulary::{BUILT_IN, Choices, FactIndex, State, Vocabulary};
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
    /// States of the facts that are built in: every judgement sets two of them.
    built_in: [State; BUILT_IN],
    /// States of all other facts.
    states: States,
    /// States of those set after sharing.
    later: Vec<(usize, State)>,
    /// Values of the list facts.
    entries: Vec<Exact>,
}

/// States of all facts that are not built in. A judgement adds a few to those of its complaint: copying them all costs
/// more than judging.
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
        let mut unknown = vocabulary.facts.iter().map(|fact| fact.unknown(today));
        let built_in = [(); BUILT_IN].map(|()| unknown.next().unwrap_or(State::Text(false)));
        let states = States::Own(unknown.collect());
        Self { today, built_in, states, later: Vec::new(), entries: vocabulary.entries.clone() }
    }

    /// Lets copies share the states: for a scene that is complete, and judged more than once.
    #[must_use]
    pub fn shared(self) -> Self {
        Self { states: States::Shared(Arc::from(&*self.states)), ..self }
    }

    /// State of a fact.
    pub fn state(&self, fact: FactIndex) -> State {
        self.found(fact).copied().unwrap_or(State::Text(false))
    }

    #[inline]
    fn found(&self, fact: FactIndex) -> Option<&State> {
        let Some(place) = fact.checked_sub(BUILT_IN) else { return self.built_in.get(fact) };
        match self.later.iter().find(|(own, _)| *own == place) {
            Some((_, state)) => Some(state),
            None => self.states.get(place),
        }
    }

    /// Sets the state of a fact.
    pub fn set(&mut self, fact: FactIndex, state: State) {
        match (fact.checked_sub(BUILT_IN), self.built_in.get_mut(fact)) {
            (Some(place), _) => self.set_at(place, state),
            (None, Some(built_in)) => *built_in = state,
            (None, None) => {}
        }
    }

    /// Sets the state at a place among those that are not built in.
    fn set_at(&mut self, place: usize, state: State) {
        if let States::Shared(states) = &self.states {
            let beside = self.later.iter().position(|(own, _)| *own == place);
            if let Some(beside) = beside.and_then(|place| self.later.get_mut(place)) {
                beside.1 = state;
                return;
            }
            if self.later.len() < MOST_LATER {
                self.later.push((place, state));
                return;
            }
            self.states = States::Own(states.to_vec());
            for (place, state) in std::mem::take(&mut self.later) {
                self.set_at(place, state);
            }
        }
        if let States::Own(states) = &mut self.states
            && let Some(own) = states.get_mut(place)
        {
            *own = state;
        }
    }

    /// The range of a number or date; open when the fact is none.
    pub fn range(&self, fact: FactIndex) -> Range {
        if let Some(State::Number(range)) = self.found(fact) {
            *range
        } else {
            Range::between(None, None)
        }
    }

    /// Whether a yes/no fact holds.
    pub fn truth(&self, fact: FactIndex) -> Truth {
        if let Some(State::YesNo(truth)) = self.found(fact) { *truth } else { Truth::Unknown }
    }

    /// The choices still possible of a choice fact.
    pub fn choices(&self, fact: FactIndex) -> Choices {
        if let Some(State::Choice(choices)) = self.found(fact) { *choices } else { Choices::NONE }
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
