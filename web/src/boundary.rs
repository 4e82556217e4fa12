//! What JavaScript can call: one form in an element, and the documents as text.
//!
//! Text functions never throw: they answer `{"type":"success",…}` or `{"type":"failure","faults":[…]}`.

use crate::app::{App, AppProps, Session};
use crate::effects::{self, DraftPlace, World};
use crate::journey::{Event, State};
use crate::labels::Labels;
use crate::setting::Setting;
use amends_core::document;
use amends_core::document::Map;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
#[cfg(feature = "tools")]
use amends_core::document::submission::SubmissionDocument;
use amends_core::fault::Fault;
use amends_core::policy::Policy;
use amends_core::readable;
use chrono::NaiveDate;
use js_sys::Function;
use serde::Serialize;
use std::rc::Rc;
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

/// Mounts a form in an element that nothing else uses. `policy` and `config` are JSON texts; `tell` is called with the
/// name and the detail (JSON) of each event and answers whether to go on. Throws a failure answer as text.
#[wasm_bindgen]
pub fn mount(root: Element, policy: &str, config: &str, tell: Function) -> Result<Form, String> {
    let policy = Policy::read(policy).map_err(|faults| failure(&faults))?;
    let config: Config = document::read(config).map_err(|faults| failure(&faults))?;
    let today = effects::today().ok_or_else(|| failure(&[no_day("today")]))?;
    let mut world = World::new(root.clone(), tell, config.prefix.clone(), config.endpoint);
    (world.draft, world.draft_name) = (config.draft, config.draft_name);
    let setting = Setting {
        language: Setting::language_for(&policy, &config.language),
        policy: Rc::new(policy),
        labels: Labels::new(config.words, config.messages),
        prefix: config.prefix,
        known: Map::new(),
    };
    let session = Session::new(State::new(setting, today), Some(world));
    session.send(Event::Known(config.known));
    session.restore();
    let props = AppProps { session: session.clone() };
    Ok(Form { app: yew::Renderer::<App>::with_root_and_props(root, props).render(), session })
}

#[wasm_bindgen]
impl Form {
    /// Takes other words, another language or other facts from the portal; what was typed stays.
    pub fn update(&self, config: &str) {
        let Ok(config) = document::read::<Config>(config) else { return };
        let wanted = |state: &State| Setting::language_for(&state.setting.policy, &config.language);
        let Some(language) = self.session.look(wanted) else { return };
        self.session.send(Event::Words(Labels::new(config.words, config.messages), language));
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

/// The quote for a complaint: `{"type":"success","quote":…}`, the quote in canonical form.
#[wasm_bindgen]
pub fn quote(policy: &str, complaint: &str, today: &str) -> String {
    answer("quote", || {
        let policy = Policy::read(policy)?;
        let complaint: ComplaintDocument = document::read(complaint)?;
        amends_core::quote(&policy, &complaint, day(today)?)
    })
}

/// All faults and warnings of a policy: `{"type":"success","warnings":[…]}`; warnings stand beside faults too.
#[cfg(feature = "tools")]
#[wasm_bindgen]
pub fn check(policy: &str) -> String {
    let checked = Policy::check(policy);
    let warnings = write_faults(&checked.warnings);
    if checked.faults.is_empty() {
        return [r#"{"type":"success","warnings":"#, &warnings, "}"].concat();
    }
    let faults = write_faults(&checked.faults);
    [r#"{"type":"failure","faults":"#, &faults, r#","warnings":"#, &warnings, "}"].concat()
}

/// The verdict on a submission received on a day: `{"type":"success","verdict":…}`.
#[cfg(feature = "tools")]
#[wasm_bindgen]
pub fn verify(policy: &str, submission: &str, received: &str) -> String {
    answer("verdict", || {
        let policy = Policy::read(policy)?;
        let submission: SubmissionDocument = document::read(submission)?;
        amends_core::verification::verify(&policy, &submission, day(received)?)
    })
}

fn answer<T: Serialize>(name: &str, work: impl FnOnce() -> Result<T, Vec<Fault>>) -> String {
    match work() {
        Ok(value) => {
            [r#"{"type":"success",""#, name, r#"":"#, &document::write(&value), "}"].concat()
        }
        Err(faults) => failure(&faults),
    }
}

fn failure(faults: &[Fault]) -> String {
    [r#"{"type":"failure","faults":"#, &write_faults(faults), "}"].concat()
}

/// A fault as JavaScript sees it.
#[derive(Serialize)]
struct FaultAnswer<'a> {
    code: &'a str,
    at: &'a str,
    message: &'a str,
    help: &'a str,
}

fn write_faults(faults: &[Fault]) -> String {
    let answers: Vec<FaultAnswer> = faults
        .iter()
        .map(|Fault { code, at, message, help }| FaultAnswer { code, at, message, help })
        .collect();
    document::write(&answers)
}

fn day(text: &str) -> Result<NaiveDate, Vec<Fault>> {
    amends_core::date::read(text).ok_or_else(|| vec![no_day(text)])
}

fn no_day(text: &str) -> Fault {
    let message = ["`", text, "` is not a day"].concat();
    Fault::new("not-a-date", "", message).help("write it as `2026-03-01`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn is_failure(answer: &str, code: &str) {
        let value: serde_json::Value = serde_json::from_str(answer).unwrap();
        assert_eq!(value["type"], "failure", "{answer}");
        let faults = value["faults"].as_array().unwrap();
        assert!(
            !faults.is_empty() && faults.iter().all(|fault| fault["message"] != ""),
            "{answer}"
        );
        assert!(code.is_empty() || faults.iter().any(|fault| fault["code"] == code), "{answer}");
    }

    #[test]
    fn the_quote_is_the_canonical_text_inside_the_answer() {
        let complaint =
            document::write(&samples::filled(crate::journey::Screen::Check).complaint());
        let answer = quote(samples::POLICY, &complaint, samples::TODAY);
        let policy = Policy::read(samples::POLICY).unwrap();
        let read: ComplaintDocument = document::read(&complaint).unwrap();
        let native = amends_core::quote(&policy, &read, samples::TODAY.parse().unwrap()).unwrap();
        assert_eq!(answer, format!(r#"{{"type":"success","quote":{}}}"#, document::write(&native)));
    }

    #[test]
    fn rubbish_is_a_failure_never_a_panic() {
        let deep = "[".repeat(5000);
        for text in ["", "{", "null", "[]", "{\"id\":1}", &deep] {
            is_failure(&check(text), "");
            is_failure(&quote(text, "{}", samples::TODAY), "");
            is_failure(&quote(samples::POLICY, text, samples::TODAY), "");
            is_failure(&verify(samples::POLICY, text, samples::TODAY), "");
        }
        is_failure(&quote(samples::POLICY, r#"{"problem":"no-cash"}"#, "tomorrow"), "not-a-date");
    }

    #[test]
    fn a_good_policy_is_a_success() {
        assert!(check(samples::POLICY).starts_with(r#"{"type":"success","warnings":["#));
    }

    #[test]
    fn a_submission_is_verified_by_the_same_core() {
        let (state, _) = samples::checked();
        let (_, effects) = crate::journey::step(state, Event::Submit);
        let body = samples::body(&effects);
        let verdict = verify(samples::POLICY, &body, samples::TODAY);
        assert_eq!(
            verdict, r#"{"type":"success","verdict":{"differences":[],"same":true}}"#,
            "what the form sends is what the policy gives"
        );
    }
}
