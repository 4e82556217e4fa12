//! How an amount came about: the steps of the calculation, each with the steps it rests on.

use crate::drawing::{Drawn, Label, View, draw, span};
use crate::labels::key;
use amends_core::document::quote::TraceDocument;

/// "How we worked this out", closed until asked for.
pub fn trace(view: &mut View<'_>, trace: &TraceDocument) -> Drawn {
    draw! { view =>
        <details class="trace" part="trace">
            <summary>{ Label(key!("trace")) }</summary>
            <ul>{ step(view, trace) }</ul>
        </details>
    }
}

fn step(view: &mut View<'_>, trace: &TraceDocument) -> Drawn {
    draw! { view =>
        <li>
            { span(view, "trace-says", &trace.says) }
            { span(view, "trace-value", &trace.value) }
            if !trace.inputs.is_empty() {
                <ul>
                    for input in &trace.inputs { { step(view, input) } }
                </ul>
            }
        </li>
    }
}
