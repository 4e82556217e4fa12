//! Remedies, the options they are offered in, and the limits on them, as they are written.

use super::*;

document! {
    /// Kinds of remedy; a closed set.
    pub enum RemedyKind {
        /// What was paid comes back.
        Refund,
        /// Money for a loss, on top of any refund.
        Payment,
        /// A fee comes back.
        FeeRefund,
        /// Fees that will not be charged, for a number of months.
        FeeWaiver,
        /// A lower price.
        Discount,
        /// A voucher.
        Voucher,
        /// A gift.
        Gift,
        /// Another product in place of the flawed one.
        Replacement,
        /// The case is handled first.
        PriorityHandling,
        /// Free advice.
        Consultation,
        /// The service runs longer.
        ServiceExtension,
        /// A better service at the same price.
        ServiceUpgrade,
        /// The service is done again.
        Redo,
        /// An extra service free of charge.
        ExtraService,
        /// A named person or team with a plan of its own.
        NamedContact,
        /// An apology of its own, in writing.
        Apology,
        /// An explanation of the cause.
        Explanation,
        /// A personal call.
        PersonalCall,
        /// What was stated wrongly is put right.
        Correction,
        /// What caused the failure is changed.
        Improvement,
    }
}

document! {
    /// Why a remedy is due.
    pub enum Basis {
        /// The law owes it.
        Law,
        /// The contract owes it.
        Contract,
        /// The institution gives it freely, by its own standard.
        Goodwill,
    }
}

document! {
    /// Something the institution can do to put things right.
    pub struct RemedyDocument {
        /// Stable id.
        pub id: String,
        /// Kind of remedy.
        pub kind: RemedyKind,
        /// Problems it answers.
        #[serde(rename = "for")]
        pub for_problems: Vec<String>,
        /// Name the customer reads.
        pub title: Text,
        /// The reason the customer reads.
        pub because: Text,
        /// The promise, with `{due}` and, where there is one, `{amount}`; `{by}` names who carries it out.
        pub promise: Text,
        /// What the customer must know or do first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub conditions: Option<Text>,
        /// How it reaches the customer: to the card that paid, by post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub arrives: Option<Text>,
        /// Owed by law, owed by contract, or goodwill.
        pub basis: Basis,
        /// Due when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// Not due when any of these holds; every one that does is told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<NotDueRule>,
        /// The amount, for kinds that have one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<FormulaDocument>,
        /// The amount in named parts, each shown and rounded; in place of `amount`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub parts: Vec<PartDocument>,
        /// Named values behind the amount.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub figures: Vec<FigureDocument>,
        /// Who bears how much of the amount.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub borne_by: Vec<PartyDocument>,
        /// It makes up for effort or waiting, not for the loss.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub uplift: Option<Uplift>,
        /// What it is worth to the customer when that is not the amount.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<FormulaDocument>,
        /// What it costs the institution when that is not the amount.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cost: Option<FormulaDocument>,
        /// Role that carries it out.
        pub by: String,
        /// The commitment that dates it.
        pub commitment: String,
        /// How long the customer can use it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub expires: Option<SpanDocument>,
        /// Clause or internal standard.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// What an uplift makes up for; only what is on record counts.
    pub enum Uplift {
        /// Calls, visits, hours.
        Effort,
        /// Time beyond what was promised.
        Waiting,
    }
}

document! {
    /// A named part of an amount.
    pub struct PartDocument {
        /// Stable id.
        pub id: String,
        /// Name the customer reads.
        pub title: Text,
        /// The part; never below zero.
        pub amount: FormulaDocument,
        /// Taken away from the other parts.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub deducted: bool,
        /// There only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// Clause or internal standard, when it is another than the remedy's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cites: Option<String>,
    }
}

document! {
    /// A named value the customer is told: days, a rate, a date, an amount that is not paid here.
    pub struct FigureDocument {
        /// Stable id.
        pub id: String,
        /// Name the customer reads.
        pub title: Text,
        /// The value, of any unit.
        pub value: FormulaDocument,
        /// Told only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// Clause or internal standard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cites: Option<String>,
    }
}

document! {
    /// Somebody who bears a share of an amount.
    pub struct PartyDocument {
        /// Stable id.
        pub id: String,
        /// Name the customer reads.
        pub title: Text,
        /// The share; the one party without bears the rest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<FormulaDocument>,
    }
}

document! {
    /// Remedies offered together. What is owed is part of every option without being named here.
    pub struct OptionDocument {
        /// Stable id.
        pub id: String,
        /// Problems it is offered for.
        #[serde(rename = "for")]
        pub for_problems: Vec<String>,
        /// Name the customer reads.
        pub title: Text,
        /// What speaks for it.
        pub because: Text,
        /// Remedies in it, in the order shown.
        pub remedies: Vec<String>,
        /// Money owed that the customer may give up for what is in it, by an informed choice only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub in_place_of: Vec<String>,
        /// The customer may take a part of its goodwill another way.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub split: Option<SplitDocument>,
        /// Offered only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// Recommended when this holds; otherwise like for like decides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recommended_when: Option<ConditionDocument>,
    }
}

document! {
    /// A remedy of an option that may be taken in part, and the one that takes the place of the rest.
    pub struct SplitDocument {
        /// The remedy in the option, such as a voucher.
        pub of: String,
        /// The remedy that may take its place in part, such as a payment.
        pub into: String,
    }
}

document! {
    /// What takes a case out of the automatic route, or makes it weigh more.
    pub struct EscalationDocument {
        /// What it is.
        pub kind: EscalationKind,
        /// Problems it looks at; none means all.
        #[serde(rename = "for", default, skip_serializing_if = "Vec::is_empty")]
        pub for_problems: Vec<String>,
        /// Holds when.
        pub when: ConditionDocument,
        /// The reason the customer reads.
        pub because: Text,
        /// Severity goes up by one step; reads no severity then.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub raises_severity: bool,
        /// Role that looks at the case: nothing settles at once then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
        /// Commitment that dates the decision; needed with `by`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub commitment: Option<String>,
        /// Clause or internal standard.
        pub cites: String,
    }
}

document! {
    /// Why a case is handled with more care.
    pub enum EscalationKind {
        /// The same failure again, or a recovery that failed before.
        Repeat,
        /// Health, hardship, age: the failure hits harder.
        Vulnerable,
        /// Help is needed at once.
        Urgent,
        /// A court, a regulator or the press is involved.
        Legal,
        /// The customer asks for somebody senior.
        Asked,
    }
}

document! {
    /// Caps, floors and the approval ladder.
    #[derive(Default)]
    pub struct LimitsDocument {
        /// Most goodwill money in one case; what is owed is never capped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub per_case: Option<LimitDocument>,
        /// Most goodwill money for one customer in a period.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub per_customer: Option<CustomerLimitDocument>,
        /// Least money the law gives for a problem, whatever the remedies say.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub floors: Vec<FloorDocument>,
        /// Who may settle how much, rising; empty means everything settles at once.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub approval: Vec<ApprovalDocument>,
    }
}

document! {
    /// A cap.
    pub struct LimitDocument {
        /// The cap.
        pub amount: FormulaDocument,
        /// Clause or internal standard.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// A cap per customer and period.
    pub struct CustomerLimitDocument {
        /// The cap.
        pub amount: FormulaDocument,
        /// Money fact, supplied by the portal: what the customer has had in the period.
        pub used: String,
        /// The period in words.
        pub period: Text,
        /// Clause or internal standard.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// The least that the law gives for problems.
    pub struct FloorDocument {
        /// Problems it covers.
        #[serde(rename = "for")]
        pub for_problems: Vec<String>,
        /// Holds when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// The least.
        pub amount: FormulaDocument,
        /// The owed remedy that is raised to it.
        pub raises: String,
        /// Clause.
        pub cites: String,
        /// In force since, ISO 8601.
        pub from: String,
    }
}

document! {
    /// One rung of the approval ladder.
    pub struct ApprovalDocument {
        /// Money up to and including this, a literal; none is the open top.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<String>,
        /// Role that approves; none means it settles at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
        /// Commitment that dates the decision; needed with `by`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub commitment: Option<String>,
    }
}
