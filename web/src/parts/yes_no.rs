//! Yes or no, neither picked beforehand.

use super::choice::choice;
use super::field::Labelled;
use crate::drawing::{Drawn, View};
use crate::labels::key;

/// A yes/no question.
pub fn yes_no(view: &mut View<'_>, about: &Labelled<'_>) -> Drawn {
    let values = [("yes", view.t(key!("yes"))), ("no", view.t(key!("no")))];
    choice(view, about, &values)
}
