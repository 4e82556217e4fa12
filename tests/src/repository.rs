//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// Folder of the workspace.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// The text of a policy of the repository by id.
///
/// # Errors
/// When the file cannot be read.
pub fn policy_text(id: &str) -> Result<String, String> {
    let file = root().join("www/policies").join(format!("{id}.json"));
    std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))
}

/// The ids of the policies of the repository, in order.
///
/// # Errors
/// When their folder cannot be read.
pub fn policies() -> Result<Vec<String>, String> {
    let folder = root().join("www/policies");
    let files = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let id =
        |file: std::fs::DirEntry| Some(file.path().file_stem()?.to_string_lossy().into_owned());
    let mut ids: Vec<String> = files.flatten().filter_map(id).collect();
    ids.sort();
    Ok(ids)
}
