//! Evaluation: which remedies of a policy are due in a case, and how much each comes to.

pub(crate) mod trace;

use crate::assessment::Assessment;
use crate::complaint::Complaint;
use crate::document::policy::{Basis, RemedyDocument};
use crate::number::{Exact, Range, Truth};
use crate::policy::Policy;
use crate::policy::formula::{Formula, Overflow, Recorder, Silent};
use crate::policy::vocabulary::Scene;
use crate::remedy::{Family, family};

/// What one remedy comes to in a case.
#[derive(Debug, Clone)]
pub(crate) struct Entitlement<N> {
    /// Remedy by index.
    pub remedy: usize,
    /// Whether it is due.
    pub applies: Truth,
    /// Money, rounded; from zero while a missing fact decides whether it is due.
    pub amount: Option<Range>,
    /// What it is worth to the customer.
    pub value: Option<Range>,
    /// How the amount came about.
    pub notes: Vec<N>,
}

impl<N> Entitlement<N> {
    fn refused(remedy: usize) -> Self {
        Self { remedy, applies: Truth::False, amount: None, value: None, notes: Vec::new() }
    }
}

/// Evaluates the remedies that answer the complaint's problem, in the order of the policy.
pub(crate) fn evaluate<R: Recorder>(
    policy: &Policy,
    complaint: &Complaint,
    assessment: &Assessment,
) -> Result<Vec<Entitlement<R::Note>>, Overflow> {
    let refused = assessment.refused();
    let case = Case { policy, problem: complaint.problem, scene: &assessment.scene, refused };
    let own = policy.problems.get(complaint.problem).map(|problem| problem.remedies.as_slice());
    own.unwrap_or_default().iter().map(|index| case.entitlement::<R>(*index)).collect()
}

/// The amounts the remedies of the complaint's problem come to, and nothing else: remedy by index in the
/// policy, minor units; `None` for one that is not due or has no amount.
///
/// # Errors
/// When numbers grow too large to compute with exactly.
pub fn amounts(
    policy: &Policy,
    complaint: &Complaint,
) -> Result<Vec<(usize, Option<Range>)>, Overflow> {
    let assessment = Assessment::judge(policy, complaint)?;
    let entitlements = evaluate::<Silent>(policy, complaint, &assessment)?;
    Ok(entitlements.into_iter().map(|due| (due.remedy, due.amount)).collect())
}

struct Case<'a> {
    policy: &'a Policy,
    problem: usize,
    scene: &'a Scene,
    refused: Truth,
}

impl Case<'_> {
    fn entitlement<R: Recorder>(&self, index: usize) -> Result<Entitlement<R::Note>, Overflow> {
        let remedy = self.policy.remedies.get(index).ok_or(Overflow)?;
        let document = self.policy.document.remedies.get(index).ok_or(Overflow)?;
        let applies = remedy.when.holds(self.scene)?.and(self.allowed(document));
        if applies == Truth::False {
            return Ok(Entitlement::refused(index));
        }
        let mut notes = Vec::new();
        let amount = match &remedy.amount {
            Some(formula) => Some(self.amount::<R>(index, formula, applies, &mut notes)?),
            None => None,
        };
        let value = match &remedy.value {
            Some(formula) => Some(self.policy.round(formula.range(self.scene)?)?),
            None => amount,
        };
        Ok(Entitlement { remedy: index, applies, amount, value, notes })
    }

    /// Goodwill that is refused leaves words, not goods or services.
    fn allowed(&self, document: &RemedyDocument) -> Truth {
        let spared =
            document.basis != Basis::Goodwill || family(document.kind) == Family::Emotional;
        if spared { Truth::True } else { self.refused.not() }
    }

    fn amount<R: Recorder>(
        &self,
        index: usize,
        formula: &Formula,
        applies: Truth,
        notes: &mut Vec<R::Note>,
    ) -> Result<Range, Overflow> {
        let zero = Range::point(Exact::ZERO);
        let (value, note) = formula.evaluate::<R>(self.scene)?;
        notes.push(note);
        let raised = self.raised::<R>(index, value.greatest(zero), notes)?;
        let rounded = self.policy.round(raised)?;
        Ok(if applies == Truth::True { rounded } else { rounded.hull(zero) })
    }

    /// The amount, raised to the legal floors that name the remedy.
    fn raised<R: Recorder>(
        &self,
        index: usize,
        value: Range,
        notes: &mut Vec<R::Note>,
    ) -> Result<Range, Overflow> {
        let mut raised = value;
        let floors = self.policy.limits.floors.iter();
        for floor in floors.filter(|f| f.raises == index && f.problems.contains(&self.problem)) {
            let holds = floor.when.holds(self.scene)?;
            if holds == Truth::False {
                continue;
            }
            let (least, note) = floor.amount.evaluate::<R>(self.scene)?;
            let with_floor = raised.greatest(least);
            if with_floor != raised {
                notes.push(note);
            }
            raised = if holds == Truth::True { with_floor } else { raised.hull(with_floor) };
        }
        Ok(raised)
    }
}
