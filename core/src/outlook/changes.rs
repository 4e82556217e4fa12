//! The nearest change of one fact that would bring what is not offered, not due or not reached.

use super::case::{Case, freely};
use super::values::{distance, others, steps};
use super::{Desk, may_be_named, steady};
use crate::date;
use crate::document::formula::Scalar;
use crate::document::outlook::{Brought, ChangeDocument};
use crate::document::policy::Basis;
use crate::language::Phrase;
use crate::number::{Exact, Range, Truth};
use crate::policy::vocabulary::{Fact, FactIndex, State};

/// Something that another value of a fact may bring.
#[derive(Clone, Copy)]
enum Target {
    /// The option is surely offered.
    Offered(usize),
    /// The option gives freely more than this.
    Freely(usize, Exact),
    /// The remedy is surely due, and comes to something.
    Due(usize),
    /// The remedy comes to more than this.
    Owed(usize, Exact),
}

/// A value of a fact that brings something.
struct Found<'p> {
    /// How far it is, for comparison.
    far: Exact,
    fact: FactIndex,
    value: Scalar,
    case: Case<'p>,
}

/// Numbers on one side of the known one, nearest first, with the case each makes, where it can be so.
type Side<'p> = Vec<(Exact, Option<Case<'p>>)>;

/// The other values of a fact that were tried.
struct Tried<'p> {
    now: Exact,
    range: Range,
    sides: Vec<Side<'p>>,
    others: Vec<(Scalar, Case<'p>)>,
}

impl Target {
    fn is_reached(self, case: &Case<'_>) -> bool {
        let nothing = |amount: Option<Range>| amount.is_some_and(|a| a.high == Some(Exact::ZERO));
        match self {
            Self::Offered(option) => case.offered(option).is_some(),
            Self::Freely(option, now) => {
                case.offered(option).and_then(freely).is_some_and(|most| most > now)
            }
            Self::Due(remedy) => case
                .entitlement(remedy)
                .is_some_and(|due| due.applies == Truth::True && !nothing(due.amount)),
            Self::Owed(remedy, now) => case.entitlement(remedy).is_some_and(|due| {
                let amount = due.amount.and_then(Range::as_point);
                due.applies == Truth::True && amount.is_some_and(|amount| amount > now)
            }),
        }
    }

    /// What it comes to where it is reached.
    fn amount(self, case: &Case<'_>) -> Option<Range> {
        let amount = match self {
            Self::Offered(option) | Self::Freely(option, _) => case.offered(option)?.total,
            Self::Due(remedy) | Self::Owed(remedy, _) => case.entitlement(remedy)?.amount?,
        };
        Some(amount).filter(|amount| amount.high != Some(Exact::ZERO))
    }
}

impl<'p> Desk<'p> {
    pub fn changes(&self) -> Vec<ChangeDocument> {
        let targets = self.targets();
        let mut nearest: Vec<Option<Found<'p>>> = targets.iter().map(|_| None).collect();
        let facts = self.policy.vocabulary.facts.iter().enumerate();
        for (index, fact) in
            facts.filter(|(_, fact)| may_be_named(self.policy, &self.complaint, fact))
        {
            let tried = self.tried(index, fact);
            for (target, best) in targets.iter().zip(&mut nearest) {
                for found in self.found(*target, index, fact, &tried) {
                    if best.as_ref().is_none_or(|best| found.far < best.far) {
                        *best = Some(found);
                    }
                }
            }
        }
        let found = targets.into_iter().zip(nearest);
        found.filter_map(|(target, found)| self.change(target, found?)).collect()
    }

    /// Options not offered, what those offered give freely, and remedies with something to say of them.
    fn targets(&self) -> Vec<Target> {
        let refused = self.now.offers.refused.iter().map(|(option, _)| Target::Offered(*option));
        let offered = self.now.offers.offered.iter().filter(|offered| offered.certain);
        let offered = offered.filter_map(|it| Some(Target::Freely(it.option, freely(it)?)));
        let remedies = self.now.entitlements.iter().filter_map(|due| {
            let document = self.policy.document.remedies.get(due.remedy)?;
            let owed = document.basis != Basis::Goodwill;
            match (due.applies, due.amount.and_then(Range::as_point)) {
                (Truth::False, _) if owed || !document.unless.is_empty() => {
                    Some(Target::Due(due.remedy))
                }
                (Truth::True, Some(now)) if owed => Some(Target::Owed(due.remedy, now)),
                (_, _) => None,
            }
        });
        refused.chain(offered).chain(remedies).collect()
    }

    /// The nearest values of a fact that bring something: of a number one on each side.
    fn found(
        &self,
        target: Target,
        index: FactIndex,
        fact: &Fact,
        tried: &Tried<'p>,
    ) -> Vec<Found<'p>> {
        let in_steps = match target {
            Target::Offered(_) | Target::Due(_) => true,
            Target::Freely(option, _) => steady::option(self.policy, option, index),
            Target::Owed(remedy, _) => steady::remedy(self.policy, remedy, index),
        };
        let sides = tried.sides.iter().filter(|_| in_steps);
        let numbers = sides.filter_map(|side| self.nearest(target, index, fact, tried, side));
        let others = tried.others.iter().filter(|(_, case)| target.is_reached(case));
        let far = Exact::whole(1);
        let others = others.take(1).filter_map(|(value, _)| {
            let case = self.with(&fact.id, value.clone())?;
            Some(Found { far, fact: index, value: value.clone(), case })
        });
        numbers.chain(others).collect()
    }

    /// Every other value of a fact that may make a difference.
    fn tried(&self, index: FactIndex, fact: &Fact) -> Tried<'p> {
        let state = self.now.complaint.scene.state(index);
        let range = match fact.unknown(date::to_number(self.today)) {
            State::Number(range) => range,
            State::YesNo(_)
            | State::Choice(_)
            | State::Text(_)
            | State::List(..)
            | State::OpenList(..) => Range::between(None, None),
        };
        let mut tried = Tried { now: Exact::ZERO, range, sides: Vec::new(), others: Vec::new() };
        if let State::Number(Range { low: Some(now), .. }) = state {
            tried.now = now;
            let case = |value| self.with(&fact.id, self.written(fact, value)?);
            let side = |up| {
                let values = self.beyond(index, range, now, up).into_iter();
                values.map(|value| (value, case(value))).collect()
            };
            tried.sides = vec![side(true), side(false)];
        }
        let others = others(fact, state).into_iter();
        let others = others.filter_map(|value| Some((value.clone(), self.with(&fact.id, value)?)));
        tried.others = others.collect();
        tried
    }

    /// The nearest number on one side: the first tried that reaches the target, then back towards the last
    /// that did not.
    fn nearest(
        &self,
        target: Target,
        index: FactIndex,
        fact: &Fact,
        tried: &Tried<'p>,
        side: &Side<'p>,
    ) -> Option<Found<'p>> {
        let reached = |(_, case): &(Exact, Option<Case<'_>>)| {
            case.as_ref().is_some_and(|case| target.is_reached(case))
        };
        let first = side.iter().position(reached)?;
        let far = side.get(first)?.0;
        let short = first.checked_sub(1).and_then(|before| side.get(before));
        let short = short.map_or(tried.now, |(value, _)| *value);
        let reaching = |steps: i64| {
            let steps = Exact::whole(steps);
            let value = if far > short { far.minus(steps) } else { far.plus(steps) }?;
            let written = self.written(fact, value)?;
            let case = self.with(&fact.id, written.clone())?;
            let far = distance(tried.now, value, tried.range)?;
            target.is_reached(&case).then_some(Found { far, fact: index, value: written, case })
        };
        let mut best = reaching(0)?;
        let (mut back, mut too_far) = (0_i64, steps(short, far)?);
        while too_far.saturating_sub(back) > 1 {
            let middle = back.midpoint(too_far);
            match reaching(middle) {
                Some(found) => (back, best) = (middle, found),
                None => too_far = middle,
            }
        }
        Some(best)
    }

    fn change(&self, target: Target, found: Found<'p>) -> Option<ChangeDocument> {
        let document = &self.policy.document;
        let (brings, id, title) = match target {
            Target::Offered(option) | Target::Freely(option, _) => {
                let option = document.options.get(option)?;
                let offered = matches!(target, Target::Offered(_));
                let brings = if offered { Brought::OptionOffered } else { Brought::OptionHigher };
                (brings, &option.id, &option.title)
            }
            Target::Due(remedy) | Target::Owed(remedy, _) => {
                let remedy = document.remedies.get(remedy)?;
                let due = matches!(target, Target::Due(_));
                let brings = if due { Brought::RemedyDue } else { Brought::RemedyHigher };
                (brings, &remedy.id, &remedy.title)
            }
        };
        let wording = self.wording(&found.case);
        let (title, amount) = (wording.raw(title), target.amount(&found.case));
        let value = wording.fact(found.fact, false)?;
        let money = amount.map(|amount| wording.money(amount)).unwrap_or_default();
        let phrase = if amount.is_some() { Phrase::WouldComeTo } else { Phrase::WouldApply };
        let values = [wording.label(found.fact), &value, title, &money];
        Some(ChangeDocument {
            brings,
            id: id.clone(),
            title: title.to_owned(),
            fact: self.policy.vocabulary.fact(found.fact)?.id.clone(),
            value: found.value,
            amount: amount.map(|amount| wording.amount(amount)),
            says: wording.language().say(phrase, &values),
        })
    }
}
