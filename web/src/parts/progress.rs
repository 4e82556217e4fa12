//! Where the customer is: step n of m.

use super::View;
use crate::labels::key;
use yew::prelude::*;

/// The progress line; nothing on the receipt.
pub fn progress(view: View<'_>) -> Html {
    let screens = view.state.screens();
    let Some(place) = screens.iter().position(|screen| *screen == view.state.screen) else {
        return Html::default();
    };
    let number = place.saturating_add(1).to_string();
    let count = screens.len().to_string();
    let words = view.fill(key!("progress"), &[("number", &number), ("count", &count)]);
    html! {
        <div class="progress" part="progress">
            <span id={view.id("progress")}>{ words }</span>
            <progress value={number} max={count} aria-labelledby={view.id("progress")} />
        </div>
    }
}
