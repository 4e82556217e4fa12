//! `amends schema`: the schemas say of our documents what the reader says, by an independent validator, and tell
//! editors what everything means.

use super::{Case, POLICIES, amends, same};
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_tests::changes::put;
use amends_tests::scenario::{self, policy_text, root};
use amends_tests::submissions::Ready;
use jsonschema::Validator;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::path::PathBuf;

const SCHEMAS: [&str; 10] = [
    "policy",
    "complaint",
    "quote",
    "submission",
    "verdict",
    "receipt",
    "event",
    "case",
    "status",
    "replay-report",
];

pub const CASES: [(&str, Case); 4] = [
    ("schema/each_is_a_schema", schemas_are_schemas),
    ("schema/everything_is_described", everything_is_described),
    ("schema/our_documents_fit", documents_fit),
    ("schema/mistakes_of_form_do_not_fit", mistakes_do_not_fit),
];

fn schema(name: &str) -> Result<Value, Failed> {
    let ended = amends(&["schema", name], "")?;
    same(name, ended.code, 0)?;
    Ok(serde_json::from_str(&ended.out)?)
}

pub fn validator(name: &str) -> Result<Validator, Failed> {
    Ok(jsonschema::validator_for(&schema(name)?)?)
}

fn schemas_are_schemas() -> Result<(), Failed> {
    for name in SCHEMAS {
        jsonschema::meta::validate(&schema(name)?).map_err(|error| format!("{name}: {error}"))?;
        let refuses = validator(name)?.is_valid(&json!({ "surprise": 1 }));
        same(&format!("{name} takes anything"), refuses, false)?;
    }
    Ok(())
}

/// Every error of a document against its schema.
pub fn fits(validator: &Validator, name: &str, document: &Value) -> Result<(), Failed> {
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{name}: {}: {error}", error.instance_path()))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("\n").into()) }
}

/// The published schemes written as policies, as far as there are any.
fn schemes() -> Result<Vec<PathBuf>, Failed> {
    let Ok(folders) = std::fs::read_dir(root().join("tests/schemes")) else {
        return Ok(Vec::new());
    };
    let paths = folders.map(|folder| Ok(folder?.path().join("policy.json")));
    let paths: Vec<PathBuf> = paths.collect::<Result<_, std::io::Error>>()?;
    Ok(paths.into_iter().filter(|path| path.exists()).collect())
}

/// Policies as published; complaints, quotes and submissions of every scenario.
fn documents_fit() -> Result<(), Failed> {
    let policy = validator("policy")?;
    for id in POLICIES {
        fits(&policy, id, &serde_json::from_str(&policy_text(id)?)?)?;
    }
    for path in schemes()? {
        let text = std::fs::read_to_string(&path)?;
        fits(&policy, &path.display().to_string(), &serde_json::from_str(&text)?)?;
    }
    let complaint = validator("complaint")?;
    let (quote, sent) = (validator("quote")?, validator("submission")?);
    for scenario in scenario::all()? {
        let ready = Ready::new(scenario)?;
        let name = &ready.scenario.name;
        fits(&complaint, name, &serde_json::to_value(&ready.scenario.complaint)?)?;
        let Ok(quoted) = ready.quote() else { continue };
        fits(&quote, name, &serde_json::to_value(&quoted)?)?;
        let choice = ChoiceMadeDocument::SomethingElse("a call".to_owned());
        fits(&sent, name, &serde_json::to_value(ready.submission(choice)?)?)?;
    }
    Ok(())
}

/// Everything that can be written has words an editor can show: each name and each value of a closed list.
fn everything_is_described() -> Result<(), Failed> {
    let mut seen = 0;
    for name in SCHEMAS {
        let mut silent = Vec::new();
        described(&schema(name)?, name, &mut silent, &mut seen);
        same(name, silent, Vec::<String>::new())?;
    }
    same("names were seen", seen > 300, true)
}

fn described(schema: &Value, at: &str, silent: &mut Vec<String>, seen: &mut u32) {
    let says = |part: &Value| part["description"].as_str().is_some_and(|says| says.len() > 3);
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        *seen += 1;
        if !says(property) {
            silent.push(format!("{at}/{name}"));
        }
    }
    let values = schema["oneOf"].as_array().into_iter().flatten();
    silent.extend(values.filter(|value| !says(value)).map(|value| format!("{at}: {value}")));
    let inner: Vec<(String, &Value)> = match schema {
        Value::Object(parts) => parts.iter().map(|(key, part)| (key.clone(), part)).collect(),
        Value::Array(parts) => {
            parts.iter().enumerate().map(|(i, part)| (i.to_string(), part)).collect()
        }
        _ => Vec::new(),
    };
    for (key, part) in inner {
        described(part, &format!("{at}/{key}"), silent, seen);
    }
}

/// Codes of mistakes of form: a schema sees them, whatever else it cannot see.
const OF_FORM: [&str; 6] =
    ["unknown-field", "unknown-value", "wrong-type", "missing-field", "one-key", "out-of-range"];

/// The rejected policies with a mistake of form are refused by the schema too; the sound one they are made from is not.
fn mistakes_do_not_fit() -> Result<(), Failed> {
    let read = |name: &str| -> Result<Value, Failed> {
        let path = root().join("tests/rejected").join(name);
        Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?)
    };
    let (base, validator) = (read("base.json")?, validator("policy")?);
    fits(&validator, "base", &base)?;
    let mut refused = 0;
    for mistake in read("policy.json")?.as_array().into_iter().flatten() {
        let expected = ["faults", "some"].map(|key| mistake[key].as_array());
        let mut codes = expected.into_iter().flatten().flatten().map(|fault| &fault["code"]);
        // An approval or escalation without its commitment is well formed; that `by` asks for one no schema says.
        let of_form = codes.any(|code| OF_FORM.iter().any(|form| code == form));
        let undated = ["/limits/approval/1", "/escalations"];
        if !of_form || undated.iter().any(|at| mistake["put"].get(at).is_some()) {
            continue;
        }
        let mut document = base.clone();
        for (at, value) in mistake["put"].as_object().into_iter().flatten() {
            put(&mut document, at, value.clone())?;
        }
        same(&mistake["why"].to_string(), validator.is_valid(&document), false)?;
        refused += 1;
    }
    same("mistakes of form", refused >= 5, true)
}
