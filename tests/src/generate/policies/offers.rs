//! Options of generated policies: what is offered together, in parts, or in place of money owed.

use super::parts::{AMOUNTS, KINDS};
use super::{Maker, set};
use serde_json::{Value, json};

/// Up to three options that offer all goodwill between them.
pub fn options(maker: &mut Maker<'_, '_>, remedies: &[Value]) -> Vec<Value> {
    let goodwill: Vec<&Value> =
        remedies.iter().filter(|remedy| remedy["basis"] == "goodwill").collect();
    let count = 1 + maker.choices.below(3);
    let mut listed: Vec<Vec<&Value>> = vec![Vec::new(); count];
    for (index, remedy) in goodwill.into_iter().enumerate() {
        let place = if index == 0 { 0 } else { maker.choices.below(count) };
        for (option, list) in listed.iter_mut().enumerate() {
            if option == place || maker.choices.chance(25) {
                list.push(remedy);
            }
        }
    }
    let listed = listed.into_iter().filter(|list| !list.is_empty()).enumerate();
    let made = listed.map(|(index, list)| {
        let mut option = option(maker, index, &list);
        split(maker, &mut option, &list, remedies);
        in_place_of(maker, &mut option, remedies);
        option
    });
    made.collect()
}

/// Goodwill of an option that may be taken in part as other goodwill.
fn split(maker: &mut Maker<'_, '_>, option: &mut Value, listed: &[&Value], remedies: &[Value]) {
    let pays = |remedy: &&Value| remedy.get("amount").is_some() || remedy.get("parts").is_some();
    let of: Vec<&Value> = listed.iter().copied().filter(pays).collect();
    let others = remedies.iter().filter(pays).filter(|remedy| remedy["basis"] == "goodwill");
    let into: Vec<&Value> = others.filter(|remedy| !listed.contains(remedy)).collect();
    if !of.is_empty() && !into.is_empty() && maker.choices.chance(50) {
        let [of, into] =
            [of, into].map(|some| maker.choices.one(&some).map(|one| one["id"].clone()));
        set(option, "split", json!({ "of": of, "into": into }));
    }
}

/// Money owed that an option is taken in place of.
fn in_place_of(maker: &mut Maker<'_, '_>, option: &mut Value, remedies: &[Value]) {
    let money = ["refund", "payment", "fee_refund", "fee_waiver"];
    let owed = remedies.iter().filter(|remedy| {
        remedy["basis"] != "goodwill" && money.iter().any(|kind| remedy["kind"] == *kind)
    });
    let owed: Vec<&Value> = owed.map(|remedy| &remedy["id"]).collect();
    // Something must be left for those who keep the money; what is taken in parts takes no place.
    let whole = option["id"] != "o0" && option.get("split").is_none();
    if whole && !owed.is_empty() && maker.choices.chance(60) {
        let some = maker.choices.below(owed.len());
        let given_up: Vec<&Value> = owed.into_iter().skip(some).collect();
        set(option, "in_place_of", json!(given_up));
    }
}

fn option(maker: &mut Maker<'_, '_>, index: usize, remedies: &[&Value]) -> Value {
    let ids: Vec<&Value> = remedies.iter().map(|remedy| &remedy["id"]).collect();
    let mut problems: Vec<&Value> =
        remedies.iter().filter_map(|remedy| remedy["for"].as_array()).flatten().collect();
    problems.sort_by_key(|problem| problem.as_str());
    problems.dedup();
    let mut option = json!({
        "id": format!("o{index}"), "for": problems, "title": maker.text("Option"),
        "because": maker.sentence("It fits"), "remedies": ids,
    });
    if index > 0 && maker.choices.chance(30) {
        set(&mut option, "when", maker.condition(1));
    }
    if maker.choices.chance(20) {
        set(&mut option, "recommended_when", maker.condition(1));
    }
    option
}

/// What customers may wish for: a few kinds of remedy.
pub fn wishes(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let wishes = (0..maker.choices.below(3)).map(|index| {
        let kinds = [maker.choices.pick(AMOUNTS), maker.choices.pick(KINDS)];
        json!({ "id": format!("w{index}"), "title": maker.text("Wish"), "kinds": kinds })
    });
    wishes.collect()
}
