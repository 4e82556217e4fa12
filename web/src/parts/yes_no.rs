//! Yes or no, neither picked beforehand.

use super::View;
use super::choice::choice;
use super::field::Labelled;
use crate::labels::key;
use yew::prelude::*;

/// A yes/no question.
pub fn yes_no(view: View<'_>, about: &Labelled<'_>) -> Html {
    let values = [("yes".to_owned(), view.t(key!("yes"))), ("no".to_owned(), view.t(key!("no")))];
    choice(view, about, &values)
}
