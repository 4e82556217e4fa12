//! Tells whether anything a bundle is made of has changed since it was made.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::compress::files;
use super::error::{BundleError, doing};
use super::sizes::{self, Sizes};
use super::toolchain::Compiler;

/// Where a bundle keeps what it was made of and what it consists of.
const FILE: &str = ".fingerprint";

/// Everything that decides what a bundle looks like; folders with all that is in them.
const INPUTS: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "package-lock.json",
    "core",
    "web",
    "www/src/bundle",
    "www/src/host.rs",
    "www/policies/bank.json",
    "www/Cargo.toml",
];

/// The SHA-256 of all inputs and tools, in hexadecimal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of the workspace at `root` compiled by `compiler`.
    pub(super) fn of(root: &Path, compiler: &Compiler) -> Result<Self, BundleError> {
        let mut lines = format!("{compiler}\n");
        let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
        let _ = writeln!(lines, "RUSTFLAGS {flags}");
        for input in INPUTS {
            list(root, &root.join(input), &mut lines)?;
        }
        Ok(Self(sha256(lines.as_bytes())))
    }

    /// The sizes of the bundle in `folder`, if it is whole and made of exactly this.
    pub(super) fn matching(&self, folder: &Path) -> Option<Sizes> {
        let kept = fs::read_to_string(folder.join(FILE)).ok()?;
        let (fingerprint, outputs) = kept.split_once('\n')?;
        let whole = fingerprint == self.0 && outputs == outputs_of(folder).ok()?;
        whole.then(|| Sizes::read(&folder.join(sizes::FILE))).flatten()
    }

    /// Writes down what the finished bundle in `folder` was made of and consists of.
    pub(super) fn write(&self, folder: &Path) -> Result<(), BundleError> {
        let path = folder.join(FILE);
        let text = format!("{}\n{}", self.0, outputs_of(folder)?);
        fs::write(&path, text).map_err(doing("write", &path))
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One line per file of a finished bundle.
fn outputs_of(folder: &Path) -> Result<String, BundleError> {
    let mut lines = String::new();
    for path in files(folder)?.iter().filter(|path| !path.ends_with(FILE)) {
        line(folder, path, &mut lines)?;
    }
    Ok(lines)
}

/// Adds one line per file at or below `path`; a path that is not there is a line too.
fn list(root: &Path, path: &Path, lines: &mut String) -> Result<(), BundleError> {
    if path.is_dir() {
        return files(path)?.iter().try_for_each(|file| line(root, file, lines));
    }
    if path.is_file() {
        return line(root, path, lines);
    }
    let _ = writeln!(lines, "absent {}", path.strip_prefix(root).unwrap_or(path).display());
    Ok(())
}

fn line(root: &Path, path: &Path, lines: &mut String) -> Result<(), BundleError> {
    let content = fs::read(path).map_err(doing("read", path))?;
    let name = path.strip_prefix(root).unwrap_or(path).display();
    let _ = writeln!(lines, "{} {name}", sha256(&content));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("web/src")).unwrap();
        fs::write(root.path().join("web/src/lib.rs"), "//! a").unwrap();
        fs::write(root.path().join("Cargo.lock"), "1").unwrap();
        root
    }

    fn of(root: &Path, version: &str) -> Fingerprint {
        Fingerprint::of(root, &Compiler::Current { version: version.to_owned(), mute: true })
            .unwrap()
    }

    #[test]
    fn it_changes_with_every_kind_of_input() {
        let root = workspace();
        let mut seen = vec![of(root.path(), "1"), of(root.path(), "2")];
        for (path, text) in [
            ("web/src/lib.rs", "//! b"),
            ("web/src/new.rs", ""),
            ("Cargo.lock", "2"),
            ("package-lock.json", "{}"),
        ] {
            fs::write(root.path().join(path), text).unwrap();
            let now = of(root.path(), "1");
            assert!(!seen.contains(&now), "{path} is not part of the fingerprint");
            seen.push(now);
        }
        fs::rename(root.path().join("web/src/new.rs"), root.path().join("web/src/old.rs")).unwrap();
        assert!(!seen.contains(&of(root.path(), "1")), "names are not part of the fingerprint");
    }

    #[test]
    fn it_stays_when_nothing_it_is_made_of_changes() {
        let root = workspace();
        let before = of(root.path(), "1");
        fs::write(root.path().join("README.md"), "other").unwrap();
        assert_eq!(of(root.path(), "1"), before);
    }

    #[test]
    fn a_bundle_with_a_missing_or_changed_file_is_not_taken() {
        let (root, bundle) = (workspace(), tempfile::tempdir().unwrap());
        let fingerprint = of(root.path(), "1");
        assert_eq!(fingerprint.matching(bundle.path()), None);
        let sizes = Sizes::measure(&[], None).unwrap();
        sizes.write(&bundle.path().join(sizes::FILE)).unwrap();
        fs::write(bundle.path().join("amends.js"), "1").unwrap();
        fingerprint.write(bundle.path()).unwrap();
        assert_eq!(fingerprint.matching(bundle.path()), Some(sizes));
        assert_eq!(of(root.path(), "2").matching(bundle.path()), None);
        fs::write(bundle.path().join("amends.js"), "2").unwrap();
        assert_eq!(fingerprint.matching(bundle.path()), None);
    }
}
