//! Apology: composed from the facts of the case and the promises made in it, element by element.

use crate::assessment::Assessment;
use crate::commitments::{Promises, Unpromised};
use crate::date;
use crate::document::policy::{
    Admission, Element, ElementDocument, Responsibility, SenderDocument,
};
use crate::document::quote::{
    ApologyMadeDocument, CommitmentMadeDocument, Named, SentenceDocument,
};
use crate::number::Truth;
use crate::options::Component;
use crate::wording::Wording;

/// The elements in the order they are said.
const ELEMENTS: [Element; 8] = [
    Element::Empathy,
    Element::Acknowledgement,
    Element::Responsibility,
    Element::Explanation,
    Element::Regret,
    Element::Repair,
    Element::Change,
    Element::Thanks,
];

/// Composes the apology. Repair says the promises of the components and nothing else; any other promise
/// is bound to one of the commitments made in this case.
pub(crate) fn apologise(
    wording: &Wording<'_>,
    assessment: &Assessment,
    components: &[Component],
    promises: &Promises,
) -> Result<ApologyMadeDocument, Unpromised> {
    let case = Case { wording, assessment, made: &promises.made };
    let mut sentences = Vec::new();
    for element in ELEMENTS {
        let repair = repair(wording, element, components, promises);
        if repair.is_empty() {
            sentences.extend(case.sentence(element)?);
        } else {
            sentences.extend(repair);
        }
    }
    Ok(ApologyMadeDocument { sender: case.sender()?, sentences })
}

/// The promises of what the option surely holds, for the element that says them.
fn repair(
    wording: &Wording<'_>,
    element: Element,
    components: &[Component],
    promises: &Promises,
) -> Vec<SentenceDocument> {
    let components = components.iter().zip(&promises.of_components);
    let certain = components.filter(|(own, _)| own.certain && element == Element::Repair);
    let sentences = certain.filter_map(|(component, promised)| {
        let remedy = wording.policy.document.remedies.get(component.remedy);
        let commitment = remedy.map(|remedy| remedy.commitment.clone());
        promised.clone().map(|text| SentenceDocument { element, text, commitment })
    });
    sentences.collect()
}

/// What a sentence must fit.
struct Case<'a> {
    wording: &'a Wording<'a>,
    assessment: &'a Assessment,
    /// What is promised.
    made: &'a [CommitmentMadeDocument],
}

impl Case<'_> {
    /// Who signs: for the severity, and somebody more senior when it is not the first apology.
    fn sender(&self) -> Result<Named, Unpromised> {
        let (policy, repeated) = (self.wording.policy, is_repeated(self.wording)?);
        let severity = self.assessment.spoken_severity();
        let signs = |sender: &&SenderDocument| {
            lists(&sender.severity, &severity) && (repeated || !sender.repeated)
        };
        let sender = policy.document.apology.senders.iter().find(signs);
        Ok(self.wording.role(sender.map_or("", |sender| &sender.role)))
    }

    /// The first sentence of an element that fits the case, whose facts are all known and whose promise
    /// is made.
    fn sentence(&self, element: Element) -> Result<Option<SentenceDocument>, Unpromised> {
        let (wording, policy) = (self.wording, self.wording.policy);
        let written = policy.document.apology.elements.iter().zip(&policy.elements);
        for (document, (when, _)) in written.filter(|(d, _)| d.element == element) {
            if !self.fits(document) || when.holds(&policy.view(wording.scene))? != Truth::True {
                continue;
            }
            let backing = document.commitment.as_ref();
            let promise = backing.and_then(|id| self.made.iter().find(|made| made.id == *id));
            if promise.is_some() != backing.is_some() {
                continue;
            }
            let due = promise.and_then(|promise| date::read(&promise.due));
            let due = due.map(|due| wording.date(due)).unwrap_or_default();
            let by = promise.map_or("", |promise| &promise.by.title);
            let text = wording.strict(&document.text, &[("due", &due), ("by", by)]);
            if let Some(text) = text {
                let commitment = document.commitment.clone();
                return Ok(Some(SentenceDocument { element, text, commitment }));
            }
        }
        Ok(None)
    }

    fn fits(&self, document: &ElementDocument) -> bool {
        let problems = &self.wording.policy.document.problems;
        let problem = problems.get(self.wording.complaint.problem).map(|problem| &problem.id);
        problem.is_some_and(|id| lists(&document.for_problems, id))
            && lists(&document.responsibility, &self.assessment.spoken_responsibility())
            && lists(&document.severity, &self.assessment.spoken_severity())
            && self.may_be_said(document)
    }

    /// What may be admitted decides over sentences that admit.
    fn may_be_said(&self, document: &ElementDocument) -> bool {
        let admits = document.element == Element::Responsibility;
        let ours = |responsibility: &Responsibility| {
            matches!(responsibility, Responsibility::Ours | Responsibility::Shared)
        };
        let for_ours =
            !document.responsibility.is_empty() && document.responsibility.iter().all(ours);
        match self.wording.policy.document.apology.admission {
            Admission::Full => true,
            Admission::Explanation => !admits,
            Admission::RegretOnly => !admits && !for_ours,
        }
    }
}

/// Whether this customer has had an apology already.
pub(crate) fn is_repeated(wording: &Wording<'_>) -> Result<bool, Unpromised> {
    Ok(wording.policy.repeated.holds(&wording.policy.view(wording.scene))? == Truth::True)
}

/// Whether a list names a value; an empty one means all.
pub(crate) fn lists<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}
