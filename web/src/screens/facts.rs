//! What happened: the questions of the problem, and what the portal already knows.

use super::{heading, questions};
use crate::drawing::{Drawn, Filled, View, draw, p};
use crate::labels::key;
use crate::parts::buttons;
use amends_core::document::policy::Step;

/// The screen.
#[inline(never)]
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
    let mut labels = Vec::new();
    for fact in setting.known.keys().filter_map(|fact| facts.get(fact)) {
        labels.push(setting.text(&fact.label));
    }
    if labels.is_empty() {
        return view.nothing();
    }
    let list = labels.join(view.t(key!("list-separator")));
    p(view, "note known", Filled(key!("known"), &[("list", &list)]))
}
