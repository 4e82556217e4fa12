//! What remedies come to in a case: whether they are due, and how much they give.

pub(super) use super::walk::{formulas, rules};
use crate::number::{Exact, Range, Truth};
use crate::policy::condition::Condition;
use crate::policy::formula::Overflow;
use crate::policy::vocabulary::Scene;
use crate::policy::{Policy, Remedy};

/// Whether a condition holds; unknown where a number is too large.
pub(super) fn holds(policy: &Policy, when: &Condition, scene: &Scene) -> Truth {
    when.holds(&policy.view(scene)).unwrap_or(Truth::Unknown)
}

/// Whether one of some conditions holds.
pub(super) fn any<'c>(
    policy: &Policy,
    conditions: impl IntoIterator<Item = &'c Condition>,
    scene: &Scene,
) -> Truth {
    let each = conditions.into_iter().map(|when| holds(policy, when, scene));
    each.fold(Truth::False, Truth::or)
}

/// Whether a remedy is due by its own rules.
pub(super) fn due(policy: &Policy, remedy: &Remedy, scene: &Scene) -> Truth {
    holds(policy, &remedy.when, scene).and(any(policy, &remedy.unless, scene).not())
}

/// What a remedy gives when it is due: one amount or the sum of its parts; none when it gives no money.
pub(super) fn amount(
    policy: &Policy,
    remedy: &Remedy,
    scene: &Scene,
) -> Option<Result<Range, Overflow>> {
    match &remedy.amount {
        Some(amount) => Some(amount.range(&policy.view(scene))),
        None if remedy.parts.is_empty() => None,
        None => Some(sum(policy, remedy, scene)),
    }
}

fn sum(policy: &Policy, remedy: &Remedy, scene: &Scene) -> Result<Range, Overflow> {
    let zero = Range::point(Exact::ZERO);
    let view = policy.view(scene);
    let mut total = zero;
    for part in &remedy.parts {
        let there = part.when.holds(&view)?;
        if there == Truth::False {
            continue;
        }
        let own = part.amount.range(&view)?.greatest(zero);
        let own = if there == Truth::True { own } else { own.hull(zero) };
        let with = if part.deducted { total.minus(own) } else { total.plus(own) };
        total = with.ok_or(Overflow)?;
    }
    Ok(total.greatest(zero))
}
