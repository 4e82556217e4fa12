//! Promises in the order of their days: what, by when, who, and what follows if one is missed.

use crate::drawing::{Drawn, Filled, View, draw, p, span};
use crate::labels::{key, number};
use amends_core::document::quote::CommitmentMadeDocument;

/// The promises.
pub fn timeline(view: &mut View<'_>, promises: &[CommitmentMadeDocument]) -> Drawn {
    draw! { view =>
        <ol class="timeline" part="timeline">
            for promise in promises { { row(view, promise) } }
        </ol>
    }
}

fn row(view: &mut View<'_>, promise: &CommitmentMadeDocument) -> Drawn {
    draw! { view =>
        <li>
            <p class="when">
                if let Some(from) = &promise.due_from { { day(view, from) }{ " – " } }
                { day(view, &promise.due) }
                if let Some(hours) = promise.hours {
                    { span(view, "tag", Filled(key!("within-hours"), &[("hours", &number(hours))])) }
                }
            </p>
            { p(view, "what", &promise.title) }
            { p(view, "who", Filled(key!("done-by-whom"), &[("by", &promise.by.title)])) }
            { p(view, "who", Filled(key!("if-missed"), &[("what", &promise.if_missed)])) }
        </li>
    }
}

fn day(view: &mut View<'_>, iso: &str) -> Drawn {
    let words = view.setting().date(iso);
    draw! { view => <time datetime={iso}>{ words }</time> }
}
