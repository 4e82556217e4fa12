//! What a full quote on the bank policy takes in WASM: the module that ships, in Node, not slowed down.
//!
//! `cargo bench -p amends-tests --features browser --bench wasm` builds the bundle where it is not built yet, and prints
//! medians: the quote alone, and the quote with its JSON as a string in script. `-- FOLDER` takes a bundle that is there.
//! A quote alone is what verifying a submission takes beside one refused early: it holds the comparison with what the
//! submission claims, too. No figure fails the run; an answer that is none does.

use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::submission::SubmissionDocument;
use amends_core::{date, document, policy::Policy, quote};
use amends_tests::scenario::{self, policy_text};
use amends_tests::service::Failure;
use amends_www::bundle::{self, progress};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<(), Failure> {
    let bundle = match std::env::args().skip(1).find(|argument| !argument.starts_with('-')) {
        Some(folder) => PathBuf::from(folder),
        None => bundle::build(bundle::workspace(), progress::for_stderr().as_ref())?.folder,
    };
    let folder = tempfile::tempdir()?;
    let case = folder.path().join("case.json");
    std::fs::write(&case, case_of_the_bank()?.to_string())?;
    let found = timed(&bundle, &case)?;
    let figure = |pointer: &str| found.pointer(pointer).and_then(Value::as_f64).unwrap_or(f64::NAN);
    println!(
        "a quote of the bank policy in WASM ({} letters of JSON), medians:",
        figure("/letters")
    );
    println!("  alone:                {:.3} ms", figure("/alone/more"));
    println!("  with its JSON handed: {:.3} ms", figure("/handed/more"));
    println!("  the whole call:       {:.3} ms", figure("/handed/call"));
    Ok(())
}

fn timed(bundle: &Path, case: &Path) -> Result<Value, Failure> {
    let script = scenario::root().join("tests/bench/wasm/quotes.js");
    let output = Command::new("node").arg(script).arg(bundle).arg(case).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The case of the cash machine: its complaint, and a submission that takes the option recommended.
fn case_of_the_bank() -> Result<Value, Failure> {
    let text = policy_text("bank")?;
    let scenarios = scenario::all()?;
    let own = scenarios.into_iter().find(|own| own.policy == "bank" && own.name.ends_with("c1"));
    let own = own.ok_or("the case of the cash machine is gone")?;
    let today = date::read(&own.today).ok_or("its day is no date")?;
    let policy = Policy::read(&text).map_err(|faults| format!("{faults:?}"))?;
    let quoted = |complaint: &ComplaintDocument| {
        quote(&policy, complaint, today).map_err(|faults| format!("{faults:?}"))
    };
    let mut complaint = own.complaint.clone();
    let options = quoted(&complaint)?.options;
    let option =
        options.iter().find(|option| option.recommended).ok_or("nothing is recommended")?;
    complaint.choice = Some(ChoiceMadeDocument::Option(option.id.clone()));
    let key = "0123456789abcdef".to_owned();
    let submission =
        SubmissionDocument { quote: quoted(&complaint)?, key, upload_key: None, complaint };
    Ok(json!({
        "policy": text,
        "complaint": document::write(&submission.complaint),
        "today": own.today.clone(),
        "submission": document::write(&submission),
        "before": "2026-01-01",
    }))
}
