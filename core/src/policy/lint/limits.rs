//! Caps, floors and the size of numbers.

use super::cases::Cases;
use super::search::{Found, Search};
use super::walk::Part;
use super::{Lint, entry, money};
use crate::document::policy::Basis;
use crate::number::{Exact, Range};
use crate::policy::formula::{Formula, Step};
use crate::policy::place::Place;
use crate::policy::vocabulary::{FactIndex, Scene, Source, State};
use crate::policy::{Floor, Policy, Remedy};
use crate::quantity::Unit;

/// Every formula with its place and the problems it is computed for.
fn formulas(policy: &Policy) -> Vec<(Place, &Formula, Vec<usize>)> {
    let mut found = amounts(policy);
    for fact in &policy.vocabulary.facts {
        if let Source::Formula(formula) = &fact.source {
            let at = Place::root().at("facts").at(&fact.id).at("formula");
            found.push((at, formula, (0..policy.problems.len()).collect()));
        }
    }
    found
}

/// Those that a quote or a replay computes by themselves.
fn amounts(policy: &Policy) -> Vec<(Place, &Formula, Vec<usize>)> {
    let all = || (0..policy.problems.len()).collect::<Vec<usize>>();
    let mut found = Vec::new();
    for (i, remedy) in policy.remedies.iter().enumerate() {
        let at = entry("remedies", i);
        let mut add = |at: Place, formula| found.push((at, formula, remedy.problems.clone()));
        remedy.amount.iter().for_each(|formula| add(at.at("amount"), formula));
        remedy.value.iter().for_each(|formula| add(at.at("value"), formula));
        for (j, part) in remedy.parts.iter().enumerate() {
            add(at.at("parts").at(j).at("amount"), &part.amount);
        }
        for (j, share) in remedy.shares.iter().enumerate() {
            share.iter().for_each(|share| add(at.at("borne_by").at(j).at("amount"), share));
        }
        for (j, figure) in remedy.figures.iter().enumerate() {
            add(at.at("figures").at(j).at("value"), &figure.value);
        }
    }
    for (i, problem) in policy.problems.iter().enumerate() {
        let at = entry("problems", i);
        let mut add = |at: Place, formula| found.push((at, formula, vec![i]));
        problem.loss.iter().for_each(|loss| add(at.at("loss").at("amount"), &loss.amount));
        for (j, figure) in problem.figures.iter().enumerate() {
            add(at.at("figures").at(j).at("value"), &figure.value);
        }
    }
    let limits = Place::root().at("limits");
    let case = policy.limits.per_case.iter();
    found.extend(case.map(|cap| (limits.at("per_case").at("amount"), cap, all())));
    let customer = policy.limits.per_customer.iter();
    found.extend(customer.map(|(cap, _)| (limits.at("per_customer").at("amount"), cap, all())));
    for (i, floor) in policy.limits.floors.iter().enumerate() {
        let at = limits.at("floors").at(i).at("amount");
        found.push((at, &floor.amount, floor.problems.clone()));
    }
    found
}

/// Caps below the floors they hold, and the other way round, in every case.
pub(super) fn bounds(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let policy = lint.policy;
    for (at, formula, problems) in formulas(policy) {
        let mut wrong = false;
        Part::Formula(formula).each(&mut |part| {
            let Part::Formula(outer) = part else { return };
            let Some((cap, floor)) = bounded_twice(outer) else { return };
            let mut scenes = problems.iter().flat_map(|problem| cases.blank(*problem)).peekable();
            wrong |=
                scenes.peek().is_some() && scenes.all(|scene| below(policy, cap, floor, scene));
        });
        if wrong {
            let message = "the cap is below the floor".to_owned();
            lint.say("cap-below-floor", &at, message, "raise the cap or lower the floor");
        }
    }
}

/// The cap and the floor of a formula that has one directly around the other.
fn bounded_twice(outer: &Formula) -> Option<(&Formula, &Formula)> {
    let (Step::Cap(parts) | Step::Floor(parts)) = &outer.step else { return None };
    let [inner, outer_bound] = parts.as_ref();
    match (&outer.step, &inner.step) {
        (Step::Cap(_), Step::Floor(inner)) => Some((outer_bound, inner.last()?)),
        (Step::Floor(_), Step::Cap(inner)) => Some((inner.last()?, outer_bound)),
        (_, _) => None,
    }
}

/// Whether the most of one is below the least of another.
fn below(policy: &Policy, one: &Formula, other: &Formula, scene: &Scene) -> bool {
    let view = policy.view(scene);
    let (most, least) = (one.range(&view).map(|r| r.high), other.range(&view).map(|r| r.low));
    matches!((most, least), (Ok(Some(most)), Ok(Some(least))) if most < least)
}

/// Defaults that no answer could be.
pub(super) fn defaults(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let days = cases.days.iter();
    for fact in &lint.policy.vocabulary.facts {
        let outside = |day: &Exact| match (fact.unasked(*day), fact.unknown(*day)) {
            (State::Number(own), State::Number(limits)) => limits.hull(own) != limits,
            (_, _) => false,
        };
        if fact.default.is_some() && days.clone().all(outside) {
            let at = Place::root().at("facts").at(&fact.id).at("default");
            let message = format!("the default of `{}` is outside its own limits", fact.id);
            let help = "move it inside, or widen `at_least` and `at_most`";
            lint.say("crossed-limits", &at, message, help);
        }
    }
}

/// Floors that raise nothing.
pub(super) fn floors(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    for (i, (floor, written)) in
        policy.limits.floors.iter().zip(&policy.document.limits.floors).enumerate()
    {
        let at = Place::root().at("limits").at("floors").at(i);
        // An unknown remedy has been reported already.
        let Some((remedy, document)) = raised(policy, floor).filter(|r| r.1.id == written.raises)
        else {
            continue;
        };
        if document.basis == Basis::Goodwill {
            let message = format!("`{}` is goodwill, which may be refused", document.id);
            let help = "name a remedy whose basis is `law` or `contract`";
            lint.say("floor-not-given", &at.at("raises"), message, help);
        }
        if document.amount.is_none() && document.parts.is_empty() {
            let message = format!("`{}` has no amount to raise", document.id);
            lint.say("floor-not-given", &at.at("raises"), message, "name a remedy of money");
        }
        for (j, problem) in floor.problems.iter().enumerate() {
            if !remedy.problems.contains(problem) {
                let id = written.for_problems.get(j).map_or("", String::as_str);
                let message = format!("`{}` is not for `{id}`, so nothing is raised", document.id);
                let help = "add the problem to the remedy's `for`, or name another remedy";
                lint.say("floor-not-given", &at.at("for").at(j), message, help);
            }
        }
    }
}

type Raised<'p> = (&'p crate::policy::Remedy, &'p crate::document::policy::RemedyDocument);

fn raised<'p>(policy: &'p Policy, floor: &Floor) -> Option<Raised<'p>> {
    policy.remedies.get(floor.raises).zip(policy.document.remedies.get(floor.raises))
}

/// Amounts within the limits of their facts that cannot be computed.
pub(super) fn overflow(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let policy = lint.policy;
    let too_large = |(formula, problems): (&Formula, &[usize])| {
        let mut scenes = problems.iter().flat_map(|problem| cases.blank(*problem));
        scenes.any(|scene| formula.range(&policy.view(scene)).is_err())
    };
    let facts = cases.uncomputed().map(|id| Place::root().at("facts").at(id).at("formula"));
    let mut found: Vec<Place> = facts.collect();
    for (at, formula, problems) in amounts(policy) {
        found.extend(Some(at).filter(|_| too_large((formula, &problems))));
    }
    for at in found {
        let message = "this can grow beyond what is computed exactly".to_owned();
        let help = "lower the `at_most` of the facts it reads: amounts end near 10^16";
        lint.say("can-overflow", &at, message, help);
    }
    totals(lint, cases);
}

/// Remedies that can each be computed, but not added up.
fn totals(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let policy = lint.policy;
    for (index, problem) in policy.problems.iter().enumerate() {
        let remedies = || problem.remedies.iter().filter_map(|remedy| policy.remedies.get(*remedy));
        let too_large = |scene: &Scene| {
            let amount =
                |remedy: &Remedy| money::amount(policy, remedy, scene).and_then(Result::ok);
            let worth = |remedy: &Remedy| match &remedy.value {
                Some(value) => value.range(&policy.view(scene)).ok(),
                None => amount(remedy),
            };
            !adds_up(remedies().filter_map(amount)) || !adds_up(remedies().filter_map(worth))
        };
        if cases.blank(index).any(too_large) {
            let message = "its remedies together can grow beyond what is computed exactly";
            let help = "lower the largest amounts";
            lint.say("can-overflow", &entry("problems", index), message.to_owned(), help);
        }
    }
}

fn adds_up(mut amounts: impl Iterator<Item = Range>) -> bool {
    amounts.try_fold(Range::point(Exact::ZERO), Range::plus).is_some()
}

/// Doubts about limits.
pub(super) fn doubts<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    below_floors(lint, search.cases);
    floors_not_due(lint, search);
    overflow_without_limits(lint, search.cases);
}

/// Remedies that never reach the floor that raises them.
fn below_floors(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let policy = lint.policy;
    for floor in &policy.limits.floors {
        let Some((remedy, document)) = raised(policy, floor) else { continue };
        let never = |scene: &Scene| {
            let most = money::amount(policy, remedy, scene).and_then(|r| r.ok()?.high);
            let least = floor.amount.range(&policy.view(scene)).ok().and_then(|r| r.low);
            most.zip(least).is_some_and(|(most, least)| most < least)
        };
        let mut scenes = floor.problems.iter().flat_map(|p| cases.blank(*p)).peekable();
        if scenes.peek().is_some() && scenes.all(never) {
            let message = format!("`{}` never reaches the legal floor by itself", document.id);
            let help = "raise the formula; until then only the floor is ever paid";
            lint.say("below-floor", &entry("remedies", floor.raises).at("amount"), message, help);
        }
    }
}

/// Floors that hold while the remedy they raise is not due.
fn floors_not_due<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    let policy = lint.policy;
    for (i, floor) in policy.limits.floors.iter().enumerate() {
        let Some((remedy, document)) = raised(policy, floor) else { continue };
        let parts: Vec<Part<'p>> =
            [Part::Condition(&floor.when)].into_iter().chain(money::rules(remedy)).collect();
        let apart = |scene: &Scene| {
            money::holds(policy, &floor.when, scene).and(money::due(policy, remedy, scene).not())
        };
        for problem in &floor.problems {
            if let Found::In(settled) = search.find(*problem, &parts, &apart) {
                let case = search.words(&settled);
                let message = format!(
                    "the law's least is not given {case}: `{}` is not due then",
                    document.id
                );
                let help =
                    "let the remedy be due whenever the floor holds, or narrow the floor's `when`";
                lint.say(
                    "floor-not-given",
                    &Place::root().at("limits").at("floors").at(i),
                    message,
                    help,
                );
                break;
            }
        }
    }
}

/// The largest number an answer can be.
const LARGEST: i64 = 999_999_999_999_999_999;

/// Amounts that cannot be computed for the largest answers, where facts have no limit.
fn overflow_without_limits<'p>(lint: &mut Lint<'p>, cases: &Cases<'p>) {
    let policy = lint.policy;
    let Some(day) = cases.days.first() else { return };
    for (at, formula, problems) in formulas(policy) {
        for problem in problems {
            let open = open_facts(policy, &cases.deciding(problem, &[Part::Formula(formula)]));
            let scene = cases.scene(*day, problem, &up_to(policy, &open, LARGEST));
            if scene.is_some_and(|scene| formula.range(&policy.view(&scene)).is_err()) {
                let facts = ids(policy, &open);
                let message = format!("very large answers to {facts} cannot be computed with");
                lint.say("can-overflow", &at, message, "limit the facts with `at_most`");
                break;
            }
        }
    }
}

/// Open facts that may be anything from zero to an end.
pub(super) fn up_to(policy: &Policy, open: &[FactIndex], end: i64) -> Vec<(FactIndex, State)> {
    let ends = Range::between(Some(Exact::ZERO), Some(Exact::whole(end)));
    let state = |index: &FactIndex| {
        let most = policy.vocabulary.fact(*index).and_then(|fact| fact.list);
        (*index, most.map_or(State::Number(ends), |most| State::OpenList(ends, most)))
    };
    open.iter().map(state).collect()
}

/// Those of some facts that are supplied, numbers and without an upper limit.
pub(super) fn open_facts(policy: &Policy, facts: &[FactIndex]) -> Vec<FactIndex> {
    let open = |index: &&FactIndex| {
        policy.vocabulary.fact(**index).is_some_and(|fact| {
            let number = !matches!(fact.unit, Unit::Date) && fact.at_least.is_some();
            fact.is_supplied() && number && fact.at_most.is_none()
        })
    };
    facts.iter().filter(open).copied().collect()
}

/// Ids of facts as a list.
pub(super) fn ids(policy: &Policy, facts: &[FactIndex]) -> String {
    let facts = facts.iter().filter_map(|fact| policy.vocabulary.fact(*fact));
    facts.map(|fact| format!("`{}`", fact.id)).collect::<Vec<_>>().join(", ")
}
