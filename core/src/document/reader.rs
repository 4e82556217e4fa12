//! Reads documents and reports everything wrong with their shape at once, each fault at its place.
//!
//! A derived reader stops at the first fault. So the fault is recorded, its place in the tree is
//! mended (a hole, which reads as anything), and the tree is read again until it reads whole.

mod slip;

use super::node::Node;
use crate::fault::Fault;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use slip::{LIST, OBJECT, Slip, TEXT, WHOLE, YES_NO};
use std::slice::Iter;

/// A document as far as it could be read.
#[derive(Debug)]
pub(crate) struct Reading<T> {
    /// The document, with stand-ins where something was wrong; none when it could not be read.
    pub(crate) value: Option<T>,
    /// Everything wrong with its shape.
    pub(crate) faults: Vec<Fault>,
    /// The tree, with holes at the faults.
    pub(crate) node: Node,
}

/// Reads a document; closed, without defaults for what is wrong.
///
/// # Errors
///
/// Every fault of the text and its shape, each at a JSON Pointer (RFC 6901).
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Fault>> {
    match read_with_holes(text) {
        Reading { value: Some(value), faults, .. } if faults.is_empty() => Ok(value),
        Reading { faults, .. } => Err(faults),
    }
}

/// Reads a document around its faults, so that what is well formed can still be checked.
pub(crate) fn read_with_holes<T: DeserializeOwned>(text: &str) -> Reading<T> {
    let (mut node, mut faults) = match Node::parse(text) {
        Ok(parsed) => parsed,
        Err(fault) => return Reading { value: None, faults: vec![fault], node: Node::Hole(0) },
    };
    loop {
        match T::deserialize(Reader(&node)) {
            Ok(value) => return Reading { value: Some(value), faults, node },
            Err(slip) => {
                if !slip.mend(&mut node, &mut faults) {
                    return Reading { value: None, faults, node };
                }
            }
        }
    }
}

/// Reads one node.
#[derive(Clone, Copy)]
struct Reader<'de>(&'de Node);

impl<'de> Reader<'de> {
    fn is_hole(self) -> bool {
        matches!(self.0, Node::Hole(_))
    }

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        if let Node::List(items) = self.0 {
            visitor.visit_seq(Items { left: items.iter(), next: 0 })
        } else if self.is_hole() {
            visitor.visit_seq(Items { left: [].iter(), next: 0 })
        } else {
            Err(Slip::wrong_type(LIST, self.0))
        }
    }

    /// An object; a hole has the given names, of which an empty one is the first there is.
    fn object<V: Visitor<'de>>(self, names: Names, visitor: V) -> Result<V::Value, Slip> {
        let (written, names) = if let Node::Object(entries) = self.0 {
            (entries.iter(), [].iter())
        } else if self.is_hole() {
            ([].iter(), names.iter())
        } else {
            return Err(Slip::wrong_type(OBJECT, self.0));
        };
        let mut entries = Entries { written, names, hole: self.0, value: None };
        let value = visitor.visit_map(&mut entries)?;
        // Whoever wants one name leaves the others: they must not pass unread.
        if entries.written.len() == 0 { Ok(value) } else { Err(Slip::one_name(self.0)) }
    }

    fn whole<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        if let Node::Whole(whole) = self.0 {
            visitor.visit_i64(*whole)
        } else if self.is_hole() {
            visitor.visit_i64(0)
        } else {
            Err(Slip::wrong_type(WHOLE, self.0))
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Slip;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self.0 {
            Node::Null => visitor.visit_unit(),
            Node::Bool(yes) => visitor.visit_bool(*yes),
            Node::Whole(whole) => visitor.visit_i64(*whole),
            Node::Text(text) => visitor.visit_str(text),
            Node::List(_) => self.list(visitor),
            Node::Object(_) | Node::Hole(0) => self.object(&[""], visitor),
            Node::Hole(1) => visitor.visit_str(""),
            Node::Hole(2) => visitor.visit_bool(false),
            Node::Hole(_) => visitor.visit_i64(0),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        if let Node::Bool(yes) = self.0 {
            visitor.visit_bool(*yes)
        } else if self.is_hole() {
            visitor.visit_bool(false)
        } else {
            Err(Slip::wrong_type(YES_NO, self.0))
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.whole(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.whole(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.whole(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.whole(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        if let Node::Text(text) = self.0 {
            visitor.visit_str(text)
        } else if self.is_hole() {
            visitor.visit_str("")
        } else {
            Err(Slip::wrong_type(TEXT, self.0))
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        if matches!(self.0, Node::Null) || self.is_hole() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Slip> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.object(&[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: Names,
        visitor: V,
    ) -> Result<V::Value, Slip> {
        self.object(fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: Names,
        visitor: V,
    ) -> Result<V::Value, Slip> {
        let choice = match self.0 {
            Node::Text(name) => Choice { name: Name::Written(name), content: None },
            Node::Hole(_) => Choice { name: Name::First, content: Some(self.0) },
            Node::Object(entries) => match entries.as_slice() {
                [(name, content)] => Choice { name: Name::Written(name), content: Some(content) },
                _ => return Err(Slip::one_name(self.0)),
            },
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::List(_) => {
                return Err(Slip::wrong_type(TEXT, self.0));
            }
        };
        visitor.visit_enum(choice)
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
        identifier ignored_any
    }
}

/// Names of the fields or variants of a type.
type Names = &'static [&'static str];

/// Reads a name.
#[derive(Clone, Copy)]
enum Name<'de> {
    /// As written.
    Written(&'de str),
    /// Stands for the first field or variant, whatever it is called.
    First,
}

impl<'de> Name<'de> {
    fn text(self) -> &'de str {
        match self {
            Self::Written(name) => name,
            Self::First => "",
        }
    }
}

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Slip;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self {
            Self::Written(name) => visitor.visit_str(name),
            Self::First => visitor.visit_u64(0),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads a list.
struct Items<'de> {
    left: Iter<'de, Node>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Slip;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Slip> {
        let Some(item) = self.left.next() else { return Ok(None) };
        let index = self.next;
        self.next = index.saturating_add(1);
        let read = seed.deserialize(Reader(item));
        read.map(Some).map_err(|slip| slip.inside(&index.to_string()))
    }
}

/// Reads an object: what is written, or the names of a hole.
struct Entries<'de> {
    written: Iter<'de, (String, Node)>,
    names: Iter<'static, &'static str>,
    hole: &'de Node,
    value: Option<(Name<'de>, &'de Node)>,
}

impl<'de> Entries<'de> {
    fn next(&mut self) -> Option<(Name<'de>, &'de Node)> {
        if let Some((name, value)) = self.written.next() {
            return Some((Name::Written(name), value));
        }
        let name = self.names.next()?;
        Some((if name.is_empty() { Name::First } else { Name::Written(name) }, self.hole))
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Slip;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Slip> {
        self.value = self.next();
        self.value.map(|(name, _)| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Slip> {
        let (name, value) = self.value.unwrap_or((Name::First, self.hole));
        seed.deserialize(Reader(value)).map_err(|slip| slip.inside(name.text()))
    }
}

/// Reads one of several: a name alone, or a name with its content.
#[derive(Clone, Copy)]
struct Choice<'de> {
    name: Name<'de>,
    content: Option<&'de Node>,
}

impl<'de> Choice<'de> {
    fn with_content<T>(self, read: impl FnOnce(Reader<'de>) -> Result<T, Slip>) -> Result<T, Slip> {
        let name = self.name.text();
        let Some(content) = self.content else {
            let help = format!("write it as {{\"{name}\": …}}");
            return Err(Slip::new("wrong-type", format!("`{name}` needs a value"), help));
        };
        read(Reader(content)).map_err(|slip| slip.inside(name))
    }
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Slip;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Slip> {
        Ok((seed.deserialize(self.name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Slip;

    fn unit_variant(self) -> Result<(), Slip> {
        match self.content {
            None | Some(Node::Hole(_)) => Ok(()),
            Some(_) => {
                let name = self.name.text();
                let help = format!("write only \"{name}\"");
                Err(Slip::new("wrong-type", format!("`{name}` takes no value"), help))
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Slip> {
        self.with_content(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Slip> {
        self.with_content(|content| content.list(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: Names, visitor: V) -> Result<V::Value, Slip> {
        self.with_content(|content| content.object(fields, visitor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
    use crate::document::formula::{ConditionDocument, FormulaDocument, Scalar};
    use crate::document::node::MOST_FAULTS;
    use crate::document::policy::{CalendarDocument, DeadlineDocument, PolicyDocument};
    use crate::document::quote::TraceDocument;
    use crate::document::write;

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

    fn said<T: DeserializeOwned>(text: &str) -> Vec<String> {
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
            ("\"calendar_days\": 14", "\"calendar_days\": \"14\""),
            ("\"label\"", "\"labl\""),
            ("\"at_least\": \"100.00 EUR\"", "\"at_least\": {\"fact\": \"a\", \"sum\": []}"),
            ("\"cites\": \"Terms 4\", ", ""),
        ]);
        assert_eq!(
            said::<PolicyDocument>(&text),
            [
                "unknown-value /rounding/mode: `halfup` is not one of `half_up`, `half_even`, \
                 `up`, `down`; did you mean `half_up`?",
                "wrong-type /quote_open/calendar_days: expected a whole number, found text; \
                 write it without quotation marks",
                "unknown-field /facts/loss/labl: `labl` is not a field here; \
                 did you mean `label`?",
                "one-key /problems/0/severity/0/when/at_least: \
                 expected an object with one name, found `fact`, `sum`; keep one of them",
                "missing-field /remedies/0: `cites` is missing; add it",
            ]
        );
        assert_eq!(read::<PolicyDocument>(&text).unwrap_err().len(), 5);
    }

    #[test]
    fn holes_stand_in_and_the_rest_is_still_there() {
        let text = with(&[("\"basis\": \"contract\"", "\"basis\": 7"), ("\"p\"", "null")]);
        let reading = read_with_holes::<PolicyDocument>(&text);
        assert!(reading.node.under_hole("/id") && reading.node.under_hole("/remedies/0/basis"));
        assert!(!reading.node.under_hole("/remedies/0/cites"));
        let value = reading.value.unwrap();
        assert_eq!((value.id.as_str(), value.version.as_str()), ("", "1"));
        assert_eq!(value.remedies.first().unwrap().cites, "Terms 4");
        assert_eq!(reading.faults.len(), 2);
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
                "/answers/a~1b: expected text, true, false or a whole number, found an object",
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
            said::<DeadlineDocument>(r#"{"hours":-3}"#),
            ["out-of-range /hours: expected a whole number from 0 to 4294967295, found -3"]
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
        assert!(unknown.starts_with("unknown-value the document: `smu` is not one of `fixed`, "));
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
        let reading = read_with_holes::<Vec<Scalar>>(r#"[[],"a"]"#);
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
                ("duplicate-key", "/problem"),
                ("inexact-number", "/answers/a"),
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
        let (whole, _) = Node::parse(POLICY).unwrap();
        let mut places = Vec::new();
        list_places(&whole, &mut Vec::new(), &mut places);
        assert!(places.len() > 100);
        for path in &places {
            for other in ["null", "true", "7", "\"zzz\"", "[7]", "{\"zzz\":7}", "{}"] {
                let mut tree = whole.clone();
                let place = path.iter().fold(&mut tree, |node, step| node.child_mut(step).unwrap());
                *place = Node::parse(other).unwrap().0;
                let text = crate::document::canonical::canonical(&tree);
                let reading = read_with_holes::<PolicyDocument>(&text);
                assert!(reading.value.is_some(), "{path:?} {other}: {:?}", reading.faults);
                let at: String = path.iter().map(|step| format!("/{step}")).collect();
                let near = |fault: &Fault| fault.at.starts_with(&at) || at.starts_with(&fault.at);
                assert!(reading.faults.iter().all(near), "{at} {other}: {:?}", reading.faults);
            }
        }
    }

    fn list_places(node: &Node, path: &mut Vec<String>, places: &mut Vec<Vec<String>>) {
        places.push(path.clone());
        let children: Vec<(String, &Node)> = match node {
            Node::List(items) => {
                items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
            }
            Node::Object(entries) => {
                entries.iter().map(|(key, item)| (key.clone(), item)).collect()
            }
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::Text(_) | Node::Hole(_) => vec![],
        };
        for (step, child) in children {
            path.push(step);
            list_places(child, path, places);
            path.pop();
        }
    }
}
