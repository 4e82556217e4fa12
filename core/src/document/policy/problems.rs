//! Problems as they are written: what is asked about each, and how it is judged.

use super::*;

document! {
    /// A heading over problems.
    pub struct GroupDocument {
        /// Stable id.
        pub id: String,
        /// What the customer reads.
        pub title: Text,
    }
}

document! {
    /// What can have gone wrong, what must be known about it and how it is judged.
    pub struct ProblemDocument {
        /// Stable id.
        pub id: String,
        /// Group it is listed under.
        pub group: String,
        /// What the customer picks.
        pub title: Text,
        /// What was lost; decides which remedies come first.
        pub loss_kind: LossKind,
        /// Kinds of remedy that make this loss good, best first, in place of those the loss kind goes by.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub like_for_like: Vec<RemedyKind>,
        /// What was lost in money, to see that what is offered is neither too little nor too much.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub loss: Option<LossDocument>,
        /// What is asked, in order.
        pub questions: Vec<QuestionDocument>,
        /// Whose responsibility it is: the first rule that holds decides.
        pub responsibility: Vec<ResponsibilityRule>,
        /// How bad it is: the first rule that holds decides.
        pub severity: Vec<SeverityRule>,
        /// When nothing material is due, with the reason; explanations and apologies remain.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub not_due: Vec<NotDueRule>,
        /// Named values the customer is told whatever is owed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub figures: Vec<FigureDocument>,
        /// Answers that cannot all be true, with what to tell the customer.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub contradictions: Vec<ContradictionRule>,
        /// Public notice of an incident that hit many: the same band for everyone, no haggling.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub group_incident: Option<Text>,
    }
}

document! {
    /// What was lost (Roschk & Gelbrich 2014: like for like works best).
    pub enum LossKind {
        /// Money: money now comes first.
        Money,
        /// A product: a replacement comes first.
        Product,
        /// A service: doing it again or better comes first.
        Service,
        /// Attention and respect: apology and personal contact come first.
        Attention,
    }
}

document! {
    /// What was lost in money, and the shares of it between which an answer is fitting.
    pub struct LossDocument {
        /// The loss or the price paid.
        pub amount: FormulaDocument,
        /// Whether the customer turned the product or service down; always, when absent. Where it was
        /// kept, a first sum counts and not the share.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rejected: Option<ConditionDocument>,
        /// Least share, a percentage; by loss kind when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_least: Option<String>,
        /// Most share; by loss kind when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<String>,
        /// Share never to go beyond; by loss kind when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub never_above: Option<String>,
        /// Goodwill up to this much is never too much, a literal; none when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub trifle: Option<String>,
    }
}

document! {
    /// One question about a problem.
    pub struct QuestionDocument {
        /// The fact it asks for.
        pub fact: String,
        /// The screen it is asked on.
        #[serde(default)]
        pub step: Step,
        /// Wording of the question; the fact's label when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ask: Option<Text>,
        /// Why it is asked; the customer reads it.
        pub why: Text,
        /// Asked only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// May be left out: the amount then stays a range.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub optional: bool,
    }
}

document! {
    /// The screen a question is asked on.
    #[derive(Default)]
    pub enum Step {
        /// What happened.
        #[default]
        Facts,
        /// What it did to the customer.
        Impact,
    }
}

document! {
    /// Whose responsibility a problem is.
    pub enum Responsibility {
        /// The institution's.
        Ours,
        /// The institution's and somebody else's.
        Shared,
        /// A third party's.
        ThirdParty,
        /// An outside event's.
        OutsideEvent,
        /// Not known yet.
        Unclear,
    }
}

document! {
    /// How bad it is.
    pub enum Severity {
        /// A slip.
        Minor,
        /// Noticeable loss of time or money.
        Moderate,
        /// Substantial harm or distress.
        Serious,
        /// Hardship, or a vulnerable customer hit hard.
        Critical,
    }
}

document! {
    /// One responsibility rule; the last one has no `when`.
    pub struct ResponsibilityRule {
        /// Holds when; none means always.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// The verdict.
        pub is: Responsibility,
        /// The reason the customer reads.
        pub because: Text,
    }
}

document! {
    /// One severity rule; the last one has no `when`.
    pub struct SeverityRule {
        /// Holds when; none means always.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// The verdict.
        pub is: Severity,
        /// The reason the customer reads.
        pub because: Text,
    }
}

document! {
    /// A reason why something is not due.
    pub struct NotDueRule {
        /// Holds when.
        pub when: ConditionDocument,
        /// The reason the customer reads.
        pub because: Text,
        /// Clause or internal standard.
        pub cites: String,
    }
}

document! {
    /// Answers that contradict each other.
    pub struct ContradictionRule {
        /// Holds when they do; reads supplied facts.
        pub when: ConditionDocument,
        /// The fact whose answer is most likely mistaken; the message is shown there.
        pub at: String,
        /// What does not fit and what to do; the customer reads it.
        pub says: Text,
    }
}

document! {
    /// Something customers may wish for.
    pub struct WishDocument {
        /// Stable id.
        pub id: String,
        /// What the customer picks.
        pub title: Text,
        /// The kinds of remedy that fulfil it.
        pub kinds: Vec<RemedyKind>,
    }
}
