//! Compare and pick: every option as a card, none picked beforehand, and a way to ask for something else.

use super::heading;
use crate::deeds::Deed;
use crate::drawing::{Drawn, Filled, Id, Label, View, draw, p, span};
use crate::journey::{Field, SOMETHING_ELSE};
use crate::labels::key;
use crate::parts::choice::{radio, row};
use crate::parts::field::{Labelled, area};
use crate::parts::option_card::{badges, option_card};
use crate::parts::options_panel::{not_offered, overview};
use crate::parts::outlook::outlook;
use crate::parts::{buttons, class};
use amends_core::document::quote::{OfferDocument, QuoteDocument, WishMadeDocument};

/// The screen.
#[inline(never)]
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
    let state = view.state;
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
                        if view.state.raw(&Field::Choice) == offer.id { { terms(view, offer) } }
                    }
                    { something_else(view, quote.options.is_empty()) }
                </div>
            </fieldset>
            if let Some(offer) = state.offer() { { next_best(view, offer) } }
            { p(view, "small", &quote.rights) }
            { not_offered(view, &quote.not_offered) }
            { outlook(view) }
        </>
    }
}

/// The title as a radio button; the first carries the field's id.
fn head(view: &mut View<'_>, offer: &OfferDocument, first: bool) -> Drawn {
    let tail = if first { "" } else { &offer.id };
    draw! { view =>
        <h3 class="card-head">
            <label class="choice" on={Deed::Pick(Field::Choice)}>
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
                <label class="choice" on={Deed::Pick(Field::Choice)}>
                    { radio(view, &Field::Choice, SOMETHING_ELSE, if first { "" } else { "else" }) }
                    { span(view, "", Label(key!("else-title"))) }
                </label>
            </h3>
            { p(view, "because", Label(key!("else-because"))) }
            if picked || view.is_plain() { { area(view, &about, "4") } }
        </article>
    }
}

/// What was asked for beside what is possible; which option fulfils a wish.
fn wished(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    let Some(asked) = &quote.asked else { return view.nothing() };
    let every = view.t(key!("every-option")).to_owned();
    let fulfilled = |wish: &WishMadeDocument| {
        let options = &quote.options;
        if options.len() > 1 && wish.options.len() == options.len() {
            return every.clone();
        }
        let own = options.iter().filter(|offer| wish.options.contains(&offer.id));
        own.map(|offer| offer.title.as_str()).collect::<Vec<_>>().join(" · ")
    };
    draw! { view =>
        <div class="note">
            if !asked.says.is_empty() { { p(view, "", &asked.says) } }
            for wish in asked.wishes.iter().filter(|wish| !wish.options.is_empty()) {
                { p(view, "", Filled(key!("wish-by"), &[("wish", &wish.title), ("options", &fulfilled(wish))])) }
            }
        </div>
    }
}

/// How the option picked is taken: in parts, or knowingly in place of money owed. Nothing is picked beforehand.
fn terms(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    if !offer.in_place_of.is_empty() {
        let message = view.state.shown.get(&Field::Terms).unwrap_or_default();
        return draw! { view =>
            <div class="field" on={Deed::Pick(Field::Terms)}>
                { row(view, &Field::Terms, &offer.id, true, view.t(key!("gives-up-known"))) }
                <p class="error">{ message }</p>
            </div>
        };
    }
    let Some(splits) = &offer.splits else { return view.nothing() };
    let whole = view.setting().range(&splits.amount);
    let says = [("into", &*splits.into.title), ("of", &*splits.of.title), ("amount", &*whole)];
    draw! { view =>
        <fieldset class="field" key={"terms"}>
            <legend>{ Filled(key!("split-legend"), &says) }</legend>
            <div class="choices" on={Deed::Pick(Field::Terms)}>
                for (index, part) in ["0", "25", "50", "75", "100"].iter().enumerate() {
                    { row(view, &Field::Terms, part, index == 0, &[part, " %"].concat()) }
                }
            </div>
        </fieldset>
    }
}

/// Which option would come next if the one picked turns out not to be possible; nobody has to say.
fn next_best(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    let others: Vec<&OfferDocument> = view.state.others(offer).collect();
    if others.is_empty() {
        return view.nothing();
    }
    draw! { view =>
        <fieldset class="field" key={"next-best"}>
            <legend>{ Label(key!("next-best-legend")) }</legend>
            <div class="choices" on={Deed::Pick(Field::Terms)}>
                for (index, other) in others.into_iter().enumerate() {
                    { row(view, &Field::Terms, &other.id, index == 0, &other.title) }
                }
            </div>
        </fieldset>
    }
}
