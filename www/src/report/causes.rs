//! What complaints were about, so that causes can be mended: by problem how many, whose responsibility, which choices
//! were named, how many failed again, and what was promised.

use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::document::follow_up::{CaseDocument, StatusDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactKind, PolicyDocument};
use amends_core::document::quote::QuoteDocument;
use amends_core::document::word;
use amends_core::money::Currency;
use amends_core::number::Exact;
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts by name.
type Counts = BTreeMap<String, u64>;

/// What the cases of one problem have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Policy id.
    pub policy: String,
    /// Problem id.
    pub problem: String,
    /// How many.
    pub cases: u64,
    /// Opened again, or with a promise missed.
    pub second_failures: u64,
    /// By whose responsibility; `open` while that is not decided.
    pub responsibility: Counts,
    /// By fact how often each choice was named; nothing sensitive.
    pub choices: BTreeMap<String, Counts>,
    /// ISO 4217 code of the amounts.
    pub currency: String,
    /// What is owed in all of them, at least: a decimal.
    pub owed: String,
    /// What was promised on top of it in the options that were chosen, at least: a decimal.
    pub goodwill: String,
}

/// Causes while they are gathered.
#[derive(Debug, Default)]
pub(super) struct Causes(BTreeMap<(String, String), Gathered>);

#[derive(Debug, Default)]
struct Gathered {
    cause: Cause,
    owed: Option<Exact>,
    goodwill: Option<Exact>,
}

impl Causes {
    /// Counts a case.
    pub(super) fn add(
        &mut self,
        policy: &PolicyDocument,
        case: &CaseDocument,
        status: &StatusDocument,
    ) {
        let quote = &case.quote;
        let own = (quote.policy.id.clone(), case.complaint.problem.clone());
        let gathered = self.0.entry(own).or_default();
        let cause = &mut gathered.cause;
        cause.cases += 1;
        cause.second_failures += u64::from(status.second_failure);
        let decided = match quote.assessment.responsibility.possible.as_slice() {
            [one] => word(one),
            _ => "open".to_owned(),
        };
        *cause.responsibility.entry(decided).or_default() += 1;
        cause.currency.clone_from(&quote.currency);
        for (fact, choice) in choices(policy, case) {
            *cause.choices.entry(fact).or_default().entry(choice).or_default() += 1;
        }
        let (owed, goodwill) = promised(quote, case.complaint.choice.as_ref());
        gathered.owed = plus(gathered.owed, owed);
        gathered.goodwill = plus(gathered.goodwill, goodwill);
    }

    /// All of them, those with the most cases first.
    pub(super) fn finish(self) -> Vec<Cause> {
        let written = |((policy, problem), gathered): ((String, String), Gathered)| {
            let cause = gathered.cause;
            let currency = Currency::of(&cause.currency).unwrap_or(Currency::NONE);
            let decimal = |sum: Option<Exact>| currency.decimal(sum.unwrap_or(Exact::ZERO));
            let (owed, goodwill) = (decimal(gathered.owed), decimal(gathered.goodwill));
            Cause { policy, problem, owed, goodwill, ..cause }
        };
        let mut causes: Vec<Cause> = self.0.into_iter().map(written).collect();
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.cases));
        causes
    }
}

fn plus(sum: Option<Exact>, more: Option<Exact>) -> Option<Exact> {
    sum.unwrap_or(Exact::ZERO).plus(more?).or(sum)
}

/// What is owed at least, and what the option chosen gives beyond it.
fn promised(
    quote: &QuoteDocument,
    choice: Option<&ChoiceMadeDocument>,
) -> (Option<Exact>, Option<Exact>) {
    let minor = |decimal: &str| Currency::of(&quote.currency)?.minor(decimal);
    let owed = minor(&quote.owed.low);
    let chosen = choice.and_then(ChoiceMadeDocument::option);
    let offer = quote.options.iter().find(|offer| Some(offer.id.as_str()) == chosen);
    let total = offer.and_then(|offer| minor(&offer.total.low));
    (owed, total.and_then(|total| total.minus(owed?)))
}

/// Facts of a choice with what was chosen.
fn choices(policy: &PolicyDocument, case: &CaseDocument) -> Vec<(String, String)> {
    let told = case.complaint.answers.iter().chain(case.complaint.known.iter());
    let named = told.filter_map(|(id, value)| {
        let fact = policy.facts.get(id)?;
        let Scalar::Text(choice) = value else { return None };
        let counts = fact.kind == FactKind::Choice && !fact.sensitive;
        counts.then(|| (id.clone(), choice.clone()))
    });
    named.collect()
}
