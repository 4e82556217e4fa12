//! One of a list as radio buttons in a group; none is picked beforehand.

use super::View;
use super::field::Labelled;
use crate::parts::words::{all, class, span};
use yew::prelude::*;

/// One value of a choice: its raw form and its words.
pub type Value = (String, AttrValue);

/// A group of radio buttons. The first one carries the field's id, so that links of the error summary reach it.
pub fn choice(view: View<'_>, about: &Labelled<'_>, values: &[Value]) -> Html {
    let ids = about.ids(view);
    let faulty = about.invalid(view).is_some();
    let rows = values.iter().enumerate().map(|(index, value)| {
        let id =
            if index == 0 { ids.control.clone() } else { [&ids.control, "-", &value.0].concat() };
        radio(view, about, id, value)
    });
    html! {
        <fieldset class={class("field", &[("faulty", faulty)])} part="field" key={ids.control.clone()}
            aria-describedby={ids.described_by.clone()}>
            <legend>{ about.words(view) }</legend>
            { about.notes(view) }
            <div class={class("choices", &[("pair", values.len() == 2)])}>{ all(rows) }</div>
        </fieldset>
    }
}

fn radio(view: View<'_>, about: &Labelled<'_>, id: String, (raw, words): &Value) -> Html {
    html! {
        <label class="choice" part="choice" key={raw.clone()}>
            <input type="radio" id={id} name={view.id(&about.field.name())} value={raw.clone()}
                checked={view.state.raw(about.field) == raw}
                onchange={view.pick(about.field, raw)} />
            { span("", words.clone()) }
        </label>
    }
}
