//! The first inputs of the fuzz targets, from the repository's own documents.

use crate::changes::tea_house;
use crate::generate::{self, Choices, seeded};
use crate::invariants::Desk;
use crate::repository::root;
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::submission::SubmissionDocument;
use amends_core::policy::Policy;
use amends_core::{document, quote};
use serde_json::Value;
use std::fs;

/// The targets.
pub const TARGETS: [&str; 5] = ["policy", "packed", "complaint", "submission", "missing_facts"];

/// Most seeds of documents that are large.
const LARGE: usize = 21;

type Seeds = Vec<Vec<u8>>;

/// The seeds of a target.
///
/// # Errors
/// There is no such target, or a document of the repository cannot be read.
pub fn of(target: &str) -> Result<Seeds, String> {
    match target {
        "policy" => policies(),
        "packed" => packed(),
        "complaint" => complaints(),
        "submission" => submissions(),
        "missing_facts" => Ok((0..40).map(|seed| seeded(seed, 20 + 4 * seed as usize)).collect()),
        other => Err(format!("there is no target {other}, only {}", TARGETS.join(", "))),
    }
}

fn json(path: &str) -> Result<Value, String> {
    let text = fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
}

/// The small policy, each mistake that is rejected in it, a rule, and generated policies.
fn policies() -> Result<Seeds, String> {
    let mistakes = json("tests/rejected/policy.json")?;
    let wrong = mistakes.as_array().into_iter().flatten().map(|mistake| {
        let changes = mistake["put"].as_object().into_iter().flatten();
        tea_house(changes.map(|(at, value)| (at.as_str(), value.clone())))
    });
    let sound = [tea_house([]), json("tests/bench/quotes/rule.json")];
    let all =
        sound.into_iter().chain(wrong).chain((0..20).map(|seed| Ok(generated(seed, 100, 20))));
    all.map(|document| Ok(document?.to_string().into_bytes())).collect()
}

/// The policy of a seed, from more bytes the higher it is.
fn generated(seed: u64, least: usize, more: usize) -> Value {
    let bytes = seeded(seed, least + more * seed as usize);
    generate::policy(&mut Choices::new(&bytes)).policy
}

/// The small policy and generated ones, packed.
fn packed() -> Result<Seeds, String> {
    let all = (0..40).map(|seed| generated(seed, 60, 6)).chain([tea_house([])?]);
    let read = all.filter_map(|document| Policy::read(&document.to_string()).ok());
    let pack = |policy: Policy| policy.pack(policy.document().languages.first()?);
    Ok(smallest(read.filter_map(pack).collect()))
}

/// The smallest of some seeds, which are large and much alike.
fn smallest(mut seeds: Seeds) -> Seeds {
    seeds.sort_by_key(Vec::len);
    seeds.truncate(LARGE);
    seeds
}

/// The complaints of the bank's scenarios.
fn complaints() -> Result<Seeds, String> {
    let folder = "tests/scenarios/bank";
    let files = fs::read_dir(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    let name = |file: fs::DirEntry| file.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = files.flatten().map(name).collect();
    names.sort();
    let complaint = |name: &String| {
        let scenario = json(&format!("{folder}/{name}"))?;
        scenario.get("complaint").map(Value::to_string).ok_or(format!("{name} has no complaint"))
    };
    names.iter().map(|name| complaint(name).map(String::into_bytes)).collect()
}

/// What the form would send to the tea house, with the choices that are offered there.
fn submissions() -> Result<Seeds, String> {
    let desk = Desk::small()?;
    let made = (0..90).filter_map(|seed| {
        let bytes = seeded(seed, 64);
        let told = desk.respondent.tells_all(&mut Choices::new(&bytes));
        let other = || ChoiceMadeDocument::SomethingElse("a call".to_owned());
        let choice = told.choice.clone().unwrap_or_else(other);
        let complaint = ComplaintDocument { choice: Some(choice), ..told.after(usize::MAX) };
        let quote = quote(&desk.policy, &complaint, desk.today).ok()?;
        let key = "0123456789abcdef".to_owned();
        let submission = SubmissionDocument { key, complaint, quote, upload_key: None };
        Some(document::write(&submission).into_bytes())
    });
    Ok(smallest(made.collect()))
}
