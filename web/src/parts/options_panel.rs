//! What the institution will do, live from the first answer: beside the form where there is room, else a bar that stays at
//! the lower edge and opens.

use super::class;
#[cfg(not(target_arch = "wasm32"))]
use super::option_card::option_in_short;
use super::option_card::{cited, is_zero, option_card, plain_head};
use super::range_bar::range_bar;
use crate::deeds::Deed;
use crate::drawing::{Draw, Drawn, Filled, Id, Label, View, draw, p, span};
use crate::journey::{Field, Later, Screen};
use crate::labels::{key, number};
use amends_core::document::quote::{NotOfferedDocument, QuoteDocument};

/// The panel; nothing before the first answer.
pub fn options_panel(view: &mut View<'_>) -> Drawn {
    let state = view.state;
    match &state.quote {
        Some(quote) if view.is_plain() => still(view, quote),
        Some(quote) => live(view, quote),
        None if !state.no_quote.is_empty() => without_quote(view),
        None if state.later == Later::Away && !state.raw(&Field::Problem).is_empty() => {
            awaited(view)
        }
        None => view.nothing(),
    }
}

/// A problem is picked, and what computes the options is on its way.
fn awaited(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <aside class="panel open" part="panel">
            <div class="panel-body">{ p(view, "small", Label(key!("one-moment"))) }</div>
        </aside>
    }
}

/// The panel with a quote. A gate: in a browser it is there only once the whole form is.
#[inline(never)]
fn live(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    let open = view.state.panel_open;
    let expanded = if open { "true" } else { "false" };
    let handle = Label(if open { key!("panel-close") } else { key!("panel-open") });
    draw! { view =>
        <aside class={class("panel", &[("open", open)])} part="panel" aria-labelledby={Id("panel-title")}>
            <button type="button" class="panel-bar" part="panel-bar" aria-expanded={expanded}
                aria-controls={Id("panel-body")} on={Deed::Panel(!open)}>
                { span(view, "panel-range", headline(view, quote)) }
                { span(view, "", handle) }
            </button>
            <div class="panel-body" id={Id("panel-body")}>
                <h3 id={Id("panel-title")}>{ Label(key!("panel-title")) }</h3>
                { content(view, quote) }
            </div>
        </aside>
    }
}

/// What is offered for the problem that is picked, in short, for pages that show it until the form itself can say more. It
/// looks like the panel of the form, yet has no ids: there is one for each problem.
#[cfg(not(target_arch = "wasm32"))]
pub fn glimpse(view: &mut View<'_>) -> Drawn {
    let Some(quote) = &view.state.quote else { return view.nothing() };
    draw! { view =>
        <aside class="panel glimpse" part="panel" lang={&view.state.setting.locale} aria-label={view.t("panel-title")}>
            <p class="panel-bar" part="panel-bar">
                { span(view, "panel-range", headline(view, quote)) }{ span(view, "", "") }
            </p>
            <div class="panel-body">
                <h3>{ Label(key!("panel-title")) }</h3>
                { overview(view, quote) }
                for offer in &quote.options { { option_in_short(view, offer) } }
                { p(view, "small", Label(key!("one-moment"))) }
            </div>
        </aside>
    }
}

/// The panel without script: always open, below the questions where there is no room beside them, with a button that
/// brings it up to date.
fn still(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    draw! { view =>
        <aside class="panel still open" part="panel" aria-labelledby={Id("panel-title")}>
            <div class="panel-body">
                <h3 id={Id("panel-title")} tabindex="-1">{ Label(key!("panel-title")) }</h3>
                { update(view) }
                { content(view, quote) }
            </div>
        </aside>
    }
}

/// The button that asks for the options of what is filled in now.
fn update(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <>
            { p(view, "small", Label("update-hint")) }
            { sending(view, "update", Label("update")) }
        </>
    }
}

/// A button that sends the form as it is.
pub(crate) fn sending(view: &mut View<'_>, press: &str, words: impl Draw) -> Drawn {
    view.open_plain("button", "plain-button");
    view.sends(press);
    words.draw(view);
    view.close();
    Drawn::here()
}

/// What is in the panel.
fn content(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    draw! { view =>
        <>
            { overview(view, quote) }
            for offer in &quote.options {
                { option_card(view, offer, &|view| plain_head(view, offer)) }
            }
            { not_offered(view, &quote.not_offered) }
        </>
    }
}

/// A problem is picked, yet nothing can be computed: the reason, calmly.
fn without_quote(view: &mut View<'_>) -> Drawn {
    let faults = &view.state.no_quote;
    draw! { view =>
        <aside class="panel open" part="panel">
            <div class="panel-body">
                { p(view, "", Label(key!("no-quote"))) }
                for fault in faults { <p>{ &fault.message }{ " " }{ &fault.help }</p> }
            </div>
        </aside>
    }
}

/// The range in one line: amounts, or that it is about more than money.
fn headline(view: &View<'_>, quote: &QuoteDocument) -> String {
    if quote.range.high.as_deref().is_some_and(is_zero) {
        return view.fill(key!("options-count"), &[("count", &number(quote.options.len()))]);
    }
    view.setting().range(&quote.range)
}

/// The range over all options, what was judged, and what would narrow it most.
pub fn overview(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    let scale = view.state.widest.as_ref().unwrap_or(&quote.range).high.as_deref();
    let some = !quote.range.high.as_deref().is_some_and(is_zero);
    draw! { view =>
        <div class="overview">
            if let Some(notice) = &quote.group_incident { { p(view, "note", notice) } }
            if some {
                { p(view, "total", view.setting().range(&quote.range)) }
                { range_bar(view, &quote.range, &quote.owed, scale) }
            }
            { judged(view, quote) }
            { next_question(view, quote) }
        </div>
    }
}

/// Responsibility and severity with their reasons; why nothing is due, with the source.
fn judged(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    let found = &quote.assessment;
    draw! { view =>
        <div class="judged">
            for reason in [&found.responsibility.because, &found.severity.because].into_iter().flatten() {
                { p(view, "", reason) }
            }
            for reason in &found.escalations { { p(view, "note", &reason.because) } }
            if let Some(says) = &quote.nothing_due { { p(view, "note", says) } }
            for reason in &found.not_due { { cited(view, reason) } }
        </div>
    }
}

/// Which answer would narrow most.
fn next_question(view: &mut View<'_>, quote: &QuoteDocument) -> Drawn {
    let setting = view.setting();
    let open = view.state.screen < Screen::Options
        && quote.range.high.as_deref() != Some(quote.range.low.as_str());
    let next = quote.next_question.as_ref().filter(|_| open);
    match next.and_then(|fact| setting.policy.document().facts.get(fact)) {
        Some(fact) => {
            let label = setting.text(&fact.label);
            p(view, "next-question", Filled(key!("next-question"), &[("label", label)]))
        }
        None => view.nothing(),
    }
}

/// What is not offered, with the reason, folded.
pub fn not_offered(view: &mut View<'_>, list: &[NotOfferedDocument]) -> Drawn {
    if list.is_empty() {
        return view.nothing();
    }
    draw! { view =>
        <details class="not-offered">
            <summary>{ Label(key!("not-offered")) }</summary>
            <ul>
                for it in list {
                    <li><strong>{ &it.title }</strong>{ " " }{ span(view, "", &it.because) }</li>
                }
            </ul>
        </details>
    }
}
