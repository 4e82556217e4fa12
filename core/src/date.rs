//! Civil dates without a clock or a zone: ISO 8601 in, ISO 8601 out, and as day numbers.

use crate::number::Exact;
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
    let padded = |number: u32| if number < 10 { format!("0{number}") } else { number.to_string() };
    format!("{:04}-{}-{}", date.year(), padded(date.month()), padded(date.day()))
}

/// The date as a number of days, for comparisons and differences.
pub fn to_number(date: NaiveDate) -> Exact {
    Exact::whole(i64::from(date.num_days_from_ce()))
}

/// The date of a day number; `None` outside the calendar.
pub fn from_number(number: Exact) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number.to_whole()?).ok()?)
}

/// `days` later; `None` beyond the end of the calendar.
pub fn plus_days(date: NaiveDate, days: u32) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(u64::from(days)))
}

/// `months` later; a day the month does not have becomes its last: 31 August + 6 months = 28 February.
pub fn plus_months(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(months))
}
