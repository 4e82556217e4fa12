//! Commitments: what is promised in a case, by whom, by when, and what follows if it is missed.

use crate::calendar::Span;
use crate::document::policy::Applies;
use crate::document::quote::{CitedReason, CommitmentMadeDocument, NotPromisedDocument};
use crate::due::{Dated, DueDate};
use crate::evaluation::{any, refusals};
use crate::number::Truth;
use crate::options::{Component, Offered};
use crate::policy::formula::{Formula, Overflow, Step};
use crate::wording::Wording;
use crate::{fault::Fault, language::Phrase};

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

/// The last day of a commitment by index; none while a missing fact decides whether there is one.
pub(crate) fn due(wording: &Wording<'_>, commitment: usize) -> Result<Option<DueDate>, Unpromised> {
    match wording.day(commitment)? {
        Dated::By(due) => Ok(Some(due)),
        Dated::Open => Ok(None),
        // A promise beyond every calendar is not made at all.
        Dated::Beyond => Err(Unpromised::OutsideCalendar),
    }
}

/// The promise a component carries, in words; none while a missing fact leaves it without a last day.
fn promise(wording: &Wording<'_>, component: &Component) -> Result<Option<String>, Unpromised> {
    let (policy, remedy) = (wording.policy, component.remedy);
    let Some(document) = policy.document.remedies.get(remedy) else { return Ok(None) };
    let commitment = policy.remedies.get(remedy).map_or(0, |remedy| remedy.commitment);
    let Some(due) = due(wording, commitment)? else { return Ok(None) };
    let due = wording.date(due.latest);
    let by = wording.role_title(&document.by);
    let amount = component.amount.map(|amount| wording.money(amount)).unwrap_or_default();
    let extras = [("amount", amount.as_str()), ("due", &due), ("by", by)];
    Ok(Some(wording.loose(&document.promise, &extras)))
}

/// Promises of a case, and deadlines it does not have.
#[derive(Debug, Default)]
pub(crate) struct Promises {
    /// Earliest first.
    pub made: Vec<CommitmentMadeDocument>,
    /// What each component promises, in their order; none without a last day.
    pub of_components: Vec<Option<String>>,
    /// With the reasons.
    pub refused: Vec<NotPromisedDocument>,
}

/// Every promise of a case: those of every case, those of the components, and the decision of whoever
/// must approve.
pub(crate) fn commit(
    wording: &Wording<'_>,
    components: &[Component],
    offered: Option<&Offered>,
) -> Result<Promises, Unpromised> {
    let mut promises = Promises::default();
    for (index, document) in wording.policy.document.commitments.iter().enumerate() {
        let approving = offered
            .and_then(|offered| offered.approver.as_ref())
            .is_some_and(|(_, commitment)| *commitment == index);
        if document.applies == Applies::EveryCase {
            in_every_case(wording, index, approving, &mut promises)?;
        } else if approving || looked_at(wording, index)? {
            add(&mut promises.made, made_of(wording, index, None)?);
        }
    }
    for component in components {
        let remedy = wording.policy.remedies.get(component.remedy);
        let commitment = remedy.map_or(0, |remedy| remedy.commitment);
        let made = made_of(wording, commitment, Some(component))?;
        promises.of_components.push(made.as_ref().map(|made| made.title.clone()));
        add(&mut promises.made, made);
    }
    Ok(promises)
}

/// A commitment of every case: promised, surely refused with its reasons, or neither while facts are
/// missing. One that no calendar reaches is told with the way to a person, so that the rest stands.
fn in_every_case(
    wording: &Wording<'_>,
    index: usize,
    approving: bool,
    promises: &mut Promises,
) -> Result<(), Unpromised> {
    let Some(document) = wording.policy.document.commitments.get(index) else { return Ok(()) };
    let (always, refusals) = applies(wording, index)?;
    let because = if always && !approving && wording.day(index)? == Dated::Beyond {
        let because = wording.language().say(Phrase::OutsideCalendar, &[]);
        vec![CitedReason { because, cites: document.cites.clone() }]
    } else if always || approving {
        add(&mut promises.made, made_of(wording, index, None)?);
        Vec::new()
    } else {
        wording.reasons(&document.unless, &refusals)
    };
    if !because.is_empty() {
        let (id, title) = (document.id.clone(), wording.raw(&document.title).to_owned());
        promises.refused.push(NotPromisedDocument { id, title, because });
    }
    Ok(())
}

/// Adds a promise by its day, after those of the same day.
fn add(made: &mut Vec<CommitmentMadeDocument>, promise: Option<CommitmentMadeDocument>) {
    let Some(promise) = promise else { return };
    let at = made.partition_point(|before| before.due <= promise.due);
    made.insert(at, promise);
}

/// Whether somebody looks at the case by this commitment.
fn looked_at(wording: &Wording<'_>, index: usize) -> Result<bool, Unpromised> {
    let view = wording.policy.view(wording.scene);
    for (rule, _) in wording.policy.escalations_of(wording.complaint.problem) {
        if rule.commitment == Some(index) && rule.when.holds(&view)? == Truth::True {
            return Ok(true);
        }
    }
    Ok(false)
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

/// The promise; none while a missing fact leaves it without a last day.
fn made_of(
    wording: &Wording<'_>,
    index: usize,
    component: Option<&Component>,
) -> Result<Option<CommitmentMadeDocument>, Unpromised> {
    let policy = wording.policy;
    let document = policy.document.commitments.get(index).ok_or(Unpromised::OutsideCalendar)?;
    let remedy = component.and_then(|component| policy.document.remedies.get(component.remedy));
    let Some(due) = due(wording, index)? else { return Ok(None) };
    let title = match component {
        Some(component) => promise(wording, component)?.unwrap_or_default(),
        None => wording.raw(&document.title).to_owned(),
    };
    Ok(Some(CommitmentMadeDocument {
        id: document.id.clone(),
        what: document.what,
        title,
        remedy: remedy.map(|remedy| remedy.id.clone()),
        by: wording.role(remedy.map_or(&document.by, |remedy| &remedy.by)),
        due: due.last(),
        due_from: due.from(),
        hours: policy.commitments.get(index).and_then(|promise| hours(&promise.due)),
        if_missed: wording.loose(&document.if_missed, &[]),
        cites: document.cites.clone(),
    }))
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
