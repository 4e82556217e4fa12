//! The corpora of the fuzz targets and everything the targets once found, with the same assertions.

use amends_tests::generate::Choices;
use amends_tests::invariants::{
    Desk, complaint_document, packed_policy, policy_document, submission_document, told,
};
use amends_tests::scenario::root;
use amends_tests::seeds::{self, TARGETS};
use std::path::PathBuf;

/// The most bytes that all corpora together may have in the repository.
const MOST_BYTES: usize = 400_000;

/// The inputs of a target, corpus and findings.
fn inputs(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut inputs = Vec::new();
    for folder in ["corpus", "findings"] {
        let folder = root().join("tests/fuzz").join(folder).join(target);
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let paths = entries.map(|entry| entry.unwrap().path());
        inputs.extend(paths.map(|path| (path.clone(), std::fs::read(&path).unwrap())));
    }
    assert!(inputs.len() >= 20, "only {} inputs for {target}", inputs.len());
    inputs.sort();
    inputs
}

/// Replays the inputs of a target; at least so many figures or verdicts must be compared.
fn replay(target: &str, least: usize, compare: impl Fn(&[u8]) -> usize) {
    let mut compared = 0;
    for (path, bytes) in inputs(target) {
        println!("{}", path.display());
        compared += compare(&bytes);
    }
    println!("{compared} compared");
    assert!(compared >= least, "{target}: only {compared} reached the assertion");
}

#[test]
fn policies() {
    replay("policy", 1_000, policy_document);
}

#[test]
fn packed_policies() {
    replay("packed", 20, packed_policy);
}

#[test]
fn complaints() {
    let bank = Desk::of("bank").unwrap();
    replay("complaint", 100, |bytes| complaint_document(&bank, bytes));
}

#[test]
fn submissions() {
    let tea = Desk::small().unwrap();
    replay("submission", 10, |bytes| submission_document(&tea, bytes));
}

#[test]
fn missing_facts() {
    let desks = Desk::all().unwrap();
    replay("missing_facts", 500, |bytes| told(&desks, &mut Choices::new(bytes)));
}

/// Each target begins with documents that get as far as its assertions.
#[test]
fn there_are_first_inputs_for_every_target() {
    let (bank, tea, desks) =
        (Desk::of("bank").unwrap(), Desk::small().unwrap(), Desk::all().unwrap());
    for target in TARGETS {
        let seeds = seeds::of(target).unwrap();
        let compared = |bytes: &Vec<u8>| match target {
            "policy" => policy_document(bytes),
            "packed" => packed_policy(bytes),
            "complaint" => complaint_document(&bank, bytes),
            "submission" => submission_document(&tea, bytes),
            _ => told(&desks, &mut Choices::new(bytes)),
        };
        let reached = seeds.iter().filter(|seed| compared(seed) > 0).count();
        println!("{target}: {reached} of {} seeds", seeds.len());
        assert!(reached >= 20, "{target}: {reached} of {} reached an assertion", seeds.len());
    }
}

#[test]
fn the_corpora_are_small() {
    let all = TARGETS.into_iter().flat_map(inputs);
    let bytes: usize = all.map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes <= MOST_BYTES, "{bytes} bytes");
}
