//! Formulas of generated policies: one small function for each primitive, and the table of them.

use super::facts::Kind;
use super::tables;
use super::units::{MODES, Unit};
use super::{Maker, set};
use serde_json::{Value, json};

/// Whether a primitive can give a unit.
type Gives = fn(Unit) -> bool;
/// Makes a formula of a unit out of formulas of less depth.
pub type Make = fn(&mut Maker<'_, '_>, Unit, u8) -> Value;

/// Every primitive: the units it can give, whether its range is the tightest when each fact is read once, and how it is
/// made. The first is the simplest; those that give few units stand there several times.
const PRIMITIVES: &[(Gives, bool, Make)] = &[
    (any, true, leaf),
    (not_a_date, true, percent),
    (not_a_date, true, times),
    (not_a_date, true, divide),
    (is_plain, true, ratio),
    (is_plain, true, ratio),
    (is_plain, true, ratio),
    (not_a_date, true, sum),
    (not_a_date, true, difference),
    (any, true, least),
    (any, true, greatest),
    (any, true, floor),
    (any, true, cap),
    (not_a_date, true, round),
    (any, true, bands),
    (any, true, choose),
    (not_a_date, true, per),
    (is_money, true, interest),
    (is_days, true, tables::days_between),
    (is_days, true, tables::days_between),
    (is_days, true, tables::days_between),
    (is_days, true, tables::days_between),
    (is_days, true, tables::days_between),
    (is_months, true, months_between),
    (is_months, true, months_between),
    (is_months, true, months_between),
    (is_date, true, tables::deadline),
    (is_date, true, tables::deadline),
    (not_a_date, true, tables::value_on),
    (not_a_date, false, tables::average),
    (any, false, tables::over),
    (is_plain, false, tables::over),
    (is_plain, false, tables::over),
    (any, false, between),
];

fn any(_: Unit) -> bool {
    true
}

fn not_a_date(unit: Unit) -> bool {
    unit != Unit::Date
}

fn is_date(unit: Unit) -> bool {
    unit == Unit::Date
}

fn is_money(unit: Unit) -> bool {
    unit == Unit::Money
}

fn is_plain(unit: Unit) -> bool {
    unit == Unit::Plain
}

fn is_days(unit: Unit) -> bool {
    unit == Unit::Days
}

fn is_months(unit: Unit) -> bool {
    unit == Unit::Months
}

impl Maker<'_, '_> {
    /// A formula of a unit, so deep at most.
    pub fn formula(&mut self, unit: Unit, depth: u8) -> Value {
        if depth == 0 {
            return leaf(self, unit, depth);
        }
        let once = self.once;
        let fitting =
            PRIMITIVES.iter().filter(|(gives, tight, _)| gives(unit) && (*tight || !once));
        let fitting: Vec<Make> = fitting.map(|(_, _, make)| *make).collect();
        let make = self.choices.one(&fitting).copied().unwrap_or(leaf);
        make(self, unit, depth - 1)
    }

    /// A literal that is usual for a unit.
    pub fn usual(&mut self, unit: Unit) -> String {
        let most = unit.most(self.choices);
        let least = if unit == Unit::Date { most - 400 } else { 0 };
        let steps = self.choices.between(least, most);
        self.literal(unit, steps)
    }

    /// A formula that is surely above zero.
    fn positive(&mut self, unit: Unit, depth: u8) -> Value {
        let most = unit.most(self.choices);
        let steps = self.choices.between(1, most);
        let literal = self.literal(unit, steps);
        if self.choices.chance(50) {
            return literal.into();
        }
        json!({ "floor": { "of": self.formula(unit, depth), "at": literal } })
    }
}

/// The item of the list around, a fact, or a literal in one of its spellings.
pub fn leaf(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    if maker.item.is_some_and(|(item, _)| item == unit) && maker.choices.chance(60) {
        return json!({ "fact": "item" });
    }
    if maker.choices.chance(60) {
        let place = maker.number(unit, depth);
        return json!({ "fact": maker.read(place) });
    }
    match unit {
        Unit::Plain if maker.choices.chance(30) => maker.choices.between(0, 20).into(),
        Unit::Date if maker.choices.chance(20) => "today".into(),
        _ => maker.usual(unit).into(),
    }
}

fn percent(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let rate = maker.formula(Unit::Percent, depth);
    json!({ "percent": { "rate": rate, "of": maker.formula(unit, depth) } })
}

fn times(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let count = maker.choices.pick(Unit::COUNTS);
    // A count is often worked out: days between, a share, how many of a list.
    let deeper = depth + u8::from(depth == 0 && !maker.once && maker.choices.chance(30));
    json!({ "times": { "count": maker.formula(count, deeper), "of": maker.formula(unit, depth) } })
}

fn divide(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let by = maker.choices.pick(Unit::COUNTS);
    json!({ "divide": { "of": maker.formula(unit, depth), "by": maker.positive(by, depth) } })
}

fn ratio(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    let unit = maker.choices.pick([Unit::Money, Unit::Minutes, Unit::Percent, Unit::Days]);
    json!({ "ratio": { "of": maker.formula(unit, depth), "to": maker.positive(unit, depth) } })
}

/// One to three formulas.
fn several(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    (0..=maker.choices.below(3)).map(|_| maker.formula(unit, depth)).collect()
}

fn sum(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "sum": several(maker, unit, depth) })
}

fn least(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "least": several(maker, unit, depth) })
}

fn greatest(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "greatest": several(maker, unit, depth) })
}

fn difference(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let of = maker.formula(unit, depth);
    json!({ "difference": { "of": of, "less": maker.formula(unit, depth) } })
}

fn floor(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "floor": { "of": maker.formula(unit, depth), "at": maker.formula(unit, 0) } })
}

fn cap(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "cap": { "of": maker.formula(unit, depth), "at": maker.formula(unit, 0) } })
}

fn round(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let steps = maker.choices.pick([10, 1, 3, 25, 100]);
    let to = maker.literal(unit, steps);
    let mode = maker.choices.pick(MODES);
    json!({ "round": { "of": maker.formula(unit, depth), "to": to, "mode": mode } })
}

/// A table by a fact, with edges among its values; where facts may be read often, by any formula.
fn bands(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let by = maker.choices.pick(Unit::ALL);
    let place = maker.number(by, 0);
    let (least, most, open) = match maker.words.get(place).map(|word| &word.kind) {
        Some(Kind::Number { least, most, open, .. }) => (*least, *most, *open),
        _ => (0, 0, true),
    };
    let by_fact = maker.once || maker.choices.chance(70);
    let looked_up =
        if by_fact { json!({ "fact": maker.read(place) }) } else { maker.formula(by, depth) };
    let mut edges: Vec<i64> =
        (0..=maker.choices.below(3)).map(|_| maker.choices.between(least, most)).collect();
    edges.sort_unstable();
    edges.dedup();
    let rising = maker.choices.chance(60);
    if !rising {
        edges.reverse();
    }
    // A table that ends with the fact's own limit needs no `otherwise`.
    let limited = by_fact && !open && by != Unit::Date && maker.choices.chance(20);
    let limit = if rising { most } else { least };
    if limited {
        edges.retain(|edge| *edge != limit);
        edges.push(limit);
    }
    let count = edges.len();
    let rows = edges.into_iter().enumerate().map(|(index, edge)| {
        let inside = (limited && index + 1 == count) || maker.choices.chance(50);
        let name = match (rising, inside) {
            (true, true) => "at_most",
            (true, false) => "less_than",
            (false, true) => "at_least",
            (false, false) => "more_than",
        };
        json!({ name: maker.literal(by, edge), "give": maker.formula(unit, depth) })
    });
    let rows: Vec<Value> = rows.collect();
    let mut table = json!({ "by": looked_up, "rows": rows });
    if !limited {
        set(&mut table, "otherwise", maker.formula(unit, depth));
    }
    json!({ "bands": table })
}

fn choose(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let rows = (0..=maker.choices.below(2)).map(|_| {
        let when = maker.condition(depth);
        let mut row = json!({ "when": when, "give": maker.formula(unit, depth) });
        if maker.choices.chance(20) {
            set(&mut row, "because", maker.sentence("So it is with you."));
        }
        row
    });
    let rows: Vec<Value> = rows.collect();
    json!({ "choose": { "rows": rows, "otherwise": maker.formula(unit, depth) } })
}

fn per(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let measure = maker.choices.pick([Unit::Days, Unit::Minutes, Unit::Money]);
    let mut per = json!({ "of": maker.formula(measure, depth), "every": maker.positive(measure, 0),
        "give": maker.formula(unit, depth) });
    if maker.choices.chance(50) {
        set(&mut per, "after", maker.formula(measure, 0));
    }
    if maker.choices.chance(50) {
        set(&mut per, "begun", true);
    }
    json!({ "per": per })
}

fn interest(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    json!({ "interest": { "principal": maker.formula(Unit::Money, depth),
        "rate": maker.formula(Unit::Percent, depth), "days": maker.formula(Unit::Days, depth),
        "basis": maker.choices.pick([365, 360, 366]) } })
}

fn months_between(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    let from = maker.formula(Unit::Date, depth);
    json!({ "months_between": { "from": from, "to": maker.formula(Unit::Date, depth) } })
}

/// A range by judgement, where the policy may leave figures open; else its lower end.
fn between(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let low = maker.formula(unit, depth);
    if !maker.wild {
        return low;
    }
    let mut between = json!({ "low": low });
    if maker.choices.chance(70) {
        set(&mut between, "high", maker.formula(unit, depth));
    }
    json!({ "between": between })
}
