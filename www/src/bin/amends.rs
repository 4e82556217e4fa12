//! The command line `amends`.

use amends_www::commands::Cli;
use clap::Parser;
use std::process::ExitCode;

/// The service answers from many short-lived texts; this takes a third of the usual time to find them room.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    Cli::parse().run()
}
