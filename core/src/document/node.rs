//! The tree a text is read into before it becomes a document, in the order of the text.

use crate::fault::words;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

/// Most faults that are listed.
pub(crate) const MOST_FAULTS: usize = 200;

/// One JSON value. Words without escapes are those of the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// Text.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// An object in the order it is written; no name comes twice.
    Object(Vec<Named<'t>>),
    /// Nothing that can be read: already reported, or left out.
    Hole,
}

/// An entry of an object: its name and what it holds.
pub(crate) type Named<'t> = (Cow<'t, str>, Node<'t>);

/// Names with their places, in another order. One function sorts for all, because each is kilobytes in the widget.
pub(crate) fn sorted<'n>(
    names: impl Iterator<Item = &'n str>,
    order: fn(&str, &str) -> Ordering,
) -> Vec<(usize, &'n str)> {
    let mut sorted: Vec<(usize, &str)> = names.enumerate().collect();
    sort(&mut sorted, order);
    sorted
}

#[inline(never)]
fn sort(names: &mut [(usize, &str)], order: fn(&str, &str) -> Ordering) {
    names.sort_unstable_by(|(_, a), (_, b)| order(a, b));
}

impl Node<'_> {
    #[cfg(test)]
    pub(crate) fn child(&self, step: &str) -> Option<&Self> {
        match self {
            Self::List(items) => items.get(step.parse::<usize>().ok()?),
            Self::Object(entries) => {
                entries.iter().find(|(key, _)| key == step).map(|(_, value)| value)
            }
            Self::Null | Self::Bool(_) | Self::Whole(_) | Self::Text(_) | Self::Hole => None,
        }
    }

    /// A child, to change it.
    #[cfg(test)]
    pub(crate) fn child_mut(&mut self, step: &str) -> Option<&mut Self> {
        match self {
            Self::List(items) => items.get_mut(step.parse::<usize>().ok()?),
            Self::Object(entries) => {
                entries.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value)
            }
            Self::Null | Self::Bool(_) | Self::Whole(_) | Self::Text(_) | Self::Hole => None,
        }
    }

    /// What it is, in plain words.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(true) => "`true`",
            Self::Bool(false) => "`false`",
            Self::Whole(_) => "a whole number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::Hole => "nothing",
        }
    }
}

/// One step from a value to a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<N> {
    Name(N),
    Index(usize),
}

/// The JSON Pointer (RFC 6901) of a path.
pub(super) fn pointer<N: AsRef<str>>(path: &[Step<N>]) -> String {
    let mut pointer = String::new();
    for step in path {
        match step {
            Step::Name(name) => push_step(&mut pointer, name.as_ref()),
            Step::Index(index) => push_step(&mut pointer, &index.to_string()),
        }
    }
    pointer
}

/// Adds one step to a JSON Pointer (RFC 6901).
pub(crate) fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    if step.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(step);
    }
}

/// A name as it is told: whole, or its beginning when it is very long.
pub(crate) fn short(name: &str) -> String {
    match name.char_indices().nth(40) {
        Some((end, _)) => words!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// Trees out of any format of serde: documents inside other things.
impl<'de> Deserialize<'de> for Node<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Foreign)
    }
}

struct Foreign;

impl<'de> Visitor<'de> for Foreign {
    type Value = Node<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value without fractions")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Node::Bool(yes))
    }

    fn visit_i64<E>(self, whole: i64) -> Result<Self::Value, E> {
        Ok(Node::Whole(whole))
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<Self::Value, E> {
        i64::try_from(whole).map(Node::Whole).map_err(E::custom)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Node::Text(text.to_owned().into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<Named<'static>> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Self::Value>()? {
            if entries.iter().any(|(other, _)| *other == key) {
                let message = words!("`{}` is written twice in the same object", short(&key));
                return Err(A::Error::custom(message));
            }
            entries.push((key.into(), value));
        }
        Ok(Node::Object(entries))
    }
}
