//! Reads documents and reports everything wrong with their shape at once, each fault at its place.
//!
//! A document is read in one pass. What is wrong is recorded and a stand-in is read in its place, so
//! that one mistake hides no other. Types only say which fields or names they have (see
//! [`readable!`](crate::readable)); the rest is done here, once for all of them, which keeps the
//! widget small.

mod choices;
mod values;

use super::json;
use super::node::{self, MOST_FAULTS, Named, Node, Step, push_step, short, sorted};
use crate::fault::words;
use crate::fault::{Fault, nearest};
use serde::de::{Deserialize, Deserializer, Error};
use std::slice::Iter;

pub(super) const TEXT: &str = "text";
pub(super) const WHOLE: &str = "a whole number";
pub(super) const YES_NO: &str = "true or false";
pub(super) const LIST: &str = "a list";
pub(super) const OBJECT: &str = "an object";

const UNQUOTE: &str = "write it without quotation marks";

/// Stands where nothing is written.
static NOTHING: Node<'static> = Node::Hole;

/// What a document is made of: anything that can be read from the place a [`Reader`] is at.
pub trait Read: Sized {
    /// False when a field of this type may be left out.
    const NEEDED: bool = true;

    /// Reads the place; what is wrong is recorded and something else stands in.
    fn read(reader: &mut Reader<'_>) -> Self;
}

/// A document as far as it could be read.
#[derive(Debug)]
pub(crate) struct Reading<'t, T> {
    /// The document, with stand-ins where something was wrong; none when it could not be read.
    pub(crate) value: Option<T>,
    /// Everything wrong with its shape.
    pub(crate) faults: Vec<Fault>,
    /// The tree.
    pub(crate) node: Node<'t>,
    /// JSON Pointers of the places where something stands in.
    holes: Vec<String>,
}

impl<T> Reading<'_, T> {
    /// Whether something stands in at a place, a JSON Pointer (RFC 6901), or around it.
    pub(crate) fn under_hole(&self, pointer: &str) -> bool {
        let inside = |rest: &str| rest.is_empty() || rest.starts_with('/');
        self.holes.iter().any(|hole| pointer.strip_prefix(hole.as_str()).is_some_and(inside))
    }
}

/// Reads a document; closed, without defaults for what is wrong.
///
/// # Errors
///
/// Every fault of the text and its shape, each at a JSON Pointer (RFC 6901).
pub fn read<T: Read>(text: &str) -> Result<T, Vec<Fault>> {
    match read_with_holes(text) {
        Reading { value: Some(value), faults, .. } if faults.is_empty() => Ok(value),
        Reading { faults, .. } => Err(faults),
    }
}

/// Reads a document out of any format of serde; for `Deserialize` and `#[serde(deserialize_with)]`.
///
/// # Errors
///
/// The first fault.
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let reading = read_node(Node::deserialize(deserializer)?, Vec::new());
    match (reading.value, reading.faults.first()) {
        (Some(value), None) => Ok(value),
        (_, fault) => Err(D::Error::custom(fault.map(Fault::to_string).unwrap_or_default())),
    }
}

/// Reads a document around its faults, so that what is well formed can still be checked.
pub(crate) fn read_with_holes<T: Read>(text: &str) -> Reading<'_, T> {
    match json::parse(text) {
        Ok((node, faults)) => read_node(node, faults),
        Err(fault) => {
            Reading { value: None, faults: vec![fault], node: Node::Hole, holes: Vec::new() }
        }
    }
}

pub(super) fn read_node<T: Read>(node: Node<'_>, faults: Vec<Fault>) -> Reading<'_, T> {
    let mut reader = Reader::new(&node, faults);
    let value = T::read(&mut reader);
    let Reader { faults, holes, .. } = reader;
    let value = (faults.len() <= MOST_FAULTS).then_some(value);
    Reading { value, faults, node, holes }
}

/// Reads a document: where it is, and what was wrong so far.
#[derive(Debug)]
pub struct Reader<'d> {
    node: &'d Node<'d>,
    path: Vec<Step<&'d str>>,
    faults: Vec<Fault>,
    holes: Vec<String>,
}

impl<'d> Reader<'d> {
    fn new(node: &'d Node<'d>, faults: Vec<Fault>) -> Self {
        let inexact = faults.iter().filter(|fault| fault.code == "inexact-number");
        let holes = inexact.map(|fault| fault.at.clone()).collect();
        Self { node, path: Vec::new(), faults, holes }
    }

    /// What is written here.
    pub(super) fn node(&self) -> &'d Node<'d> {
        self.node
    }

    /// Whether an object is written here.
    pub fn is_object(&self) -> bool {
        matches!(self.node, Node::Object(_))
    }

    /// Whether an object with a field of this name is written here.
    pub fn has(&self, name: &str) -> bool {
        entries(self.node).iter().any(|(key, _)| key == name)
    }

    fn enter(&mut self, step: Step<&'d str>, node: &'d Node<'d>) {
        self.path.push(step);
        self.node = node;
    }

    /// Leaves the place that was entered last; the place around it has been taken apart already.
    #[doc(hidden)]
    pub fn leave(&mut self) {
        self.path.pop();
    }

    /// JSON Pointer (RFC 6901) of the place.
    fn pointer(&self) -> String {
        node::pointer(&self.path)
    }

    /// Whether so much is wrong that nothing more is said: what is still read is not used.
    fn gave_up(&self) -> bool {
        self.faults.len() > MOST_FAULTS
    }

    fn report(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        } else if self.faults.len() == MOST_FAULTS {
            let message = words!("more than {MOST_FAULTS} faults; the rest is not listed");
            let fault = Fault::new("too-many-faults", "", message);
            self.faults.push(fault.help(words!("correct these first")));
        }
    }

    /// Records that the place is wrong; something stands in for it.
    fn refuse(&mut self, code: &'static str, message: String, help: String) {
        if self.gave_up() {
            return;
        }
        let at = self.pointer();
        self.holes.push(at.clone());
        self.report(Fault { at, code, message, help });
    }

    /// Records that something else is expected here; where something stands in already, nothing.
    pub(super) fn wrong_type(&mut self, expected: &str) {
        let help = match (expected, self.node) {
            (_, Node::Hole) => return,
            (TEXT, Node::Whole(_) | Node::Bool(_)) => "put it in quotation marks",
            (WHOLE, Node::Text(text)) if text.parse::<i64>().is_ok() => UNQUOTE,
            (YES_NO, Node::Text(text)) if matches!(text.as_ref(), "true" | "false") => UNQUOTE,
            (_, Node::Null) => "fill it in, or leave it out where it may be left out",
            (LIST, _) => "put it in square brackets",
            _ => "",
        };
        let message = words!("expected {expected}, found {}", self.node.words());
        self.refuse("wrong-type", message, words!("{help}"));
    }

    /// The items of a list.
    fn items(&mut self) -> &'d [Node<'d>] {
        if let Node::List(items) = self.node {
            return items;
        }
        self.wrong_type(LIST);
        &[]
    }

    /// The entries of an object whose names are ids, by id.
    fn by_id(&mut self) -> Vec<&'d Named<'d>> {
        if !self.is_object() {
            self.wrong_type(OBJECT);
        }
        let entries = entries(self.node);
        let sorted = sorted(entries.iter().map(|(name, _)| name.as_ref()), str::cmp);
        sorted.into_iter().filter_map(|(place, _)| entries.get(place)).collect()
    }

    /// Takes an object apart by the fields of its type.
    #[doc(hidden)]
    pub fn fields(&mut self, names: &'static [Field], strict: bool) -> Fields<'_, 'd> {
        let written = if let Node::Object(entries) = self.node {
            if strict {
                self.refuse_others(entries, names);
            }
            Some(entries.as_slice())
        } else {
            self.wrong_type(OBJECT);
            None
        };
        Fields { reader: self, written, names: names.iter(), strict }
    }

    fn refuse_others(&mut self, entries: &'d [Named<'d>], names: &'static [Field]) {
        for (key, _) in entries {
            if self.gave_up() {
                return;
            }
            if names.iter().all(|field| field.name != key) {
                self.unknown_field(key, entries, names);
            }
        }
    }

    fn unknown_field(&mut self, key: &str, entries: &[Named<'_>], names: &'static [Field]) {
        let said = short(key);
        let fields = || names.iter().map(|field| field.name);
        let meant = nearest(&said, fields());
        let help = meant.map_or_else(
            || words!("the fields here are {}", quoted(fields())),
            |meant| words!("did you mean `{meant}`?"),
        );
        // Whoever misspelt a field has not forgotten it.
        if let Some(meant) = meant.filter(|meant| entries.iter().all(|(key, _)| key != meant)) {
            let place = self.below(meant);
            self.holes.push(place);
        }
        let fault = Fault {
            at: self.below(key),
            code: "unknown-field",
            message: words!("`{said}` is not a field here"),
            help,
        };
        self.report(fault);
    }

    fn below(&self, step: &str) -> String {
        let mut pointer = self.pointer();
        push_step(&mut pointer, step);
        pointer
    }

    fn missing(&mut self, name: &str) {
        // The places already reported are looked through: with many of them that would take hours.
        if self.gave_up() {
            return;
        }
        let place = self.below(name);
        if !self.holes.contains(&place) {
            self.holes.push(place);
            let (at, message) = (self.pointer(), words!("`{name}` is missing"));
            self.report(Fault { at, code: "missing-field", message, help: words!("add it") });
        }
    }
}

fn entries<'d>(node: &'d Node<'d>) -> &'d [Named<'d>] {
    if let Node::Object(entries) = node { entries } else { &[] }
}

fn quoted<S: AsRef<str>>(names: impl Iterator<Item = S>) -> String {
    names.map(|name| words!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}

/// A field of a type.
#[doc(hidden)]
#[derive(Debug)]
pub struct Field {
    /// Its name as it is written.
    pub name: &'static str,
    /// Whether it must be there.
    pub needed: bool,
}

/// The fields of an object on their way, in the order of the type.
#[doc(hidden)]
#[derive(Debug)]
pub struct Fields<'r, 'd> {
    reader: &'r mut Reader<'d>,
    /// None where something stands in.
    written: Option<&'d [Named<'d>]>,
    names: Iter<'static, Field>,
    strict: bool,
}

impl Fields<'_, '_> {
    /// The next field.
    #[inline(never)]
    pub fn field<T: Read>(&mut self) -> T {
        self.enter();
        let value = T::read(self.reader);
        self.reader.leave();
        value
    }

    fn enter(&mut self) {
        const NONE: &Field = &Field { name: "", needed: false };
        let field = self.names.next().unwrap_or(NONE);
        let written = self.written.unwrap_or_default();
        let found = written.iter().find(|(key, _)| key == field.name);
        if found.is_none() && self.written.is_some() && field.needed && self.strict {
            self.reader.missing(field.name);
        }
        self.reader.enter(Step::Name(field.name), found.map_or(&NOTHING, |(_, node)| node));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
    use crate::document::formula::{ConditionDocument, FormulaDocument, Scalar};
    use crate::document::node::MOST_FAULTS;
    use crate::document::policy::{CalendarDocument, ListDocument, PolicyDocument};
    use crate::document::quote::TraceDocument;
    use crate::document::submission::SubmissionDocument;
    use crate::document::{Map, write};

    /// A whole policy, small.
    const POLICY: &str = r#"{
        "id": "p", "version": "1", "institution": {"en": "Bank"}, "languages": ["en"],
        "currency": "EUR", "rounding": {"mode": "half_up", "unit": "0.01"}, "jurisdiction": "DE",
        "valid": {"from": "2026-01-01"}, "quote_open": {"calendar_days": 14},
        "facts": {"loss": {"type": "money", "label": {"en": "Loss"}, "supplied_by": ["customer"]}},
        "groups": [{"id": "g", "title": {"en": "Fees"}}],
        "problems": [{"id": "fee", "group": "g", "title": {"en": "Wrong fee"}, "loss_kind": "money",
            "questions": [{"fact": "loss", "why": {"en": "To pay it back"}}],
            "responsibility": [{"is": "ours", "because": {"en": "We charged it"}}],
            "severity": [{"when": {"fact": "loss", "at_least": "100.00 EUR"}, "is": "serious",
                "because": {"en": "Much"}}, {"is": "minor", "because": {"en": "Little"}}]}],
        "remedies": [{"id": "back", "kind": "fee_refund", "for": ["fee"], "title": {"en": "Back"},
            "because": {"en": "Owed"}, "promise": {"en": "{amount} by {due}"}, "basis": "contract",
            "amount": {"sum": [{"fact": "loss"}, "1.00 EUR"]}, "by": "desk", "commitment": "pay",
            "cites": "Terms 4", "from": "2026-01-01"}],
        "options": [{"id": "o", "for": ["fee"], "title": {"en": "Money"}, "because": {"en": "Now"},
            "remedies": ["back"]}],
        "commitments": [{"id": "pay", "what": "pay", "title": {"en": "Pay"}, "by": "desk",
            "within": {"working_days": {"days": 3, "calendar": "de"}}, "if_missed": {"en": "Call"},
            "applies": "with_remedy", "cites": "Terms 5", "from": "2026-01-01"}],
        "roles": {"desk": {"en": "Complaints desk"}},
        "apology": {"admission": "full", "elements": [], "senders": [{"role": "desk"}]},
        "routes": [{"id": "r", "kind": "human", "title": {"en": "Call"}, "detail": {"en": "Ring"}}],
        "notices": {"automated_decision": {"en": "Computed"}, "privacy": {"en": "Kept"}}
    }"#;

    fn said<T: Read>(text: &str) -> Vec<String> {
        let faults = read_with_holes::<T>(text).faults;
        faults.iter().map(|fault| format!("{} {fault}", fault.code)).collect()
    }

    fn with(edits: &[(&str, &str)]) -> String {
        edits.iter().fold(POLICY.to_owned(), |text, (old, new)| {
            assert_eq!(text.matches(old).count(), 1, "{old}");
            text.replace(old, new)
        })
    }

    #[test]
    fn a_whole_policy_is_read_and_written_back() {
        let policy: PolicyDocument = read(POLICY).unwrap();
        assert_eq!(read::<PolicyDocument>(&write(&policy)), Ok(policy));
    }

    #[test]
    fn five_mistakes_are_five_faults_at_their_places() {
        let text = with(&[
            ("\"half_up\"", "\"halfup\""),
            ("\"basis\": \"contract\"", "\"basis\": 14"),
            ("\"label\"", "\"labl\""),
            ("\"at_least\": \"100.00 EUR\"", "\"at_least\": {\"fact\": \"a\", \"sum\": []}"),
            ("\"cites\": \"Terms 4\", ", ""),
        ]);
        assert_eq!(
            said::<PolicyDocument>(&text),
            [
                "unknown-value /rounding/mode: `halfup` is not one of `half_up`, `half_down`, \
                 `half_even`, `up`, `down`; did you mean `half_up`?",
                "unknown-field /facts/loss/labl: `labl` is not a field here; \
                 did you mean `label`?",
                "one-key /problems/0/severity/0/when/at_least: \
                 expected an object with one name, found `fact`, `sum`; keep one of them",
                "wrong-type /remedies/0/basis: expected text, found a whole number; \
                 put it in quotation marks",
                "missing-field /remedies/0: `cites` is missing; add it",
            ]
        );
        assert_eq!(read::<PolicyDocument>(&text).unwrap_err().len(), 5);
    }

    #[test]
    fn holes_stand_in_and_the_rest_is_still_there() {
        let text = with(&[("\"basis\": \"contract\"", "\"basis\": 7"), ("\"p\"", "null")]);
        let reading = read_with_holes::<PolicyDocument>(&text);
        assert!(reading.under_hole("/id") && reading.under_hole("/remedies/0/basis"));
        assert!(!reading.under_hole("/remedies/0/cites"));
        let value = reading.value.unwrap();
        assert_eq!((value.id.as_str(), value.version.as_str()), ("", "1"));
        assert_eq!(value.remedies.first().unwrap().cites, "Terms 4");
        assert_eq!(reading.faults.len(), 2);
    }

    #[test]
    fn a_place_is_under_a_hole_at_it_and_inside_it_only() {
        let reading = read_with_holes::<Map<Vec<String>>>(r#"{"a~/b": ["x", 1], "c": []}"#);
        assert!(reading.under_hole("/a~0~1b/1") && reading.under_hole("/a~0~1b/1/x/0"));
        for beside in ["", "/a~0~1b", "/a~0~1b/0/x", "/a~0~1b/11", "/c", "/d"] {
            assert!(!reading.under_hole(beside), "{beside}");
        }
        let reading = read_with_holes::<String>("1.5");
        assert!(reading.under_hole("") && reading.under_hole("/x"));
    }

    #[test]
    fn an_empty_policy_misses_every_field_once() {
        let faults = said::<PolicyDocument>("{}");
        assert_eq!(faults.len(), 19);
        assert_eq!(faults[0], "missing-field the document: `id` is missing; add it");
        assert!(read_with_holes::<PolicyDocument>("{}").value.is_some());
    }

    #[test]
    fn wrong_types_are_told_in_plain_words() {
        for (text, fault) in [
            (
                r#"{"problem":1}"#,
                "/problem: expected text, found a whole number; put it in quotation marks",
            ),
            (r#"{"problem":[]}"#, "/problem: expected text, found a list"),
            (
                r#"{"problem":null}"#,
                "/problem: expected text, found null; fill it in, or leave it out where it may be left out",
            ),
            (r#"{"problem":"p","answers":[]}"#, "/answers: expected an object, found a list"),
            (
                r#"{"problem":"p","answers":{"a/b":{}}}"#,
                "/answers/a~1b: expected text, true, false, a whole number or a list of them, found an object",
            ),
            (
                r#"{"problem":"p","wish":{"ids":"x"}}"#,
                "/wish/ids: expected a list, found text; put it in square brackets",
            ),
            (
                r#"{"problem":"p","wish":{"ids":["x",2]}}"#,
                "/wish/ids/1: expected text, found a whole number; put it in quotation marks",
            ),
            (
                r#"{"problem":"p","contact":{"channel":true}}"#,
                "/contact/channel: expected text, found `true`; put it in quotation marks",
            ),
            (
                r#"{"problem":"p","contact":{"channel":{"phone":1}}}"#,
                "/contact/channel: `phone` takes no value; write only \"phone\"",
            ),
            (
                r#"{"problem":"p","choice":"option"}"#,
                "/choice: `option` needs a value; write it as {\"option\": …}",
            ),
            ("[]", "the document: expected an object, found a list"),
            ("7", "the document: expected an object, found a whole number"),
        ] {
            assert_eq!(said::<ComplaintDocument>(text), [format!("wrong-type {fault}")], "{text}");
        }
    }

    #[test]
    fn numbers_out_of_range_are_told_with_their_range() {
        assert_eq!(
            said::<ListDocument>(r#"{"at_most":-3}"#),
            ["out-of-range /at_most: expected a whole number from 0 to 4294967295, found -3"]
        );
        let calendar = r#"{"weekend":["mon"],"holidays":[],"years":[2026,9999999999],"source":"s","from":"f"}"#;
        assert_eq!(
            said::<CalendarDocument>(calendar),
            ["out-of-range /years/1: \
              expected a whole number from -2147483648 to 2147483647, found 9999999999"]
        );
    }

    #[test]
    fn exactly_one_name_is_taken_where_one_of_several_is_meant() {
        let choice = |text| said::<ChoiceMadeDocument>(text);
        let formula = |text| said::<FormulaDocument>(text);
        let two = "expected an object with one name, found";
        let none = format!("one-key the document: {two} none; write one");
        assert_eq!(choice("{}"), [none]);
        assert_eq!(formula("{}"), choice("{}"));
        assert_eq!(
            choice(r#"{"option":"a","something_else":"b"}"#),
            [format!("one-key the document: {two} `option`, `something_else`; keep one of them")]
        );
        assert_eq!(
            formula(r#"{"fact":"a","nonsense":1}"#),
            [format!("one-key the document: {two} `fact`, `nonsense`; keep one of them")]
        );
        let [unknown] = formula(r#"{"smu":[]}"#).try_into().unwrap();
        assert!(unknown.starts_with("unknown-value the document: `smu` is not one of `fact`, "));
        assert_eq!(formula(r#"{"sum":[{"fact":1},"x"]}"#).len(), 1);
        assert_eq!(formula(r#"{"fact":"a"}"#), Vec::<String>::new());
    }

    #[test]
    fn formulas_and_conditions_are_told_what_they_may_be() {
        assert_eq!(
            said::<FormulaDocument>("true"),
            ["wrong-type the document: expected a literal such as \"25.00 CNY\", \
              or an object with one formula primitive, found `true`"]
        );
        assert_eq!(
            said::<ConditionDocument>(r#"{"all":["x",{"fact":"a","iss":"b"}]}"#),
            [
                "wrong-type /all/0: expected true, false, or a condition object, found text",
                "unknown-field /all/1/iss: `iss` is not a field here; did you mean `is`?",
            ]
        );
        let reading = read_with_holes::<Vec<Scalar>>(r#"[{},"a"]"#);
        let kept = vec![Scalar::Text(String::new()), Scalar::Text("a".to_owned())];
        assert_eq!((reading.value, reading.faults.len()), (Some(kept), 1));
    }

    #[test]
    fn a_hole_in_place_of_an_object_with_formulas_and_conditions_is_read() {
        let text = r#"{"choose":{"rows":[1,{"when":2,"give":[]}]}}"#;
        let reading = read_with_holes::<FormulaDocument>(text);
        let places: Vec<&str> = reading.faults.iter().map(|fault| fault.at.as_str()).collect();
        assert_eq!(
            places,
            ["/choose/rows/0", "/choose/rows/1/when", "/choose/rows/1/give", "/choose"]
        );
        assert!(reading.value.is_some());
    }

    #[test]
    fn names_of_no_letters_or_control_characters_are_only_names() {
        for name in ["", "\\u0000"] {
            let text = format!("{{\"{name}\":\"a\"}}");
            assert_eq!(read_with_holes::<FormulaDocument>(&text).faults[0].code, "unknown-value");
            assert_eq!(read_with_holes::<ComplaintDocument>(&text).faults[0].code, "unknown-field");
        }
    }

    #[test]
    fn long_names_and_many_names_are_told_in_short() {
        let names: Vec<String> = (0..9).map(|index| format!("\"k{index}\":0")).collect();
        assert_eq!(
            said::<FormulaDocument>(&format!("{{\"fact\":\"a\",{}}}", names.join(","))),
            ["one-key the document: expected an object with one name, \
              found `fact`, `k0`, `k1`, `k2`, …; keep one of them"]
        );
        let long = format!("{{\"problem\":\"p\",\"{}\":1}}", "é".repeat(100_000));
        let message = &read_with_holes::<ComplaintDocument>(&long).faults[0].message;
        assert_eq!(*message, format!("`{}…` is not a field here", "é".repeat(40)));
    }

    #[test]
    fn faults_of_text_and_shape_come_together() {
        let text =
            r#"{"problem":"p","problem":"q","answers":{"a":1.5},"storey":"s","wish":{"ids":1}}"#;
        let reading = read_with_holes::<ComplaintDocument>(text);
        let found: Vec<_> = reading.faults.iter().map(|f| (f.code, f.at.as_str())).collect();
        assert_eq!(
            found,
            [
                ("inexact-number", "/answers/a"),
                ("duplicate-key", "/problem"),
                ("unknown-field", "/storey"),
                ("wrong-type", "/wish/ids"),
            ]
        );
        assert_eq!(reading.value.unwrap().problem, "p");
    }

    #[test]
    fn the_list_of_faults_ends() {
        let text = format!("[{}7]", "7,".repeat(5_000));
        let faults = read::<Vec<String>>(&text).unwrap_err();
        assert_eq!(faults.len(), MOST_FAULTS + 1);
        assert_eq!(faults[199].at, "/199");
        assert_eq!(
            faults[200].to_string(),
            "the document: more than 200 faults; the rest is not listed; correct these first"
        );
    }

    #[test]
    fn after_the_last_fault_listed_nothing_more_is_kept() {
        // Each place kept is compared with those before it: 48 kB of this took ten seconds.
        let text = format!(r#"{{"quote":{{"options":[{}{{}}]}}}}"#, "{},".repeat(5_000));
        let reading = read_with_holes::<SubmissionDocument>(&text);
        assert_eq!(reading.faults.len(), MOST_FAULTS + 1);
        assert!(reading.holes.len() <= MOST_FAULTS + 1, "{} places", reading.holes.len());
        let names: Vec<String> = (0..5_000).map(|i| format!("\"ke{i}\":1")).collect();
        let text = format!("{{{}}}", names.join(","));
        let reading = read_with_holes::<SubmissionDocument>(&text);
        assert!(reading.holes.len() <= MOST_FAULTS + 1, "{} places", reading.holes.len());
    }

    #[test]
    fn deep_documents_are_read_to_the_limit() {
        let nested =
            |levels: usize| format!("{}\"1\"{}", "{\"sum\":[".repeat(levels), "]}".repeat(levels));
        assert!(read::<FormulaDocument>(&nested(63)).is_ok());
        let faults = read::<FormulaDocument>(&nested(64)).unwrap_err();
        assert_eq!((faults.len(), faults[0].code), (1, "too-deep"));
    }

    #[test]
    fn what_is_written_is_never_cut_by_depth() {
        let end = || TraceDocument {
            step: "sum".to_owned(),
            value: "1".to_owned(),
            says: "one".to_owned(),
            inputs: vec![],
        };
        let deep = (0..200).fold(end(), |inner, _| TraceDocument { inputs: vec![inner], ..end() });
        assert_eq!(write(&deep).matches("\"inputs\"").count(), 200);
    }

    /// Every piece of a valid document, damaged in many ways: faults, never a panic, never silence.
    #[test]
    fn damaged_documents_are_reported_and_never_panic() {
        let policy: PolicyDocument = read(POLICY).unwrap();
        let text = write(&policy);
        let pieces =
            ["", "null", "true", "0", "-1", "1.5", "\"\"", "[]", "{}", "[{}]", "\"x\":1", ","];
        let ends = |start: usize| {
            text.char_indices().map(|(at, _)| at).filter(move |at| *at >= start).take(12)
        };
        let (mut read_whole, mut reported) = (0_u32, 0_u32);
        for (start, _) in text.char_indices().step_by(7) {
            for end in ends(start) {
                let piece = pieces[(start * 31 + end * 17) % pieces.len()];
                let damaged = format!("{}{piece}{}", &text[..start], &text[end..]);
                match read::<PolicyDocument>(&damaged) {
                    Ok(_) => read_whole += 1,
                    Err(faults) => {
                        assert!(!faults.is_empty(), "{damaged}");
                        reported += 1;
                    }
                }
            }
        }
        assert!(read_whole > 0 && reported > read_whole);
    }

    /// Every value of a valid document, replaced by every kind of value.
    #[test]
    fn a_wrong_value_is_reported_at_its_place_or_read() {
        let (whole, _) = crate::document::json::parse(POLICY).unwrap();
        let mut places = Vec::new();
        list_places(&whole, &mut Vec::new(), &mut places);
        assert!(places.len() > 100);
        for path in &places {
            for other in ["null", "true", "7", "\"zzz\"", "[7]", "{\"zzz\":7}", "{}"] {
                let mut tree = whole.clone();
                let place = path.iter().fold(&mut tree, |node, step| node.child_mut(step).unwrap());
                *place = crate::document::json::parse(other).unwrap().0;
                let text = crate::document::canonical::text_of(&tree);
                let reading = read_with_holes::<PolicyDocument>(&text);
                assert!(reading.value.is_some(), "{path:?} {other}: {:?}", reading.faults);
                let at: String = path.iter().map(|step| format!("/{step}")).collect();
                let near = |fault: &Fault| fault.at.starts_with(&at) || at.starts_with(&fault.at);
                assert!(reading.faults.iter().all(near), "{at} {other}: {:?}", reading.faults);
            }
        }
    }

    fn list_places(node: &Node<'_>, path: &mut Vec<String>, places: &mut Vec<Vec<String>>) {
        places.push(path.clone());
        let children: Vec<(String, &Node<'_>)> = match node {
            Node::List(items) => {
                items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
            }
            Node::Object(entries) => {
                entries.iter().map(|(key, item)| (key.to_string(), item)).collect()
            }
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::Text(_) | Node::Hole => vec![],
        };
        for (step, child) in children {
            path.push(step);
            list_places(child, path, places);
            path.pop();
        }
    }
}
