//! A civil date through the browser's own picker; a half-typed date counts as missing and says so when left.

use super::field::{self, Labelled};
use crate::deeds::Deed;
use crate::drawing::{Drawn, View, draw};

/// A date, with the limits the picker shows (ISO 8601).
pub fn date_field(
    view: &mut View<'_>,
    about: &Labelled<'_>,
    least: Option<&str>,
    most: Option<&str>,
) -> Drawn {
    field::framed(view, about, &|view| {
        let ids = about.ids(view);
        draw! { view =>
            <input
                type="date" id={ids.control} name={about.field.name()} part="input" class="date"
                min={least} max={most} value={view.state.raw(about.field)}
                aria-describedby={ids.described_by} aria-invalid={about.invalid(view)}
                aria-required={about.required()}
                on={Deed::Type(about.field.clone())} on={Deed::Leave(about.field.clone())}
                on={Deed::LeaveDate(about.field.clone())} />
        }
    })
}
