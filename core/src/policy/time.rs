//! Time over ranges: days between dates, deadlines, values that changed by date.
//!
//! Every function of dates here rises with its dates, so the ends of a range give the ends of the
//! result. Where a calendar has no table an end is the earliest, or the latest, that any table could give;
//! where a history has no answer the result is open.

use crate::calendar::{Beyond, Calendar};
use crate::date;
use crate::number::{Exact, Range, Truth};
use crate::packing::pack;
use crate::policy::condition::Condition;
use crate::policy::formula::{Counting, Deadline, Overflow, Roll};
use chrono::NaiveDate;

/// Calendars and histories of a policy, by index.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Calendars.
    pub calendars: Vec<Calendar>,
    /// Histories.
    pub histories: Vec<History>,
}
pack!(struct Tables { calendars, histories });

/// A value that changed by date.
#[derive(Debug, Clone)]
pub struct History {
    /// First day, as a day number, and value of each step, earliest first.
    pub steps: Vec<(Exact, Exact)>,
    /// Last day with an answer.
    pub until: Option<Exact>,
}
pack!(struct History { steps, until });

const OPEN: Range = Range::between(None, None);

/// A date function on an end of a range; open where there is no answer.
fn on_day(end: Option<Exact>, of: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<Exact> {
    end.and_then(date::from_number).and_then(of).map(date::to_number)
}

/// Whole months from one date to another.
pub fn months_between(from: Range, to: Range) -> Option<Range> {
    let months = |from: Option<Exact>, to: Option<Exact>| {
        let (from, to) = (date::from_number(from?)?, date::from_number(to?)?);
        date::months_between(from, to).map(|months| Exact::whole(i64::from(months)))
    };
    Some(Range::between(months(from.high, to.low), months(from.low, to.high)))
}

/// The last day of a span; open beyond the end of time. `holds` says whether a condition does.
pub fn deadline(
    deadline: &Deadline,
    start: Range,
    count: Range,
    tables: &Tables,
    holds: impl FnOnce(&Condition) -> Result<Truth, Overflow>,
) -> Result<Range, Overflow> {
    let count = if deadline.back { Range::point(Exact::ZERO).minus(count) } else { Some(count) };
    let count = count.and_then(|count| count.map(begun)).ok_or(Overflow)?;
    let calendars = &tables.calendars;
    // The more days are worked, the earlier the end of a count forwards and the later that of one backwards.
    let last = |start: Option<Exact>, count: Option<Exact>, early: bool| {
        let count = count.and_then(Exact::to_whole).and_then(|count| i32::try_from(count).ok())?;
        let beyond = Beyond::of(early == (count > 0));
        on_day(start, |start| deadline.span.from(start, count, calendars, beyond))
    };
    let days =
        Range::between(last(start.low, count.low, true), last(start.high, count.high, false));
    let Some(roll) = &deadline.roll else { return Ok(days) };
    let rolled = rolled(roll, days, calendars);
    Ok(match holds(&roll.when)? {
        Truth::True => rolled,
        Truth::False => days,
        Truth::Unknown => days.hull(rolled),
    })
}

/// A begun unit counts, away from zero.
fn begun(count: Exact) -> Option<Exact> {
    if count.is_negative() { Some(count.floor()) } else { count.ceil() }
}

fn rolled(roll: &Roll, days: Range, calendars: &[Calendar]) -> Range {
    let step = if roll.back { -1 } else { 1 };
    let rolled = |end, early: bool| {
        let beyond = Beyond::of(early != roll.back);
        on_day(end, |day| calendars.get(roll.calendar)?.rolled(day, step, beyond))
    };
    Range::between(rolled(days.low, true), rolled(days.high, false))
}

impl Tables {
    /// Days from one date to another, by which days count.
    pub fn days_between(&self, from: Range, to: Range, counting: Counting) -> Option<Range> {
        let before = Range::point(Exact::whole(-1));
        let from = if counting.first { from.plus(before)? } else { from };
        let to = if counting.last { to } else { to.plus(before)? };
        let Some(calendar) = counting.calendar else { return to.minus(from) };
        let calendar = self.calendars.get(calendar)?;
        let days = |from: Option<Exact>, to: Option<Exact>, least: bool| {
            let (from, to) = (date::from_number(from?)?, date::from_number(to?)?);
            let beyond = Beyond::of(least == (to < from));
            let days = calendar.working_days_between(from, to, beyond)?;
            Some(Exact::whole(i64::from(days)))
        };
        Some(Range::between(days(from.high, to.low, true), days(from.low, to.high, false)))
    }

    /// The value of a history on a date; open where it has no answer.
    pub fn value_on(&self, history: usize, date: Range) -> Option<Range> {
        let history = self.histories.get(history)?;
        Some(history.within(date).unwrap_or(OPEN))
    }

    /// The average of a history from one day to the day before another, weighted by days; the value on
    /// the first day when there are none between.
    pub fn average(&self, history: usize, from: Range, to: Range) -> Option<Range> {
        let history = self.histories.get(history)?;
        let last = to.plus(Range::point(Exact::whole(-1)))?.greatest(from);
        let possible = history.within(Range::between(from.low, last.high));
        let (Some(possible), Some(first), Some(end)) = (possible, from.as_point(), to.as_point())
        else {
            return Some(possible.unwrap_or(OPEN));
        };
        if end <= first { Some(possible) } else { history.average(first, end).map(Range::point) }
    }
}

impl History {
    /// From the least to the greatest value over days; `None` where there is no answer for all of them.
    fn within(&self, days: Range) -> Option<Range> {
        let (first, last) = (days.low?, days.high?);
        let answers =
            self.steps.first()?.0 <= first && self.until.is_none_or(|until| last <= until);
        if !answers {
            return None;
        }
        let next = self.steps.iter().skip(1).map(|(day, _)| Some(*day)).chain([None]);
        let holding = self
            .steps
            .iter()
            .zip(next)
            .filter(|((day, _), next)| *day <= last && next.is_none_or(|next| first < next));
        holding.map(|((_, value), _)| Range::point(*value)).reduce(Range::hull)
    }

    /// The average over the days from `first` to the one before `end`, all of which have an answer.
    fn average(&self, first: Exact, end: Exact) -> Option<Exact> {
        let next = self.steps.iter().skip(1).map(|(day, _)| *day).chain([end]);
        let mut sum = Exact::ZERO;
        for ((day, value), next) in self.steps.iter().zip(next) {
            let days = next.min(end).minus((*day).max(first))?;
            if !days.is_negative() {
                sum = sum.plus(value.times(days)?)?;
            }
        }
        sum.times(end.minus(first)?.inverse()?)
    }
}
