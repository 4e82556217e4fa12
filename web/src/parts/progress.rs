//! Where the customer is: step n of m.

use crate::drawing::{Drawn, Filled, Id, View, draw};
use crate::labels::{key, number};

/// The progress line; nothing on the receipt.
pub fn progress(view: &mut View<'_>) -> Drawn {
    let screens = view.state.screens();
    let Some(place) = screens.iter().position(|screen| *screen == view.state.screen) else {
        return view.nothing();
    };
    let (step, count) = (number(place.saturating_add(1)), number(screens.len()));
    let words = Filled(key!("progress"), &[("number", &step), ("count", &count)]);
    draw! { view =>
        <div class="progress" part="progress">
            <span id={Id("progress")}>{ words }</span>
            <progress value={&step} max={&count} aria-labelledby={Id("progress")} />
        </div>
    }
}
