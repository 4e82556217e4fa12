//! The vocabulary as it is written: what rules may speak of, and who supplies it.

use super::*;

document! {
    /// One word of the vocabulary.
    pub struct FactDocument {
        /// Kind of value.
        #[serde(rename = "type")]
        pub kind: FactKind,
        /// Name of the fact as a customer reads it.
        pub label: Text,
        /// Help beside the field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hint: Option<Text>,
        /// Unit of a `number`, for example `"km"`; customers read it beside the field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unit: Option<String>,
        /// The fact is a list of such values.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub list: Option<ListDocument>,
        /// Smallest value allowed, a literal; numbers and amounts begin at zero unless this says otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_least: Option<String>,
        /// Largest value allowed, a literal; `"today"` keeps a date out of the future.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<String>,
        /// The values of a `choice`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub choices: Vec<ChoiceDocument>,
        /// Who may supply it; empty exactly when it is derived.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub supplied_by: Vec<Supplier>,
        /// Formula of a derived number, amount or date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub formula: Option<FormulaDocument>,
        /// Condition of a derived yes/no fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub condition: Option<ConditionDocument>,
        /// Rules of a derived choice: the first that holds decides; the last one has no `when`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub cases: Vec<CaseDocument>,
        /// Value that holds when no question asks for the fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub default: Option<Scalar>,
        /// Whether customers are told what another value would have brought; by default of numbers and dates
        /// that the portal may know, too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub what_if: Option<bool>,
        /// Never kept in drafts.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub sensitive: bool,
    }
}

document! {
    /// A fact that is a list.
    pub struct ListDocument {
        /// Most values it can have.
        pub at_most: u32,
    }
}

document! {
    /// Kind of value of a fact.
    pub enum FactKind {
        /// An amount in the policy's currency: `"120.50"`.
        Money,
        /// A number with an optional unit.
        Number,
        /// A percentage.
        Percent,
        /// A duration in minutes.
        Minutes,
        /// A number of days.
        Days,
        /// A calendar date, ISO 8601.
        Date,
        /// One of a closed list.
        Choice,
        /// True or false.
        YesNo,
        /// Words; rules cannot read them.
        Text,
    }
}

document! {
    /// One rule of a derived choice.
    pub struct CaseDocument {
        /// Holds when; none means always.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// Id of the choice.
        pub is: String,
    }
}

document! {
    /// One value of a choice.
    pub struct ChoiceDocument {
        /// Stable id.
        pub id: String,
        /// What the customer reads.
        pub label: Text,
    }
}

document! {
    /// Who may supply a fact.
    pub enum Supplier {
        /// The customer, who is asked.
        Customer,
        /// The portal that embeds the form; what it supplies is never asked.
        Portal,
    }
}
