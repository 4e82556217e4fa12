//! The apology as it is written: sentences by element, forbidden phrases, senders.

use super::*;

document! {
    /// How the institution apologises.
    pub struct ApologyDocument {
        /// What may be admitted.
        pub admission: Admission,
        /// Sentences by element; the first one of each element that fits the case is used.
        pub elements: Vec<ElementDocument>,
        /// Phrases that must not appear, by language.
        #[serde(default)]
        pub forbidden: Map<Vec<String>>,
        /// Who signs; the first that fits.
        pub senders: Vec<SenderDocument>,
    }
}

document! {
    /// What an apology may admit in this jurisdiction.
    pub enum Admission {
        /// Responsibility may be stated.
        Full,
        /// Regret only: sentences of the element `responsibility` are left out.
        RegretOnly,
    }
}

document! {
    /// The elements of an apology, in the order they are said.
    pub enum Element {
        /// How it must have felt.
        Empathy,
        /// What happened, named.
        Acknowledgement,
        /// Whose fault it is.
        Responsibility,
        /// Why it happened, or what is being checked.
        Explanation,
        /// Being sorry.
        Regret,
        /// What is done to put it right: built from commitments only.
        Repair,
        /// What is changed so that it stays right; needs a commitment.
        Change,
        /// Thanks.
        Thanks,
    }
}

document! {
    /// One sentence of an apology.
    pub struct ElementDocument {
        /// The element it says.
        pub element: Element,
        /// Problems; empty means all.
        #[serde(rename = "for", default, skip_serializing_if = "Vec::is_empty")]
        pub for_problems: Vec<String>,
        /// Responsibilities; empty means all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub responsibility: Vec<Responsibility>,
        /// Severities; empty means all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub severity: Vec<Severity>,
        /// Fits when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// The commitment that backs a promise of change; needed for `change`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub commitment: Option<String>,
        /// The words; `{fact}`, `{problem}`, `{institution}`, `{due}` and `{by}` are filled in.
        pub text: Text,
    }
}

document! {
    /// Who signs an apology.
    pub struct SenderDocument {
        /// Severities; empty means all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub severity: Vec<Severity>,
        /// Role.
        pub role: String,
    }
}
