//! One complaint to one policy, answered twice and compared.

use crate::oracle::{Answer, Oracle, Refusal};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::QuoteDocument;
use amends_core::fault::Fault;
use amends_core::policy::Policy;
use amends_core::{date, quote};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// A policy, compiled by core and read by the oracle.
#[derive(Debug)]
pub struct Both {
    core: Policy,
    oracle: Oracle,
}

/// What comparing the two answers showed.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The same quote.
    Same(Answer),
    /// Both refuse the complaint, with this fault.
    Refused(String),
    /// Core refuses numbers beyond 64 bits, which the oracle does not know.
    TooLarge,
    /// Core finds the complaint itself faulty, which the oracle does not look at.
    Faulty(Vec<Fault>),
    /// They differ, at these places.
    Differ(Vec<String>),
}

/// The faults that the oracle knows.
pub(super) const REFUSALS: [&str; 5] = [
    "contradicting-answers",
    "outside-validity",
    "outside-calendar",
    "unknown-option",
    "not-split",
];

/// The fields of a quote that are compared; those without words.
static COMPARED: LazyLock<Value> = LazyLock::new(|| {
    let range = json!({ "low": true, "high": true });
    let reasons = json!([{ "cites": true }]);
    let figures =
        json!([{ "id": true, "certain": true, "cites": true, "low": true, "high": true }]);
    let amounts = json!([{ "id": true, "amount": range }]);
    let option = json!({ "id": true, "certain": true, "recommended": true, "total": range, "owed": range,
        "value": range, "in_place_of": [{ "remedy": true, "amount": range }], "capped": reasons, "done_by": true,
        "splits": { "of": { "id": true }, "into": { "id": true }, "amount": range },
        "settlement": { "at_once": true, "approval_by": { "id": true }, "decided_by": true },
        "components": [{ "remedy": true, "certain": true, "expires": true, "due": true, "due_from": true,
            "amount": range }] });
    json!({
        "open_until": true,
        "assessment": { "responsibility": { "possible": true }, "severity": { "possible": true }, "due": true,
            "not_due": reasons, "escalations": [{ "kind": true, "cites": true, "by": { "id": true }, "due": true }] },
        "entitlements": [{ "remedy": true, "applies": true, "because": reasons, "amount": range, "parts": amounts,
            "borne_by": amounts, "figures": figures }],
        "figures": figures, "owed": range, "range": range, "options": [option], "split": option,
        "not_offered": [{ "id": true }], "missing": [{ "fact": true, "required": true }],
        "asked": { "possible": range, "wishes": [{ "id": true, "options": true }] },
        "commitments": [{ "id": true, "remedy": true, "due": true, "due_from": true }],
        "not_promised": [{ "id": true, "because": reasons }],
        "routes": [{ "id": true, "from": true }],
    })
});

impl Both {
    /// Of a policy document; every citation in it is replaced by its place, so that reasons can be told apart.
    ///
    /// # Errors
    /// What is wrong with the document.
    pub fn new(mut policy: Value) -> Result<Self, Vec<Fault>> {
        cite_places(&mut policy, "");
        Ok(Self { core: Policy::read(&policy.to_string())?, oracle: Oracle::new(policy) })
    }

    /// As if the oracle had read another policy than core did.
    #[cfg(test)]
    pub(super) fn misread(policy: Value, misread: fn(&mut Value)) -> Result<Self, Vec<Fault>> {
        let mut both = Self::new(policy.clone())?;
        let mut misunderstood = policy;
        cite_places(&mut misunderstood, "");
        misread(&mut misunderstood);
        both.oracle = Oracle::new(misunderstood);
        Ok(both)
    }

    /// Both answers to a complaint on a day, ISO 8601.
    pub fn compare(&self, complaint: &ComplaintDocument, today: &str) -> Verdict {
        let Some(day) = date::read(today) else { return Verdict::Refused("not-a-day".to_owned()) };
        let document = serde_json::to_value(complaint).unwrap_or_default();
        let theirs = self.oracle.answer(&document, today);
        match quote(&self.core, complaint, day) {
            Ok(ours) => judge(&without_traces(ours), theirs),
            Err(faults) => refused(faults, theirs),
        }
    }
}

/// Core's quote beside what the oracle says.
fn judge(ours: &Value, theirs: Result<Answer, Refusal>) -> Verdict {
    match theirs {
        Ok(theirs) => {
            let differences = differences(ours, &theirs.quote);
            if differences.is_empty() {
                Verdict::Same(theirs)
            } else {
                Verdict::Differ(differences)
            }
        }
        Err(refusal) => Verdict::Differ(vec![format!(": core a quote, oracle {refusal}")]),
    }
}

/// Core's faults beside what the oracle says.
fn refused(faults: Vec<Fault>, theirs: Result<Answer, Refusal>) -> Verdict {
    let has = |code: &str| faults.iter().any(|fault| fault.code == code);
    match theirs {
        _ if has("number-overflow") => Verdict::TooLarge,
        Err(refusal) if has(refusal) => Verdict::Refused(refusal.to_owned()),
        _ if !REFUSALS.iter().any(|code| has(code)) => Verdict::Faulty(faults),
        theirs => {
            let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
            let theirs = theirs.map(|_| "a quote");
            Verdict::Differ(vec![format!(": core {codes:?}, oracle {theirs:?}")])
        }
    }
}

/// Replaces every citation by its place.
fn cite_places(value: &mut Value, at: &str) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match inner {
                    Value::String(text) if name == "cites" => *text = at.to_owned(),
                    _ => cite_places(inner, &format!("{at}/{name}")),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                cite_places(item, &format!("{at}/{index}"));
            }
        }
        _ => {}
    }
}

/// A quote as a document without the traces of its amounts, which are long and not compared.
fn without_traces(mut quote: QuoteDocument) -> Value {
    let components = quote.options.iter_mut().flat_map(|option| &mut option.components);
    components.for_each(|component| component.trace = None);
    for due in &mut quote.entitlements {
        due.trace = None;
        due.parts.iter_mut().for_each(|part| part.trace = None);
    }
    serde_json::to_value(&quote).unwrap_or_default()
}

/// Everything in which what core says differs from what the oracle says, place by place.
fn differences(core: &Value, oracle: &Value) -> Vec<String> {
    let mut found = Vec::new();
    differ("", [core, oracle], &COMPARED, &mut found);
    found
}

/// Compares the fields of a shape. An empty list is as good as none.
fn differ(at: &str, both: [&Value; 2], shape: &Value, found: &mut Vec<String>) {
    let [core, oracle] = both;
    match (shape, core, oracle) {
        (Value::Object(fields), Value::Object(_), Value::Object(_)) => {
            for (name, shape) in fields {
                let place = [at, "/", name].concat();
                differ(&place, both.map(|value| &value[name]), shape, found);
            }
        }
        (Value::Array(shapes), Value::Array(ours), Value::Array(theirs))
            if ours.len() == theirs.len() =>
        {
            let shape = shapes.first().unwrap_or(&Value::Null);
            for (index, both) in ours.iter().zip(theirs).enumerate() {
                differ(&format!("{at}/{index}"), both.into(), shape, found);
            }
        }
        _ if core == oracle || both.iter().all(|value| is_nothing(value)) => {}
        _ => {
            let [core, oracle] = both.map(|value| compared(value, shape));
            found.push(format!("{at}: core {core}, oracle {oracle}"));
        }
    }
}

/// What is compared of a value, to be shown.
fn compared(value: &Value, shape: &Value) -> Value {
    match (value, shape) {
        (Value::Object(_), Value::Object(fields)) => fields
            .iter()
            .map(|(name, shape)| (name.clone(), compared(&value[name], shape)))
            .filter(|(_, inner)| !is_nothing(inner))
            .collect(),
        (Value::Array(items), Value::Array(shapes)) => {
            let shape = shapes.first().unwrap_or(&Value::Null);
            items.iter().map(|item| compared(item, shape)).collect()
        }
        _ => value.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}
