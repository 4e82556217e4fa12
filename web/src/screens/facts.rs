//! What happened: the questions of the problem, and what the portal already knows.

use super::{heading, questions};
use crate::labels::key;
use crate::parts::words::p;
use crate::parts::{View, buttons};
use amends_core::document::policy::Step;
use yew::prelude::*;

/// The screen.
pub fn facts(view: View<'_>) -> Html {
    html! {
        <>
            { heading(view, view.t(key!("facts-title")), view.t(key!("facts-lead"))) }
            { known(view) }
            { questions::questions(view, Step::Facts) }
            { buttons(view, true, view.t(key!("next"))) }
        </>
    }
}

/// The names of what is not asked again; values stay with the portal.
pub fn known(view: View<'_>) -> Html {
    let setting = view.setting();
    let facts = &setting.policy.document().facts;
    let labels: Vec<&str> = setting
        .known
        .keys()
        .filter_map(|fact| facts.get(fact).map(|fact| setting.text(&fact.label)))
        .collect();
    if labels.is_empty() {
        return Html::default();
    }
    let list = labels.join(&view.t(key!("list-separator")));
    html! { { p("note known", view.fill(key!("known"), &[("list", &list)])) } }
}
