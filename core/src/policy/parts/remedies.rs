//! Commitments, remedies, options and limits from their documents: names resolved, ladders rising.

use super::{commitment, compile_deadline, for_problems, ids, role, source};
use crate::document::policy::PolicyDocument;
use crate::fault::words;
use crate::policy::compile::Compiler;
use crate::policy::condition::Condition;
use crate::policy::place::Place;
use crate::policy::{Floor, Limits, Offer, Promise, Remedy, Rung};
use crate::quantity::Unit;
use crate::remedy;

pub(super) fn commitments(c: &mut Compiler, d: &PolicyDocument) -> Vec<Promise> {
    let root = Place::root().at("commitments");
    ids(c, d.commitments.iter().map(|other| other.id.as_str()), &root);
    let each = d.commitments.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        role(c, d, &document.by, &at.at("by"));
        source(c, &document.cites, Some(&document.from), &at);
        Promise {
            within: compile_deadline(c, d, &document.within, &at.at("within")),
            when: c.when(document.when.as_ref(), &at),
            problems: for_problems(c, d, &document.for_problems, &at),
        }
    });
    each.collect()
}

pub(super) fn remedies(c: &mut Compiler, d: &PolicyDocument) -> Vec<Remedy> {
    let root = Place::root().at("remedies");
    ids(c, d.remedies.iter().map(|other| other.id.as_str()), &root);
    let each = d.remedies.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        role(c, d, &document.by, &at.at("by"));
        source(c, &document.cites, Some(&document.from), &at);
        if remedy::needs_amount(document.kind) && document.amount.is_none() {
            let message = "this kind of remedy needs an amount".to_owned();
            c.fault("missing-amount", &at, message, "add `amount`, a formula that gives money");
        }
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
            amount,
            value,
            commitment: commitment(c, d, &document.commitment, &at.at("commitment")).unwrap_or(0),
            expires: expires.map(|e| compile_deadline(c, d, e, &at.at("expires"))),
        }
    });
    each.collect()
}

pub(super) fn options(c: &mut Compiler, d: &PolicyDocument) -> Vec<Offer> {
    let root = Place::root().at("options");
    ids(c, d.options.iter().map(|other| other.id.as_str()), &root);
    let known = d.remedies.iter().map(|other| other.id.as_str());
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
                .filter_map(|(i, id)| c.find("remedy", id, known.clone(), &at_remedies.at(i)))
                .collect(),
        }
    });
    each.collect()
}

pub(super) fn limits(c: &mut Compiler, d: &PolicyDocument) -> Limits {
    let at = Place::root().at("limits");
    let per_case = d.limits.per_case.as_ref().map(|limit| {
        let at = at.at("per_case");
        source(c, &limit.cites, Some(&limit.from), &at);
        c.formula_of(&Unit::Money, &limit.amount, &at.at("amount"))
    });
    let per_customer = d.limits.per_customer.as_ref().and_then(|limit| {
        let at = at.at("per_customer");
        source(c, &limit.cites, Some(&limit.from), &at);
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
        source(c, &floor.cites, Some(&floor.from), &at);
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
        let up_to = rung.up_to.as_ref().and_then(|t| c.quantity(t, &Unit::Money, &at.at("up_to")));
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
        c.fault("band-gap", &root, message, "add a last rung without `up_to`");
    }
    rungs
}
