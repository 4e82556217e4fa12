//! What the institution will do, live from the first answer: beside the form where there is room, else a bar that stays at
//! the lower edge and opens.

use super::View;
use super::option_card::{is_zero, option_card, plain_head};
use super::range_bar::range_bar;
use crate::journey::{Event, Screen};
use crate::labels::key;
use crate::parts::words::{all, class, p, span};
use amends_core::document::policy::Text;
use amends_core::document::quote::{Due, NotOfferedDocument, QuoteDocument};
use yew::prelude::*;

/// The panel; nothing before the first answer.
pub fn options_panel(view: View<'_>) -> Html {
    let state = view.state;
    let open = state.panel_open;
    let body = view.id("panel-body");
    let Some(quote) = &state.quote else { return without_quote(view) };
    html! {
        <aside class={class("panel", &[("open", open)])} part="panel" aria-labelledby={view.id("panel-title")}>
            <button type="button" class="panel-bar" part="panel-bar" aria-expanded={open.to_string()}
                aria-controls={body.clone()} onclick={view.click(Event::Panel(!open))}>
                { span("panel-range", headline(view, quote)) }
                { span("", view.t(if open { key!("panel-close") } else { key!("panel-open") })) }
            </button>
            <div class="panel-body" id={body}>
                <h3 id={view.id("panel-title")}>{ view.t(key!("panel-title")) }</h3>
                { overview(view, quote) }
                { all(quote.options.iter().map(|it| option_card(view, it, plain_head(view, it)))) }
                { not_offered(view, &quote.not_offered) }
            </div>
        </aside>
    }
}

/// A problem is picked, yet nothing can be computed: the reason, calmly.
fn without_quote(view: View<'_>) -> Html {
    if view.state.no_quote.is_empty() {
        return Html::default();
    }
    let reasons = view.state.no_quote.iter().map(|fault| {
        html! { <p>{ fault.message.clone() }{ " " }{ fault.help.clone() }</p> }
    });
    html! {
        <aside class="panel open" part="panel">
            <div class="panel-body">
                { p("", view.t(key!("no-quote"))) }
                { all(reasons) }
            </div>
        </aside>
    }
}

/// The range in one line: amounts, or that it is about more than money.
fn headline(view: View<'_>, quote: &QuoteDocument) -> String {
    if quote.range.high.as_deref().is_some_and(is_zero) {
        return view.fill(key!("options-count"), &[("count", &quote.options.len().to_string())]);
    }
    view.setting().range(&quote.range)
}

/// The range over all options, what was judged, and what would narrow it most.
pub fn overview(view: View<'_>, quote: &QuoteDocument) -> Html {
    let scale = view.state.widest.as_ref().unwrap_or(&quote.range).high.as_deref();
    let some = !quote.range.high.as_deref().is_some_and(is_zero);
    html! {
        <div class="overview">
            if let Some(notice) = &quote.group_incident { { p("note", notice.clone()) } }
            if some {
                { p("total", view.setting().range(&quote.range)) }
                { range_bar(&quote.range, &quote.owed, scale) }
            }
            { judged(view, quote) }
            { next_question(view, quote) }
        </div>
    }
}

/// Responsibility and severity with their reasons; why nothing is due, with the source.
fn judged(view: View<'_>, quote: &QuoteDocument) -> Html {
    let found = &quote.assessment;
    let reasons = [&found.responsibility.because, &found.severity.because];
    let not_due = found.not_due.iter().map(|reason| {
        html! { <p class="note">{ reason.because.clone() }{ " " }<cite>{ reason.cites.clone() }</cite></p> }
    });
    html! {
        <div class="judged">
            { all(reasons.into_iter().flatten().map(|reason| p("", reason.clone()))) }
            if found.due == Due::No { { p("note", view.t(key!("not-due"))) } }
            { all(not_due) }
        </div>
    }
}

/// Which answer would narrow most.
fn next_question(view: View<'_>, quote: &QuoteDocument) -> Html {
    let facts = &view.setting().policy.document().facts;
    let label = |text: &Text| view.setting().text(text).to_owned();
    let open = view.state.screen < Screen::Options
        && quote.range.high.as_deref() != Some(quote.range.low.as_str());
    let next = quote
        .next_question
        .as_ref()
        .filter(|_| open)
        .and_then(|fact| facts.get(fact))
        .map(|it| label(&it.label));
    next.map_or_else(Html::default, |label| {
        html! { { p("next-question", view.fill(key!("next-question"), &[("label", &label)])) } }
    })
}

/// What is not offered, with the reason, folded.
pub fn not_offered(view: View<'_>, list: &[NotOfferedDocument]) -> Html {
    if list.is_empty() {
        return Html::default();
    }
    let rows = list.iter().map(|it| {
        html! { <li><strong>{ it.title.clone() }</strong>{ " " }{ span("", it.because.clone()) }</li> }
    });
    html! {
        <details class="not-offered">
            <summary>{ view.t(key!("not-offered")) }</summary>
            <ul>{ all(rows) }</ul>
        </details>
    }
}
