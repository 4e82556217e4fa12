//! Working days by published tables, and spans of time in all their units.
//!
//! A calendar speaks for stated years only; outside them the answer is none, never a guess.

use crate::date;
use crate::packing::pack;
use chrono::{Datelike, NaiveDate, Weekday};

/// A calendar of working days.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    weekend: Vec<Weekday>,
    holidays: Vec<NaiveDate>,
    workdays: Vec<NaiveDate>,
    years: Vec<i32>,
}
pack!(struct Calendar { weekend, holidays, workdays, years });

impl Calendar {
    /// From its tables: days of the week off, days off, worked days of the weekend, complete years.
    pub fn new(
        weekend: Vec<Weekday>,
        holidays: impl IntoIterator<Item = NaiveDate>,
        workdays: impl IntoIterator<Item = NaiveDate>,
        years: impl IntoIterator<Item = i32>,
    ) -> Self {
        let sorted = |mut days: Vec<NaiveDate>| {
            days.sort_unstable();
            days
        };
        Self {
            weekend,
            holidays: sorted(holidays.into_iter().collect()),
            workdays: sorted(workdays.into_iter().collect()),
            years: years.into_iter().collect(),
        }
    }

    /// Whether a day is worked; `None` outside the calendar's years.
    pub fn is_worked(&self, day: NaiveDate) -> Option<bool> {
        let listed = |days: &[NaiveDate]| days.binary_search(&day).is_ok();
        self.years.contains(&day.year()).then(|| {
            listed(&self.workdays)
                || !(self.weekend.contains(&day.weekday()) || listed(&self.holidays))
        })
    }

    /// The `count`-th working day after `from` (day 0), or before it when `count` is negative; `None`
    /// when the way leaves the calendar's years.
    ///
    /// ```
    /// use amends_core::{calendar::Calendar, date};
    /// use chrono::Weekday::{Sat, Sun};
    /// let calendar = Calendar::new(vec![Sat, Sun], [], [], [2026]);
    /// let friday = date::read("2026-11-20").unwrap();
    /// assert_eq!(calendar.working_days_from(friday, 1), date::read("2026-11-23"));
    /// assert_eq!(calendar.working_days_from(friday, -5), date::read("2026-11-13"));
    /// ```
    pub fn working_days_from(&self, from: NaiveDate, count: i32) -> Option<NaiveDate> {
        let step = count.signum();
        let (mut day, mut left) = (from, count.unsigned_abs());
        while left > 0 {
            day = date::plus_days(day, step)?;
            if self.is_worked(day)? {
                left = left.checked_sub(1)?;
            }
        }
        Some(day)
    }

    /// How many working days lie after `from` up to and including `to`, negative when `to` is earlier;
    /// `None` when the way leaves the calendar's years.
    ///
    /// ```
    /// use amends_core::{calendar::Calendar, date};
    /// use chrono::Weekday::{Sat, Sun};
    /// let calendar = Calendar::new(vec![Sat, Sun], [], [], [2026]);
    /// let (friday, monday) = (date::read("2026-11-20").unwrap(), date::read("2026-11-23").unwrap());
    /// assert_eq!(calendar.working_days_between(friday, monday), Some(1));
    /// assert_eq!(calendar.working_days_between(monday, friday), Some(-1));
    /// ```
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Option<i32> {
        let (mut day, last) = (from.min(to), from.max(to));
        let mut count = 0_i32;
        while day < last {
            day = date::plus_days(day, 1)?;
            count = count.checked_add(i32::from(self.is_worked(day)?))?;
        }
        if to < from { count.checked_neg() } else { Some(count) }
    }

    /// The day itself when it is worked, else the nearest worked one after it (`step` 1) or before it
    /// (`step` -1); `None` when the way leaves the calendar's years.
    pub fn rolled(&self, from: NaiveDate, step: i32) -> Option<NaiveDate> {
        let mut day = from;
        while !self.is_worked(day)? {
            day = date::plus_days(day, step)?;
        }
        Some(day)
    }
}

/// The unit of a span of time, counted from a day that is day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Calendar days.
    CalendarDays,
    /// Working days of the calendar with this index in the policy.
    WorkingDays(usize),
    /// Hours; as a date, every begun day counts.
    Hours,
    /// Weeks.
    Weeks,
    /// Months, clamped to the last day of a shorter month.
    Months,
    /// Years, clamped as months are.
    Years,
}
pack!(
    enum Span {
        CalendarDays,
        WorkingDays(calendar),
        Hours,
        Weeks,
        Months,
        Years,
    }
);

impl Span {
    /// The day `count` units after `from`, before it when negative; `None` beyond the end of time or of
    /// the calendar.
    pub fn from(self, from: NaiveDate, count: i32, calendars: &[Calendar]) -> Option<NaiveDate> {
        match self {
            Self::CalendarDays => date::plus_days(from, count),
            Self::WorkingDays(calendar) => calendars.get(calendar)?.working_days_from(from, count),
            Self::Hours => {
                let days = i32::try_from(count.unsigned_abs().div_ceil(24)).ok()?;
                date::plus_days(from, days.checked_mul(count.signum())?)
            }
            Self::Weeks => date::plus_days(from, count.checked_mul(7)?),
            Self::Months => date::plus_months(from, count),
            Self::Years => date::plus_months(from, count.checked_mul(12)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday::{Sat, Sun};

    fn day(text: &str) -> NaiveDate {
        date::read(text).unwrap()
    }

    /// National Day 2026 in China: 1 to 7 October off, Sunday 20 September and Saturday 10 October worked.
    fn national_day() -> Calendar {
        let holidays = (1..=7).map(|d| NaiveDate::from_ymd_opt(2026, 10, d).unwrap());
        Calendar::new(vec![Sat, Sun], holidays, [day("2026-10-10"), day("2026-09-20")], [2026])
    }

    #[test]
    fn make_up_workdays_count() {
        // Wednesday 30 September: 8 and 9 October are worked, Saturday 10 October too.
        let calendar = national_day();
        assert_eq!(calendar.working_days_from(day("2026-09-30"), 3), Some(day("2026-10-10")));
        assert_eq!(calendar.working_days_from(day("2026-10-10"), -3), Some(day("2026-09-30")));
        assert_eq!(calendar.working_days_between(day("2026-09-30"), day("2026-10-11")), Some(3));
    }

    #[test]
    fn a_day_off_rolls_to_a_worked_one() {
        let calendar = national_day();
        assert_eq!(calendar.rolled(day("2026-10-03"), 1), Some(day("2026-10-08")));
        assert_eq!(calendar.rolled(day("2026-10-03"), -1), Some(day("2026-09-30")));
        assert_eq!(calendar.rolled(day("2026-10-10"), 1), Some(day("2026-10-10")));
    }

    #[test]
    fn outside_its_years_it_does_not_guess() {
        let calendar = national_day();
        assert_eq!(calendar.working_days_from(day("2026-12-31"), 1), None);
        assert_eq!(calendar.working_days_between(day("2026-12-30"), day("2027-01-02")), None);
        assert_eq!(calendar.rolled(day("2027-01-02"), 1), None);
        assert_eq!(calendar.is_worked(day("2025-10-01")), None);
    }

    #[test]
    fn months_clamp_and_hours_count_begun_days() {
        let after = |span: Span, from, count| span.from(day(from), count, &[]);
        assert_eq!(after(Span::Months, "2026-08-31", 6), Some(day("2027-02-28")));
        assert_eq!(after(Span::Months, "2026-03-31", -1), Some(day("2026-02-28")));
        assert_eq!(after(Span::Years, "2024-02-29", 1), Some(day("2025-02-28")));
        assert_eq!(after(Span::Hours, "2026-11-23", 48), Some(day("2026-11-25")));
        assert_eq!(after(Span::Hours, "2026-11-23", 25), Some(day("2026-11-25")));
        assert_eq!(after(Span::Hours, "2026-11-23", -25), Some(day("2026-11-21")));
        assert_eq!(after(Span::Weeks, "2026-01-05", 8), Some(day("2026-03-02")));
        assert_eq!(after(Span::CalendarDays, "2026-03-01", -1), Some(day("2026-02-28")));
    }
}
