//! A case quoted again, under the policy version it began with: facts were added, another option was
//! accepted, or it was reopened.
//!
//! The quote is computed for the day of the first one, so that no window closes while the customer
//! waits; only when a new answer is a later day, for today. A promise once made never moves later; what is
//! promised anew counts from today; what was kept stays kept, unless more money is due than was paid.

use super::has_failed_again;
use super::offer::chosen;
use super::past::Past;
use super::promises::kept;
use super::words::{Says, say_in};
use crate::date;
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::follow_up::{CaseDocument, PromiseDocument};
use crate::document::formula::Scalar;
use crate::document::quote::{CommitmentMadeDocument, QuoteDocument, RangeDocument};
use crate::fault::Fault;
use crate::language::Language;
use crate::policy::Policy;
use crate::quote::quote;
use chrono::NaiveDate;

/// Why a case is quoted again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The customer added facts.
    FactsAdded,
    /// The customer accepted another option than the one chosen.
    Accepted,
    /// The customer opened the case again.
    Reopened,
}

/// What a case is quoted again as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The complaint.
    pub complaint: ComplaintDocument,
    /// The quote.
    pub quote: QuoteDocument,
    /// What is promised then, earliest first.
    pub promises: Vec<PromiseDocument>,
}

/// The complaint of a case as it is quoted again: after a second failure with the fact that says so.
pub fn again(
    policy: &Policy,
    case: &CaseDocument,
    why: Why,
    today: NaiveDate,
) -> ComplaintDocument {
    let mut complaint = case.complaint.clone();
    let failed = match why {
        Why::Reopened => true,
        Why::FactsAdded => has_failed_again(policy, case, today),
        // What was offered is what is accepted.
        Why::Accepted => false,
    };
    let follow_up = policy.document.follow_up.as_ref();
    let rule = follow_up.and_then(|follow_up| follow_up.second_failure.as_ref());
    if let Some(rule) = rule.filter(|_| failed) {
        complaint.known.insert(rule.fact.clone(), Scalar::YesNo(true));
    }
    complaint
}

/// Quotes a case again with a complaint that comes from [`again`].
///
/// A choice that is no longer offered becomes a wish for something else when the case is reopened.
///
/// # Errors
/// Every fault of the complaint.
pub fn renew(
    policy: &Policy,
    case: &CaseDocument,
    mut complaint: ComplaintDocument,
    why: Why,
    today: NaiveDate,
) -> Result<Renewal, Vec<Fault>> {
    let mut quoted = requote(policy, case, &complaint, today);
    if why == Why::Reopened && quoted.as_ref().is_err_and(|faults| is_gone(faults)) {
        complaint.choice = Some(ChoiceMadeDocument::SomethingElse(String::new()));
        quoted = requote(policy, case, &complaint, today);
    }
    let quoted = quoted?;
    let dated = quote(policy, &complaint, in_force(policy, today)).ok();
    let renewing = Renewing { policy, case, why, today, quoted: &quoted, dated: dated.as_ref() };
    let promises = renewing.promises();
    Ok(Renewal { complaint, quote: quoted, promises })
}

fn requote(
    policy: &Policy,
    case: &CaseDocument,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Result<QuoteDocument, Vec<Fault>> {
    let first = date::read(&case.quote.today).unwrap_or(today);
    let quoted = quote(policy, complaint, first);
    match quoted {
        Err(faults) if faults.iter().all(|fault| fault.code == "in-future") => {
            quote(policy, complaint, in_force(policy, today))
        }
        quoted => quoted,
    }
}

fn is_gone(faults: &[Fault]) -> bool {
    faults.iter().all(|fault| fault.code == "unknown-option")
}

/// Today, or the last day of the policy.
fn in_force(policy: &Policy, today: NaiveDate) -> NaiveDate {
    policy.valid.1.map_or(today, |last| today.min(last))
}

struct Renewing<'a> {
    policy: &'a Policy,
    case: &'a CaseDocument,
    why: Why,
    today: NaiveDate,
    quoted: &'a QuoteDocument,
    /// As if it were received today.
    dated: Option<&'a QuoteDocument>,
}

impl Renewing<'_> {
    fn promises(&self) -> Vec<PromiseDocument> {
        let past = Past::of(self.case, self.today);
        let mut promises: Vec<PromiseDocument> = Vec::new();
        for made in &self.quoted.commitments {
            let mut same = self.case.promises.iter().rev().filter(|p| is_same(&p.made, made));
            let promise = match same.next() {
                Some(earlier) if kept(earlier, &past).is_some() => {
                    if self.is_made_again(made) {
                        self.anew(made, true)
                    } else {
                        continue;
                    }
                }
                Some(earlier) => self.carried(earlier, made),
                None => self.anew(made, false),
            };
            promises.push(promise);
        }
        // What was kept stays on the list.
        let done = self.case.promises.iter().filter(|promise| kept(promise, &past).is_some());
        promises.extend(done.cloned());
        promises.sort_by(|a, b| a.made.due.cmp(&b.made.due));
        promises
    }

    /// Whether a promise that was kept is made once more: a step of a reopened case, or more money.
    fn is_made_again(&self, made: &CommitmentMadeDocument) -> bool {
        match &made.remedy {
            None => self.why == Why::Reopened,
            Some(remedy) => {
                let before = amount(&self.case.quote, chosen(&self.case.complaint), remedy);
                let now = amount(self.quoted, chosen(&self.case.complaint), remedy);
                self.is_more(now, before)
            }
        }
    }

    fn is_more(&self, now: Option<&RangeDocument>, before: Option<&RangeDocument>) -> bool {
        let high = |range: Option<&RangeDocument>| {
            range.and_then(|range| self.policy.currency.minor(range.high.as_ref()?))
        };
        high(now).zip(high(before)).is_some_and(|(now, before)| now > before)
    }

    /// An open promise keeps its day, unless the new facts give an earlier one.
    fn carried(&self, earlier: &PromiseDocument, made: &CommitmentMadeDocument) -> PromiseDocument {
        let from_first_day = earlier.since == 0 && made.due < earlier.made.due;
        let due = if from_first_day { &made.due } else { &earlier.made.due };
        PromiseDocument { made: self.on_day(made, due), since: earlier.since }
    }

    /// A new promise counts from today.
    fn anew(&self, made: &CommitmentMadeDocument, in_part: bool) -> PromiseDocument {
        let dated = self.dated.into_iter().flat_map(|quote| &quote.commitments);
        let dated = dated.into_iter().find(|other| is_same(other, made));
        let today = date::write(self.today);
        let due = dated.map_or(&made.due, |dated| &dated.due).max(&today).clone();
        let mut made = self.on_day(made, &due);
        if in_part && made.remedy.is_some() {
            made.title = say_in(&self.quoted.language, Says::LessPaid, &made.title, "");
        }
        PromiseDocument { made, since: u32::try_from(self.case.events.len()).unwrap_or(u32::MAX) }
    }

    /// The promise with another day, in its words as well.
    fn on_day(&self, made: &CommitmentMadeDocument, due: &str) -> CommitmentMadeDocument {
        let language = Language::of(&self.quoted.language).unwrap_or(Language::English);
        let written = |day: &str| date::read(day).map(|day| language.date(day));
        let title = match (written(&made.due), written(due)) {
            (Some(before), Some(now)) => made.title.replace(&before, &now),
            (_, _) => made.title.clone(),
        };
        CommitmentMadeDocument { title, due: due.to_owned(), due_from: None, ..made.clone() }
    }
}

fn is_same(one: &CommitmentMadeDocument, other: &CommitmentMadeDocument) -> bool {
    one.id == other.id && one.remedy == other.remedy
}

/// Money of a remedy in a quote: in an option, else as owed.
fn amount<'q>(
    quote: &'q QuoteDocument,
    option: Option<&str>,
    remedy: &str,
) -> Option<&'q RangeDocument> {
    let own = quote.options.iter().filter(|offer| option.is_none_or(|id| id == offer.id));
    let mut components = own.flat_map(|offer| &offer.components);
    let found = components.find(|component| component.remedy == remedy);
    let owed = || quote.entitlements.iter().find(|entitlement| entitlement.remedy == remedy);
    found.map_or_else(|| owed()?.amount.as_ref(), |component| component.amount.as_ref())
}
