//! The apology as a letter: what happened, in whose name, and promises that have a date.

use crate::drawing::{Drawn, Label, View, draw, p};
use crate::labels::key;
use amends_core::document::policy::Element;
use amends_core::document::quote::ApologyMadeDocument;

/// The letter: its promises as a list where the first of them stands.
pub fn apology_text(view: &mut View<'_>, apology: &ApologyMadeDocument) -> Drawn {
    let sentences = &apology.sentences;
    let first = sentences.iter().position(|it| it.element == Element::Repair);
    let (before, after) = sentences.split_at(first.unwrap_or(sentences.len()));
    draw! { view =>
        <blockquote class="letter" part="apology">
            for sentence in before { { p(view, "", &sentence.text) } }
            if first.is_some() {
                { p(view, "", Label(key!("apology-promises"))) }
                <ul>
                    for promise in after.iter().filter(|it| it.element == Element::Repair) {
                        <li>{ &promise.text }</li>
                    }
                </ul>
            }
            for sentence in after.iter().filter(|it| it.element != Element::Repair) {
                { p(view, "", &sentence.text) }
            }
            { p(view, "sender", &apology.sender.title) }
        </blockquote>
    }
}
