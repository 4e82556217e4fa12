//! What generated policies say of the loss, and what takes a case to a person.

use super::facts::Moment;
use super::parts::{AMOUNTS, KINDS};
use super::units::Unit;
use super::{Maker, set};
use serde_json::{Value, json};

/// What makes the loss of a problem good, and what it comes to.
pub fn loss(maker: &mut Maker<'_, '_>, problem: &mut Value) {
    if maker.choices.chance(20) {
        let kinds = [maker.choices.pick(AMOUNTS), maker.choices.pick(KINDS)];
        set(problem, "like_for_like", json!(kinds));
    }
    if maker.choices.chance(80) {
        return;
    }
    let mut loss = json!({ "amount": maker.formula(Unit::Money, 1) });
    if maker.choices.chance(50) {
        set(&mut loss, "rejected", maker.condition(1));
    }
    if maker.choices.chance(50) {
        let trifle = maker.usual(Unit::Money);
        set(&mut loss, "trifle", trifle);
        for (field, percent) in [("at_least", 500), ("at_most", 1_100), ("never_above", 1_800)] {
            let share = percent + maker.choices.between(0, 300);
            set(&mut loss, field, maker.literal(Unit::Percent, share));
        }
    }
    set(problem, "loss", loss);
}

/// Up to two reasons to handle a case with more care, dated by one of the commitments.
pub fn escalations(maker: &mut Maker<'_, '_>, commitments: &[Value]) -> Vec<Value> {
    let count = if maker.choices.chance(30) { 1 + maker.choices.below(2) } else { 0 };
    let made = (0..count).map(|_| escalation(maker, commitments));
    made.collect()
}

fn escalation(maker: &mut Maker<'_, '_>, commitments: &[Value]) -> Value {
    let kind = maker.choices.pick(["repeat", "vulnerable", "urgent", "legal", "asked"]);
    let raises = maker.choices.chance(50);
    if raises {
        maker.latest = Moment::Responsibility;
    }
    let mut escalation = json!({
        "kind": kind, "when": maker.condition(1), "because": maker.sentence("With care"), "cites": "Rule",
    });
    maker.latest = Moment::Severity;
    if raises {
        set(&mut escalation, "raises_severity", true);
    }
    if maker.choices.chance(40) {
        set(&mut escalation, "for", maker.some_problems());
    }
    let dated = maker.choices.one(commitments).filter(|_| maker.choices.chance(70));
    if let Some(commitment) = dated {
        set(&mut escalation, "by", maker.choices.pick(["desk", "head"]));
        set(&mut escalation, "commitment", commitment["id"].clone());
    }
    escalation
}

/// Up to two kinds of file that are asked for.
pub fn evidence(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let count = if maker.choices.chance(20) { 1 + maker.choices.below(2) } else { 0 };
    (0..count).map(|index| file(maker, index)).collect()
}

fn file(maker: &mut Maker<'_, '_>, index: usize) -> Value {
    let types = ["image/jpeg", "image/heic", "application/pdf", "video/mp4"];
    let mut kind = json!({
        "id": format!("file-{index}"), "label": maker.text("A photo"), "why": maker.text("It shows it"),
        "media_types": [maker.choices.pick(types)], "at_most_bytes": 1 + maker.choices.below(20_000_000),
        "at_most_files": 1 + maker.choices.below(5),
    });
    if maker.choices.chance(40) {
        set(&mut kind, "for", maker.some_problems());
    }
    if maker.choices.chance(40) {
        maker.latest = Moment::Supplied;
        set(&mut kind, "when", maker.condition(1));
        maker.latest = Moment::Severity;
    }
    if maker.choices.chance(40) {
        set(&mut kind, "without", maker.text("Then our records count"));
    }
    if maker.choices.chance(40) {
        set(&mut kind, "required", true);
    }
    kind
}
