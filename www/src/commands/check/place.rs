//! Finds where a JSON Pointer points in a text as it was typed.

use amends_core::fault::Fault;
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
    /// The tree, when the text is JSON.
    tree: Option<Value<'a>>,
}

impl<'a> Places<'a> {
    /// Reads a text; it need not be JSON.
    pub fn of(text: &'a str) -> Self {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT);
        let tree = parsed.ok().and_then(|parsed| parsed.value);
        Self { text, tree }
    }

    /// The bytes a fault speaks of: the name of a member that is one too many or that holds a list or
    /// object, a plain value itself, the id of an object in a list, its opening bracket otherwise. What
    /// is not there is shown at the nearest thing around it that is.
    pub fn find(&self, fault: &Fault) -> Range<usize> {
        if let (Some((line, column)), _) = stated(&fault.message) {
            return self.character(line, column);
        }
        let by_name = matches!(fault.code, "unknown-field" | "duplicate-key");
        let range = match &self.tree {
            Some(root) => place_in(root, &fault.at, by_name),
            None => 0..0,
        };
        let range = self.fit(range);
        self.quoted(&range, fault).unwrap_or(range)
    }

    /// The character at a line and column, both from 1; behind the last one, the end.
    fn character(&self, line: usize, column: usize) -> Range<usize> {
        let before = self.text.split_inclusive('\n').take(line.saturating_sub(1));
        let start: usize = before.map(str::len).sum();
        let rest = self.text.get(start..).unwrap_or_default();
        let mut letters = rest.char_indices().skip(column.saturating_sub(1));
        let Some((offset, letter)) = letters.next() else {
            return self.text.len()..self.text.len();
        };
        let start = start.saturating_add(offset);
        start..start.saturating_add(letter.len_utf8())
    }

    /// Inside a text, the words a fault quotes: a place nothing fills, a phrase that is forbidden.
    fn quoted(&self, range: &Range<usize>, fault: &Fault) -> Option<Range<usize>> {
        let (open, close) = match fault.code {
            "unknown-place" | "unequal-places" => ("`{", "}`"),
            "forbidden-phrase" => ("“", "”"),
            _ => return None,
        };
        let (_, rest) = fault.message.split_once(open)?;
        let words = rest.split_once(close)?.0;
        let words = if open == "`{" { format!("{{{words}}}") } else { words.to_lowercase() };
        let text = self.text.get(range.clone())?;
        // Lower case of other letters may be longer; then the whole text is shown.
        let found =
            text.to_lowercase().find(&words).filter(|_| text.len() == text.to_lowercase().len())?;
        let start = range.start.checked_add(found)?;
        let end = start.checked_add(words.len())?;
        self.text.get(start..end).map(|_| start..end)
    }

    /// The name of the innermost part with a name of its own around a place, and what it is: the id of a
    /// remedy, the key of a fact. None when the place is not inside one.
    pub fn owner(&self, pointer: &str) -> Option<(Range<usize>, &'static str)> {
        let mut value = self.tree.as_ref()?;
        let (mut part, mut owner) = ("", None);
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        for (depth, step) in steps.iter().enumerate() {
            let (next, key) = child(value, &unescaped(step))?;
            let inside = depth.checked_add(1)? < steps.len();
            if let Some(what) = named(part).filter(|_| inside) {
                let named = key.or_else(|| id_of(next)).map(|name| (self.fit(name), what));
                owner = named.or(owner);
            }
            part = step;
            value = next;
        }
        owner
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        (line, column.saturating_add(1))
    }

    /// The whole lines a range is in, and the number of the first.
    pub fn lines(&self, range: Range<usize>) -> (Range<usize>, usize) {
        let before = self.text.get(..range.start).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
        let after = self.text.get(range.end..).unwrap_or_default();
        let end = after.find('\n').map_or(self.text.len(), |end| range.end.saturating_add(end));
        (start..end, self.line_and_column(range.start).0)
    }

    /// Keeps a range inside the text and on character borders.
    fn fit(&self, range: Range<usize>) -> Range<usize> {
        let fits = self.text.get(range.clone()).is_some();
        if fits { range } else { self.text.len()..self.text.len() }
    }
}

/// The line and column a message about the text itself begins with, and what it says then.
pub fn stated(message: &str) -> (Option<(usize, usize)>, &str) {
    let read = || {
        let (line, rest) = message.strip_prefix("line ")?.split_once(", column ")?;
        let (column, says) = rest.split_once(": ")?;
        Some(((line.parse().ok()?, column.parse().ok()?), says))
    };
    read().map_or((None, message), |(place, says)| (Some(place), says))
}

/// A step of a pointer as the name it stands for.
fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// What an entry of a part of a policy is called; none for parts whose entries have no names.
fn named(part: &str) -> Option<&'static str> {
    Some(match part {
        "facts" => "fact",
        "choices" => "choice",
        "groups" => "group",
        "problems" => "problem",
        "wishes" => "wish",
        "remedies" => "remedy",
        "options" => "option",
        "commitments" => "commitment",
        "parts" => "part",
        "borne_by" => "party",
        "figures" => "figure",
        "calendars" => "calendar",
        "histories" => "history",
        "roles" => "role",
        "routes" => "route",
        _ => return None,
    })
}

/// The place of an object's id.
fn id_of(value: &Value<'_>) -> Option<Range<usize>> {
    match child(value, "id")?.0 {
        Value::StringLit(id) => Some(id.start()..id.end()),
        _ => None,
    }
}

fn place_in(root: &Value<'_>, pointer: &str, by_name: bool) -> Range<usize> {
    let mut value = root;
    let mut place = head_of(root);
    for step in pointer.split('/').skip(1) {
        let Some((next, name)) = child(value, &unescaped(step)) else { break };
        place = match (name, next) {
            (Some(name), Value::Array(_) | Value::Object(_)) => name,
            (Some(name), _) if by_name => name,
            (None, _) => id_of(next).unwrap_or_else(|| head_of(next)),
            (_, _) => head_of(next),
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

    fn pointed(pointer: &str) -> (&'static str, (usize, usize)) {
        let places = Places::of(TEXT);
        let range = places.find(&Fault::new("", pointer, ""));
        (&TEXT[range.clone()], places.line_and_column(range.start))
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
    fn the_innermost_named_part_around_a_place_is_found() {
        let text = r#"{"facts": {"a": {"choices": [{"id": "x", "label": {}}]}}, "remedies": [{"id": "r"}]}"#;
        let places = Places::of(text);
        let owner = |pointer| places.owner(pointer).map(|(range, what)| (&text[range], what));
        assert_eq!(owner("/facts/a/type"), None);
        assert_eq!(owner("/facts/a/choices"), Some(("\"a\"", "fact")));
        assert_eq!(owner("/facts/a/choices/0/label"), Some(("\"x\"", "choice")));
        assert_eq!(owner("/remedies/0/id"), Some(("\"r\"", "remedy")));
        assert_eq!((owner("/remedies/0"), owner("/remedies/1/id"), owner("")), (None, None, None));
    }

    #[test]
    fn a_name_that_is_one_too_many_is_shown_itself() {
        assert_eq!(pointed("/d"), ("2", (7, 8)));
        let places = Places::of(TEXT);
        let range = places.find(&Fault::new("duplicate-key", "/d", ""));
        assert_eq!((&TEXT[range.clone()], places.line_and_column(range.start)), ("\"d\"", (7, 3)));
    }

    #[test]
    fn words_a_fault_quotes_are_shown_inside_their_text() {
        let text = "{\"because\": \"换成优惠券，{amont}，SORRY for that\"}";
        let places = Places::of(text);
        let shown = |code, message| &text[places.find(&Fault::new(code, "/because", message))];
        assert_eq!(shown("unknown-place", "nothing is called `{amont}` here"), "{amont}");
        assert_eq!(shown("forbidden-phrase", "“sorry for” is forbidden"), "SORRY for");
        let whole = "\"换成优惠券，{amont}，SORRY for that\"";
        assert_eq!(shown("unequal-places", "only one of `en` and `zh` says `{due}`"), whole);
        assert_eq!(shown("unknown-place", "a `{` is not closed"), whole);
    }

    #[test]
    fn an_object_in_a_list_is_shown_at_its_id() {
        let text = r#"{"remedies": [{"kind": "gift", "id": "r"}, {"kind": "gift"}]}"#;
        let shown = |at| &text[Places::of(text).find(&Fault::new("", at, ""))];
        assert_eq!((shown("/remedies/0"), shown("/remedies/0/by")), ("\"r\"", "\"r\""));
        assert_eq!((shown("/remedies/1"), shown("/remedies/1/kind")), ("{", "\"gift\""));
    }

    #[test]
    fn what_is_missing_is_shown_at_what_should_hold_it() {
        assert_eq!(pointed("/a~1b/0/missing/deeper"), ("{", (3, 5)));
        assert_eq!(pointed("/a~1b/9"), ("\"a/b\"", (2, 3)));
    }

    #[test]
    fn a_text_that_is_no_json_is_shown_where_it_stops_being_it() {
        let shown = |text: &str| {
            let found = amends_core::policy::Policy::check(text).faults;
            let range = Places::of(text).find(&found[0]);
            (text[range.clone()].to_owned(), Places::of(text).line_and_column(range.start))
        };
        let missing_comma = "{\n  \"名\": \"一\"\n  \"b\": 2\n}";
        assert_eq!(shown(missing_comma), ("\"".to_owned(), (3, 3)));
        assert_eq!(shown("{\"名\": \"一\", 字}"), ("字".to_owned(), (1, 12)));
        assert_eq!(shown("{\n  \"a\": 1"), (String::new(), (2, 9)));
        assert_eq!(shown(""), (String::new(), (1, 1)));
        assert_eq!(shown(&"[".repeat(100_000)).1, (1, 128));
    }

    #[test]
    fn a_place_a_message_begins_with_is_not_said_twice() {
        assert_eq!(stated("line 3, column 14: expected `:`"), (Some((3, 14)), "expected `:`"));
        assert_eq!(stated("line up: two"), (None, "line up: two"));
    }
}
