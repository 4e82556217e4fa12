//! The pieces screens are made of; each is a function that draws from the state.

pub mod apology_text;
pub mod choice;
pub mod date_field;
pub mod error_summary;
pub mod field;
pub mod money_field;
pub mod option_card;
pub mod options_panel;
pub mod outlook;
pub mod progress;
pub mod range_bar;
pub mod routes;
pub mod timeline;
pub mod trace;
pub mod yes_no;

use crate::deeds::Deed;
use crate::drawing::{Drawn, Label, View, draw};
use crate::journey::Event;
use crate::labels::key;

/// Buttons of a screen: back, and on.
pub fn buttons(view: &mut View<'_>, back: bool) -> Drawn {
    draw! { view =>
        <div class="buttons">
            <button type="submit" class="main-button" part="button">{ Label(key!("next")) }</button>
            if back {
                <button type="button" class="plain-button" part="back" on={Deed::Click(|| Event::Back)}>
                    { Label(key!("back")) }
                </button>
            }
        </div>
    }
}

/// A class, and others that hold only now.
pub fn class(always: &str, now: &[(&str, bool)]) -> String {
    let mut names = always.to_owned();
    for (name, _) in now.iter().filter(|(_, holds)| *holds) {
        names.push(' ');
        names.push_str(name);
    }
    names
}
