//! A civil date as people write it, with the browser's own picker beside it and how it was understood below.

use super::field::{self, Labelled, Line, echo};
use crate::deeds::Deed;
use crate::drawing::{Drawn, View, draw};
use crate::labels::key;

/// A date, with the limits the picker shows (ISO 8601).
pub fn date_field(
    view: &mut View<'_>,
    about: &Labelled<'_>,
    least: Option<&str>,
    most: Option<&str>,
) -> Drawn {
    let line = Line { kind: "text", keyboard: "text", autocomplete: "off" };
    field::framed(view, about, &|view| {
        draw! { view =>
            <>
                <span class="with-unit">
                    { field::control(view, about, &line) }
                    if !view.is_plain() { { picker(view, about, least, most) } }
                </span>
                { echo(view, about) }
            </>
        }
    })
}

/// A calendar for those who would rather point: what it gives is typed into the field, which says all there is to hear.
fn picker(
    view: &mut View<'_>,
    about: &Labelled<'_>,
    least: Option<&str>,
    most: Option<&str>,
) -> Drawn {
    let words = view.fill(key!("pick-day"), &[("label", about.label)]);
    let day = view.state.day(about.field);
    draw! { view =>
        <span class="picker" part="picker">
            <input type="date" tabindex="-1" aria-label={words} min={least} max={most}
                value={&day}
                on={Deed::Type(about.field.clone())} on={Deed::Leave(about.field.clone())} />
        </span>
    }
}
