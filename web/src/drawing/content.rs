//! What markup is filled with: the words inside of elements and the values of their attributes.

use super::{Drawn, NAMES, View};
use yew::AttrValue;

/// What can stand in braces among elements.
pub trait Draw: Sized {
    /// Draws it as one node.
    fn draw(self, view: &mut View<'_>);

    /// Draws it alone in an element; no class when that is empty.
    fn draw_in(self, view: &mut View<'_>, tag: &'static str, class: &'static str) {
        view.open_plain(tag, class);
        self.draw(view);
        view.close();
    }
}

impl Draw for Drawn {
    fn draw(self, _: &mut View<'_>) {}
}

impl Draw for &str {
    fn draw(self, view: &mut View<'_>) {
        view.text(self);
    }

    fn draw_in(self, view: &mut View<'_>, tag: &'static str, class: &'static str) {
        view.text_in(tag, class, self);
    }
}

impl Draw for &String {
    fn draw(self, view: &mut View<'_>) {
        view.text(self);
    }

    fn draw_in(self, view: &mut View<'_>, tag: &'static str, class: &'static str) {
        view.text_in(tag, class, self);
    }
}

impl Draw for String {
    fn draw(self, view: &mut View<'_>) {
        view.text(&self);
    }

    fn draw_in(self, view: &mut View<'_>, tag: &'static str, class: &'static str) {
        view.text_in(tag, class, &self);
    }
}

/// The form's own words for a key.
#[derive(Debug, Clone, Copy)]
pub struct Label(pub &'static str);

impl Draw for Label {
    fn draw(self, view: &mut View<'_>) {
        view.label(self.0);
    }

    fn draw_in(self, view: &mut View<'_>, tag: &'static str, class: &'static str) {
        view.label_in(tag, class, self.0);
    }
}

/// The form's own words for a key, filled in.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a>(pub &'static str, pub &'a [(&'a str, &'a str)]);

impl Draw for Filled<'_> {
    fn draw(self, view: &mut View<'_>) {
        view.filled(self.0, self.1);
    }

    fn draw_in(self, view: &mut View<'_>, tag: &'static str, class: &'static str) {
        view.filled_in(tag, class, self.0, self.1);
    }
}

/// A paragraph; no class when that is empty.
pub fn p(view: &mut View<'_>, class: &'static str, words: impl Draw) -> Drawn {
    words.draw_in(view, "p", class);
    Drawn::here()
}

/// Words within a line; no class when that is empty.
pub fn span(view: &mut View<'_>, class: &'static str, words: impl Draw) -> Drawn {
    words.draw_in(view, "span", class);
    Drawn::here()
}

/// What can stand in braces behind the name of an attribute.
pub trait Value {
    /// Sets the attribute at a `place`.
    fn set(self, view: &mut View<'_>, place: usize);
}

impl Value for &str {
    fn set(self, view: &mut View<'_>, place: usize) {
        view.set_own(place, self);
    }
}

impl Value for &String {
    fn set(self, view: &mut View<'_>, place: usize) {
        view.set_own(place, self);
    }
}

impl Value for String {
    fn set(self, view: &mut View<'_>, place: usize) {
        view.set_own(place, &self);
    }
}

/// An id of this instance.
#[derive(Debug, Clone, Copy)]
pub struct Id(pub &'static str);

impl Value for Id {
    fn set(self, view: &mut View<'_>, place: usize) {
        view.set_id(place, self.0);
    }
}

/// An attribute that is there or not.
impl Value for bool {
    fn set(self, view: &mut View<'_>, place: usize) {
        let name = NAMES.get(place).filter(|_| self).copied();
        view.attribute(place, name.map(AttrValue::Static));
    }
}

impl<T: Value> Value for Option<T> {
    fn set(self, view: &mut View<'_>, place: usize) {
        match self {
            Some(value) => value.set(view, place),
            None => view.attribute(place, None),
        }
    }
}
