//! The apology as a letter: what happened, in whose name, and promises that have a date.

use super::View;
use crate::labels::key;
use crate::parts::words::{all, p};
use amends_core::document::policy::Element;
use amends_core::document::quote::{ApologyMadeDocument, SentenceDocument};
use yew::prelude::*;

/// The letter.
pub fn apology_text(view: View<'_>, apology: &ApologyMadeDocument) -> Html {
    let is_promise = |sentence: &&SentenceDocument| sentence.element == Element::Repair;
    let before = apology.sentences.iter().take_while(|sentence| !is_promise(sentence));
    let promises = apology.sentences.iter().filter(is_promise);
    let after =
        apology.sentences.iter().skip_while(|it| !is_promise(it)).filter(|it| !is_promise(it));
    let has_promises = apology.sentences.iter().any(|sentence| is_promise(&sentence));
    html! {
        <blockquote class="letter" part="apology">
            { all(before.map(sentence)) }
            if has_promises {
                { p("", view.t(key!("apology-promises"))) }
                <ul>{ all(promises.map(|promise| html! { <li>{ promise.text.clone() }</li> })) }</ul>
            }
            { all(after.map(sentence)) }
            { p("sender", apology.sender.title.clone()) }
        </blockquote>
    }
}

fn sentence(sentence: &SentenceDocument) -> Html {
    html! { { p("", sentence.text.clone()) } }
}
