//! Faults of shape on their way out of the tree: what is said about them and how they are mended.

use crate::document::node::{MOST_FAULTS, Node, push_step, short};
use crate::fault::{Fault, nearest};
use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// Stand-ins that are tried in place of a hole of unknown type: object, text, yes/no, number.
const LAST_STAND_IN: u8 = 3;

pub(super) const TEXT: &str = "text";
pub(super) const WHOLE: &str = "a whole number";
pub(super) const YES_NO: &str = "true or false";
pub(super) const LIST: &str = "a list";
pub(super) const OBJECT: &str = "an object";

const UNQUOTE: &str = "write it without quotation marks";

/// One fault on its way out of the tree.
#[derive(Debug)]
pub(super) struct Slip(Box<SlipParts>);

#[derive(Debug)]
struct SlipParts {
    fault: Fault,
    mending: Mending,
    /// Steps to the place, innermost first.
    path: Vec<String>,
}

#[derive(Debug)]
enum Mending {
    /// Replace the whole place.
    Replace,
    /// Add a field.
    Add(&'static str),
    /// Remove a field and, when it is a misspelling, add the one that was meant.
    Remove(String, Option<&'static str>),
}

impl Slip {
    pub(super) fn new(
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let fault = Fault::new(code, "", message).help(help);
        Self(Box::new(SlipParts { fault, mending: Mending::Replace, path: Vec::new() }))
    }

    fn mended_by(mut self, mending: Mending) -> Self {
        self.0.mending = mending;
        self
    }

    pub(super) fn inside(mut self, step: &str) -> Self {
        self.0.path.push(step.to_owned());
        self
    }

    pub(super) fn wrong_type(expected: &str, found: &Node) -> Self {
        let help = match (expected, found) {
            (TEXT, Node::Whole(_) | Node::Bool(_)) => "put it in quotation marks",
            (WHOLE, Node::Text(text)) if text.parse::<i64>().is_ok() => UNQUOTE,
            (YES_NO, Node::Text(text)) if matches!(text.as_str(), "true" | "false") => UNQUOTE,
            (_, Node::Null) => "fill it in, or leave it out where it may be left out",
            (LIST, _) => "put it in square brackets",
            _ => "",
        };
        Self::new("wrong-type", format!("expected {expected}, found {}", found.words()), help)
    }

    /// An object that should have one name and has none or several.
    pub(super) fn one_name(found: &Node) -> Self {
        let names: Vec<String> = if let Node::Object(entries) = found {
            entries.iter().map(|(key, _)| short(key)).take(5).collect()
        } else {
            Vec::new()
        };
        let found = match names.as_slice() {
            [] => return Self::no_name(),
            [first @ .., _fifth] if names.len() == 5 => format!("{}, …", quoted(first)),
            all => quoted(all),
        };
        let message = format!("expected an object with one name, found {found}");
        Self::new("one-key", message, "keep one of them")
    }

    fn no_name() -> Self {
        Self::new("one-key", "expected an object with one name, found none", "write one")
    }

    /// Records the fault and mends its place; false when there is no way on.
    pub(super) fn mend(self, node: &mut Node, faults: &mut Vec<Fault>) -> bool {
        let SlipParts { mut fault, mending, path } = *self.0;
        let mut place = node;
        for step in path.iter().rev() {
            if let Node::Hole(_) = place {
                break;
            }
            push_step(&mut fault.at, step);
            match place.child_mut(step) {
                Some(child) => place = child,
                None => return false,
            }
        }
        if let Node::Hole(stand_in) = place {
            *stand_in = stand_in.saturating_add(1);
            return *stand_in <= LAST_STAND_IN;
        }
        if faults.len() >= MOST_FAULTS {
            let message = format!("more than {MOST_FAULTS} faults; the rest is not listed");
            faults.push(Fault::new("too-many-faults", "", message).help("correct these first"));
            return false;
        }
        mending.apply(place, &mut fault.at);
        faults.push(fault);
        true
    }
}

impl Mending {
    fn apply(self, place: &mut Node, at: &mut String) {
        match (self, place) {
            (Self::Add(name), Node::Object(entries)) => {
                entries.push((name.to_owned(), Node::Hole(0)));
            }
            (Self::Remove(name, meant), Node::Object(entries)) => {
                push_step(at, &name);
                entries.retain(|(key, _)| *key != name);
                if let Some(meant) =
                    meant.filter(|meant| entries.iter().all(|(key, _)| key != meant))
                {
                    entries.push((meant.to_owned(), Node::Hole(0)));
                }
            }
            (_, place) => *place = Node::Hole(0),
        }
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fault.fmt(f)
    }
}

impl std::error::Error for Slip {}

impl de::Error for Slip {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new("invalid", message.to_string(), "")
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new("missing-field", format!("`{field}` is missing"), "add it")
            .mended_by(Mending::Add(field))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let said = short(field);
        let meant = nearest(&said, expected.iter().copied());
        let help = meant.map_or_else(
            || format!("the fields here are {}", quoted(expected)),
            |meant| format!("did you mean `{meant}`?"),
        );
        Self::new("unknown-field", format!("`{said}` is not a field here"), help)
            .mended_by(Mending::Remove(field.to_owned(), meant))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let variant = short(variant);
        let help = nearest(&variant, expected.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"))
            .unwrap_or_default();
        let message = format!("`{variant}` is not one of {}", quoted(expected));
        Self::new("unknown-value", message, help)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = plain(expected);
        // What serde calls an object without a name where one of several is expected.
        if expected == "enum" {
            return Self::no_name();
        }
        let message = format!("expected {expected}, found {}", found_words(&found));
        Self::new("wrong-type", message, "")
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = if let Unexpected::Signed(whole) = found {
            whole.to_string()
        } else {
            found_words(&found).to_owned()
        };
        let message = format!("expected {}, found {found}", plain(expected));
        Self::new("out-of-range", message, "")
    }
}

fn quoted<S: fmt::Display>(names: &[S]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What a type expects, without the names of the language it is written in.
fn plain(expected: &dyn Expected) -> String {
    let words = expected.to_string();
    match words.as_str() {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" | "usize" => "a whole number from 0 to 4294967295",
        "i32" => "a whole number from -2147483648 to 2147483647",
        "u64" => "a whole number that is not negative",
        _ => return words,
    }
    .to_owned()
}

fn found_words(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(true) => "`true`",
        Unexpected::Bool(false) => "`false`",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => WHOLE,
        Unexpected::Char(_) | Unexpected::Str(_) => TEXT,
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => LIST,
        Unexpected::Map => OBJECT,
        Unexpected::Float(_)
        | Unexpected::Bytes(_)
        | Unexpected::NewtypeStruct
        | Unexpected::Enum
        | Unexpected::UnitVariant
        | Unexpected::NewtypeVariant
        | Unexpected::TupleVariant
        | Unexpected::StructVariant
        | Unexpected::Other(_) => "something else",
    }
}
