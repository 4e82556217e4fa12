//! `cargo portal`: builds the widget if anything changed, then serves the demo portal with it.

use std::path::PathBuf;
use std::process::ExitCode;

use amends_www::bundle::{self, BundleError, progress};
use amends_www::serve::{self, ServeOptions};
use clap::Parser;

/// Builds the widget if anything changed and serves the portal with it.
///
/// Relative paths start at the folder of the workspace.
#[derive(Parser)]
#[command(name = "cargo portal")]
struct Options {
    #[command(flatten)]
    serve: ServeOptions,
}

fn main() -> ExitCode {
    let Options { mut serve } = Options::parse();
    if let Err(cause) = std::env::set_current_dir(bundle::workspace()) {
        eprintln!("error: could not go to `{}`: {cause}", bundle::workspace().display());
        return ExitCode::FAILURE;
    }
    serve.bundle = match widget() {
        Ok(folder) => folder,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match serve::run(&serve) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("{stop}");
            stop.code()
        }
    }
}

/// The folder of an up-to-date bundle.
fn widget() -> Result<PathBuf, BundleError> {
    let progress = progress::for_stderr();
    Ok(bundle::build(bundle::workspace(), progress.as_ref())?.folder)
}
