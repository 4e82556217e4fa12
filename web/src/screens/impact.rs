//! What it did to the customer.

use super::{heading, questions};
use crate::labels::key;
use crate::parts::{View, buttons};
use amends_core::document::policy::Step;
use yew::prelude::*;

/// The screen.
pub fn impact(view: View<'_>) -> Html {
    html! {
        <>
            { heading(view, view.t(key!("impact-title")), view.t(key!("impact-lead"))) }
            { questions::questions(view, Step::Impact) }
            { buttons(view, true, view.t(key!("next"))) }
        </>
    }
}
