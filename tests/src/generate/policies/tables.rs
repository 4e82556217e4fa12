//! Primitives that read calendars, histories and lists, and those tables.

use super::facts::Kind;
use super::units::Unit;
use super::{Maker, set};
use serde_json::{Value, json};

/// A history on its way: its unit and steps.
#[derive(Debug, Clone)]
pub struct History {
    pub unit: Unit,
    pub document: Value,
}

pub fn days_between(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    let from = maker.formula(Unit::Date, depth);
    let mut between = json!({ "from": from, "to": maker.formula(Unit::Date, depth) });
    for edge in ["first", "last"] {
        if maker.choices.chance(30) {
            set(&mut between, edge, maker.choices.pick(["in", "out"]));
        }
    }
    if maker.choices.chance(40) {
        set(&mut between, "calendar", calendar(maker));
    }
    json!({ "days_between": between })
}

pub fn deadline(maker: &mut Maker<'_, '_>, _: Unit, depth: u8) -> Value {
    let start = maker.formula(Unit::Date, depth);
    let side = maker.choices.pick(["after", "after", "before"]);
    let mut deadline = json!({ side: start, "within": span(maker, depth) });
    if maker.choices.chance(40) {
        let mut roll = json!({ "calendar": calendar(maker) });
        if maker.choices.chance(50) {
            set(&mut roll, "when", maker.condition(depth));
        }
        if maker.choices.chance(40) {
            set(&mut roll, "to", maker.choices.pick(["next", "previous"]));
        }
        set(&mut deadline, "roll", roll);
    }
    json!({ "deadline": deadline })
}

/// A span in one of its units, its number a formula so deep at most.
pub fn span(maker: &mut Maker<'_, '_>, depth: u8) -> Value {
    match maker.choices.below(7) {
        0 => json!({ "calendar_days": count(maker, Unit::Days, depth) }),
        1 => json!({ "hours": count(maker, Unit::Hours, depth) }),
        2 => json!({ "weeks": count(maker, Unit::Weeks, depth) }),
        3 => json!({ "months": count(maker, Unit::Months, depth) }),
        4 => json!({ "years": count(maker, Unit::Years, depth) }),
        _ => {
            let days = count(maker, Unit::Days, depth);
            json!({ "working_days": { "days": days, "calendar": calendar(maker) } })
        }
    }
}

/// How many; where figures must not stay open, few enough for the tables to reach.
fn count(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    if depth == 0 || maker.choices.chance(50) {
        return maker.choices.between(0, if unit == Unit::Years { 5 } else { 40 }).into();
    }
    let unit = if maker.choices.chance(20) { Unit::Plain } else { unit };
    let formula = maker.formula(unit, depth - 1);
    if maker.wild {
        return formula;
    }
    let (least, most) = (maker.literal(unit, -50), maker.literal(unit, 50));
    json!({ "cap": { "of": { "floor": { "of": formula, "at": least } }, "at": most } })
}

pub fn value_on(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let history = history(maker, unit);
    // Where each fact is read once the day is a fact itself: the days that decide are then those of the history.
    let depth = if maker.once { 0 } else { depth };
    json!({ "value_on": { "history": history, "date": maker.formula(Unit::Date, depth) } })
}

pub fn average(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let history = history(maker, unit);
    let from = maker.formula(Unit::Date, depth);
    json!({ "average": { "history": history, "from": from, "to": maker.formula(Unit::Date, depth) } })
}

/// Something taken over a list; inside, the item may be read.
pub fn over(maker: &mut Maker<'_, '_>, unit: Unit, depth: u8) -> Value {
    let take = match unit {
        Unit::Plain if maker.choices.chance(60) => "count",
        Unit::Date => maker.choices.pick(["greatest", "least"]),
        _ => maker.choices.pick(["sum", "greatest", "least"]),
    };
    let item = if maker.choices.chance(60) { unit } else { Unit::Money };
    let place = maker.list(item);
    let ends = match maker.words.get(place).map(|word| &word.kind) {
        Some(Kind::List { least, most, .. }) => [*least, *most],
        _ => [0, 0],
    };
    let mut over = json!({ "list": maker.read(place), "take": take });
    if matches!(take, "greatest" | "least") {
        set(&mut over, "otherwise", maker.formula(unit, 0));
    }
    let outer = maker.item.replace((item, ends));
    if maker.choices.chance(50) {
        set(&mut over, "where", maker.item_test(item, ends));
    }
    if take != "count" && (item != unit || maker.choices.chance(50)) {
        set(&mut over, "give", maker.formula(unit, depth));
    }
    maker.item = outer;
    json!({ "over": over })
}

fn calendar(maker: &mut Maker<'_, '_>) -> &'static str {
    maker.choices.pick(["north", "south"])
}

/// The id of a history in this unit.
fn history(maker: &mut Maker<'_, '_>, unit: Unit) -> String {
    let there = maker.histories.iter().position(|history| history.unit == unit);
    let place = there.unwrap_or_else(|| {
        let document = steps(maker, unit);
        maker.histories.push(History { unit, document });
        maker.histories.len() - 1
    });
    format!("h{place}")
}

fn steps(maker: &mut Maker<'_, '_>, unit: Unit) -> Value {
    // Some begin too late and end too early, where figures may stay open.
    let mut day = if maker.wild { -400 } else { -20_000 };
    let steps = (0..=maker.choices.below(4)).map(|_| {
        let step = json!({ "from": maker.day(day), "value": maker.usual(unit) });
        day = day.max(-800) + maker.choices.between(1, 300);
        step
    });
    let steps: Vec<Value> = steps.collect();
    let mut history = json!({ "steps": steps, "source": "made up" });
    if maker.wild && maker.choices.chance(50) {
        set(&mut history, "until", maker.day(day));
    }
    history
}

/// Two calendars: a week of five days with holidays and make-up days, and a week of six.
pub fn calendars(maker: &mut Maker<'_, '_>) -> Value {
    let days = |maker: &mut Maker<'_, '_>| -> Vec<String> {
        let count = maker.choices.below(6);
        let offsets: Vec<i64> = (0..count).map(|_| maker.choices.between(-60, 60)).collect();
        offsets.into_iter().map(|offset| maker.day(offset)).collect()
    };
    // Where figures may stay open, years are left out before, between and after.
    let years: Vec<i32> = match maker.wild {
        true => vec![2023, 2025, 2026],
        false => (1995..2060).collect(),
    };
    json!({
        "north": { "weekend": ["sat", "sun"], "holidays": days(maker), "workdays": days(maker),
            "years": years, "source": "made up", "from": "2026-01-01" },
        "south": { "weekend": ["fri"], "holidays": days(maker), "workdays": [], "years": years,
            "source": "made up", "from": "2026-01-01" },
    })
}

/// The histories that formulas asked for.
pub fn histories(maker: &mut Maker<'_, '_>) -> Value {
    let histories = std::mem::take(&mut maker.histories).into_iter().enumerate();
    histories.map(|(index, history)| (format!("h{index}"), history.document)).collect()
}
