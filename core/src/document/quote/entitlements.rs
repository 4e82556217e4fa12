//! What is owed, remedy by remedy: whether, how much, in which parts, borne by whom, and why not.

use super::{Basis, CitedReason, Due, RangeDocument, TraceDocument, document};

document! {
    /// Whether and how much one remedy is due.
    pub struct EntitlementDocument {
        /// Remedy id.
        pub remedy: String,
        /// Name.
        pub title: String,
        /// Owed or goodwill.
        pub basis: Basis,
        /// Whether it is due; due with nothing to pay is due.
        pub applies: Due,
        /// Why it is not due.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub because: Vec<CitedReason>,
        /// What it comes to, where it has an amount and may be due.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<RangeDocument>,
        /// The amount in its named parts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub parts: Vec<PartMadeDocument>,
        /// Who bears how much of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub borne_by: Vec<ShareDocument>,
        /// Named values behind it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub figures: Vec<FigureMadeDocument>,
        /// Clause or internal standard.
        pub cites: String,
        /// How the amount came about, when it is not in parts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub trace: Option<TraceDocument>,
    }
}

document! {
    /// A named part of an amount.
    pub struct PartMadeDocument {
        /// Part id.
        pub id: String,
        /// Name.
        pub title: String,
        /// What it comes to.
        pub amount: RangeDocument,
        /// Whether it is taken away from the others.
        pub deducted: bool,
        /// Clause or internal standard.
        pub cites: String,
        /// How it came about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub trace: Option<TraceDocument>,
    }
}

document! {
    /// What one party bears of an amount.
    pub struct ShareDocument {
        /// Party id.
        pub id: String,
        /// Name.
        pub title: String,
        /// Its share.
        pub amount: RangeDocument,
    }
}

document! {
    /// A named value.
    pub struct FigureMadeDocument {
        /// Figure id.
        pub id: String,
        /// Name.
        pub title: String,
        /// The value with its unit, as the customer reads it.
        pub value: String,
        /// Least: a decimal, an amount in the quote's currency or an ISO 8601 date; none when open.
        pub low: Option<String>,
        /// Most; none when open.
        pub high: Option<String>,
        /// False while a missing fact decides whether there is such a value at all.
        pub certain: bool,
        /// Clause or internal standard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cites: Option<String>,
        /// How it came about.
        pub trace: TraceDocument,
    }
}

document! {
    /// A deadline a case does not have.
    pub struct NotPromisedDocument {
        /// Commitment id.
        pub id: String,
        /// The act.
        pub title: String,
        /// Why not.
        pub because: Vec<CitedReason>,
    }
}
