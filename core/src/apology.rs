//! Apology: composed from the facts of the case and the promises made in it, element by element.

use crate::assessment::Assessment;
use crate::commitments::{Dated, Unpromised, dated, promise};
use crate::document::policy::{Admission, Element, ElementDocument};
use crate::document::quote::{ApologyMadeDocument, SentenceDocument};
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

/// Composes the apology. Repair says the promises of the components and nothing else.
pub(crate) fn apologise(
    wording: &Wording<'_>,
    assessment: &Assessment,
    components: &[Component],
) -> Result<ApologyMadeDocument, Unpromised> {
    let document = &wording.policy.document.apology;
    let mut sentences = Vec::new();
    for element in ELEMENTS {
        if element == Element::Repair {
            sentences.extend(repair(wording, components)?);
        } else if element != Element::Responsibility || document.admission == Admission::Full {
            sentences.extend(sentence(wording, assessment, element)?);
        }
    }
    let severity = assessment.spoken_severity();
    let signs = |list: &[_]| list.is_empty() || list.contains(&severity);
    let sender = document.senders.iter().find(|sender| signs(&sender.severity));
    let sender = sender.map_or_else(|| wording.role(""), |sender| wording.role(&sender.role));
    Ok(ApologyMadeDocument { sender, sentences })
}

fn repair(
    wording: &Wording<'_>,
    components: &[Component],
) -> Result<Vec<SentenceDocument>, Unpromised> {
    let mut sentences = Vec::new();
    for component in components.iter().filter(|component| component.certain) {
        let remedy = wording.policy.document.remedies.get(component.remedy);
        let commitment = remedy.map(|remedy| remedy.commitment.clone());
        let promised = promise(wording, component)?;
        let element = Element::Repair;
        sentences.extend(promised.map(|text| SentenceDocument { element, text, commitment }));
    }
    Ok(sentences)
}

/// The first sentence of an element that fits the case, whose facts are all known and whose promise has
/// a last day.
fn sentence(
    wording: &Wording<'_>,
    assessment: &Assessment,
    element: Element,
) -> Result<Option<SentenceDocument>, Unpromised> {
    let policy = wording.policy;
    let written = policy.document.apology.elements.iter().zip(&policy.elements);
    for (document, (when, backing)) in written.filter(|(d, _)| d.element == element) {
        if !fits(wording, assessment, document)
            || when.holds(&policy.view(wording.scene))? != Truth::True
        {
            continue;
        }
        let date = match backing.map(|commitment| dated(wording, commitment)).transpose()? {
            Some(Dated::By(due)) => wording.language().date(due.latest),
            Some(Dated::Open | Dated::Beyond) => continue,
            None => String::new(),
        };
        let owner = backing.and_then(|commitment| policy.document.commitments.get(commitment));
        let by = owner.map(|owner| wording.role(&owner.by).title).unwrap_or_default();
        let text = wording.strict(&document.text, &[("due", &date), ("by", &by)]);
        if let Some(text) = text {
            return Ok(Some(SentenceDocument {
                element,
                text,
                commitment: document.commitment.clone(),
            }));
        }
    }
    Ok(None)
}

fn fits(wording: &Wording<'_>, assessment: &Assessment, document: &ElementDocument) -> bool {
    let problems = &wording.policy.document.problems;
    let problem = problems.get(wording.complaint.problem).map(|problem| &problem.id);
    let here = document.for_problems.is_empty()
        || problem.is_some_and(|id| document.for_problems.contains(id));
    let responsibility = document.responsibility.is_empty()
        || document.responsibility.contains(&assessment.spoken_responsibility());
    let severity =
        document.severity.is_empty() || document.severity.contains(&assessment.spoken_severity());
    here && responsibility && severity
}
