//! The primitives of time as they are written: spans, deadlines, days between, histories.

use super::{ConditionDocument, FormulaDocument};
use crate::document::readable::document;

document! {
    /// Days from one date to another.
    pub struct DaysBetweenDocument {
        /// First day.
        pub from: FormulaDocument,
        /// Last day.
        pub to: FormulaDocument,
        /// Whether the first day counts; out when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub first: Option<Edge>,
        /// Whether the last day counts; in when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last: Option<Edge>,
        /// Calendar whose working days alone count; all days when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub calendar: Option<String>,
    }
}

document! {
    /// Whether an end counts.
    pub enum Edge {
        /// It counts.
        In,
        /// It does not.
        Out,
    }
}

document! {
    /// Two dates.
    pub struct BetweenDatesDocument {
        /// The first.
        pub from: FormulaDocument,
        /// The last.
        pub to: FormulaDocument,
    }
}

document! {
    /// The last day of a span: exactly one of `after` and `before` says where it begins.
    pub struct DeadlineDocument {
        /// Day 0; the span runs forward.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<FormulaDocument>,
        /// Day 0; the span runs backward.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub before: Option<FormulaDocument>,
        /// How long.
        pub within: SpanDocument,
        /// Where a last day off goes; nowhere when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub roll: Option<RollDocument>,
    }
}

document! {
    /// A span of time, counted from a day that is day 0. The numbers are formulas.
    pub choice SpanDocument {
        /// Calendar days.
        CalendarDays(FormulaDocument),
        /// Working days of a named calendar.
        WorkingDays(WorkingDaysDocument),
        /// Hours; as a date, every begun day counts.
        Hours(FormulaDocument),
        /// Weeks.
        Weeks(FormulaDocument),
        /// Months; the 31st becomes the last day of a shorter month.
        Months(FormulaDocument),
        /// Years; 29 February becomes the 28th.
        Years(FormulaDocument),
    }
}

document! {
    /// A number of working days in a calendar.
    pub struct WorkingDaysDocument {
        /// How many.
        pub days: FormulaDocument,
        /// Calendar id.
        pub calendar: String,
    }
}

document! {
    /// A last day that is not worked moves to one that is.
    pub struct RollDocument {
        /// Calendar id.
        pub calendar: String,
        /// Only when this holds; always when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// To the next working day, or to the one before.
        #[serde(default)]
        pub to: RollTo,
    }
}

document! {
    /// Where a last day off moves.
    #[derive(Default)]
    pub enum RollTo {
        /// To the next working day.
        #[default]
        Next,
        /// To the working day before.
        Previous,
    }
}

document! {
    /// The value of a history on a day.
    pub struct ValueOnDocument {
        /// History id.
        pub history: String,
        /// The day.
        pub date: FormulaDocument,
    }
}

document! {
    /// The average of a history over days, weighted by the days each value held.
    pub struct AverageDocument {
        /// History id.
        pub history: String,
        /// First day; it counts.
        pub from: FormulaDocument,
        /// Last day; it does not count.
        pub to: FormulaDocument,
    }
}
