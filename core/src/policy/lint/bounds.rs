//! Checks that rest on what every number and date of a policy can be: divisors above zero, dates that end.

use super::Lint;
use crate::fault::words;
use crate::number::{Exact, Range};
use crate::policy::compile::Divisor;
use crate::policy::formula::Formula;
use crate::policy::place::Place;
use crate::policy::value::View;
use crate::policy::vocabulary::{Entries, Scene, Source, State};

impl Lint<'_, '_> {
    /// What everything can be while nothing is known; a fact that cannot be computed may be anything.
    fn anything(&self) -> Scene {
        let vocabulary = &self.policy.vocabulary;
        let today = crate::date::to_number(self.policy.valid.0);
        let mut scene = Scene::unknown(vocabulary, today);
        for index in &vocabulary.derived {
            let Some(fact) = vocabulary.fact(*index) else { continue };
            match fact.source.derived(&self.policy.view(&scene)) {
                Ok(Some(state)) => scene.set(*index, state),
                Ok(None) => {}
                Err(_) => scene.set(*index, State::Number(Range::between(None, None))),
            }
        }
        scene
    }

    pub(super) fn bounds(&mut self, divisors: &[Divisor]) {
        let scene = self.anything();
        let view = self.policy.view(&scene);
        for Divisor { at, by, list } in divisors {
            let item = match list.map(|list| scene.entries(list)) {
                Some(Entries::Open(item, _)) => item,
                Some(Entries::Known(_)) | None => view.item,
            };
            let low = by.range(&View { item, ..view }).ok().and_then(|range| range.low);
            if low.is_none_or(|low| low <= Exact::ZERO) {
                let message = "this divides by what may be zero or below".to_owned();
                let help = "give its fact an `at_least` above zero, or wrap it in `floor`";
                self.fault("zero-divisor", at, message, help);
            }
        }
        let promises = self.policy.commitments.iter().zip(&self.policy.document.commitments);
        for (i, (promise, document)) in promises.enumerate() {
            let open = promise.due.range(&view).is_ok_and(|due| due.high.is_none());
            if let Some(fact) = self.limitless(&promise.due).filter(|_| open) {
                let at = Place::root().at("commitments").at(i).at("due");
                let message = words!("while facts are missing `{}` has no last day", document.id);
                self.fault("undated-promise", &at, message, &words!("give `{fact}` an `at_most`"));
            }
        }
    }

    /// A fact without a largest value that a formula rests on.
    fn limitless(&self, formula: &Formula) -> Option<String> {
        let (mut waiting, mut seen) = (Vec::new(), Vec::new());
        formula.reads(&mut |fact| waiting.push(fact));
        while let Some(index) = waiting.pop() {
            let new = !seen.contains(&index);
            let Some(fact) = self.policy.vocabulary.fact(index).filter(|_| new) else { continue };
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
}
