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
    Hours,
    Weeks,
    Months,
    Years,
}

impl Unit {
    /// All that may count something.
    pub const COUNTS: [Self; 5] =
        [Self::Plain, Self::Days, Self::Minutes, Self::Kilometres, Self::Months];
    /// All there are.
    pub const ALL: [Self; 8] = [
        Self::Money,
        Self::Plain,
        Self::Days,
        Self::Date,
        Self::Percent,
        Self::Minutes,
        Self::Kilometres,
        Self::Months,
    ];

    /// The type of a fact in this unit.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Minutes => "minutes",
            Self::Days => "days",
            Self::Date => "date",
            Self::Plain
            | Self::Kilometres
            | Self::Hours
            | Self::Weeks
            | Self::Months
            | Self::Years => "number",
        }
    }

    /// The unit as literals and number facts name it; money and dates have none.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money | Self::Date | Self::Plain => "",
            Self::Percent => "%",
            Self::Minutes => "min",
            Self::Days => "days",
            Self::Kilometres => "km",
            Self::Hours => "hours",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
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
            Self::Hours => choices.pick([240, 1_000]),
            Self::Weeks | Self::Months => choices.pick([60, 120, 240]),
            Self::Years => choices.pick([30, 50]),
        }
    }
}

/// The policy's currency.
#[derive(Debug, Clone, Copy)]
pub struct Money {
    pub code: &'static str,
    pub places: usize,
}

/// Every way to round.
pub const MODES: [&str; 5] = ["half_up", "half_down", "half_even", "up", "down"];

impl Money {
    pub fn choose(choices: &mut Choices<'_>) -> Self {
        let (code, places) = choices.pick([("CNY", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)]);
        Self { code, places }
    }

    /// How amounts are rounded.
    pub fn rounding(self, choices: &mut Choices<'_>) -> Value {
        let mode = choices.pick(MODES);
        let unit = choices.pick([1, 1, 1, 5, 10, 100]);
        json!({ "mode": mode, "unit": decimal(unit, self.places) })
    }

    /// A literal of this many steps: minor units, tenths; not for dates.
    pub fn literal(self, unit: Unit, steps: i64) -> String {
        if unit == Unit::Money {
            return format!("{} {}", decimal(steps, self.places), self.code);
        }
        let text = decimal(steps, 1);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        if unit.name().is_empty() { text.to_owned() } else { format!("{text} {}", unit.name()) }
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
