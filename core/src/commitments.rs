//! Commitments: what is promised in a case, by whom, by when, and what follows if it is missed.

use crate::calendar::Span;
use crate::document::policy::Applies;
use crate::document::quote::{CommitmentMadeDocument, NotPromisedDocument};
use crate::evaluation::{any, refusals};
use crate::number::Truth;
use crate::options::{Component, Offered};
use crate::policy::formula::{Formula, Overflow, Step};
use crate::wording::Wording;
use crate::{date, fault::Fault, language::Phrase};
use chrono::NaiveDate;

/// Why promises cannot be made.
#[derive(Debug)]
pub(crate) enum Unpromised {
    /// A number is too large.
    Overflow,
    /// A calendar does not reach that far.
    OutsideCalendar,
}

impl From<Overflow> for Unpromised {
    fn from(Overflow: Overflow) -> Self {
        Self::Overflow
    }
}

impl Unpromised {
    /// As a fault in the customer's language.
    pub fn fault(&self, wording: crate::language::Language) -> Fault {
        match self {
            Self::Overflow => crate::complaint::overflow(wording),
            Self::OutsideCalendar => {
                Fault::new("outside-calendar", "", wording.say(Phrase::OutsideCalendar, &[]))
            }
        }
    }
}

/// By when something is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DueDate {
    /// The last day it may still turn out to be: the one promised.
    pub latest: NaiveDate,
    /// The first day it may still turn out to be.
    pub earliest: Option<NaiveDate>,
}

impl DueDate {
    /// The first day, while a missing fact leaves several.
    pub fn from(self) -> Option<String> {
        self.earliest.filter(|earliest| *earliest != self.latest).map(date::write)
    }
}

/// The last day of a commitment by index.
pub(crate) fn due(wording: &Wording<'_>, commitment: usize) -> Result<DueDate, Unpromised> {
    let policy = wording.policy;
    let promise = policy.commitments.get(commitment).ok_or(Unpromised::OutsideCalendar)?;
    let range = promise.due.range(&policy.view(wording.scene))?;
    let latest = range.high.and_then(date::from_number).ok_or(Unpromised::OutsideCalendar)?;
    Ok(DueDate { latest, earliest: range.low.and_then(date::from_number) })
}

/// The promise a component carries, in words.
pub(crate) fn promise(wording: &Wording<'_>, component: &Component) -> Result<String, Unpromised> {
    let (policy, remedy) = (wording.policy, component.remedy);
    let Some(document) = policy.document.remedies.get(remedy) else { return Ok(String::new()) };
    let commitment = policy.remedies.get(remedy).map_or(0, |remedy| remedy.commitment);
    let due = wording.language().date(due(wording, commitment)?.latest);
    let by = wording.role(&document.by).title;
    let amount = component.amount.map(|amount| wording.money(amount)).unwrap_or_default();
    let extras = [("amount", amount.as_str()), ("due", &due), ("by", &by)];
    Ok(wording.loose(&document.promise, &extras))
}

/// Every promise of a case, earliest first: those of every case, those of the components, and the
/// decision of whoever must approve.
pub(crate) fn commit(
    wording: &Wording<'_>,
    components: &[Component],
    offered: Option<&Offered>,
) -> Result<Vec<CommitmentMadeDocument>, Unpromised> {
    let mut made = Vec::new();
    for (index, document) in wording.policy.document.commitments.iter().enumerate() {
        let approving = offered
            .and_then(|offered| offered.approver.as_ref())
            .is_some_and(|(_, commitment)| *commitment == index);
        let always = document.applies == Applies::EveryCase && applies(wording, index)?.0;
        if always || approving {
            add(&mut made, made_of(wording, index, None)?);
        }
    }
    for component in components {
        let remedy = wording.policy.remedies.get(component.remedy);
        let commitment = remedy.map_or(0, |remedy| remedy.commitment);
        add(&mut made, made_of(wording, commitment, Some(component))?);
    }
    Ok(made)
}

/// Adds a promise by its day, after those of the same day.
fn add(made: &mut Vec<CommitmentMadeDocument>, promise: CommitmentMadeDocument) {
    let at = made.partition_point(|before| before.due <= promise.due);
    made.insert(at, promise);
}

/// Whether a commitment of every case is part of this one, and the rules that refuse it or may.
fn applies(wording: &Wording<'_>, index: usize) -> Result<(bool, Vec<(usize, Truth)>), Unpromised> {
    let (policy, problem) = (wording.policy, wording.complaint.problem);
    let Some(promise) = policy.commitments.get(index) else { return Ok((false, Vec::new())) };
    let view = policy.view(wording.scene);
    let here = promise.problems.is_empty() || promise.problems.contains(&problem);
    if !here || promise.when.holds(&view)? != Truth::True {
        return Ok((false, Vec::new()));
    }
    let refusals = refusals(&promise.unless, &view)?;
    Ok((any(&refusals) == Truth::False, refusals))
}

/// Deadlines that a case surely does not have, with the reasons.
pub(crate) fn not_promised(wording: &Wording<'_>) -> Result<Vec<NotPromisedDocument>, Unpromised> {
    let mut refused = Vec::new();
    for (index, document) in wording.policy.document.commitments.iter().enumerate() {
        let (_, refusals) = applies(wording, index)?;
        if document.applies == Applies::EveryCase && any(&refusals) == Truth::True {
            refused.push(NotPromisedDocument {
                id: document.id.clone(),
                title: wording.raw(&document.title).to_owned(),
                because: wording.reasons(&document.unless, &refusals),
            });
        }
    }
    Ok(refused)
}

fn made_of(
    wording: &Wording<'_>,
    index: usize,
    component: Option<&Component>,
) -> Result<CommitmentMadeDocument, Unpromised> {
    let policy = wording.policy;
    let document = policy.document.commitments.get(index).ok_or(Unpromised::OutsideCalendar)?;
    let remedy = component.and_then(|component| policy.document.remedies.get(component.remedy));
    let title = match component {
        Some(component) => promise(wording, component)?,
        None => wording.raw(&document.title).to_owned(),
    };
    let due = due(wording, index)?;
    Ok(CommitmentMadeDocument {
        id: document.id.clone(),
        what: document.what,
        title,
        remedy: remedy.map(|remedy| remedy.id.clone()),
        by: wording.role(remedy.map_or(&document.by, |remedy| &remedy.by)),
        due: date::write(due.latest),
        due_from: due.from(),
        hours: policy.commitments.get(index).and_then(|promise| hours(&promise.due)),
        if_missed: wording.loose(&document.if_missed, &[]),
        cites: document.cites.clone(),
    })
}

/// The hours, when the promise is a fixed number of hours from now.
fn hours(due: &Formula) -> Option<u32> {
    let Step::Deadline(last) = &due.step else { return None };
    if last.span != Span::Hours || !matches!(last.start.step, Step::Today) {
        return None;
    }
    let Step::Literal(hours) = &last.count.step else { return None };
    u32::try_from(hours.to_whole()?).ok()
}
