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
        let (first, last) = days(&self.value(&inner["date"]))?;
        self.history(inner)?.held(first, last).map(|held| span(&held))
    }

    /// The primitive `average`: over no day at all the value on the first.
    pub fn average(&self, inner: &Value) -> Option<Range> {
        let (from, to) = (self.value(&inner["from"]), self.value(&inner["to"]));
        let (earliest, latest) = days(&from)?;
        let last = latest.max(day(to.high.as_ref()?)? - 1);
        let held = self.history(inner)?.held(earliest, last)?;
        if from.known().is_none() || to.known().is_none() {
            return Some(span(&held));
        }
        let sum: Fraction = held.iter().map(|(value, days)| value * whole(*days)).sum();
        Some(Range::point(sum / whole(last - earliest + 1)))
    }

    fn history(&self, inner: &Value) -> Option<History> {
        let document = self.case.policy["histories"].get(text(inner, "history"))?;
        let steps = list(document, "steps").filter_map(|step| {
            Some((civil::read(text(step, "from"))?, self.case.literal(&step["value"])?))
        });
        Some(History { steps: steps.collect(), until: civil::read(text(document, "until")) })
    }
}

/// From the least to the greatest value that was held.
fn span(held: &[(Fraction, i64)]) -> Range {
    Range::hull_of(held.iter().map(|(value, _)| Range::point(value.clone())))
}

/// A value that changes by date.
struct History {
    /// Each from its day on.
    steps: Vec<(i64, Fraction)>,
    until: Option<i64>,
}

impl History {
    /// The step in force on a day.
    fn on(&self, day: i64) -> Option<usize> {
        let begun = self.steps.iter().enumerate().filter(|(_, (from, _))| *from <= day);
        let latest = begun.max_by_key(|(_, (from, _))| *from).map(|(step, _)| step);
        latest.filter(|_| self.until.is_none_or(|until| day <= until))
    }

    /// The values in force from one day to another, and on how many days; none where some day has no answer.
    fn held(&self, first: i64, last: i64) -> Option<Vec<(Fraction, i64)>> {
        let mut held: Vec<i64> = vec![0; self.steps.len()];
        for day in first..=last {
            *held.get_mut(self.on(day)?)? += 1;
        }
        let values = self.steps.iter().map(|(_, value)| value.clone()).zip(held);
        Some(values.filter(|(_, days)| *days > 0).collect())
    }
}
