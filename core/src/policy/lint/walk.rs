//! What a part of a policy reads by itself: a fact, calendars, a history.

use crate::calendar::Span;
use crate::policy::condition::Condition;
use crate::policy::formula::Step;
use crate::policy::vocabulary::FactIndex;
pub(super) use crate::policy::walk::{Part, derivation, formulas, rules, written};

impl Part<'_> {
    /// The fact it reads itself.
    pub fn fact(self) -> Option<FactIndex> {
        match self {
            Self::Condition(Condition::Yes(fact) | Condition::OneOf(fact, _)) => Some(*fact),
            Self::Condition(
                Condition::Always(_)
                | Condition::All(_)
                | Condition::Any(_)
                | Condition::Not(_)
                | Condition::Compare(_),
            ) => None,
            Self::Formula(formula) => {
                if let Step::Fact(fact) = &formula.step {
                    Some(*fact)
                } else if let Step::Over(over) = &formula.step {
                    Some(over.list)
                } else {
                    None
                }
            }
        }
    }

    /// The calendars it counts by itself, by index.
    pub fn calendars(self) -> Vec<usize> {
        let Self::Formula(formula) = self else { return Vec::new() };
        if let Step::DaysBetween(_, counting) = &formula.step {
            return counting.calendar.into_iter().collect();
        }
        let Step::Deadline(deadline) = &formula.step else { return Vec::new() };
        let mut calendars: Vec<usize> = deadline.roll.iter().map(|roll| roll.calendar).collect();
        if let Span::WorkingDays(calendar) = deadline.span {
            calendars.push(calendar);
        }
        calendars
    }

    /// The history it looks up itself, by index.
    pub fn history(self) -> Option<usize> {
        let Self::Formula(formula) = self else { return None };
        if let Step::ValueOn(history, _) | Step::Average(history, _) = &formula.step {
            Some(*history)
        } else {
            None
        }
    }
}
