//! The apology for this case, with the promises of the option picked.

use super::heading;
use crate::labels::key;
use crate::parts::apology_text::apology_text;
use crate::parts::timeline::timeline;
use crate::parts::{View, buttons};
use yew::prelude::*;

/// The screen.
pub fn apology(view: View<'_>) -> Html {
    html! {
        <>
            { heading(view, view.t(key!("apology-title")), view.t(key!("apology-lead"))) }
            if let Some(quote) = &view.state.quote {
                { apology_text(view, &quote.apology) }
                <h3>{ view.t(key!("promises")) }</h3>
                { timeline(view, &quote.commitments) }
            }
            { buttons(view, true, view.t(key!("next"))) }
        </>
    }
}
