//! A scenario: one complaint, one day, and what a policy must answer, worked out by hand.
//!
//! Scenarios are to a policy what tests are to a program. `amends test` runs them; the same files run in a
//! browser's WASM and through the intake. What a scenario does not mention is not compared.

mod comparison;
mod follow_up;

use amends_core::date;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::policy::Policy;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

pub use comparison::differences;
pub use follow_up::{Day, Standing, live};

/// A scenario file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The working by hand, line by line.
    pub about: String,
    /// Where the case and its figures come from.
    #[serde(default)]
    pub source: String,
    /// Requirements it shows, by their ids.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Id of the policy; any when empty.
    #[serde(default)]
    pub policy: String,
    /// What kind of case it is.
    pub kind: Kind,
    /// The day, ISO 8601.
    pub today: String,
    /// The complaint.
    pub complaint: ComplaintDocument,
    /// What must come out.
    pub expect: Expect,
    /// What happens after the receipt, day by day, for the option chosen or else recommended.
    #[serde(default)]
    pub follow_up: Vec<Day>,
}

/// Kinds of scenario; every problem should have an ordinary, a limit and a refused one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A plain case.
    Ordinary,
    /// At an edge, a cap or a floor.
    Limit,
    /// Nothing material is due.
    Refused,
    /// Facts are missing, or the input is bad.
    Partial,
}

/// What must come out; what is absent is not compared.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    assessment: Option<ExpectedAssessment>,
    /// What is owed, as far as it is known: what may be due counts from nothing to its most.
    owed: Option<Money>,
    /// The least and the most of all options.
    range: Option<Money>,
    /// By remedy: whether and how much is due.
    entitlements: Option<BTreeMap<String, ExpectedEntitlement>>,
    /// By id: named values of the problem.
    figures: Option<BTreeMap<String, Money>>,
    /// All options, in their order.
    options: Option<Vec<ExpectedOption>>,
    /// Ids of all options that are not offered.
    not_offered: Option<Vec<String>>,
    /// All facts the customer is still asked for, in their order.
    missing: Option<Vec<String>>,
    /// By id: the day of a promise, or `none`.
    commitments: Option<BTreeMap<String, String>>,
    apology: Option<ExpectedApology>,
    /// All faults, when there is no quote.
    faults: Option<Vec<ExpectedFault>>,
}

/// A value, or the least and the most it can still be; an open end is null. `20` is as much as `20.00`.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Money {
    Point(String),
    Range(Option<String>, Option<String>),
}

impl Money {
    fn ends(&self) -> [Option<&str>; 2] {
        match self {
            Self::Point(value) => [Some(bare(value)); 2],
            Self::Range(low, high) => [low, high].map(|end| end.as_deref().map(bare)),
        }
    }
}

/// A decimal without the noughts that change nothing.
fn bare(decimal: &str) -> &str {
    let fraction = decimal.contains('.');
    if fraction { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}

impl PartialEq for Money {
    fn eq(&self, other: &Self) -> bool {
        self.ends() == other.ends()
    }
}

/// As differences say it.
impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "open".to_owned());
        match self {
            Self::Point(value) => f.write_str(value),
            Self::Range(low, high) => write!(f, "{} to {}", end(low), end(high)),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct ExpectedAssessment {
    responsibility: Option<OneOrMany>,
    severity: Option<OneOrMany>,
    due: Option<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct ExpectedEntitlement {
    /// `yes`, `no` or `unclear`.
    applies: Option<String>,
    amount: Option<Money>,
    /// What the reasons against it cite, all of them in order.
    refused_by: Option<Vec<String>>,
    /// By id: parts that are, or may be, there.
    parts: BTreeMap<String, Money>,
    /// By id: who bears how much.
    borne_by: BTreeMap<String, Money>,
    /// By id: named values.
    figures: BTreeMap<String, Money>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExpectedOption {
    id: String,
    #[serde(default)]
    recommended: Option<bool>,
    #[serde(default)]
    certain: Option<bool>,
    #[serde(default)]
    total: Option<Money>,
    /// `at_once`, or the role that approves.
    #[serde(default)]
    settles: Option<String>,
    #[serde(default)]
    done_by: Option<String>,
    /// All components, in their order.
    #[serde(default)]
    components: Option<Vec<ExpectedComponent>>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExpectedComponent {
    remedy: String,
    /// As of `owed`; null when it has no amount.
    #[serde(default)]
    amount: Value,
    #[serde(default)]
    basis: Option<String>,
    #[serde(default)]
    due: Option<String>,
    #[serde(default)]
    certain: Option<bool>,
    #[serde(default)]
    expires: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct ExpectedApology {
    /// All elements, in their order.
    elements: Option<Vec<String>>,
    /// Words that must be in it.
    mentions: Vec<String>,
    /// The role that signs.
    sender: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExpectedFault {
    code: String,
    at: String,
}

/// Everything in which a policy's answer differs from what a scenario expects; empty means it passes.
///
/// # Errors
/// When the scenario is another policy's, its day is not a date, or what follows cannot happen.
pub fn run(policy: &Policy, scenario: &Scenario) -> Result<Vec<String>, String> {
    let id = &policy.document().id;
    if !scenario.policy.is_empty() && scenario.policy != *id {
        return Err(format!("it is about the policy `{}`, this one is `{id}`", scenario.policy));
    }
    let today = date::read(&scenario.today);
    let today = today.ok_or("`today` is not a date; write it as `2026-03-01`")?;
    let mut found = differences(scenario, &amends_core::quote(policy, &scenario.complaint, today));
    if !scenario.follow_up.is_empty() {
        found.extend(live(policy, &scenario.complaint, today, &scenario.follow_up)?);
    }
    Ok(found)
}
