//! Differences between two documents of the same type, value by value.

use super::Write;
use super::submission::DifferenceFound;
use super::write;
use serde_json::Value;

/// Every place where what is claimed differs from what is computed, by JSON Pointer.
pub fn differences<T: Write + PartialEq>(claimed: &T, computed: &T) -> Vec<DifferenceFound> {
    let mut found = Vec::new();
    if claimed != computed {
        let value = |document| serde_json::from_str(&write(document)).unwrap_or(Value::Null);
        compare(String::new(), Some(&value(claimed)), Some(&value(computed)), &mut found);
    }
    found
}

fn compare(
    at: String,
    claimed: Option<&Value>,
    computed: Option<&Value>,
    found: &mut Vec<DifferenceFound>,
) {
    let below = |step: &str| [&at, "/", &step.replace('~', "~0").replace('/', "~1")].concat();
    match (claimed, computed) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                compare(below(key), a.get(key), b.get(key), found);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            for index in 0..a.len().max(b.len()) {
                compare(below(&index.to_string()), a.get(index), b.get(index), found);
            }
        }
        (_, _) if claimed == computed => {}
        (_, _) => {
            let (claimed, computed) = (claimed.map(words), computed.map(words));
            found.push(DifferenceFound { at, claimed, computed });
        }
    }
}

fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
