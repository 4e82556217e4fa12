//! Commitments, remedies, options and limits from their documents: names resolved, ladders rising.

use super::{cited, commitment, figures, for_problems, ids, refusals, role};
use crate::document::policy::{
    Applies, Basis, CommitmentDocument, OptionDocument, PolicyDocument, RemedyDocument,
};
use crate::fault::words;
use crate::policy::compile::Compiler;
use crate::policy::condition::Condition;
use crate::policy::formula::{Formula, Step};
use crate::policy::place::Place;
use crate::policy::{Floor, Limits, Offer, Part, Promise, Remedy, Rung};
use crate::quantity::Unit;
use crate::remedy;
use std::collections::BTreeMap;

pub(super) fn commitments(c: &mut Compiler, d: &PolicyDocument) -> Vec<Promise> {
    let root = Place::root().at("commitments");
    ids(c, d.commitments.iter().map(|other| other.id.as_str()), &root);
    let each = d.commitments.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        role(c, d, &document.by, &at.at("by"));
        cited(c, &document.cites, Some(&document.from), &at);
        if document.applies == Applies::WithRemedy && !document.unless.is_empty() {
            let message = "what a remedy names is refused with the remedy".to_owned();
            c.fault("commitment-shape", &at.at("unless"), message, "move it to the remedy");
        }
        Promise {
            due: last_day(c, document, &at),
            when: c.when(document.when.as_ref(), &at),
            unless: refusals(c, &document.unless, &at.at("unless")),
            problems: for_problems(c, d, &document.for_problems, &at),
        }
    });
    each.collect()
}

/// The last day of a commitment: by `within` from today, or by formula.
fn last_day(c: &mut Compiler, d: &CommitmentDocument, at: &Place) -> Formula {
    match (&d.within, &d.due) {
        (Some(within), None) => c.span_from_today(within, &at.at("within")),
        (None, Some(due)) => c.formula_of(&Unit::Date, due, &at.at("due")),
        (_, _) => {
            let message = "a commitment needs exactly one of `within` and `due`".to_owned();
            c.fault("commitment-shape", at, message, "say by when");
            Formula { unit: Unit::Date, step: Step::Today }
        }
    }
}

pub(super) fn remedies(c: &mut Compiler, d: &PolicyDocument) -> Vec<Remedy> {
    let root = Place::root().at("remedies");
    ids(c, d.remedies.iter().map(|other| other.id.as_str()), &root);
    let each = d.remedies.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        role(c, d, &document.by, &at.at("by"));
        cited(c, &document.cites, Some(&document.from), &at);
        amount_shape(c, document, &at);
        let mut money = |formula: &Option<_>, key: &str| {
            let at = at.at(key);
            formula.as_ref().map(|formula| c.formula_of(&Unit::Money, formula, &at))
        };
        let (amount, value) = (money(&document.amount, "amount"), money(&document.value, "value"));
        money(&document.cost, "cost");
        let expires = document.expires.as_ref();
        Remedy {
            problems: for_problems(c, d, &document.for_problems, &at),
            when: c.when(document.when.as_ref(), &at),
            unless: refusals(c, &document.unless, &at.at("unless")),
            amount,
            parts: parts(c, document, &at.at("parts")),
            figures: figures(c, &document.figures, &at.at("figures")),
            shares: shares(c, document, &at.at("borne_by")),
            value,
            commitment: commitment(c, d, &document.commitment, &at.at("commitment")).unwrap_or(0),
            expires: expires.map(|e| c.span_from_today(e, &at.at("expires"))),
        }
    });
    each.collect()
}

fn amount_shape(c: &mut Compiler, d: &RemedyDocument, at: &Place) {
    let has_parts = !d.parts.is_empty();
    if remedy::needs_amount(d.kind) && d.amount.is_none() && !has_parts {
        let message = "this kind of remedy needs an amount".to_owned();
        c.fault("missing-amount", at, message, "add `amount`, a formula that gives money");
    }
    if d.amount.is_some() && has_parts {
        let message = "the amount is either one formula or the sum of parts".to_owned();
        c.fault("amount-shape", &at.at("parts"), message, "remove `amount`, or the parts");
    }
    if has_parts && d.parts.iter().all(|part| part.deducted) {
        let message = "every part is deducted, so nothing is left".to_owned();
        c.fault("amount-shape", &at.at("parts"), message, "add the part it is deducted from");
    }
    let rest = d.borne_by.iter().filter(|party| party.amount.is_none()).count();
    if !d.borne_by.is_empty() && (rest != 1 || d.amount.is_none() && !has_parts) {
        let message = "exactly one party bears the rest of an amount".to_owned();
        let help = "leave `amount` out for one party, and give the remedy an amount";
        c.fault("amount-shape", &at.at("borne_by"), message, help);
    }
}

fn parts(c: &mut Compiler, d: &RemedyDocument, at: &Place) -> Vec<Part> {
    ids(c, d.parts.iter().map(|part| part.id.as_str()), at);
    let each = d.parts.iter().enumerate().map(|(index, part)| {
        let at = at.at(index);
        if let Some(cites) = &part.cites {
            cited(c, cites, None, &at);
        }
        Part {
            amount: c.formula_of(&Unit::Money, &part.amount, &at.at("amount")),
            deducted: part.deducted,
            when: c.when(part.when.as_ref(), &at),
        }
    });
    each.collect()
}

fn shares(c: &mut Compiler, d: &RemedyDocument, at: &Place) -> Vec<Option<Formula>> {
    ids(c, d.borne_by.iter().map(|party| party.id.as_str()), at);
    let each = d.borne_by.iter().enumerate().map(|(index, party)| {
        let at = at.at(index).at("amount");
        party.amount.as_ref().map(|amount| c.formula_of(&Unit::Money, amount, &at))
    });
    each.collect()
}

pub(super) fn options(c: &mut Compiler, d: &PolicyDocument) -> Vec<Offer> {
    let root = Place::root().at("options");
    ids(c, d.options.iter().map(|other| other.id.as_str()), &root);
    let known = d.remedies.iter().map(|other| other.id.as_str());
    // Looked up once for each remedy of each option: by place. Of an id that comes twice the first counts.
    let places: BTreeMap<&str, usize> =
        known.clone().enumerate().map(|(i, id)| (id, i)).rev().collect();
    let each = d.options.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        let remedies = document.remedies.iter().enumerate();
        let at_remedies = at.at("remedies");
        let recommended = document.recommended_when.as_ref();
        Offer {
            problems: for_problems(c, d, &document.for_problems, &at),
            when: c.when(document.when.as_ref(), &at),
            recommended_when: recommended.map_or(Condition::Always(false), |when| {
                c.condition(when, &at.at("recommended_when"))
            }),
            remedies: remedies
                .filter_map(|(i, id)| {
                    let place = places.get(id.as_str()).copied();
                    place.or_else(|| c.find("remedy", id, known.clone(), &at_remedies.at(i)))
                })
                .collect(),
            in_place_of: given_up(c, d, document, &at.at("in_place_of")),
            split: split(c, d, document, &at.at("split")),
        }
    });
    each.collect()
}

/// Money owed that an option takes the place of.
fn given_up(c: &mut Compiler, d: &PolicyDocument, o: &OptionDocument, at: &Place) -> Vec<usize> {
    let mut owed = Vec::new();
    for (i, id) in o.in_place_of.iter().enumerate() {
        let known = d.remedies.iter().map(|other| other.id.as_str());
        let Some(index) = c.find("remedy", id, known, &at.at(i)) else { continue };
        let own = d.remedies.get(index);
        if own.is_none_or(|own| own.basis == Basis::Goodwill || !remedy::is_money(own.kind)) {
            let message = words!("`{id}` is not money owed");
            c.fault("not-exchangeable", &at.at(i), message, "name money that law or contract owes");
        }
        owed.push(index);
    }
    owed
}

/// A remedy that may be taken in part another way.
fn split(
    c: &mut Compiler,
    d: &PolicyDocument,
    o: &OptionDocument,
    at: &Place,
) -> Option<(usize, usize)> {
    let split = o.split.as_ref()?;
    let listed = o.remedies.iter().map(String::as_str);
    c.find("remedy of the option", &split.of, listed, &at.at("of"))?;
    let known = d.remedies.iter().map(|other| other.id.as_str());
    let of = c.find("remedy", &split.of, known.clone(), &at.at("of"))?;
    let into = c.find("remedy", &split.into, known, &at.at("into"))?;
    for (index, key) in [(of, "of"), (into, "into")] {
        let own = d.remedies.get(index)?;
        if own.basis != Basis::Goodwill || !remedy::needs_amount(own.kind) {
            let message = words!("`{}` is no goodwill with an amount", own.id);
            c.fault("not-exchangeable", &at.at(key), message, "what is owed is never split");
        }
    }
    if !o.in_place_of.is_empty() {
        let message = words!("`{}` is taken in place of money, and only whole", o.id);
        c.fault("not-exchangeable", at, message, "offer the parts in an option of their own");
    }
    if o.remedies.contains(&split.into) {
        let message = words!("`{}` is in the option already", split.into);
        c.fault("not-exchangeable", &at.at("into"), message, "name a remedy that is not in it");
    }
    Some((of, into))
}

pub(super) fn limits(c: &mut Compiler, d: &PolicyDocument) -> Limits {
    let at = Place::root().at("limits");
    let per_case = d.limits.per_case.as_ref().map(|limit| {
        let at = at.at("per_case");
        cited(c, &limit.cites, Some(&limit.from), &at);
        c.formula_of(&Unit::Money, &limit.amount, &at.at("amount"))
    });
    let per_customer = d.limits.per_customer.as_ref().and_then(|limit| {
        let at = at.at("per_customer");
        cited(c, &limit.cites, Some(&limit.from), &at);
        let amount = c.formula_of(&Unit::Money, &limit.amount, &at.at("amount"));
        let used = c.fact(&limit.used, &at.at("used"))?;
        if c.vocabulary.fact(used).is_some_and(|fact| fact.unit != Unit::Money) {
            let message = words!("`{}` is not an amount of money", limit.used);
            c.fault("wrong-unit", &at.at("used"), message, "name a money fact the portal supplies");
        }
        Some((amount, used))
    });
    Limits { per_case, per_customer, floors: floors(c, d), approval: approval(c, d) }
}

fn floors(c: &mut Compiler, d: &PolicyDocument) -> Vec<Floor> {
    let root = Place::root().at("limits").at("floors");
    let known = d.remedies.iter().map(|other| other.id.as_str());
    let each = d.limits.floors.iter().enumerate().map(|(index, floor)| {
        let at = root.at(index);
        cited(c, &floor.cites, Some(&floor.from), &at);
        Floor {
            problems: for_problems(c, d, &floor.for_problems, &at),
            when: c.when(floor.when.as_ref(), &at),
            amount: c.formula_of(&Unit::Money, &floor.amount, &at.at("amount")),
            raises: c.find("remedy", &floor.raises, known.clone(), &at.at("raises")).unwrap_or(0),
        }
    });
    each.collect()
}

fn approval(c: &mut Compiler, d: &PolicyDocument) -> Vec<Rung> {
    let root = Place::root().at("limits").at("approval");
    let mut rungs: Vec<Rung> = Vec::new();
    for (index, rung) in d.limits.approval.iter().enumerate() {
        let at = root.at(index);
        let up_to = rung.at_most.as_ref();
        let up_to = up_to.and_then(|t| c.quantity(t, &Unit::Money, &at.at("at_most")));
        let before = rungs.last().map(|rung: &Rung| rung.up_to);
        let rises = match (before, up_to) {
            (None, _) | (Some(Some(_)), None) => true,
            (Some(None), _) => false,
            (Some(Some(before)), Some(now)) => before < now,
        };
        if !rises {
            let message = "the ladder does not rise here".to_owned();
            c.fault("band-overlap", &at, message, "order the rungs from the lowest amount up");
        }
        let approver = rung.by.as_ref().map(|by| {
            role(c, d, by, &at.at("by"));
            let Some(id) = &rung.commitment else {
                let message = "an approval without a date is no promise".to_owned();
                c.fault("missing-field", &at, message, "add `commitment` beside `by`");
                return (by.clone(), 0);
            };
            (by.clone(), commitment(c, d, id, &at.at("commitment")).unwrap_or(0))
        });
        rungs.push(Rung { up_to, approver });
    }
    if rungs.last().is_some_and(|rung| rung.up_to.is_some()) {
        let message = "nobody may settle amounts above the last rung".to_owned();
        c.fault("band-gap", &root, message, "add a last rung without `at_most`");
    }
    rungs
}
