//! Conditions, compiled: what holds, holds not, or is decided by a missing fact.

use crate::number::{Range, Truth};
use crate::packing::pack;
use crate::policy::formula::{Formula, Overflow};
use crate::policy::value::{View, quickly};
use crate::policy::vocabulary::{Choices, FactIndex};
use crate::policy::whole::{Value, Whole};

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
        quickly(|| self.holds_in::<Whole>(view), || self.holds_in::<Range>(view))
    }

    /// Whether it holds, computed in one kind of value.
    pub(super) fn holds_in<V: Value>(&self, view: &View<'_>) -> Result<Truth, Overflow> {
        match self {
            Self::Always(always) => Ok(Truth::of(*always)),
            Self::All(parts) => fold::<V>(parts, view, Truth::True, Truth::and),
            Self::Any(parts) => fold::<V>(parts, view, Truth::False, Truth::or),
            Self::Not(part) => part.holds_in::<V>(view).map(Truth::not),
            Self::Yes(fact) => Ok(view.scene.truth(*fact)),
            Self::OneOf(fact, set) => Ok(view.scene.choices(*fact).within(*set)),
            Self::Compare(parts) => {
                let (left, how, right) = parts.as_ref();
                let (left, right) = (left.value_in::<V>(view)?, right.value_in::<V>(view)?);
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

fn fold<V: Value>(
    parts: &[Condition],
    view: &View<'_>,
    start: Truth,
    combine: impl Fn(Truth, Truth) -> Truth,
) -> Result<Truth, Overflow> {
    let decided = start.not();
    let mut so_far = start;
    for part in parts {
        so_far = combine(so_far, part.holds_in::<V>(view)?);
        if so_far == decided {
            break;
        }
    }
    Ok(so_far)
}
