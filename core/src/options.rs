//! Options: which remedies are offered together, within caps, best fitting first.

use crate::assessment::Assessment;
use crate::complaint::Complaint;
use crate::document::policy::{Basis, RemedyDocument, RemedyKind};
use crate::document::quote::Due;
use crate::evaluation::{Entitlement, is_settled, of_remedy};
use crate::number::{Exact, Range, Truth};
use crate::policy::formula::Overflow;
use crate::policy::vocabulary::Scene;
use crate::policy::{Offer, Policy, Rung};
use crate::remedy::{Family, family, is_money};
use std::cell::OnceCell;

mod caps;
mod component;
mod parts;

pub use caps::Capped;
pub use component::Component;

/// Why an option comes where it comes, best fitting first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The policy says so.
    Preferred,
    /// It is like for like with the loss; 0 is the best kind.
    LikeForLike(usize),
    /// What is owed anyway is like for like; this comes on top.
    OnTop,
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
    /// Money owed that is given up for it.
    pub given_up: Vec<Component>,
    /// Whether what is given up for it is no more than what it is worth.
    fair: Truth,
    /// What a part of its goodwill comes to another way: the remedy in it by index, the other whole.
    pub split: Option<Box<(usize, Component)>>,
}

/// Why an option is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its own condition does not hold, or it is worth less than what is given up for it.
    Condition,
    /// Nothing that it lists is due.
    Nothing,
    /// It is not yet sure that it is worth what is given up for it.
    Open,
}

/// Everything offered in a case.
#[derive(Debug, Clone)]
pub struct Offers {
    /// Best fitting first.
    pub offered: Vec<Offered>,
    /// Options for the problem that are not offered.
    pub refused: Vec<(usize, Refusal)>,
    /// Remedies owed, part of every option.
    pub owed: Vec<Component>,
    /// Money owed.
    pub owed_money: Range,
    /// What the customer may get, whatever is chosen.
    pub range: Range,
    /// The option chosen in parts.
    pub split: Option<Offered>,
}

impl Offers {
    /// The option that is recommended: the first in the order shown that is surely offered.
    pub fn recommended(&self) -> Option<&Offered> {
        self.offered.iter().find(|offered| offered.certain && offered.given_up.is_empty())
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
            let zero =
                component.may_come_to_nothing() && !is_settled(policy, scene, component.remedy);
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
    let desk = Desk { policy, complaint, assessment, entitlements, caps: OnceCell::new() };
    let owed = desk.owed();
    let owed_money = total(&owed, |component| component.amount)?;
    let (offered, refused, split) = (Vec::new(), Vec::new(), None);
    let mut offers = Offers { offered, refused, owed, owed_money, range: ZERO, split };
    let mut unsure = None;
    for (index, option) in policy.options.iter().enumerate() {
        if !option.problems.contains(&complaint.problem) {
            continue;
        }
        match desk.offered(index, &offers.owed, owed_money, None)? {
            // Nobody gives up money for nothing, or for less. What may come to be worth it counts in the range.
            Ok(offered) if offered.fair != Truth::True => {
                let open = offered.fair == Truth::Unknown;
                let refusal = if open { Refusal::Open } else { Refusal::Condition };
                offers.refused.push((index, refusal));
                let later = Some(offered.total).filter(|_| open);
                unsure = unsure.into_iter().chain(later).reduce(Range::hull);
            }
            Ok(offered) => {
                // Within a fit the policy's order stays; what gives up money owed comes last.
                let place = |o: &Offered| (!o.given_up.is_empty(), o.fit);
                let own = place(&offered);
                let at = offers.offered.partition_point(|before| place(before) <= own);
                offers.offered.insert(at, offered);
            }
            Err(refusal) => offers.refused.push((index, refusal)),
        }
        if let Some(percent) = desk.split_chosen(index) {
            offers.split = desk.offered(index, &offers.owed, owed_money, Some(percent))?.ok();
        }
    }
    desk.money_first(&mut offers.offered);
    let range = whole_range(&offers.offered, owed_money);
    offers.range = unsure.map_or(range, |unsure| range.hull(unsure));
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

/// Whether what is given up for an option is no more than what it lists is worth.
fn fair(option: &Offer, given_up: &[Component], listed: &[Component]) -> Result<Truth, Overflow> {
    Ok(match (option.in_place_of.is_empty(), given_up.is_empty()) {
        (true, _) => Truth::True,
        (false, true) => Truth::False,
        (false, false) => {
            let less = total(given_up, |component| component.amount)?;
            less.below(total(listed, Component::worth)?, true)
        }
    })
}

struct Desk<'a> {
    policy: &'a Policy,
    complaint: &'a Complaint,
    assessment: &'a Assessment,
    entitlements: &'a [Entitlement<'a>],
    /// The caps, once an option has needed them.
    caps: OnceCell<Vec<Capped>>,
}

impl Desk<'_> {
    fn component(&self, remedy: usize) -> Option<Component> {
        let entitlement = of_remedy(self.entitlements, remedy)?;
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
        let freely = |index: usize| {
            let document = self.policy.document.remedies.get(index);
            document.is_none_or(|document| document.basis == Basis::Goodwill)
        };
        let remedies = self.entitlements.iter().map(|due| due.remedy);
        remedies.filter(|index| !freely(*index)).filter_map(|index| self.component(index)).collect()
    }

    /// An option, or why it is not offered.
    fn offered(
        &self,
        index: usize,
        owed: &[Component],
        owed_money: Range,
        split: Option<u32>,
    ) -> Result<Result<Offered, Refusal>, Overflow> {
        let Some(option) = self.policy.options.get(index) else {
            return Ok(Err(Refusal::Condition));
        };
        let view = self.policy.view(&self.assessment.scene);
        let holds = option.when.holds(&view)?;
        let (given_up, mut components) = Self::owed_beside(option, owed);
        let kept = components.len();
        components.extend(option.remedies.iter().filter_map(|remedy| self.component(*remedy)));
        let listed = components.get(kept..).unwrap_or_default();
        if holds == Truth::False {
            return Ok(Err(Refusal::Condition));
        }
        if listed.is_empty() {
            return Ok(Err(Refusal::Nothing));
        }
        let some_certain = listed.iter().any(|component| component.certain);
        let preferred = option.recommended_when.holds(&view)? == Truth::True;
        let other_way = self.other_way(option, listed)?;
        if let Some(percent) = split {
            let parts = self.in_parts(components.split_off(kept), other_way.as_ref(), percent)?;
            components.extend(parts);
        }
        let caps = self.caps()?;
        // The goodwill of all parts together is capped: that is narrower than the sum of the parts, where a part that is
        // still open decides what is left for the next.
        let (owed_here, listed) = components.split_at_mut_checked(kept).unwrap_or_default();
        let goodwill = total(listed, |component| component.amount)?;
        let goodwill = caps.iter().fold(goodwill, |sum, cap| sum.least(cap.limit()));
        let total_money = total(owed_here, |component| component.amount)?;
        let total_money = total_money.plus(goodwill).ok_or(Overflow)?;
        let capped = self.cap(listed, caps)?;
        let mut place = 0_usize;
        components.retain(|component| {
            place = place.saturating_add(1);
            place <= kept || !component.comes_to_nothing()
        });
        let listed = components.get(kept..).unwrap_or_default();
        let fair = fair(option, &given_up, listed)?;
        let fit = if preferred { Fit::Preferred } else { self.fit(listed, owed) };
        // Once it is sure that there is something to give up for it.
        let gives_up = |owed: &Component| owed.certain && !owed.may_come_to_nothing();
        let settled = option.in_place_of.is_empty() || given_up.iter().any(gives_up);
        Ok(Ok(Offered {
            option: index,
            certain: holds == Truth::True && some_certain && settled,
            fit,
            total: total_money,
            owed: owed_money,
            value: total(&components, Component::worth)?,
            components,
            capped,
            approver: self.approver(total_money).or_else(|| self.escalated()),
            given_up,
            fair,
            split: other_way.map(Box::new),
        }))
    }

    /// What is owed, parted: what is given up for an option, and what is part of it, with room for what it lists.
    fn owed_beside(option: &Offer, owed: &[Component]) -> (Vec<Component>, Vec<Component>) {
        let most = owed.len().saturating_add(option.remedies.len());
        let (mut given_up, mut kept) = (Vec::new(), Vec::with_capacity(most));
        for own in owed {
            let up = option.in_place_of.contains(&own.remedy);
            if up { &mut given_up } else { &mut kept }.push(own.clone());
        }
        (given_up, kept)
    }

    /// Who looks at the case whatever it comes to.
    fn escalated(&self) -> Option<(String, usize)> {
        let (policy, problem) = (self.policy, self.complaint.problem);
        let view = policy.view(&self.assessment.scene);
        let mut rules = policy.escalations_of(problem);
        rules.find_map(|(rule, document)| {
            let by = document.by.clone().zip(rule.commitment)?;
            (rule.when.holds(&view) != Ok(Truth::False)).then_some(by)
        })
    }

    fn fit(&self, listed: &[Component], owed: &[Component]) -> Fit {
        let problem = self.policy.document.problems.get(self.complaint.problem);
        let place = |component: &Component| {
            problem?.place(self.policy.document.remedies.get(component.remedy)?.kind)
        };
        match listed.iter().filter_map(place).min() {
            Some(place) => Fit::LikeForLike(place),
            None if owed.iter().any(|owed| owed.certain && place(owed).is_some()) => Fit::OnTop,
            None => Fit::Other,
        }
    }

    /// Where a voucher stands before all money that fits as well, the first money is put before it.
    fn money_first(&self, offered: &mut [Offered]) {
        let gives = |offered: &Offered, wanted: &dyn Fn(RemedyKind) -> bool| {
            let freely = offered.components.iter().filter_map(|c| self.goodwill(c));
            freely.map(|document| document.kind).any(wanted)
        };
        let money = offered.iter().position(|o| gives(o, &is_money));
        let voucher = offered.iter().position(|o| gives(o, &|kind| kind == RemedyKind::Voucher));
        let Some((money, voucher)) = money.zip(voucher).filter(|(m, v)| v < m) else { return };
        let place = |at: usize| offered.get(at).map(|o| (!o.given_up.is_empty(), o.fit));
        let same = place(voucher) == place(money);
        if let Some(between) = offered.get_mut(voucher..=money).filter(|_| same) {
            between.rotate_right(1);
        }
    }

    fn goodwill(&self, component: &Component) -> Option<&RemedyDocument> {
        let document = self.policy.document.remedies.get(component.remedy)?;
        Some(document).filter(|document| document.basis == Basis::Goodwill)
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
