//! Civil dates without a clock or a zone: ISO 8601 in, ISO 8601 out, and as day numbers.

use crate::number::{Exact, put_digits};
use chrono::{Datelike, Days, Months, NaiveDate};

/// Reads `2026-03-01`; nothing else is a date here.
///
/// ```
/// assert!(amends_core::date::read("2026-02-28").is_some());
/// assert!(amends_core::date::read("2026-02-30").is_none());
/// assert!(amends_core::date::read("2026-2-3").is_none());
/// ```
pub fn read(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str, width: usize| {
        let digits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(
        i32::try_from(number(year, 4)?).ok()?,
        number(month, 2)?,
        number(day, 2)?,
    )
}

/// Writes `2026-03-01`.
pub fn write(date: NaiveDate) -> String {
    let mut text = String::with_capacity(10);
    if date.year() < 0 {
        text.push('-');
    }
    put_digits(&mut text, date.year().unsigned_abs().into(), if date.year() < 0 { 1 } else { 4 });
    for part in [date.month(), date.day()] {
        text.push('-');
        put_digits(&mut text, part.into(), 2);
    }
    text
}

/// The date as a number of days, for comparisons and differences.
pub fn to_number(date: NaiveDate) -> Exact {
    Exact::whole(i64::from(date.num_days_from_ce()))
}

/// The date of a day number; `None` outside the calendar.
pub fn from_number(number: Exact) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number.to_whole()?).ok()?)
}

/// `days` later, earlier when negative; `None` beyond the end of the calendar.
pub fn plus_days(date: NaiveDate, days: i32) -> Option<NaiveDate> {
    let count = Days::new(u64::from(days.unsigned_abs()));
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}

/// `months` later, earlier when negative; a day the month does not have becomes its last: 31 August
/// + 6 months = 28 February.
pub fn plus_months(date: NaiveDate, months: i32) -> Option<NaiveDate> {
    let count = Months::new(months.unsigned_abs());
    if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) }
}

/// Whole months from one day to another: as many as can be added to the first without passing the
/// second; negative when the second is earlier.
///
/// ```
/// use amends_core::date::{months_between, read};
/// let months = |from, to| months_between(read(from).unwrap(), read(to).unwrap());
/// assert_eq!(months("2026-01-31", "2026-02-28"), Some(1));
/// assert_eq!(months("2026-01-31", "2026-02-27"), Some(0));
/// assert_eq!(months("2026-03-01", "2026-02-28"), Some(-1));
/// ```
pub fn months_between(from: NaiveDate, to: NaiveDate) -> Option<i32> {
    let index =
        |day: NaiveDate| day.year().checked_mul(12)?.checked_add(i32::try_from(day.month0()).ok()?);
    let months = index(to)?.checked_sub(index(from)?)?;
    if plus_months(from, months)? > to { months.checked_sub(1) } else { Some(months) }
}
