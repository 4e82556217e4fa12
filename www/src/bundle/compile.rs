//! Compiles the modules that ship to WASM and counts along.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::error::{BundleError, doing};
use super::glue::Module;
use super::progress::Progress;
use super::toolchain::{Compiler, TARGET};

/// Compiles one of the modules that ship, by its feature of `amends-web`. Only a `cdylib` is
/// asked for: with a Rust library beside it the dependencies would not take part in link-time
/// optimisation (half as large again).
pub(super) fn compile(
    root: &Path,
    module: Module,
    compiler: &Compiler,
    progress: &dyn Progress,
) -> Result<PathBuf, BundleError> {
    let mut cargo = compiler.cargo();
    cargo.args(["rustc", "--locked", "--package", "amends-web", "--lib", "--no-default-features"]);
    cargo.args(["--features", module.feature(), "--crate-type", "cdylib", "--profile", "widget"]);
    cargo.args(["--target", TARGET]).args(compiler.arguments()).current_dir(root);
    cargo.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_QUIET", "false");
    cargo.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let program = PathBuf::from(cargo.get_program());
    let mut child = cargo.spawn().map_err(doing("start", &program))?;
    let mut said = Vec::new();
    if let Some(lines) = child.stderr.take() {
        said = follow(BufReader::new(lines), progress);
    }
    if !child.wait().map_err(doing("wait for", &program))?.success() {
        let doing = format!("compile the {} (`web/`) for the browser", module.feature());
        return Err(BundleError::Tool { doing, said: said.join("\n") });
    }
    let made = super::target_folder(root).join(TARGET).join("widget/amends_web.wasm");
    if made.is_file() { Ok(made) } else { Err(BundleError::NoSource(made)) }
}

/// Shows which crate is compiled; answers all other lines.
fn follow(lines: impl BufRead, progress: &dyn Progress) -> Vec<String> {
    let mut said = Vec::new();
    let mut crates = 0_usize;
    for line in lines.lines().map_while(Result::ok) {
        if let Some(name) = line.trim_start().strip_prefix("Compiling ") {
            crates = crates.saturating_add(1);
            let name = name.split(" (").next().unwrap_or(name);
            progress.detail(&format!("{crates} crates, now {name}"));
        } else {
            said.push(line);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[derive(Debug, Default)]
    struct Details(RefCell<Vec<String>>);

    impl Progress for Details {
        fn plan(&self, _: u64) {}
        fn step(&self, _: &str) {}
        fn detail(&self, text: &str) {
            self.0.borrow_mut().push(text.to_owned());
        }
        fn note(&self, _: &str) {}
        fn finish(&self) {}
    }

    #[test]
    fn crates_are_counted_and_complaints_kept() {
        let lines = "   Compiling yew v0.23.0\n   Compiling amends-web v0.1.0 (/x)\nerror: no\n";
        let details = Details::default();
        assert_eq!(follow(lines.as_bytes(), &details), ["error: no"]);
        let shown = details.0.into_inner();
        assert_eq!(shown, ["1 crates, now yew v0.23.0", "2 crates, now amends-web v0.1.0"]);
    }
}
