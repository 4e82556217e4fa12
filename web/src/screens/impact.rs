//! What it did to the customer.

use super::{heading, questions};
use crate::drawing::{Drawn, View, draw};
use crate::labels::key;
use crate::parts::buttons;
use amends_core::document::policy::Step;

/// The screen.
#[inline(never)]
pub fn impact(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <>
            { heading(view, key!("impact-title"), key!("impact-lead")) }
            { questions::questions(view, Step::Impact) }
            { buttons(view, true) }
        </>
    }
}
