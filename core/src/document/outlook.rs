//! The outlook document: which answer narrows a quote most, and what other facts would change in it.

use super::formula::Scalar;
use super::quote::RangeDocument;
use super::readable::document;

document! {
    /// What the next answer, and another value of a fact, would change.
    pub struct OutlookDocument {
        /// The question whose answer narrows most; none when no answer would.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next_question: Option<NextQuestionDocument>,
        /// The nearest change of one fact for whatever is not offered, not due or not reached.
        pub changes: Vec<ChangeDocument>,
    }
}

document! {
    /// The question whose answer narrows most.
    pub struct NextQuestionDocument {
        /// Fact id.
        pub fact: String,
        /// The sentence that says it, in the quote's language.
        pub says: String,
        /// How much is open now.
        pub now: OpenDocument,
        /// The most that may still be open after any of the answers looked at.
        pub worst: OpenDocument,
        /// What `width` is after them on average, a decimal in the quote's currency.
        pub average_width: String,
    }
}

document! {
    /// How much of a case missing facts leave open.
    pub struct OpenDocument {
        /// Amounts of options and remedies without an upper end.
        pub unbounded: u32,
        /// The sum of what lies between the ends of all other amounts, a decimal in the quote's currency.
        pub width: String,
        /// Options and remedies that may or may not be there.
        pub unclear: u32,
    }
}

document! {
    /// A change of one fact, and what it would bring.
    pub struct ChangeDocument {
        /// What it would bring.
        pub brings: Brought,
        /// Id of the option or remedy.
        pub id: String,
        /// Its name.
        pub title: String,
        /// Fact id.
        pub fact: String,
        /// The nearest value of the fact that brings it, as a complaint writes it.
        pub value: Scalar,
        /// What the remedy, or everything in the option, would then come to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<RangeDocument>,
        /// The sentence that says it, in the quote's language.
        pub says: String,
    }
}

document! {
    /// What a change of one fact would bring.
    pub enum Brought {
        /// An option that is not offered would be.
        OptionOffered,
        /// What is given freely in an option would be more.
        OptionHigher,
        /// A remedy that is not due would be.
        RemedyDue,
        /// A remedy that is owed would come to more.
        RemedyHigher,
    }
}
