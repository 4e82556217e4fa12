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
        /// By when, counted from the day the complaint is received (day 0); this or `due`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub within: Option<SpanDocument>,
        /// By when, a date by formula; this or `within`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due: Option<FormulaDocument>,
        /// What follows if it is missed, as the customer reads it.
        pub if_missed: Text,
        /// What becomes due then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub missed: Option<MissedDocument>,
        /// Part of every case, or only of cases whose chosen remedies or approval need it.
        pub applies: Applies,
        /// Problems it is for; empty means all.
        #[serde(rename = "for", default, skip_serializing_if = "Vec::is_empty")]
        pub for_problems: Vec<String>,
        /// Holds when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// Why there is no such deadline; every reason that holds is told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<NotDueRule>,
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
    /// A value that changed by date: each step holds from its own day until the next.
    pub struct HistoryDocument {
        /// Steps, earliest first; values of one unit.
        pub steps: Vec<HistoryStep>,
        /// Last day the table is known to be right, ISO 8601; none means until it is replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<String>,
        /// Where the values were published.
        pub source: String,
    }
}

document! {
    /// One value of a history.
    pub struct HistoryStep {
        /// First day it holds, ISO 8601.
        pub from: String,
        /// The value, a literal.
        pub value: String,
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
        pub after: Option<SpanDocument>,
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
