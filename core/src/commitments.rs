//! Commitments: what is promised in a case, by whom, by when, and what follows if it is missed.

use crate::document::policy::Applies;
use crate::document::quote::CommitmentMadeDocument;
use crate::number::Truth;
use crate::options::{Component, Offered};
use crate::policy::formula::Overflow;
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

/// The last day of a commitment by index.
pub(crate) fn due(wording: &Wording<'_>, commitment: usize) -> Result<NaiveDate, Unpromised> {
    let policy = wording.policy;
    let promise = policy.commitments.get(commitment).ok_or(Unpromised::OutsideCalendar)?;
    let due = promise.within.after(wording.complaint.today, &policy.calendars);
    due.ok_or(Unpromised::OutsideCalendar)
}

/// The promise a component carries, in words.
pub(crate) fn promise(wording: &Wording<'_>, component: &Component) -> Result<String, Unpromised> {
    let (policy, remedy) = (wording.policy, component.remedy);
    let Some(document) = policy.document.remedies.get(remedy) else { return Ok(String::new()) };
    let commitment = policy.remedies.get(remedy).map_or(0, |remedy| remedy.commitment);
    let due = wording.language().date(due(wording, commitment)?);
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
        let always = document.applies == Applies::EveryCase && applies(wording, index)?;
        if always || approving {
            made.push(made_of(wording, index, None)?);
        }
    }
    for component in components {
        let remedy = wording.policy.remedies.get(component.remedy);
        let commitment = remedy.map_or(0, |remedy| remedy.commitment);
        made.push(made_of(wording, commitment, Some(component))?);
    }
    made.sort_by(|a, b| a.due.cmp(&b.due));
    Ok(made)
}

fn applies(wording: &Wording<'_>, index: usize) -> Result<bool, Unpromised> {
    let Some(promise) = wording.policy.commitments.get(index) else { return Ok(false) };
    let here = promise.problems.is_empty() || promise.problems.contains(&wording.complaint.problem);
    Ok(here && promise.when.holds(wording.scene)? == Truth::True)
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
    Ok(CommitmentMadeDocument {
        id: document.id.clone(),
        what: document.what,
        title,
        remedy: remedy.map(|remedy| remedy.id.clone()),
        by: wording.role(remedy.map_or(&document.by, |remedy| &remedy.by)),
        due: date::write(due(wording, index)?),
        hours: policy.commitments.get(index).and_then(|promise| promise.within.hours()),
        if_missed: wording.loose(&document.if_missed, &[]),
        cites: document.cites.clone(),
    })
}
