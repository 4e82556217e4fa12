//! Leaves: words in an element, and lists of pieces; each is compiled once instead of at every place it is used.

use yew::prelude::*;

/// A paragraph of words; no class when it is empty.
pub fn p(class: &'static str, words: impl Into<AttrValue>) -> Html {
    paragraph(class, words.into())
}

#[inline(never)]
fn paragraph(class: &'static str, words: AttrValue) -> Html {
    html! { <p class={some(class)}>{ words }</p> }
}

/// Words within a line; no class when it is empty.
pub fn span(class: &'static str, words: impl Into<AttrValue>) -> Html {
    run(class, words.into())
}

#[inline(never)]
fn run(class: &'static str, words: AttrValue) -> Html {
    html! { <span class={some(class)}>{ words }</span> }
}

/// A class, and others that hold only now.
pub fn class(always: &'static str, now: &[(&'static str, bool)]) -> AttrValue {
    let mut names = always.to_owned();
    for (name, _) in now.iter().filter(|(_, holds)| *holds) {
        names.push(' ');
        names.push_str(name);
    }
    names.into()
}

fn some(class: &'static str) -> Option<&'static str> {
    (!class.is_empty()).then_some(class)
}

/// Pieces one after the other.
pub fn all(mut pieces: impl Iterator<Item = Html>) -> Html {
    gathered(&mut pieces)
}

#[inline(never)]
fn gathered(pieces: &mut dyn Iterator<Item = Html>) -> Html {
    pieces.collect()
}
