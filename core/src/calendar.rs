//! Working days by published tables, and deadlines in all their units.
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
        Self {
            weekend,
            holidays: holidays.into_iter().collect(),
            workdays: workdays.into_iter().collect(),
            years: years.into_iter().collect(),
        }
    }

    /// Whether a day is worked; `None` outside the calendar's years.
    pub fn is_worked(&self, day: NaiveDate) -> Option<bool> {
        self.years.contains(&day.year()).then(|| {
            self.workdays.contains(&day)
                || !(self.weekend.contains(&day.weekday()) || self.holidays.contains(&day))
        })
    }

    /// The `count`-th working day after `from` (day 0); `None` when the way leaves the calendar's years.
    ///
    /// ```
    /// use amends_core::{calendar::Calendar, date};
    /// use chrono::Weekday::{Sat, Sun};
    /// let calendar = Calendar::new(vec![Sat, Sun], [], [], [2026]);
    /// let friday = date::read("2026-11-20").unwrap();
    /// assert_eq!(calendar.working_days_after(friday, 1), date::read("2026-11-23"));
    /// ```
    pub fn working_days_after(&self, from: NaiveDate, count: u32) -> Option<NaiveDate> {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            day = date::plus_days(day, 1)?;
            if self.is_worked(day)? {
                left = left.checked_sub(1)?;
            }
        }
        Some(day)
    }
}

/// A deadline counted from a day that is day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// Calendar days.
    CalendarDays(u32),
    /// Working days of the calendar with this index in the policy.
    WorkingDays(u32, usize),
    /// Hours; as a date, every begun day counts.
    Hours(u32),
    /// Weeks.
    Weeks(u32),
    /// Months, clamped to the last day of a shorter month.
    Months(u32),
}
pack!(
    enum Deadline {
        CalendarDays(n),
        WorkingDays(n, calendar),
        Hours(n),
        Weeks(n),
        Months(n),
    }
);

impl Deadline {
    /// The last day; `None` when a calendar does not reach that far.
    pub fn after(self, from: NaiveDate, calendars: &[Calendar]) -> Option<NaiveDate> {
        match self {
            Self::CalendarDays(days) => date::plus_days(from, days),
            Self::WorkingDays(days, calendar) => {
                calendars.get(calendar)?.working_days_after(from, days)
            }
            Self::Hours(hours) => date::plus_days(from, hours.div_ceil(24)),
            Self::Weeks(weeks) => date::plus_days(from, weeks.checked_mul(7)?),
            Self::Months(months) => date::plus_months(from, months),
        }
    }

    /// The hours, when it is in hours.
    pub fn hours(self) -> Option<u32> {
        match self {
            Self::Hours(hours) => Some(hours),
            Self::CalendarDays(_) | Self::WorkingDays(..) | Self::Weeks(_) | Self::Months(_) => {
                None
            }
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
        Calendar::new(vec![Sat, Sun], holidays, [day("2026-09-20"), day("2026-10-10")], [2026])
    }

    #[test]
    fn make_up_workdays_count() {
        // Wednesday 30 September: 8 and 9 October are worked, Saturday 10 October too.
        assert_eq!(
            national_day().working_days_after(day("2026-09-30"), 3),
            Some(day("2026-10-10"))
        );
    }

    #[test]
    fn outside_its_years_it_does_not_guess() {
        assert_eq!(national_day().working_days_after(day("2026-12-31"), 1), None);
        assert_eq!(national_day().is_worked(day("2025-10-01")), None);
    }

    #[test]
    fn months_clamp_and_hours_count_begun_days() {
        assert_eq!(Deadline::Months(6).after(day("2026-08-31"), &[]), Some(day("2027-02-28")));
        assert_eq!(Deadline::Hours(48).after(day("2026-11-23"), &[]), Some(day("2026-11-25")));
        assert_eq!(Deadline::Hours(25).after(day("2026-11-23"), &[]), Some(day("2026-11-25")));
        assert_eq!(Deadline::Weeks(8).after(day("2026-01-05"), &[]), Some(day("2026-03-02")));
    }
}
