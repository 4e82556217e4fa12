//! What is judged before anything is given.

use super::Refusal;
use super::case::{Case, inside, list, lists, text};
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

/// The verdicts still possible, `responsibility` or `severity`.
pub fn verdicts(case: &Case<'_>, kind: &str) -> Vec<String> {
    let rules = possible(case, &case.problem[kind]).into_iter();
    let verdicts: Vec<String> = rules.map(|rule| text(rule, "is").to_owned()).collect();
    if kind != "severity" {
        return verdicts;
    }
    // A second failure or an escalation makes it worse by one step.
    let worse = verdicts.iter().map(|severity| match severity.as_str() {
        "minor" => "moderate",
        "moderate" => "serious",
        _ => "critical",
    });
    let worse: Vec<String> = worse.map(str::to_owned).collect();
    let alike = case.problem.get("group_incident").is_some();
    let raising = escalations(case).filter(|rule| !alike && rule["raises_severity"] == true);
    let raised = raising.map(|rule| case.when(rule)).chain([second_failure(case)]);
    let all = match Truth::any(raised) {
        Truth::Yes => worse,
        Truth::No => verdicts,
        Truth::Open => [verdicts, worse].concat(),
    };
    let mut different: Vec<String> = Vec::new();
    for verdict in all {
        if !different.contains(&verdict) {
            different.push(verdict);
        }
    }
    different
}

/// What may take complaints about the problem out of the automatic route.
pub fn escalations<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Value> {
    let problem = text(case.problem, "id");
    list(case.policy, "escalations")
        .filter(move |rule| rule.get("for").is_none() || lists(rule, "for", problem))
}

/// Whether the case failed before.
pub fn second_failure(case: &Case<'_>) -> Truth {
    let rule = inside(case.policy, ["follow_up", "second_failure"]);
    if rule.is_null() { Truth::No } else { case.holds(&json!({ "fact": rule["fact"] })) }
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

/// The escalations that surely hold.
pub fn sure_escalations<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Value> {
    escalations(case).filter(|rule| case.when(rule) == Truth::Yes)
}

/// The assessment of the quote. Where nothing is due it says, too, which remedies came to nothing.
pub fn document(case: &Case<'_>, due: &str, nothing: Vec<Value>, looked_at: Vec<Value>) -> Value {
    let verdict = |kind: &str| json!({ "possible": verdicts(case, kind) });
    let refused = reasons(case, &case.problem["not_due"]);
    let mut not_due = refused.as_array().cloned().unwrap_or_default();
    if due == "no" {
        not_due.extend(nothing);
    }
    json!({
        "responsibility": verdict("responsibility"), "severity": verdict("severity"), "due": due,
        "not_due": not_due, "escalations": looked_at,
    })
}
