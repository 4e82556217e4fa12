//! By when something is done: the last day of a date formula, as far as missing facts and tables let it be known.

use crate::date;
use crate::number::Exact;
use crate::policy::Policy;
use crate::policy::formula::{Formula, Overflow};
use crate::policy::vocabulary::Scene;
use chrono::NaiveDate;
use std::cell::RefCell;

/// What is known of the day something is promised for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dated {
    /// There is a last day.
    By(DueDate),
    /// A missing fact decides whether there is one: nothing is promised yet.
    Open,
    /// Every fact is known, and no published calendar reaches that far.
    Beyond,
}

/// By when something is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DueDate {
    /// The last day it may still turn out to be: the one promised.
    pub latest: NaiveDate,
    /// The first day it may still turn out to be.
    pub earliest: Option<NaiveDate>,
}

impl DueDate {
    /// The last day.
    pub fn last(self) -> String {
        date::write(self.latest)
    }

    /// The first day, while a missing fact leaves several.
    pub fn from(self) -> Option<String> {
        self.earliest.filter(|earliest| *earliest != self.latest).map(date::write)
    }
}

/// The last day of a date formula.
pub(crate) fn last_day(policy: &Policy, scene: &Scene, day: &Formula) -> Result<Dated, Overflow> {
    let range = day.range(&policy.view(scene))?;
    let several = range.as_point().is_none();
    let settled = several && policy.is_settled(scene, [day]);
    let day_of = |end: Option<Exact>| end.and_then(date::from_number);
    Ok(match day_of(range.high) {
        // Several days although all is known are a matter of judgement, or no table says which of them.
        Some(latest) if !settled || policy.judges(day) => {
            Dated::By(DueDate { latest, earliest: day_of(range.low) })
        }
        None if !settled => Dated::Open,
        Some(_) | None => Dated::Beyond,
    })
}

/// The last days of the commitments of a policy in one scene, each worked out once.
#[derive(Debug, Default)]
pub(crate) struct Days(RefCell<Vec<Option<Dated>>>);

impl Days {
    /// The last day of a commitment by index, in the scene these days are of.
    pub fn of(&self, policy: &Policy, scene: &Scene, commitment: usize) -> Result<Dated, Overflow> {
        let mut days = self.0.borrow_mut();
        days.resize(policy.commitments.len(), None);
        let day = days.get_mut(commitment).ok_or(Overflow)?;
        match day {
            Some(day) => Ok(*day),
            None => {
                let promise = policy.commitments.get(commitment).ok_or(Overflow)?;
                Ok(*day.insert(last_day(policy, scene, &promise.due)?))
            }
        }
    }
}
