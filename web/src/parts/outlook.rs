//! What other facts would change, folded: "three hours late would make it 250 €".

use crate::deeds::Deed;
use crate::drawing::{Drawn, Label, View, draw, p};
use crate::journey::Event;
use crate::labels::key;

/// Worked out when somebody opens it; without script, when it is drawn. Nothing where no fact may be named.
pub fn outlook(view: &mut View<'_>) -> Drawn {
    let state = view.state;
    let known = if view.is_plain() {
        Some(state.changes()).filter(|changes| !changes.is_empty())
    } else {
        state.outlook.clone()
    };
    if known.is_none() && (view.is_plain() || !state.may_change()) {
        return view.nothing();
    }
    draw! { view =>
        <details class="not-offered" open={state.outlook.is_some()}>
            <summary on={Deed::Click(|| Event::Outlook)}>{ Label(key!("would-change")) }</summary>
            if let Some(changes) = &known { { sentences(view, changes) } }
        </details>
    }
}

fn sentences(view: &mut View<'_>, changes: &[String]) -> Drawn {
    if changes.is_empty() {
        return p(view, "", Label(key!("would-change-nothing")));
    }
    draw! { view => <ul>for says in changes { <li>{ says }</li> }</ul> }
}
