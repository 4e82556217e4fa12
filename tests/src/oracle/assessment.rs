//! What is judged before anything is given.

use super::Refusal;
use super::case::{Case, list, text};
use super::civil;
use super::range::Truth;
use serde_json::{Value, json};

/// Refuses a complaint outside the policy's time, and answers that cannot all be true.
pub fn refuse(case: &Case<'_>) -> Result<(), Refusal> {
    let valid = &case.policy["valid"];
    let until = civil::read(text(valid, "until")).unwrap_or(i64::MAX);
    let from = civil::read(text(valid, "from")).unwrap_or(i64::MIN);
    if !(from..=until).contains(&case.today) {
        return Err("outside-validity");
    }
    let contradictory = |rule| case.when(rule) == Truth::Yes;
    match list(case.problem, "contradictions").any(contradictory) {
        true => Err("contradicting-answers"),
        false => Ok(()),
    }
}

/// The rules that may be the first that holds; of several that say the same the first.
pub fn possible<'v>(case: &Case<'_>, rules: &'v Value) -> Vec<&'v Value> {
    let mut possible: Vec<&Value> = Vec::new();
    for rule in rules.as_array().into_iter().flatten() {
        let holds = case.when(rule);
        if holds != Truth::No && possible.iter().all(|other| other["is"] != rule["is"]) {
            possible.push(rule);
        }
        if holds == Truth::Yes {
            break;
        }
    }
    possible
}

/// The reasons that hold, by their citation.
pub fn reasons(case: &Case<'_>, reasons: &Value) -> Value {
    let reasons = reasons.as_array().into_iter().flatten();
    let holding = reasons.filter(|reason| case.when(reason) == Truth::Yes);
    holding.map(|reason| json!({ "cites": reason["cites"] })).collect()
}

/// Whether any of the reasons holds.
pub fn refused(case: &Case<'_>, object: &Value, field: &str) -> Truth {
    Truth::any(list(object, field).map(|reason| case.when(reason)))
}

/// The assessment of the quote, but for whether anything is due.
pub fn document(case: &Case<'_>, due: &str) -> Value {
    let verdict = |kind: &str| -> Value {
        let possible = possible(case, &case.problem[kind]).into_iter();
        json!({ "possible": possible.map(|rule| rule["is"].clone()).collect::<Vec<_>>() })
    };
    json!({
        "responsibility": verdict("responsibility"), "severity": verdict("severity"), "due": due,
        "not_due": reasons(case, &case.problem["not_due"]),
    })
}
