//! The quote document: everything the core answers about one complaint, in one language.
//!
//! A quote is a pure function of policy, complaint, day and language; the same inputs give the same
//! bytes in the browser and on the server.

use super::policy::{
    Basis, CommitmentKind, Element, LossKind, RemedyKind, Responsibility, RouteKind, Severity, Step,
};
use super::readable::document;

mod comparison;
mod entitlements;

pub use comparison::*;
pub use entitlements::*;

document! {
    /// A quote.
    pub struct QuoteDocument {
        /// The policy that promises.
        pub policy: PolicyName,
        /// The day it was computed for, ISO 8601.
        pub today: String,
        /// Last day on which the institution holds to it, ISO 8601.
        pub open_until: String,
        /// BCP 47 tag of all texts.
        pub language: String,
        /// ISO 4217 code of all amounts.
        pub currency: String,
        /// The problem, by id and title.
        pub problem: Named,
        /// What was judged, with reasons.
        pub assessment: AssessmentDocument,
        /// What law or contract owes, remedy by remedy, also where nothing is owed; goodwill where there is
        /// more to say than its amount.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub entitlements: Vec<EntitlementDocument>,
        /// Named values of the problem.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub figures: Vec<FigureMadeDocument>,
        /// Money owed by law or contract, part of every option.
        pub owed: RangeDocument,
        /// From the least of the options' low ends to the greatest of their high ends.
        pub range: RangeDocument,
        /// What is offered, best fitting first.
        pub options: Vec<OfferDocument>,
        /// What is not offered, with the reason.
        pub not_offered: Vec<NotOfferedDocument>,
        /// What the customer may turn down without losing it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub rights: String,
        /// Said where nothing material is due: the reasons count, and a person looks again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub nothing_due: Option<String>,
        /// What the customer asked for beside what is possible.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub asked: Option<AskedDocument>,
        /// The option chosen in parts, as it will be carried out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub split: Option<OfferDocument>,
        /// Facts still missing, in the order they are asked.
        pub missing: Vec<MissingDocument>,
        /// The missing fact to ask for next.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub next_question: Option<String>,
        /// Promises of this case, earliest first; with a choice, that option's promises too.
        pub commitments: Vec<CommitmentMadeDocument>,
        /// Deadlines this case does not have, with the reasons.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub not_promised: Vec<NotPromisedDocument>,
        /// The apology for this case and choice.
        pub apology: ApologyMadeDocument,
        /// Ways to a human and further.
        pub routes: Vec<RouteMadeDocument>,
        /// Public notice of a group incident.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub group_incident: Option<String>,
        /// That figures are computed, and how to have a person look.
        pub automated_decision: String,
        /// What happens to the data.
        pub privacy: String,
    }
}

document! {
    /// A policy by id, version and digest.
    pub struct PolicyName {
        /// Name of the policy, the same in all its versions.
        pub id: String,
        /// Version.
        pub version: String,
        /// SHA-256 of the canonical form (RFC 8785), lower-case hexadecimal.
        pub digest: String,
        /// Institution.
        pub institution: String,
    }
}

document! {
    /// An id with its words.
    #[derive(Default)]
    pub struct Named {
        /// Its id in the policy.
        pub id: String,
        /// Words.
        pub title: String,
    }
}

document! {
    /// An amount that is known to lie between two ends; equal ends are a point.
    pub struct RangeDocument {
        /// Least, a decimal in the quote's currency.
        pub low: String,
        /// Most; none when open.
        pub high: Option<String>,
    }
}

document! {
    /// What was judged.
    pub struct AssessmentDocument {
        /// What was lost.
        pub loss_kind: LossKind,
        /// Whose responsibility.
        pub responsibility: Verdict<Responsibility>,
        /// How bad.
        pub severity: Verdict<Severity>,
        /// Whether anything material is due.
        pub due: Due,
        /// Why the case is handled with more care, or by a person.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub escalations: Vec<EscalatedDocument>,
        /// Why goodwill is refused, and why what is due comes to nothing; a reason that a missing fact still
        /// decides is not said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub not_due: Vec<CitedReason>,
    }
}

document! {
    /// A judgement: the values still possible, and the reason once there is only one.
    pub struct Verdict<T> {
        /// Values still possible, most likely rule first.
        pub possible: Vec<T>,
        /// The reason, once decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub because: Option<String>,
    }
}

document! {
    /// Whether anything material is due.
    pub enum Due {
        /// It is.
        Yes,
        /// It is not, with the reason.
        No,
        /// A missing fact decides.
        Unclear,
    }
}

document! {
    /// A reason with its source.
    pub struct CitedReason {
        /// The words.
        pub because: String,
        /// Clause or internal standard.
        pub cites: String,
    }
}

document! {
    /// One option offered.
    pub struct OfferDocument {
        /// Option id.
        pub id: String,
        /// Name.
        pub title: String,
        /// What speaks for it.
        pub because: String,
        /// At most one option is recommended.
        pub recommended: bool,
        /// Why it is recommended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recommended_because: Option<String>,
        /// False while a missing fact decides whether it is offered.
        pub certain: bool,
        /// All money in it.
        pub total: RangeDocument,
        /// The part owed by law or contract.
        pub owed: RangeDocument,
        /// What it is worth to the customer, services included where the policy values them.
        pub value: RangeDocument,
        /// What is in it.
        pub components: Vec<ComponentDocument>,
        /// Money owed that is given up for it: it takes an informed choice.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub in_place_of: Vec<GivenUpDocument>,
        /// A part of its goodwill may be taken this way: name of the remedy in it, name of the other.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub splits: Option<SplitOfferedDocument>,
        /// Caps that reduced goodwill.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub capped: Vec<CitedReason>,
        /// Whether it settles at once.
        pub settlement: SettlementDocument,
        /// Day by which everything in it is decided and done, ISO 8601; none while a missing fact leaves
        /// something in it without a last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub done_by: Option<String>,
    }
}

document! {
    /// Whether an option settles at once or needs approval.
    pub struct SettlementDocument {
        /// True when nobody need approve at any amount still possible.
        pub at_once: bool,
        /// Who may have to approve.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub approval_by: Option<Named>,
        /// Decision by, ISO 8601; none while a missing fact leaves no last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub decided_by: Option<String>,
    }
}

document! {
    /// One remedy inside an option.
    pub struct ComponentDocument {
        /// Remedy id.
        pub remedy: String,
        /// Kind.
        pub kind: RemedyKind,
        /// Name.
        pub title: String,
        /// Why.
        pub because: String,
        /// Owed or goodwill.
        pub basis: Basis,
        /// Money, where it has any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<RangeDocument>,
        /// What the customer must know or do first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub conditions: Option<String>,
        /// How it reaches the customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub arrives: Option<String>,
        /// Usable until, ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub expires: Option<String>,
        /// Who carries it out.
        pub by: Named,
        /// Commitment id.
        pub commitment: String,
        /// Done by, ISO 8601; none while a missing fact leaves no last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due: Option<String>,
        /// The first day it may still turn out to be, while a missing fact leaves several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due_from: Option<String>,
        /// False while a missing fact decides whether it is due.
        pub certain: bool,
        /// Clause or internal standard.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
        /// How the amount came about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub trace: Option<TraceDocument>,
    }
}

document! {
    /// One step of a calculation, with the steps it rests on.
    pub struct TraceDocument {
        /// The step: a formula primitive, `literal`, `parts`, `rounding`, `cap_per_case`, `cap_per_customer`, `legal_floor`.
        pub step: String,
        /// The value with its unit, as the customer reads it; a range while facts are missing.
        pub value: String,
        /// The sentence that says the step, in the quote's language.
        pub says: String,
        /// The steps it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub inputs: Vec<TraceDocument>,
    }
}

document! {
    /// An option or remedy that is not offered.
    pub struct NotOfferedDocument {
        /// Option id.
        pub id: String,
        /// Name.
        pub title: String,
        /// Why not.
        pub because: String,
    }
}

document! {
    /// A fact that is still missing.
    pub struct MissingDocument {
        /// Fact id.
        pub fact: String,
        /// Screen it is asked on.
        pub step: Step,
        /// Whether the complaint can be sent without it.
        pub required: bool,
    }
}

document! {
    /// A promise of this case.
    pub struct CommitmentMadeDocument {
        /// Commitment id.
        pub id: String,
        /// Kind of act.
        pub what: CommitmentKind,
        /// The act; with a remedy, the remedy's promise.
        pub title: String,
        /// Remedy it carries out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub remedy: Option<String>,
        /// Who owns it.
        pub by: Named,
        /// By when, ISO 8601.
        pub due: String,
        /// The first day it may still turn out to be, while a missing fact leaves several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due_from: Option<String>,
        /// Hours, when the promise is in hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hours: Option<u32>,
        /// What follows if it is missed.
        pub if_missed: String,
        /// Clause or internal standard.
        pub cites: String,
    }
}

document! {
    /// The apology of this case.
    #[derive(Default)]
    pub struct ApologyMadeDocument {
        /// Who signs.
        pub sender: Named,
        /// Sentences in order.
        pub sentences: Vec<SentenceDocument>,
    }
}

document! {
    /// One sentence of an apology.
    pub struct SentenceDocument {
        /// The element it says.
        pub element: Element,
        /// The words.
        pub text: String,
        /// The commitment that backs it, for promises.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub commitment: Option<String>,
    }
}

document! {
    /// A way to a human and further, dated.
    pub struct RouteMadeDocument {
        /// Route id.
        pub id: String,
        /// Kind of way.
        pub kind: RouteKind,
        /// Name.
        pub title: String,
        /// How to use it.
        pub detail: String,
        /// A `tel:`, `mailto:` or `https:` address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub link: Option<String>,
        /// Open from, ISO 8601; none means now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub from: Option<String>,
    }
}
