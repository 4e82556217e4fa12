//! What a formula counts in, as far as it matters for how its value is written.

use super::case::{Case, inside, list, text};
use serde_json::Value;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// An amount.
    Money,
    /// A date.
    Date,
    /// A number of anything else.
    Other,
}

/// The unit of a formula; `item` is the list fact whose items are at hand.
pub fn unit(case: &Case<'_>, formula: &Value, item: &str) -> Unit {
    let Some((name, inner)) = formula.as_object().and_then(|fields| fields.iter().next()) else {
        return literal(formula);
    };
    let of = |inner: &Value| unit(case, inner, item);
    match name.as_str() {
        "fact" if inner == "item" => fact(case, item),
        "fact" => fact(case, inner.as_str().unwrap_or_default()),
        "sum" | "least" | "greatest" => of(&inner[0]),
        "bands" => of(list(inner, "rows").next().map_or(&Value::Null, |row| &row["give"])),
        "choose" => of(&inner["otherwise"]),
        "per" => of(&inner["give"]),
        "between" => of(&inner["low"]),
        "interest" => Unit::Money,
        "deadline" => Unit::Date,
        "value_on" | "average" => {
            let history = inside(case.policy, ["histories", text(inner, "history")]);
            literal(list(history, "steps").next().map_or(&Value::Null, |step| &step["value"]))
        }
        "over" if inner["take"] == "count" => Unit::Other,
        "over" => match inner.get("give") {
            Some(give) => unit(case, give, text(inner, "list")),
            None => fact(case, text(inner, "list")),
        },
        "ratio" | "days_between" | "months_between" => Unit::Other,
        _ => of(&inner["of"]),
    }
}

fn fact(case: &Case<'_>, id: &str) -> Unit {
    match text(inside(case.policy, ["facts", id]), "type") {
        "money" => Unit::Money,
        "date" => Unit::Date,
        _ => Unit::Other,
    }
}

fn literal(written: &Value) -> Unit {
    let written = written.as_str().unwrap_or_default();
    let code = written.split(' ').nth(1).unwrap_or_default();
    if written == "today" || super::civil::read(written).is_some() {
        Unit::Date
    } else if code.len() == 3 && code.chars().all(|letter| letter.is_ascii_uppercase()) {
        Unit::Money
    } else {
        Unit::Other
    }
}
