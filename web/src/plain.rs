//! The form for browsers without script: the same screens as HTML, drawn by the service.
//!
//! ```
//! use amends_core::document::Map;
//! use amends_core::policy::Policy;
//! use amends_web::drawing::Plain;
//! use amends_web::journey::State;
//! use amends_web::plain;
//!
//! let policy = Policy::read(include_str!("../fixtures/sample-bank.json")).unwrap();
//! let setting = plain::setting(policy.into(), "en", Map::new());
//! let state = State::new(setting, "2026-11-23".parse().unwrap());
//! let html = plain::draw(&state, Plain { action: "/v1/complaints".into(), ..Plain::default() });
//! assert!(html.contains(r#" method="post" action="/v1/complaints""#), "{html}");
//! ```

use crate::drawing::Plain;
use crate::journey::{Posted, State, turn};
use crate::labels::{self, Labels};
use crate::screens;
use crate::setting::{Setting, Shared};
use amends_core::document::Map;
use amends_core::document::formula::Scalar;

use yew::{Component, Context, Html, LocalServerRenderer, Properties};

/// The style of the form, as it is written.
pub const STYLE: &str = include_str!("../style.css");

/// Begins every id in a form that is drawn here; those of the element begin with `amends-1` and so on.
pub const PREFIX: &str = "amends-0";

/// The words of a language: the form's own, and those it needs only without script.
fn words(language: &str) -> Map<String> {
    let (own, files) = match language {
        "zh-Hans" => (include_str!("../plain/zh-Hans.json"), include_str!("../files/zh-Hans.json")),
        "zh-Hant" => (include_str!("../plain/zh-Hant.json"), include_str!("../files/zh-Hant.json")),
        "ar" => (include_str!("../plain/ar.json"), include_str!("../files/ar.json")),
        _ => (include_str!("../plain/en.json"), include_str!("../files/en.json")),
    };
    let read = |text| amends_core::document::read::<Map<String>>(text).unwrap_or_default();
    labels::shipped(language).into_iter().chain(read(own)).chain(read(files)).collect()
}

/// The setting of a form that is drawn here, in a language (BCP 47; its region says how dates are typed) and with the
/// facts the portal knows.
pub fn setting(policy: Shared, language: &str, known: Map<Scalar>) -> Setting {
    let own = policy.language_for(language).to_owned();
    let main = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
    // Letters may differ from the policy's, the language may not.
    let said = if main(&own) == main(language) { language } else { &own };
    Setting {
        labels: Labels::new(words(said), Map::new()),
        language: own,
        locale: language.to_owned(),
        policy,
        prefix: PREFIX.to_owned(),
        known,
    }
}

/// The form in a state as HTML, with everything it must carry to be sent from there.
pub fn draw(state: &State, plain: Plain) -> String {
    let mut plain = plain;
    plain.hidden.extend(state.carried());
    text(screens::plain_form(state, &plain))
}

/// What would be offered for each problem if nothing else were known, as inert templates of HTML: a page with script shows
/// the one that is picked until the form itself is there. `untouched` is a form without answers.
///
/// ```
/// use amends_core::document::Map;
/// use amends_core::policy::Policy;
/// use amends_web::journey::State;
/// use amends_web::plain;
///
/// let policy = Policy::read(include_str!("../fixtures/sample-bank.json")).unwrap();
/// let setting = plain::setting(policy.into(), "en", Map::new());
/// let html = plain::glimpses(&State::new(setting, "2026-11-23".parse().unwrap()));
/// assert!(html.starts_with(r#"<template data-problem=""#), "{html}");
/// ```
pub fn glimpses(untouched: &State) -> String {
    let problems = &untouched.setting.policy.document().problems;
    problems.iter().map(|problem| glimpse(untouched, &problem.id)).collect()
}

/// The template of one problem; nothing where nothing can be computed for it.
fn glimpse(untouched: &State, problem: &str) -> String {
    let picked = turn(untouched.clone(), &Posted::picking(problem), "").state;
    if picked.quote.is_none() {
        return String::new();
    }
    format!("<template data-problem=\"{problem}\">{}</template>", text(screens::glimpse(&picked)))
}

/// Markup as text.
fn text(html: Html) -> String {
    let renderer = LocalServerRenderer::<Whole>::with_props(WholeProps { html }).hydratable(false);
    futures_executor::block_on(renderer.render())
}

/// Words of the form in a language, filled in: for what only the service can say.
pub fn fill(language: &str, key: &str, values: &[(&str, &str)]) -> String {
    Labels::new(words(language), Map::new()).fill(key, values)
}

/// The heading of a state's screen, for the title of a page.
pub fn title(state: &State) -> &str {
    state.setting.labels.t(state.screen.title())
}

/// What Yew's server renderer draws: markup that is there already.
struct Whole;

#[derive(PartialEq, Properties)]
struct WholeProps {
    html: Html,
}

impl Component for Whole {
    type Message = ();
    type Properties = WholeProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        context.props().html.clone()
    }
}

#[cfg(test)]
mod tests;
