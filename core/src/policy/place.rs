//! Places in a document, as JSON Pointers (RFC 6901), built while walking down.
//!
//! Without the feature `authoring` a place is nothing and costs nothing: the widget only needs to know
//! that a policy has a fault, not where.

#[cfg(feature = "authoring")]
use crate::document::node::push_step;
#[cfg(feature = "authoring")]
use crate::number::put_whole;

/// One step down: a key or an index.
pub(super) trait Step {
    #[cfg(feature = "authoring")]
    fn put(self, place: &mut String);
}

impl Step for &str {
    #[cfg(feature = "authoring")]
    fn put(self, place: &mut String) {
        push_step(place, self);
    }
}

impl Step for &String {
    #[cfg(feature = "authoring")]
    fn put(self, place: &mut String) {
        push_step(place, self);
    }
}

impl Step for usize {
    #[cfg(feature = "authoring")]
    fn put(self, place: &mut String) {
        place.push('/');
        put_whole(place, i64::try_from(self).unwrap_or(i64::MAX));
    }
}

/// A place in a document.
#[derive(Debug, Clone)]
pub(super) struct Place(#[cfg(feature = "authoring")] String);

impl Place {
    /// The whole document.
    pub fn root() -> Self {
        Self(
            #[cfg(feature = "authoring")]
            String::new(),
        )
    }

    /// One step down.
    #[must_use]
    #[cfg(feature = "authoring")]
    pub fn at(&self, step: impl Step) -> Self {
        let mut place = String::with_capacity(self.0.len().saturating_add(24));
        place.push_str(&self.0);
        step.put(&mut place);
        Self(place)
    }

    /// One step down, nowhere.
    #[must_use]
    #[cfg(not(feature = "authoring"))]
    pub fn at(&self, _step: impl Step) -> Self {
        Self()
    }
}

impl From<&Place> for String {
    #[cfg(feature = "authoring")]
    fn from(place: &Place) -> Self {
        place.0.clone()
    }

    #[cfg(not(feature = "authoring"))]
    fn from(_place: &Place) -> Self {
        String::new()
    }
}
