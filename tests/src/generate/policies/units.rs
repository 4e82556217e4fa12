//! Units and literals of generated policies.

use super::super::Choices;
use serde_json::{Value, json};

/// What a number is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Money,
    Percent,
    Minutes,
    Days,
    Date,
    Plain,
    Kilometres,
}

impl Unit {
    /// All that may count something.
    pub const COUNTS: [Self; 4] = [Self::Plain, Self::Days, Self::Minutes, Self::Kilometres];
    /// All there are.
    pub const ALL: [Self; 7] = [
        Self::Money,
        Self::Plain,
        Self::Days,
        Self::Date,
        Self::Percent,
        Self::Minutes,
        Self::Kilometres,
    ];

    /// The type of a fact in this unit.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Minutes => "minutes",
            Self::Days => "days",
            Self::Date => "date",
            Self::Plain | Self::Kilometres => "number",
        }
    }

    /// A usual greatest value, in steps: minor units, days from today, tenths of all else.
    pub fn most(self, choices: &mut Choices<'_>) -> i64 {
        match self {
            Self::Money => choices.pick([10_000, 50, 500_000, 1_000_000]),
            Self::Percent => choices.pick([1_000, 500, 2_000]),
            Self::Minutes => choices.pick([600, 6_000]),
            Self::Days => choices.pick([300, 50, 4_000]),
            Self::Date => choices.pick([0, 30]),
            Self::Plain => choices.pick([50, 10, 500]),
            Self::Kilometres => choices.pick([35_000, 1_000]),
        }
    }
}

/// The policy's currency.
#[derive(Debug, Clone, Copy)]
pub struct Money {
    pub code: &'static str,
    pub places: usize,
}

impl Money {
    pub fn choose(choices: &mut Choices<'_>) -> Self {
        let (code, places) = choices.pick([("CNY", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)]);
        Self { code, places }
    }

    /// How amounts are rounded.
    pub fn rounding(self, choices: &mut Choices<'_>) -> Value {
        let mode = choices.pick(["half_up", "half_even", "up", "down"]);
        let unit = choices.pick([1, 1, 1, 5, 10, 100]);
        json!({ "mode": mode, "unit": decimal(unit, self.places) })
    }

    /// A literal of this many steps: minor units, tenths; not for dates.
    pub fn literal(self, unit: Unit, steps: i64) -> String {
        let tenths = |name: &str| {
            let text = decimal(steps, 1);
            let text = text.strip_suffix(".0").unwrap_or(&text);
            if name.is_empty() { text.to_owned() } else { format!("{text} {name}") }
        };
        match unit {
            Unit::Money => format!("{} {}", decimal(steps, self.places), self.code),
            Unit::Percent => tenths("%"),
            Unit::Minutes => tenths("min"),
            Unit::Days => tenths("days"),
            Unit::Kilometres => tenths("km"),
            Unit::Plain | Unit::Date => tenths(""),
        }
    }
}

/// Steps as a decimal with so many places.
pub fn decimal(steps: i64, places: usize) -> String {
    let sign = if steps < 0 { "-" } else { "" };
    let mut digits = format!("{:0width$}", steps.unsigned_abs(), width = places + 1);
    if places > 0 {
        digits.insert(digits.len() - places, '.');
    }
    [sign, &digits].concat()
}
