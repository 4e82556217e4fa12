//! What the customer chooses and wishes for, beside what is offered.

use super::Refusal;
use super::case::{Case, list, lists, text};
use super::offers::{Offer, Offers};
use super::owed;
use super::range::Range;
use serde_json::{Value, json};

/// Refuses a choice that is not offered.
pub fn choose(case: &Case<'_>, offers: &Offers<'_>) -> Result<(), Refusal> {
    let Some((way, chosen)) = chosen(case).filter(|(way, _)| *way != "something_else") else {
        return Ok(());
    };
    let named: Vec<&Value> = match way {
        "ranking" => chosen.as_array().into_iter().flatten().collect(),
        "split" => vec![&chosen["option"]],
        _ => vec![chosen],
    };
    let offered = |id: &&Value| offers.options.iter().any(|offer| offer.option["id"] == **id);
    let in_parts = offers.chosen_in_parts.as_ref().is_some_and(|offer| offer.split.is_some());
    match way {
        _ if named.is_empty() || !named.iter().all(offered) => Err("unknown-option"),
        "split" if !in_parts => Err("not-split"),
        _ => Ok(()),
    }
}

/// The way something is chosen, and what.
pub fn chosen<'a>(case: &Case<'a>) -> Option<(&'a str, &'a Value)> {
    let (way, chosen) = case.complaint.get("choice")?.as_object()?.iter().next()?;
    Some((way, chosen))
}

/// What was asked for beside what is possible; nothing when nothing was.
pub fn asked(case: &Case<'_>, offers: &Offers<'_>, possible: &Range) -> Option<Value> {
    let wish = &case.complaint["wish"];
    let other = chosen(case).is_some_and(|(way, _)| way == "something_else");
    if list(wish, "ids").len() == 0 && wish["amount"].is_null() && !other {
        return None;
    }
    let wishes = list(case.policy, "wishes");
    let wishes = list(wish, "ids")
        .filter_map(|id| wishes.clone().find(|wish| wish["id"] == *id))
        .map(|wish| {
            let fulfilling = offers.options.iter().filter(|offer| fulfils(offer, wish));
            let ids: Vec<&Value> = fulfilling.map(|offer| &offer.option["id"]).collect();
            json!({ "id": wish["id"], "options": ids })
        });
    let wishes: Vec<Value> = wishes.collect();
    Some(json!({ "possible": owed::money(case, possible), "wishes": wishes }))
}

/// Whether an option surely has a remedy of a kind that is wished for.
fn fulfils(offer: &Offer<'_>, wish: &Value) -> bool {
    let mut sure = offer.components.iter().filter(|made| made.certain);
    offer.certain && sure.any(|made| lists(wish, "kinds", text(made.remedy, "kind")))
}
