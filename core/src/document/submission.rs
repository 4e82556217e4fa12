//! What the form sends and what the intake answers: submission, verdict and receipt.

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
        /// The key under which the files of the complaint were uploaded: made as `key` is, but another one, so that it
        /// stays the same when a refused submission is sent again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub upload_key: Option<String>,
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
        /// The secret with which the customer follows the case; it is told here and nowhere else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub token: Option<String>,
        /// Address of the page on which the customer follows the case; it holds the secret.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub page: Option<String>,
    }
}
