//! A civil date through the browser's own picker; a half-typed date counts as missing and says so when left.

use super::View;
use super::field::{self, Labelled};
use crate::effects;
use crate::journey::Event;
use yew::prelude::*;

/// A date, with the limits the picker shows (ISO 8601, empty for none).
pub fn date_field(view: View<'_>, about: &Labelled<'_>, least: String, most: String) -> Html {
    let ids = about.ids(view);
    let (send, of) = (view.send.clone(), about.field.clone());
    let left = Callback::from(move |blur: FocusEvent| {
        if let Some(event @ Event::Unfinished(_)) = effects::typed_in(&of, &blur) {
            send.emit(event);
            send.emit(Event::Committed(of.clone()));
        }
    });
    let limit = |text: String| (!text.is_empty()).then_some(text);
    let control = html! {
        <input
            type="date" id={ids.control} name={about.field.name()} part="input" class="date"
            min={limit(least)} max={limit(most)}
            value={view.state.raw(about.field).to_owned()}
            aria-describedby={ids.described_by} aria-invalid={about.invalid(view)}
            aria-required={(!about.optional).then_some("true")}
            oninput={view.input(about.field)} onchange={view.leave(about.field)} onblur={left} />
    };
    field::framed(view, about, control)
}
