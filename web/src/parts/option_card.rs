//! One option: what it comes to, what is owed in it, what is in it, by when, by whom and why.

use super::View;
use super::range_bar::range_bar;
use super::trace::trace;
use crate::labels::key;
use crate::parts::words::{all, class, p, span};
use amends_core::document::policy::Basis;
use amends_core::document::quote::{ComponentDocument, OfferDocument};
use yew::prelude::*;

/// The card. `head` takes the place of the plain title: on the options screen it holds the radio button.
pub fn option_card(view: View<'_>, offer: &OfferDocument, head: Html) -> Html {
    let chosen = view.state.raw(&crate::journey::Field::Choice) == offer.id;
    html! {
        <article class={class("card", &[("chosen", chosen), ("recommended", offer.recommended)])}
            part="option" key={offer.id.clone()}>
            { head }
            { figures(view, offer) }
            { p("because", offer.because.clone()) }
            if let Some(why) = &offer.recommended_because {
                { p("because", view.fill(key!("recommended-because"), &[("why", why)])) }
            }
            <ul class="components">{ all(offer.components.iter().map(|it| component(view, it))) }</ul>
            { all(offer.capped.iter().map(|cap| html! {
                <p class="note">{ cap.because.clone() }{ " " }<cite>{ cap.cites.clone() }</cite></p>
            })) }
            { settlement(view, offer) }
        </article>
    }
}

/// The plain title with its badge.
pub fn plain_head(view: View<'_>, offer: &OfferDocument) -> Html {
    html! { <h4>{ offer.title.clone() }{ badges(view, offer) }</h4> }
}

/// "Suggested", and "depends on your answers".
pub fn badges(view: View<'_>, offer: &OfferDocument) -> Html {
    html! {
        <>
            if offer.recommended { { span("badge", view.t(key!("recommended"))) } }
            if !offer.certain { { span("tag", view.t(key!("uncertain"))) } }
        </>
    }
}

/// Total, bar and owed part.
fn figures(view: View<'_>, offer: &OfferDocument) -> Html {
    let setting = view.setting();
    // One scale for all options, so that their bars compare.
    let all = view.state.quote.as_ref().and_then(|quote| quote.range.high.as_deref());
    let scale = all.or(offer.total.high.as_deref());
    let nothing = offer.total.high.as_deref().is_some_and(is_zero);
    let owes = !(is_zero(&offer.owed.low) && offer.owed.high.as_deref().is_some_and(is_zero));
    html! {
        <div class="figures">
            if !nothing {
                { p("total", setting.range(&offer.total)) }
                { range_bar(&offer.total, &offer.owed, scale) }
            }
            if owes {
                { p("owed", view.fill(key!("owed-part"), &[("amount", &setting.range(&offer.owed))])) }
            }
        </div>
    }
}

/// Whether a decimal is nothing.
pub fn is_zero(decimal: &str) -> bool {
    decimal.bytes().all(|b| matches!(b, b'0' | b'.'))
}

fn component(view: View<'_>, part: &ComponentDocument) -> Html {
    let setting = view.setting();
    let amount = part.amount.as_ref().map(|amount| setting.range(amount));
    let basis = basis(part.basis);
    let owed = part.basis != Basis::Goodwill;
    let due = view.fill(key!("done-by"), &[("date", &setting.date(&part.due))]);
    html! {
        <li class="component" key={part.remedy.clone()}>
            <p class="component-head">
                { span("component-title", part.title.clone()) }
                if let Some(amount) = amount { { span("amount", amount) } }
            </p>
            <p class="component-facts">
                <span class={class("tag", &[("is-owed", owed)])}>{ view.t(basis) }</span>
                <time datetime={part.due.clone()}>{ due }</time>
                if !part.certain { { span("tag", view.t(key!("uncertain"))) } }
            </p>
            <details>
                <summary>{ view.t(key!("why-and-who")) }</summary>
                { reasons(view, part) }
            </details>
        </li>
    }
}

/// Why, who, conditions, last day and source of one component.
fn reasons(view: View<'_>, part: &ComponentDocument) -> Html {
    let last = part.expires.as_ref().map(|last| view.setting().date(last));
    let since = view.setting().date(&part.from);
    html! {
        <div class="reasons">
            { p("", part.because.clone()) }
            { p("", view.fill(key!("done-by-whom"), &[("by", &part.by.title)])) }
            if let Some(conditions) = &part.conditions { { p("", conditions.clone()) } }
            if let Some(last) = last { { p("", view.fill(key!("usable-until"), &[("date", &last)])) } }
            <p><cite>{ view.fill(key!("source"), &[("cites", &part.cites), ("date", &since)]) }</cite></p>
            if let Some(steps) = &part.trace { { trace(view, steps) } }
        </div>
    }
}

/// The words for why a remedy is due.
fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Law => key!("basis-law"),
        Basis::Contract => key!("basis-contract"),
        Basis::Goodwill => key!("basis-goodwill"),
    }
}

/// Whether it settles at once, and the last day of everything in it.
pub fn settlement(view: View<'_>, offer: &OfferDocument) -> Html {
    let setting = view.setting();
    let words = match (&offer.settlement.approval_by, &offer.settlement.decided_by) {
        _ if offer.settlement.at_once => view.t(key!("settles-at-once")).to_string(),
        (Some(role), Some(day)) => {
            let values = [("by", role.title.as_str()), ("date", &setting.date(day))];
            view.fill(key!("settles-by-approval"), &values)
        }
        _ => view.t(key!("settles-later")).to_string(),
    };
    let done = view.fill(key!("all-done-by"), &[("date", &setting.date(&offer.done_by))]);
    html! { <p class="settlement">{ span("", words) }{ " " }{ span("", done) }</p> }
}
