//! Checks of a compiled policy as a whole: what can never happen, what contradicts itself, what is unused.

mod bounds;

use super::compile::Divisor;
use super::condition::Condition;
use super::formula::{Formula, Part, Step};
use super::place::Place;
use super::vocabulary::{Choices, FactIndex, PROBLEM, Scene, Source};
use super::{Checked, Figure, Policy};
use crate::date;
use crate::document::policy::{Applies, Basis, RemedyKind};
use crate::fault::Fault;
use crate::fault::words;
use crate::language::places;
use crate::number::{Exact, Truth};
use crate::remedy::is_money;
use chrono::Datelike;
use std::collections::BTreeSet;

/// Adds what is wrong with the policy as a whole.
pub(super) fn check(policy: &Policy, divisors: &[Divisor], checked: &mut Checked) {
    let mut lint = Lint { policy, checked };
    lint.bounds(divisors);
    lint.remedies();
    lint.options();
    lint.caps();
    lint.unused();
    lint.calendars();
}

struct Lint<'p, 'c> {
    policy: &'p Policy,
    checked: &'c mut Checked,
}

impl Lint<'_, '_> {
    fn fault(&mut self, code: &'static str, at: &Place, message: String, help: &str) {
        self.checked.faults.push(Fault::new(code, at, message).help(help));
    }

    fn warning(&mut self, code: &'static str, at: &Place, message: String, help: &str) {
        self.checked.warnings.push(Fault::new(code, at, message).help(help));
    }

    /// A complaint about one problem of which nothing is known.
    fn blank(&self, problem: usize) -> Scene {
        let today = date::to_number(self.policy.valid.0);
        let mut scene = Scene::unknown(&self.policy.vocabulary, today);
        scene.set(PROBLEM, super::vocabulary::State::Choice(Choices::one(problem)));
        scene
    }

    fn possible(&self, when: &Condition, problems: &[usize]) -> bool {
        problems
            .iter()
            .any(|problem| when.holds(&self.policy.view(&self.blank(*problem))) != Ok(Truth::False))
    }

    fn remedies(&mut self) {
        let policy = self.policy;
        for (i, (remedy, document)) in
            policy.remedies.iter().zip(&policy.document.remedies).enumerate()
        {
            let at = Place::root().at("remedies").at(i);
            if !self.possible(&remedy.when, &remedy.problems) {
                let message =
                    words!("`{}` can never be due: its condition never holds", document.id);
                self.fault(
                    "never-reachable",
                    &at,
                    message,
                    "correct `when` or `for`, or remove it",
                );
            }
            let offered = policy.options.iter().any(|option| {
                option.remedies.contains(&i)
                    && option.problems.iter().any(|problem| remedy.problems.contains(problem))
            });
            if document.basis == Basis::Goodwill && !offered {
                let message = words!("`{}` is in no option for its problems", document.id);
                self.fault("never-reachable", &at, message, "offer it in an option, or remove it");
            }
            if document.basis != Basis::Goodwill && offered {
                let message =
                    words!("`{}` is owed, so it is part of every option already", document.id);
                self.fault(
                    "owed-in-option",
                    &at,
                    message,
                    "remove it from the options that list it",
                );
            }
        }
    }

    fn options(&mut self) {
        let policy = self.policy;
        for (i, document) in policy.document.options.iter().enumerate() {
            let at = Place::root().at("options").at(i);
            if document.remedies.is_empty() {
                self.fault(
                    "empty-list",
                    &at.at("remedies"),
                    "the option is empty".to_owned(),
                    "list remedies",
                );
            }
            let possible =
                policy.options.get(i).is_some_and(|o| self.possible(&o.when, &o.problems));
            if !possible {
                let message = words!("`{}` can never be offered", document.id);
                self.fault(
                    "never-reachable",
                    &at,
                    message,
                    "correct `when` or `for`, or remove it",
                );
            }
        }
        for (problem, document) in policy.document.problems.iter().enumerate() {
            let at = Place::root().at("problems").at(problem);
            let offers: Vec<_> =
                policy.options.iter().filter(|option| option.problems.contains(&problem)).collect();
            if offers.is_empty() {
                let message = words!("nothing is offered for `{}`", document.id);
                self.fault("no-option", &at, message, "add an option, even if it is an apology");
            }
            let kinds = |wanted: &dyn Fn(RemedyKind) -> bool| {
                let offered = offers.iter().flat_map(|offer| &offer.remedies);
                let mut kinds =
                    offered.filter_map(|r| policy.document.remedies.get(*r)).map(|r| r.kind);
                kinds.any(wanted)
            };
            let owed_money = policy.remedies.iter().zip(&policy.document.remedies).any(|(r, d)| {
                r.problems.contains(&problem) && d.basis != Basis::Goodwill && is_money(d.kind)
            });
            if kinds(&|kind| kind == RemedyKind::Voucher) && !kinds(&is_money) && !owed_money {
                let message = words!("`{}` offers vouchers but never money", document.id);
                self.fault("voucher-only", &at, message, "offer money beside the voucher");
            }
        }
    }

    /// Caps below floors in formulas. The limits do not meet: caps hold goodwill, floors raise what is owed.
    fn caps(&mut self) {
        let policy = self.policy;
        for (i, remedy) in policy.remedies.iter().enumerate() {
            let at = Place::root().at("remedies").at(i).at("amount");
            if remedy.amount.as_ref().is_some_and(cap_below_floor) {
                let message = "the cap is below the floor".to_owned();
                self.fault("cap-below-floor", &at, message, "raise the cap or lower the floor");
            }
        }
    }

    fn unused(&mut self) {
        let used = self.used_facts();
        let facts = self.policy.vocabulary.facts.iter().enumerate();
        for (index, fact) in facts.filter(|(_, fact)| !matches!(fact.source, Source::BuiltIn)) {
            let at = Place::root().at("facts").at(&fact.id);
            if !used.contains(&index) {
                let message = words!("nothing uses `{}`", fact.id);
                self.warning(
                    "unused-fact",
                    &at,
                    message,
                    "use it in a rule or a text, or remove it",
                );
            }
            let asked =
                self.policy.problems.iter().flat_map(|p| &p.questions).any(|q| q.0 == index);
            if fact.is_supplied() && used.contains(&index) && !asked && fact.default.is_none() {
                let message =
                    words!("when the portal does not supply `{}`, amounts stay a range", fact.id);
                self.warning("no-default", &at, message, "add a `default`, or ask for it");
            }
        }
        let policy = self.policy;
        for (i, commitment) in policy.document.commitments.iter().enumerate() {
            let named = policy.remedies.iter().any(|remedy| remedy.commitment == i)
                || policy.elements.iter().any(|(_, backing)| *backing == Some(i))
                || policy
                    .limits
                    .approval
                    .iter()
                    .any(|r| r.approver.as_ref().is_some_and(|a| a.1 == i));
            if commitment.applies == Applies::WithRemedy && !named {
                let at = Place::root().at("commitments").at(i);
                let message = words!("nothing names `{}`", commitment.id);
                self.warning("never-reachable", &at, message, "name it in a remedy, or remove it");
            }
        }
    }

    /// Every fact that a rule, a formula, a question or a text reads.
    fn used_facts(&self) -> BTreeSet<FactIndex> {
        let policy = self.policy;
        let mut used = BTreeSet::new();
        let mut see = |fact| {
            used.insert(fact);
        };
        for fact in &policy.vocabulary.facts {
            fact.source.reads(&mut see);
        }
        for problem in &policy.problems {
            problem.questions.iter().for_each(|(_, when)| when.reads(&mut see));
            problem.responsibility.iter().for_each(|(when, _)| when.reads(&mut see));
            problem.severity.iter().for_each(|(when, _)| when.reads(&mut see));
            problem.not_due.iter().for_each(|when| when.reads(&mut see));
            figures(&problem.figures, &mut see);
            problem.contradictions.iter().for_each(|when| when.reads(&mut see));
        }
        for remedy in &policy.remedies {
            remedy.when.reads(&mut see);
            remedy.unless.iter().for_each(|when| when.reads(&mut see));
            let parts = remedy.parts.iter().map(|part| &part.amount);
            let money = remedy.amount.iter().chain(&remedy.value).chain(parts);
            let money = money.chain(remedy.shares.iter().flatten());
            money.for_each(|formula| formula.reads(&mut see));
            remedy.parts.iter().for_each(|part| part.when.reads(&mut see));
            figures(&remedy.figures, &mut see);
        }
        for option in &policy.options {
            option.when.reads(&mut see);
            option.recommended_when.reads(&mut see);
        }
        for promise in &policy.commitments {
            promise.due.reads(&mut see);
            promise.when.reads(&mut see);
            promise.unless.iter().for_each(|when| when.reads(&mut see));
        }
        policy.elements.iter().for_each(|(when, _)| when.reads(&mut see));
        policy.limits.per_case.iter().for_each(|cap| cap.reads(&mut see));
        if let Some((cap, fact)) = &policy.limits.per_customer {
            cap.reads(&mut see);
            see(*fact);
        }
        for floor in &policy.limits.floors {
            floor.when.reads(&mut see);
            floor.amount.reads(&mut see);
        }
        used.extend(self.facts_in_texts());
        used
    }

    fn facts_in_texts(&self) -> Vec<FactIndex> {
        let d = &self.policy.document;
        let remedies = d.remedies.iter().flat_map(|r| {
            [&r.because, &r.promise].into_iter().chain(r.unless.iter().map(|rule| &rule.because))
        });
        let elements = d.apology.elements.iter().map(|element| &element.text);
        let reasons = d.problems.iter().flat_map(|p| {
            let judged = p.responsibility.iter().map(|r| &r.because);
            let graded = p.severity.iter().map(|r| &r.because);
            judged.chain(graded).chain(p.not_due.iter().map(|r| &r.because))
        });
        let texts = remedies.chain(elements).chain(reasons);
        let words = texts.flat_map(|text| text.values());
        let names = words.flat_map(|words| places(words).unwrap_or_default());
        names.filter_map(|name| self.policy.vocabulary.find(name)).collect()
    }

    /// Calendars must speak for every year the policy is in force, when its last day is named.
    fn calendars(&mut self) {
        let policy = self.policy;
        let from = policy.valid.0.year();
        let until = policy.valid.1.map_or(from, |until| until.year());
        for (id, calendar) in &policy.document.calendars {
            let at = Place::root().at("calendars").at(id);
            for year in (from..=until).filter(|year| !calendar.years.contains(year)) {
                let message = words!("`{id}` has no table for {year}, when the policy is in force");
                self.fault(
                    "calendar-gap",
                    &at.at("years"),
                    message,
                    "add the year's published table",
                );
            }
        }
        self.dates_beyond_calendars();
    }

    /// Deadlines that leave the calendar for a quote on the last valid day.
    fn dates_beyond_calendars(&mut self) {
        let policy = self.policy;
        let Some(last) = policy.valid.1 else { return };
        let scene = Scene::unknown(&policy.vocabulary, date::to_number(last));
        let promises = policy.commitments.iter().zip(&policy.document.commitments);
        let leaving = promises.filter(|(promise, document)| {
            let due = promise.due.range(&policy.view(&scene));
            document.within.is_some() && due.is_ok_and(|due| due.high.is_none())
        });
        let ids: Vec<String> = leaving.map(|(_, d)| ["`", &d.id, "`"].concat()).collect();
        if !ids.is_empty() {
            let at = Place::root().at("calendars");
            let message = words!(
                "near the end of the policy's validity these deadlines leave the calendar: {}",
                ids.join(", ")
            );
            self.warning("calendar-gap", &at, message, "add the next year's table once published");
        }
    }
}

/// The value of a formula without facts.
fn fixed(formula: &Formula) -> Option<Exact> {
    if let Step::Literal(value) = &formula.step { Some(*value) } else { None }
}

/// The facts that figures read.
fn figures(figures: &[Figure], see: &mut dyn FnMut(FactIndex)) {
    for figure in figures {
        figure.value.reads(see);
        figure.when.reads(see);
    }
}

/// Whether a cap and a floor on the same amount contradict each other, anywhere in a formula.
fn cap_below_floor(formula: &Formula) -> bool {
    let mut inner: Vec<&Formula> = Vec::new();
    formula.inside(&mut |part| {
        if let Part::Formula(part) = part {
            inner.push(part);
        }
    });
    let direct = inner.first().is_some_and(|first| contradicts(formula, first));
    direct || inner.into_iter().any(cap_below_floor)
}

/// Whether a fixed cap directly around a fixed floor, or the other way round, is the lower one.
fn contradicts(outer: &Formula, inner: &Formula) -> bool {
    let (cap, floor) = match (bound(outer), bound(inner)) {
        (Some((true, cap)), Some((false, floor))) | (Some((false, floor)), Some((true, cap))) => {
            (cap, floor)
        }
        (_, _) => return false,
    };
    fixed(cap).zip(fixed(floor)).is_some_and(|(cap, floor)| cap < floor)
}

/// The bound of a cap (true) or floor (false).
fn bound(formula: &Formula) -> Option<(bool, &Formula)> {
    if let Step::Cap(parts) = &formula.step {
        Some((true, parts.last()?))
    } else if let Step::Floor(parts) = &formula.step {
        Some((false, parts.last()?))
    } else {
        None
    }
}
