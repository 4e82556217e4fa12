//! Which option the customer picks, and how it is taken: whole, in part, knowingly in place of money, or with another as
//! the next best; and whose reasons are read before.

use super::{Field, State};
use crate::labels::key;
use amends_core::document::complaint::{ChoiceMadeDocument, SplitChosenDocument};
use amends_core::document::quote::{OfferDocument, QuoteDocument};
use std::rc::Rc;

/// What [`Field::Choice`] holds when no option fits; not an id a policy can have.
pub const SOMETHING_ELSE: &str = "*";

impl State {
    /// Unfolds the reasons of an option, or folds them again.
    pub(super) fn turn_reasons(&mut self, of: String) {
        match self.unfolded.iter().position(|open| *open == of) {
            Some(place) => drop(self.unfolded.remove(place)),
            None => self.unfolded.push(of),
        }
    }

    /// The option picked, while it is offered.
    pub fn offer(&self) -> Option<&OfferDocument> {
        let raw = self.raw(&Field::Choice);
        self.quote.as_ref()?.options.iter().find(|option| option.id == raw)
    }

    /// What may be named as the next best to an option: everything else that is offered as it stands. Nothing beside an
    /// option that may be taken in parts, which asks a question of its own.
    pub fn others<'a>(
        &'a self,
        picked: &'a OfferDocument,
    ) -> impl Iterator<Item = &'a OfferDocument> {
        let options = self.quote.iter().flat_map(|quote| &quote.options);
        let whole = picked.splits.is_none() && picked.in_place_of.is_empty();
        options.filter(move |other| whole && other.id != picked.id && other.in_place_of.is_empty())
    }

    /// The option named as the next best to the one picked.
    pub fn next_best(&self) -> Option<&OfferDocument> {
        self.others(self.offer()?).find(|other| other.id == self.raw(&Field::Terms))
    }

    /// The choice, as far as the quote offers it.
    pub(super) fn choice(&self, quote: &QuoteDocument) -> Option<ChoiceMadeDocument> {
        let raw = self.raw(&Field::Choice);
        let words = self.raw(&Field::OtherWords).trim();
        if raw == SOMETHING_ELSE {
            return (!words.is_empty())
                .then(|| ChoiceMadeDocument::SomethingElse(words.to_owned()));
        }
        let offer = quote.options.iter().find(|option| option.id == raw)?;
        let (option, terms) = (raw.to_owned(), self.raw(&Field::Terms));
        if !offer.in_place_of.is_empty() {
            return (terms == raw).then_some(ChoiceMadeDocument::InsteadOfMoney(option));
        }
        let percent = terms.parse().ok().filter(|percent| *percent > 0 && offer.splits.is_some());
        Some(match (percent, self.next_best()) {
            (Some(percent), _) => {
                ChoiceMadeDocument::Split(SplitChosenDocument { option, percent })
            }
            (None, Some(next)) => ChoiceMadeDocument::Ranking(vec![option, next.id.clone()]),
            (None, None) => ChoiceMadeDocument::Option(option),
        })
    }

    /// Whether the option picked takes the place of money owed, and nobody said they know it.
    pub(super) fn is_unknowing(&self) -> bool {
        let raw = self.raw(&Field::Choice);
        let mut options = self.quote.iter().flat_map(|quote| &quote.options);
        let gives_up = |offer: &OfferDocument| offer.id == raw && !offer.in_place_of.is_empty();
        options.any(gives_up) && self.raw(&Field::Terms) != raw
    }

    /// What is wrong with the choice now.
    pub(super) fn choice_fault(&self, blank: bool) -> Option<&'static str> {
        let raw = self.raw(&Field::Choice);
        let offered = |quote: &Rc<QuoteDocument>| quote.options.iter().any(|it| it.id == raw);
        if blank {
            Some(key!("fault-choice"))
        } else if raw == SOMETHING_ELSE || self.quote.as_ref().is_some_and(offered) {
            None
        } else {
            Some(key!("fault-choice-gone"))
        }
    }
}
