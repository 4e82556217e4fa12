//! What holds after the receipt, checked: what a missed promise adds, second failures, waiting.
//!
//! Only the fact of a second failure is computed with here; the rest is read where a case is followed.

use super::{cited, for_problems, role};
use crate::document::policy::{
    FactDocument, FactKind, MissedDocument, PolicyDocument, SecondFailureDocument, Supplier,
    UpliftDocument, WaitingDocument,
};
use crate::fault::words;
use crate::policy::compile::Compiler;
use crate::policy::place::Place;
use crate::policy::vocabulary::FactIndex;
use crate::quantity::Unit;

/// The fact that says that a case failed before, when the policy names one.
pub(super) fn follow_up(c: &mut Compiler, d: &PolicyDocument) -> Option<FactIndex> {
    let root = Place::root().at("commitments");
    for (index, commitment) in d.commitments.iter().enumerate() {
        if let Some(document) = &commitment.missed {
            missed(c, d, document, &root.at(index).at("missed"));
        }
    }
    let (document, at) = (d.follow_up.as_ref()?, Place::root().at("follow_up"));
    if let Some(document) = &document.waiting {
        waiting(c, d, document, &at.at("waiting"));
    }
    second_failure(c, d, document.second_failure.as_ref()?, &at.at("second_failure"))
}

fn missed(c: &mut Compiler, d: &PolicyDocument, document: &MissedDocument, at: &Place) {
    if document.adds.is_none() && document.to.is_none() {
        let message = "nothing becomes due".to_owned();
        c.fault("empty-list", at, message, "say what is added, or to whom the case goes");
    }
    if let Some(adds) = &document.adds {
        uplift(c, adds, &at.at("adds"));
    }
    if let Some(to) = &document.to {
        role(c, d, to, &at.at("to"));
    }
    days(c, document.within.as_ref(), 0, &at.at("within"));
}

fn waiting(c: &mut Compiler, d: &PolicyDocument, document: &WaitingDocument, at: &Place) {
    cited(c, &document.cites, Some(&document.from), at);
    days(c, document.tolerance.as_ref(), 0, &at.at("tolerance"));
    for (index, reason) in document.reasons.iter().enumerate() {
        for_problems(c, d, &reason.for_problems, &at.at("reasons").at(index));
    }
    if let Some(beyond) = &document.beyond {
        uplift(c, beyond, &at.at("beyond"));
    }
}

fn uplift(c: &mut Compiler, document: &UpliftDocument, at: &Place) {
    let money = |c: &mut Compiler, text: &str, key: &str| {
        let amount = c.quantity(text, &Unit::Money, &at.at(key));
        if amount.is_some_and(|amount| amount.is_negative() || amount.to_whole() == Some(0)) {
            let message = words!("`{text}` adds nothing");
            c.fault("not-positive", &at.at(key), message, "write an amount above zero");
        }
    };
    money(c, &document.amount, "amount");
    if let Some(at_most) = &document.at_most {
        money(c, at_most, "at_most");
    }
    days(c, document.each.as_ref(), 1, &at.at("each"));
}

/// A whole number of days, at least `least`.
fn days(c: &mut Compiler, text: Option<&String>, least: i64, at: &Place) {
    let Some(text) = text else { return };
    let Some(days) = c.quantity(text, &Unit::Days, at) else { return };
    if days.to_whole().is_none_or(|days| days < least) {
        let message = words!("`{text}` is not a whole number of days, {least} or more");
        c.fault("not-positive", at, message, "write whole days, for example `7 days`");
    }
}

fn second_failure(
    c: &mut Compiler,
    d: &PolicyDocument,
    document: &SecondFailureDocument,
    at: &Place,
) -> Option<FactIndex> {
    cited(c, &document.cites, Some(&document.from), at);
    let index = c.fact(&document.fact, &at.at("fact"))?;
    let suits = |fact: &FactDocument| {
        fact.kind == FactKind::YesNo
            && fact.supplied_by == [Supplier::Portal]
            && fact.default.is_some()
    };
    if !d.facts.get(&document.fact).is_some_and(suits) {
        let message = words!("`{}` cannot say that a case failed before", document.fact);
        let help = "name a yes/no fact that only the portal supplies, with the default `false`";
        c.fault("wrong-unit", &at.at("fact"), message, help);
    }
    Some(index)
}
