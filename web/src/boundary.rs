//! What JavaScript can call in the form's module: one form in an element, and quotes.
//!
//! Policies come packed (see `amends_core::policy`): the compiler is in the other module, [`tools`](crate::tools).

use crate::answer::{answer, day, failure, no_day};
use crate::app::{App, AppProps, Session};
use crate::effects::{self, DraftPlace, World};
use crate::journey::{Event, State};
use crate::labels::Labels;
use crate::setting::Setting;
use amends_core::document;
use amends_core::document::Map;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::fault::Fault;
use amends_core::policy::Policy;
use amends_core::readable;
use js_sys::Function;
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::AppHandle;

readable! {
    /// What `element.js` says of one element.
    struct Config {
        /// Begins every id inside this instance.
        prefix: String,
        /// BCP 47 tag of the message file.
        language: String,
        /// Where submissions go.
        endpoint: String,
        /// The message file.
        words: Map<String>,
        /// The host's own words.
        messages: Map<String>,
        /// Facts the portal supplies.
        known: Map<Scalar>,
        /// What was filled in before the script came, by name: fields, `wish`, `screen`, `touched`.
        typed: Map<String>,
        /// Where drafts are kept.
        draft: DraftPlace,
        /// The draft's name there.
        draft_name: String,
    }
}

/// One form, mounted.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Form {
    app: AppHandle<App>,
    session: Session,
}

/// Mounts a form in an element that nothing else uses. `policy` is packed, `config` a JSON text; `tell` is called with
/// the name and the detail (JSON) of each event and answers whether to go on. Throws a failure answer as text.
#[wasm_bindgen]
pub fn mount(root: Element, policy: &[u8], config: &str, tell: Function) -> Result<Form, String> {
    let policy = unpack(policy).map_err(|faults| failure(&faults))?;
    let config: Config = document::read(config).map_err(|faults| failure(&faults))?;
    let today = effects::today().ok_or_else(|| failure(&[no_day("today")]))?;
    let mut world = World::new(root.clone(), tell, config.prefix.clone(), config.endpoint);
    (world.draft, world.draft_name) = (config.draft, config.draft_name);
    let setting = Setting {
        language: policy.language_for(&config.language).to_owned(),
        policy: Arc::new(policy),
        labels: Labels::new(config.words, config.messages),
        prefix: config.prefix,
        known: Map::new(),
    };
    let session = Session::new(State::new(setting, today), Some(world));
    session.send(Event::Known(config.known));
    session.restore(config.typed);
    let props = AppProps { session: session.clone() };
    Ok(Form { app: yew::Renderer::<App>::with_root_and_props(root, props).render(), session })
}

#[wasm_bindgen]
impl Form {
    /// Takes other words, another language (with the policy packed for it) or other facts from the portal; what was
    /// typed stays.
    pub fn update(&self, policy: &[u8], config: &str) {
        let config = document::read::<Config>(config).ok();
        let (Some(policy), Some(config)) = (Policy::unpack(policy), config) else { return };
        let words = Labels::new(config.words, config.messages);
        self.session.send(Event::Words(words, Arc::new(policy), config.language));
        self.session.send(Event::Known(config.known));
    }

    /// Begins again with nothing.
    pub fn reset(&self) {
        self.session.send(Event::Reset);
    }

    /// The quote shown now as canonical JSON; none before a problem is picked.
    pub fn quote(&self) -> Option<String> {
        self.session.look(|state| state.quote.as_deref().map(document::write)).flatten()
    }

    /// Ends it: the draft is kept, listeners go.
    pub fn destroy(self) {
        self.session.end();
        self.app.destroy();
    }
}

/// The quote for a complaint by a packed policy: `{"type":"success","quote":…}`, the quote in canonical form.
#[wasm_bindgen]
pub fn quote(policy: &[u8], complaint: &str, today: &str) -> String {
    answer("quote", || {
        let policy = unpack(policy)?;
        let complaint: ComplaintDocument = document::read(complaint)?;
        amends_core::quote(&policy, &complaint, day(today)?)
    })
}

/// Whether these are bytes of a policy packed for this release.
#[wasm_bindgen]
pub fn reads(policy: &[u8]) -> bool {
    Policy::is_packed(policy)
}

fn unpack(bytes: &[u8]) -> Result<Policy, Vec<Fault>> {
    Policy::unpack(bytes).ok_or_else(|| {
        let says = "these are not the bytes of a policy packed for this release";
        vec![Fault::new("not-packed", "", says).help("pack the policy's document again")]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn packed() -> Vec<u8> {
        Policy::read(samples::POLICY).unwrap().pack("en").unwrap()
    }

    #[test]
    fn the_quote_is_the_canonical_text_inside_the_answer() {
        let complaint =
            document::write(&samples::filled(crate::journey::Screen::Check).complaint());
        let answer = quote(&packed(), &complaint, samples::TODAY);
        let policy = Policy::read(samples::POLICY).unwrap();
        let read: ComplaintDocument = document::read(&complaint).unwrap();
        let native = amends_core::quote(&policy, &read, samples::TODAY.parse().unwrap()).unwrap();
        assert_eq!(answer, format!(r#"{{"type":"success","quote":{}}}"#, document::write(&native)));
    }

    #[test]
    fn rubbish_is_a_failure_never_a_panic() {
        for bytes in [&[][..], b"{}", b"AMENDS", &packed()[..100]] {
            samples::is_failure(&quote(bytes, "{}", samples::TODAY), "not-packed");
        }
        samples::is_failure(&quote(&packed(), "{", samples::TODAY), "");
        let complaint = r#"{"problem":"no-cash"}"#;
        samples::is_failure(&quote(&packed(), complaint, "tomorrow"), "not-a-date");
    }
}
