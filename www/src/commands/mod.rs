//! The command line `amends`: what can be asked for, and how it ends.

mod case;
mod check;
mod deadlines;
mod draw;
mod explain;
mod quote;
mod replay;
mod report;
mod schema;
mod source;
mod test;
mod verify;

use crate::clock::Clock;
use crate::serve::{self, ServeOptions};
use crate::stop::Stop;
use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::process::ExitCode;

/// Amends: what the company will do to put things right, how much, by when and why.
#[derive(Debug, Parser)]
#[command(name = "amends", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal pages and the intake.
    Serve(ServeOptions),
    /// Find all faults of policies, each with its place.
    Check(check::CheckArguments),
    /// Say what the code of a fault means and how to mend it.
    Explain(explain::ExplainArguments),
    /// Compute what a policy gives for a complaint.
    Quote(quote::QuoteArguments),
    /// Run scenarios against a policy: what it must answer, worked out by hand.
    Test(test::TestArguments),
    /// Compare a submission with what the policy gives.
    Verify(verify::VerifyArguments),
    /// Tell what a policy would have paid on a history of complaints.
    Replay(replay::ReplayArguments),
    /// Show a case, and record what the company did.
    Case(case::CaseArguments),
    /// Count how complaints were handled.
    Report(report::ReportArguments),
    /// Print deadlines of one policy as parts for another.
    Deadlines(deadlines::DeadlineArguments),
    /// Draw the first screen of the form as HTML, for the page of a portal.
    Draw(draw::DrawArguments),
    /// Print the JSON Schema of a document.
    Schema(schema::SchemaArguments),
}

impl Cli {
    /// Does what was asked for: 0 done, 1 a document has faults, 2 wrong use.
    pub fn run(self) -> ExitCode {
        let result = match self.command {
            Command::Serve(options) => serve::run(&options),
            Command::Check(arguments) => check::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Quote(arguments) => quote::run(&arguments),
            Command::Test(arguments) => test::run(&arguments),
            Command::Verify(arguments) => verify::run(&arguments),
            Command::Replay(arguments) => replay::run(&arguments),
            Command::Case(arguments) => case::run(&arguments),
            Command::Report(arguments) => report::run(&arguments),
            Command::Deadlines(arguments) => deadlines::run(&arguments),
            Command::Draw(arguments) => draw::run(&arguments),
            Command::Schema(arguments) => schema::run(&arguments),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(stop) => {
                let words = stop.to_string();
                if !words.is_empty() {
                    eprintln!("{words}");
                }
                stop.code()
            }
        }
    }
}

/// The day a command computes for.
fn day(asked: Option<NaiveDate>) -> NaiveDate {
    asked.unwrap_or_else(|| Clock::default().today())
}

/// Writes a line to standard output. A reader that has gone away, as `head` does, is no failure.
fn say(line: &str) -> Result<(), Stop> {
    match writeln!(std::io::stdout().lock(), "{line}") {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
