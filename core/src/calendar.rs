//! Working days by published tables, and spans of time in all their units.
//!
//! A calendar speaks for stated years only; outside them the answer is none, never a guess. What every table that may
//! still be published would give lies between two answers: that with all those days worked, that with none.

use crate::date;
use crate::packing::{Pack, Packer, Unpacker, pack};
use chrono::{Datelike, NaiveDate, Weekday};

/// What days are taken to be that no table speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// Worked, all of them.
    Worked,
    /// Off, all of them.
    Off,
}

impl Beyond {
    /// Worked or off.
    pub fn of(worked: bool) -> Self {
        if worked { Self::Worked } else { Self::Off }
    }
}

/// A calendar of working days.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    weekend: Vec<Weekday>,
    holidays: Vec<NaiveDate>,
    workdays: Vec<NaiveDate>,
    years: Vec<i32>,
    /// Of each year a bit for each day: whether it is worked.
    worked: Vec<[u64; 6]>,
}

impl Pack for Calendar {
    fn pack(&self, to: &mut Packer<'_>) {
        self.weekend.pack(to);
        self.holidays.pack(to);
        self.workdays.pack(to);
        self.years.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let (weekend, holidays) = (Pack::unpack(from), <Vec<NaiveDate>>::unpack(from));
        Self::new(weekend, holidays, <Vec<NaiveDate>>::unpack(from), <Vec<i32>>::unpack(from))
    }
}

impl Calendar {
    /// From its tables: days of the week off, days off, worked days of the weekend, complete years.
    pub fn new(
        weekend: Vec<Weekday>,
        holidays: impl IntoIterator<Item = NaiveDate>,
        workdays: impl IntoIterator<Item = NaiveDate>,
        years: impl IntoIterator<Item = i32>,
    ) -> Self {
        let (holidays, workdays): (Vec<_>, Vec<_>) =
            (holidays.into_iter().collect(), workdays.into_iter().collect());
        let years: Vec<i32> = years.into_iter().collect();
        let mut calendar = Self { weekend, holidays, workdays, years, worked: Vec::new() };
        calendar.worked = calendar.years.iter().map(|year| calendar.days_worked(*year)).collect();
        calendar
    }

    fn days_worked(&self, year: i32) -> [u64; 6] {
        let mut worked = [0_u64; 6];
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let days = first.into_iter().flat_map(|day| day.iter_days());
        for day in days.take_while(|day| day.year() == year) {
            let off = self.weekend.contains(&day.weekday()) || self.holidays.contains(&day);
            let (word, bit) = place(day);
            if let Some(word) = worked.get_mut(word)
                && (!off || self.workdays.contains(&day))
            {
                *word |= bit;
            }
        }
        worked
    }

    /// Whether a day is worked; `None` outside the calendar's years.
    pub fn is_worked(&self, day: NaiveDate) -> Option<bool> {
        let year = self.years.iter().position(|year| *year == day.year())?;
        let (word, bit) = place(day);
        self.worked.get(year)?.get(word).map(|word| word & bit != 0)
    }

    /// The `count`-th working day after `from` (day 0), or before it when `count` is negative, with the days of years
    /// without a table `beyond`; `None` where there are no more.
    ///
    /// ```
    /// use amends_core::{calendar::{Beyond, Calendar}, date};
    /// use chrono::Weekday::{Sat, Sun};
    /// let calendar = Calendar::new(vec![Sat, Sun], [], [], [2026]);
    /// let friday = date::read("2026-11-20").unwrap();
    /// let after = |count| calendar.working_days_from(friday, count, Beyond::Off);
    /// assert_eq!(after(1), date::read("2026-11-23"));
    /// assert_eq!(after(-5), date::read("2026-11-13"));
    /// ```
    pub fn working_days_from(
        &self,
        from: NaiveDate,
        count: i32,
        beyond: Beyond,
    ) -> Option<NaiveDate> {
        let step = count.signum();
        let (mut day, mut left) = (from, count.unsigned_abs());
        while left > 0 {
            day = date::plus_days(day, step)?;
            match self.is_worked(day) {
                Some(worked) => left = left.checked_sub(u32::from(worked))?,
                None => {
                    let (end, worked) = self.rest_of_year(day, step, beyond)?;
                    if worked >= left {
                        let more = i32::try_from(left).ok()?.checked_sub(1)?;
                        return date::plus_days(day, more.checked_mul(step)?);
                    }
                    (day, left) = (end, left.checked_sub(worked)?);
                }
            }
        }
        Some(day)
    }

    /// How many working days lie after `from` up to and including `to`, negative when `to` is earlier, with the days of
    /// years without a table `beyond`.
    ///
    /// ```
    /// use amends_core::{calendar::{Beyond, Calendar}, date};
    /// use chrono::Weekday::{Sat, Sun};
    /// let calendar = Calendar::new(vec![Sat, Sun], [], [], [2026]);
    /// let (friday, monday) = (date::read("2026-11-20").unwrap(), date::read("2026-11-23").unwrap());
    /// assert_eq!(calendar.working_days_between(friday, monday, Beyond::Off), Some(1));
    /// assert_eq!(calendar.working_days_between(monday, friday, Beyond::Off), Some(-1));
    /// ```
    pub fn working_days_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        beyond: Beyond,
    ) -> Option<i32> {
        let (mut day, last) = (from.min(to), from.max(to));
        let mut count = 0_i32;
        while day < last {
            day = date::plus_days(day, 1)?;
            let worked = match self.is_worked(day) {
                Some(worked) => i32::from(worked),
                None => {
                    let first = day;
                    day = last_of_year(day, 1)?.min(last);
                    if beyond == Beyond::Worked { days_of(first, day)? } else { 0 }
                }
            };
            count = count.checked_add(worked)?;
        }
        if to < from { count.checked_neg() } else { Some(count) }
    }

    /// The day itself when it is worked, else the nearest worked one after it (`step` 1) or before it
    /// (`step` -1), with the days of years without a table `beyond`; `None` where there are no more.
    pub fn rolled(&self, from: NaiveDate, step: i32, beyond: Beyond) -> Option<NaiveDate> {
        let mut day = from;
        loop {
            match self.is_worked(day) {
                Some(true) => return Some(day),
                Some(false) => {}
                None => match self.rest_of_year(day, step, beyond)? {
                    (end, 0) => day = end,
                    _ => return Some(day),
                },
            }
            day = date::plus_days(day, step)?;
        }
    }

    /// The last day, in a direction, of a year without a table and how many days up to it are worked; none where no
    /// year with a table comes any more that could have a working day.
    fn rest_of_year(&self, day: NaiveDate, step: i32, beyond: Beyond) -> Option<(NaiveDate, u32)> {
        let end = last_of_year(day, step)?;
        let ahead = |year: &i32| if step < 0 { *year < day.year() } else { *year > day.year() };
        match beyond {
            Beyond::Worked => Some((end, u32::try_from(days_of(day, end)?).ok()?)),
            Beyond::Off => self.years.iter().any(ahead).then_some((end, 0)),
        }
    }
}

/// Where a day stands among those of its year: the word and the bit in it.
fn place(day: NaiveDate) -> (usize, u64) {
    let day = day.ordinal0();
    (usize::try_from(day / 64).unwrap_or_default(), 1_u64.wrapping_shl(day))
}

/// The last day of a year, in a direction.
fn last_of_year(day: NaiveDate, step: i32) -> Option<NaiveDate> {
    let (month, last) = if step < 0 { (1, 1) } else { (12, 31) };
    NaiveDate::from_ymd_opt(day.year(), month, last)
}

/// Days from one to another, both included.
fn days_of(one: NaiveDate, other: NaiveDate) -> Option<i32> {
    i32::try_from(other.signed_duration_since(one).num_days().abs()).ok()?.checked_add(1)
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
    /// The day `count` units after `from`, before it when negative; `None` beyond the end of time or, where the days of
    /// years without a table are off, of the calendar.
    pub fn from(
        self,
        from: NaiveDate,
        count: i32,
        calendars: &[Calendar],
        beyond: Beyond,
    ) -> Option<NaiveDate> {
        match self {
            Self::CalendarDays => date::plus_days(from, count),
            Self::WorkingDays(calendar) => {
                calendars.get(calendar)?.working_days_from(from, count, beyond)
            }
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
    use super::Beyond::{Off, Worked};
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
        for beyond in [Worked, Off] {
            let after = |from, count| calendar.working_days_from(day(from), count, beyond);
            assert_eq!(after("2026-09-30", 3), Some(day("2026-10-10")));
            assert_eq!(after("2026-10-10", -3), Some(day("2026-09-30")));
            let (from, to) = (day("2026-09-30"), day("2026-10-11"));
            assert_eq!(calendar.working_days_between(from, to, beyond), Some(3));
        }
    }

    #[test]
    fn a_day_off_rolls_to_a_worked_one() {
        let calendar = national_day();
        for beyond in [Worked, Off] {
            let rolled = |from, step| calendar.rolled(day(from), step, beyond);
            assert_eq!(rolled("2026-10-03", 1), Some(day("2026-10-08")));
            assert_eq!(rolled("2026-10-03", -1), Some(day("2026-09-30")));
            assert_eq!(rolled("2026-10-10", 1), Some(day("2026-10-10")));
        }
    }

    #[test]
    fn years_without_a_table_leave_all_that_may_be_between_two_answers() {
        // Tables of 2026 and 2028, weekends off. Wednesday 30 December 2026: only the 31st is left of its year.
        let calendar = Calendar::new(vec![Sat, Sun], [], [], [2026, 2028]);
        let after = |from, count, beyond| calendar.working_days_from(day(from), count, beyond);
        assert_eq!(after("2026-12-30", 1, Off), Some(day("2026-12-31")));
        assert_eq!(after("2026-12-30", 3, Worked), Some(day("2027-01-02")));
        // All of 2027 off: Monday 3 and Tuesday 4 January 2028 follow.
        assert_eq!(after("2026-12-30", 3, Off), Some(day("2028-01-04")));
        // 365 days of 2027 worked, the 31st before them, Monday 3 January after them.
        assert_eq!(after("2026-12-30", 367, Worked), Some(day("2028-01-03")));
        assert_eq!(after("2028-01-03", -1, Worked), Some(day("2027-12-31")));
        assert_eq!(after("2028-01-03", -1, Off), Some(day("2026-12-31")));
        assert_eq!(after("2025-06-01", -1, Off), None);
        assert_eq!(after("2028-12-29", 1, Off), None);
        assert_eq!(after("2028-12-29", 1, Worked), Some(day("2029-01-01")));
        let between = |from, to, beyond| calendar.working_days_between(day(from), day(to), beyond);
        assert_eq!(between("2026-12-30", "2027-01-10", Off), Some(1));
        assert_eq!(between("2026-12-30", "2027-01-10", Worked), Some(11));
        assert_eq!(between("2028-01-03", "2026-12-30", Worked), Some(-367));
        let rolled = |from, step, beyond| calendar.rolled(day(from), step, beyond);
        assert_eq!(rolled("2027-05-01", 1, Worked), Some(day("2027-05-01")));
        assert_eq!(rolled("2027-05-01", 1, Off), Some(day("2028-01-03")));
        assert_eq!(rolled("2027-05-01", -1, Off), Some(day("2026-12-31")));
        assert_eq!(rolled("2025-05-01", -1, Off), None);
        assert_eq!(calendar.is_worked(day("2027-10-01")), None);
    }

    #[test]
    fn months_clamp_and_hours_count_begun_days() {
        let after = |span: Span, from, count| span.from(day(from), count, &[], Off);
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
