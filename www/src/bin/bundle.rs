//! `cargo bundle`: builds everything a browser downloads and prints what it weighs.

use std::error::Error;
use std::process::ExitCode;

use amends_www::bundle::{self, progress};
use amends_www::host::engines;
use clap::Parser;

/// Builds the widget into target/bundle/ and prints what a first visit downloads.
#[derive(Parser)]
#[command(name = "cargo bundle")]
struct Options {
    /// Also makes sure that the browsers of the tests are installed
    #[arg(long)]
    with_browsers: bool,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let progress = progress::for_stderr();
    if options.with_browsers {
        engines::ready(&|line| progress.note(line))?;
    }
    let bundle = bundle::build(bundle::workspace(), progress.as_ref())?;
    let state = if bundle.rebuilt { "built" } else { "nothing changed" };
    println!("{state}: {}", bundle.folder.display());
    print!("{}", bundle.sizes);
    Ok(())
}
