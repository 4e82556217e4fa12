//! Finds where a JSON Pointer points in a text as it was typed.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// JSON as RFC 8259 has it.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A text and what can be pointed at in it.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    /// The tree, or the place where the text stops being JSON.
    tree: Result<Option<Value<'a>>, Range<usize>>,
}

impl<'a> Places<'a> {
    /// Reads a text; it need not be JSON.
    pub fn of(text: &'a str) -> Self {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT);
        let tree = parsed.map(|parsed| parsed.value).map_err(|error| {
            let range = error.range();
            // A list or object that never ends is wrong where the text ends, not where it begins.
            let lines = text.get(range.start..range.end).is_some_and(|part| part.contains('\n'));
            if lines { range.end..range.end } else { range.start..range.end }
        });
        Self { text, tree }
    }

    /// The bytes a JSON Pointer (RFC 6901) speaks of: a plain value itself, the name of a member
    /// that holds a list or object, its opening bracket otherwise. What is not there is shown at
    /// the nearest thing around it that is.
    pub fn find(&self, pointer: &str) -> Range<usize> {
        let range = match &self.tree {
            Ok(Some(root)) => place_in(root, pointer),
            Ok(None) => 0..0,
            Err(range) => range.clone(),
        };
        self.fit(range)
    }

    /// Keeps a range inside the text and on character borders.
    fn fit(&self, range: Range<usize>) -> Range<usize> {
        let fits = self.text.get(range.clone()).is_some();
        if fits { range } else { self.text.len()..self.text.len() }
    }
}

fn place_in(root: &Value<'_>, pointer: &str) -> Range<usize> {
    let mut value = root;
    let mut place = head_of(root);
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let Some((next, name)) = child(value, &step) else { break };
        place = match (name, next) {
            (Some(name), Value::Array(_) | Value::Object(_)) => name,
            _ => head_of(next),
        };
        value = next;
    }
    place
}

/// A member or element, with the place of the member's name.
fn child<'v, 'a>(
    value: &'v Value<'a>,
    step: &str,
) -> Option<(&'v Value<'a>, Option<Range<usize>>)> {
    match value {
        Value::Object(object) => {
            let named = |member: &&ObjectProp<'a>| member.name.as_str() == step;
            // The last one of a repeated name is the one that is wrong.
            let member = object.properties.iter().rev().find(named)?;
            Some((&member.value, Some(member.name.start()..member.name.end())))
        }
        Value::Array(array) => Some((array.elements.get(step.parse::<usize>().ok()?)?, None)),
        _ => None,
    }
}

fn head_of(value: &Value<'_>) -> Range<usize> {
    let start = value.start();
    match value {
        Value::Object(_) | Value::Array(_) => start..start + 1,
        _ => start..value.end(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"a/b\": [\n    {\"c\": \"金额\"},\n    7\n  ],\n  \"d\": 1,\n  \"d\": 2\n}\n";

    /// Line and column of a byte, both from 1; columns count characters.
    fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
        let before = &text[..byte];
        let line = before.matches('\n').count() + 1;
        (line, before.rsplit('\n').next().unwrap().chars().count() + 1)
    }

    fn pointed(pointer: &str) -> (&'static str, (usize, usize)) {
        let places = Places::of(TEXT);
        let range = places.find(pointer);
        (&TEXT[range.clone()], line_and_column(TEXT, range.start))
    }

    #[test]
    fn pointers_find_what_was_typed() {
        assert_eq!(pointed("/a~1b/0/c"), ("\"金额\"", (3, 11)));
        assert_eq!(pointed("/a~1b/1"), ("7", (4, 5)));
        assert_eq!(pointed("/a~1b"), ("\"a/b\"", (2, 3)));
        assert_eq!(pointed("/a~1b/0"), ("{", (3, 5)));
        assert_eq!(pointed(""), ("{", (1, 1)));
    }

    #[test]
    fn a_repeated_name_is_shown_where_it_is_repeated() {
        assert_eq!(pointed("/d"), ("2", (7, 8)));
    }

    #[test]
    fn what_is_missing_is_shown_at_what_should_hold_it() {
        assert_eq!(pointed("/a~1b/0/missing/deeper"), ("{", (3, 5)));
        assert_eq!(pointed("/a~1b/9"), ("\"a/b\"", (2, 3)));
    }

    #[test]
    fn a_text_that_is_no_json_is_shown_where_it_stops_being_it() {
        let text = "{\n  \"a\": 1\n  \"b\": 2\n}";
        let places = Places::of(text);
        let (line, _) = line_and_column(text, places.find("").start);
        assert!((2..=3).contains(&line), "line {line}");
        let deep = "[".repeat(100_000);
        assert!(Places::of(&deep).find("/0").end <= deep.len());
        assert_eq!(Places::of("").find("/x"), 0..0);
    }
}
