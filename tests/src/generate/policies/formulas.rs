//! Formulas of generated policies: one small function for each primitive, and the table of them.

use super::Maker;
use super::facts::Kind;
use super::units::Unit;
use serde_json::{Value, json};

/// Whether a primitive can give a unit.
type Gives = fn(Unit) -> bool;
/// Makes a formula of a unit out of formulas of less depth.
type Make = fn(&mut Maker<'_, '_>, Unit, u8) -> Value;

/// Every primitive: the units it can give, and how it is made. The first is the simplest.
const PRIMITIVES: &[(Gives, Make)] = &[
    (any, leaf),
    (not_a_date, percent),
    (not_a_date, times),
    (not_a_date, sum),
    (not_a_date, difference),
    (any, least),
    (any, greatest),
    (any, floor),
    (any, cap),
    (any, bands),
    (any, choose),
    (not_a_date, per_day),
    (is_money, months_of),
    (is_money, interest),
    (is_days, days_between),
];

fn any(_: Unit) -> bool {
    true
}

fn not_a_date(unit: Unit) -> bool {
    unit != Unit::Date
}

fn is_money(unit: Unit) -> bool {
    unit == Unit::Money
}

fn is_days(unit: Unit) -> bool {
    unit == Unit::Days
}

impl Maker<'_, '_> {
    /// A formula of a unit, so deep at most.
    pub fn formula(&mut self, unit: Unit, depth: u8) -> Value {
        if depth == 0 {
            return leaf(self, unit, depth);
        }
        let fitting: Vec<Make> =
            PRIMITIVES.iter().filter(|(gives, _)| gives(unit)).map(|(_, make)| *make).collect();
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
}

/// A fact, or a literal in one of its spellings.
fn leaf(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    if maker.choices.chance(60) {
        let place = maker.number(unit, depth);
        return json!({ "fact": maker.read(place) });
    }
    match unit {
        Unit::Plain if maker.choices.chance(30) => maker.choices.between(0, 20).into(),
        Unit::Date if maker.choices.chance(20) => "today".into(),
        _ if maker.choices.chance(10) => json!({ "fixed": maker.usual(unit) }),
        _ => maker.usual(unit).into(),
    }
}

fn percent(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "percent": { "rate": maker.formula(Unit::Percent, depth), "of": maker.formula(unit, depth) } })
}

fn times(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let count = maker.choices.pick(Unit::COUNTS);
    json!({ "times": { "count": maker.formula(count, depth), "of": maker.formula(unit, depth) } })
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
    json!({ "difference": { "of": maker.formula(unit, depth), "less": maker.formula(unit, depth) } })
}

fn floor(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "floor": { "of": maker.formula(unit, depth), "at": maker.formula(unit, 0) } })
}

fn cap(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "cap": { "of": maker.formula(unit, depth), "at": maker.formula(unit, 0) } })
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
    let mut edges: Vec<(i64, bool)> = (0..=maker.choices.below(3))
        .map(|_| (maker.choices.between(least, most), maker.choices.chance(50)))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let closed = by_fact && !open && by != Unit::Date && maker.choices.chance(20);
    if closed {
        edges.retain(|edge| *edge < (most, true));
        edges.push((most, true));
    }
    let rows = edges.into_iter().map(|(edge, inside)| {
        let name = if inside { "up_to" } else { "below" };
        json!({ name: maker.literal(by, edge), "give": maker.formula(unit, depth) })
    });
    let mut rows: Vec<Value> = rows.collect();
    if !closed {
        rows.push(json!({ "above": true, "give": maker.formula(unit, depth) }));
    }
    json!({ "bands": { "by": looked_up, "rows": rows } })
}

fn choose(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let rows = (0..=maker.choices.below(2))
        .map(|_| json!({ "when": maker.condition(depth), "give": maker.formula(unit, depth) }));
    let rows: Vec<Value> = rows.collect();
    json!({ "choose": { "rows": rows, "otherwise": maker.formula(unit, depth) } })
}

fn per_day(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    json!({ "per_day": { "days": maker.formula(Unit::Days, depth), "grace": maker.formula(Unit::Days, 0),
        "give": maker.formula(unit, depth) } })
}

fn months_of(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    let months = maker.choices.pick(Unit::COUNTS);
    json!({ "months_of": { "fee": maker.formula(Unit::Money, depth), "months": maker.formula(months, depth) } })
}

fn interest(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    json!({ "interest": { "principal": maker.formula(Unit::Money, depth),
        "rate": maker.formula(Unit::Percent, depth), "days": maker.formula(Unit::Days, depth),
        "basis": maker.choices.pick([365, 360, 366]) } })
}

fn days_between(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    json!({ "days_between": { "from": maker.formula(Unit::Date, depth), "to": maker.formula(Unit::Date, depth) } })
}
