//! Conditions of generated policies, each of which may hold and may not hold.

use super::facts::{Kind, Moment};
use super::units::Unit;
use super::{Maker, set};
use serde_json::{Value, json};

impl Maker<'_, '_> {
    /// A condition, so deep at most.
    pub fn condition(&mut self, depth: u8) -> Value {
        if depth == 0 {
            return self.atom(0);
        }
        match self.choices.below(6) {
            0..=2 => self.atom(depth),
            3 => json!({ "all": self.conditions(depth - 1) }),
            4 => json!({ "any": self.conditions(depth - 1) }),
            _ => json!({ "not": self.condition(depth - 1) }),
        }
    }

    fn conditions(&mut self, depth: u8) -> Value {
        (0..=self.choices.below(3)).map(|_| self.condition(depth)).collect()
    }

    fn atom(&mut self, depth: u8) -> Value {
        match self.choices.below(8) {
            0 | 1 => {
                let place = self.yes_no(depth);
                self.test(place)
            }
            2 | 3 => {
                let (place, _) = self.choice(depth);
                self.test(place)
            }
            4 if !self.once => self.judged(),
            5 if depth > 0 => self.compared(depth),
            _ => {
                let unit = self.choices.pick(Unit::ALL);
                let place = self.number(unit, depth);
                self.test(place)
            }
        }
    }

    /// A test of a fact that can come out either way.
    pub fn test(&mut self, place: usize) -> Value {
        let id = self.read(place);
        match self.words.get(place).map(|word| word.kind.clone()) {
            Some(Kind::YesNo) if self.choices.chance(30) => {
                json!({ "fact": id, "is": self.choices.chance(50) })
            }
            Some(Kind::Choice(count)) if count > 2 && self.choices.chance(40) => {
                let first = self.choices.below(2);
                json!({ "fact": id, "is_one_of": [format!("c{first}"), format!("c{}", first + 1)] })
            }
            Some(Kind::Choice(count)) => {
                json!({ "fact": id, "is": format!("c{}", self.choices.below(count)) })
            }
            Some(Kind::Number { unit, least, most, .. }) => {
                let mut test = self.comparison(unit, least, most);
                set(&mut test, "fact", id);
                test
            }
            _ => json!({ "fact": id }),
        }
    }

    /// A test of the item of a list.
    pub fn item_test(&mut self, unit: Unit, [least, most]: [i64; 2]) -> Value {
        let mut test = self.comparison(unit, least, most);
        set(&mut test, "fact", "item");
        if self.choices.chance(20) { json!({ "not": test }) } else { test }
    }

    /// A comparison of numbers between two ends.
    fn comparison(&mut self, unit: Unit, least: i64, most: i64) -> Value {
        let first = self.choices.between(least, most);
        let second = self.choices.between(first, most);
        let low = self.literal(unit, first);
        let high = self.literal(unit, second);
        match self.choices.below(if self.settled { 7 } else { 8 }) {
            0 => json!({ "at_least": low }),
            1 => json!({ "less_than": high }),
            2 => json!({ "at_most": low }),
            3 => json!({ "more_than": low }),
            4 => json!({ "at_least": low, "less_than": high }),
            5 => json!({ "is": low }),
            6 => json!({ "is_one_of": [low, high] }),
            _ => json!({ "at_least": self.formula(unit, 0) }),
        }
    }

    /// Two formulas compared.
    fn compared(&mut self, depth: u8) -> Value {
        let unit = self.choices.pick(Unit::ALL);
        let value = self.formula(unit, depth - 1);
        let how = self.choices.pick(["at_least", "more_than", "at_most", "less_than"]);
        json!({ "value": value, how: self.formula(unit, 0) })
    }

    /// A test of a judgement, where one is made already.
    fn judged(&mut self) -> Value {
        match self.latest {
            Moment::Severity if self.choices.chance(50) => {
                json!({ "fact": "severity", "is_one_of": ["serious", self.choices.pick(["minor", "critical"])] })
            }
            Moment::Severity | Moment::Responsibility => {
                json!({ "fact": "responsibility", "is": self.choices.pick(["ours", "shared", "unclear"]) })
            }
            Moment::Supplied if self.problems > 1 => json!({ "fact": "problem", "is": "p1" }),
            Moment::Supplied => self.choices.chance(50).into(),
        }
    }
}
