//! What stands in browsers in place of `plain.rs`: nothing is drawn for those without script, and none of it ships.

use super::{Drawn, View};

impl View<'_> {
    /// Whether this is drawn for a browser without script.
    pub const fn is_plain(&self) -> bool {
        false
    }

    /// Makes the element a button that sends the form.
    pub(crate) fn sends(&mut self, _: &str) {}

    /// The fields that are sent unseen.
    pub(crate) fn hidden_fields(&mut self) -> Drawn {
        self.nothing()
    }

    /// What files there are, and how to add more.
    pub(crate) fn plain_files(&mut self) -> Drawn {
        self.nothing()
    }

    /// Keys of the words said above the questions.
    pub(crate) const fn notes(&self) -> &[&'static str] {
        &[]
    }

    /// Where a receipt leads: keys of words, and addresses.
    pub(crate) const fn links(&self) -> &[(&'static str, String)] {
        &[]
    }
}
