//! Conditions: whether something holds, does not hold, or is open.

use super::case::{Case, State, list};
use super::formulas::Scope;
use super::range::{Range, Truth};
use serde_json::Value;
use std::collections::BTreeSet;

impl Case<'_> {
    /// Whether a condition holds.
    pub fn holds(&self, condition: &Value) -> Truth {
        Scope { case: self, item: None }.holds(condition)
    }

    /// Whether the `when` of something holds; it does where there is none.
    pub fn when(&self, object: &Value) -> Truth {
        object.get("when").map_or(Truth::Yes, |when| self.holds(when))
    }
}

impl Scope<'_> {
    /// Whether a condition holds.
    pub fn holds(&self, condition: &Value) -> Truth {
        let every = |name| list(condition, name).map(|inner| self.holds(inner));
        if let Some(fixed) = condition.as_bool() {
            Truth::of(fixed)
        } else if condition.get("all").is_some() {
            self.case.reach("all");
            Truth::all(every("all"))
        } else if condition.get("any").is_some() {
            self.case.reach("any");
            Truth::any(every("any"))
        } else if let Some(inner) = condition.get("not") {
            self.case.reach("not");
            self.holds(inner).not()
        } else if let Some(formula) = condition.get("value") {
            self.compares(&self.value(formula), condition)
        } else {
            self.test(condition)
        }
    }

    /// A test of a fact.
    fn test(&self, condition: &Value) -> Truth {
        let id = condition["fact"].as_str().unwrap_or_default();
        if let Some(item) = self.item.filter(|_| id == "item") {
            return self.compares(item, condition);
        }
        match self.case.state(id) {
            State::Number(range) => self.compares(&range, condition),
            State::YesNo(truth) if condition["is"] == false => truth.not(),
            State::YesNo(truth) => truth,
            State::Choice(possible) => among(&possible, condition),
            State::List(_) | State::Words => Truth::Open,
        }
    }

    /// Whether a number compares so.
    fn compares(&self, range: &Range, condition: &Value) -> Truth {
        let comparisons = condition.as_object().into_iter().flatten();
        let comparisons = comparisons.inspect(|(how, _)| self.case.reach(how));
        Truth::all(comparisons.map(|(how, with)| match how.as_str() {
            "at_least" => range.is_less(&self.value(with)).not(),
            "more_than" => self.value(with).is_less(range),
            "at_most" => self.value(with).is_less(range).not(),
            "less_than" => range.is_less(&self.value(with)),
            "is" => self.is(range, with),
            "is_one_of" => {
                Truth::any(with.as_array().into_iter().flatten().map(|one| self.is(range, one)))
            }
            _ => Truth::Yes,
        }))
    }

    fn is(&self, range: &Range, literal: &Value) -> Truth {
        self.case.literal(literal).map_or(Truth::Open, |number| range.is(&number))
    }
}

/// Whether a choice that is one of these is one of those.
fn among(possible: &BTreeSet<String>, condition: &Value) -> Truth {
    let wanted = match condition.get("is") {
        Some(is) => vec![is],
        None => list(condition, "is_one_of").collect(),
    };
    let fits = possible.iter().filter(|id| wanted.iter().any(|wanted| *wanted == id.as_str()));
    match fits.count() {
        0 => Truth::No,
        count if count == possible.len() => Truth::Yes,
        _ => Truth::Open,
    }
}
