//! Apologies that would lack something: an element that some case goes without, an acknowledgement that
//! fits any complaint, a promise nobody is bound to.

use super::Lint;
use super::money::holds;
use super::search::{Found, Search};
use super::sentences::{JUDGED, fits};
use super::walk::Part;
use crate::document::policy::{Admission, Applies, Element, ElementDocument, Responsibility};
use crate::language::{Language, manners, places};
use crate::number::Truth;
use crate::policy::condition::Condition;
use crate::policy::place::Place;
use crate::policy::vocabulary::{
    Choices, FactIndex, PROBLEM, RESPONSIBILITIES, RESPONSIBILITY, Scene, Source,
};
use crate::policy::{Policy, Promise};

/// What every apology says.
const NEEDED: [(Element, &str); 4] = [
    (Element::Acknowledgement, "names what happened"),
    (Element::Responsibility, "takes responsibility"),
    (Element::Explanation, "explains it, or says what is being checked"),
    (Element::Regret, "says sorry"),
];

/// Looks at every problem and every sentence.
pub(super) fn check<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    for problem in 0..lint.policy.problems.len() {
        for (element, says) in NEEDED {
            gap(lint, search, problem, element, says);
        }
    }
    let root = Place::root().at("apology").at("elements");
    for (i, element) in lint.policy.document.apology.elements.iter().enumerate() {
        vague(lint, element, &root.at(i));
        bare(lint, element, &root.at(i));
    }
}

/// An element that some case of a problem goes without.
fn gap<'p>(
    lint: &mut Lint<'p>,
    search: &Search<'_, 'p>,
    problem: usize,
    element: Element,
    says: &str,
) {
    let policy = lint.policy;
    let Some(id) = policy.document.problems.get(problem).map(|problem| &problem.id) else { return };
    let admits = element == Element::Responsibility;
    if admits && policy.document.apology.admission != Admission::Full {
        return;
    }
    let written = policy.document.apology.elements.iter().zip(&policy.elements);
    let sure: Vec<(&ElementDocument, &Condition, Option<&Promise>)> = written
        .filter(|(document, _)| document.element == element && is_sure(policy, document, problem))
        .filter_map(|(document, (when, backing))| {
            let promise = backing.map(|backing| standing(policy, backing, problem));
            Some((document, when, if let Some(promise) = promise { Some(promise?) } else { None }))
        })
        .collect();
    let missing = |scene: &Scene| {
        let said = sure.iter().fold(Truth::False, |so_far, (document, when, promise)| {
            let made = promise.map_or(Truth::True, |promise| made(policy, promise, scene));
            so_far.or(fits(document, id, scene).and(holds(policy, when, scene)).and(made))
        });
        let needed =
            if admits { scene.choices(RESPONSIBILITY).within(ours()) } else { Truth::True };
        needed.and(said.not())
    };
    let promises = sure.iter().filter_map(|(_, _, promise)| *promise);
    let promises = promises.flat_map(|promise| promise.unless.iter().chain([&promise.when]));
    let conditions = sure.iter().map(|(_, when, _)| *when).chain(promises).chain(JUDGED.iter());
    let parts: Vec<Part<'p>> = conditions.map(Part::Condition).collect();
    if matches!(search.find(problem, &parts, &missing), Found::In(_)) {
        let message = format!("in some cases of `{id}` nothing {says}");
        let help = "add a sentence without `when` and without facts that may be missing";
        lint.say("apology-gap", &Place::root().at("apology").at("elements"), message, help);
    }
}

/// Whether a sentence can be said once a complaint about a problem is complete.
fn is_sure(policy: &Policy, document: &ElementDocument, problem: usize) -> bool {
    let mut names = document.text.values().flat_map(|words| places(words).unwrap_or_default());
    names.all(|name| {
        let fact = policy.vocabulary.find(name).filter(|fact| *fact != PROBLEM);
        fact.is_none_or(|fact| is_told(policy, problem, fact))
    })
}

/// Whether a fact is known once a complaint about a problem is complete.
fn is_told(policy: &Policy, problem: usize, index: FactIndex) -> bool {
    let Some(fact) = policy.vocabulary.fact(index) else { return false };
    match &fact.source {
        Source::BuiltIn => true,
        Source::Supplied(_) => fact.default.is_some() || is_required(policy, problem, index),
        source @ (Source::Formula(_) | Source::Condition(_) | Source::Cases(_)) => {
            let mut told = true;
            source.reads(&mut |fact| told = told && is_told(policy, problem, fact));
            told
        }
    }
}

/// Whether everybody with a problem must answer for a fact.
fn is_required(policy: &Policy, problem: usize, fact: FactIndex) -> bool {
    let asked = policy.problems.get(problem).into_iter().flat_map(|own| &own.questions);
    let written = policy.document.problems.get(problem).into_iter().flat_map(|own| &own.questions);
    let mut questions = asked.zip(written);
    questions.any(|((asked, when), question)| {
        *asked == fact && !question.optional && matches!(when, Condition::Always(true))
    })
}

/// A commitment of every case of a problem.
fn standing(policy: &Policy, index: usize, problem: usize) -> Option<&Promise> {
    let document = policy.document.commitments.get(index)?;
    let promise = policy.commitments.get(index)?;
    let here = promise.problems.is_empty() || promise.problems.contains(&problem);
    (here && document.applies == Applies::EveryCase).then_some(promise)
}

/// Whether a commitment is part of a case.
fn made(policy: &Policy, promise: &Promise, scene: &Scene) -> Truth {
    let refused = promise.unless.iter().map(|when| holds(policy, when, scene));
    holds(policy, &promise.when, scene).and(refused.fold(Truth::False, Truth::or).not())
}

/// The responsibilities that must be said.
fn ours() -> Choices {
    let ours =
        |verdict: &Responsibility| matches!(verdict, Responsibility::Ours | Responsibility::Shared);
    let bits = RESPONSIBILITIES.iter().enumerate().filter(|(_, (verdict, _))| ours(verdict));
    bits.map(|(bit, _)| Choices::one(bit)).fold(Choices::NONE, Choices::union)
}

/// An acknowledgement that could stand in any letter to anyone.
fn vague(lint: &mut Lint<'_>, element: &ElementDocument, at: &Place) {
    let named = |words: &str| places(words).is_ok_and(|names| !names.is_empty());
    let fills = element.text.values().any(|words| named(words));
    let several = lint.policy.problems.len() > 1;
    if element.element == Element::Acknowledgement
        && several
        && element.for_problems.is_empty()
        && !fills
    {
        let message = "this acknowledgement fits any complaint".to_owned();
        let help = "name the problem it is for, or fill in `{problem}` or a fact";
        lint.say("vague-acknowledgement", at, message, help);
    }
}

/// A promise in words that nothing backs.
fn bare(lint: &mut Lint<'_>, element: &ElementDocument, at: &Place) {
    for (tag, words) in element.text.iter().filter(|_| element.commitment.is_none()) {
        let language = Language::of(tag);
        if let Some(verb) = language.and_then(|language| manners::promise(language, words)) {
            let message = format!("“{verb}” promises something nobody is bound to");
            let help =
                "name the commitment under `commitment` and say `{due}`, or say what is so now";
            lint.say("bare-promise", &at.at("text").at(tag), message, help);
        }
    }
}
