//! Compare and pick: every option as a card, none picked beforehand, and a way to ask for something else.

use super::heading;
use crate::drawing::{Drawn, Filled, Id, Label, View, draw, p, span};
use crate::journey::{Field, SOMETHING_ELSE};
use crate::labels::key;
use crate::parts::choice::radio;
use crate::parts::field::{Labelled, area};
use crate::parts::option_card::{badges, option_card};
use crate::parts::options_panel::{not_offered, overview};
use crate::parts::{buttons, class};
use amends_core::document::quote::{OfferDocument, QuoteDocument};

/// The screen.
pub fn options(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <>
            { heading(view, key!("options-title"), key!("options-lead")) }
            if let Some(quote) = &view.state.quote { { cards(view, quote) } } else { { no_quote(view) } }
            { buttons(view, true) }
        </>
    }
}

fn no_quote(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <>
            { p(view, "note", Label(key!("no-quote"))) }
            for fault in &view.state.no_quote { { p(view, "", &fault.message) } }
        </>
    }
}

fn cards(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    let message = view.state.shown.get(&Field::Choice).unwrap_or_default();
    draw! { view =>
        <>
            { overview(view, quote) }
            { wished(view, quote) }
            <fieldset class="field" aria-describedby={Id("choice-error")}>
                <legend>{ Label(key!("options-legend")) }</legend>
                <p class="error" id={Id("choice-error")}>{ message }</p>
                <div class="cards">
                    for (at, offer) in quote.options.iter().enumerate() {
                        { option_card(view, offer, &|view| head(view, offer, at == 0)) }
                    }
                    { something_else(view, quote.options.is_empty()) }
                </div>
            </fieldset>
            { not_offered(view, &quote.not_offered) }
        </>
    }
}

/// The title as a radio button; the first carries the field's id.
fn head(view: &mut View<'_>, offer: &OfferDocument, first: bool) -> Drawn {
    let tail = if first { "" } else { &offer.id };
    draw! { view =>
        <h3 class="card-head">
            <label class="choice">
                { radio(view, &Field::Choice, &offer.id, tail) }
                <span>{ &offer.title }{ badges(view, offer) }</span>
            </label>
        </h3>
    }
}

/// Turning every option down loses no right, and the form says so.
fn something_else(view: &mut View<'_>, first: bool) -> Drawn {
    let picked = view.state.raw(&Field::Choice) == SOMETHING_ELSE;
    let label = view.t(key!("else-words"));
    let about = Labelled { field: &Field::OtherWords, label, hint: "", why: "", optional: false };
    draw! { view =>
        <article class={class("card", &[("chosen", picked)])} part="option" key={"*"}>
            <h3 class="card-head">
                <label class="choice">
                    { radio(view, &Field::Choice, SOMETHING_ELSE, if first { "" } else { "else" }) }
                    { span(view, "", Label(key!("else-title"))) }
                </label>
            </h3>
            { p(view, "because", Label(key!("else-because"))) }
            if picked { { area(view, &about, "4") } }
        </article>
    }
}

/// What was asked for beside what is possible.
fn wished(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    let setting = view.setting();
    let Ok(Some(amount)) = view.state.wished_amount() else { return view.nothing() };
    let values = [("asked", &*setting.money(&amount)), ("range", &*setting.range(&quote.range))];
    p(view, "note", Filled(key!("asked-and-possible"), &values))
}
