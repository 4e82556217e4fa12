//! Calendars: which days are worked, found day by day.

use super::case::{list, text};
use super::civil;
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
    years: BTreeSet<i64>,
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
        Self {
            weekend: weekend.collect(),
            holidays: days("holidays"),
            workdays: days("workdays"),
            years: list(document, "years").filter_map(Value::as_i64).collect(),
        }
    }

    /// Whether a day is worked; no answer outside the years.
    pub fn is_worked(&self, day: i64) -> Option<bool> {
        let (year, ..) = civil::date(day);
        let off = self.weekend.contains(civil::weekday(day)) || self.holidays.contains(&day);
        self.years.contains(&year).then(|| self.workdays.contains(&day) || !off)
    }

    /// The last of so many working days after a day, or before it when there are fewer than none.
    pub fn working_days_on(&self, day: i64, count: i64) -> Option<i64> {
        let (mut day, mut left) = (day, count.abs());
        while left > 0 {
            day += count.signum();
            left -= i64::from(self.is_worked(day)?);
        }
        Some(day)
    }

    /// The next working day from a day on, itself included; the one before with `step` -1.
    pub fn rolled(&self, day: i64, step: i64) -> Option<i64> {
        let mut day = day;
        while !self.is_worked(day)? {
            day += step;
        }
        Some(day)
    }

    /// How many days are worked after one day up to and including another; negative when that lies before.
    pub fn worked_between(&self, from: i64, to: i64) -> Option<i64> {
        let (first, last) = (from.min(to) + 1, from.max(to));
        let mut count = 0;
        for day in first..=last {
            count += i64::from(self.is_worked(day)?);
        }
        Some(if to < from { -count } else { count })
    }

    /// Whether every day from one to another has an answer.
    pub fn knows(&self, from: i64, to: i64) -> bool {
        let (first, ..) = civil::date(from);
        let (last, ..) = civil::date(to);
        (first..=last).all(|year| self.years.contains(&year))
    }
}

/// A calendar that a part of a formula names.
pub fn named<'c>(calendars: &'c Calendars, object: &Value) -> Option<&'c Calendar> {
    calendars.get(text(object, "calendar"))
}
