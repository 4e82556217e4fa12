//! What one line is given by one policy: the option that counts as paid, when its amount is certain.

use amends_core::amounts::{Component, Offered, QuotedLine};
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::document::replay::Taken;
use amends_core::number::{Exact, Range, Rounding};
use amends_core::policy::Policy;

/// What a line is given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'l> {
    /// The option; none where only what is owed is given.
    pub option: Option<&'l Offered>,
    /// What is in it.
    pub components: &'l [Component],
    /// All money in it, minor units.
    pub total: i64,
    /// The part owed.
    pub owed: i64,
}

impl Given<'_> {
    /// The remedies in it, by index.
    pub fn remedies(&self) -> impl Iterator<Item = usize> {
        self.components.iter().filter(|part| part.certain).map(|part| part.remedy)
    }
}

/// What a line comes to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outcome<'l> {
    /// This.
    Decided(Given<'l>),
    /// A missing fact or a judgement decides: from, to, minor units; none is open.
    Undecided(i64, Option<i64>),
}

/// What became of a recorded choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Its option is offered.
    Offered,
    /// Something else was wanted.
    SomethingElse,
    /// Its option is not offered.
    NotOffered,
}

/// What a line comes to, and what became of the choice it records.
pub(super) fn outcome<'l>(
    policy: &Policy,
    line: &'l QuotedLine,
    taken: Taken,
) -> (Outcome<'l>, Option<Choice>) {
    let offers = &line.amounts.offers;
    let choice = line.choice.as_ref().filter(|_| taken == Taken::Choice);
    let (option, choice) = match choice {
        None => (offers.recommended(), None),
        Some(ChoiceMadeDocument::SomethingElse(_)) => (None, Some(Choice::SomethingElse)),
        Some(ChoiceMadeDocument::Split(_)) if offers.split.is_some() => {
            (offers.split.as_ref(), Some(Choice::Offered))
        }
        Some(chosen) => {
            let id = chosen.option().unwrap_or_default();
            let options = &policy.document().options;
            let chosen = offers
                .offered
                .iter()
                .find(|offered| options.get(offered.option).is_some_and(|option| option.id == id));
            match chosen {
                Some(chosen) => (Some(chosen), Some(Choice::Offered)),
                None => (offers.recommended(), Some(Choice::NotOffered)),
            }
        }
    };
    let nothing_certain = option.is_none() && choice.is_none() && !offers.offered.is_empty();
    let (components, total) = match option {
        Some(option) => (&option.components, option.total),
        None if nothing_certain => (&offers.owed, offers.range),
        None => (&offers.owed, offers.owed_money),
    };
    let certain = components.iter().filter_map(|part| part.amount).all(|a| whole(a).is_some());
    let outcome = match (whole(total), whole(offers.owed_money)) {
        (Some(total), Some(owed)) if certain => {
            Outcome::Decided(Given { option, components, total, owed })
        }
        _ => Outcome::Undecided(total.low.map_or(0, minor), total.high.map(minor)),
    };
    (outcome, choice)
}

/// The amount, when it is one.
fn whole(range: Range) -> Option<i64> {
    range.as_point().map(minor)
}

/// Minor units as a quote writes them; a cap given as a fraction is the only amount not yet whole.
pub(super) fn minor(amount: Exact) -> i64 {
    let rounded = amount.round(Exact::whole(1), Rounding::HalfUp).unwrap_or(amount.floor());
    rounded.to_whole().unwrap_or(0)
}
