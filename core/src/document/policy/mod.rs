//! The policy document as it is written: every type here is one JSON object or list of a policy file.
//!
//! Nothing is interpreted here; `crate::policy` turns a document into something that computes.
//! Literals carry their unit: `"250.00 EUR"`, `"180 min"`, `"3 days"`, `"25 %"`, `"1500 km"`, `"3"`,
//! dates are `"2026-03-01"` or `"today"`.

use super::formula::{ConditionDocument, FormulaDocument, Scalar};
pub use super::formula::{RoundingMode, SpanDocument};
use crate::document::Map;
use crate::document::readable::document;

/// A text in every language of the policy: BCP 47 tag to words. `{fact}` stands for a fact's value.
pub type Text = Map<String>;

mod facts;
mod problems;
mod remedies;
mod promises;
mod apology;
mod evidence;
mod follow_up;

pub use apology::*;
pub use evidence::*;
pub use facts::*;
pub use follow_up::*;
pub use problems::*;
pub use promises::*;
pub use remedies::*;

document! {
    /// A whole policy: what an institution does to put things right, by when and why.
    pub struct PolicyDocument {
        /// Address of the JSON Schema, for editors; not interpreted.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        pub schema: Option<String>,
        /// A note among those who write the policy; no customer is shown it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
        /// Name of the policy, the same in all its versions: lower case, digits and hyphens.
        pub id: String,
        /// Version of the policy; a published version never changes.
        pub version: String,
        /// The institution that promises, as customers know it.
        pub institution: Text,
        /// BCP 47 tags of the languages every text is complete in.
        pub languages: Vec<String>,
        /// ISO 4217 code of all amounts.
        pub currency: String,
        /// The one rounding step, applied once to each amount.
        pub rounding: RoundingDocument,
        /// ISO 3166 code of the law that applies.
        pub jurisdiction: String,
        /// When the policy may be used.
        pub valid: ValidityDocument,
        /// How long a quote stays open.
        pub quote_open: SpanDocument,
        /// The vocabulary: everything rules may speak of.
        pub facts: Map<FactDocument>,
        /// Headings under which customers find their problem.
        pub groups: Vec<GroupDocument>,
        /// What can have gone wrong.
        pub problems: Vec<ProblemDocument>,
        /// The files customers are asked for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub evidence: Vec<EvidenceDocument>,
        /// What customers may wish for.
        #[serde(default)]
        pub wishes: Vec<WishDocument>,
        /// Everything the institution can do to put things right.
        pub remedies: Vec<RemedyDocument>,
        /// Which remedies are offered together.
        pub options: Vec<OptionDocument>,
        /// What takes a case out of the automatic route, or makes it weigh more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub escalations: Vec<EscalationDocument>,
        /// Caps, floors and who must approve.
        #[serde(default)]
        pub limits: LimitsDocument,
        /// Named deadlines with who, by when and what follows if missed.
        pub commitments: Vec<CommitmentDocument>,
        /// What holds after the receipt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub follow_up: Option<FollowUpDocument>,
        /// Named calendars for working days.
        #[serde(default)]
        pub calendars: Map<CalendarDocument>,
        /// Named values that changed by date.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        pub histories: Map<HistoryDocument>,
        /// Departments and people by role, as customers know them.
        pub roles: Map<Text>,
        /// How the institution apologises.
        pub apology: ApologyDocument,
        /// Ways to a human, to escalation and to an ombudsman.
        pub routes: Vec<RouteDocument>,
        /// What every quote must say.
        pub notices: NoticesDocument,
    }
}

document! {
    /// Rounding of amounts: mode and unit, for example `half_up` to `"0.01"`.
    pub struct RoundingDocument {
        /// What happens between two units.
        pub mode: RoundingMode,
        /// Smallest step in major units, a decimal: `"0.01"`, `"0.05"`, `"1"`.
        pub unit: String,
    }
}

document! {
    /// First and last day on which the policy may be used, ISO 8601 dates.
    pub struct ValidityDocument {
        /// First day.
        pub from: String,
        /// Last day; none means until a newer version replaces it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<String>,
    }
}
