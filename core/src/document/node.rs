//! The tree a JSON text is read into before it becomes a document.
//!
//! The tree keeps the order of the text. A number that is not whole has been reported and is a hole:
//! reading goes on around it, so that all faults of a text are reported at once.

use crate::fault::Fault;
use crate::fault::words;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// Longest text that is read, in bytes.
const MOST_BYTES: usize = 2_097_152;

/// Most faults that are listed.
pub(crate) const MOST_FAULTS: usize = 200;

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object in the order it is written; no name comes twice.
    Object(Vec<(String, Node)>),
    /// Nothing that can be read: already reported, or left out.
    Hole,
}

impl Node {
    /// Reads a text: the tree, and the faults that did not stop the reading.
    pub(crate) fn parse(text: &str) -> Result<(Self, Vec<Fault>), Fault> {
        if text.len() > MOST_BYTES {
            let message = words!("{} bytes are more than the {MOST_BYTES} allowed", text.len());
            return Err(Fault::new("too-large", "", message).help("shorten the document"));
        }
        let mut draft = Draft { at: String::new(), faults: Vec::new() };
        let mut parser = serde_json::Deserializer::from_str(text);
        let read = Value(&mut draft).deserialize(&mut parser);
        match read.and_then(|node| parser.end().map(|()| node)) {
            Ok(node) => Ok((node, draft.faults)),
            Err(error) if inexact(&error) => {
                draft.inexact();
                Ok((Self::Hole, draft.faults))
            }
            Err(error) => Err(unreadable(&error)),
        }
    }

    /// Reads any format of serde, as [`Self::parse`] does.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<(Self, Vec<Fault>), D::Error> {
        let mut draft = Draft { at: String::new(), faults: Vec::new() };
        let node = Value(&mut draft).deserialize(deserializer)?;
        Ok((node, draft.faults))
    }

    #[cfg(test)]
    fn child(&self, step: &str) -> Option<&Self> {
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

/// Adds one step to a JSON Pointer (RFC 6901).
pub(crate) fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
}

/// A name as it is told: whole, or its beginning when it is very long.
pub(crate) fn short(name: &str) -> String {
    match name.char_indices().nth(40) {
        Some((end, _)) => words!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// What is known while a text is read.
struct Draft {
    at: String,
    faults: Vec<Fault>,
}

impl Draft {
    fn report(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    fn inexact(&mut self) {
        let message = "this number has a fraction, an exponent or too many digits";
        let help = "write decimals as text, for example \"12.50\"";
        self.report(Fault::new("inexact-number", self.at.clone(), message).help(help));
    }

    fn duplicate(&mut self, key: &str) {
        let message = words!("`{}` is written twice in the same object", short(key));
        self.report(Fault::new("duplicate-key", self.at.clone(), message).help("keep one of them"));
    }

    /// Reads one child; a number that is not whole becomes a hole and reading goes on behind it.
    fn step<T, E: fmt::Display>(
        &mut self,
        step: &str,
        hole: T,
        read: impl FnOnce(Value<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let length = self.at.len();
        push_step(&mut self.at, step);
        let node = match read(Value(self)) {
            Err(error) if inexact(&error) => {
                self.inexact();
                Ok(hole)
            }
            other => other,
        };
        self.at.truncate(length);
        node
    }
}

/// Whether reading stopped at a number that is not whole: the one value [`Value`] does not take.
fn inexact(error: &impl fmt::Display) -> bool {
    error.to_string().starts_with("invalid type: floating point")
}

/// Reads one value.
struct Value<'a>(&'a mut Draft);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value without fractions")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Node, E> {
        Ok(Node::Bool(yes))
    }

    fn visit_i64<E>(self, whole: i64) -> Result<Node, E> {
        Ok(Node::Whole(whole))
    }

    fn visit_u64<E>(self, whole: u64) -> Result<Node, E> {
        Ok(i64::try_from(whole).map_or_else(
            |_| {
                self.0.inexact();
                Node::Hole
            },
            Node::Whole,
        ))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        loop {
            let step = items.len().to_string();
            let item = self.0.step(&step, Some(Node::Hole), |seed| list.next_element_seed(seed));
            match item? {
                Some(item) => items.push(item),
                None => return Ok(Node::List(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            let fresh = seen.insert(key.clone());
            let value = self.0.step(&key, Node::Hole, |seed| {
                if !fresh {
                    seed.0.duplicate(&key);
                }
                map.next_value_seed(seed)
            })?;
            if fresh {
                entries.push((key, value));
            }
        }
        Ok(Node::Object(entries))
    }
}

/// A text that is not JSON, in plain words.
fn unreadable(error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line(), error.column());
    let full = error.to_string();
    let what = full.split(" at line ").next().unwrap_or_default();
    if what.starts_with("recursion limit") {
        let message = words!("line {line}, column {column}: lists and objects are nested too deep");
        return Fault::new("too-deep", "", message).help("nest at most 127 levels");
    }
    let plain = match what {
        "EOF while parsing a string" => "the text ends inside quotation marks",
        "EOF while parsing a list" => "the text ends inside a list",
        "EOF while parsing an object" => "the text ends inside an object",
        "EOF while parsing a value" => "the text ends where a value is expected",
        "expected value" | "expected ident" => "a value is expected here",
        "trailing characters" => "something follows the end of the document",
        "trailing comma" => "a comma stands before the closing bracket",
        "key must be a string" => "a name in quotation marks is expected here",
        "invalid number" => "this is not a number",
        "number out of range" => "this number is too large",
        "invalid escape" => "this escape is not known",
        other => other,
    };
    Fault::new("syntax", "", words!("line {line}, column {column}: {plain}"))
        .help("correct the JSON text there")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let fault = Node::parse(text).unwrap_err();
        format!("{} {fault}", fault.code)
    }

    fn reported(text: &str) -> Vec<String> {
        let (_, faults) = Node::parse(text).unwrap();
        faults.iter().map(|fault| format!("{} {}", fault.code, fault.at)).collect()
    }

    fn nested(levels: usize) -> String {
        format!("{}{}", "[".repeat(levels), "]".repeat(levels))
    }

    #[test]
    fn order_is_kept() {
        let (node, faults) = Node::parse("{\"b\":[1,null],\"a\":{\"x\":\"\\u00e9\"}}").unwrap();
        assert_eq!(faults, []);
        let x = Node::Object(vec![("x".to_owned(), Node::Text("é".to_owned()))]);
        let b = Node::List(vec![Node::Whole(1), Node::Null]);
        assert_eq!(node, Node::Object(vec![("b".to_owned(), b), ("a".to_owned(), x)]));
    }

    #[test]
    fn every_duplicate_is_reported_and_the_first_kept() {
        let text = "{\"a\":1,\"a\":2,\"l\":[{\"x/y~\":1,\"x/y~\":2}]}";
        assert_eq!(reported(text), ["duplicate-key /a", "duplicate-key /l/0/x~1y~0"]);
        let (node, faults) = Node::parse(text).unwrap();
        assert_eq!(node.child("a"), Some(&Node::Whole(1)));
        assert_eq!(
            faults.first().unwrap().to_string(),
            "/a: `a` is written twice in the same object; keep one of them"
        );
    }

    #[test]
    fn every_inexact_number_is_reported_and_the_rest_is_read() {
        let text = "{\"a\":1.5,\"b\":[1,2e3,3],\"c\":18446744073709551615,\"d\":4}";
        let found = ["inexact-number /a", "inexact-number /b/1", "inexact-number /c"];
        assert_eq!(reported(text), found);
        let (node, faults) = Node::parse(text).unwrap();
        assert_eq!(
            faults.first().unwrap().to_string(),
            "/a: this number has a fraction, an exponent or too many digits; \
             write decimals as text, for example \"12.50\""
        );
        assert_eq!(node.child("a"), Some(&Node::Hole));
        assert_eq!(node.child("c"), Some(&Node::Hole));
        let kept = Node::List(vec![Node::Whole(1), Node::Hole, Node::Whole(3)]);
        assert_eq!(node.child("b"), Some(&kept));
        assert_eq!(node.child("d"), Some(&Node::Whole(4)));
        assert_eq!(reported("1.5"), ["inexact-number "]);
    }

    #[test]
    fn whole_numbers_reach_their_limits() {
        let text = "[9223372036854775807,-9223372036854775808]";
        let limits = Node::List(vec![Node::Whole(i64::MAX), Node::Whole(i64::MIN)]);
        assert_eq!(Node::parse(text).unwrap(), (limits, vec![]));
    }

    #[test]
    fn a_text_that_is_not_json_is_refused_in_plain_words() {
        for (text, message) in [
            ("", "line 1, column 0: the text ends where a value is expected"),
            ("{\"a\":1,}", "line 1, column 8: a comma stands before the closing bracket"),
            ("{\n  \"a\" 1}", "line 2, column 7: expected `:`"),
            ("{a:1}", "line 1, column 2: a name in quotation marks is expected here"),
            ("[1", "line 1, column 2: the text ends inside a list"),
            ("{} x", "line 1, column 4: something follows the end of the document"),
            ("{\"a\":tru}", "line 1, column 9: a value is expected here"),
            ("[1e999]", "line 1, column 6: this number is too large"),
        ] {
            let full = format!("syntax the document: {message}; correct the JSON text there");
            assert_eq!(refused(text), full);
        }
    }

    #[test]
    fn deep_texts_are_refused() {
        assert!(Node::parse(&nested(127)).is_ok());
        for levels in [128, 100_000] {
            assert_eq!(
                refused(&nested(levels)),
                "too-deep the document: line 1, column 128: \
                 lists and objects are nested too deep; nest at most 127 levels"
            );
        }
    }

    #[test]
    fn large_texts_are_refused() {
        let text = format!("\"{}\"", "x".repeat(10_485_760));
        assert_eq!(
            refused(&text),
            "too-large the document: 10485762 bytes are more than the 2097152 allowed; \
             shorten the document"
        );
        let most = format!("\"{}\"", "x".repeat(MOST_BYTES - 2));
        assert!(Node::parse(&most).is_ok());
    }
}
