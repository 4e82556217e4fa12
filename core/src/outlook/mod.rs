//! Outlook: which answer would narrow a quote most, and which other value of a fact would change it.
//!
//! It looks by trying: the same stages as in a quote, once for each value that may make a difference. So
//! what it says of an answer is what the answer brings. It costs as much as some hundred quotes, and is
//! therefore no part of one.

mod case;
mod changes;
mod questions;
mod steady;
mod values;

use crate::document::complaint::ComplaintDocument;
use crate::document::formula::Scalar;
use crate::document::outlook::{ChangeDocument, NextQuestionDocument, OutlookDocument};
use crate::document::policy::FactKind;
use crate::fault::Fault;
use crate::policy::Policy;
use crate::policy::breakpoints::Breakpoints;
use crate::policy::vocabulary::{Fact, Source};
use crate::wording::Wording;
use case::Case;
use chrono::NaiveDate;

/// The question whose answer narrows most, and what other facts would change.
///
/// # Errors
/// Every fault of the complaint, in the customer's language.
pub fn outlook(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Result<OutlookDocument, Vec<Fault>> {
    let desk = Desk::new(policy, complaint, today)?;
    Ok(OutlookDocument { next_question: desk.next_question(), changes: desk.changes() })
}

/// The missing fact, among those asked now, whose answer narrows most: the one after which least is open on
/// average over the answers that may make a difference, then in the worst of them, then the first in the
/// order of the policy. None when no answer would narrow anything.
///
/// # Errors
/// Every fault of the complaint, in the customer's language.
pub fn next_question(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Result<Option<NextQuestionDocument>, Vec<Fault>> {
    Ok(Desk::new(policy, complaint, today)?.next_question())
}

/// For each option not offered, remedy not due and amount not reached: the nearest value of one known fact
/// that would change it, where there is one and the policy lets it be named.
///
/// # Errors
/// Every fault of the complaint, in the customer's language.
pub fn what_would_change(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Result<Vec<ChangeDocument>, Vec<Fault>> {
    Ok(Desk::new(policy, complaint, today)?.changes())
}

/// Whether there is any fact that [`what_would_change`] may name: cheap, and `false` means that it names none.
pub fn may_change(policy: &Policy, complaint: &ComplaintDocument) -> bool {
    policy.vocabulary.facts.iter().any(|fact| may_be_named(policy, complaint, fact))
}

/// A fact the customer can know and that is known here. Unless the policy says otherwise: a measure that the
/// institution knows as well, so that naming it invites nobody to stretch it.
fn may_be_named(policy: &Policy, complaint: &ComplaintDocument, fact: &Fact) -> bool {
    let Source::Supplied(by) = fact.source else { return false };
    let Some(document) = policy.document.facts.get(&fact.id) else { return false };
    let given = complaint.known.contains_key(&fact.id) || complaint.answers.contains_key(&fact.id);
    let measure = match fact.kind {
        FactKind::Number | FactKind::Percent | FactKind::Minutes => true,
        FactKind::Days | FactKind::Date => true,
        FactKind::Money | FactKind::Choice | FactKind::YesNo | FactKind::Text => false,
    };
    let named = document.what_if.unwrap_or(measure && by.portal);
    given && by.customer && named && !document.sensitive && fact.list.is_none()
}

/// One complaint, and all that is tried in its place.
struct Desk<'p> {
    policy: &'p Policy,
    /// What decides amounts, without words.
    complaint: ComplaintDocument,
    today: NaiveDate,
    breakpoints: Breakpoints,
    now: Case<'p>,
}

impl<'p> Desk<'p> {
    fn new(
        policy: &'p Policy,
        complaint: &ComplaintDocument,
        today: NaiveDate,
    ) -> Result<Self, Vec<Fault>> {
        let now = Case::of(policy, complaint, today)?;
        let complaint = ComplaintDocument {
            story: String::new(),
            wish: None,
            evidence: Vec::new(),
            contact: None,
            choice: None,
            ..complaint.clone()
        };
        Ok(Self { policy, complaint, today, breakpoints: Breakpoints::of(policy), now })
    }

    /// The case with another value of a fact; none when it cannot be so.
    fn with(&self, fact: &str, value: Scalar) -> Option<Case<'p>> {
        let mut complaint = self.complaint.clone();
        let known = complaint.known.contains_key(fact);
        let place = if known { &mut complaint.known } else { &mut complaint.answers };
        place.insert(fact, value);
        Case::of(self.policy, &complaint, self.today).ok()
    }

    fn wording<'a>(&'a self, case: &'a Case<'_>) -> Wording<'a> {
        Wording::new(self.policy, &case.complaint, &case.complaint.scene)
    }
}
