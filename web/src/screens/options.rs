//! Compare and pick: every option as a card, none picked beforehand, and a way to ask for something else.

use super::heading;
use crate::journey::{Field, SOMETHING_ELSE};
use crate::labels::key;
use crate::parts::field::{Labelled, area};
use crate::parts::option_card::{badges, option_card};
use crate::parts::options_panel::{not_offered, overview};
use crate::parts::words::{all, class, p, span};
use crate::parts::{View, buttons};
use amends_core::document::quote::{OfferDocument, QuoteDocument};
use yew::prelude::*;

/// The screen.
pub fn options(view: View<'_>) -> Html {
    html! {
        <>
            { heading(view, view.t(key!("options-title")), view.t(key!("options-lead"))) }
            if let Some(quote) = &view.state.quote { { cards(view, quote) } } else { { no_quote(view) } }
            { buttons(view, true, view.t(key!("next"))) }
        </>
    }
}

fn no_quote(view: View<'_>) -> Html {
    html! {
        <>
            { p("note", view.t(key!("no-quote"))) }
            { all(view.state.no_quote.iter().map(|it| p("", it.message.clone()))) }
        </>
    }
}

fn cards(view: View<'_>, quote: &QuoteDocument) -> Html {
    let error = view.id("choice-error");
    let message = view.state.shown.get(&Field::Choice).unwrap_or_default().to_owned();
    html! {
        <>
            { overview(view, quote) }
            { wished(view, quote) }
            <fieldset class="field" aria-describedby={error.clone()}>
                <legend>{ view.t(key!("options-legend")) }</legend>
                <p class="error" id={error}>{ message }</p>
                <div class="cards">
                    { all(quote.options.iter().enumerate().map(|(at, it)| option_card(view, it, head(view, it, at == 0)))) }
                    { something_else(view, quote.options.is_empty()) }
                </div>
            </fieldset>
            { not_offered(view, &quote.not_offered) }
        </>
    }
}

/// The title as a radio button; the first carries the field's id.
fn head(view: View<'_>, offer: &OfferDocument, first: bool) -> Html {
    let name = view.id("choice");
    let id = if first { name.clone() } else { [&name, "-", &offer.id].concat() };
    html! {
        <h3 class="card-head">
            <label class="choice">
                <input type="radio" id={id} name={name} value={offer.id.clone()}
                    checked={view.state.raw(&Field::Choice) == offer.id}
                    onchange={view.pick(&Field::Choice, &offer.id)} />
                <span>{ offer.title.clone() }{ badges(view, offer) }</span>
            </label>
        </h3>
    }
}

/// Turning every option down loses no right, and the form says so.
fn something_else(view: View<'_>, first: bool) -> Html {
    let name = view.id("choice");
    let id = if first { name.clone() } else { [&name, "-else"].concat() };
    let picked = view.state.raw(&Field::Choice) == SOMETHING_ELSE;
    let label = view.t(key!("else-words"));
    let about =
        Labelled { field: &Field::OtherWords, label: &label, hint: "", why: "", optional: false };
    html! {
        <article class={class("card", &[("chosen", picked)])} part="option" key="*">
            <h3 class="card-head">
                <label class="choice">
                    <input type="radio" id={id} name={name} value={SOMETHING_ELSE} checked={picked}
                        onchange={view.pick(&Field::Choice, SOMETHING_ELSE)} />
                    { span("", view.t(key!("else-title"))) }
                </label>
            </h3>
            { p("because", view.t(key!("else-because"))) }
            if picked { { area(view, &about, "4") } }
        </article>
    }
}

/// What was asked for beside what is possible.
fn wished(view: View<'_>, quote: &QuoteDocument) -> Html {
    let amount = view.state.complaint().wish.and_then(|wish| wish.amount);
    let Some(amount) = amount else { return Html::default() };
    let values =
        [("asked", view.setting().money(&amount)), ("range", view.setting().range(&quote.range))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! { { p("note", view.fill(key!("asked-and-possible"), &values)) } }
}
