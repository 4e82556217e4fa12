//! All messages of a screen at its top: takes the focus, and each links to its field.

use super::View;
use crate::journey::Event;
use crate::labels::key;
use crate::parts::words::{all, p};
use yew::prelude::*;

/// The summary; nothing while there is nothing to say.
pub fn error_summary(view: View<'_>) -> Html {
    if !view.state.summary {
        return Html::default();
    }
    let fields = view.state.fields(view.state.screen);
    let rows = fields.iter().filter_map(|field| {
        let message = view.state.shown.get(field)?;
        let place = ["#", &view.id(&field.name())].concat();
        let visit = view.click(Event::Visit(field.clone()));
        Some(html! { <li><a href={place} onclick={visit}>{ message.to_owned() }</a></li> })
    });
    html! {
        <div class="summary" part="error-summary" role="alert" tabindex="-1" id={view.id("summary")}>
            { p("summary-title", view.t(key!("summary"))) }
            <ul>{ all(rows) }</ul>
        </div>
    }
}
