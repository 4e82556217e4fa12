//! An option as it is told: its components with their reasons and traces, caps, who approves, by when.

use super::Desk;
use crate::commitments::{Unpromised, due};
use crate::comparison::{given_up, split_offered};
use crate::date;
use crate::document::policy::LossKind;
use crate::document::quote::{
    CitedReason, ComponentDocument, OfferDocument, SettlementDocument, TraceDocument,
};
use crate::due::DueDate;
use crate::entitlements::parts_trace;
use crate::evaluation::of_remedy;
use crate::language::Phrase;
use crate::options::{Capped, Component, Fit, Offered};
use crate::policy::Remedy;

impl Desk<'_> {
    /// Every option.
    pub(super) fn options(
        &self,
        recommended: Option<&Offered>,
    ) -> Result<Vec<OfferDocument>, Unpromised> {
        let mut made: Vec<OfferDocument> = Vec::with_capacity(self.offers.offered.len());
        for offered in &self.offers.offered {
            made.push(self.option(offered, recommended, &made)?);
        }
        Ok(made)
    }

    /// An option. What it has in common with those made before it, such as all that is owed, is said once.
    pub(super) fn option(
        &self,
        offered: &Offered,
        recommended: Option<&Offered>,
        made: &[OfferDocument],
    ) -> Result<OfferDocument, Unpromised> {
        let options = &self.wording.policy.document.options;
        let document = options.get(offered.option).ok_or(Unpromised::Overflow)?;
        let recommended = recommended.is_some_and(|other| other.option == offered.option);
        let mut components = Vec::with_capacity(offered.components.len());
        let said = self.offers.offered.iter().zip(made);
        let said = said.flat_map(|(own, said)| own.components.iter().zip(&said.components));
        for component in &offered.components {
            components.push(match said.clone().find(|(own, _)| *own == component) {
                Some((_, said)) => said.clone(),
                None => self.component(component)?,
            });
        }
        let settlement = self.settlement(offered)?;
        let done_by = self.done_by(&components, &settlement);
        Ok(OfferDocument {
            id: document.id.clone(),
            title: self.wording.raw(&document.title).to_owned(),
            because: self.wording.reason(&document.because, &[]),
            recommended,
            recommended_because: recommended.then(|| self.recommended_because(offered)).flatten(),
            certain: offered.certain,
            total: self.wording.amount(offered.total),
            owed: self.wording.amount(offered.owed),
            value: self.wording.amount(offered.value),
            components,
            in_place_of: given_up(&self.wording, offered),
            splits: split_offered(&self.wording, offered),
            capped: offered.capped.iter().map(|capped| self.capped(*capped)).collect(),
            settlement,
            done_by,
        })
    }

    /// The day by which everything in an option is done, its decision first; none while one of them has
    /// no last day.
    fn done_by(
        &self,
        components: &[ComponentDocument],
        settlement: &SettlementDocument,
    ) -> Option<String> {
        let decided = Some(&settlement.decided_by).filter(|_| !settlement.at_once);
        let days = components.iter().map(|component| &component.due).chain(decided);
        let days: Option<Vec<&String>> = days.map(Option::as_ref).collect();
        let last = days?.into_iter().max().cloned();
        last.or_else(|| Some(date::write(self.wording.complaint.today)))
    }

    fn recommended_because(&self, offered: &Offered) -> Option<String> {
        let problems = &self.wording.policy.document.problems;
        let problem = problems.get(self.wording.complaint.problem)?;
        let phrase = match (offered.fit, problem.loss_kind) {
            (Fit::Preferred, _) => Phrase::PolicyPrefers,
            (Fit::OnTop, _) => Phrase::OnTop,
            (Fit::Other, _) => return None,
            (Fit::LikeForLike(_), _) if !problem.like_for_like.is_empty() => Phrase::PolicyPrefers,
            (Fit::LikeForLike(_), LossKind::Money) => Phrase::LikeMoney,
            (Fit::LikeForLike(_), LossKind::Product) => Phrase::LikeProduct,
            (Fit::LikeForLike(_), LossKind::Service) => Phrase::LikeService,
            (Fit::LikeForLike(_), LossKind::Attention) => Phrase::LikeAttention,
        };
        Some(self.wording.language().say(phrase, &[]))
    }

    fn capped(&self, capped: Capped) -> CitedReason {
        let limits = &self.wording.policy.document.limits;
        let (phrase, values, cites) = match capped {
            Capped::PerCase(cap) => {
                let cites = limits.per_case.as_ref().map(|limit| limit.cites.clone());
                (Phrase::CapPerCase, vec![self.wording.money(cap)], cites)
            }
            Capped::PerCustomer(cap, left) => {
                let limit = limits.per_customer.as_ref();
                let period = limit.map(|limit| self.wording.raw(&limit.period).to_owned());
                let values = vec![
                    self.wording.money(cap),
                    period.unwrap_or_default(),
                    self.wording.money(left),
                ];
                (Phrase::CapPerCustomer, values, limit.map(|limit| limit.cites.clone()))
            }
        };
        let cites = cites.unwrap_or_default();
        let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
        values.push(&cites);
        CitedReason { because: self.wording.language().say(phrase, &values), cites }
    }

    fn settlement(&self, offered: &Offered) -> Result<SettlementDocument, Unpromised> {
        let Some((role, commitment)) = &offered.approver else {
            return Ok(SettlementDocument { at_once: true, approval_by: None, decided_by: None });
        };
        Ok(SettlementDocument {
            at_once: false,
            approval_by: Some(self.wording.role(role)),
            decided_by: due(&self.wording, *commitment)?.map(DueDate::last),
        })
    }

    fn component(&self, component: &Component) -> Result<ComponentDocument, Unpromised> {
        let (wording, policy) = (&self.wording, self.wording.policy);
        let document =
            policy.document.remedies.get(component.remedy).ok_or(Unpromised::Overflow)?;
        let remedy = policy.remedies.get(component.remedy).ok_or(Unpromised::Overflow)?;
        let amount = component.amount.map(|amount| wording.money(amount)).unwrap_or_default();
        let due = due(wording, remedy.commitment)?;
        let day = due.map_or_else(|| "…".to_owned(), |due| wording.date(due.latest));
        let by = wording.role(&document.by);
        let extras = [("amount", amount.as_str()), ("due", &day), ("by", &by.title)];
        // What may not be due has no reason yet: it would be said as a fact.
        let sure = component.certain;
        let because =
            if sure { wording.reason(&document.because, &extras) } else { wording.reason_open() };
        let expires = match &remedy.expires {
            Some(expires) => Some(self.last_day(expires)?),
            None => None,
        };
        Ok(ComponentDocument {
            remedy: document.id.clone(),
            kind: document.kind,
            title: wording.raw(&document.title).to_owned(),
            because,
            basis: document.basis,
            amount: component.amount.map(|amount| self.wording.amount(amount)),
            conditions: document.conditions.as_ref().map(|text| wording.loose(text, &extras)),
            arrives: document.arrives.as_ref().map(|text| wording.loose(text, &extras)),
            expires,
            by,
            commitment: document.commitment.clone(),
            due: due.map(DueDate::last),
            due_from: due.and_then(DueDate::from),
            certain: component.certain,
            cites: document.cites.clone(),
            from: document.from.clone(),
            trace: self.trace(component, remedy)?,
        })
    }

    fn trace(
        &self,
        component: &Component,
        remedy: &Remedy,
    ) -> Result<Option<TraceDocument>, Unpromised> {
        let Some(own) = of_remedy(self.entitlements, component.remedy) else { return Ok(None) };
        if let (false, Some(amount)) = (remedy.parts.is_empty(), own.amount) {
            return Ok(Some(parts_trace(&self.wording, remedy, amount)?));
        }
        Ok(own.traces.last().map(|trace| trace.document(&self.wording)))
    }
}
