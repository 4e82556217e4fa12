//! What the form sends and what the intake answers: submission, verdict, receipt and follow-up.

use super::complaint::ComplaintDocument;
use super::quote::{CommitmentMadeDocument, QuoteDocument};
use super::readable::document;

document! {
    /// A submission: the complaint with its choice, and the quote the customer saw.
    pub struct SubmissionDocument {
        /// Idempotency key: 16 to 64 letters, digits and hyphens, the same on every retry.
        pub key: String,
        /// The complaint, with the choice.
        pub complaint: ComplaintDocument,
        /// The quote as the customer saw it; it names the policy by digest.
        pub quote: QuoteDocument,
    }
}

document! {
    /// The verdict on a submission.
    pub struct VerdictDocument {
        /// True when every figure, date and word is what the policy gives.
        pub same: bool,
        /// Every difference.
        pub differences: Vec<DifferenceFound>,
    }
}

document! {
    /// One difference between the claimed and the computed quote.
    pub struct DifferenceFound {
        /// Where, a JSON Pointer (RFC 6901) into the quote.
        pub at: String,
        /// What the submission claims; none when it says nothing there.
        pub claimed: Option<String>,
        /// What the policy gives; none when it gives nothing there.
        pub computed: Option<String>,
    }
}

document! {
    /// What the customer gets for a stored submission.
    pub struct ReceiptDocument {
        /// Reference to quote in any contact.
        pub reference: String,
        /// Day it was received, ISO 8601.
        pub received: String,
        /// Policy digest.
        pub policy: String,
        /// Id of the option chosen; none when something else was asked for.
        pub option: Option<String>,
        /// Promised, with dates and owners.
        pub commitments: Vec<CommitmentMadeDocument>,
    }
}

document! {
    /// Something that happened to a case after it was received.
    pub struct FollowUpEventDocument {
        /// The day, ISO 8601.
        pub on: String,
        /// What happened.
        pub what: FollowUpEvent,
        /// Commitment that was done, for `commitment_done`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub commitment: Option<String>,
        /// Words, for the customer and the handler.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub words: String,
    }
}

document! {
    /// Kinds of follow-up event.
    pub enum FollowUpEvent {
        /// A promise was kept.
        CommitmentDone,
        /// The customer accepted the outcome.
        Accepted,
        /// The customer declined the outcome.
        Declined,
        /// The customer withdrew the complaint.
        Withdrawn,
        /// The case was opened again.
        Reopened,
    }
}

document! {
    /// How a case stands on a day.
    pub struct StatusDocument {
        /// Reference.
        pub reference: String,
        /// State.
        pub state: CaseState,
        /// Every promise with its state.
        pub commitments: Vec<CommitmentStatus>,
    }
}

document! {
    /// States of a case.
    pub enum CaseState {
        /// Promises are open.
        Open,
        /// A promise is overdue.
        Overdue,
        /// All promises are kept; the customer has not answered yet.
        Fulfilled,
        /// The customer accepted the outcome.
        Accepted,
        /// The customer declined; the escalation routes are open.
        Declined,
        /// The customer withdrew.
        Withdrawn,
    }
}

document! {
    /// How a promise stands.
    pub struct CommitmentStatus {
        /// The promise.
        pub commitment: CommitmentMadeDocument,
        /// Its state.
        pub state: PromiseState,
        /// Day it was kept, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub done: Option<String>,
    }
}

document! {
    /// States of a promise.
    pub enum PromiseState {
        /// Not due yet.
        Due,
        /// Its day has passed.
        Overdue,
        /// Kept.
        Done,
    }
}
