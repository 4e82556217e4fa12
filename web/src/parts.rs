//! The pieces screens are made of; each is a function from state to HTML.

pub mod apology_text;
pub mod choice;
pub mod date_field;
pub mod error_summary;
pub mod field;
pub mod money_field;
pub mod option_card;
pub mod options_panel;
pub mod progress;
pub mod range_bar;
pub mod routes;
pub mod timeline;
pub mod trace;
pub mod words;
pub mod yes_no;

use crate::effects;
use crate::journey::{Event, Field, State};
use crate::setting::Setting;
use yew::prelude::*;

/// What every piece draws from: the state, and where events go.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The state.
    pub state: &'a State,
    /// Where events go.
    pub send: &'a Callback<Event>,
}

impl<'a> View<'a> {
    /// The setting.
    pub fn setting(self) -> &'a Setting {
        &self.state.setting
    }

    /// The form's own words.
    pub fn t(self, key: &str) -> AttrValue {
        self.setting().labels.t(key)
    }

    /// The form's own words, filled in.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        self.setting().labels.fill(key, values)
    }

    /// An id of this instance.
    pub fn id(self, name: &str) -> String {
        [&self.setting().prefix, "-", name].concat()
    }

    /// On a click.
    pub fn click(self, event: Event) -> Callback<MouseEvent> {
        let send = self.send.clone();
        Callback::from(move |click: MouseEvent| {
            click.prevent_default();
            send.emit(event.clone());
        })
    }

    /// On every input: the field as it now is.
    pub fn input(self, field: &Field) -> Callback<InputEvent> {
        let (send, field) = (self.send.clone(), field.clone());
        Callback::from(move |input: InputEvent| {
            if let Some(event) = effects::typed_in(&field, &input) {
                send.emit(event);
            }
        })
    }

    /// When a text is left after a change.
    pub fn leave(self, field: &Field) -> Callback<yew::Event> {
        let (send, field) = (self.send.clone(), field.clone());
        Callback::from(move |_| send.emit(Event::Committed(field.clone())))
    }

    /// When a value is picked rather than typed: taken and committed at once.
    pub fn pick(self, field: &Field, raw: &str) -> Callback<yew::Event> {
        let (send, field, raw) = (self.send.clone(), field.clone(), raw.to_owned());
        Callback::from(move |_| {
            send.emit(Event::Typed(field.clone(), raw.clone()));
            send.emit(Event::Committed(field.clone()));
        })
    }
}

/// Buttons of a screen: back, and on.
pub fn buttons(view: View<'_>, back: bool, next: AttrValue) -> Html {
    html! {
        <div class="buttons">
            <button type="submit" class="main-button" part="button">{ next }</button>
            if back {
                <button type="button" class="plain-button" part="back" onclick={view.click(Event::Back)}>
                    { view.t(crate::labels::key!("back")) }
                </button>
            }
        </div>
    }
}
