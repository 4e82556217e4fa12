//! A complaint to a policy on a day: what is known of every fact.

use super::Refusal;
use super::assessment;
use super::calendars::Calendars;
use super::civil;
use super::fraction::{Fraction, decimal, whole};
use super::range::{ANY, Range, Truth};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A complaint to a policy on a day.
#[derive(Debug)]
pub struct Case<'a> {
    /// The policy document.
    pub policy: &'a Value,
    /// The complaint document.
    pub complaint: &'a Value,
    /// The problem complained about.
    pub problem: &'a Value,
    /// The policy's calendars.
    pub calendars: &'a Calendars,
    /// The day.
    pub today: i64,
    /// What was found out about facts so far.
    found: RefCell<BTreeMap<String, State>>,
    /// Names of what was worked with.
    reached: RefCell<BTreeSet<String>>,
}

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// A number, amount or date.
    Number(Range),
    /// Several of the like.
    List(List),
    /// The choices it can still be.
    Choice(BTreeSet<String>),
    /// Whether it is so.
    YesNo(Truth),
    /// Words, which decide nothing.
    Words,
}

/// The values of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List {
    /// These.
    Known(Vec<Fraction>),
    /// So many at most, each of them in a range.
    Missing(i64, Range),
}

/// What stands inside a document, by one name after the other.
pub fn inside<'v, const DEEP: usize>(document: &'v Value, names: [&str; DEEP]) -> &'v Value {
    names.into_iter().fold(document, |inner, name| inner.get(name).unwrap_or(&Value::Null))
}

/// The entries of a list in a document; none where there is none.
pub fn list<'v>(object: &'v Value, field: &str) -> std::slice::Iter<'v, Value> {
    object[field].as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

/// A text in a document; empty where there is none.
pub fn text<'v>(object: &'v Value, field: &str) -> &'v str {
    object[field].as_str().unwrap_or_default()
}

/// Whether a list of a document holds a text.
pub fn lists(object: &Value, field: &str, wanted: &str) -> bool {
    list(object, field).any(|entry| entry == wanted)
}

impl<'a> Case<'a> {
    /// Of sound documents.
    pub fn new(
        policy: &'a Value,
        calendars: &'a Calendars,
        complaint: &'a Value,
        today: &str,
    ) -> Result<Self, Refusal> {
        let wanted = text(complaint, "problem");
        let problem = list(policy, "problems").find(|problem| text(problem, "id") == wanted);
        let problem = problem.ok_or("unknown-problem")?;
        let today = civil::read(today).ok_or("not-a-day")?;
        Ok(Self {
            policy,
            complaint,
            problem,
            calendars,
            today,
            found: RefCell::default(),
            reached: RefCell::default(),
        })
    }

    /// A number, amount or date as it is written; of a date the number of its day.
    pub fn literal(&self, written: &Value) -> Option<Fraction> {
        if let Some(number) = written.as_i64() {
            return Some(whole(number));
        }
        let written = written.as_str()?;
        if written == "today" {
            return Some(whole(self.today));
        }
        if let Some(day) = civil::read(written) {
            return Some(whole(day));
        }
        decimal(written.split(' ').next().unwrap_or_default())
    }

    /// What is known of a fact.
    pub fn state(&self, id: &str) -> State {
        if let Some(state) = self.found.borrow().get(id) {
            return state.clone();
        }
        let state = self.find(id);
        self.found.borrow_mut().insert(id.to_owned(), state.clone());
        state
    }

    /// Notes the name of something that is worked with.
    pub fn reach(&self, name: &str) {
        let mut reached = self.reached.borrow_mut();
        if !reached.contains(name) {
            reached.insert(name.to_owned());
        }
    }

    /// The names of all that was worked with.
    pub fn reached(self) -> BTreeSet<String> {
        self.reached.into_inner()
    }

    /// Whether a formula leaves a range by judgement, itself or by a fact it reads.
    pub fn judges(&self, formula: &Value) -> bool {
        match formula {
            Value::Object(fields) => fields.iter().any(|(name, inner)| match name.as_str() {
                "between" => true,
                "when" | "where" => false,
                "fact" => {
                    let fact = inside(self.policy, ["facts", inner.as_str().unwrap_or_default()]);
                    fact.get("formula").is_some_and(|formula| self.judges(formula))
                }
                _ => self.judges(inner),
            }),
            Value::Array(items) => items.iter().any(|item| self.judges(item)),
            _ => false,
        }
    }

    /// Whether all facts that a formula or condition reads are known; derived facts when what they read is.
    pub fn knows(&self, part: &Value) -> bool {
        match part {
            Value::Object(fields) => fields.iter().all(|(name, inner)| match inner.as_str() {
                Some(id) if name == "fact" || name == "list" => self.is_known(id),
                _ => self.knows(inner),
            }),
            Value::Array(items) => items.iter().all(|item| self.knows(item)),
            _ => true,
        }
    }

    fn is_known(&self, id: &str) -> bool {
        let known = match self.state(id) {
            State::Number(range) => range.known().is_some(),
            State::List(list) => matches!(list, List::Known(_)),
            State::Choice(possible) => possible.len() == 1,
            State::YesNo(truth) => truth != Truth::Open,
            State::Words => true,
        };
        let formula = inside(self.policy, ["facts", id]).get("formula");
        known || id == "item" || formula.is_some_and(|formula| self.knows(formula))
    }

    fn find(&self, id: &str) -> State {
        let fact = inside(self.policy, ["facts", id]);
        if id == "problem" {
            State::Choice([text(self.problem, "id").to_owned()].into())
        } else if id == "responsibility" || id == "severity" {
            State::Choice(assessment::verdicts(self, id).into_iter().collect())
        } else if fact.get("formula").is_some() {
            State::Number(self.value(&fact["formula"]))
        } else if fact.get("condition").is_some() {
            State::YesNo(self.holds(&fact["condition"]))
        } else if fact.get("cases").is_some() {
            let cases = assessment::possible(self, &fact["cases"]);
            State::Choice(cases.into_iter().map(|case| text(case, "is").to_owned()).collect())
        } else {
            self.supplied(id, fact)
        }
    }

    /// What the portal says, what the customer answers, or what holds when nobody is asked.
    fn supplied(&self, id: &str, fact: &Value) -> State {
        if let Some(known) = self.complaint["known"].get(id) {
            return self.read(fact, known);
        }
        let question =
            list(self.problem, "questions").find(|question| text(question, "fact") == id);
        let asked = question.map_or(Truth::No, |question| self.when(question));
        let answered = || match self.complaint["answers"].get(id) {
            Some(answer) => self.read(fact, answer),
            None => self.missing(fact),
        };
        let unasked = || match fact.get("default") {
            Some(default) => self.read(fact, default),
            None => self.missing(fact),
        };
        match asked {
            Truth::Yes => answered(),
            Truth::No => unasked(),
            Truth::Open => self.either(fact, answered(), unasked()),
        }
    }

    /// What is known when a missing fact decides between two.
    fn either(&self, fact: &Value, one: State, other: State) -> State {
        match (one, other) {
            (one, other) if one == other => one,
            (State::Number(one), State::Number(other)) => State::Number(one.hull(&other)),
            (State::Choice(one), State::Choice(other)) => {
                State::Choice(one.into_iter().chain(other).collect())
            }
            (State::YesNo(_), State::YesNo(_)) => State::YesNo(Truth::Open),
            _ => self.missing(fact),
        }
    }

    /// A value as a complaint writes it.
    fn read(&self, fact: &Value, written: &Value) -> State {
        match text(fact, "type") {
            "yes_no" => State::YesNo(Truth::of(written == true)),
            "choice" => State::Choice(written.as_str().map(str::to_owned).into_iter().collect()),
            "text" => State::Words,
            _ => match written {
                Value::Array(items) => {
                    State::List(List::Known(items.iter().filter_map(|i| self.literal(i)).collect()))
                }
                one => State::Number(self.literal(one).map_or(ANY, Range::point)),
            },
        }
    }

    /// All a fact can be.
    fn missing(&self, fact: &Value) -> State {
        match text(fact, "type") {
            "yes_no" => State::YesNo(Truth::Open),
            "choice" => State::Choice(
                list(fact, "choices").map(|choice| text(choice, "id").to_owned()).collect(),
            ),
            "text" => State::Words,
            kind => {
                let start = if kind == "date" { None } else { Some(whole(0)) };
                let low = self.literal(&fact["at_least"]).or(start);
                // No later than today, but not before the first day it can be.
                let high = self
                    .literal(&fact["at_most"])
                    .map(|most| low.clone().map_or(most.clone(), |low| low.max(most)));
                let each = Range { low, high };
                match inside(fact, ["list", "at_most"]).as_i64() {
                    Some(most) => State::List(List::Missing(most, each)),
                    None => State::Number(each),
                }
            }
        }
    }
}
