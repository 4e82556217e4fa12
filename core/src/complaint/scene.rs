//! The scene of a complaint: the state of every fact before anything is judged.

use super::answers::Supplied;
use crate::date;
use crate::document::complaint::ComplaintDocument;
use crate::number::Truth;
use crate::policy::Policy;
use crate::policy::formula::Overflow;
use crate::policy::vocabulary::{Choices, FactIndex, Moment, PROBLEM, Scene, State};
use chrono::NaiveDate;

/// The state of every fact: what is supplied, what a question may still bring, defaults, and derived
/// facts that need no judgement.
pub(super) fn scene(
    policy: &Policy,
    problem: usize,
    today: NaiveDate,
    supplied: &Supplied,
    document: &ComplaintDocument,
) -> Result<Scene, Overflow> {
    let vocabulary = &policy.vocabulary;
    let mut scene = Scene::unknown(vocabulary, date::to_number(today));
    scene.extend(&supplied.entries);
    let supplied = supplied.states.as_slice();
    scene.set(PROBLEM, State::Choice(Choices::one(problem)));
    let questions =
        policy.problems.get(problem).map(|p| p.questions.as_slice()).unwrap_or_default();
    for (index, fact) in vocabulary.facts.iter().enumerate().filter(|(_, f)| f.is_supplied()) {
        let known = document.known.contains_key(&fact.id);
        let asked = questions.iter().any(|(question, _)| *question == index);
        let state = last(supplied, index);
        match (known, asked) {
            (true, _) => scene.set(index, state.unwrap_or(scene.state(index))),
            (false, true) => {}
            (false, false) => scene.set(index, fact.unasked(scene.today)),
        }
    }
    for (index, when) in questions {
        let Some(fact) = vocabulary.fact(*index) else { continue };
        if document.known.contains_key(&fact.id) {
            continue;
        }
        let open = scene.state(*index);
        let answered = last(supplied, *index).unwrap_or(open);
        let unasked = fact.unasked(scene.today);
        scene.set(
            *index,
            match when.holds(&policy.view(&scene))? {
                Truth::True => answered,
                Truth::False => unasked,
                // Two different lists are any list.
                Truth::Unknown if fact.list.is_some() && answered != unasked => open,
                Truth::Unknown => answered.hull(unasked),
            },
        );
    }
    policy.derive(&mut scene, Moment::Supplied)?;
    Ok(scene)
}

/// What was supplied for a fact; the portal's word comes last and wins.
fn last(supplied: &[(FactIndex, State)], fact: FactIndex) -> Option<State> {
    supplied.iter().rev().find(|(index, _)| *index == fact).map(|(_, state)| *state)
}
