//! `amends test`: scenarios against a policy, each with everything in which the answer differs.

use super::say;
use super::source::Source;
use crate::scenario::{self, Scenario};
use crate::stop::Stop;
use amends_core::policy::Policy;
use clap::Args;
use std::path::{Path, PathBuf};

/// What `amends test` is asked.
#[derive(Debug, Args)]
pub struct TestArguments {
    /// The policy document.
    #[arg(long)]
    policy: String,
    /// Scenarios, or folders of them; `amends schema scenario` describes the format.
    #[arg(required = true)]
    scenarios: Vec<PathBuf>,
}

/// Runs every scenario and prints how each ends.
pub fn run(arguments: &TestArguments) -> Result<(), Stop> {
    let policy = Source::read(&arguments.policy)?.policy()?;
    let mut files = Vec::new();
    for path in &arguments.scenarios {
        collect(path, &mut files)?;
    }
    if files.is_empty() {
        return Err(Stop::Use("there is no scenario here; a scenario is a `.json` file".into()));
    }
    let mut failed = 0_usize;
    for file in &files {
        failed += usize::from(!passes(&policy, file)?);
    }
    let passed = files.len().saturating_sub(failed);
    say(&format!("{passed} passed, {failed} failed"))?;
    if failed == 0 { Ok(()) } else { Err(Stop::Faults(String::new())) }
}

/// The file, or the `.json` files of the folder and of the folders in it, by name.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Stop> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    let unreadable = |error| Stop::Use(format!("cannot read `{}`: {error}", path.display()));
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    let wanted = |path: &&PathBuf| path.is_dir() || path.extension().is_some_and(|e| e == "json");
    inside.iter().filter(wanted).try_for_each(|path| collect(path, files))
}

/// Whether a scenario passes; what differs is printed.
fn passes(policy: &Policy, file: &Path) -> Result<bool, Stop> {
    let name = file.display().to_string();
    let text = Source::read(&name)?.text;
    let ended = serde_json::from_str::<Scenario>(&text)
        .map_err(|error| format!("this is not a scenario: {error}"))
        .and_then(|scenario| scenario::run(policy, &scenario));
    let differences = ended.unwrap_or_else(|words| vec![words]);
    say(&format!("{name}: {}", if differences.is_empty() { "ok" } else { "FAILED" }))?;
    differences.iter().try_for_each(|found| say(&format!("  {found}")))?;
    Ok(differences.is_empty())
}
