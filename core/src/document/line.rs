//! Complaints read line by line: one of a long history, straight from its text, without a tree between.
//!
//! Only what is in order is read here. Anything else ends the reading, and the line is then read as any
//! other document, which says what is wrong with it.

use super::complaint::{ChoiceMadeDocument, ComplaintDocument, ContactDocument, WishedDocument};
use super::json::{self, MOST_BYTES};
use super::node::Node;
use super::reader::read_node;
use crate::fault::{Fault, words};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt;

/// A complaint of a history: the document, and the day it was made, where the line names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastComplaint {
    /// The complaint.
    pub complaint: ComplaintDocument,
    /// The day, as it is written under `today`.
    pub today: Option<String>,
}

/// Reads a line of a history: a complaint document that may name its day under `today`.
///
/// # Errors
/// Every fault of the text and its shape, each at a JSON Pointer (RFC 6901).
pub fn read_line(text: &str) -> Result<PastComplaint, Vec<Fault>> {
    let (mut node, mut faults) = json::parse(text).map_err(|fault| vec![fault])?;
    let mut today = None;
    if let Node::Object(entries) = &mut node
        && let Some(place) = entries.iter().position(|(key, _)| key == "today")
    {
        match entries.remove(place).1 {
            Node::Text(text) => today = Some(text.into_owned()),
            Node::Null | Node::Hole => {}
            other @ (Node::Bool(_) | Node::Whole(_) | Node::List(_) | Node::Object(_)) => {
                let message = words!("expected a date, found {}", other.words());
                let fault = Fault::new("wrong-type", "/today", message);
                faults.push(fault.help("write it as \"2026-11-23\""));
            }
        }
    }
    let reading = read_node(node, faults);
    match (reading.value, reading.faults) {
        (Some(complaint), faults) if faults.is_empty() => Ok(PastComplaint { complaint, today }),
        (_, faults) => Err(faults),
    }
}

/// One written value, not yet kept anywhere.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Given<'v> {
    /// Text.
    Text(&'v str),
    /// True or false.
    YesNo(bool),
    /// A whole number.
    Whole(i64),
}

/// Takes the facts of a line as they come; an answer of `None` ends the reading.
pub(crate) trait Sink {
    /// The id of the problem.
    fn problem(&mut self, id: &str) -> Option<()>;
    /// The day.
    fn today(&mut self, day: &str) -> Option<()>;
    /// The language.
    fn language(&mut self, tag: &str) -> Option<()>;
    /// The story.
    fn story(&mut self, words: &str) -> Option<()>;
    /// The value of a fact; `known` is the portal's word.
    fn fact(&mut self, known: bool, id: &str, value: Given<'_>) -> Option<()>;
}

/// What is not a fact and not text: kept as it is.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub wish: Option<WishedDocument>,
    pub contact: Option<ContactDocument>,
    pub choice: Option<ChoiceMadeDocument>,
}

/// Reads a line that is in order; `None` for any other.
pub(crate) fn read_plain_line<S: Sink>(text: &str, sink: &mut S) -> Option<Beside> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let mut parser = serde_json::Deserializer::from_str(text);
    let beside = Line(sink).deserialize(&mut parser).ok()?;
    parser.end().ok().map(|()| beside)
}

/// Ends the reading where the sink says so.
fn taken<E: Error>(answer: Option<()>) -> Result<(), E> {
    answer.ok_or_else(|| E::custom(""))
}

/// The whole line.
struct Line<'s, S>(&'s mut S);

impl<'de, S: Sink> DeserializeSeed<'de> for Line<'_, S> {
    type Value = Beside;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Beside, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, S: Sink> Visitor<'de> for Line<'_, S> {
    type Value = Beside;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a complaint")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Beside, A::Error> {
        let mut beside = Beside::default();
        let mut seen = 0_u32;
        while let Some(key) = map.next_key::<&str>()? {
            let text = |sink, take: fn(&mut S, &str) -> Option<()>| Text { sink, take };
            let bit = match key {
                "problem" => {
                    map.next_value_seed(text(self.0, S::problem))?;
                    1
                }
                "answers" => {
                    map.next_value_seed(Facts { sink: self.0, known: false })?;
                    2
                }
                "known" => {
                    map.next_value_seed(Facts { sink: self.0, known: true })?;
                    4
                }
                "today" => {
                    map.next_value_seed(text(self.0, S::today))?;
                    8
                }
                "language" => {
                    map.next_value_seed(text(self.0, S::language))?;
                    16
                }
                "story" => {
                    map.next_value_seed(text(self.0, S::story))?;
                    32
                }
                "wish" => {
                    beside.wish = map.next_value()?;
                    64
                }
                "contact" => {
                    beside.contact = map.next_value()?;
                    128
                }
                "choice" => {
                    beside.choice = map.next_value()?;
                    256
                }
                _ => return Err(A::Error::custom("")),
            };
            taken((seen & bit == 0).then_some(()))?;
            seen |= bit;
        }
        taken((seen & 1 != 0).then_some(()))?;
        Ok(beside)
    }
}

/// Text that goes into the sink.
struct Text<'s, S> {
    sink: &'s mut S,
    take: fn(&mut S, &str) -> Option<()>,
}

impl<'de, S> DeserializeSeed<'de> for Text<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(self)
    }
}

impl<S> Visitor<'_> for Text<'_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        taken((self.take)(self.sink, text))
    }
}

/// The facts of one part.
struct Facts<'s, S> {
    sink: &'s mut S,
    known: bool,
}

impl<'de, S: Sink> DeserializeSeed<'de> for Facts<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, S: Sink> Visitor<'de> for Facts<'_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(id) = map.next_key::<&str>()? {
            map.next_value_seed(Fact { sink: self.sink, known: self.known, id })?;
        }
        Ok(())
    }
}

/// The value of one fact.
struct Fact<'s, 'k, S> {
    sink: &'s mut S,
    known: bool,
    id: &'k str,
}

impl<S: Sink> Fact<'_, '_, S> {
    fn take<E: Error>(self, value: Given<'_>) -> Result<(), E> {
        taken(self.sink.fact(self.known, self.id, value))
    }
}

impl<'de, S: Sink> DeserializeSeed<'de> for Fact<'_, '_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<S: Sink> Visitor<'_> for Fact<'_, '_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<(), E> {
        self.take(Given::YesNo(yes))
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<(), E> {
        self.take(Given::Whole(whole))
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<(), E> {
        i64::try_from(whole).map_err(E::custom).and_then(|whole| self.take(Given::Whole(whole)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.take(Given::Text(text))
    }
}
