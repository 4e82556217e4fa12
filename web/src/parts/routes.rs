//! The way to a person on every screen, and the ways further.

use super::View;
use crate::labels::key;
use crate::parts::words::{p, span};
use amends_core::document::policy::RouteKind;
use yew::prelude::*;

/// One way as it is shown.
struct Way<'a> {
    title: &'a str,
    detail: &'a str,
    link: Option<&'a str>,
    from: Option<String>,
}

/// The footer: people first, escalation and ombudsman folded.
pub fn routes(view: View<'_>) -> Html {
    let (people, further): (Vec<_>, Vec<_>) =
        ways(view).into_iter().partition(|(kind, _)| *kind == RouteKind::Human);
    let rows = |list: Vec<(RouteKind, Way<'_>)>| -> Html {
        list.iter().map(|(_, way)| row(view, way)).collect()
    };
    let has_further = !further.is_empty();
    html! {
        <footer class="routes" part="routes">
            { p("routes-title", view.t(key!("routes"))) }
            <ul>{ rows(people) }</ul>
            if has_further {
                <details>
                    <summary>{ view.t(key!("routes-further")) }</summary>
                    <ul>{ rows(further) }</ul>
                </details>
            }
        </footer>
    }
}

/// The ways of the quote, dated; before there is one, those of the policy.
fn ways(view: View<'_>) -> Vec<(RouteKind, Way<'_>)> {
    let setting = view.setting();
    if let Some(quote) = &view.state.quote {
        let dated = quote.routes.iter().map(|route| {
            let from = route.from.as_deref().map(|from| setting.date(from));
            let link = route.link.as_deref();
            (route.kind, Way { title: &route.title, detail: &route.detail, link, from })
        });
        return dated.collect();
    }
    let plain = setting.policy.document().routes.iter().map(|route| {
        let (title, detail) = (setting.text(&route.title), setting.text(&route.detail));
        (route.kind, Way { title, detail, link: route.link.as_deref(), from: None })
    });
    plain.collect()
}

fn row(view: View<'_>, way: &Way<'_>) -> Html {
    // Only addresses that cannot run anything.
    let safe =
        |link: &&str| ["tel:", "mailto:", "https:"].iter().any(|start| link.starts_with(start));
    let title = way.title.to_owned();
    let from = way.from.as_ref().map(|from| view.fill(key!("route-from"), &[("date", from)]));
    html! {
        <li>
            if let Some(link) = way.link.filter(safe) {
                <a href={link.to_owned()}>{ title }</a>
            } else {
                <strong>{ title }</strong>
            }
            { span("", way.detail.to_owned()) }
            if let Some(from) = from { { span("tag", from) } }
        </li>
    }
}
