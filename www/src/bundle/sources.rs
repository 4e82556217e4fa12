//! Finds the hand-written parts of the bundle and takes the messages over.

use std::fs;
use std::path::{Path, PathBuf};

use amends_core::policy::Policy;
use serde_json::Value;

use super::error::{BundleError, doing};

/// Where the parts that need no compiler are.
#[derive(Debug)]
pub(super) struct Sources {
    /// Scripts and style sheets, each with its name in the bundle.
    pub written: Vec<(PathBuf, &'static str)>,
    /// One JSON file per language, by name.
    pub messages: Vec<PathBuf>,
    /// The words of files, which are loaded where files are asked for.
    pub files: Vec<PathBuf>,
    /// The policy that counts for the first visit, where there is one.
    pub policy: Option<PathBuf>,
}

/// Scripts and style sheets by hand, and what each is called in the bundle.
const WRITTEN: [(&str, &str); 7] = [
    ("element.js", "amends.js"),
    ("keep.js", "amends_keep.js"),
    ("style.css", "amends.css"),
    ("status.js", "amends_status.js"),
    ("status.css", "amends_status.css"),
    ("evidence.js", "amends_evidence.js"),
    ("evidence.css", "amends_evidence.css"),
];

/// All hand-written parts of the workspace at `root`; the first missing one is the error.
pub(super) fn find(root: &Path) -> Result<Sources, BundleError> {
    let web = root.join("web");
    let policy = root.join("www/policies/bank.json");
    Ok(Sources {
        written: WRITTEN
            .into_iter()
            .map(|(name, shipped)| Ok((existing(web.join(name))?, shipped)))
            .collect::<Result<_, BundleError>>()?,
        messages: json_files(&web.join("messages"))?,
        files: json_files(&web.join("files"))?,
        policy: policy.is_file().then_some(policy),
    })
}

/// Writes each language without its white space into `folder`.
pub(super) fn copy_messages(files: &[PathBuf], folder: &Path) -> Result<(), BundleError> {
    fs::create_dir_all(folder).map_err(doing("create", folder))?;
    for file in files {
        let Some(name) = file.file_name() else { continue };
        let target = folder.join(name);
        fs::write(&target, compact(file)?).map_err(doing("write", &target))?;
    }
    Ok(())
}

/// The bytes a form downloads of a policy file, for each of its languages.
pub(super) fn packed(path: &Path) -> Result<Vec<Vec<u8>>, BundleError> {
    let text = fs::read_to_string(path).map_err(doing("read", path))?;
    let policy = Policy::read(&text).map_err(|faults| BundleError::Content {
        path: path.to_owned(),
        cause: faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    })?;
    Ok(policy.document().languages.iter().filter_map(|tag| policy.pack(tag)).collect())
}

/// The JSON of a file without white space.
fn compact(path: &Path) -> Result<Vec<u8>, BundleError> {
    let text = fs::read(path).map_err(doing("read", path))?;
    let value: Result<Value, _> = serde_json::from_slice(&text);
    value
        .and_then(|value| serde_json::to_vec(&value))
        .map_err(|cause| BundleError::Content { path: path.to_owned(), cause: cause.to_string() })
}

fn existing(path: PathBuf) -> Result<PathBuf, BundleError> {
    if path.is_file() { Ok(path) } else { Err(BundleError::NoSource(path)) }
}

/// The `*.json` files of a folder, sorted; at least one.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, BundleError> {
    let entries = fs::read_dir(folder).map_err(doing("read", folder))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(BundleError::NoSource(folder.join("en.json")));
    }
    Ok(files)
}
