//! Goodwill in parts: some of one remedy, the rest another way.

use super::{Component, Desk};
use crate::document::complaint::ChoiceMadeDocument;
use crate::number::{Exact, Range};
use crate::policy::Offer;
use crate::policy::formula::Overflow;

impl Desk<'_> {
    /// How much of an option's goodwill the customer takes another way, in percent.
    pub(super) fn split_chosen(&self, option: usize) -> Option<u32> {
        let Some(ChoiceMadeDocument::Split(split)) = &self.complaint.choice else { return None };
        let document = self.policy.document.options.get(option)?;
        (document.id == split.option && split.percent <= 100).then_some(split.percent)
    }

    /// What a remedy of an option comes to another way, within the caps; none unless both are due.
    pub(super) fn other_way(
        &self,
        option: &Offer,
        listed: &[Component],
    ) -> Result<Option<(usize, Component)>, Overflow> {
        let Some((of, into)) = option.split else { return Ok(None) };
        let there = listed.iter().any(|component| component.remedy == of && component.certain);
        let Some(whole) = self.component(into).filter(|into| there && into.certain) else {
            return Ok(None);
        };
        let swapped = listed.iter().map(|c| if c.remedy == of { whole.clone() } else { c.clone() });
        let mut capped: Vec<Component> = swapped.collect();
        self.cap(&mut capped, self.caps()?)?;
        Ok(capped.into_iter().find(|c| c.remedy == into).map(|whole| (of, whole)))
    }

    /// The remedies with a part of one taken another way, each part rounded.
    pub(super) fn in_parts(
        &self,
        listed: Vec<Component>,
        other_way: Option<&(usize, Component)>,
        percent: u32,
    ) -> Result<Vec<Component>, Overflow> {
        let Some((of, whole)) = other_way else { return Ok(listed) };
        let mut parts = Vec::with_capacity(listed.len().saturating_add(1));
        for component in listed {
            if component.remedy == *of {
                parts.push(self.part(whole, percent)?);
                parts.push(self.part(&component, 100_u32.saturating_sub(percent))?);
            } else {
                parts.push(component);
            }
        }
        Ok(parts)
    }

    fn part(&self, whole: &Component, percent: u32) -> Result<Component, Overflow> {
        let share = Range::point(Exact::ratio(percent.into(), 100).ok_or(Overflow)?);
        let part = |range: Option<Range>| {
            let range = range.map(|range| self.policy.round(range.times(share).ok_or(Overflow)?));
            range.transpose()
        };
        Ok(Component { amount: part(whole.amount)?, value: part(whole.value)?, ..whole.clone() })
    }
}
