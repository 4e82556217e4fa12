//! Sentences of the apology that are never said.

use super::Lint;
use super::money::holds;
use super::reach::{NEVER, Reach};
use super::walk::Part;
use crate::document::policy::{ElementDocument, Responsibility};
use crate::language::places;
use crate::number::Truth;
use crate::policy::Policy;
use crate::policy::condition::Condition;
use crate::policy::place::Place;
use crate::policy::vocabulary::{
    Choices, FactIndex, RESPONSIBILITIES, RESPONSIBILITY, SEVERITIES, SEVERITY, Scene,
};
use std::sync::LazyLock;

/// Sentences that fit no case, or come after one that always does.
pub(super) fn check<'p>(reach: &Reach<'_, '_, 'p>, lint: &mut Lint<'p>) {
    let elements = Place::root().at("apology").at("elements");
    for index in 0..reach.policy.elements.len() {
        let Some(sentence) = Sentence::of(reach.policy, index) else { continue };
        let parts = sentence.parts();
        let never = |problem| {
            !sentence.said_meanwhile(reach, problem)
                && reach.never(problem, &parts, &|scene| sentence.said(problem, scene))
        };
        if (0..reach.policy.problems.len()).all(never) {
            let message = "this sentence is never said".to_owned();
            let help = "correct where it fits or the sentences before it, or remove it";
            lint.say(NEVER, &elements.at(index), message, help);
        }
    }
}

/// A sentence as it is written, and when it is said.
type Written<'p> = (&'p ElementDocument, &'p Condition);

/// A sentence, and those before it that take its place wherever they fit.
struct Sentence<'p> {
    policy: &'p Policy,
    own: Written<'p>,
    before: Vec<Written<'p>>,
}

impl<'p> Sentence<'p> {
    fn of(policy: &'p Policy, index: usize) -> Option<Self> {
        let all = policy.document.apology.elements.iter().zip(&policy.elements);
        let mut all = all.map(|(document, (when, _))| (document, when));
        let mut before: Vec<Written<'p>> = all.by_ref().take(index).collect();
        let own = all.next()?;
        before.retain(|(other, _)| {
            other.element == own.0.element
                && other.commitment.is_none()
                && always_fits(policy, other)
        });
        Some(Self { policy, own, before })
    }

    /// What decides whether it is said.
    fn parts(&self) -> Vec<Part<'p>> {
        let written = self.before.iter().chain([&self.own]).map(|(_, when)| *when);
        written.chain(JUDGED.iter()).map(Part::Condition).collect()
    }

    /// Whether it fits a case, and whether one before it does.
    fn fits(&self, problem: usize, scene: &Scene) -> (Truth, Truth) {
        let id = self.policy.document.problems.get(problem).map_or("", |problem| &problem.id);
        let fits = |(document, when): &Written<'p>| {
            fits(document, id, scene).and(holds(self.policy, when, scene))
        };
        (fits(&self.own), self.before.iter().map(fits).fold(Truth::False, Truth::or))
    }

    fn said(&self, problem: usize, scene: &Scene) -> Truth {
        let (own, earlier) = self.fits(problem, scene);
        own.and(earlier.not())
    }

    /// Whether it is said before anything is known: one that waits for answers leaves its place to those after it.
    fn said_meanwhile(&self, reach: &Reach<'_, '_, 'p>, problem: usize) -> bool {
        let cases = reach.search.cases;
        let open = cases.days.first().and_then(|day| cases.scene(*day, problem, &[]));
        open.map(|scene| self.fits(problem, &scene))
            .is_some_and(|(own, earlier)| own == Truth::True && earlier != Truth::True)
    }
}

/// Conditions that read each verdict of the two judgements, so that a search settles what they rest on.
pub(super) static JUDGED: LazyLock<Vec<Condition>> = LazyLock::new(|| {
    let verdicts = |fact: FactIndex, count: usize| {
        (0..count).map(move |verdict| Condition::OneOf(fact, Choices::one(verdict)))
    };
    let responsibility = verdicts(RESPONSIBILITY, RESPONSIBILITIES.len());
    responsibility.chain(verdicts(SEVERITY, SEVERITIES.len())).collect()
});

/// Whether a sentence can always be said where it fits: no fact in it may be missing.
fn always_fits(policy: &Policy, document: &ElementDocument) -> bool {
    let mut names = document.text.values().flat_map(|words| places(words).unwrap_or_default());
    !names.any(|name| name != "problem" && policy.vocabulary.find(name).is_some())
}

/// Whether a sentence fits a problem and what is judged about it.
pub(super) fn fits(document: &ElementDocument, problem: &str, scene: &Scene) -> Truth {
    let here =
        document.for_problems.is_empty() || document.for_problems.iter().any(|p| p == problem);
    // While responsibility is open, sentences for the unclear case are said.
    let open = document.responsibility.contains(&Responsibility::Unclear);
    let responsible =
        one_of(scene.choices(RESPONSIBILITY), &document.responsibility, &RESPONSIBILITIES);
    let responsible = if open { responsible.or(Truth::Unknown) } else { responsible };
    let severe = one_of(scene.choices(SEVERITY), &document.severity, &SEVERITIES);
    Truth::of(here).and(responsible).and(severe)
}

/// Whether the verdict is one of a list; an empty list takes all.
fn one_of<T: PartialEq>(open: Choices, list: &[T], all: &[(T, &str)]) -> Truth {
    if list.is_empty() {
        return Truth::True;
    }
    let bits = list.iter().filter_map(|verdict| all.iter().position(|(other, _)| other == verdict));
    open.within(bits.map(Choices::one).fold(Choices::NONE, Choices::union))
}
