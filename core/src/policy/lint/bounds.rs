//! Checks that rest on what every number and date of a policy can be: divisors above zero, dates that end.

use super::cases::OPEN;
use super::{Lint, entry};
use crate::date;
use crate::number::Exact;
use crate::policy::Policy;
use crate::policy::compile::Divisor;
use crate::policy::formula::Formula;
use crate::policy::value::View;
use crate::policy::vocabulary::{Entries, Scene, Source, State};

/// Divisors that may be zero, and promises that may have no last day.
pub(super) fn check(lint: &mut Lint<'_>, divisors: &[Divisor]) {
    let policy = lint.policy;
    let scene = anything(policy);
    let view = policy.view(&scene);
    for Divisor { at, by, list } in divisors {
        let item = match list.map(|list| scene.entries(list)) {
            Some(Entries::Open(item, _)) => item,
            Some(Entries::Known(_)) | None => view.item,
        };
        let low = by.range(&View { item, ..view }).ok().and_then(|range| range.low);
        if low.is_none_or(|low| low <= Exact::ZERO) {
            let message = "this divides by what may be zero or below".to_owned();
            let help = "give its fact an `at_least` above zero, or wrap it in `floor`";
            lint.say("zero-divisor", at, message, help);
        }
    }
    let promises = policy.commitments.iter().zip(&policy.document.commitments);
    for (i, (promise, document)) in promises.enumerate() {
        let open = promise.due.range(&view).is_ok_and(|due| due.high.is_none());
        if let Some(fact) = limitless(policy, &promise.due).filter(|_| open) {
            let message = format!("while facts are missing `{}` has no last day", document.id);
            let help = format!("give `{fact}` an `at_most`");
            let field = if document.due.is_some() { "due" } else { "within" };
            lint.say("undated-promise", &entry("commitments", i).at(field), message, &help);
        }
    }
}

/// What everything can be while nothing is known; a fact that cannot be computed may be anything.
fn anything(policy: &Policy) -> Scene {
    let vocabulary = &policy.vocabulary;
    let mut scene = Scene::unknown(vocabulary, date::to_number(policy.valid.0));
    for index in &vocabulary.derived {
        let Some(fact) = vocabulary.fact(*index) else { continue };
        match fact.source.derived(&policy.view(&scene)) {
            Ok(Some(state)) => scene.set(*index, state),
            Ok(None) => {}
            Err(_) => scene.set(*index, State::Number(OPEN)),
        }
    }
    scene
}

/// A fact without a largest value that a formula rests on.
fn limitless(policy: &Policy, formula: &Formula) -> Option<String> {
    let (mut waiting, mut seen) = (Vec::new(), Vec::new());
    formula.reads(&mut |fact| waiting.push(fact));
    while let Some(index) = waiting.pop() {
        let new = !seen.contains(&index);
        let Some(fact) = policy.vocabulary.fact(index).filter(|_| new) else { continue };
        seen.push(index);
        let number = matches!(fact.unknown(Exact::ZERO), State::Number(_));
        if fact.is_supplied() && number && fact.at_most.is_none() {
            return Some(fact.id.clone());
        }
        if let Source::Formula(formula) = &fact.source {
            formula.reads(&mut |fact| waiting.push(fact));
        }
    }
    None
}
