//! Options: which remedies are offered together, within caps, best fitting first.

use crate::assessment::Assessment;
use crate::complaint::Complaint;
use crate::document::policy::Basis;
use crate::document::quote::Due;
use crate::evaluation::{Entitlement, is_settled};
use crate::number::{Exact, Range, Rounding, Truth};
use crate::policy::formula::Overflow;
use crate::policy::vocabulary::Scene;
use crate::policy::{Policy, Rung};
use crate::remedy::{Family, family, is_like_for_like};

/// One remedy inside an option.
#[derive(Debug, Clone)]
pub struct Component {
    /// Remedy by index.
    pub remedy: usize,
    /// Money after caps.
    pub amount: Option<Range>,
    /// What it is worth.
    pub value: Option<Range>,
    /// False while a missing fact decides whether it is due.
    pub certain: bool,
}

impl Component {
    /// Whether it is an amount that is surely zero: nothing to promise.
    fn comes_to_nothing(&self) -> bool {
        self.amount.is_some_and(|amount| amount.high == Some(Exact::ZERO))
    }

    /// What it is worth; from zero while its amount may still come to nothing.
    fn worth(&self) -> Option<Range> {
        let may_be_none = self.amount.is_some_and(|amount| amount.low == Some(Exact::ZERO));
        self.value.map(|value| if may_be_none { value.hull(ZERO) } else { value })
    }
}

/// A cap that reduced goodwill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capped {
    /// The cap per case.
    PerCase(Range),
    /// The cap per customer and period, and what is left of it.
    PerCustomer(Range, Range),
}

impl Capped {
    /// The most that is left for goodwill.
    fn limit(self) -> Range {
        let (Self::PerCase(limit) | Self::PerCustomer(_, limit)) = self;
        limit
    }
}

/// Why an option comes first, the best reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The policy says so.
    Preferred,
    /// It is like for like with the loss.
    LikeForLike,
    /// It is offered.
    Other,
}

/// An option that is, or may be, offered.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Option by index.
    pub option: usize,
    /// False while a missing fact decides.
    pub certain: bool,
    /// Why it comes where it comes.
    pub fit: Fit,
    /// What is owed first, then what is listed, after caps.
    pub components: Vec<Component>,
    /// All money in it, minor units.
    pub total: Range,
    /// The part of it that law or contract owes.
    pub owed: Range,
    /// What it is worth to the customer.
    pub value: Range,
    /// Caps that reduced its goodwill.
    pub capped: Vec<Capped>,
    /// Role and commitment of who may have to approve.
    pub approver: Option<(String, usize)>,
}

/// Everything offered in a case.
#[derive(Debug, Clone)]
pub struct Offers {
    /// Best fitting first.
    pub offered: Vec<Offered>,
    /// Options for the problem that are not offered, with whether their own condition refused.
    pub refused: Vec<(usize, bool)>,
    /// Remedies owed, part of every option.
    pub owed: Vec<Component>,
    /// Money owed.
    pub owed_money: Range,
    /// What the customer may get, whatever is chosen.
    pub range: Range,
}

impl Offers {
    /// The option that is recommended: the first in the order shown that is surely offered.
    pub fn recommended(&self) -> Option<&Offered> {
        self.offered.iter().find(|offered| offered.certain)
    }

    /// Whether anything material is due in any option.
    pub(crate) fn due(&self, policy: &Policy, scene: &Scene) -> Due {
        let options = self.offered.iter();
        let components = options.flat_map(|o| o.components.iter().map(|c| (c, o.certain)));
        let owed = self.owed.iter().map(|c| (c, true));
        let material = components.chain(owed).filter(|(component, _)| {
            let document = policy.document.remedies.get(component.remedy);
            document.is_some_and(|document| family(document.kind) != Family::Emotional)
        });
        let truths = material.map(|(component, offered)| {
            // An amount that may still be zero is not surely due.
            let zero = component.amount.is_some_and(|amount| amount.low == Some(Exact::ZERO))
                && !is_settled(policy, scene, component.remedy);
            if component.certain && offered && !zero { Truth::True } else { Truth::Unknown }
        });
        match truths.fold(Truth::False, Truth::or) {
            Truth::True => Due::Yes,
            Truth::False => Due::No,
            Truth::Unknown => Due::Unclear,
        }
    }
}

const ZERO: Range = Range::point(Exact::ZERO);

/// Puts options together from what each remedy comes to.
pub(crate) fn offer(
    policy: &Policy,
    complaint: &Complaint,
    assessment: &Assessment,
    entitlements: &[Entitlement<'_>],
) -> Result<Offers, Overflow> {
    let desk = Desk { policy, complaint, assessment, entitlements };
    let owed = desk.owed();
    let owed_money = total(&owed, |component| component.amount)?;
    let mut offers =
        Offers { offered: Vec::new(), refused: Vec::new(), owed, owed_money, range: ZERO };
    for (index, option) in policy.options.iter().enumerate() {
        if !option.problems.contains(&complaint.problem) {
            continue;
        }
        match desk.offered(index, &offers.owed, owed_money)? {
            Ok(offered) => {
                // Within a fit the policy's order stays.
                let at = offers.offered.partition_point(|before| before.fit <= offered.fit);
                offers.offered.insert(at, offered);
            }
            Err(own_condition) => offers.refused.push((index, own_condition)),
        }
    }
    offers.range = whole_range(&offers.offered, owed_money);
    Ok(offers)
}

/// From the least to the most of all options; while none is certain, what is owed is possible too.
fn whole_range(offered: &[Offered], owed: Range) -> Range {
    let start = (!offered.iter().any(|option| option.certain)).then_some(owed);
    let totals = offered.iter().map(|option| option.total);
    totals.chain(start).reduce(Range::hull).unwrap_or(owed)
}

fn total(
    components: &[Component],
    part: impl Fn(&Component) -> Option<Range>,
) -> Result<Range, Overflow> {
    components.iter().filter_map(part).try_fold(ZERO, Range::plus).ok_or(Overflow)
}

struct Desk<'a> {
    policy: &'a Policy,
    complaint: &'a Complaint,
    assessment: &'a Assessment,
    entitlements: &'a [Entitlement<'a>],
}

impl Desk<'_> {
    fn component(&self, remedy: usize) -> Option<Component> {
        let entitlement = self.entitlements.iter().find(|due| due.remedy == remedy)?;
        let component = Component {
            remedy,
            amount: entitlement.amount,
            value: entitlement.value,
            certain: entitlement.applies == Truth::True,
        };
        Some(component).filter(|c| entitlement.applies != Truth::False && !c.comes_to_nothing())
    }

    /// Everything owed by law or contract.
    fn owed(&self) -> Vec<Component> {
        let remedies = self.policy.document.remedies.iter().enumerate();
        let owed = remedies.filter(|(_, document)| document.basis != Basis::Goodwill);
        owed.filter_map(|(index, _)| self.component(index)).collect()
    }

    /// An option, or whether its own condition refused it.
    fn offered(
        &self,
        index: usize,
        owed: &[Component],
        owed_money: Range,
    ) -> Result<Result<Offered, bool>, Overflow> {
        let Some(option) = self.policy.options.get(index) else { return Ok(Err(true)) };
        let view = self.policy.view(&self.assessment.scene);
        let holds = option.when.holds(&view)?;
        let listed: Vec<Component> =
            option.remedies.iter().filter_map(|remedy| self.component(*remedy)).collect();
        if holds == Truth::False || listed.is_empty() {
            return Ok(Err(holds == Truth::False));
        }
        let some_certain = listed.iter().any(|component| component.certain);
        let certain = holds == Truth::True && some_certain;
        let preferred = option.recommended_when.holds(&view)? == Truth::True;
        let fit = if preferred { Fit::Preferred } else { self.fit(&listed) };
        let mut components = owed.to_vec();
        let caps = self.caps()?;
        // The goodwill of all parts together is capped: that is narrower than the sum of the parts, where a part that is
        // still open decides what is left for the next.
        let goodwill = total(&listed, |component| component.amount)?;
        let goodwill = caps.iter().fold(goodwill, |sum, cap| sum.least(cap.limit()));
        let total_money = owed_money.plus(goodwill).ok_or(Overflow)?;
        let (listed, capped) = self.cap(listed, caps)?;
        components.extend(listed.into_iter().filter(|component| !component.comes_to_nothing()));
        Ok(Ok(Offered {
            option: index,
            certain,
            fit,
            total: total_money,
            owed: owed_money,
            value: total(&components, Component::worth)?,
            components,
            capped,
            approver: self.approver(total_money),
        }))
    }

    fn fit(&self, listed: &[Component]) -> Fit {
        let document = &self.policy.document;
        let loss = document.problems.get(self.complaint.problem).map(|problem| problem.loss_kind);
        let like = listed.iter().any(|component| {
            let kind = document.remedies.get(component.remedy).map(|remedy| remedy.kind);
            kind.zip(loss).is_some_and(|(kind, loss)| is_like_for_like(kind, loss))
        });
        if like { Fit::LikeForLike } else { Fit::Other }
    }

    /// Trims goodwill money to the caps, the last listed first.
    fn cap(
        &self,
        listed: Vec<Component>,
        caps: Vec<Capped>,
    ) -> Result<(Vec<Component>, Vec<Capped>), Overflow> {
        let mut capped = Vec::new();
        let mut components = listed;
        for cap in caps {
            let mut left = cap.limit();
            let mut reduced = false;
            for component in &mut components {
                let Some(amount) = component.amount else { continue };
                let kept = amount.least(left);
                reduced |= kept.high != amount.high;
                left = left.minus(kept).ok_or(Overflow)?.greatest(ZERO);
                let remedy = self.policy.remedies.get(component.remedy);
                let worth_its_amount = remedy.is_some_and(|remedy| remedy.value.is_none());
                component.amount = Some(kept);
                if worth_its_amount {
                    component.value = Some(kept);
                }
            }
            if reduced {
                capped.push(cap);
            }
        }
        Ok((components, capped))
    }

    /// The caps, rounded down: what they leave is then a rounded amount too, and never below zero.
    fn caps(&self) -> Result<Vec<Capped>, Overflow> {
        let scene = &self.assessment.scene;
        let view = self.policy.view(scene);
        let amount = |cap: Range| self.policy.round_by(Rounding::Down, cap.greatest(ZERO));
        let mut caps = Vec::new();
        if let Some(cap) = &self.policy.limits.per_case {
            caps.push(Capped::PerCase(amount(cap.range(&view)?)?));
        }
        if let Some((cap, used)) = &self.policy.limits.per_customer {
            let cap = cap.range(&view)?;
            let left = cap.minus(scene.range(*used)).ok_or(Overflow)?;
            caps.push(Capped::PerCustomer(amount(cap)?, amount(left)?));
        }
        Ok(caps)
    }

    /// Who approves the most the option may come to; none means it settles at once. After a second
    /// failure the lowest rung with a person takes the place of those without.
    fn approver(&self, total: Range) -> Option<(String, usize)> {
        let by_person = self.assessment.second_failure != Truth::False;
        let reaches = |rung: &&Rung| match (rung.up_to, total.high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(up_to), Some(high)) => high <= up_to,
        };
        let mut rungs = self.policy.limits.approval.iter().skip_while(|rung| !reaches(rung));
        let first = rungs.next()?;
        let next = || rungs.find_map(|rung| rung.approver.clone()).filter(|_| by_person);
        first.approver.clone().or_else(next)
    }
}
