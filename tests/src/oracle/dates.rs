//! Formulas that read or give dates.

use super::calendars::{Calendar, named};
use super::case::text;
use super::civil;
use super::formulas::Scope;
use super::fraction::{Fraction, whole};
use super::range::{ANY, Range, Truth};
use num_traits::{Signed, ToPrimitive};
use serde_json::Value;

/// The furthest day anybody asks for: further ones have no answer.
pub const FURTHEST: i64 = 3_000_000;

/// The day, or the count of days, that a number says.
pub fn day(number: &Fraction) -> Option<i64> {
    number.to_integer().to_i64().filter(|day| day.abs() < FURTHEST)
}

/// Both ends as days.
pub fn days(range: &Range) -> Option<(i64, i64)> {
    let (low, high) = range.ends()?;
    Some((day(low)?, day(high)?))
}

impl Scope<'_> {
    /// The primitives that are about dates.
    pub fn dates(&self, name: &str, inner: &Value) -> Range {
        let found = match name {
            "days_between" => self.days_between(inner),
            "months_between" => self.months_between(inner),
            "deadline" => self.deadline(inner),
            "value_on" => self.value_on(inner),
            "average" => self.average(inner),
            _ => None,
        };
        found.unwrap_or(ANY)
    }

    fn days_between(&self, inner: &Value) -> Option<Range> {
        let (from, to) = (self.value(&inner["from"]), self.value(&inner["to"]));
        let from = if inner["first"] == "in" { from.minus(&Range::whole(1)) } else { from };
        let to = if inner["last"] == "out" { to.minus(&Range::whole(1)) } else { to };
        if inner.get("calendar").is_none() {
            return Some(to.minus(&from));
        }
        let calendar = named(self.case.calendars, inner)?;
        let count = |from: &Option<Fraction>, to: &Option<Fraction>| {
            let (from, to) = (day(from.as_ref()?)?, day(to.as_ref()?)?);
            let [off, worked] = [false, true].map(|b| whole(calendar.worked_between(from, to, b)));
            Some((off.clone().min(worked.clone()), off.max(worked)))
        };
        let low = count(&from.high, &to.low).map(|(least, _)| least);
        Some(Range { low, high: count(&from.low, &to.high).map(|(_, most)| most) })
    }

    fn months_between(&self, inner: &Value) -> Option<Range> {
        let (from, to) = (self.value(&inner["from"]), self.value(&inner["to"]));
        let count = |from: &Option<Fraction>, to: &Option<Fraction>| {
            Some(whole(months(day(from.as_ref()?)?, day(to.as_ref()?)?)))
        };
        Some(Range { low: count(&from.high, &to.low), high: count(&from.low, &to.high) })
    }

    fn deadline(&self, inner: &Value) -> Option<Range> {
        let (start, step) = match inner.get("before") {
            Some(before) => (before, -1),
            None => (&inner["after"], 1),
        };
        let last = self.span(&self.value(start), &inner["within"], step)?;
        let Some(roll) = inner.get("roll") else { return Some(last) };
        let rolls = roll.get("when").map_or(Truth::Yes, |when| self.holds(when));
        let rolled = || {
            self.case.reach("roll");
            let calendar = named(self.case.calendars, roll)?;
            let step = if text(roll, "to") == "previous" { -1 } else { 1 };
            let moved = |end: &Option<Fraction>| {
                let day = day(end.as_ref()?)?;
                let [off, worked] = [false, true].map(|b| calendar.rolled(day, step, b));
                Some(between(off, worked, step))
            };
            let low = moved(&last.low).and_then(|(low, _)| low);
            Some(Range { low, high: moved(&last.high).and_then(|(_, high)| high) })
        };
        match rolls {
            Truth::Yes => rolled(),
            Truth::No => Some(last),
            Truth::Open => Some(last.hull(&rolled()?)),
        }
    }

    /// The last day of a span that begins after a day, or ends before it with `step` -1.
    pub fn span(&self, start: &Range, span: &Value, step: i64) -> Option<Range> {
        let (unit, inner) = span.as_object()?.iter().next()?;
        self.case.reach(unit);
        let number = if unit == "working_days" { &inner["days"] } else { inner };
        // 24 hours are a day.
        let count = self.value(number);
        let count = match unit.as_str() {
            "hours" => count.map(|hours| begun(&(hours / whole(24)))),
            _ => count.map(begun),
        };
        let count = if step < 0 { count.negative() } else { count };
        let in_days = |each: i64| Some(start.plus(&count.times(&Range::whole(each))));
        match unit.as_str() {
            "calendar_days" | "hours" => in_days(1),
            "weeks" => in_days(7),
            "months" => Some(ends(start, &count, |day, n| Some(civil::months_later(day, n)))),
            "years" => Some(ends(start, &count, |day, n| Some(civil::months_later(day, 12 * n)))),
            _ => Some(working(named(self.case.calendars, inner)?, start, &count)),
        }
    }
}

/// A fraction counts as a begun one, away from zero.
fn begun(count: &Fraction) -> Fraction {
    if count.is_negative() { count.floor() } else { count.ceil() }
}

/// From the last day of the shortest span from the earliest start to that of the longest from the latest.
fn ends(start: &Range, count: &Range, last: impl Fn(i64, i64) -> Option<i64>) -> Range {
    let end = |start: &Option<Fraction>, count: &Option<Fraction>| {
        last(day(start.as_ref()?)?, day(count.as_ref()?)?).map(whole)
    };
    Range { low: end(&start.low, &count.low), high: end(&start.high, &count.high) }
}

/// A span of working days: each end as early, or as late, as any table could make it.
fn working(calendar: &Calendar, start: &Range, count: &Range) -> Range {
    let end = |start: &Option<Fraction>, count: &Option<Fraction>| {
        let (start, count) = (day(start.as_ref()?)?, day(count.as_ref()?)?);
        let [off, worked] = [false, true].map(|b| calendar.working_days_on(start, count, b));
        Some(between(off, worked, count))
    };
    let low = end(&start.low, &count.low).and_then(|(low, _)| low);
    Range { low, high: end(&start.high, &count.high).and_then(|(_, high)| high) }
}

/// The first and the last of the day when days without a table are off and when they are worked; there may be none any
/// more in the direction of the count.
fn between(
    off: Option<i64>,
    worked: Option<i64>,
    count: i64,
) -> (Option<Fraction>, Option<Fraction>) {
    let (off, worked) = (off.map(whole), worked.map(whole));
    if count < 0 { (off, worked) } else { (worked, off) }
}

/// Whole months from one day to another: the most that can be added to the first without passing the second.
fn months(from: i64, to: i64) -> i64 {
    let mut count = 0;
    while civil::months_later(from, count) > to {
        count -= 1;
    }
    while civil::months_later(from, count + 1) <= to {
        count += 1;
    }
    count
}
