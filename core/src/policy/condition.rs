//! Conditions, compiled: what holds, holds not, or is decided by a missing fact.

use crate::number::Truth;
use crate::packing::pack;
use crate::policy::formula::{Formula, Overflow};
use crate::policy::value::View;
use crate::policy::vocabulary::{Choices, FactIndex};

/// A condition.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Always or never.
    Always(bool),
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A yes/no fact is true.
    Yes(FactIndex),
    /// A choice fact is one of these.
    OneOf(FactIndex, Choices),
    /// Two numbers compare.
    Compare(Box<(Formula, Comparison, Formula)>),
}
pack!(
    enum Condition {
        Always(always),
        All(parts),
        Any(parts),
        Not(part),
        Yes(fact),
        OneOf(fact, set),
        Compare(parts),
    }
);

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Is,
    /// Greater than or equal to.
    AtLeast,
    /// Greater than.
    MoreThan,
    /// Less than or equal to.
    AtMost,
    /// Less than.
    LessThan,
}
pack!(names Comparison { Is, AtLeast, MoreThan, AtMost, LessThan });

impl Condition {
    /// Whether it holds in a scene.
    pub fn holds(&self, view: &View<'_>) -> Result<Truth, Overflow> {
        match self {
            Self::Always(always) => Ok(Truth::of(*always)),
            Self::All(parts) => fold(parts, view, Truth::True, Truth::and),
            Self::Any(parts) => fold(parts, view, Truth::False, Truth::or),
            Self::Not(part) => part.holds(view).map(Truth::not),
            Self::Yes(fact) => Ok(view.scene.truth(*fact)),
            Self::OneOf(fact, set) => Ok(view.scene.choices(*fact).within(*set)),
            Self::Compare(parts) => {
                let (left, how, right) = parts.as_ref();
                let (left, right) = (left.range(view)?, right.range(view)?);
                Ok(match how {
                    Comparison::Is => left.equal(right),
                    Comparison::AtLeast => right.below(left, true),
                    Comparison::MoreThan => right.below(left, false),
                    Comparison::AtMost => left.below(right, true),
                    Comparison::LessThan => left.below(right, false),
                })
            }
        }
    }

    /// Calls `see` with every fact it reads.
    pub fn reads(&self, see: &mut dyn FnMut(FactIndex)) {
        match self {
            Self::Always(_) => {}
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.reads(see)),
            Self::Not(part) => part.reads(see),
            Self::Yes(fact) | Self::OneOf(fact, _) => see(*fact),
            Self::Compare(parts) => {
                parts.0.reads(see);
                parts.2.reads(see);
            }
        }
    }
}

fn fold(
    parts: &[Condition],
    view: &View<'_>,
    start: Truth,
    combine: impl Fn(Truth, Truth) -> Truth,
) -> Result<Truth, Overflow> {
    let decided = start.not();
    let mut so_far = start;
    for part in parts {
        so_far = combine(so_far, part.holds(view)?);
        if so_far == decided {
            break;
        }
    }
    Ok(so_far)
}
