//! Places in a document, as JSON Pointers (RFC 6901), built while walking down.

use std::fmt::Display;

/// A place in a document.
#[derive(Debug, Clone)]
pub(super) struct Place(String);

impl Place {
    /// The whole document.
    pub fn root() -> Self {
        Self(String::new())
    }

    /// One step down: a key or an index.
    #[must_use]
    pub fn at(&self, step: impl Display) -> Self {
        let step = step.to_string().replace('~', "~0").replace('/', "~1");
        Self([&self.0, "/", &step].concat())
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.0
    }
}

impl From<&Place> for String {
    fn from(place: &Place) -> Self {
        place.0.clone()
    }
}
