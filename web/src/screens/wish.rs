//! What the customer wishes: kinds of amends, an amount, words. A wish is heard; it does not change what is owed.

use super::heading;
use crate::effects::is_ticked;
use crate::journey::{Event, Field};
use crate::labels::key;
use crate::parts::field::{Labelled, area};
use crate::parts::money_field::money_field;
use crate::parts::words::{all, span};
use crate::parts::{View, buttons};
use amends_core::document::policy::WishDocument;
use yew::prelude::*;

/// The screen.
pub fn wish(view: View<'_>) -> Html {
    let wishes = &view.setting().policy.document().wishes;
    let (amount, words) = (view.t(key!("wish-amount")), view.t(key!("wish-words")));
    let hint = view.t(key!("wish-amount-hint"));
    let about = |field, label, hint| Labelled { field, label, hint, why: "", optional: true };
    html! {
        <>
            { heading(view, view.t(key!("wish-title")), view.t(key!("wish-lead"))) }
            <fieldset class="field">
                <legend>{ view.t(key!("wish-kinds")) }</legend>
                <div class="choices">{ all(wishes.iter().map(|it| row(view, it))) }</div>
            </fieldset>
            { money_field(view, &about(&Field::WishAmount, &amount, &hint)) }
            { area(view, &about(&Field::WishWords, &words, ""), "3") }
            { buttons(view, true, view.t(key!("next"))) }
        </>
    }
}

fn row(view: View<'_>, wish: &WishDocument) -> Html {
    let (send, id) = (view.send.clone(), wish.id.clone());
    let ticked = Callback::from(move |event: yew::Event| {
        send.emit(Event::Wished(id.clone(), is_ticked(&event)));
        send.emit(Event::Committed(Field::Wish));
    });
    html! {
        <label class="choice" part="choice" key={wish.id.clone()}>
            <input type="checkbox" id={[&view.id("wish-is-"), wish.id.as_str()].concat()} name="wish"
                value={wish.id.clone()} checked={view.state.wishes.contains(&wish.id)} onchange={ticked} />
            { span("", view.setting().text(&wish.title).to_owned()) }
        </label>
    }
}
