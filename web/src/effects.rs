//! Everything that touches the world, and nothing else does. What is done there is done in `world.js`, where a browser
//! needs least code for it; what comes of it happens to the session as an event of the journey.

use crate::app::Session;
use crate::handed::{held, list, may_be_text, text, whole};
use crate::journey::{Effect, Event, Field, Notice, Problem, Reply};
use crate::labels::number;
use amends_core::document::policy::CommitmentKind;
use amends_core::document::quote::{CommitmentMadeDocument, Named, QuoteDocument};
use amends_core::document::submission::{DifferenceFound, ReceiptDocument};
use amends_core::document::{self, Object, Write};
use chrono::NaiveDate;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The world as one form reaches it: the class of `world.js`.
    #[derive(Debug)]
    pub type World;

    /// The browser's civil day as the number `20260301`.
    #[wasm_bindgen(method)]
    fn day(this: &World) -> u32;

    /// A random key; empty where the browser has no source of them.
    #[wasm_bindgen(method)]
    fn key(this: &World) -> String;

    /// Does what is named, with what it needs.
    #[wasm_bindgen(method)]
    fn act(this: &World, what: &str, first: &str, second: &str);
}

impl World {
    /// The browser's local civil day.
    pub fn today(&self) -> Option<NaiveDate> {
        civil(self.day())
    }

    /// Carries out one effect; what comes of it is sent to the session as an event.
    pub fn run(&self, effect: Effect, session: &Session) {
        match effect {
            Effect::MakeKey => {
                let key = self.key();
                if !key.is_empty() {
                    session.send(Event::KeyMade(key));
                }
            }
            Effect::Focus(target) => session.focus_when_drawn(target),
            Effect::Send { key, body } => self.act("send", &key, &body),
            Effect::Find { key, pause } => self.act("find", &key, &number(pause)),
            Effect::Later => self.act("later", "", ""),
            Effect::Keep => self.act("keep", "", ""),
            Effect::Forget => self.store(None),
            Effect::Tell(notice) => {
                let (name, detail) = detail(&notice);
                self.act("tell", name, &detail);
            }
            Effect::Copy(text) => self.act("copy", &text, ""),
            Effect::Calendar(text) => self.act("save", "promises.ics", &text),
            Effect::Print => self.act("print", "", ""),
        }
    }

    /// Keeps a draft, or forgets it.
    pub fn store(&self, draft: Option<&str>) {
        match draft {
            Some(draft) => self.act("store", draft, ""),
            None => self.act("forget", "", ""),
        }
    }

    /// Has files added where the screen has a place for it: the field as it stands, and what is asked for.
    pub fn files(&self, field: &str, asked: &str) {
        self.act("evidence", field, asked);
    }

    /// Moves the focus to what ends in a name, and the page with it; what is not drawn is left alone.
    pub fn focus(&self, name: &str) {
        self.act("focus", name, "");
    }
}

fn civil(day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(day / 10_000).ok()?;
    NaiveDate::from_ymd_opt(year, day / 100 % 100, day % 100)
}

/// What happened in the world, as an event of the journey: its name, and what goes with it.
pub fn happened(what: &str, status: u32, body: &JsValue) -> Option<Event> {
    Some(match what {
        "sent" => Event::Sent(reply(status, body)),
        "found" => Event::Found(reply(status, body)),
        "handed-over" => Event::HandedOver,
        "copied" => Event::Copied(status != 0),
        "offline" => Event::Offline(status != 0),
        "later" => Event::Later(status != 0),
        "evidence" => Event::Typed(Field::Evidence, body.as_string()?),
        _ => return None,
    })
}

/// What an answer of the intake service means; its status is 0 where none came.
#[inline(never)]
fn reply(status: u32, body: &JsValue) -> Reply {
    match status {
        200 | 201 => receipt(body).map_or(Reply::Lost, |it| Reply::Received(Box::new(it))),
        404 => Reply::NotFound,
        // Not now, rather than no.
        408 | 425 | 429 => Reply::Lost,
        400..500 => Reply::Refused(problem(body)),
        _ => Reply::Lost,
    }
}

/// A receipt; an answer without a reference is none.
fn receipt(body: &JsValue) -> Option<ReceiptDocument> {
    Some(ReceiptDocument {
        reference: may_be_text(body, "reference")?,
        received: text(body, "received"),
        policy: text(body, "policy"),
        option: may_be_text(body, "option"),
        commitments: list(body, "commitments", |it| Some(commitment(&it))),
        token: may_be_text(body, "token"),
        page: may_be_text(body, "page"),
    })
}

/// A promise as it is shown: its title says what kind of act it is.
fn commitment(body: &JsValue) -> CommitmentMadeDocument {
    let by = held(body, "by");
    CommitmentMadeDocument {
        id: text(body, "id"),
        what: CommitmentKind::Acknowledge,
        title: text(body, "title"),
        remedy: None,
        by: Named { id: text(&by, "id"), title: text(&by, "title") },
        due: text(body, "due"),
        due_from: may_be_text(body, "due_from"),
        hours: whole(&held(body, "hours")).and_then(|hours| hours.try_into().ok()),
        if_missed: text(body, "if_missed"),
        cites: String::new(),
    }
}

/// A problem document (RFC 9457).
fn problem(body: &JsValue) -> Problem {
    let difference = |it: JsValue| {
        let (claimed, computed) = (may_be_text(&it, "claimed"), may_be_text(&it, "computed"));
        Some(DifferenceFound { at: text(&it, "at"), claimed, computed })
    };
    Problem {
        code: text(body, "code"),
        title: text(body, "title"),
        detail: text(body, "detail"),
        differences: list(body, "differences", difference),
    }
}

/// Name and detail (JSON) of a notice: figures and names of screens, never an answer.
fn detail(notice: &Notice) -> (&'static str, String) {
    match notice {
        Notice::Changed(screen) => ("amends-changed", written(&[("screen", &screen.name())])),
        Notice::Quote(quote) => ("amends-quote", figures(quote)),
        Notice::Submitted(reference) => ("amends-submitted", written(&[("reference", reference)])),
        Notice::Failed(reason, at) => ("amends-failed", written(&[("reason", reason), ("at", at)])),
    }
}

/// Figures and options of a quote. A gate: in a browser it is there only once the whole form is.
#[inline(never)]
fn figures(quote: &QuoteDocument) -> String {
    let options: Vec<&str> = quote.options.iter().map(|option| option.id.as_str()).collect();
    let (low, high) = (&quote.range.low, &quote.range.high);
    written(&[("currency", &quote.currency), ("low", low), ("high", high), ("options", &options)])
}

fn written(detail: &[(&str, &dyn Write)]) -> String {
    document::write(&Object(detail))
}

/// What the field of an input or change event holds now.
pub fn typed_in(event: &web_sys::Event) -> String {
    event.target().map(|field| text(&field, "value")).unwrap_or_default()
}

/// Whether letters in the field are still being composed.
pub fn is_composing(event: &web_sys::Event) -> bool {
    held(event, "isComposing") == JsValue::TRUE
}

/// Whether a checkbox is ticked after its event.
pub fn is_ticked(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|target| held(&target, "checked") == JsValue::TRUE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::Screen;

    #[test]
    fn a_day_is_read_from_its_digits() {
        assert_eq!(civil(20_260_301), NaiveDate::from_ymd_opt(2026, 3, 1));
        assert_eq!(civil(20_260_229), None);
        assert_eq!(civil(0), None);
    }

    #[test]
    fn an_answer_that_proves_nothing_is_lost() {
        for status in [0, 302, 408, 425, 429, 500, 503] {
            assert_eq!(reply(status, &JsValue::UNDEFINED), Reply::Lost, "{status}");
        }
        assert_eq!(reply(404, &JsValue::UNDEFINED), Reply::NotFound);
    }

    #[test]
    fn host_events_hold_codes_and_figures_only() {
        let (name, text) = detail(&Notice::Changed(Screen::Story));
        assert_eq!((name, text.as_str()), ("amends-changed", r#"{"screen":"story"}"#));
        let (name, text) = detail(&Notice::Failed("known", Some("loss".into())));
        assert_eq!((name, text.as_str()), ("amends-failed", r#"{"at":"loss","reason":"known"}"#));
    }
}
