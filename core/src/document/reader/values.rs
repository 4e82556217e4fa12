//! How the plain values of documents are read.

use super::{Read, Reader, TEXT, WHOLE, YES_NO};
use crate::document::Map;
use crate::document::node::{Node, Step};
use crate::fault::words;

impl Read for String {
    fn read(reader: &mut Reader<'_>) -> Self {
        if let Node::Text(text) = reader.node {
            return text.clone().into_owned();
        }
        reader.wrong_type(TEXT);
        Self::new()
    }
}

impl Read for bool {
    fn read(reader: &mut Reader<'_>) -> Self {
        if let Node::Bool(yes) = reader.node {
            return *yes;
        }
        reader.wrong_type(YES_NO);
        false
    }
}

impl Reader<'_> {
    /// A whole number between two ends, of which zero is one of those between.
    fn whole(&mut self, least: i64, most: i64) -> i64 {
        let Node::Whole(whole) = self.node else {
            self.wrong_type(WHOLE);
            return 0;
        };
        if (least..=most).contains(whole) {
            return *whole;
        }
        let range = words!("a whole number from {least} to {most}");
        self.refuse("out-of-range", words!("expected {range}, found {whole}"), String::new());
        0
    }
}

impl Read for i64 {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.whole(Self::MIN, Self::MAX)
    }
}

impl Read for i32 {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self::try_from(reader.whole(Self::MIN.into(), Self::MAX.into())).unwrap_or_default()
    }
}

impl Read for u32 {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self::try_from(reader.whole(0, Self::MAX.into())).unwrap_or_default()
    }
}

impl Read for u64 {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self::try_from(reader.whole(0, i64::MAX)).unwrap_or_default()
    }
}

impl<T: Read> Read for Option<T> {
    const NEEDED: bool = false;

    fn read(reader: &mut Reader<'_>) -> Self {
        let empty = matches!(reader.node, Node::Null | Node::Hole);
        if empty { None } else { Some(T::read(reader)) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Self {
        let items = reader.items();
        let mut list = Self::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            reader.enter(Step::Index(index), item);
            list.push(T::read(reader));
            reader.leave();
        }
        list
    }
}

impl<V: Read> Read for Map<V> {
    fn read(reader: &mut Reader<'_>) -> Self {
        let entries = reader.by_id();
        let mut list = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            reader.enter(Step::Name(key), node);
            list.push((key.clone().into_owned(), V::read(reader)));
            reader.leave();
        }
        Self::sorted(list)
    }
}

/// Anything that can be written, for what only others interpret.
impl Read for serde_json::Value {
    fn read(reader: &mut Reader<'_>) -> Self {
        value(reader.node)
    }
}

fn value(node: &Node<'_>) -> serde_json::Value {
    match node {
        Node::Null | Node::Hole => serde_json::Value::Null,
        Node::Bool(yes) => (*yes).into(),
        Node::Whole(whole) => (*whole).into(),
        Node::Text(text) => text.as_ref().into(),
        Node::List(items) => items.iter().map(value).collect(),
        Node::Object(entries) => {
            entries.iter().map(|(key, node)| (key.clone().into_owned(), value(node))).collect()
        }
    }
}
