//! What is said about an apology: its score and what keeps it from being sent.

use super::policy::Element;
use super::readable::document;

document! {
    /// The review of an apology.
    pub struct ReviewDocument {
        /// Points of the elements it says.
        pub points: u32,
        /// Points of the elements that belong into it in this case.
        pub of: u32,
        /// The elements with their weights.
        pub elements: Vec<WeighedDocument>,
        /// What must be mended before it is sent; empty means that it can be sent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub objections: Vec<ObjectionDocument>,
    }
}

document! {
    /// An element of an apology with its weight.
    pub struct WeighedDocument {
        /// The element.
        pub element: Element,
        /// Its weight.
        pub weight: u32,
        /// Whether it is said.
        pub said: bool,
    }
}

document! {
    /// One thing that keeps an apology from being sent.
    pub struct ObjectionDocument {
        /// The rule.
        pub rule: Rule,
        /// The words objected to, where there are any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub words: Option<String>,
    }
}

document! {
    /// What an apology must be.
    pub enum Rule {
        /// It takes responsibility as far as it is ours, else says what is known and being checked.
        Responsibility,
        /// It says what is done.
        Repair,
        /// It says why.
        Explanation,
        /// It says sorry.
        Regret,
        /// It names something only this case has.
        Specific,
        /// It has no phrase that spoils it.
        Forbidden,
        /// It promises nothing that is no commitment.
        Promise,
        /// A second one carries money, a call or a more senior signature.
        Costly,
    }
}
