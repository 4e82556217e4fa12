//! Policies that grow: the rule of twelve with more rules, or with more facts that nothing reads.

use amends_core::document;
use amends_core::document::complaint::ComplaintDocument;
use serde_json::{Value, json};

/// Remedies that an option lists.
const TOGETHER: usize = 10;

/// A policy of so many rules: each a remedy of its own, with a condition and a formula over the facts of the rule of
/// twelve; every option lists ten of them.
pub fn of_rules(base: &str, count: usize) -> String {
    let mut policy: Value = serde_json::from_str(base).expect("the rule of twelve is JSON");
    let ids: Vec<String> = (0..count).map(|number| format!("rule-{number}")).collect();
    policy["remedies"] = ids.iter().enumerate().map(|(number, id)| remedy(id, number)).collect();
    let options = ids.chunks(TOGETHER).enumerate();
    policy["options"] = options.map(|(number, ids)| option(number, ids)).collect();
    policy.to_string()
}

fn remedy(id: &str, number: usize) -> Value {
    let least = format!("{}.00 CNY", number % 50);
    let give = format!("{}.00 CNY", 1 + number % 9);
    json!({
        "id": id, "kind": "payment", "for": ["any"], "title": {"en": id}, "because": {"en": "For the harm."},
        "promise": {"en": "{by} pays {amount} by {due}."}, "basis": "goodwill",
        "when": {"all": [
            {"fact": "incident_day", "at_least": "18000"},
            {"any": [{"fact": "loss", "at_least": least}, {"fact": "harm", "is": "distress"}]}
        ]},
        "amount": {"cap": {"at": "500.00 CNY", "of": {"sum": [
            {"times": {"count": {"fact": "delay_days"}, "of": give}},
            {"percent": {"rate": "10 %", "of": {"fact": "fee"}}}
        ]}}},
        "by": "desk", "commitment": "pay", "cites": "Rules 1-12", "from": "2026-01-01"
    })
}

fn option(number: usize, remedies: &[String]) -> Value {
    json!({
        "id": format!("option-{number}"), "for": ["any"], "title": {"en": "Together"},
        "because": {"en": "Money now."}, "remedies": remedies
    })
}

/// The rule of twelve with so many more facts that a portal may know and nothing reads.
pub fn with_unused(base: &str, count: usize) -> String {
    let mut policy: Value = serde_json::from_str(base).expect("the rule of twelve is JSON");
    for number in 0..count {
        policy["facts"][format!("unused_{number}")] = json!({
            "type": "number", "label": {"en": "Unused"}, "supplied_by": ["portal"], "at_most": "9"
        });
    }
    policy.to_string()
}

/// A complaint of the rule of twelve in which most rules hold.
pub fn complaint() -> ComplaintDocument {
    let text = r#"{"problem": "any", "known": {
        "product": "mortgage", "channel": "branch", "trouble": "delay", "harm": "distress", "wanted": "cash",
        "incident_day": 18500, "loss": "300.00", "fee": "12.00", "delay_days": 4, "prior": 1, "tenure": 12,
        "vulnerable": false
    }}"#;
    document::read(text).expect("the complaint is in order")
}
