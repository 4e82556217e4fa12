//! Histories: values that change by date.

use super::case::{list, text};
use super::civil;
use super::dates::{day, days};
use super::formulas::Scope;
use super::fraction::{Fraction, whole};
use super::range::Range;
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

    /// The primitive `average`: over no day at all the value on the first.
    pub fn average(&self, inner: &Value) -> Option<Range> {
        let history = self.history(inner)?;
        let (from, to) = (self.value(&inner["from"]), self.value(&inner["to"]));
        let (earliest, latest) = days(&from)?;
        let end = day(to.high.as_ref()?)?;
        let on: Option<Vec<Fraction>> =
            (earliest..=latest.max(end - 1)).map(|day| history.on(day)).collect();
        let values = on?;
        if from.known().is_some() && to.known().is_some() {
            let count = whole(values.len().try_into().ok()?);
            return Some(Range::point(values.iter().sum::<Fraction>() / count));
        }
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
}
