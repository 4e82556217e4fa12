//! What JavaScript can call in the form's module: one form in an element.
//!
//! Policies come packed (see `amends_core::policy`): the compiler is in the other module, [`tools`](crate::tools).

use crate::app::{App, AppProps, Session};
use crate::draft::Draft;
use crate::effects::{self, World};
use crate::handed::{entries, held, scalar, text, texts};
use crate::journey::{Event, Later, State};
use crate::labels::Labels;
use crate::setting::{Setting, Shared, unpacked};
use amends_core::document::{self, Map};
use amends_core::policy::Policy;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::AppHandle;

/// The place of one form after the other: what the renderer listens with stays on its root for good, so the next form
/// takes the root of one that has ended.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Form {
    app: AppHandle<App>,
    session: Session,
}

/// Mounts a form in an element that nothing else uses, with its packed policy and the world it acts in. `config` holds
///
/// - `prefix`: begins every id inside this instance;
/// - `language`: BCP 47 tag of the message file;
/// - `locale`: BCP 47 tag of the customer, with a region where it is known: how dates and amounts are typed there;
/// - `words`, `messages`: the message file and the host's own words, pairs of key and text;
/// - `known`: facts the portal supplies, pairs of id and text, number, true or false;
/// - `typed`: what was filled in before the script came, pairs of name and text: fields, `wish`, `screen`, `touched`;
/// - `draft`: what was kept of an earlier visit, if anything;
/// - `whole`: whether the later part of the module is here already.
///
/// Nothing comes of bytes that are no packed policy, or of a browser without a calendar.
#[wasm_bindgen]
pub fn mount(root: Element, policy: Box<[u8]>, config: &JsValue, world: World) -> Option<Form> {
    let session = begin(policy, config, world)?;
    let props = AppProps { session: session.clone() };
    Some(Form { app: yew::Renderer::<App>::with_root_and_props(root, props).render(), session })
}

fn begin(policy: Box<[u8]>, config: &JsValue, world: World) -> Option<Session> {
    let policy = shared(policy)?;
    let today = world.today()?;
    let setting = Setting {
        language: policy.language_for(&text(config, "language")).to_owned(),
        locale: text(config, "locale"),
        policy,
        labels: labels(config),
        prefix: text(config, "prefix"),
        known: Map::new(),
    };
    let later = if held(config, "whole") == JsValue::TRUE { Later::Here } else { Later::Away };
    let state = State { later, ..State::new(setting, today) };
    let session = Session::new(state, Some(world));
    session.send(Event::Known(entries(config, "known", scalar)));
    session.restore(Draft::read(&held(config, "draft")), texts(config, "typed"));
    Some(session)
}

impl Form {
    fn show(&mut self, session: Session) {
        self.session = session.clone();
        self.app.update(AppProps { session });
    }
}

#[wasm_bindgen]
impl Form {
    /// Takes other words, another language (with the policy packed for it) or other facts from the portal; what was
    /// typed stays.
    pub fn update(&self, policy: Box<[u8]>, config: &JsValue) {
        let Some(policy) = shared(policy) else { return };
        let tags = ["language", "locale"].map(|name| text(config, name));
        self.session.send(Event::Words(labels(config), policy, tags));
        self.session.send(Event::Known(entries(config, "known", scalar)));
    }

    /// Something happened in the world: `sent` or `found` with the status and the JSON of the service's answer,
    /// `handed-over`, `copied` and `offline` with 1 or 0, or `keep` when it is time to.
    pub fn happened(&self, what: &str, status: u32, body: &JsValue) {
        match effects::happened(what, status, body) {
            Some(event) => self.session.send(event),
            None => self.session.keep(),
        }
    }

    /// Begins again with nothing.
    pub fn reset(&self) {
        self.session.send(Event::Reset);
    }

    /// The quote shown now as canonical JSON; none before a problem is picked, and until the later part of the module is
    /// here.
    pub fn quote(&self) -> Option<String> {
        let written = |state: &State| {
            let quote = state.quote.as_deref().filter(|_| state.later == Later::Here)?;
            Some(document::write(quote))
        };
        self.session.look(written).flatten()
    }

    /// Ends it: the draft is kept, and soon nothing is drawn.
    pub fn rest(&mut self) {
        self.session.end();
        self.show(Session::default());
    }

    /// Another form, once nothing is drawn, as [`mount`] takes it; false when nothing comes of it.
    pub fn again(&mut self, policy: Box<[u8]>, config: &JsValue, world: World) -> bool {
        let session = begin(policy, config, world);
        let begun = session.is_some();
        self.show(session.unwrap_or_default());
        begun
    }
}

/// Whether these are bytes of a policy packed for this release.
#[wasm_bindgen]
pub fn reads(policy: &[u8]) -> bool {
    Policy::is_packed(policy)
}

thread_local! {
    /// Each policy that was taken out of its bytes, with them: once for all forms of the page.
    static POLICIES: RefCell<Vec<(Box<[u8]>, Shared)>> = const { RefCell::new(Vec::new()) };
}

/// The policy of packed bytes.
fn shared(bytes: Box<[u8]>) -> Option<Shared> {
    POLICIES.with_borrow_mut(|policies| {
        if let Some((_, policy)) = policies.iter().find(|(known, _)| *known == bytes) {
            return Some(Shared::clone(policy));
        }
        let policy = unpacked(&bytes)?;
        policies.push((bytes, Shared::clone(&policy)));
        Some(policy)
    })
}

fn labels(config: &JsValue) -> Labels {
    Labels::new(texts(config, "words"), texts(config, "messages"))
}
