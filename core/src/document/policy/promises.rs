//! Commitments, calendars, routes and notices as they are written: who does what by when.

use super::*;

document! {
    /// A named deadline: what, who, by when, what follows if missed.
    pub struct CommitmentDocument {
        /// Stable id.
        pub id: String,
        /// Kind of act.
        pub what: CommitmentKind,
        /// The act as the customer reads it.
        pub title: Text,
        /// Role that owns it.
        pub by: String,
        /// By when, counted from the day the complaint is received (day 0).
        pub within: DeadlineDocument,
        /// What follows if it is missed.
        pub if_missed: Text,
        /// Part of every case, or only of cases whose chosen remedies or approval need it.
        pub applies: Applies,
        /// Problems it is for; empty means all.
        #[serde(rename = "for", default, skip_serializing_if = "Vec::is_empty")]
        pub for_problems: Vec<String>,
        /// Holds when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// Clause or internal standard.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// Kind of act promised.
    pub enum CommitmentKind {
        /// Say that the complaint has arrived.
        Acknowledge,
        /// Say how it stands.
        Update,
        /// Decide.
        Decide,
        /// Pay, refund or credit.
        Pay,
        /// Deliver a product, voucher or service.
        Deliver,
        /// Write or call.
        Contact,
        /// Put a record or statement right.
        Correct,
        /// Change what caused it.
        Improve,
        /// Ask whether it is mended.
        FollowUp,
    }
}

document! {
    /// When a commitment is part of a case.
    pub enum Applies {
        /// Always.
        EveryCase,
        /// Only with a remedy or an approval that names it.
        WithRemedy,
    }
}

document! {
    /// A deadline, counted from a day that is day 0.
    pub choice DeadlineDocument {
        /// Calendar days.
        CalendarDays(u32),
        /// Working days of a named calendar.
        WorkingDays(WorkingDaysDocument),
        /// Hours; as a date, every begun day counts.
        Hours(u32),
        /// Weeks.
        Weeks(u32),
        /// Months; the 31st becomes the last day of a shorter month.
        Months(u32),
    }
}

document! {
    /// A number of working days in a calendar.
    pub struct WorkingDaysDocument {
        /// How many.
        pub days: u32,
        /// Calendar id.
        pub calendar: String,
    }
}

document! {
    /// A calendar of working days, for stated years only: a date outside is a fault, not a guess.
    pub struct CalendarDocument {
        /// Days of the week off.
        pub weekend: Vec<Weekday>,
        /// Days off, ISO 8601.
        pub holidays: Vec<String>,
        /// Days of the weekend that are worked (make-up workdays), ISO 8601.
        #[serde(default)]
        pub workdays: Vec<String>,
        /// Years the lists are complete for.
        pub years: Vec<i32>,
        /// Where the lists were published.
        pub source: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        Mon,
        /// Tuesday.
        Tue,
        /// Wednesday.
        Wed,
        /// Thursday.
        Thu,
        /// Friday.
        Fri,
        /// Saturday.
        Sat,
        /// Sunday.
        Sun,
    }
}

document! {
    /// A way to a human, to escalation, to an ombudsman.
    pub struct RouteDocument {
        /// Stable id.
        pub id: String,
        /// Kind of way.
        pub kind: RouteKind,
        /// Name the customer reads.
        pub title: Text,
        /// How to use it.
        pub detail: Text,
        /// A `tel:`, `mailto:` or `https:` address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub link: Option<String>,
        /// Open after; none means now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<DeadlineDocument>,
    }
}

document! {
    /// Kind of way out of the form.
    pub enum RouteKind {
        /// A person at the institution, now.
        Human,
        /// The next level of the institution.
        Escalation,
        /// An independent body.
        Ombudsman,
    }
}

document! {
    /// What every quote says.
    pub struct NoticesDocument {
        /// That figures are computed, and how to have a person look.
        pub automated_decision: Text,
        /// What happens to the data.
        pub privacy: Text,
    }
}
