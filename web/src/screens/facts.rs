//! What happened: the questions of the problem, and what the portal already knows.

use super::{heading, questions};
use crate::drawing::{Drawn, View, draw, p};
use crate::labels::key;
use crate::parts::buttons;
use amends_core::document::policy::Step;

/// The screen.
pub fn facts(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <>
            { heading(view, key!("facts-title"), key!("facts-lead")) }
            { known(view) }
            { questions::questions(view, Step::Facts) }
            { buttons(view, true) }
        </>
    }
}

/// The names of what is not asked again; values stay with the portal.
pub fn known(view: &mut View<'_>) -> Drawn {
    let setting = view.setting();
    let facts = &setting.policy.document().facts;
    let mut list = String::new();
    for fact in setting.known.keys().filter_map(|fact| facts.get(fact)) {
        if !list.is_empty() {
            list.push_str(view.t(key!("list-separator")));
        }
        list.push_str(setting.text(&fact.label));
    }
    if list.is_empty() {
        return view.nothing();
    }
    p(view, "note known", setting.labels.fill(key!("known"), &[("list", &list)]))
}
