//! The apology for this case, with the promises of the option picked.

use super::heading;
use crate::drawing::{Drawn, Label, View, draw};
use crate::labels::key;
use crate::parts::apology_text::apology_text;
use crate::parts::buttons;
use crate::parts::timeline::timeline;

/// The screen.
#[inline(never)]
pub fn apology(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <>
            { heading(view, key!("apology-title"), key!("apology-lead")) }
            if let Some(quote) = &view.state.quote {
                { apology_text(view, &quote.apology) }
                <h3>{ Label(key!("promises")) }</h3>
                { timeline(view, &quote.commitments) }
            }
            { buttons(view, true) }
        </>
    }
}
