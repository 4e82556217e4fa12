//! What the suite knows about the workspace it checks.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// The workspace, as cargo describes it.
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
    /// Names of the test targets that need no browser.
    pub native_tests: Vec<String>,
    /// Names of the test targets that do.
    pub browser_tests: Vec<String>,
    cargo: OsString,
}

impl Workspace {
    /// Asks cargo about the workspace this program was built in.
    pub fn find() -> Result<Self, String> {
        let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let root = package.parent().unwrap_or(&package).to_path_buf();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut found = Self {
            target: root.join("target"),
            root,
            cargo,
            native_tests: Vec::new(),
            browser_tests: Vec::new(),
        };
        let metadata = found.metadata(&["--no-deps"])?;
        if let Some(target) = metadata.get("target_directory").and_then(Value::as_str) {
            found.target = target.into();
        }
        (found.native_tests, found.browser_tests) = test_targets(&metadata);
        Ok(found)
    }

    /// What `cargo metadata` says.
    pub fn metadata(&self, arguments: &[&str]) -> Result<Value, String> {
        let mut cargo = self.cargo("metadata", &["--format-version", "1"]);
        let output = cargo.args(arguments).output();
        let output = output.map_err(|cause| format!("could not start cargo: {cause}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|cause| format!("could not read what `cargo metadata` says: {cause}"))
    }

    /// A cargo call in the workspace, without what the outer cargo said about this package.
    pub fn cargo(&self, verb: &str, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(&self.cargo);
        cargo.arg(verb).args(arguments).current_dir(&self.root);
        cargo.env("CARGO_TERM_COLOR", "never");
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&name);
            }
        }
        cargo
    }

    /// A program that an earlier step built.
    pub fn program(&self, name: &str, arguments: &[&str]) -> Command {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let mut command = Command::new(self.target.join("debug").join(name));
        command.args(arguments).current_dir(&self.root).env("CARGO", &self.cargo);
        command
    }
}

/// Names of all test targets: those that need no browser, and those that do.
fn test_targets(metadata: &Value) -> (Vec<String>, Vec<String>) {
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let targets = packages.filter_map(|package| package.get("targets")?.as_array()).flatten();
    let tests = targets.filter(|target| holds(target, "kind", "test"));
    let (browser, native): (Vec<_>, Vec<_>) =
        tests.partition(|target| holds(target, "required-features", "browser"));
    (names(&native), names(&browser))
}

/// Whether a list of words inside a target has a word.
fn holds(target: &Value, list: &str, word: &str) -> bool {
    let words = target.get(list).and_then(Value::as_array);
    words.is_some_and(|words| words.iter().any(|each| each.as_str() == Some(word)))
}

fn names(targets: &[&Value]) -> Vec<String> {
    let names = targets.iter().filter_map(|target| target.get("name")?.as_str());
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn test_targets_are_told_apart_by_their_feature() {
        let metadata = json!({ "packages": [{ "targets": [
            { "name": "amends_tests", "kind": ["lib"] },
            { "name": "native", "kind": ["test"] },
            { "name": "portal", "kind": ["test"], "required-features": ["browser"] },
        ] }] });
        assert_eq!(test_targets(&metadata), (vec!["native".to_owned()], vec!["portal".to_owned()]));
    }
}
