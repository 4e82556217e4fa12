//! Pairs on which the calculators once differed, kept in `tests/disagreements/`.

use super::pairs::Pair;
use crate::repository::root;
use std::fs;
use std::path::PathBuf;

/// Where they are kept.
pub fn folder() -> PathBuf {
    root().join("tests/disagreements")
}

/// Keeps a pair under a name; answers where.
///
/// # Errors
/// The file cannot be written.
pub fn save(name: &str, pair: &Pair) -> Result<PathBuf, String> {
    let path = folder().join(format!("{name}.json"));
    let text = serde_json::to_string_pretty(pair).map_err(|error| error.to_string())?;
    let written = fs::create_dir_all(folder()).and_then(|()| fs::write(&path, text + "\n"));
    written.map(|()| path.clone()).map_err(|error| format!("{}: {error}", path.display()))
}

/// Every pair that is kept, in the order of their names.
///
/// # Errors
/// A file that cannot be read or is not a pair.
pub fn all() -> Result<Vec<(String, Pair)>, String> {
    let wrong =
        |path: &PathBuf, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let entries = fs::read_dir(folder()).map_err(|error| wrong(&folder(), &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let pairs = paths.iter().map(|path| {
        let text = fs::read_to_string(path).map_err(|error| wrong(path, &error))?;
        let pair = serde_json::from_str(&text).map_err(|error| wrong(path, &error))?;
        Ok((path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), pair))
    });
    pairs.collect()
}
