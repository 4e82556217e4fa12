//! Values of a fact that may make a difference, and how a complaint writes them.

use super::Desk;
use crate::date;
use crate::document::formula::Scalar;
use crate::number::{Exact, Range, Truth};
use crate::policy::vocabulary::{Choices, Fact, FactIndex, State};
use crate::quantity::Unit;

/// The grid on which changes are looked for: minor units of money, days, minutes, ones.
const STEP: Exact = Exact::whole(1);
/// Distances double this often at most.
const DOUBLINGS: u32 = 40;

impl Desk<'_> {
    /// A number or date as a complaint writes it; none when a decimal cannot say it.
    pub fn written(&self, fact: &Fact, value: Exact) -> Option<Scalar> {
        let text = match fact.unit {
            Unit::Money => self.policy.currency.decimal(value),
            Unit::Date => date::write(date::from_number(value)?),
            Unit::Percent | Unit::Minutes | Unit::Days | Unit::Plain | Unit::Named(_) => {
                let text = value.to_trimmed_decimal(6);
                return (Exact::decimal(&text)? == value).then_some(Scalar::Text(text));
            }
        };
        Some(Scalar::Text(text))
    }

    /// The answers to a question that may make a difference: every choice; of numbers the ends, the
    /// breakpoints with their neighbours, and what lies between.
    pub fn answers(&self, index: FactIndex, fact: &Fact) -> Vec<Scalar> {
        match fact.unknown(date::to_number(self.today)) {
            State::YesNo(_) => vec![Scalar::YesNo(true), Scalar::YesNo(false)],
            State::Choice(_) => fact.choices.iter().cloned().map(Scalar::Text).collect(),
            State::Number(range) => {
                let values = self.numbers(index, range).into_iter();
                values.filter_map(|value| self.written(fact, value)).collect()
            }
            State::OpenList(range, _) => {
                let one = self.numbers(index, range).into_iter();
                let one = one.filter_map(|value| self.written(fact, value));
                let none = [Scalar::List(Vec::new())];
                none.into_iter().chain(one.map(|value| Scalar::List(vec![value]))).collect()
            }
            State::Text(_) | State::List(..) => Vec::new(),
        }
    }

    fn numbers(&self, fact: FactIndex, range: Range) -> Vec<Exact> {
        let mut values: Vec<Exact> = range.low.into_iter().chain(range.high).collect();
        for number in self.breakpoints.numbers(fact) {
            values.extend(
                [number.minus(STEP), Some(*number), number.plus(STEP)].into_iter().flatten(),
            );
        }
        let last = values.iter().max().copied().unwrap_or(Exact::ZERO);
        values.extend(last.plus(STEP));
        values.sort();
        let next = values.iter().skip(1);
        let between =
            values.iter().zip(next).filter_map(|(a, b)| Some(a.plus(*b)?.divide_by(2)?.floor()));
        let between: Vec<Exact> = between.collect();
        values.extend(between);
        inside(values, range)
    }

    /// Values beyond one, nearest first: breakpoints and what lies between, and ever greater distances.
    pub fn beyond(&self, fact: FactIndex, range: Range, from: Exact, up: bool) -> Vec<Exact> {
        let mut values = self.numbers(fact, range);
        for doubling in 0..DOUBLINGS {
            let far = 1_i64.checked_shl(doubling).map_or(STEP, Exact::whole);
            values.extend(if up { from.plus(far) } else { from.minus(far) });
        }
        let mut values = inside(values, range);
        values.retain(|value| if up { *value > from } else { *value < from });
        if !up {
            values.reverse();
        }
        values
    }
}

/// The values within a range, rising, each once.
fn inside(mut values: Vec<Exact>, range: Range) -> Vec<Exact> {
    values.retain(|value| Range::point(*value).within(range));
    values.sort();
    values.dedup();
    values
}

/// How far a value is from another on the way through all a fact may be; one where that has no end.
pub(super) fn distance(from: Exact, to: Exact, range: Range) -> Option<Exact> {
    let far = if from < to { to.minus(from)? } else { from.minus(to)? };
    match (range.low, range.high) {
        (Some(low), Some(high)) if low < high => far.times(high.minus(low)?.inverse()?),
        (_, _) => Some(Exact::whole(1)),
    }
}

/// Steps from one value to another, those begun counted.
pub(super) fn steps(from: Exact, to: Exact) -> Option<i64> {
    let far = if from < to { to.minus(from)? } else { from.minus(to)? };
    far.ceil()?.to_whole()
}

/// Every choice but one, and the other of yes and no.
pub(super) fn others(fact: &Fact, state: State) -> Vec<Scalar> {
    match state {
        State::YesNo(Truth::True) => vec![Scalar::YesNo(false)],
        State::YesNo(Truth::False) => vec![Scalar::YesNo(true)],
        State::Choice(chosen) => {
            let others = fact.choices.iter().enumerate();
            let others = others.filter(|(index, _)| Choices::one(*index) != chosen);
            others.map(|(_, id)| Scalar::Text(id.clone())).collect()
        }
        State::YesNo(Truth::Unknown)
        | State::Number(_)
        | State::Text(_)
        | State::List(..)
        | State::OpenList(..) => Vec::new(),
    }
}
