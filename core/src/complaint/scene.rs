//! The scene of a complaint: the state of every fact before anything is judged.

use super::answers::{Stated, Supplied};
use crate::date;
use crate::number::Truth;
use crate::policy::Policy;
use crate::policy::condition::Condition;
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
) -> Result<Scene, Overflow> {
    let mut scene = blank(policy, problem, today);
    scene.extend(&supplied.entries);
    fill(policy, problem, &supplied.states, &mut scene)?;
    Ok(scene)
}

/// The scene of a problem on a day while nothing is supplied: what questions may bring is open, the
/// rest is as it is when nobody asks.
pub(crate) fn blank(policy: &Policy, problem: usize, today: NaiveDate) -> Scene {
    let mut scene = Scene::unknown(&policy.vocabulary, date::to_number(today));
    scene.set(PROBLEM, State::Choice(Choices::one(problem)));
    let questions = questions(policy, problem);
    let facts = policy.vocabulary.facts.iter().enumerate();
    for (index, fact) in facts.filter(|(_, fact)| fact.is_supplied()) {
        if !questions.iter().any(|(question, _)| *question == index) {
            scene.set(index, fact.unasked(scene.today));
        }
    }
    scene
}

/// Puts what is supplied into a blank scene, and derives what follows without judgement.
pub(crate) fn fill(
    policy: &Policy,
    problem: usize,
    supplied: &[Stated],
    scene: &mut Scene,
) -> Result<(), Overflow> {
    for own in supplied.iter().filter(|own| own.known) {
        scene.set(own.fact, own.state);
    }
    for (index, when) in questions(policy, problem) {
        let Some(fact) = policy.vocabulary.fact(*index) else { continue };
        let own = supplied.iter().filter(|own| own.fact == *index).max_by_key(|own| own.known);
        if own.is_some_and(|own| own.known) {
            continue;
        }
        let open = scene.state(*index);
        let answered = own.map_or(open, |own| own.state);
        let unasked = fact.unasked(scene.today);
        scene.set(
            *index,
            match when.holds(&policy.view(scene))? {
                Truth::True => answered,
                Truth::False => unasked,
                // Two different lists are any list.
                Truth::Unknown if fact.list.is_some() => {
                    let same = scene.entries_of(answered) == scene.entries_of(unasked);
                    if same { answered } else { open }
                }
                Truth::Unknown => answered.hull(unasked),
            },
        );
    }
    policy.derive(scene, Moment::Supplied)
}

fn questions(policy: &Policy, problem: usize) -> &[(FactIndex, Condition)] {
    policy.problems.get(problem).map(|problem| problem.questions.as_slice()).unwrap_or_default()
}
