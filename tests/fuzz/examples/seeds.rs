//! Writes the first inputs of a target from the repository's own documents: `cargo run --example seeds -- TARGET FOLDER`.

use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::submission::SubmissionDocument;
use amends_core::policy::Policy;
use amends_core::{document, quote};
use amends_tests::generate::{self, Choices, seeded};
use amends_tests::invariants::Desk;
use amends_tests::repository::root;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Most seeds of documents that are large.
const LARGE: usize = 21;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [target, folder] = arguments.as_slice() else {
        eprintln!("usage: seeds policy|packed|complaint|submission|missing_facts FOLDER");
        std::process::exit(2);
    };
    let seeds = match target.as_str() {
        "policy" => policies(),
        "packed" => packed(),
        "complaint" => complaints(),
        "submission" => submissions(),
        "missing_facts" => (0..40).map(|seed| seeded(seed, 20 + 4 * seed as usize)).collect(),
        other => panic!("there is no target `{other}`"),
    };
    fs::create_dir_all(folder).expect("the folder");
    for (index, seed) in seeds.iter().enumerate() {
        fs::write(Path::new(folder).join(format!("seed-{index:03}")), seed).expect("a seed");
    }
    println!("{} seeds for {target}", seeds.len());
}

fn json(path: &str) -> Value {
    let text = fs::read_to_string(root().join(path)).expect("a document of the repository");
    serde_json::from_str(&text).expect("JSON")
}

/// The small policy, each mistake that is rejected in it, and generated policies.
fn policies() -> Vec<Vec<u8>> {
    let base = json("tests/rejected/base.json");
    let mistakes = json("tests/rejected/policy.json");
    let wrong = mistakes.as_array().into_iter().flatten().map(|mistake| {
        let mut document = base.clone();
        for (at, value) in mistake["put"].as_object().into_iter().flatten() {
            let (parent, key) = at.rsplit_once('/').expect("a place");
            match document.pointer_mut(parent) {
                Some(Value::Array(items)) => {
                    items[key.parse::<usize>().expect("an index")] = value.clone()
                }
                Some(parent) => parent[key] = value.clone(),
                None => {}
            }
        }
        document
    });
    let generated = (0..20).map(|seed| {
        let bytes = seeded(seed, 100 + 20 * seed as usize);
        generate::policy(&mut Choices::new(&bytes)).policy
    });
    let all =
        [base.clone(), json("tests/bench/quotes/rule.json")].into_iter().chain(wrong).chain(generated);
    all.map(|document| document.to_string().into_bytes()).collect()
}

/// The small policy and generated ones, packed.
fn packed() -> Vec<Vec<u8>> {
    let generated = (0..40).map(|seed| {
        let bytes = seeded(seed, 60 + 6 * seed as usize);
        generate::policy(&mut Choices::new(&bytes)).policy
    });
    let all = generated.chain([json("tests/rejected/base.json")]);
    let read = all.filter_map(|document| Policy::read(&document.to_string()).ok());
    smallest(read.filter_map(|policy| policy.pack(policy.document().languages.first()?)).collect())
}

/// The smallest of some seeds, which are large and much alike.
fn smallest(mut seeds: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    seeds.sort_by_key(Vec::len);
    seeds.truncate(LARGE);
    seeds
}

/// The complaints of the bank's scenarios.
fn complaints() -> Vec<Vec<u8>> {
    let folder = fs::read_dir(root().join("tests/scenarios/bank")).expect("the scenarios");
    let mut files: Vec<_> = folder.flatten().map(|file| file.path()).collect();
    files.sort();
    let text = |file| fs::read_to_string(file).expect("a scenario");
    let read = |text: String| serde_json::from_str::<Value>(&text).expect("JSON");
    files.iter().map(text).map(read).map(|s| s["complaint"].to_string().into_bytes()).collect()
}

/// What the form would send to the tea house, with the choices that are offered there.
fn submissions() -> Vec<Vec<u8>> {
    let desk = Desk::small().expect("the small policy");
    let made = (0..90).filter_map(|seed| {
        let bytes = seeded(seed, 64);
        let told = desk.respondent.tells_all(&mut Choices::new(&bytes));
        let other = || ChoiceMadeDocument::SomethingElse("a call".to_owned());
        let choice = told.choice.clone().unwrap_or_else(other);
        let complaint = ComplaintDocument { choice: Some(choice), ..told.after(usize::MAX) };
        let quote = quote(&desk.policy, &complaint, desk.today).ok()?;
        let key = "0123456789abcdef".to_owned();
        Some(document::write(&SubmissionDocument { key, complaint, quote, upload_key: None }).into_bytes())
    });
    smallest(made.collect())
}
