//! The command line `amends`.

use amends_www::commands::Cli;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    Cli::parse().run()
}
