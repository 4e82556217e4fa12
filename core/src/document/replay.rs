//! The replay report: what a policy would have paid on a history of complaints, and what another would.
//!
//! It names lines by number, and policies, problems, options, remedies and roles by id; it never repeats
//! what a customer wrote. All amounts are decimals in the policy's currency, and exact.

use super::policy::{Basis, RemedyKind};
use super::quote::PolicyName;
use super::readable::document;

document! {
    /// What a policy would have paid on a history.
    pub struct ReplayReportDocument {
        /// Which option of a line counts as paid.
        pub taken: Taken,
        /// The day of lines that name none, ISO 8601.
        pub today: String,
        /// The history as it was read.
        pub history: HistoryDocument,
        /// The policy that was asked about.
        pub policy: ReplayDocument,
        /// The policy it was compared with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub against: Option<ReplayDocument>,
        /// What changes from the policy compared with to the policy asked about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub change: Option<ChangeDocument>,
    }
}

document! {
    /// Which option of a line counts as paid.
    pub enum Taken {
        /// The recommended one; what is owed where none is certain to be offered.
        Recommended,
        /// The choice the line records: its option, or what is owed where the customer wanted something
        /// else; the recommended one where no choice is recorded or it is not offered.
        Choice,
    }
}

document! {
    /// A history as it was read.
    pub struct HistoryDocument {
        /// Lines, or records of a table; empty lines are none.
        pub lines: u64,
        /// Those that could be read.
        pub read: u64,
        /// Those that could not.
        pub unreadable: u64,
        /// Why not, the most frequent first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub faults: Vec<LineFaultsDocument>,
    }
}

document! {
    /// Lines with the same fault.
    pub struct LineFaultsDocument {
        /// Code of the fault.
        pub code: String,
        /// Lines that have it; a line with several faults counts in each.
        pub lines: u64,
        /// The first of them.
        pub first: Vec<LineFaultDocument>,
    }
}

document! {
    /// A fault of one line.
    pub struct LineFaultDocument {
        /// Number of the line in the history, from 1.
        pub line: u64,
        /// Where in it, a JSON Pointer (RFC 6901); empty is the whole line.
        pub at: String,
        /// What is wrong with a line that cannot be read.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub message: String,
    }
}

document! {
    /// What one policy would have paid.
    pub struct ReplayDocument {
        /// The policy.
        pub policy: PolicyName,
        /// ISO 4217 code of all amounts.
        pub currency: String,
        /// Lines it accepts and computes.
        pub quoted: u64,
        /// Lines it refuses as complaints.
        pub refused: u64,
        /// Why it refuses them, the most frequent first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub refusals: Vec<LineFaultsDocument>,
        /// Lines quoted for a day on which it was not in force, as if it had been.
        pub not_in_force: u64,
        /// Lines quoted whose amount a missing fact or a judgement still decides; they are in no figure below.
        pub undecided: UndecidedDocument,
        /// Lines quoted whose amount is certain: all figures below are theirs.
        pub decided: u64,
        /// What they are paid in all.
        pub paid: PaidDocument,
        /// Those to whom nothing material is due.
        pub nothing_due: NothingDueDocument,
        /// How what is paid is spread.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amounts: Option<SpreadDocument>,
        /// Each remedy in the order of the policy.
        pub remedies: Vec<RemedyPaidDocument>,
        /// Each problem in the order of the policy.
        pub problems: Vec<ProblemPaidDocument>,
        /// Each option in the order of the policy.
        pub options: Vec<OptionPaidDocument>,
        /// Lines whose goodwill a cap reduced.
        pub caps: CapsDocument,
        /// How much of the loss the lines are given, where the policy says what was lost.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub shares: Option<SharesDocument>,
        /// Who has to approve, each role in the order of the ladder.
        pub approvals: Vec<ApprovalPaidDocument>,
        /// What the recorded choices came to, when choices are taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub choices: Option<ChoicesDocument>,
    }
}

document! {
    /// Lines whose amount a missing fact or a judgement still decides.
    pub struct UndecidedDocument {
        /// How many.
        pub lines: u64,
        /// The least they may come to in all.
        pub low: String,
        /// The most; none when open.
        pub high: Option<String>,
    }
}

document! {
    /// Money in all.
    pub struct PaidDocument {
        /// All money.
        pub total: String,
        /// The part owed by law or contract.
        pub owed: String,
        /// The part given freely.
        pub goodwill: String,
    }
}

document! {
    /// Lines to whom nothing material is due.
    pub struct NothingDueDocument {
        /// How many.
        pub lines: u64,
        /// Of all decided lines, in percent with two places, rounded half up.
        pub percent: String,
    }
}

document! {
    /// How amounts are spread over the decided lines.
    pub struct SpreadDocument {
        /// Percentiles by nearest rank: the least amount that so many percent of the lines do not exceed.
        pub percentiles: Vec<PercentileDocument>,
        /// The percentiles are exact when absent; else each may be up to this much below the true one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub coarse: Option<String>,
        /// Lines by amount, in steps of 1, 2 and 5; steps before the first and behind the last line left out.
        pub histogram: Vec<StepDocument>,
    }
}

document! {
    /// One percentile.
    pub struct PercentileDocument {
        /// Percent of the lines; 0 is the least amount, 100 the greatest.
        pub percent: u32,
        /// Amount.
        pub amount: String,
    }
}

document! {
    /// One step of a histogram.
    pub struct StepDocument {
        /// Amounts from this one.
        pub from: String,
        /// Amounts below this one; none for the last step of all.
        pub below: Option<String>,
        /// Lines.
        pub lines: u64,
        /// What they come to.
        pub total: String,
    }
}

document! {
    /// How often a remedy is given, and what it comes to.
    pub struct RemedyPaidDocument {
        /// Id of the remedy in the policy.
        pub id: String,
        /// Kind.
        pub kind: RemedyKind,
        /// Owed or goodwill.
        pub basis: Basis,
        /// Lines that get it.
        pub lines: u64,
        /// What it comes to; none where it is no money.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub total: Option<String>,
    }
}

document! {
    /// What the lines of a problem come to.
    pub struct ProblemPaidDocument {
        /// Id of the problem in the policy.
        pub id: String,
        /// Decided lines.
        pub lines: u64,
        /// Those to whom nothing material is due.
        pub nothing_due: u64,
        /// What they are paid.
        pub paid: PaidDocument,
    }
}

document! {
    /// How often an option is taken.
    pub struct OptionPaidDocument {
        /// Id of the option in the policy.
        pub id: String,
        /// Lines.
        pub lines: u64,
        /// What they come to.
        pub total: String,
    }
}

document! {
    /// Lines whose goodwill a cap reduced.
    pub struct CapsDocument {
        /// By the cap per case.
        pub per_case: u64,
        /// By the cap per customer.
        pub per_customer: u64,
    }
}

document! {
    /// Lines by the share of the loss they are given: everything that is not an uplift for effort or waiting.
    pub struct SharesDocument {
        /// Lines with a known loss that is the institution's doing, turned down by the customer.
        pub rejected: u64,
        /// Of these: below the least fitting share.
        pub under: ShareDocument,
        /// Of these: within the fitting shares.
        pub fitting: ShareDocument,
        /// Of these: above the most fitting share.
        pub over: ShareDocument,
        /// Of these: above the share never to go beyond.
        pub far_over: ShareDocument,
        /// Lines with a known loss of what was kept.
        pub kept: u64,
        /// Of these: given some of it.
        pub kept_with_some: ShareDocument,
        /// Lines above the most fitting share because of goodwill, not of law and contract.
        pub by_goodwill: u64,
    }
}

document! {
    /// A part of some lines.
    pub struct ShareDocument {
        /// How many.
        pub lines: u64,
        /// In percent with two places, rounded half up.
        pub percent: String,
    }
}

document! {
    /// What a role has to approve.
    pub struct ApprovalPaidDocument {
        /// Id of the role.
        pub role: String,
        /// Lines.
        pub lines: u64,
        /// What they come to.
        pub total: String,
    }
}

document! {
    /// What became of the choices that lines record.
    pub struct ChoicesDocument {
        /// Options that are offered here too.
        pub offered: u64,
        /// Something else: what is owed stays owed.
        pub something_else: u64,
        /// Options that are not offered here: the recommended one counts in their place.
        pub not_offered: u64,
    }
}

document! {
    /// What changes for the customers of a history.
    pub struct ChangeDocument {
        /// Lines that both policies decide; the next counts are of these.
        pub compared: u64,
        /// Lines read that only the policy asked about decides.
        pub only_policy: u64,
        /// Lines read that only the policy compared with decides.
        pub only_against: u64,
        /// Lines read that neither decides.
        pub neither: u64,
        /// Who gets more.
        pub more: ChangedDocument,
        /// Who gets less.
        pub less: ChangedDocument,
        /// Lines whose amount stays.
        pub same_amount: u64,
        /// Who gets other remedies, whatever the amount.
        pub other_remedies: ChangedDocument,
        /// All that is paid more, less all that is paid less; negative when less is paid.
        pub net: String,
        /// The same by problem of the policy asked about.
        pub problems: Vec<ProblemChangeDocument>,
    }
}

document! {
    /// Lines that change in one way.
    pub struct ChangedDocument {
        /// How many.
        pub lines: u64,
        /// The sum of the differences; never negative, save for other remedies, where it is the net.
        pub total: String,
        /// The first of them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub first: Vec<ChangedLineDocument>,
    }
}

document! {
    /// A line that changes.
    pub struct ChangedLineDocument {
        /// Number of the line in the history, from 1.
        pub line: u64,
        /// Id of the problem.
        pub problem: String,
        /// What the policy asked about gives.
        pub policy: GivenDocument,
        /// What the policy compared with gives.
        pub against: GivenDocument,
    }
}

document! {
    /// What one line is given.
    pub struct GivenDocument {
        /// Id of the option; none where only what is owed is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub option: Option<String>,
        /// All money in it.
        pub total: String,
        /// Ids of its remedies.
        pub remedies: Vec<String>,
    }
}

document! {
    /// What changes for the lines of a problem.
    pub struct ProblemChangeDocument {
        /// Id of the problem in the policy.
        pub id: String,
        /// Lines that get more.
        pub more: u64,
        /// Lines that get less.
        pub less: u64,
        /// Lines that get other remedies.
        pub other_remedies: u64,
        /// All that is paid more, less all that is paid less.
        pub net: String,
    }
}
