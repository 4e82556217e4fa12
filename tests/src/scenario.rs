//! The scenarios of the repository. The same files run natively, through the command line, in a browser's
//! WASM and through the intake service; the format is `amends_www::scenario`.

use amends_www::scenario;
use std::ops::Deref;
use std::path::{Path, PathBuf};

pub use crate::repository::{policies, policy_text, root};
pub use amends_www::scenario::{Kind, differences};

/// A scenario of the repository under its name.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Name of the file without its ending, with its folder: `bank/atm-no-cash-c1`.
    pub name: String,
    /// What it says.
    pub file: scenario::Scenario,
}

impl Deref for Scenario {
    type Target = scenario::Scenario;

    fn deref(&self) -> &Self::Target {
        &self.file
    }
}

/// Reads every scenario, in the order of their names.
///
/// # Errors
/// The first file that cannot be read or understood, by name.
pub fn all() -> Result<Vec<Scenario>, String> {
    let mut scenarios = Vec::new();
    for folder in entries(&root().join("tests/scenarios"))? {
        for file in entries(&folder)? {
            scenarios.push(read(&file)?);
        }
    }
    Ok(scenarios)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listing = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Scenario, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let file = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let stem = |path: &Path| path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let folder = path.parent().and_then(stem).unwrap_or_default();
    Ok(Scenario { name: format!("{folder}/{}", stem(path).unwrap_or_default()), file })
}
