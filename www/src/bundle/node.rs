//! The build tools that come as npm packages, pinned in `package-lock.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::{BundleError, doing};
use super::fingerprint::sha256;
use super::progress::Progress;
use crate::host::{self, Part};

/// What `wasm-opt` does, in order; all of it makes the module smaller once it is compressed, if not before.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    // Browsers take no notice of alignment.
    "--dealign",
    // Much alike stands side by side.
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
];

/// How it does it. What recurs is a matter for the compression; the lowest addresses are the far end of the stack.
const MANNER: [&str; 3] =
    ["--skip-pass=local-cse", "--one-caller-inline-max-function-size=0", "--low-memory-unused"];

/// What it may use. Not every feature it knows: a browser refuses a module that declares one it lacks.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How scripts and styles are made smaller.
const ESBUILD: [&str; 6] = [
    "--minify",
    "--target=es2022",
    "--supported:nesting=false",
    "--legal-comments=none",
    "--charset=utf8",
    "--log-level=warning",
];

/// The optimiser and the minifier, installed.
#[derive(Debug)]
pub(super) struct Tools {
    modules: PathBuf,
}

impl Tools {
    /// Installs what `package-lock.json` names, unless exactly that is there already.
    pub(super) fn ready(root: &Path, progress: &dyn Progress) -> Result<Self, BundleError> {
        host::ensure(&PARTS, &|line| progress.note(line))?;
        let modules = root.join("node_modules");
        let lock = root.join("package-lock.json");
        let wanted = sha256(&fs::read(&lock).map_err(doing("read", &lock))?);
        let stamp = modules.join(".amends-lock");
        if fs::read_to_string(&stamp).ok().as_deref() != Some(wanted.as_str()) {
            progress.detail("npm ci");
            let mut npm = Command::new("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(root);
            run(&mut npm, "install the build tools of `package-lock.json` with npm")?;
            fs::write(&stamp, wanted).map_err(doing("write", &stamp))?;
        }
        Ok(Self { modules })
    }

    /// Makes a module smaller, in place; the names of its functions are used and left out.
    pub(super) fn optimise(&self, module: &Path) -> Result<(), BundleError> {
        let mut node = self.node("binaryen/bin/wasm-opt");
        node.args(WASM_OPT).args(MANNER).args(FEATURES).arg(module).arg("-o").arg(module);
        run(&mut node, "optimise the module with wasm-opt")
    }

    /// Writes a script or a style sheet without what only people read.
    pub(super) fn minify(&self, from: &Path, to: &Path) -> Result<(), BundleError> {
        let mut node = self.node("esbuild/bin/esbuild");
        node.arg(from).args(ESBUILD);
        if to.extension().is_some_and(|extension| extension == "js") {
            node.args(["--format=esm", "--bundle"]);
        }
        let mut outfile = std::ffi::OsString::from("--outfile=");
        outfile.push(to);
        node.arg(outfile).arg("--allow-overwrite");
        run(&mut node, &format!("minify `{}` with esbuild", from.display()))
    }

    fn node(&self, script: &str) -> Command {
        let mut node = Command::new("node");
        node.arg(self.modules.join(script));
        node
    }
}

/// What running the tools needs.
const PARTS: [Part; 2] = [
    Part { name: "Node.js", packages: &["nodejs"], present: || host::runs("node") },
    Part { name: "npm", packages: &["npm"], present: || host::runs("npm") },
];

/// Runs a tool to its end; what it said is the error when it fails.
fn run(command: &mut Command, doing_what: &str) -> Result<(), BundleError> {
    let program = PathBuf::from(command.get_program());
    let output = command.stdin(Stdio::null()).output().map_err(doing("start", &program))?;
    if output.status.success() {
        return Ok(());
    }
    let said =
        [output.stderr, output.stdout].map(|text| String::from_utf8_lossy(&text).into_owned());
    Err(BundleError::Tool { doing: doing_what.to_owned(), said: said.concat() })
}
