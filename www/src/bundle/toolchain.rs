//! The two ways to WASM and the choice between them.
//!
//! rustup's compiler is used when its standard library for the browser is installed. Otherwise
//! Debian's compiler builds the standard library from source, which also allows panics to be a
//! bare trap, and its sorting to be small rather than fast.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::BundleError;
use super::progress::Progress;
use crate::host::{self, Part};

/// The target triple of the browser.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian's packages put their compiler.
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "/usr/bin/wasm-ld";
const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/Cargo.lock";

/// What makes the module smaller with either compiler: half the usual stack, so that addresses of
/// constants take a byte less each, and SHA-256 as a loop. And the paths of functions as the splitter names them.
const SMALL: &str = "-Clink-arg=-zstack-size=524288 --cfg=sha2_backend_soft=\"compact\" \
    -Csymbol-mangling-version=v0";

/// What makes it smaller with a ready standard library and a compiler that knows how: nothing is written out for
/// debugging, and code does not know the file and line it stands in.
const MUTE: &str = "-Zfmt-debug=none -Zlocation-detail=none";

/// What makes it smaller where the standard library is built too: panics are a bare trap, and
/// nothing is written out for debugging.
const SMALLER: &str = "-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none";

/// Set by the outer cargo and rustup for *their* compiler; another compiler must not see them.
const FOREIGN: [&str; 14] = [
    "CARGO",
    "RUSTC",
    "RUSTDOC",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTUP_TOOLCHAIN",
    "RUSTUP_TOOLCHAIN_SOURCE",
    "RUST_RECURSION_COUNT",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
];

/// Set by the outer cargo about the package that is running, whoever compiles next.
const ABOUT_THE_CALLER: [&str; 7] = [
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_MANIFEST_LINKS",
    "CARGO_CRATE_NAME",
    "CARGO_BIN_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
];

/// The compiler that makes the browser's code.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Compiler {
    /// The one that runs this program, with a ready standard library.
    Current {
        /// What `rustc --version` says.
        version: String,
        /// Whether it knows how to leave out what only debugging reads.
        mute: bool,
    },
    /// Debian's, which builds the standard library as well.
    Debian {
        /// What `rustc --version` says.
        version: String,
    },
}

impl Compiler {
    /// The current compiler if it can, else Debian's, installed where the machine allows it.
    pub(super) fn choose(root: &Path, progress: &dyn Progress) -> Result<Self, BundleError> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        if has_library(root, &rustc) {
            let mute = is_known(root, &rustc, MUTE);
            return Ok(Self::Current { version: version(root, &rustc), mute });
        }
        host::ensure(&DEBIAN_PARTS, &|line| progress.note(line))?;
        Ok(Self::Debian { version: version(root, OsStr::new(DEBIAN_RUSTC)) })
    }

    /// A cargo call with the environment this compiler needs; the verb is the caller's.
    pub(super) fn cargo(&self) -> Command {
        let names = std::env::vars_os().map(|(name, _)| name);
        let mut command = match self {
            Self::Current { .. } => {
                Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            }
            Self::Debian { .. } => Command::new(DEBIAN_CARGO),
        };
        for name in self.unwanted(names) {
            command.env_remove(name);
        }
        if !matches!(self, Self::Current { mute: false, .. }) {
            command.env("RUSTC_BOOTSTRAP", "1");
        }
        if matches!(self, Self::Debian { .. }) {
            command.env("RUSTC", DEBIAN_RUSTC).env("RUSTFLAGS", self.flags());
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER);
        } else {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", self.flags());
        }
        command
    }

    /// What makes the module small.
    fn flags(&self) -> String {
        match self {
            Self::Current { mute: false, .. } => SMALL.to_owned(),
            Self::Current { mute: true, .. } => [MUTE, SMALL].join(" "),
            Self::Debian { .. } => [SMALLER, SMALL].join(" "),
        }
    }

    /// What follows the verb of a cargo call.
    pub(super) fn arguments(&self) -> &'static [&'static str] {
        match self {
            Self::Current { .. } => &[],
            Self::Debian { .. } => {
                &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]
            }
        }
    }

    /// Which of the names in an environment this compiler's cargo must not inherit.
    fn unwanted(&self, names: impl Iterator<Item = OsString>) -> Vec<OsString> {
        let foreign = matches!(self, Self::Debian { .. });
        names
            .filter(|name| {
                let name = name.to_string_lossy();
                ABOUT_THE_CALLER.contains(&name.as_ref())
                    || name.starts_with("CARGO_PKG_")
                    || (foreign && FOREIGN.contains(&name.as_ref()))
            })
            .collect()
    }
}

impl fmt::Display for Compiler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Current { version, .. } => {
                write!(f, "browser code by {version}, with its installed {TARGET} library")
            }
            Self::Debian { version } => {
                write!(f, "browser code by Debian's {version}, building {TARGET}'s library too")
            }
        }
    }
}

/// What Debian's way needs.
const DEBIAN_PARTS: [Part; 4] = [
    Part {
        name: "a Rust compiler for the browser (with rustup: `rustup target add wasm32-unknown-unknown`)",
        packages: &["rustc-web"],
        present: || Path::new(DEBIAN_RUSTC).exists(),
    },
    Part {
        name: "its cargo",
        packages: &["cargo-web"],
        present: || Path::new(DEBIAN_CARGO).exists(),
    },
    Part {
        name: "its standard library source",
        packages: &["rust-web-src"],
        present: || Path::new(DEBIAN_SOURCE).exists(),
    },
    Part {
        name: "the WASM linker",
        packages: &["lld"],
        present: || Path::new(DEBIAN_LINKER).exists(),
    },
];

/// Whether the compiler has a ready standard library for the browser. It names a folder even when
/// nothing is in it, so the folder is looked into.
fn has_library(root: &Path, rustc: &OsStr) -> bool {
    let folder = said(root, rustc, &["--print", "target-libdir", "--target", TARGET]);
    folder.is_some_and(|folder| holds_library(&PathBuf::from(folder)))
}

fn holds_library(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    })
}

/// Whether a compiler takes the flags.
fn is_known(root: &Path, rustc: &OsStr, flags: &str) -> bool {
    let mut asked = Command::new(rustc);
    asked.args(flags.split(' ')).args(["--print", "target-libdir"]).env("RUSTC_BOOTSTRAP", "1");
    asked.current_dir(root).output().is_ok_and(|answer| answer.status.success())
}

fn version(root: &Path, rustc: &OsStr) -> String {
    said(root, rustc, &["--version"]).unwrap_or_else(|| "rustc".to_owned())
}

/// The first line of what a successful command says.
fn said(root: &Path, program: &OsStr, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(root).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unwanted(compiler: &Compiler, names: &[&str]) -> Vec<String> {
        let names = names.iter().map(OsString::from);
        compiler.unwanted(names).into_iter().filter_map(|name| name.into_string().ok()).collect()
    }

    const NAMES: [&str; 9] = [
        "PATH",
        "HOME",
        "RUSTUP_AUTO_INSTALL",
        "CARGO_TARGET_DIR",
        "LD_LIBRARY_PATH",
        "CARGO",
        "RUSTFLAGS",
        "CARGO_PKG_NAME",
        "CARGO_MANIFEST_DIR",
    ];

    #[test]
    fn debians_compiler_sees_nothing_of_the_outer_one() {
        let debian = Compiler::Debian { version: String::new() };
        let removed = ["LD_LIBRARY_PATH", "CARGO", "RUSTFLAGS", "CARGO_PKG_NAME"];
        assert_eq!(unwanted(&debian, &NAMES), [&removed[..], &["CARGO_MANIFEST_DIR"]].concat());
    }

    #[test]
    fn the_current_compiler_keeps_its_own_settings() {
        let current = Compiler::Current { version: String::new(), mute: false };
        assert_eq!(unwanted(&current, &NAMES), ["CARGO_PKG_NAME", "CARGO_MANIFEST_DIR"]);
    }

    #[test]
    fn a_compiler_is_asked_before_it_gets_flags_that_may_change() {
        let (root, rustc) = (Path::new(env!("CARGO_MANIFEST_DIR")), OsStr::new("rustc"));
        assert!(is_known(root, rustc, MUTE));
        assert!(!is_known(root, rustc, "-Zmute=yes"));
        assert!(!is_known(root, OsStr::new("no-such-compiler"), MUTE));
    }

    #[test]
    fn the_current_compiler_gets_only_flags_it_knows() {
        let flags = |mute| Compiler::Current { version: String::new(), mute }.flags();
        assert!(flags(true).contains(MUTE) && !flags(false).contains("-Z"));
    }

    #[test]
    fn an_empty_library_folder_is_no_library() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!holds_library(folder.path()));
        fs::write(folder.path().join("libcore-1.rlib"), "").unwrap();
        assert!(!holds_library(folder.path()));
        fs::write(folder.path().join("libstd-1.rlib"), "").unwrap();
        assert!(holds_library(folder.path()));
    }
}
