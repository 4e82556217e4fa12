//! All messages of a screen at its top: takes the focus, and each names its question and links to its field.

use crate::deeds::Deed;
use crate::drawing::{Drawn, Id, Label, View, draw, p, span};
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
    let question = question(view, &field);
    draw! { view =>
        <li>
            <a href={place} on={Deed::Visit(field)}>
                if !question.is_empty() { { span(view, "summary-question", question) } }
                { message }
            </a>
        </li>
    }
}

/// The question of a fact: several say the same of an answer. Nothing for other fields, whose messages name them.
fn question<'a>(view: &View<'a>, field: &Field) -> &'a str {
    let Field::Fact(fact) = field else { return "" };
    let asked = view.state.asked.iter().find(|asked| asked.fact == *fact);
    asked.map_or("", |asked| view.setting().question(asked))
}
