//! Dates by walking: a date is the number of days since 1 January 2000.

/// A year, a month from 1, a day from 1.
type Civil = (i64, i64, i64);

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has.
fn days_of(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn days_of_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

/// The date of a day number.
pub fn date(number: i64) -> Civil {
    let (mut year, mut left) = (2000, number);
    while left < 0 {
        year -= 1;
        left += days_of_year(year);
    }
    while left >= days_of_year(year) {
        left -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while left >= days_of(year, month) {
        left -= days_of(year, month);
        month += 1;
    }
    (year, month, left + 1)
}

/// The day number of a date.
pub fn number((year, month, day): Civil) -> i64 {
    let years: i64 = match year >= 2000 {
        true => (2000..year).map(days_of_year).sum(),
        false => -(year..2000).map(days_of_year).sum::<i64>(),
    };
    let months: i64 = (1..month).map(|month| days_of(year, month)).sum();
    years + months + day - 1
}

/// A date as it is written: `2026-03-01`.
pub fn read(text: &str) -> Option<i64> {
    let mut parts = text.split('-').map(|part| part.parse().ok());
    let date = (parts.next()??, parts.next()??, parts.next()??);
    (text.len() == 10).then(|| number(date))
}

/// A day number as a date is written.
pub fn write(day: i64) -> String {
    let (year, month, day) = date(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The same day so many months later, or earlier; where the month is shorter, its last day.
pub fn months_later(day: i64, months: i64) -> i64 {
    let (mut year, mut month, day) = date(day);
    for _ in 0..months.abs() {
        month += months.signum();
        if month > 12 {
            (year, month) = (year + 1, 1);
        } else if month < 1 {
            (year, month) = (year - 1, 12);
        }
    }
    number((year, month, day.min(days_of(year, month))))
}

/// The day of the week, `mon` to `sun`; 1 January 2000 was a Saturday.
pub fn weekday(day: i64) -> &'static str {
    match day.rem_euclid(7) {
        0 => "sat",
        1 => "sun",
        2 => "mon",
        3 => "tue",
        4 => "wed",
        5 => "thu",
        _ => "fri",
    }
}
