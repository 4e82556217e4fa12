//! `amends deadlines`: deadlines of one policy as parts for another, with the facts and calendars they rest on.

use super::say;
use super::source::Source;
use crate::stop::Stop;
use clap::Args;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What `amends deadlines` is asked.
#[derive(Debug, Args)]
pub struct DeadlineArguments {
    /// The policy that has them, for example `tests/schemes/uk-fca-disp/policy.json`.
    policy: String,
    /// Commitments to take; none takes every deadline that holds in every case.
    commitments: Vec<String>,
    /// Role of your policy that owns them.
    #[arg(long, value_name = "ROLE")]
    by: Option<String>,
    /// Problems of your policy they hold for; none means all.
    #[arg(long = "for", value_name = "PROBLEM")]
    problems: Vec<String>,
}

/// Prints the parts.
pub fn run(arguments: &DeadlineArguments) -> Result<(), Stop> {
    let source = Source::read(&arguments.policy)?;
    // Only a sound policy lends.
    source.policy()?;
    let policy: Value =
        serde_json::from_str(&source.text).map_err(|error| Stop::Use(error.to_string()))?;
    let parts = parts(&policy, arguments)?;
    say(&serde_json::to_string_pretty(&parts).map_err(|error| Stop::Use(error.to_string()))?)
}

fn parts(policy: &Value, arguments: &DeadlineArguments) -> Result<Value, Stop> {
    let all = policy["commitments"].as_array().map(Vec::as_slice).unwrap_or_default();
    let id = |one: &Value| one["id"].as_str().unwrap_or_default().to_owned();
    let named = &arguments.commitments;
    let always = |one: &&Value| one["applies"] == "every_case";
    if let Some(unknown) = named.iter().find(|name| !all.iter().any(|one| id(one) == **name)) {
        let known: Vec<String> = all.iter().filter(always).map(id).collect();
        return Err(Stop::Use(format!(
            "there is no commitment `{unknown}`; there are {}",
            known.join(", ")
        )));
    }
    let wanted = all
        .iter()
        .filter(|one| if named.is_empty() { always(one) } else { named.contains(&id(one)) });
    let commitments: Vec<Value> = wanted.map(|one| adopted(one, arguments)).collect();
    let mut names = BTreeSet::new();
    commitments.iter().for_each(|one| strings(one, &mut names));
    let (mut facts, mut size) = (Map::new(), None);
    // A fact may rest on others: until nothing new is found.
    while size != Some(facts.len()) {
        size = Some(facts.len());
        facts = picked(&policy["facts"], &names);
        facts.values().for_each(|fact| strings(fact, &mut names));
    }
    let mut parts = Map::new();
    for (part, map) in
        [("calendars", policy.get("calendars")), ("histories", policy.get("histories"))]
    {
        let picked = map.map(|map| picked(map, &names)).unwrap_or_default();
        if !picked.is_empty() {
            parts.insert(part.to_owned(), picked.into());
        }
    }
    parts.insert("facts".to_owned(), facts.into());
    parts.insert("commitments".to_owned(), commitments.into());
    Ok(parts.into())
}

/// A commitment for another policy: its own problems, its own role.
fn adopted(commitment: &Value, arguments: &DeadlineArguments) -> Value {
    let mut adopted = commitment.clone();
    if let Some(fields) = adopted.as_object_mut() {
        fields.remove("for");
        fields.remove("missed");
        if !arguments.problems.is_empty() {
            fields.insert("for".into(), arguments.problems.clone().into());
        }
        if let Some(role) = &arguments.by {
            fields.insert("by".into(), role.clone().into());
        }
    }
    adopted
}

/// Entries of a map that are named.
fn picked(map: &Value, names: &BTreeSet<String>) -> Map<String, Value> {
    let entries = map.as_object().into_iter().flatten();
    entries
        .filter(|(id, _)| names.contains(*id))
        .map(|(id, one)| (id.clone(), one.clone()))
        .collect()
}

/// Every string below a value, and every `{name}` inside one: whatever may name a fact or a table.
fn strings(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let places = amends_core::language::places(text).unwrap_or_default();
            names.extend(places.into_iter().map(str::to_owned));
            names.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| strings(value, names)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amends_core::document;
    use amends_core::document::complaint::ComplaintDocument;
    use amends_core::policy::Policy;
    use chrono::NaiveDate;
    use serde_json::json;
    use std::path::Path;

    fn file(path: &str) -> Value {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        serde_json::from_str(&std::fs::read_to_string(root.join(path)).unwrap()).unwrap()
    }

    /// The tea house with the deadlines of a scheme; only those commitments that are named.
    fn adopting(scheme: &str, commitments: &[&str]) -> Policy {
        let arguments = DeadlineArguments {
            policy: String::new(),
            commitments: commitments.iter().map(|id| (*id).to_owned()).collect(),
            by: Some("till".into()),
            problems: vec!["late".into()],
        };
        let lent =
            parts(&file(&format!("tests/schemes/{scheme}/policy.json")), &arguments).unwrap();
        let mut policy = file("tests/rejected/base.json");
        for part in ["facts", "calendars"] {
            for (id, one) in lent[part].as_object().into_iter().flatten() {
                // Of two calendars of the same name the scheme's is taken here.
                policy[part][id] = one.clone();
            }
        }
        let own = policy["commitments"].as_array_mut().unwrap();
        // The tea house speaks English only.
        let mut lent = lent["commitments"].as_array().unwrap().clone();
        own.append(&mut lent);
        let mut text = policy.clone();
        only_english(&mut text);
        Policy::read(&text.to_string()).unwrap()
    }

    fn only_english(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("en") {
                    fields.retain(|tag, _| tag != "zh-Hans");
                }
                fields.values_mut().for_each(only_english);
            }
            Value::Array(values) => values.iter_mut().for_each(only_english),
            _ => {}
        }
    }

    fn due(policy: &Policy, known: &Value, today: &str, id: &str) -> Option<String> {
        let complaint = json!({ "problem": "late", "language": "en", "known": known });
        let complaint: ComplaintDocument = document::read(&complaint.to_string()).unwrap();
        let today: NaiveDate = today.parse().unwrap();
        let quote = amends_core::quote(policy, &complaint, today).unwrap();
        let made = quote.commitments.iter().find(|made| made.id == id)?;
        assert_eq!(made.by.id, "till");
        Some(made.due.clone())
    }

    #[test]
    fn a_final_response_in_the_united_kingdom() {
        let policy = adopting("uk-fca-disp", &["final-response"]);
        // Eight weeks from Monday 2 March 2026: Monday 27 April. A payment complaint: the fifteenth
        // business day, with Good Friday only on 3 April: Monday 23 March.
        for (kind, expected) in [("ordinary", "2026-04-27"), ("payment-services", "2026-03-23")] {
            let known = json!({ "complaint_type": kind, "region": "england-wales", "received_on": "2026-03-02" });
            assert_eq!(
                due(&policy, &known, "2026-03-02", "final-response").as_deref(),
                Some(expected)
            );
        }
    }

    #[test]
    fn a_bank_complaint_in_china() {
        let policy = adopting("cn-bank-complaints", &["decision"]);
        // Fifteen days from 2 March 2026; thirty for a complex one; sixty once extended and told.
        for (more, expected) in [
            (json!({ "complexity": "simple" }), "2026-03-17"),
            (json!({ "complexity": "complex" }), "2026-04-01"),
            (
                json!({ "complexity": "very-complex", "extension_approved": true, "complainant_told_of_extension": true }),
                "2026-05-01",
            ),
        ] {
            let mut known = more;
            known["received_on"] = json!("2026-03-02");
            assert_eq!(due(&policy, &known, "2026-03-02", "decision").as_deref(), Some(expected));
        }
    }

    #[test]
    fn an_error_of_an_electronic_transfer_in_the_united_states() {
        let policy = adopting("us-bank-complaints", &["decide-or-credit", "investigation"]);
        // Ten business days from Monday 2 March 2026: Monday 16 March. Forty-five days: 16 April.
        let known = json!({ "notice_on": "2026-03-02", "account_type": "existing", "transfer_type": "atm-or-ach" });
        assert_eq!(
            due(&policy, &known, "2026-03-02", "decide-or-credit").as_deref(),
            Some("2026-03-16")
        );
        assert_eq!(
            due(&policy, &known, "2026-03-02", "investigation").as_deref(),
            Some("2026-04-16")
        );
    }

    #[test]
    fn only_what_a_deadline_rests_on_is_lent() {
        let arguments = DeadlineArguments {
            policy: String::new(),
            commitments: vec!["investigation".into()],
            by: None,
            problems: vec![],
        };
        let scheme = file("tests/schemes/us-bank-complaints/policy.json");
        let lent = parts(&scheme, &arguments).unwrap();
        assert!(lent["facts"].get("notice_on").is_some());
        assert!(lent["facts"].get("disputed_amount").is_none() && lent.get("calendars").is_none());
        let unknown = DeadlineArguments { commitments: vec!["tomorrow".into()], ..arguments };
        let said = parts(&scheme, &unknown).unwrap_err().to_string();
        assert!(said.contains("`tomorrow`") && said.contains("decide-or-credit"), "{said}");
    }
}
