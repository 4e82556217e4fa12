//! What is taken over a list.

use super::case::{List, State, text};
use super::formulas::Scope;
use super::range::{ANY, Range, Truth};
use serde_json::Value;

impl Scope<'_> {
    /// The primitive `over`.
    pub fn over(&self, inner: &Value) -> Range {
        let list = match self.case.state(text(inner, "list")) {
            State::List(list) => list,
            _ => return ANY,
        };
        self.case.reach(&format!("over {}", text(inner, "take")));
        let items = match &list {
            List::Known(items) => items.iter().map(|item| Range::point(item.clone())).collect(),
            List::Missing(_, each) => vec![each.clone()],
        };
        let given: Vec<(Truth, Range)> = items.iter().map(|item| self.item(inner, item)).collect();
        // Of a list that is missing there may be any number.
        let (least, most) = match list {
            List::Known(_) => (1, 1),
            List::Missing(most, _) => (0, most),
        };
        let counted = given.iter().map(|(counts, give)| match counts {
            Truth::Yes => Range::from_to_whole(least, most).times(give),
            Truth::No => Range::whole(0),
            Truth::Open => Range::from_to_whole(0, most).times(give),
        });
        let surely = if least == 0 { Truth::Open } else { Truth::Yes };
        let entries =
            given.iter().map(|(counts, give)| (Truth::all([*counts, surely]), give.clone()));
        match text(inner, "take") {
            "greatest" => greatest(self.value(&inner["otherwise"]), entries.collect()),
            "least" => {
                let entries = entries.map(|(counts, give)| (counts, give.negative())).collect();
                greatest(self.value(&inner["otherwise"]).negative(), entries).negative()
            }
            _ => counted.fold(Range::whole(0), |sum, one| sum.plus(&one)),
        }
    }

    /// Whether an item counts, and what it gives.
    fn item(&self, inner: &Value, item: &Range) -> (Truth, Range) {
        let beside = Scope { case: self.case, item: Some(item) };
        let counts = inner.get("where").map_or(Truth::Yes, |condition| beside.holds(condition));
        let give = match inner.get("give") {
            _ if text(inner, "take") == "count" => Range::whole(1),
            Some(give) => beside.value(give),
            None => item.clone(),
        };
        (counts, give)
    }
}

/// The greatest of those that count; `otherwise` where none does.
fn greatest(otherwise: Range, entries: Vec<(Truth, Range)>) -> Range {
    let sure = entries.iter().filter(|(counts, _)| *counts == Truth::Yes);
    let sure = sure.map(|(_, give)| give.clone()).reduce(|all, one| all.greatest(&one));
    let open = entries.iter().filter(|(counts, _)| *counts == Truth::Open);
    let open = open.map(|(_, give)| give.clone());
    match sure {
        // One more can only raise it.
        Some(sure) => open.fold(sure.clone(), |all, one| all.hull(&sure.greatest(&one))),
        None => open.fold(otherwise, |all, one| all.hull(&one)),
    }
}
