//! Caps: how much goodwill there may be in a case, and for a customer.

use super::{Component, Desk, ZERO};
use crate::number::{Range, Rounding};
use crate::policy::formula::Overflow;

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
    pub(super) fn limit(self) -> Range {
        let (Self::PerCase(limit) | Self::PerCustomer(_, limit)) = self;
        limit
    }
}

impl Desk<'_> {
    /// Trims goodwill money to the caps, the last listed first.
    pub(super) fn cap(
        &self,
        listed: &mut [Component],
        caps: &[Capped],
    ) -> Result<Vec<Capped>, Overflow> {
        let mut capped = Vec::new();
        for cap in caps {
            let mut left = cap.limit();
            let mut reduced = false;
            for component in &mut *listed {
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
                capped.push(*cap);
            }
        }
        Ok(capped)
    }

    /// The caps, the same for every option.
    pub(super) fn caps(&self) -> Result<&[Capped], Overflow> {
        if let Some(caps) = self.caps.get() {
            return Ok(caps);
        }
        let caps = self.caps_here()?;
        Ok(self.caps.get_or_init(|| caps))
    }

    /// The caps, rounded down: what they leave is then a rounded amount too, and never below zero.
    fn caps_here(&self) -> Result<Vec<Capped>, Overflow> {
        let scene = &self.assessment.scene;
        let view = self.policy.view(scene);
        let amount = |cap: Range| self.policy.round_by(Rounding::Down, cap.greatest(ZERO));
        let mut caps = Vec::new();
        if let Some(cap) = &self.policy.limits.per_case {
            caps.push(Capped::PerCase(amount(cap.range(&view)?)?));
        }
        // Everyone hit by the same incident is treated alike, whatever they had before.
        let problem = self.policy.document.problems.get(self.complaint.problem);
        let alike = problem.is_some_and(|problem| problem.group_incident.is_some());
        if let Some((cap, used)) = self.policy.limits.per_customer.as_ref().filter(|_| !alike) {
            let cap = cap.range(&view)?;
            let left = cap.minus(scene.range(*used)).ok_or(Overflow)?;
            caps.push(Capped::PerCustomer(amount(cap)?, amount(left)?));
        }
        Ok(caps)
    }
}
