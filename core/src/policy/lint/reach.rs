//! What no complaint ever reaches: questions, rules, remedies, options, rows of tables, sentences.

use super::money::{any, holds};
use super::search::{Found, Search};
use super::walk::Part;
use super::{Lint, entry, sentences};
use crate::document::policy::{Basis, Severity};
use crate::number::Truth;
use crate::policy::condition::Condition;
use crate::policy::place::Place;
use crate::policy::vocabulary::{SEVERITIES, Scene, Source};
use crate::policy::{Policy, Problem};
use crate::remedy::{Family, family};

pub(super) const NEVER: &str = "never-reachable";
const MEND: &str = "correct the condition, or remove it";

/// Looks at everything that has a condition.
pub(super) fn check<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    let reach = Reach { policy: lint.policy, search };
    for (index, problem) in lint.policy.problems.iter().enumerate() {
        reach.problem(lint, index, problem);
    }
    reach.facts(lint);
    reach.remedies(lint);
    reach.options(lint);
    reach.promises(lint);
    sentences::check(&reach, lint);
    reach.senders(lint);
    super::rows::check(&reach, lint);
}

pub(super) struct Reach<'s, 'c, 'p> {
    pub policy: &'p Policy,
    pub search: &'s Search<'c, 'p>,
}

impl<'p> Reach<'_, '_, 'p> {
    /// Whether something holds in no case of a problem.
    pub fn never(
        &self,
        problem: usize,
        parts: &[Part<'p>],
        holds: &dyn Fn(&Scene) -> Truth,
    ) -> bool {
        self.search.find(problem, parts, holds) == Found::Never
    }

    fn condition_never(&self, problem: usize, when: &'p Condition) -> bool {
        self.never(problem, &[Part::Condition(when)], &|scene| holds(self.policy, when, scene))
    }

    fn problem(&self, lint: &mut Lint<'p>, index: usize, problem: &'p Problem) {
        let at = entry("problems", index);
        for (j, (_, when)) in problem.questions.iter().enumerate() {
            if self.condition_never(index, when) {
                let message = "this question is never asked".to_owned();
                lint.say(NEVER, &at.at("questions").at(j), message, MEND);
            }
        }
        let conditions = problem.responsibility.iter().map(|(when, _)| when).collect();
        self.rules(lint, &[index], conditions, &at.at("responsibility"));
        let conditions = problem.severity.iter().map(|(when, _)| when).collect();
        self.rules(lint, &[index], conditions, &at.at("severity"));
        let lists = [("not_due", &problem.not_due), ("contradictions", &problem.contradictions)];
        for (key, list) in lists {
            for (j, when) in list.iter().enumerate() {
                if self.condition_never(index, when) {
                    let message = "this rule never holds".to_owned();
                    lint.say(NEVER, &at.at(key).at(j), message, MEND);
                }
            }
        }
    }

    /// Rules of which the first that holds decides; the last one is there for safety.
    fn rules(
        &self,
        lint: &mut Lint<'p>,
        problems: &[usize],
        rules: Vec<&'p Condition>,
        at: &Place,
    ) {
        for index in 0..rules.len().saturating_sub(1) {
            let (before, own) = rules.split_at(index);
            let Some(own) = own.first() else { continue };
            let parts = [*own].into_iter().chain(before.iter().copied()).map(Part::Condition);
            let parts: Vec<Part<'p>> = parts.collect();
            let decides = |scene: &Scene| {
                holds(self.policy, own, scene)
                    .and(any(self.policy, before.iter().copied(), scene).not())
            };
            if problems.iter().all(|problem| self.never(*problem, &parts, &decides)) {
                let message = "this rule never decides".to_owned();
                let help = "correct its condition or the rules before it, or remove it";
                lint.say(NEVER, &at.at(index), message, help);
            }
        }
    }

    /// Rules of derived choices.
    fn facts(&self, lint: &mut Lint<'p>) {
        let all: Vec<usize> = (0..self.policy.problems.len()).collect();
        for fact in &self.policy.vocabulary.facts {
            if let Source::Cases(rules) = &fact.source {
                let conditions = rules.iter().map(|(when, _)| when).collect();
                self.rules(
                    lint,
                    &all,
                    conditions,
                    &Place::root().at("facts").at(&fact.id).at("cases"),
                );
            }
        }
    }

    /// Whether a remedy is due; goodwill only while no rule of the problem refuses it. Its own reasons to
    /// refuse are left out: one that always holds for a problem is there to be told.
    fn due(&self, problem: &Problem, remedy: usize, scene: &Scene) -> Truth {
        let documents = &self.policy.document.remedies;
        let pair = self.policy.remedies.get(remedy).zip(documents.get(remedy));
        let Some((remedy, document)) = pair else { return Truth::False };
        let spared =
            document.basis != Basis::Goodwill || family(document.kind) == Family::Emotional;
        let refusing = problem.not_due.iter().filter(|_| !spared);
        holds(self.policy, &remedy.when, scene).and(any(self.policy, refusing, scene).not())
    }

    /// Says for which of its problems something is never so.
    fn say_each(
        &self,
        lint: &mut Lint<'p>,
        at: &Place,
        names: &[String],
        never: &[bool],
        what: &str,
    ) {
        if never.iter().all(|never| *never) {
            lint.say(NEVER, at, format!("this can never be {what}"), MEND);
            return;
        }
        for (j, name) in names.iter().enumerate().filter(|(j, _)| never.get(*j) == Some(&true)) {
            let message = format!("for `{name}` this can never be {what}");
            let help = "correct the condition, or remove the problem here";
            lint.say(NEVER, &at.at("for").at(j), message, help);
        }
    }

    fn remedies(&self, lint: &mut Lint<'p>) {
        let policy = self.policy;
        for (i, (remedy, document)) in
            policy.remedies.iter().zip(&policy.document.remedies).enumerate()
        {
            let never = |index: &usize| {
                let Some(problem) = policy.problems.get(*index) else { return false };
                let mut parts = vec![Part::Condition(&remedy.when)];
                parts.extend(problem.not_due.iter().map(Part::Condition));
                self.never(*index, &parts, &|scene| self.due(problem, i, scene))
            };
            let never: Vec<bool> = remedy.problems.iter().map(never).collect();
            let at = entry("remedies", i);
            self.say_each(lint, &at, &document.for_problems, &never, "due");
            self.reasons(lint, &remedy.unless, &remedy.problems, &at);
        }
    }

    /// Reasons to refuse something that hold for none of its problems.
    fn reasons(&self, lint: &mut Lint<'p>, rules: &'p [Condition], problems: &[usize], at: &Place) {
        for (j, when) in rules.iter().enumerate() {
            if problems.iter().all(|problem| self.condition_never(*problem, when)) {
                lint.say(NEVER, &at.at("unless").at(j), "this reason never holds".to_owned(), MEND);
            }
        }
    }

    fn options(&self, lint: &mut Lint<'p>) {
        let policy = self.policy;
        for (i, (option, document)) in
            policy.options.iter().zip(&policy.document.options).enumerate()
        {
            let listed = |scene: &Scene, problem: &Problem| {
                let own = option.remedies.iter().filter(|r| problem.remedies.contains(r));
                let due = own.map(|remedy| self.due(problem, *remedy, scene));
                let any = due.fold(Truth::False, Truth::or);
                holds(policy, &option.when, scene).and(any)
            };
            let never = |index: &usize| {
                let Some(problem) = policy.problems.get(*index) else { return false };
                let mut parts = vec![Part::Condition(&option.when)];
                let remedies = option.remedies.iter().filter_map(|r| policy.remedies.get(*r));
                parts.extend(remedies.map(|remedy| Part::Condition(&remedy.when)));
                parts.extend(problem.not_due.iter().map(Part::Condition));
                self.never(*index, &parts, &|scene| listed(scene, problem))
            };
            let never: Vec<bool> = option.problems.iter().map(never).collect();
            let at = entry("options", i);
            self.say_each(lint, &at, &document.for_problems, &never, "offered");
            let preferred = &option.recommended_when;
            let recommended = |scene: &Scene| {
                holds(policy, &option.when, scene).and(holds(policy, preferred, scene))
            };
            let parts = [&option.when, preferred].map(Part::Condition);
            let mut problems = option.problems.iter();
            if document.recommended_when.is_some()
                && problems.all(|index| self.never(*index, &parts, &recommended))
            {
                let message = format!("`{}` is never recommended by this", document.id);
                lint.say(NEVER, &at.at("recommended_when"), message, MEND);
            }
        }
    }

    /// Commitments and legal floors.
    fn promises(&self, lint: &mut Lint<'p>) {
        let policy = self.policy;
        let all: Vec<usize> = (0..policy.problems.len()).collect();
        let mut never = |when: &'p Condition, problems: &[usize], at: &Place, what: &str| {
            let problems = if problems.is_empty() { &all } else { problems };
            if problems.iter().all(|index| self.condition_never(*index, when)) {
                lint.say(NEVER, &at.at("when"), format!("this {what}"), MEND);
            }
        };
        for (i, promise) in policy.commitments.iter().enumerate() {
            let at = entry("commitments", i);
            never(&promise.when, &promise.problems, &at, "is never promised");
        }
        for (i, floor) in policy.limits.floors.iter().enumerate() {
            let at = Place::root().at("limits").at("floors").at(i);
            never(&floor.when, &floor.problems, &at, "floor never holds");
        }
        for (i, promise) in policy.commitments.iter().enumerate() {
            let problems = if promise.problems.is_empty() { &all } else { &promise.problems };
            self.reasons(lint, &promise.unless, problems, &entry("commitments", i));
        }
    }

    /// Senders for severities that no rule gives, or that somebody before them signs.
    fn senders(&self, lint: &mut Lint<'p>) {
        let documents = &self.policy.document.problems;
        let given: Vec<Severity> =
            documents.iter().flat_map(|problem| &problem.severity).map(|rule| rule.is).collect();
        let mut signed: Vec<Severity> = Vec::new();
        for (i, sender) in self.policy.document.apology.senders.iter().enumerate() {
            let all = SEVERITIES.map(|(severity, _)| severity);
            let own = if sender.severity.is_empty() { &all[..] } else { &sender.severity };
            let last = sender.severity.is_empty() || sender.repeated;
            if !last && !own.iter().any(|s| given.contains(s) && !signed.contains(s)) {
                let message = format!("`{}` never signs", sender.role);
                let help = "name a severity that a rule gives and nobody before signs";
                lint.say(NEVER, &Place::root().at("apology").at("senders").at(i), message, help);
            }
            if !sender.repeated {
                signed.extend(own);
            }
        }
    }
}
