//! The only place of the service that asks for the date.

use chrono::{FixedOffset, NaiveDate, Utc};

/// China has one time and no summer time: eight hours ahead of UTC.
const PORTAL_SECONDS_EAST: i32 = 8 * 60 * 60;

/// Tells the portal's civil date.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed: Option<NaiveDate>,
}

impl Clock {
    /// A clock that always tells the same day, for rehearsals and tests.
    pub fn fixed(day: NaiveDate) -> Self {
        Self { fixed: Some(day) }
    }

    /// The date in the portal's jurisdiction (Asia/Shanghai) now.
    pub fn today(&self) -> NaiveDate {
        self.fixed.unwrap_or_else(|| match FixedOffset::east_opt(PORTAL_SECONDS_EAST) {
            Some(portal) => Utc::now().with_timezone(&portal).date_naive(),
            None => Utc::now().date_naive(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_tells_its_day_and_the_portal_is_never_behind_utc() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(Clock::fixed(day).today(), day);
        let ahead = Clock::default().today().signed_duration_since(Utc::now().date_naive());
        assert!((0..=1).contains(&ahead.num_days()));
    }
}
