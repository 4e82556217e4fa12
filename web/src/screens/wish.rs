//! What the customer wishes: kinds of amends, an amount, words. A wish is heard; it does not change what is owed.

use super::heading;
use crate::deeds::Deed;
use crate::drawing::{Drawn, Label, View, draw, span};
use crate::journey::Field;
use crate::labels::key;
use crate::parts::buttons;
use crate::parts::field::{Labelled, area};
use crate::parts::money_field::money_field;
use amends_core::document::policy::WishDocument;

/// The screen.
#[inline(never)]
pub fn wish(view: &mut View<'_>) -> Drawn {
    let wishes = &view.setting().policy.document().wishes;
    let (amount, words) = (view.t(key!("wish-amount")), view.t(key!("wish-words")));
    let hint = view.t(key!("wish-amount-hint"));
    let about = |field, label, hint| Labelled { field, label, hint, why: "", optional: true };
    draw! { view =>
        <>
            { heading(view, key!("wish-title"), key!("wish-lead")) }
            <fieldset class="field">
                <legend>{ Label(key!("wish-kinds")) }</legend>
                <div class="choices">
                    for it in wishes { { row(view, it) } }
                </div>
            </fieldset>
            { money_field(view, &about(&Field::WishAmount, amount, hint)) }
            { area(view, &about(&Field::WishWords, words, ""), "3") }
            { buttons(view, true) }
        </>
    }
}

fn row(view: &mut View<'_>, wish: &WishDocument) -> Drawn {
    let id = [&view.id("wish-is-"), wish.id.as_str()].concat();
    draw! { view =>
        <label class="choice" part="choice" key={&wish.id}>
            <input type="checkbox" id={id} name="wish" value={&wish.id}
                checked={view.state.wishes.contains(&wish.id)} on={Deed::Tick(wish.id.clone())} />
            { span(view, "", view.setting().text(&wish.title)) }
        </label>
    }
}
