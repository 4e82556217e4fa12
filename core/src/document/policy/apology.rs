//! The apology as it is written: sentences by element, forbidden phrases, senders, letters, text messages.

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
        /// Holds when this customer has had an apology in the period already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub repeated: Option<ConditionDocument>,
        /// How a letter begins and ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub letter: Option<LetterDocument>,
        /// Text messages; the first that fits the case, whose facts are all known and which is short
        /// enough is sent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub text_messages: Vec<TextMessageDocument>,
    }
}

document! {
    /// What an apology may admit in this jurisdiction.
    pub enum Admission {
        /// Responsibility may be stated.
        Full,
        /// What happened and why is told, whose fault it is is not: sentences of the element
        /// `responsibility` are left out.
        Explanation,
        /// Regret only: sentences written for `ours` or `shared` responsibility are left out, too.
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
        /// What is done to put it right: the promises of the remedies. A sentence of the policy, which
        /// needs a commitment, is said when no remedy is promised.
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
        /// The commitment that backs what the sentence promises; needed for `change` and `repair`. The
        /// sentence is said only in cases that have the commitment.
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
        /// Signs only for a customer who has had an apology already.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub repeated: bool,
        /// Role.
        pub role: String,
    }
}

document! {
    /// How a letter begins and ends.
    pub struct LetterDocument {
        /// How the customer is addressed; the first whose facts are all known.
        pub salutations: Vec<Text>,
        /// The line before who signs.
        pub closing: Text,
    }
}

document! {
    /// An apology as a text message.
    pub struct TextMessageDocument {
        /// Problems; empty means all.
        #[serde(rename = "for", default, skip_serializing_if = "Vec::is_empty")]
        pub for_problems: Vec<String>,
        /// Responsibilities; empty means all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub responsibility: Vec<Responsibility>,
        /// Fits when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// The words; `{repair}`, which every message has, `{acknowledgement}`, `{responsibility}`,
        /// `{explanation}` and `{regret}` are the sentences of the case; `{fact}`, `{problem}` and
        /// `{institution}` are filled in as elsewhere.
        pub text: Text,
    }
}
