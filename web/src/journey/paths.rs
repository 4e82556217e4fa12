//! The options screen as a graph: how many things a customer has to do to send each choice. Money is never further
//! away than a voucher, and nothing is picked beforehand.

use super::*;
use crate::samples::{answers, start, types};
use amends_core::document::complaint::{ChoiceMadeDocument, SplitChosenDocument};
use amends_core::policy::Policy;
use serde_json::{Value, json};
use std::sync::Arc;

/// The sample bank with a voucher, the same in parts, and a larger one in place of what is owed.
fn policy() -> Policy {
    let mut document: Value = serde_json::from_str(crate::samples::POLICY).unwrap();
    let words = |words: &str| json!({ "en": words, "zh-Hans": words });
    let mut voucher = document["remedies"][1].clone();
    voucher["id"] = json!("voucher");
    voucher["kind"] = json!("voucher");
    voucher["amount"] = json!("60.00 CNY");
    let mut larger = voucher.clone();
    larger["id"] = json!("larger");
    larger["amount"] = json!({ "sum": [{ "fact": "loss" }, "100.00 CNY"] });
    document["remedies"].as_array_mut().unwrap().extend([voucher, larger]);
    let option = |id: &str, remedy: &str| json!({ "id": id, "for": ["no-cash"], "title": words(id), "because": words("A choice."), "remedies": [remedy] });
    let mut parts = option("parts", "voucher");
    parts["split"] = json!({ "of": "voucher", "into": "time-payment" });
    let mut instead = option("instead", "larger");
    instead["in_place_of"] = json!(["return-debit"]);
    let options = [option("voucher", "voucher"), parts, instead];
    document["options"].as_array_mut().unwrap().extend(options);
    Policy::read(&document.to_string()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// A customer who has told everything and sees the options.
fn arrived() -> State {
    let mut state = start();
    state.setting.policy = Arc::new(policy());
    for screen in [Screen::Problem, Screen::Facts, Screen::Impact, Screen::Wish, Screen::Story] {
        state = crate::samples::play(state, answers(screen)).0;
        state = step(state, Event::Next).0;
    }
    assert_eq!(state.screen, Screen::Options);
    state
}

/// Everything a customer can do on the options screen.
fn ways(state: &State) -> Vec<Event> {
    let options = state.quote.iter().flat_map(|quote| &quote.options);
    let mut ways: Vec<Event> =
        options.clone().map(|offer| types(Field::Choice, &offer.id)).collect();
    for offer in options.filter(|offer| offer.id == state.raw(&Field::Choice)) {
        let parts = ["0", "25", "50", "75", "100"].map(|part| types(Field::Terms, part));
        ways.extend(parts.into_iter().filter(|_| offer.splits.is_some()));
        ways.extend((!offer.in_place_of.is_empty()).then(|| types(Field::Terms, &offer.id)));
    }
    ways.push(Event::Next);
    ways
}

/// The least steps to leave the screen with each choice, breadth first.
fn steps() -> Vec<(ChoiceMadeDocument, usize)> {
    let mut found: Vec<(ChoiceMadeDocument, usize)> = Vec::new();
    let mut wave = vec![arrived()];
    for taken in 1..=3 {
        let mut next = Vec::new();
        for state in wave {
            for event in ways(&state) {
                let (after, _) = step(state.clone(), event);
                let choice = after.complaint().choice;
                let left = after.screen > Screen::Options;
                match choice.filter(|_| left) {
                    Some(choice) if !found.iter().any(|(known, _)| *known == choice) => {
                        found.push((choice, taken));
                    }
                    _ if !left => next.push(after),
                    _ => {}
                }
            }
        }
        wave = next;
    }
    found
}

#[test]
fn money_is_no_step_further_away_than_a_voucher() {
    let state = arrived();
    assert_eq!((state.raw(&Field::Choice), state.raw(&Field::Terms)), ("", ""));
    assert_eq!(state.complaint().choice, None);
    let found = steps();
    let to = |choice: ChoiceMadeDocument| {
        let found = found.iter().find(|(known, _)| *known == choice);
        found.map(|(_, steps)| *steps).unwrap_or_else(|| panic!("{choice:?} cannot be reached"))
    };
    let whole = |id: &str| to(ChoiceMadeDocument::Option(id.to_owned()));
    // Pick and go on: two steps, for money as for fees and vouchers.
    for id in ["money", "fees", "voucher", "parts"] {
        assert_eq!(whole(id), 2, "{id}");
    }
    // A part as money, also all of it, is one step more than the voucher; money itself is not.
    for percent in [25, 50, 75, 100] {
        let parts = SplitChosenDocument { option: "parts".to_owned(), percent };
        assert_eq!(to(ChoiceMadeDocument::Split(parts)), 3);
    }
    // What takes the place of money owed takes a word more, and no other way leads there.
    assert_eq!(to(ChoiceMadeDocument::InsteadOfMoney("instead".to_owned())), 3);
    let plain = ChoiceMadeDocument::Option("instead".to_owned());
    assert!(!found.iter().any(|(choice, _)| *choice == plain));
    assert_eq!(found.len(), 9);
}

#[test]
fn what_takes_the_place_of_money_is_not_chosen_unknowingly() {
    let (state, _) = crate::samples::play(
        arrived(),
        [types(Field::Choice, "instead"), types(Field::Terms, "50"), Event::Next],
    );
    assert_eq!(state.screen, Screen::Options);
    assert!(state.shown.get(&Field::Terms).unwrap().contains("what you give up"));
}

#[test]
fn a_next_best_is_ranked_behind_the_option_picked() {
    let chosen = |picked: &str, next: &str| {
        let events = [types(Field::Choice, picked), types(Field::Terms, next)];
        let (state, _) = crate::samples::play(arrived(), events);
        (state.complaint().choice, state)
    };
    let ids = |ids: [&str; 2]| Some(ChoiceMadeDocument::Ranking(ids.map(str::to_owned).to_vec()));
    let (choice, state) = chosen("money", "voucher");
    assert_eq!(choice, ids(["money", "voucher"]));
    let (after, _) = step(state.clone(), types(Field::Choice, "voucher"));
    let alone = Some(ChoiceMadeDocument::Option("voucher".to_owned()));
    assert_eq!(after.complaint().choice, alone, "nothing comes next after itself");
    // What is asked of an option itself, or takes the place of money owed, is no next best.
    assert_eq!(chosen("money", "instead").0, Some(ChoiceMadeDocument::Option("money".to_owned())));
    assert!(matches!(chosen("parts", "50").0, Some(ChoiceMadeDocument::Split(_))));
    assert_eq!(chosen("parts", "money").0, Some(ChoiceMadeDocument::Option("parts".to_owned())));
}
