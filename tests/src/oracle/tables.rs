//! Histories: values that change by date.

use super::case::{list, text};
use super::civil;
use super::dates::days;
use super::formulas::Scope;
use super::fraction::{Fraction, whole};
use super::range::Range;
use num_traits::Zero;
use serde_json::Value;

impl Scope<'_> {
    /// The primitive `value_on`; none where some day that it could be has no answer.
    pub fn value_on(&self, inner: &Value) -> Option<Range> {
        let history = self.history(inner)?;
        let (first, last) = days(&self.value(&inner["date"]))?;
        let values: Option<Vec<Fraction>> = (first..=last).map(|day| history.on(day)).collect();
        let values = values?;
        Some(Range::from_to(values.iter().min()?.clone(), values.iter().max()?.clone()))
    }

    /// The primitive `average`.
    pub fn average(&self, inner: &Value) -> Option<Range> {
        let history = self.history(inner)?;
        let (from, to) = (self.value(&inner["from"]), self.value(&inner["to"]));
        if let (Some(first), Some(last)) = (from.known(), to.known()) {
            let (first, last) = (super::dates::day(first)?, super::dates::day(last)?);
            return history.average(first, last).map(Range::point);
        }
        let (earliest, latest) = days(&from.hull(&to))?;
        let values: Option<Vec<Fraction>> =
            (earliest..=latest).map(|day| history.on(day)).collect();
        let values = values?;
        Some(Range::from_to(values.iter().min()?.clone(), values.iter().max()?.clone()))
    }

    fn history(&self, inner: &Value) -> Option<History> {
        let document = self.case.policy["histories"].get(text(inner, "history"))?;
        let steps = list(document, "steps").filter_map(|step| {
            Some((civil::read(text(step, "from"))?, self.case.literal(&step["value"])?))
        });
        Some(History { steps: steps.collect(), until: civil::read(text(document, "until")) })
    }
}

/// A value that changes by date.
struct History {
    /// Each from its day on.
    steps: Vec<(i64, Fraction)>,
    until: Option<i64>,
}

impl History {
    /// The value in force on a day.
    fn on(&self, day: i64) -> Option<Fraction> {
        if self.until.is_some_and(|until| day > until) {
            return None;
        }
        let begun = self.steps.iter().filter(|(from, _)| *from <= day);
        begun.max_by_key(|(from, _)| *from).map(|(_, value)| value.clone())
    }

    /// The average over the days between two, the earlier in, the later out.
    fn average(&self, first: i64, last: i64) -> Option<Fraction> {
        let (first, last) = (first.min(last), first.max(last));
        if first == last {
            return self.on(first);
        }
        let mut sum = Fraction::zero();
        for day in first..last {
            sum += self.on(day)?;
        }
        Some(sum / whole(last - first))
    }
}
