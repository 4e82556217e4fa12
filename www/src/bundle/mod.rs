//! Builds everything a browser downloads, into `target/bundle/`.
//!
//! One direction: compile (WASM) → glue → optimise → minify → compress → measure. The folder is
//! built beside its final place and swapped in at the end, so a half-built bundle is never served.

mod compile;
mod compress;
mod error;
mod fingerprint;
mod gates;
mod glue;
mod names;
mod node;
pub mod progress;
mod sizes;
mod slots;
mod sources;
mod split;
mod toolchain;
mod traps;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub use error::BundleError;
pub use progress::Progress;
pub use sizes::{Size, Sizes};

use error::doing;
use fingerprint::Fingerprint;
use glue::Module;
use toolchain::Compiler;

/// A finished bundle on disk.
#[derive(Debug)]
pub struct Bundle {
    /// The folder with `amends.js`, script and WASM of the form (`amends_web`) and of the tools
    /// (`amends_tools`), `amends.css`, `amends_status.js` and
    /// `.css`, `amends_evidence.js` and `.css`, `messages/` and `sizes.json`.
    pub folder: PathBuf,
    /// What a first visit downloads, in bytes.
    pub sizes: Sizes,
    /// `false` when nothing had changed and the bundle on disk was taken as it is.
    pub rebuilt: bool,
}

/// The workspace this program was built in.
#[must_use]
pub fn workspace() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// Cargo's target folder for the workspace at `root`: `CARGO_TARGET_DIR`, or `target`.
#[must_use]
pub fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// Builds the bundle of the workspace at `root`, or takes the one on disk if nothing changed.
///
/// Installs missing system parts where the machine allows it. Two calls at once wait for each
/// other.
///
/// # Errors
/// A part that is missing and could not be installed, a source that does not compile, a file that
/// could not be read or written: each names the place and what to do.
pub fn build(root: &Path, progress: &dyn Progress) -> Result<Bundle, BundleError> {
    let target = target_folder(root);
    fs::create_dir_all(&target).map_err(doing("create", &target))?;
    let _lock = lock(&target.join(".bundle.lock"))?;
    let folder = target.join("bundle");
    let compiler = Compiler::choose(root, progress)?;
    let fingerprint = Fingerprint::of(root, &compiler)?;
    if let Some(sizes) = fingerprint.matching(&folder) {
        return Ok(Bundle { folder, sizes, rebuilt: false });
    }
    let staging = target.join("bundle-next");
    clear(&staging)?;
    let sizes = build_into(&staging, root, &compiler, progress)?;
    fingerprint.write(&staging)?;
    clear(&folder)?;
    fs::remove_dir(&folder).map_err(doing("replace", &folder))?;
    fs::rename(&staging, &folder).map_err(doing("put in place", &folder))?;
    progress.finish();
    Ok(Bundle { folder, sizes, rebuilt: true })
}

/// Builds a counter in Yew as the form is built, into `folder`: `amends_floor.js` and `amends_floor_bg.wasm`. It is what
/// benchmarks measure the form beside.
///
/// # Errors
/// As [`build`].
pub fn floor(root: &Path, folder: &Path, progress: &dyn Progress) -> Result<(), BundleError> {
    let compiler = Compiler::choose(root, progress)?;
    let tools = node::Tools::ready(root, progress)?;
    clear(folder)?;
    let module = Module::Floor;
    glue::write(&compile::compile(root, module, &compiler, progress)?, module, folder)?;
    tools.optimise(&folder.join(module.binary()))?;
    tools.minify(&folder.join(module.script()), &folder.join(module.script()))
}

/// Every step from sources to measured files, in order.
fn build_into(
    staging: &Path,
    root: &Path,
    compiler: &Compiler,
    progress: &dyn Progress,
) -> Result<Sizes, BundleError> {
    progress.plan(8);
    progress.step("check sources");
    let sources = sources::find(root)?;
    progress.step("fetch build tools");
    let tools = node::Tools::ready(root, progress)?;
    progress.note(&compiler.to_string());
    for module in Module::ALL {
        progress.step(&format!("compile the {}", module.feature()));
        let compiled = compile::compile(root, module, compiler, progress)?;
        glue::write(&compiled, module, staging)?;
    }
    progress.step("optimise");
    for module in Module::ALL {
        tools.optimise(&staging.join(module.binary()))?;
        tools.minify(&staging.join(module.script()), &staging.join(module.script()))?;
    }
    tools.optimise(&staging.join(glue::LATER))?;
    for (source, name) in &sources.written {
        tools.minify(source, &staging.join(name))?;
    }
    sources::copy_messages(&sources.messages, &staging.join("messages"))?;
    sources::copy_messages(&sources.files, &staging.join("messages/files"))?;
    progress.step("compress");
    let files = compress::folder(staging, progress)?;
    progress.step("measure");
    let sizes = Sizes::measure(&files, sources.policy.as_deref())?;
    sizes.write(&staging.join(sizes::FILE))?;
    Ok(sizes)
}

/// Waits until no other build of the same target folder runs.
fn lock(path: &Path) -> Result<File, BundleError> {
    let file = File::create(path).map_err(doing("create", path))?;
    file.lock().map_err(doing("lock", path))?;
    Ok(file)
}

/// An empty folder at `path`, whatever was there before.
fn clear(path: &Path) -> Result<(), BundleError> {
    if path.exists() {
        fs::remove_dir_all(path).map_err(doing("empty", path))?;
    }
    fs::create_dir_all(path).map_err(doing("create", path))
}
