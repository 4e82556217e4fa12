//! `amends report`: how complaints were handled.

use super::case::{Kept, stop};
use super::say;
use crate::report;
use crate::stop::Stop;
use clap::Args;

/// What `amends report` is asked.
#[derive(Debug, Args)]
pub struct ReportArguments {
    #[command(flatten)]
    kept: Kept,
}

/// Prints the report as JSON.
pub fn run(arguments: &ReportArguments) -> Result<(), Stop> {
    let intake = arguments.kept.intake()?;
    let report = report::report(&intake).map_err(|problem| stop("the report", &problem))?;
    say(&crate::served::canonical(&report))
}
