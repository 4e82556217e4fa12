//! The way to a person on every screen, and the ways further.

use crate::drawing::{Drawn, Filled, Label, View, draw, p, span};
use crate::labels::key;
use amends_core::document::policy::{RouteDocument, RouteKind};
use amends_core::document::quote::{QuoteDocument, RouteMadeDocument};

/// One way as it is shown.
struct Way<'a> {
    kind: RouteKind,
    title: &'a str,
    detail: &'a str,
    link: Option<&'a str>,
    from: Option<&'a str>,
}

/// The footer: people first, escalation and ombudsman folded.
pub fn routes(view: &mut View<'_>) -> Drawn {
    let ways = ways(view);
    let is_further = |way: &Way<'_>| way.kind != RouteKind::Human;
    draw! { view =>
        <footer class="routes" part="routes">
            { p(view, "routes-title", Label(key!("routes"))) }
            <ul>
                for way in &ways { if !is_further(way) { { row(view, way) } } }
            </ul>
            if ways.iter().any(is_further) {
                <details>
                    <summary>{ Label(key!("routes-further")) }</summary>
                    <ul>
                        for way in &ways { if is_further(way) { { row(view, way) } } }
                    </ul>
                </details>
            }
        </footer>
    }
}

/// The ways of the quote, dated; before there is one, those of the policy.
fn ways<'a>(view: &View<'a>) -> Vec<Way<'a>> {
    let setting = view.setting();
    if let Some(quote) = &view.state.quote {
        return dated(quote);
    }
    let routes = setting.policy.document().routes.iter();
    let way = |route: &'a RouteDocument| Way {
        kind: route.kind,
        title: setting.text(&route.title),
        detail: setting.text(&route.detail),
        link: route.link.as_deref(),
        from: None,
    };
    routes.map(way).collect()
}

/// A gate: in a browser it is there only once the whole form is.
#[inline(never)]
fn dated<'a>(quote: &'a QuoteDocument) -> Vec<Way<'a>> {
    let way = |route: &'a RouteMadeDocument| Way {
        kind: route.kind,
        title: &route.title,
        detail: &route.detail,
        link: route.link.as_deref(),
        from: route.from.as_deref(),
    };
    quote.routes.iter().map(way).collect()
}

fn row(view: &mut View<'_>, way: &Way<'_>) -> Drawn {
    // Only addresses that cannot run anything.
    let safe =
        |link: &&str| ["tel:", "mailto:", "https:"].iter().any(|start| link.starts_with(start));
    draw! { view =>
        <li>
            if let Some(link) = way.link.filter(safe) {
                <a href={link}>{ way.title }</a>
            } else {
                <strong>{ way.title }</strong>
            }
            { span(view, "", way.detail) }
            if let Some(from) = way.from {
                { span(view, "tag", Filled(key!("route-from"), &[("date", &date(view, from))])) }
            }
        </li>
    }
}

/// A gate: in a browser it is there only once the whole form is, and so are the dates of a quote.
#[inline(never)]
fn date(view: &View<'_>, iso: &str) -> String {
    view.setting().date(iso)
}
