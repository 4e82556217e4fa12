//! Evaluation: which remedies of a policy are due in a case, and how much each comes to.

mod trace;

use crate::assessment::Assessment;
use crate::complaint::Complaint;
use crate::document::policy::{Basis, RemedyDocument};
use crate::number::{Exact, Range, Rounding, Truth};
use crate::policy::condition::Condition;
use crate::policy::formula::Overflow;
use crate::policy::value::{Trace, Traces, View};
use crate::policy::vocabulary::{FactIndex, Scene};
use crate::policy::{Part, Policy, Remedy};
use crate::remedy::{Family, family};

/// What one remedy comes to in a case.
#[derive(Debug, Clone)]
pub(crate) struct Entitlement<'p> {
    /// Remedy by index.
    pub remedy: usize,
    /// Whether it is due.
    pub applies: Truth,
    /// Rules of its `unless` that refuse it, or may.
    pub refusals: Vec<(usize, Truth)>,
    /// Money, rounded; from zero while a missing fact decides whether it is due.
    pub amount: Option<Range>,
    /// What it is worth to the customer; from zero while a missing fact decides whether it is due.
    pub value: Option<Range>,
    /// How the amount came about, the last step at the end; where that was asked for.
    pub traces: Vec<Trace<'p>>,
}

impl Entitlement<'_> {
    fn refused(remedy: usize, refusals: Vec<(usize, Truth)>) -> Self {
        let (amount, value, traces) = (None, None, Vec::new());
        Self { remedy, applies: Truth::False, refusals, amount, value, traces }
    }
}

/// What a remedy comes to, among those of its problem.
pub(crate) fn of_remedy<'e, 'p>(
    entitlements: &'e [Entitlement<'p>],
    remedy: usize,
) -> Option<&'e Entitlement<'p>> {
    let place = entitlements.binary_search_by_key(&remedy, |due| due.remedy).ok()?;
    entitlements.get(place)
}

/// Evaluates the remedies that answer the complaint's problem, in the order of the policy; with traces
/// for whoever reads them.
pub(crate) fn evaluate<'p>(
    policy: &'p Policy,
    complaint: &Complaint,
    assessment: &Assessment,
    traced: bool,
) -> Result<Vec<Entitlement<'p>>, Overflow> {
    let case = Case::of(policy, complaint.problem, assessment, traced);
    let mut entitlements = Vec::with_capacity(case.remedies().len());
    for index in case.remedies() {
        entitlements.push(case.entitlement(*index)?);
    }
    Ok(entitlements)
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
    amounts_of(policy, complaint.problem, &Assessment::judge(policy, complaint)?)
}

/// The amounts alone, of a problem by index, once its case is judged.
pub(crate) fn amounts_of(
    policy: &Policy,
    problem: usize,
    assessment: &Assessment,
) -> Result<Vec<(usize, Option<Range>)>, Overflow> {
    let case = Case::of(policy, problem, assessment, false);
    let mut amounts = Vec::with_capacity(case.remedies().len());
    for index in case.remedies() {
        amounts.push((*index, case.entitlement(*index)?.amount));
    }
    Ok(amounts)
}

/// The rules that refuse, or may refuse, something, in order.
pub(crate) fn refusals(
    rules: &[Condition],
    view: &View<'_>,
) -> Result<Vec<(usize, Truth)>, Overflow> {
    let mut refusing = Vec::new();
    for (index, when) in rules.iter().enumerate() {
        let holds = when.holds(view)?;
        if holds != Truth::False {
            refusing.push((index, holds));
        }
    }
    Ok(refusing)
}

/// Whether any of the rules that refuse holds.
pub(crate) fn any(refusals: &[(usize, Truth)]) -> Truth {
    refusals.iter().fold(Truth::False, |refused, (_, holds)| refused.or(*holds))
}

/// Whether a part of an amount is there, and what it comes to: rounded, from zero while it may not be.
pub(crate) fn part<'p>(
    policy: &Policy,
    part: &'p Part,
    view: &View<'_>,
    traces: Traces<'_, 'p>,
) -> Result<(Truth, Range), Overflow> {
    let there = part.when.holds(view)?;
    if there == Truth::False {
        return Ok((there, ZERO));
    }
    let value = part.amount.evaluate(view, traces)?;
    let rounded = policy.round(value.greatest(ZERO))?;
    let amount = if there == Truth::True { rounded } else { rounded.hull(ZERO) };
    Ok((there, amount))
}

/// What each party bears of an amount, in the order of the policy.
pub(crate) fn shares(
    policy: &Policy,
    remedy: &Remedy,
    amount: Range,
    view: &View<'_>,
) -> Result<Vec<Range>, Overflow> {
    let mut left = amount;
    let mut shares = Vec::with_capacity(remedy.shares.len());
    for share in &remedy.shares {
        let share = match share {
            Some(share) => {
                let own = policy.round(share.range(view)?)?;
                let own = own.greatest(ZERO).least(left);
                left = left.minus(own).ok_or(Overflow)?.greatest(ZERO).least(amount);
                own
            }
            None => ZERO,
        };
        shares.push(share);
    }
    if let Some(rest) = remedy.shares.iter().position(Option::is_none)
        && let Some(rest) = shares.get_mut(rest)
    {
        *rest = left;
    }
    Ok(shares)
}

/// Whether no missing fact can change what a remedy, by index, comes to, although it may be a range by judgement: its
/// amount or parts, the floors that raise it, the caps that hold goodwill.
pub(crate) fn is_settled(policy: &Policy, scene: &Scene, remedy: usize) -> bool {
    policy.are_settled(scene, decisive(policy, remedy))
}

/// The facts that decide what a remedy comes to.
fn decisive(policy: &Policy, index: usize) -> Vec<FactIndex> {
    let mut facts = Vec::new();
    let mut see = |fact| facts.push(fact);
    if let Some(remedy) = policy.remedies.get(index) {
        remedy.amount.iter().for_each(|amount| amount.reads(&mut see));
        for part in &remedy.parts {
            part.amount.reads(&mut see);
            part.when.reads(&mut see);
        }
    }
    let limits = &policy.limits;
    for floor in limits.floors.iter().filter(|floor| floor.raises == index) {
        floor.amount.reads(&mut see);
        floor.when.reads(&mut see);
    }
    let goodwill = |document: &RemedyDocument| document.basis == Basis::Goodwill;
    if policy.document.remedies.get(index).is_some_and(goodwill) {
        limits.per_case.iter().for_each(|cap| cap.reads(&mut see));
        if let Some((cap, used)) = &limits.per_customer {
            cap.reads(&mut see);
            see(*used);
        }
    }
    facts
}

const ZERO: Range = Range::point(Exact::ZERO);

struct Case<'p, 's> {
    policy: &'p Policy,
    problem: usize,
    view: View<'s>,
    refused: Truth,
    traced: bool,
}

impl<'p, 's> Case<'p, 's> {
    fn of(policy: &'p Policy, problem: usize, assessment: &'s Assessment, traced: bool) -> Self
    where
        'p: 's,
    {
        let (refused, view) = (assessment.refused(), policy.view(&assessment.scene));
        Self { policy, problem, view, refused, traced }
    }

    /// The remedies that answer the problem, by index, rising.
    fn remedies(&self) -> &'p [usize] {
        let problem = self.policy.problems.get(self.problem);
        problem.map(|problem| problem.remedies.as_slice()).unwrap_or_default()
    }

    fn entitlement(&self, index: usize) -> Result<Entitlement<'p>, Overflow> {
        let remedy = self.policy.remedies.get(index).ok_or(Overflow)?;
        let document = self.policy.document.remedies.get(index).ok_or(Overflow)?;
        let when = remedy.when.holds(&self.view)?;
        if when == Truth::False {
            return Ok(Entitlement::refused(index, Vec::new()));
        }
        let refusals = refusals(&remedy.unless, &self.view)?;
        let applies = when.and(self.allowed(document)).and(any(&refusals).not());
        if applies == Truth::False {
            return Ok(Entitlement::refused(index, refusals));
        }
        let mut traces = Vec::new();
        let amount = match (&remedy.amount, remedy.parts.is_empty()) {
            (Some(formula), _) => {
                let value = formula.evaluate(&self.view, self.kept(&mut traces))?;
                Some(self.amount(index, value, applies, &mut traces)?)
            }
            (None, false) => {
                let value = self.parts(remedy)?;
                Some(self.amount(index, value, applies, &mut traces)?)
            }
            (None, true) => None,
        };
        let value = match &remedy.value {
            Some(formula) => {
                let worth = formula.range(&self.view)?.greatest(Range::point(Exact::ZERO));
                Some(self.policy.round(worth)?)
            }
            None => amount,
        };
        let may_be_none = |value: Range| value.hull(Range::point(Exact::ZERO));
        let value = if applies == Truth::True { value } else { value.map(may_be_none) };
        Ok(Entitlement { remedy: index, applies, refusals, amount, value, traces })
    }

    fn kept<'t>(&self, traces: &'t mut Vec<Trace<'p>>) -> Traces<'t, 'p> {
        self.traced.then_some(traces)
    }

    /// Goodwill that is refused leaves words, not goods or services.
    fn allowed(&self, document: &RemedyDocument) -> Truth {
        let spared =
            document.basis != Basis::Goodwill || family(document.kind) == Family::Emotional;
        if spared { Truth::True } else { self.refused.not() }
    }

    /// The sum of the parts, less those deducted.
    fn parts(&self, remedy: &Remedy) -> Result<Range, Overflow> {
        let mut sum = ZERO;
        for own in &remedy.parts {
            let (_, amount) = part(self.policy, own, &self.view, None)?;
            let with = if own.deducted { sum.minus(amount) } else { sum.plus(amount) };
            sum = with.ok_or(Overflow)?;
        }
        Ok(sum)
    }

    fn amount(
        &self,
        index: usize,
        value: Range,
        applies: Truth,
        traces: &mut Vec<Trace<'p>>,
    ) -> Result<Range, Overflow> {
        let raised = self.raised(index, value.greatest(ZERO), traces)?;
        let rounded = self.policy.round(raised)?;
        Ok(if applies == Truth::True { rounded } else { rounded.hull(ZERO) })
    }

    /// The amount, raised to the legal floors that name the remedy.
    fn raised(
        &self,
        index: usize,
        value: Range,
        traces: &mut Vec<Trace<'p>>,
    ) -> Result<Range, Overflow> {
        let mut raised = value;
        let floors = self.policy.limits.floors.iter();
        for floor in floors.filter(|f| f.raises == index && f.problems.contains(&self.problem)) {
            let holds = floor.when.holds(&self.view)?;
            if holds == Truth::False {
                continue;
            }
            let mut how = Vec::new();
            let least = floor.amount.evaluate(&self.view, self.kept(&mut how))?;
            // Rounded up, so that no rounding of the amount goes below it.
            let least = self.policy.round_by(Rounding::Up, least)?;
            let with_floor = raised.greatest(least);
            if with_floor != raised {
                traces.append(&mut how);
            }
            raised = if holds == Truth::True { with_floor } else { raised.hull(with_floor) };
        }
        Ok(raised)
    }
}
