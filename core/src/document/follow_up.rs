//! What happens after the receipt: the case as it is kept, events, the survey, and the status on a day.

use super::complaint::ComplaintDocument;
use super::quote::{
    CommitmentMadeDocument, Named, QuoteDocument, RangeDocument, RouteMadeDocument,
};
use super::readable::document;

document! {
    /// A case: all that its status is computed from.
    pub struct CaseDocument {
        /// Reference.
        pub reference: String,
        /// Day it was received, ISO 8601.
        pub received: String,
        /// The complaint with its choice, as it stands.
        pub complaint: ComplaintDocument,
        /// The quote that holds now; earlier ones are kept beside the case.
        pub quote: QuoteDocument,
        /// What is promised now.
        pub promises: Vec<PromiseDocument>,
        /// What happened, in the order it was reported.
        pub events: Vec<FollowUpEventDocument>,
    }
}

document! {
    /// A promise of a case.
    pub struct PromiseDocument {
        /// What is promised.
        pub made: CommitmentMadeDocument,
        /// Events that were reported before it was made: they do not keep it.
        pub since: u32,
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
        /// Remedy it carried out; none means every promise of that commitment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub remedy: Option<String>,
        /// What shows that it was done: a transaction or parcel number, for `commitment_done`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub proof: Option<String>,
        /// Option offered or accepted, for `final_offer` and `accepted`; none means the one chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub option: Option<String>,
        /// Last day of a final offer, or day of the next update, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<String>,
        /// The answers, for `surveyed`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub survey: Option<SurveyDocument>,
        /// Words, for the customer and the handler.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub words: String,
    }
}

document! {
    /// Kinds of follow-up event.
    pub enum FollowUpEvent {
        /// The company kept a promise.
        CommitmentDone,
        /// The company told the customer how it stands.
        Updated,
        /// The company made its final offer.
        FinalOffer,
        /// The customer accepted the outcome.
        Accepted,
        /// The customer declined the outcome.
        Declined,
        /// The customer added facts and was quoted again.
        FactsAdded,
        /// The customer withdrew the complaint.
        Withdrawn,
        /// The customer opened the case again.
        Reopened,
        /// The customer said how it was handled.
        Surveyed,
    }
}

document! {
    /// How satisfied the customer is; every answer may be left out, but not all.
    #[derive(Default)]
    pub struct SurveyDocument {
        /// With how it was handled: 1 not at all, 5 very.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub satisfaction: Option<u32>,
        /// How easy it was: 1 very hard, 5 very easy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub effort: Option<u32>,
        /// Would recommend the company: 0 never, 10 surely.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recommend: Option<u32>,
        /// In the customer's words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub words: String,
    }
}

document! {
    /// How a case stands on a day, in the customer's language.
    pub struct StatusDocument {
        /// Reference.
        pub reference: String,
        /// Day it was received, ISO 8601.
        pub received: String,
        /// The day this holds for, ISO 8601.
        pub today: String,
        /// Language of the words, BCP 47.
        pub language: String,
        /// ISO 4217 code of all amounts.
        pub currency: String,
        /// The problem.
        pub problem: Named,
        /// State.
        pub state: CaseState,
        /// What comes next for the customer.
        pub next_step: NextStepDocument,
        /// The next day on which the customer hears from the company, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next_update: Option<String>,
        /// What to read while waiting.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub waiting: Option<WaitingMessageDocument>,
        /// Every promise with its state, in the order of their days.
        pub commitments: Vec<CommitmentStatus>,
        /// What can be accepted or declined.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub offer: Option<OfferStatusDocument>,
        /// Money due on top for missed promises and long waiting, a decimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub on_top: Option<String>,
        /// True once the case was reopened or a promise was missed.
        pub second_failure: bool,
        /// Ways to a human and further.
        pub routes: Vec<RouteStatus>,
        /// What the customer can do now.
        pub actions: Vec<FollowUpEvent>,
    }
}

document! {
    /// States of a case.
    pub enum CaseState {
        /// Promises are open.
        Open,
        /// A promise is overdue.
        Overdue,
        /// The final offer is made; the customer has not answered yet.
        Offered,
        /// All promises are kept; the customer has not answered yet.
        Fulfilled,
        /// The customer accepted the outcome; promises are open.
        Accepted,
        /// The customer accepted the outcome, and every promise is kept.
        Closed,
        /// The customer declined; the escalation routes are open.
        Declined,
        /// The customer withdrew.
        Withdrawn,
    }
}

document! {
    /// What comes next for the customer.
    pub struct NextStepDocument {
        /// What it is.
        pub what: NextStep,
        /// In words.
        pub says: String,
        /// Last day of it, or day it happens, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
    }
}

document! {
    /// Kinds of next step.
    pub enum NextStep {
        /// Nothing: the company acts.
        Wait,
        /// A promise was missed: the customer may insist.
        Insist,
        /// Accept or decline.
        Answer,
        /// Say how it was handled.
        Survey,
        /// Go further, if the customer likes.
        GoFurther,
        /// Nothing is left to do.
        Nothing,
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
        /// What shows that it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub proof: Option<String>,
        /// Days beyond the last day, when it was or is late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub days_late: Option<u32>,
        /// What became due because it was missed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub missed: Option<MissedStatus>,
    }
}

document! {
    /// What became due because a promise was missed.
    pub struct MissedStatus {
        /// In words, as promised.
        pub says: String,
        /// Money on top so far, a decimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub adds: Option<String>,
        /// Who has the case now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub to: Option<Named>,
        /// Day by which they act, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
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

document! {
    /// What to read while waiting: a reason or an update, never both.
    pub struct WaitingMessageDocument {
        /// Which of them.
        pub kind: WaitingKind,
        /// In words.
        pub says: String,
        /// Days since the complaint was received.
        pub days: u32,
        /// True once most people would find it too long.
        pub beyond: bool,
        /// Money on top for it, a decimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub adds: Option<String>,
    }
}

document! {
    /// Kinds of waiting message.
    pub enum WaitingKind {
        /// Why it takes time.
        Reason,
        /// How it stands.
        Update,
    }
}

document! {
    /// What can be accepted or declined.
    pub struct OfferStatusDocument {
        /// True for the company's final offer; else the options of the quote are still open.
        pub final_offer: bool,
        /// What is offered.
        pub options: Vec<OfferedDocument>,
        /// Words of the company to its offer.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub words: String,
        /// Last day to accept, ISO 8601; none means that it stays open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<String>,
    }
}

document! {
    /// An option that can be accepted.
    pub struct OfferedDocument {
        /// Option id.
        pub id: String,
        /// Name.
        pub title: String,
        /// Money in it.
        pub total: RangeDocument,
        /// Whether it is the one chosen.
        pub chosen: bool,
    }
}

document! {
    /// A way to a human or further, on a day.
    pub struct RouteStatus {
        /// The way.
        pub route: RouteMadeDocument,
        /// Whether it is open.
        pub open: bool,
    }
}
