//! How an amount came about: the steps of the calculation, each with the steps it rests on.

use super::View;
use crate::labels::key;
use crate::parts::words::{all, span};
use amends_core::document::quote::TraceDocument;
use yew::prelude::*;

/// "How we worked this out", closed until asked for.
pub fn trace(view: View<'_>, trace: &TraceDocument) -> Html {
    html! {
        <details class="trace" part="trace">
            <summary>{ view.t(key!("trace")) }</summary>
            <ul>{ step(trace) }</ul>
        </details>
    }
}

fn step(trace: &TraceDocument) -> Html {
    html! {
        <li>
            { span("trace-says", trace.says.clone()) }
            { span("trace-value", trace.value.clone()) }
            if !trace.inputs.is_empty() {
                <ul>{ all(trace.inputs.iter().map(step)) }</ul>
            }
        </li>
    }
}
