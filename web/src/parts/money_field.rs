//! An amount as people write it, with the currency beside it and how it was understood below.

use super::field::{self, Labelled, Line};
use crate::drawing::{Drawn, View, draw, p};
use crate::labels::key;
use crate::typed::{Typed, typed};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::FactKind;

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
                { p(view, "echo", understood(view, about, currency)) }
            </>
        }
    })
}

/// The amount as understood, when it was written in another way.
fn understood(view: &View<'_>, about: &Labelled<'_>, currency: &str) -> String {
    let raw = view.state.raw(about.field);
    match typed(FactKind::Money, currency, None, raw) {
        Typed::Value(Scalar::Text(amount)) if amount != raw && about.invalid(view).is_none() => {
            view.fill(key!("understood"), &[("value", &view.setting().money(&amount))])
        }
        _ => String::new(),
    }
}
