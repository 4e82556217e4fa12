//! Neither too little nor too much: what an option is worth as a share of what was lost.
//!
//! For those who make and watch policies; customers are not told. Effort and waiting are made up for on top
//! of the loss, so uplifts do not count.

use crate::assessment::Assessment;
use crate::document::policy::{Basis, Responsibility};
use crate::number::{Exact, Truth};
use crate::options::Offered;
use crate::policy::Policy;
use crate::policy::formula::Overflow;
use crate::policy::loss::in_kind;
pub use crate::policy::loss::{Band, Lost, Share};

/// What was lost, where the policy says so, the institution is surely responsible, nothing refuses goodwill
/// and all is known.
pub(crate) fn lost(
    policy: &Policy,
    problem: usize,
    assessment: &Assessment,
) -> Result<Option<Lost>, Overflow> {
    let ours = matches!(assessment.responsibility.as_slice(), [(_, Responsibility::Ours)]);
    let measured = ours && assessment.refused() == Truth::False;
    let loss = policy.problems.get(problem).and_then(|problem| problem.loss.as_ref());
    loss.filter(|_| measured).map_or(Ok(None), |loss| loss.of(&policy.view(&assessment.scene)))
}

/// The share of a loss that an option for a problem comes to; none while it is a range, or where the loss
/// is made good in kind.
pub fn share(policy: &Policy, problem: usize, lost: &Lost, offered: &Offered) -> Option<Share> {
    let (mut worth, mut owed) = (Exact::ZERO, Exact::ZERO);
    let problem = policy.document.problems.get(problem)?;
    for component in &offered.components {
        let remedy = policy.document.remedies.get(component.remedy)?;
        let value = match component.value {
            _ if remedy.uplift.is_some() => continue,
            Some(value) => value.as_point()?,
            None if in_kind(problem, remedy.kind) => return None,
            None => continue,
        };
        worth = worth.plus(value)?;
        if remedy.basis != Basis::Goodwill {
            owed = owed.plus(value)?;
        }
    }
    lost.share(worth, owed)
}
