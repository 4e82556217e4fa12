//! Changes to documents, each a place and what to put there; and the small policy of a tea house that most of them are made in.

use crate::repository::root;
use serde_json::Value;

/// Puts a value at a JSON Pointer (RFC 6901): `-` is the end of a list, a key that is new is made, and null takes out what
/// a key holds.
///
/// ```
/// use amends_tests::changes::put;
/// use serde_json::{Value, json};
///
/// let mut document = json!({ "cups": [1, 2], "lid": true });
/// put(&mut document, "/cups/-", json!(3)).unwrap();
/// put(&mut document, "/cups/0", json!(9)).unwrap();
/// put(&mut document, "/lid", Value::Null).unwrap();
/// assert_eq!(document, json!({ "cups": [9, 2, 3] }));
/// assert_eq!(put(&mut document, "/cups/7", json!(1)).unwrap_err(), "there is nothing at /cups/7");
/// ```
///
/// # Errors
/// There is no such place.
pub fn put(document: &mut Value, at: &str, value: Value) -> Result<(), String> {
    put_in(document, at, value).ok_or_else(|| format!("there is nothing at {at}"))
}

fn put_in(document: &mut Value, at: &str, value: Value) -> Option<()> {
    let (parent, key) = at.rsplit_once('/')?;
    match document.pointer_mut(parent)? {
        Value::Object(fields) if value.is_null() => drop(fields.remove(key)),
        Value::Object(fields) => drop(fields.insert(key.to_owned(), value)),
        Value::Array(items) if key == "-" => items.push(value),
        Value::Array(items) => *items.get_mut(key.parse::<usize>().ok()?)? = value,
        _ => return None,
    }
    Some(())
}

/// The policy of the tea house, with changes.
///
/// # Errors
/// It cannot be read, or has no such place.
pub fn tea_house<'a>(changes: impl IntoIterator<Item = (&'a str, Value)>) -> Result<Value, String> {
    let path = root().join("tests/rejected/base.json");
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut document: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    for (at, value) in changes {
        put(&mut document, at, value)?;
    }
    Ok(document)
}
