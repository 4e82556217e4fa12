//! `amends check`: every fault and warning of policies, shown in place as a compiler does.

mod place;
mod report;
mod show;

use super::say;
use super::source::{Source, at_most_one_stdin};
use crate::stop::Stop;
use amends_core::fault::Fault;
use amends_core::policy::{Checked, Policy};
use clap::{Args, ValueEnum};
use place::Places;

/// What `amends check` is asked.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Policy documents; `-` reads one from standard input.
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<String>,
    /// `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How what was found is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Excerpts on standard error, one verdict a document on standard output.
    Text,
    /// A list with one object a document on standard output.
    Json,
}

/// One policy with what was found in it, in the order of the text.
#[derive(Debug)]
struct Found<'s> {
    source: &'s Source,
    places: Places<'s>,
    faults: Vec<Fault>,
    warnings: Vec<Fault>,
    notes: Vec<Fault>,
}

impl<'s> Found<'s> {
    fn of(source: &'s Source) -> Self {
        let Checked { mut faults, mut warnings, mut notes } = Policy::check(&source.text);
        let places = Places::of(&source.text);
        for found in [&mut faults, &mut warnings, &mut notes] {
            found.sort_by_cached_key(|fault| places.find(fault).start);
        }
        Self { source, places, faults, warnings, notes }
    }
}

/// Checks every policy; all are shown before it ends.
pub fn run(arguments: &CheckArguments) -> Result<(), Stop> {
    let paths: Vec<&str> = arguments.policies.iter().map(String::as_str).collect();
    at_most_one_stdin(&paths)?;
    let sources = paths.iter().map(|path| Source::read(path)).collect::<Result<Vec<_>, _>>()?;
    let found: Vec<Found<'_>> = sources.iter().map(Found::of).collect();
    match arguments.format {
        Format::Text => found.iter().try_for_each(show::print)?,
        Format::Json => say(&report::json(&found)?)?,
    }
    let sound = found.iter().all(|found| found.faults.is_empty());
    if sound { Ok(()) } else { Err(Stop::Faults(String::new())) }
}
