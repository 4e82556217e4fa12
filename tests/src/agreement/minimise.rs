//! Makes a pair on which two calculators differ as small as it can be while they still differ.

use super::pairs::Pair;
use serde_json::Value;

/// The smallest pair found that is still `wrong`: languages, problems, facts, remedies and all else that has a name
/// dropped with all that speaks of it, then rows and whole parts, formulas replaced by what they are made of, numbers and
/// texts made simple.
pub fn minimise(pair: Pair, wrong: impl Fn(&Pair) -> bool) -> Pair {
    let documents: [fn(&mut Pair) -> &mut Value; 2] =
        [|pair| &mut pair.complaint, |pair| &mut pair.policy];
    let mut pair = pair;
    loop {
        let mut smaller = forget(&mut pair, &wrong);
        for document in documents {
            smaller |= pass(&mut pair, document, &wrong);
        }
        if !smaller {
            return pair;
        }
    }
}

/// Tries to drop everything that has a name, with all that speaks of it.
fn forget(pair: &mut Pair, wrong: &impl Fn(&Pair) -> bool) -> bool {
    let mut smaller = false;
    for name in names(&pair.policy) {
        let mut candidate = pair.clone();
        without(&mut candidate.policy, &name);
        without(&mut candidate.complaint, &name);
        if candidate != *pair && wrong(&candidate) {
            *pair = candidate;
            smaller = true;
        }
    }
    smaller
}

/// Every name a policy gives, those of which most depends first.
fn names(policy: &Value) -> Vec<String> {
    let tags = policy["languages"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let lists = ["problems", "options", "remedies", "commitments", "routes", "wishes", "groups"];
    let entries = lists.iter().flat_map(|list| policy[*list].as_array().into_iter().flatten());
    let ids = entries.filter_map(|entry| entry["id"].as_str());
    let maps = ["facts", "histories", "calendars", "roles"].into_iter();
    let keys = maps.filter_map(|map| policy[map].as_object()).flat_map(|map| map.keys());
    tags.chain(ids).map(str::to_owned).chain(keys.cloned()).collect()
}

/// Drops a name from a document: what is it or has it, and of lists what was left with an empty list. Answers whether
/// something was left so.
fn without(value: &mut Value, name: &str) -> bool {
    match value {
        Value::Object(fields) => {
            fields.remove(name);
            fields.retain(|_, inner| !has(inner, name));
            let mut bare = false;
            for inner in fields.values_mut() {
                let had = inner.as_array().is_some_and(|items| !items.is_empty());
                without(inner, name);
                bare |= had && inner.as_array().is_some_and(Vec::is_empty);
            }
            bare
        }
        Value::Array(items) => {
            items.retain_mut(|item| !(*item == name || has(item, name) || without(item, name)));
            false
        }
        _ => false,
    }
}

/// Whether something has a name in one of its own fields.
fn has(value: &Value, name: &str) -> bool {
    value.as_object().into_iter().flatten().any(|(_, inner)| inner == name)
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
        Value::String(text) => {
            let plain = Some(plain(text)).filter(|plain| text.contains('{') && plain != text);
            numbers(text).into_iter().chain(plain).map(Value::from).collect()
        }
        Value::Number(number) if number.as_i64().is_some_and(|n| n > 1) => vec![1.into(), 0.into()],
        _ => Vec::new(),
    }
}

/// A text without the places it fills in, but for the day that a promise must say.
fn plain(text: &str) -> String {
    if text.contains("{due}") { "By {due}".to_owned() } else { "Words".to_owned() }
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
