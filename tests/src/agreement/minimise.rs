//! Makes a pair on which two calculators differ as small as it can be while they still differ.

use super::pairs::Pair;
use serde_json::Value;

/// The smallest pair found that is still `wrong`: facts, rows, remedies and whole parts dropped, formulas replaced by
/// what they are made of, numbers made simple.
pub fn minimise(pair: Pair, wrong: impl Fn(&Pair) -> bool) -> Pair {
    let documents: [fn(&mut Pair) -> &mut Value; 2] =
        [|pair| &mut pair.complaint, |pair| &mut pair.policy];
    let mut pair = pair;
    loop {
        let mut smaller = false;
        for document in documents {
            smaller |= pass(&mut pair, document, &wrong);
        }
        if !smaller {
            return pair;
        }
    }
}

/// Tries to make every place of one of the two documents smaller, from the whole to its leaves.
fn pass(
    pair: &mut Pair,
    document: fn(&mut Pair) -> &mut Value,
    wrong: &impl Fn(&Pair) -> bool,
) -> bool {
    let mut smaller = false;
    let mut places = vec![String::new()];
    while let Some(place) = places.pop() {
        let Some(node) = document(pair).pointer(&place).cloned() else { continue };
        let removed = (!place.is_empty()).then_some(None);
        let simpler = simpler(&node).into_iter().map(Some);
        let works = removed.into_iter().chain(simpler).find_map(|instead| {
            let mut candidate = pair.clone();
            replace(document(&mut candidate), &place, instead)?;
            wrong(&candidate).then_some(candidate)
        });
        if let Some(candidate) = works {
            *pair = candidate;
            smaller = true;
            // What stands here now may become smaller still.
            places.push(place);
            continue;
        }
        // The last entries first, so that the places of those before stay.
        places.extend(children(&node).into_iter().map(|name| format!("{place}/{name}")));
    }
    smaller
}

fn children(node: &Value) -> Vec<String> {
    match node {
        Value::Object(fields) => fields.keys().cloned().collect(),
        Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Puts something else at a place, or nothing.
fn replace(document: &mut Value, place: &str, instead: Option<Value>) -> Option<()> {
    if let Some(instead) = instead {
        *document.pointer_mut(place)? = instead;
        return Some(());
    }
    let (parent, name) = place.rsplit_once('/')?;
    match document.pointer_mut(parent)? {
        Value::Object(fields) => fields.remove(name).map(drop),
        Value::Array(items) => {
            let index: usize = name.parse().ok()?;
            (index < items.len()).then(|| drop(items.remove(index)))
        }
        _ => None,
    }
}

/// What may stand in place of a node: what a formula or condition is made of, a simpler number.
fn simpler(node: &Value) -> Vec<Value> {
    match node {
        Value::Object(fields) if fields.len() == 1 => {
            let inner = fields.values().flat_map(|inner| match inner {
                Value::Object(parts) => parts.values().cloned().collect::<Vec<_>>(),
                Value::Array(parts) => parts.clone(),
                _ => Vec::new(),
            });
            let inner: Vec<Value> = inner.collect();
            // Rows of a table give something, too.
            let rows = inner.iter().filter_map(Value::as_array).flatten();
            let given = rows.filter_map(|row| row.get("give").cloned());
            given.chain(inner.iter().cloned()).collect()
        }
        Value::String(text) => numbers(text).into_iter().map(Value::from).collect(),
        Value::Number(number) if number.as_i64().is_some_and(|n| n > 1) => vec![1.into(), 0.into()],
        _ => Vec::new(),
    }
}

/// Simpler spellings of a decimal with or without a unit.
fn numbers(text: &str) -> Vec<String> {
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let zeros: String = number.chars().map(|c| if c == '.' { '.' } else { '0' }).collect();
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    if whole.parse::<i64>().is_err() || number == zeros {
        return Vec::new();
    }
    let point = if rest.is_empty() { "" } else { "." };
    let none: String = rest.chars().map(|_| '0').collect();
    let few = ["0", "1", "10", "100"].iter().filter(|few| few.len() < whole.len().max(2));
    let few = few.map(|few| format!("{few}{point}{none}"));
    let rounded = [format!("{whole}{point}{none}")];
    let all = few.chain(rounded).filter(|other| other != number && other.len() <= number.len());
    all.map(|number| format!("{number} {unit}").trim().to_owned()).collect()
}
