//! Promises in the order of their days: what, by when, who, and what follows if one is missed.

use super::View;
use crate::labels::key;
use crate::parts::words::{all, p, span};
use amends_core::document::quote::CommitmentMadeDocument;
use yew::prelude::*;

/// The promises.
pub fn timeline(view: View<'_>, promises: &[CommitmentMadeDocument]) -> Html {
    html! {
        <ol class="timeline" part="timeline">{ all(promises.iter().map(|promise| row(view, promise))) }</ol>
    }
}

fn row(view: View<'_>, promise: &CommitmentMadeDocument) -> Html {
    let hours = promise
        .hours
        .map(|hours| view.fill(key!("within-hours"), &[("hours", &hours.to_string())]));
    let by = view.fill(key!("done-by-whom"), &[("by", &promise.by.title)]);
    let missed = view.fill(key!("if-missed"), &[("what", &promise.if_missed)]);
    html! {
        <li>
            <p class="when">
                <time datetime={promise.due.clone()}>{ view.setting().date(&promise.due) }</time>
                if let Some(hours) = hours { { span("tag", hours) } }
            </p>
            { p("what", promise.title.clone()) }
            { p("who", by) }
            { p("who", missed) }
        </li>
    }
}
