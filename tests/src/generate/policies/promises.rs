//! Commitments, calendars, apology and routes of generated policies.

use super::units::Unit;
use super::{Maker, parts, set, tables};
use serde_json::{Value, json};

/// When the policy may be used: today at least.
pub fn validity(maker: &mut Maker<'_, '_>) -> Value {
    if maker.choices.chance(50) {
        return json!({ "from": "2026-01-01" });
    }
    json!({ "from": "2026-01-01", "until": "2026-12-31" })
}

/// Two that remedies and approvals name, and up to two of every case.
pub fn commitments(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let named = ["soon", "later"].map(|id| commitment(maker, id, "pay", "with_remedy"));
    let kinds = [
        "acknowledge",
        "decide",
        "update",
        "deliver",
        "contact",
        "correct",
        "improve",
        "follow_up",
    ];
    let kinds = kinds.into_iter().take(maker.choices.pick([0, 1, 2, 3, 8]));
    let cases: Vec<Value> = kinds.map(|kind| commitment(maker, kind, kind, "every_case")).collect();
    named.into_iter().chain(cases).collect()
}

fn commitment(maker: &mut Maker<'_, '_>, id: &str, what: &str, applies: &str) -> Value {
    let mut commitment = json!({
        "id": id, "what": what, "title": maker.text("Promise"), "by": "desk",
        "if_missed": maker.text("Call"), "applies": applies, "cites": "Rule", "from": "2026-01-01",
    });
    if maker.choices.chance(25) {
        let due = maker.formula(Unit::Date, 2);
        // A promise has a last day, whatever is open.
        let last = maker.wild || maker.choices.chance(20);
        let due = if last { json!({ "least": [due, maker.day(2_000)] }) } else { due };
        set(&mut commitment, "due", due);
    } else {
        let depth = u8::from(!maker.wild);
        set(&mut commitment, "within", tables::span(maker, depth));
    }
    if maker.choices.chance(20) {
        let missed = json!({ "adds": uplift(maker), "to": "head", "within": "1 day" });
        set(&mut commitment, "missed", missed);
    }
    if applies == "every_case" && maker.choices.chance(30) {
        set(&mut commitment, "for", maker.some_problems());
        set(&mut commitment, "when", maker.condition(1));
        set(&mut commitment, "unless", parts::refusals(maker));
    }
    commitment
}

/// What being late adds: a sum once, or for each period up to a most.
fn uplift(maker: &mut Maker<'_, '_>) -> Value {
    let amount = maker.choices.between(1, 500);
    let mut uplift = json!({ "amount": maker.literal(Unit::Money, amount) });
    if maker.choices.chance(60) {
        set(&mut uplift, "each", maker.choices.pick(["1 day", "7 days"]));
        set(&mut uplift, "at_most", maker.literal(Unit::Money, 10 * amount));
    }
    uplift
}

/// What holds after the receipt.
pub fn follow_up(maker: &mut Maker<'_, '_>) -> Value {
    let mut follow_up = json!({});
    if maker.choices.chance(30) {
        let place = maker.switch();
        set(
            &mut follow_up,
            "second_failure",
            json!({ "fact": maker.read(place),
            "because": maker.text("It failed again"), "cites": "Rule", "from": "2026-01-01" }),
        );
    }
    if maker.choices.chance(30) {
        let reason = json!({ "for": maker.some_problems(), "text": maker.text("It takes time") });
        set(
            &mut follow_up,
            "waiting",
            json!({ "tolerance": "5 days", "reasons": [reason],
            "beyond": uplift(maker), "cites": "Rule", "from": "2026-01-01" }),
        );
    }
    follow_up
}

/// An apology whose sentences depend on the case.
pub fn apology(maker: &mut Maker<'_, '_>) -> Value {
    let elements =
        ["regret", "empathy", "acknowledgement", "responsibility", "explanation", "thanks"];
    let elements = elements.into_iter().take(1 + maker.choices.below(6));
    let mut said = Vec::new();
    for element in elements {
        let mut sentence = json!({ "element": element, "text": maker.sentence("We are sorry") });
        if maker.choices.chance(30) {
            set(&mut sentence, "severity", json!(["serious", "critical"]));
        }
        // Responsibility is taken only where it is ours.
        if maker.choices.chance(30) || element == "responsibility" {
            set(&mut sentence, "responsibility", json!(["ours"]));
        }
        if maker.choices.chance(10) {
            set(&mut sentence, "for", maker.some_problems());
            set(&mut sentence, "when", maker.condition(1));
        }
        said.push(sentence);
    }
    if maker.choices.chance(30) {
        said.push(json!({ "element": "change", "commitment": "later", "text": maker.text("By {due}, {by}") }));
    }
    let forbidden = maker.languages.iter().map(|tag| ((*tag).to_owned(), json!(["never again"])));
    let forbidden: Value = forbidden.collect();
    let admission = maker.choices.pick(["full", "explanation", "regret_only"]);
    let mut apology = json!({ "forbidden": forbidden, "admission": admission, "elements": said,
        "senders": [{ "severity": ["critical"], "role": "head" }, { "role": "desk" }] });
    second(maker, &mut apology);
    channels(maker, &mut apology);
    apology
}

/// Who signs when it is not the first apology.
fn second(maker: &mut Maker<'_, '_>, apology: &mut Value) {
    if maker.choices.chance(30) {
        set(apology, "repeated", maker.condition(1));
        set(apology, "senders", json!([{ "repeated": true, "role": "head" }, { "role": "desk" }]));
    }
}

/// The apology as a letter and as a text message.
fn channels(maker: &mut Maker<'_, '_>, apology: &mut Value) {
    if maker.choices.chance(30) {
        let salutations = [maker.text("Dear {customer}"), maker.text("Dear all")];
        let closing = maker.text("Yours");
        set(apology, "letter", json!({ "salutations": salutations, "closing": closing }));
    }
    if maker.choices.chance(30) {
        let (problems, when) = (maker.some_problems(), maker.condition(1));
        let text = maker.text("{regret} {repair}");
        let message =
            json!({ "for": problems, "responsibility": ["ours"], "when": when, "text": text });
        set(apology, "text_messages", json!([message]));
    }
}

/// A way to a human, and one that opens later.
pub fn routes(maker: &mut Maker<'_, '_>) -> Value {
    json!([
        { "id": "call", "kind": "human", "title": maker.text("Call"), "detail": maker.text("Now") },
        { "id": "ombudsman", "kind": "ombudsman", "title": maker.text("Ombudsman"), "detail": maker.text("Later"),
          "after": tables::span(maker, 0) },
        { "id": "office", "kind": "escalation", "title": maker.text("Office"), "detail": maker.text("Write"),
          "link": "tel:+860000" },
    ])
}
