//! The receipt: reference, what was chosen, promises with their days, and ways to keep it.

use super::heading;
use crate::journey::{Event, Field, Sending};
use crate::labels::key;
use crate::parts::View;
use crate::parts::timeline::timeline;
use crate::parts::words::p;
use amends_core::document::submission::ReceiptDocument;
use yew::prelude::*;

/// The screen.
pub fn receipt(view: View<'_>) -> Html {
    let title = view.t(key!("receipt-title"));
    match &view.state.sending {
        Sending::Received(receipt) => html! {
            <>
                { heading(view, title, view.t(key!("receipt-lead"))) }
                { received(view, receipt) }
            </>
        },
        _ => html! {
            <>
                { heading(view, title, view.t(key!("handed-over"))) }
                { chosen(view) }
                { promises(view) }
            </>
        },
    }
}

fn received(view: View<'_>, receipt: &ReceiptDocument) -> Html {
    let reference = view.fill(key!("receipt-reference"), &[("reference", &receipt.reference)]);
    html! {
        <>
            <p class="reference" part="reference">{ reference }</p>
            { chosen(view) }
            <h3>{ view.t(key!("promises")) }</h3>
            { timeline(view, &receipt.commitments) }
            <div class="buttons">
                <button type="button" class="plain-button" onclick={view.click(Event::Copy)}>
                    { view.t(key!("copy")) }
                </button>
                <button type="button" class="plain-button" onclick={view.click(Event::Print)}>
                    { view.t(key!("print")) }
                </button>
            </div>
        </>
    }
}

/// What was chosen, in words and figures.
fn chosen(view: View<'_>) -> Html {
    let raw = view.state.raw(&Field::Choice);
    let quote = view.state.quote.as_ref();
    let offer = quote.and_then(|quote| quote.options.iter().find(|option| option.id == raw));
    html! {
        <section class="card chosen">
            <h3>{ view.t(key!("chosen-title")) }</h3>
            if let Some(offer) = offer {
                { p("chosen-title", offer.title.clone()) }
                { p("total", view.setting().range(&offer.total)) }
            } else {
                { p("chosen-title", view.t(key!("else-title"))) }
                { p("words", view.state.raw(&Field::OtherWords).to_owned()) }
            }
        </section>
    }
}

fn promises(view: View<'_>) -> Html {
    let Some(quote) = &view.state.quote else { return Html::default() };
    html! {
        <>
            <h3>{ view.t(key!("promises")) }</h3>
            { timeline(view, &quote.commitments) }
        </>
    }
}
