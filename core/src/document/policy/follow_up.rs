//! What follows after the receipt, as it is written: missed promises, second failures, waiting.

use super::*;

document! {
    /// What becomes due when a promise is missed; at least one of its parts.
    pub struct MissedDocument {
        /// Money on top.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub adds: Option<UpliftDocument>,
        /// Role the case goes to by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub to: Option<String>,
        /// Days that role has, counted from the day missed, a literal: `"1 day"`; none is the same day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub within: Option<String>,
    }
}

document! {
    /// Money that grows while somebody waits.
    pub struct UpliftDocument {
        /// Money for each begun period of days beyond the last day, a literal.
        pub amount: String,
        /// The period in days, a literal: `"7 days"`; none means once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub each: Option<String>,
        /// Most in all, a literal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<String>,
    }
}

document! {
    /// What holds after the receipt.
    pub struct FollowUpDocument {
        /// A case that failed a second time is judged one step more severe, and by a person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub second_failure: Option<SecondFailureDocument>,
        /// What customers read while they wait.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub waiting: Option<WaitingDocument>,
    }
}

document! {
    /// The rule for a second failure in the same case: reopened, or a promise missed.
    pub struct SecondFailureDocument {
        /// Yes/no fact that only the portal supplies; `false` by default.
        pub fact: String,
        /// Why the severity is raised.
        pub because: Text,
        /// Clause or internal standard.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// What customers read while they wait: a reason or an update, never both at once.
    pub struct WaitingDocument {
        /// Days of waiting that most people bear, a literal; none means `"7 days"`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tolerance: Option<String>,
        /// Reasons why it takes time, the first for the problem is given; without one there are updates.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub reasons: Vec<WaitingReasonDocument>,
        /// Money on top for waiting beyond the tolerance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub beyond: Option<UpliftDocument>,
        /// Clause or internal standard.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// A reason why it takes time.
    pub struct WaitingReasonDocument {
        /// Problems it is for; empty means all.
        #[serde(rename = "for", default, skip_serializing_if = "Vec::is_empty")]
        pub for_problems: Vec<String>,
        /// The reason.
        pub text: Text,
    }
}
