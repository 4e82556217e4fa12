//! What helps to compare and choose: what was asked for, what may be split or given up, who looks at it.

use super::{Named, RangeDocument, document};
use crate::document::policy::EscalationKind;

document! {
    /// What the customer asked for beside what is possible.
    pub struct AskedDocument {
        /// Amount asked for, a decimal in the quote's currency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<String>,
        /// What is possible in money, over all options.
        pub possible: RangeDocument,
        /// Each wish with the options that fulfil it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub wishes: Vec<WishMadeDocument>,
        /// The two side by side, in words.
        pub says: String,
    }
}

document! {
    /// A wish and what fulfils it.
    pub struct WishMadeDocument {
        /// Wish id.
        pub id: String,
        /// Name.
        pub title: String,
        /// Options that fulfil it, by id; none means a person has to decide.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub options: Vec<String>,
    }
}

document! {
    /// Money owed that is given up.
    pub struct GivenUpDocument {
        /// Remedy id.
        pub remedy: String,
        /// Name.
        pub title: String,
        /// How much.
        pub amount: RangeDocument,
    }
}

document! {
    /// What may be taken in part another way.
    pub struct SplitOfferedDocument {
        /// The remedy in the option.
        pub of: Named,
        /// The remedy that takes the place of a part of it.
        pub into: Named,
        /// What all of it comes to the other way.
        pub amount: RangeDocument,
    }
}

document! {
    /// Why a case is handled with more care.
    pub struct EscalatedDocument {
        /// What it is.
        pub kind: EscalationKind,
        /// The reason.
        pub because: String,
        /// Who looks at it, when nothing settles at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<Named>,
        /// By when, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due: Option<String>,
        /// Clause or internal standard.
        pub cites: String,
    }
}
