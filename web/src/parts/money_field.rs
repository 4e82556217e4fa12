//! An amount as people write it, with the currency beside it and how it was understood below.

use super::field::{self, Labelled, Line, echo};
use crate::drawing::{Drawn, View, draw};

/// An amount in the policy's currency.
pub fn money_field(view: &mut View<'_>, about: &Labelled<'_>) -> Drawn {
    let currency = &view.setting().policy.document().currency;
    let line = Line { kind: "text", keyboard: "decimal", autocomplete: "off" };
    field::framed(view, about, &|view| {
        draw! { view =>
            <>
                <span class="with-unit">
                    { field::control(view, about, &line) }
                    <span class="unit" aria-hidden="true">{ currency }</span>
                </span>
                { echo(view, about) }
            </>
        }
    })
}
