//! One of a list as radio buttons in a group; none is picked beforehand.

use super::class;
use super::field::Labelled;
use crate::deeds::Deed;
use crate::drawing::{Drawn, View, draw, span};
use crate::journey::Field;

/// One value of a choice: its raw form and its words.
pub type Value<'a> = (&'a str, &'a str);

/// A group of radio buttons. The first one carries the field's id, so that links of the error summary reach it.
pub fn choice(view: &mut View<'_>, about: &Labelled<'_>, values: &[Value<'_>]) -> Drawn {
    let ids = about.ids(view);
    let faulty = about.invalid(view).is_some();
    draw! { view =>
        <fieldset class={class("field", &[("faulty", faulty)])} part="field" key={&ids.control}
            aria-describedby={&ids.described_by}>
            <legend>{ about.words(view) }</legend>
            { about.notes(view) }
            <div class={class("choices", &[("pair", values.len() == 2)])} on={Deed::Pick(about.field.clone())}>
                for (index, (raw, words)) in values.iter().enumerate() {
                    { row(view, about.field, raw, index == 0, words) }
                }
            </div>
        </fieldset>
    }
}

/// One value with its words; what stands around the values hears which is picked.
pub fn row(view: &mut View<'_>, field: &Field, raw: &str, first: bool, words: &str) -> Drawn {
    draw! { view =>
        <label class="choice" part="choice" key={raw}>
            { radio(view, field, raw, if first { "" } else { raw }) }
            { span(view, "", words) }
        </label>
    }
}

/// The button of one value; `tail` ends its id, which is the field's when that is empty.
pub fn radio(view: &mut View<'_>, field: &Field, raw: &str, tail: &str) -> Drawn {
    let name = view.id(&field.name());
    let id = [name.as_str(), if tail.is_empty() { "" } else { "-" }, tail].concat();
    let checked = view.state.raw(field) == raw;
    draw! { view =>
        <input type="radio" id={id} name={name} value={raw} checked={checked} />
    }
}
