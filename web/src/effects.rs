//! Everything that touches the world, and nothing else does: the day, the network, randomness, storage, focus, the
//! clipboard, the printer, events to the host, and what a DOM event holds.

use crate::app::Session;
use crate::journey::{Effect, Event, Field, Notice, Problem, Reply, Target};
use amends_core::document::submission::ReceiptDocument;
use amends_core::document::{self, Object, Write};
use amends_core::readable;
use chrono::NaiveDate;
use js_sys::{Date, Function, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Clipboard, Crypto, Element, HtmlElement, HtmlInputElement, Response, Storage};

/// Milliseconds during which typing is gathered before the draft is written.
const KEEP_PAUSE: u32 = 300;

readable! {
    /// Where a draft is kept.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub enum DraftPlace {
        /// Until the tab is closed.
        #[default]
        Session,
        /// On this device.
        Local,
        /// Nowhere.
        None,
    }
}

/// The world as one form reaches it.
#[derive(Debug)]
pub struct World {
    /// The element the form is drawn in.
    pub root: Element,
    /// `(name, detail as JSON) -> bool`: false when the host prevents what would follow.
    pub tell: Function,
    /// Where submissions go.
    pub endpoint: String,
    /// Begins every id inside this instance.
    pub prefix: String,
    /// Where the draft is kept.
    pub draft: DraftPlace,
    /// Its name there.
    pub draft_name: String,
    keep_pending: Cell<bool>,
}

impl World {
    /// The world of a form drawn in `root`.
    pub fn new(root: Element, tell: Function, prefix: String, endpoint: String) -> Self {
        let (draft, draft_name) = (DraftPlace::None, String::new());
        Self { root, tell, endpoint, prefix, draft, draft_name, keep_pending: Cell::new(false) }
    }

    /// Carries out one effect; what comes of it is sent to the session as an event.
    pub fn run(&self, effect: Effect, session: &Session) {
        match effect {
            Effect::MakeKey => {
                if let Some(key) = random_key() {
                    session.send(Event::KeyMade(key));
                }
            }
            Effect::Send { key, body } => self.send(&key, &body, session),
            Effect::Find { key, pause } => self.find(&key, pause, session),
            Effect::Focus(target) => session.focus_when_drawn(target),
            Effect::Keep => self.keep_soon(session),
            Effect::Forget => self.store(None),
            Effect::Tell(notice) => self.tell_notice(&notice),
            Effect::Copy(text) => copy(&text, session.clone()),
            Effect::Print => {
                // A browser that cannot print leaves the page as it is.
                let _ = web_sys::window().map(|window| window.print());
            }
        }
    }

    /// Posts a submission, unless the host takes it.
    fn send(&self, key: &str, body: &str, session: &Session) {
        if !self.say("amends-submit", body) {
            session.send(Event::HandedOver);
            return;
        }
        if self.endpoint.is_empty() {
            session.send(Event::Sent(Reply::NotFound));
            return;
        }
        let session = session.clone();
        let sent = move |reply| session.send(Event::Sent(reply));
        call(&self.endpoint, Some((key, body)), Box::new(sent));
    }

    /// Asks by key after a pause with up to a quarter of jitter.
    fn find(&self, key: &str, pause: u32, session: &Session) {
        let (path, query) = match self.endpoint.find('?') {
            Some(place) => self.endpoint.split_at(place),
            None => (self.endpoint.as_str(), ""),
        };
        let address = [path.trim_end_matches('/'), "/by-key/", key, query].concat();
        let session = session.clone();
        let found = move |reply| session.send(Event::Found(reply));
        let ask = move || call(&address, None, Box::new(found));
        later(pause.saturating_add(jitter(pause / 4)), Box::new(ask));
    }

    fn keep_soon(&self, session: &Session) {
        if self.draft == DraftPlace::None || self.keep_pending.replace(true) {
            return;
        }
        let session = session.clone();
        later(KEEP_PAUSE, Box::new(move || session.keep()));
    }

    /// Writes the draft, or removes it.
    pub fn store(&self, token: Option<&str>) {
        self.keep_pending.set(false);
        let Some(storage) = self.storage() else { return };
        // A full or forbidden storage costs the draft, never the form.
        let _ = match token {
            Some(token) => storage.set_item(&self.draft_name, token),
            None => storage.remove_item(&self.draft_name),
        };
    }

    /// The draft kept earlier.
    pub fn stored(&self) -> Option<String> {
        self.storage()?.get_item(&self.draft_name).ok()?
    }

    fn storage(&self) -> Option<Storage> {
        match self.draft {
            DraftPlace::Session => of_window("sessionStorage"),
            DraftPlace::Local => of_window("localStorage"),
            DraftPlace::None => None,
        }
    }

    /// Moves the focus, and the page with it; a target that is not drawn is left alone.
    pub fn focus(&self, target: &Target) {
        let place = ["#", &self.prefix, "-", &target.name()].concat();
        if let Ok(Some(element)) = self.root.query_selector(&place) {
            let _ = element.unchecked_into::<HtmlElement>().focus();
        }
    }

    fn tell_notice(&self, notice: &Notice) {
        let (name, detail) = detail(notice);
        self.say(name, &detail);
    }

    fn say(&self, name: &str, detail: &str) -> bool {
        let answer = self.tell.call2(&JsValue::NULL, &name.into(), &detail.into());
        // A host's broken listener does not stop a customer.
        answer != Ok(JsValue::FALSE)
    }
}

/// Name and detail (JSON) of a notice: figures and names of screens, never an answer.
fn detail(notice: &Notice) -> (&'static str, String) {
    match notice {
        Notice::Changed(screen) => ("amends-changed", written(&[("screen", &screen.name())])),
        Notice::Quote(quote) => {
            let options: Vec<&str> =
                quote.options.iter().map(|option| option.id.as_str()).collect();
            let (low, high) = (&quote.range.low, &quote.range.high);
            let currency = &quote.currency;
            let detail: [(&str, &dyn Write); 4] =
                [("currency", currency), ("low", low), ("high", high), ("options", &options)];
            ("amends-quote", written(&detail))
        }
        Notice::Submitted(reference) => ("amends-submitted", written(&[("reference", reference)])),
        Notice::Failed(reason, at) => ("amends-failed", written(&[("reason", reason), ("at", at)])),
    }
}

fn written(detail: &[(&str, &dyn Write)]) -> String {
    document::write(&Object(detail))
}

/// The browser's local civil day.
pub fn today() -> Option<NaiveDate> {
    let now = Date::new_0();
    let month = now.get_month().checked_add(1)?;
    NaiveDate::from_ymd_opt(i32::try_from(now.get_full_year()).ok()?, month, now.get_date())
}

/// 128 random bits in hexadecimal.
fn random_key() -> Option<String> {
    let mut bytes = [0_u8; 16];
    let crypto: Crypto = of_window("crypto")?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    Some(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
}

/// Between nothing and `most` milliseconds.
fn jitter(most: u32) -> u32 {
    let draw = random_key().and_then(|key| u32::from_str_radix(key.get(..6)?, 16).ok());
    draw.and_then(|draw| draw.checked_rem(most.saturating_add(1))).unwrap_or(0)
}

/// What an object holds under a name; nothing where the browser does not have it or forbids it.
fn held(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// A part of the window.
fn of_window<T: JsCast>(name: &str) -> Option<T> {
    let part = held(&web_sys::window()?.into(), name).filter(JsValue::is_object)?;
    Some(part.unchecked_into())
}

fn put(object: &js_sys::Object, name: &str, value: &JsValue) {
    // Fails on a frozen object only.
    let _ = Reflect::set(object, &name.into(), value);
}

/// Calls back after some milliseconds.
fn later(pause: u32, work: Box<dyn FnOnce()>) {
    let work = Closure::once_into_js(work);
    let pause = i32::try_from(pause).unwrap_or(i32::MAX);
    if let Some(window) = web_sys::window() {
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), pause);
    }
}

/// Goes on with what a promise comes to: its value, or the reason why there is none.
fn then(promise: &Promise, work: Box<dyn FnOnce(JsValue)>) {
    let work = Closure::once_into_js(work);
    promise.unchecked_ref::<Thenable>().then(&work, &work);
}

#[wasm_bindgen]
extern "C" {
    /// A promise that does not care which of its callbacks is called.
    type Thenable;
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, kept: &JsValue, broken: &JsValue);
}

/// What is done with the service's reply.
type Done = Box<dyn FnOnce(Reply)>;

/// Posts a body under its key, or asks; anything but a clear answer is [`Reply::Lost`].
fn call(address: &str, post: Option<(&str, &str)>, done: Done) {
    let Some(answer) = fetch(address, post) else { return done(Reply::Lost) };
    let read = |answer: JsValue| match answer.dyn_into() {
        Ok(answer) => read(&answer, done),
        Err(_) => done(Reply::Lost),
    };
    then(&answer, Box::new(read));
}

fn fetch(address: &str, post: Option<(&str, &str)>) -> Option<Promise> {
    let (request, headers) = (js_sys::Object::new(), js_sys::Object::new());
    put(&headers, "accept", &"application/json, application/problem+json".into());
    put(&request, "headers", &headers);
    if let Some((key, body)) = post {
        put(&headers, "content-type", &"application/json".into());
        put(&headers, "idempotency-key", &key.into());
        put(&request, "method", &"POST".into());
        put(&request, "body", &body.into());
    }
    Some(web_sys::window()?.fetch_with_str_and_init(address, request.unchecked_ref()))
}

/// Reads an answer to its end; one that breaks off is lost.
fn read(answer: &Response, done: Done) {
    let status = answer.status();
    let Ok(text) = answer.text() else { return done(Reply::Lost) };
    let read = move |text: JsValue| {
        done(text.as_string().map_or(Reply::Lost, |text| reply(status, &text)));
    };
    then(&text, Box::new(read));
}

/// What an answer of the intake service means.
fn reply(status: u16, text: &str) -> Reply {
    match status {
        200 | 201 => document::read::<ReceiptDocument>(text)
            .map_or(Reply::Lost, |receipt| Reply::Received(Box::new(receipt))),
        404 => Reply::NotFound,
        // Not now, rather than no.
        408 | 425 | 429 => Reply::Lost,
        400..500 => Reply::Refused(document::read::<Problem>(text).unwrap_or_default()),
        _ => Reply::Lost,
    }
}

/// Copies text and says whether it worked; browsers offer no clipboard to insecure pages.
fn copy(text: &str, session: Session) {
    let clipboard = of_window::<JsValue>("navigator").and_then(|it| held(&it, "clipboard"));
    match clipboard.filter(JsValue::is_object) {
        Some(clipboard) => {
            let done = move |reason| session.send(Event::Copied(reason == JsValue::UNDEFINED));
            then(&clipboard.unchecked_ref::<Clipboard>().write_text(text), Box::new(done));
        }
        None => session.send(Event::Copied(false)),
    }
}

/// What the field of an input or change event holds now, as an event of the journey.
pub fn typed_in(field: &Field, event: &web_sys::Event) -> Option<Event> {
    // A text area has all that is asked of an input here.
    let input: HtmlInputElement = event.target()?.unchecked_into();
    let validity = held(&input, "validity")?;
    if held(&validity, "badInput") == Some(JsValue::TRUE) {
        return Some(Event::Unfinished(field.clone()));
    }
    Some(Event::Typed(field.clone(), input.value()))
}

/// Whether a checkbox is ticked after its event.
pub fn is_ticked(event: &web_sys::Event) -> bool {
    event.target().and_then(|target| held(&target, "checked")) == Some(JsValue::TRUE)
}

/// Keeps the Enter that ends a composition from sending the form; some input methods send it late, with key code 229.
pub fn guard_composition(event: &web_sys::KeyboardEvent) {
    if event.key() == "Enter" && (event.is_composing() || event.key_code() == 229) {
        event.prevent_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::Screen;

    #[test]
    fn each_status_has_its_meaning() {
        let receipt = r#"{"reference":"R-1","received":"2026-11-23","policy":"d","option":null,"commitments":[]}"#;
        assert!(matches!(reply(201, receipt), Reply::Received(_)));
        assert!(matches!(reply(200, receipt), Reply::Received(_)));
        assert_eq!(
            reply(200, "<html>"),
            Reply::Lost,
            "an answer that is no receipt proves nothing"
        );
        assert_eq!(reply(404, ""), Reply::NotFound);
        for status in [0, 302, 429, 500, 503] {
            assert_eq!(reply(status, ""), Reply::Lost, "{status}");
        }
        let problem = r#"{"type":"x","title":"T","detail":"D","differences":[
            {"at":"/options/0/total/low","claimed":"9.00","computed":"5.00"}]}"#;
        let Reply::Refused(problem) = reply(422, problem) else { panic!("not refused") };
        assert_eq!((problem.title.as_str(), problem.differences.len()), ("T", 1));
        assert_eq!(reply(413, "too large"), Reply::Refused(Problem::default()));
    }

    #[test]
    fn host_events_hold_codes_and_figures_only() {
        let (name, text) = detail(&Notice::Changed(Screen::Story));
        assert_eq!((name, text.as_str()), ("amends-changed", r#"{"screen":"story"}"#));
        let (name, text) = detail(&Notice::Failed("known", Some("loss".into())));
        assert_eq!((name, text.as_str()), ("amends-failed", r#"{"at":"loss","reason":"known"}"#));
    }
}
