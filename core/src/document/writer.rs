//! Writes documents as canonical JSON (RFC 8785). As in reading, types only say which fields or names they have.

use super::Map;
use super::canonical::{Entry, put_entries, put_text};
use crate::number::put_whole;

/// What a document is made of: anything that can be written as JSON.
pub trait Write {
    /// Adds its canonical text.
    #[doc(hidden)]
    fn put(&self, to: &mut String);

    /// Whether a field that may be left out is, holding this.
    fn is_nothing(&self) -> bool {
        false
    }
}

/// An object of fields by their names, in any order.
#[derive(Clone, Copy)]
pub struct Object<'a>(pub &'a [(&'a str, &'a dyn Write)]);

impl std::fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Write for Object<'_> {
    fn put(&self, to: &mut String) {
        put_entries(to, self.0.iter().copied());
    }
}

/// Where a field of a type is written.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its name as it is written.
    pub name: &'static str,
    /// Whether it is written even when it holds nothing.
    pub kept: bool,
    /// Which of the type's fields it is.
    pub field: usize,
}

/// The fields of a type, declared in any order, in the order they are written: by their names, which are ASCII.
#[doc(hidden)]
#[expect(clippy::indexing_slicing, reason = "computed while compiling: a mistake does not compile")]
pub const fn in_order<const COUNT: usize>(mut fields: [Place; COUNT]) -> [Place; COUNT] {
    let mut next = 0;
    while next < COUNT {
        fields[next].field = next;
        let mut at = next;
        while let Some(before) = at.checked_sub(1)
            && comes_before(fields[at].name, fields[before].name)
        {
            (fields[before], fields[at]) = (fields[at], fields[before]);
            at = before;
        }
        next = next.saturating_add(1);
    }
    fields
}

const fn comes_before(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
        if *a != *b {
            return *a < *b;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.len() < other.len()
}

/// Adds the fields of a type with their values, which come in the order of their declaration.
#[doc(hidden)]
pub fn object(to: &mut String, fields: &[Place], values: &[&dyn Write]) {
    let mut before = '{';
    for field in fields {
        let Some(value) = values.get(field.field) else { continue };
        if field.kept || !value.is_nothing() {
            to.push(before);
            to.push('"');
            to.push_str(field.name);
            to.push_str("\":");
            value.put(to);
            before = ',';
        }
    }
    to.push_str(if before == '{' { "{}" } else { "}" });
}

/// Adds one name with its content.
#[doc(hidden)]
pub fn tagged(to: &mut String, name: &str, content: &dyn Write) {
    put_entries(to, [(name, content)].into_iter());
}

impl<T: Write + ?Sized> Write for &T {
    fn put(&self, to: &mut String) {
        T::put(self, to);
    }

    fn is_nothing(&self) -> bool {
        T::is_nothing(self)
    }
}

impl Write for str {
    fn put(&self, to: &mut String) {
        put_text(to, self);
    }
}

impl Write for String {
    fn put(&self, to: &mut String) {
        self.as_str().put(to);
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Write for bool {
    fn put(&self, to: &mut String) {
        to.push_str(if *self { "true" } else { "false" });
    }

    fn is_nothing(&self) -> bool {
        !self
    }
}

impl Write for i64 {
    fn put(&self, to: &mut String) {
        put_whole(to, *self);
    }
}

impl Write for i32 {
    fn put(&self, to: &mut String) {
        i64::from(*self).put(to);
    }
}

impl Write for u32 {
    fn put(&self, to: &mut String) {
        i64::from(*self).put(to);
    }
}

/// Counts; one beyond the whole numbers of documents does not occur.
impl Write for u64 {
    fn put(&self, to: &mut String) {
        i64::try_from(*self).unwrap_or(i64::MAX).put(to);
    }
}

impl<T: Write> Write for Option<T> {
    fn put(&self, to: &mut String) {
        match self {
            Some(value) => value.put(to),
            None => to.push_str("null"),
        }
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for [T] {
    fn put(&self, to: &mut String) {
        let mut before = '[';
        for item in self {
            to.push(before);
            item.put(to);
            before = ',';
        }
        to.push_str(if before == '[' { "[]" } else { "]" });
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for Vec<T> {
    fn put(&self, to: &mut String) {
        self.as_slice().put(to);
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<V: Write> Write for Map<V> {
    fn put(&self, to: &mut String) {
        put_entries(to, self.iter().map(|(key, value)| -> Entry<'_> { (key, value) }));
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for Box<T> {
    fn put(&self, to: &mut String) {
        T::put(self, to);
    }
}

impl Write for serde_json::Value {
    fn put(&self, to: &mut String) {
        match self {
            Self::Bool(yes) => yes.put(to),
            // What is not whole has no place in documents.
            Self::Number(number) => number.as_i64().put(to),
            Self::String(text) => text.put(to),
            Self::Array(items) => items.put(to),
            Self::Object(entries) => {
                put_entries(to, entries.iter().map(|(key, value)| -> Entry<'_> { (key, value) }));
            }
            Self::Null => to.push_str("null"),
        }
    }
}
