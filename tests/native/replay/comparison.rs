//! A policy against another: who gets more, less or other remedies, and what only one of them knows.
#![expect(clippy::indexing_slicing, reason = "a test that panics has failed, and says where")]

use super::{at, entry, figures, replay, ten, ten_figures, text};
use crate::same;
use amends_core::policy::Policy;
use amends_tests::changes::put;
use amends_tests::scenario::policy_text;
use libtest_mimic::Failed;
use serde_json::{Value, json};

/// The bank's policy with some changes, each a place and a value.
pub fn changed_bank(changes: &[(&str, &str, &str, Value)]) -> Result<String, Failed> {
    let mut policy: Value = serde_json::from_str(&policy_text("bank")?)?;
    policy["version"] = json!("changed");
    for (list, id, pointer, value) in changes {
        let entries = policy[list].as_array_mut().ok_or("no list")?;
        let entry = entries.iter_mut().find(|entry| entry["id"] == *id).ok_or("no entry")?;
        put(entry, pointer, value.clone())?;
    }
    let text = policy.to_string();
    Policy::read(&text).map_err(|faults| format!("{faults:?}"))?;
    Ok(text)
}

/// Writes a policy to a file and replays a history against it.
pub fn replay_against(policy: &str, more: &[&str], history: &str) -> Result<Value, Failed> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("against.json");
    std::fs::write(&path, policy)?;
    let path = path.display().to_string();
    replay(&[&["--against", &path], more].concat(), history)
}

/// Another policy pays 10.00 for a trip and not 20.00, takes 60 % off the fee and not 50 %, and has no better card.
/// Line 6 made one trip: 10.00 more here. Line 7 has 15.00 off, 60 % would be 18.00: 3.00 less here. Line 8 gets the
/// card here only. Line 5 made ten trips: 280.00 or 180.00 are both capped to 150.00. Net 10.00 - 3.00.
pub fn against() -> Result<(), Failed> {
    let trip = "/amount/cap/of/sum/0/times/of";
    let other = changed_bank(&[
        ("remedies", "effort-money", trip, json!("10.00 CNY")),
        ("remedies", "half-fee", "/amount/percent/rate", json!("60 %")),
        (
            "options",
            "better-service",
            "/remedies",
            json!([
                "priority-line",
                "explanation",
                "apology-letter",
                "senior-call",
                "named-handler"
            ]),
        ),
        ("options", "better-service", "/recommended_when", json!(true)),
        ("options", "money-for-days", "/remedies/0", json!("card-upgrade")),
        ("options", "money-for-days", "/remedies/2", json!("blocked-day-money")),
    ])?;
    let report = replay_against(&other, &[], &text(&ten()?))?;
    ten_figures(&report)?;
    figures(
        &report,
        &[
            ("/against/policy/version", json!("changed")),
            ("/against/paid/total", json!("73760.83")),
            ("/change/compared", json!(10)),
            ("/change/only_policy", json!(0)),
            ("/change/only_against", json!(0)),
            ("/change/neither", json!(0)),
            ("/change/same_amount", json!(8)),
            ("/change/net", json!("7.00")),
        ],
    )?;
    examples(&report)
}

/// The lines that change, and the problem that two of them are of.
fn examples(report: &Value) -> Result<(), Failed> {
    let line = |line, problem, here: Value, there: Value| json!({"line": line, "problem": problem, "policy": here, "against": there});
    let given = |option, total, remedies: &[&str]| json!({"option": option, "total": total, "remedies": remedies});
    let effort = ["fee-refund", "fee-interest", "effort-money", "explanation", "apology-letter"];
    let more = line(
        6,
        "fee-in-error",
        given("refund-and-effort", "436.80", &effort),
        given("refund-and-effort", "426.80", &effort),
    );
    same(
        "more",
        at(report, "/change/more"),
        json!({"lines": 1, "total": "10.00", "first": [more]}),
    )?;
    same("less", at(report, "/change/less/total"), json!("3.00"))?;
    same("less", at(report, "/change/less/first/0/line"), json!(7))?;
    let card = [
        "proved-loss",
        "card-upgrade",
        "priority-line",
        "explanation",
        "apology-letter",
        "senior-call",
    ];
    let without = ["proved-loss", "priority-line", "explanation", "apology-letter", "senior-call"];
    let others = line(
        8,
        "card-blocked",
        given("better-service", "320.50", &card),
        given("better-service", "320.50", &without),
    );
    let expected = json!({"lines": 1, "total": "0.00", "first": [others]});
    same("other remedies", at(report, "/change/other_remedies"), expected)?;
    let fee = entry(report, "/change/problems", "fee-in-error")?;
    let expected =
        json!({"id": "fee-in-error", "more": 1, "less": 1, "other_remedies": 0, "net": "7.00"});
    same("by problem", fee, expected)
}

/// A fact that only one of two policies knows does not refuse a line by the other; one that neither knows does.
pub fn other_facts() -> Result<(), Failed> {
    let mut other: Value = serde_json::from_str(&policy_text("bank")?)?;
    let facts = other["facts"].as_object_mut().ok_or("no facts")?;
    let label = json!({"zh-Hans": "会员年数", "zh-Hant": "會員年數", "en": "Years as a customer",
        "ar": "سنوات التعامل"});
    let fact =
        json!({"type": "number", "label": label, "at_most": "99", "supplied_by": ["portal"]});
    facts.insert("tenure".to_owned(), fact);
    let mut lines = ten()?;
    lines[0]["known"]["tenure"] = json!(4);
    lines[1]["known"]["tenur"] = json!(4);
    let report = replay_against(&other.to_string(), &[], &text(&lines))?;
    figures(
        &report,
        &[
            ("/policy/refused", json!(1)),
            ("/policy/refusals/0/code", json!("unknown-fact")),
            ("/policy/refusals/0/first", json!([{"line": 2, "at": "/known/tenur"}])),
            ("/against/refused", json!(1)),
            ("/change/compared", json!(9)),
            ("/change/neither", json!(1)),
        ],
    )?;
    // Without the other policy the fact is unknown; in a table it would be a column nobody knows.
    same("alone", at(&replay(&[], &text(&lines))?, "/policy/refused"), json!(2))?;
    let wide = "problem,tenure\nfee-in-error,4\n";
    let report = replay_against(&other.to_string(), &["--csv"], wide)?;
    same("column", at(&report, "/policy/quoted"), json!(1))
}
