//! Calendars: which days are worked, found day by day. Days of years without a table are taken for worked once and for
//! off once, so that every answer lies between the two.

use super::case::{list, text};
use super::civil;
use super::dates::FURTHEST;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The calendars of a policy by id.
pub type Calendars = BTreeMap<String, Calendar>;

/// The working days of some years.
#[derive(Debug)]
pub struct Calendar {
    weekend: BTreeSet<String>,
    holidays: BTreeSet<i64>,
    workdays: BTreeSet<i64>,
    /// First and last day of each year with a table.
    years: Vec<(i64, i64)>,
}

/// The calendars of a policy document.
pub fn read(policy: &Value) -> Calendars {
    let calendars = policy["calendars"].as_object().into_iter().flatten();
    calendars.map(|(id, document)| (id.clone(), Calendar::read(document))).collect()
}

impl Calendar {
    fn read(document: &Value) -> Self {
        let days =
            |field| list(document, field).filter_map(|day| civil::read(day.as_str()?)).collect();
        let weekend = list(document, "weekend").filter_map(|day| day.as_str().map(str::to_owned));
        let years = list(document, "years").filter_map(Value::as_i64);
        Self {
            weekend: weekend.collect(),
            holidays: days("holidays"),
            workdays: days("workdays"),
            years: years.map(|y| (civil::number((y, 1, 1)), civil::number((y, 12, 31)))).collect(),
        }
    }

    /// Whether a day is worked, when the days without a table are all worked, or none of them.
    fn is_worked(&self, day: i64, beyond: bool) -> bool {
        if !self.years.iter().any(|(first, last)| (first..=last).contains(&&day)) {
            return beyond;
        }
        let off = self.weekend.contains(civil::weekday(day)) || self.holidays.contains(&day);
        self.workdays.contains(&day) || !off
    }

    /// Whether no day from this one on, in a direction, can be worked any more.
    fn is_over(&self, day: i64, step: i64, beyond: bool) -> bool {
        let ahead =
            |(first, last): &(i64, i64)| if step < 0 { *first <= day } else { *last >= day };
        !beyond && !self.years.iter().any(ahead)
    }

    /// The last of so many working days after a day, or before it when there are fewer than none.
    pub fn working_days_on(&self, day: i64, count: i64, beyond: bool) -> Option<i64> {
        let (mut day, mut left) = (day, count.abs());
        while left > 0 {
            day += count.signum();
            if self.is_over(day, count.signum(), beyond) || day.abs() > FURTHEST {
                return None;
            }
            left -= i64::from(self.is_worked(day, beyond));
        }
        Some(day)
    }

    /// The next working day from a day on, itself included; the one before with `step` -1.
    pub fn rolled(&self, day: i64, step: i64, beyond: bool) -> Option<i64> {
        let mut day = day;
        while !self.is_worked(day, beyond) {
            day += step;
            if self.is_over(day, step, beyond) {
                return None;
            }
        }
        Some(day)
    }

    /// How many days are worked after one day up to and including another; negative when that lies before.
    pub fn worked_between(&self, from: i64, to: i64, beyond: bool) -> i64 {
        let (first, last) = (from.min(to) + 1, from.max(to));
        let worked = (first..=last).filter(|day| self.is_worked(*day, beyond)).count();
        let worked = i64::try_from(worked).unwrap_or(i64::MAX);
        if to < from { -worked } else { worked }
    }
}

/// A calendar that a part of a formula names.
pub fn named<'c>(calendars: &'c Calendars, object: &Value) -> Option<&'c Calendar> {
    calendars.get(text(object, "calendar"))
}
