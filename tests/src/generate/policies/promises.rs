//! Commitments, calendars, apology and routes of generated policies.

use super::{Maker, set};
use serde_json::{Value, json};

/// When the policy may be used: today at least.
pub fn validity(maker: &mut Maker<'_, '_>) -> Value {
    if maker.choices.chance(50) {
        return json!({ "from": "2026-01-01" });
    }
    json!({ "from": "2026-01-01", "until": "2026-12-31" })
}

/// A span in one of its units.
pub fn span(maker: &mut Maker<'_, '_>) -> Value {
    let count = maker.choices.between(0, 40);
    match maker.choices.below(6) {
        0 => json!({ "calendar_days": count }),
        1 => json!({ "hours": count }),
        2 => json!({ "weeks": count }),
        3 => json!({ "months": count }),
        _ => {
            json!({ "working_days": { "days": count, "calendar": maker.choices.pick(["north", "south"]) } })
        }
    }
}

/// Two that remedies and approvals name, and up to two of every case.
pub fn commitments(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let named = ["soon", "later"].map(|id| commitment(maker, id, "pay", "with_remedy"));
    let kinds = ["acknowledge", "decide"].into_iter().take(maker.choices.below(3));
    let cases: Vec<Value> = kinds.map(|kind| commitment(maker, kind, kind, "every_case")).collect();
    named.into_iter().chain(cases).collect()
}

fn commitment(maker: &mut Maker<'_, '_>, id: &str, what: &str, applies: &str) -> Value {
    json!({
        "id": id, "what": what, "title": maker.text("Promise"), "by": "desk", "within": span(maker),
        "if_missed": maker.text("Call"), "applies": applies, "cites": "Rule", "from": "2026-01-01",
    })
}

/// Two calendars: a week of five days with holidays and make-up days, and a week of six.
pub fn calendars(maker: &mut Maker<'_, '_>) -> Value {
    let days = |maker: &mut Maker<'_, '_>| -> Vec<String> {
        let count = maker.choices.below(6);
        (0..count)
            .map(|_| {
                let offset = maker.choices.between(0, 60);
                maker.day(offset)
            })
            .collect()
    };
    let years = [2026, 2027];
    json!({
        "north": { "weekend": ["sat", "sun"], "holidays": days(maker), "workdays": days(maker), "years": years,
            "source": "made up", "from": "2026-01-01" },
        "south": { "weekend": ["fri"], "holidays": days(maker), "workdays": [], "years": years,
            "source": "made up", "from": "2026-01-01" },
    })
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
        if maker.choices.chance(30) {
            set(&mut sentence, "responsibility", json!(["ours"]));
        }
        said.push(sentence);
    }
    if maker.choices.chance(30) {
        said.push(json!({ "element": "change", "commitment": "later", "text": maker.text("By {due}, {by}") }));
    }
    json!({
        "admission": maker.choices.pick(["full", "regret_only"]), "elements": said,
        "senders": [{ "severity": ["critical"], "role": "head" }, { "role": "desk" }],
    })
}

/// A way to a human, and one that opens later.
pub fn routes(maker: &mut Maker<'_, '_>) -> Value {
    json!([
        { "id": "call", "kind": "human", "title": maker.text("Call"), "detail": maker.text("Now") },
        { "id": "ombudsman", "kind": "ombudsman", "title": maker.text("Ombudsman"), "detail": maker.text("Later"),
          "after": span(maker) },
    ])
}
