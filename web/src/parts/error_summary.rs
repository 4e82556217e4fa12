//! All messages of a screen at its top: takes the focus, and each links to its field.

use crate::deeds::Deed;
use crate::drawing::{Drawn, Id, Label, View, draw, p};
use crate::journey::Field;
use crate::labels::key;

/// The summary; nothing while there is nothing to say.
pub fn error_summary(view: &mut View<'_>) -> Drawn {
    let state = view.state;
    if !state.summary {
        return view.nothing();
    }
    draw! { view =>
        <div class="summary" part="error-summary" role="alert" tabindex="-1" id={Id("summary")}>
            { p(view, "summary-title", Label(key!("summary"))) }
            <ul>
                for field in state.fields(state.screen) {
                    if let Some(message) = state.shown.get(&field) { { row(view, field, message) } }
                }
            </ul>
        </div>
    }
}

fn row(view: &mut View<'_>, field: Field, message: &str) -> Drawn {
    let place = ["#", &view.id(&field.name())].concat();
    draw! { view => <li><a href={place} on={Deed::Visit(field)}>{ message }</a></li> }
}
