//! `amends replay`: what a policy would have paid on a history.

mod words;

use super::source::{Source, at_most_one_stdin};
use super::{day, say};
use crate::replay::{Failure, Form, Progress, Replay};
use crate::stop::Stop;
use amends_core::document;
use amends_core::document::replay::Taken;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::num::NonZeroUsize;
use std::path::Path;

/// What a history looks like; the end of the command's help.
const HISTORY: &str = "\
The history
  JSON Lines: one complaint document in each line, as `amends quote` takes it; `\"today\"` beside its
  fields is the day of that line.
  CSV (RFC 4180, UTF-8): a header, then one complaint in each record. Columns are `problem`, which
  must be there, `today`, `language`, `choice` (the id of an option), and ids of facts; an empty cell
  says nothing. A fact that a customer may answer counts as answered, any other as known to the
  portal; `answers.ID` and `known.ID` say which.

What counts as paid
  The recommended option of each line (`--taken choice`: the choice recorded, where it is offered);
  what is owed where none is certain to be offered. Lines whose amount a missing fact or a judgement
  still decides are counted apart. Whether the policy was in force on the day, and whether its calendars reach the
  days of its promises, does not matter: the question is what it would have paid.

How it ends
  0: there is a report; lines that cannot be read, or that the policy refuses, are counted in it with
  their numbers. 1: a policy or the header of a table has faults, or no line could be read.
  2: wrong use.";

/// What `amends replay` is asked.
#[derive(Debug, Args)]
#[command(after_help = HISTORY)]
pub struct ReplayArguments {
    /// The policy document.
    #[arg(long)]
    policy: String,
    /// A second policy document: who gets more, less or other remedies than by it.
    #[arg(long, value_name = "POLICY")]
    against: Option<String>,
    /// The day of lines that name none, for example 2026-11-23; today when absent.
    #[arg(long)]
    today: Option<NaiveDate>,
    /// Which option of a line counts as paid.
    #[arg(long, value_enum, default_value_t = TakenArgument::Recommended)]
    taken: TakenArgument,
    /// The history is CSV; known by itself from a name that ends in `.csv`.
    #[arg(long)]
    csv: bool,
    /// How the report is printed; a table on a terminal when absent, else JSON.
    #[arg(long, value_enum)]
    report: Option<Printed>,
    /// Most lines named as examples of one thing.
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1000))]
    examples: u16,
    /// Threads that compute; one for each processor when absent.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The history: JSON Lines or CSV; `-` reads standard input.
    history: String,
}

/// Which option of a line counts as paid.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum TakenArgument {
    /// The recommended one.
    Recommended,
    /// The choice the line records, where it is offered.
    Choice,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Printed {
    /// The document, one line.
    Json,
    /// Tables to read.
    Table,
}

/// Prints the report.
pub fn run(arguments: &ReplayArguments) -> Result<(), Stop> {
    let paths = [Some(arguments.policy.as_str()), arguments.against.as_deref()];
    let paths = paths.into_iter().flatten().chain([arguments.history.as_str()]);
    at_most_one_stdin(&paths.collect::<Vec<_>>())?;
    let policy = Source::read(&arguments.policy)?.policy()?;
    let against = arguments.against.as_deref().map(|path| Source::read(path)?.policy());
    let against = against.transpose()?;
    if against.as_ref().is_some_and(|a| a.document().currency != policy.document().currency) {
        return Err(Stop::Use("the policies pay in different currencies".into()));
    }
    let replay = Replay {
        policy: &policy,
        against: against.as_ref(),
        today: day(arguments.today),
        taken: match arguments.taken {
            TakenArgument::Recommended => Taken::Recommended,
            TakenArgument::Choice => Taken::Choice,
        },
        examples: usize::from(arguments.examples),
        threads: arguments.threads.unwrap_or_else(processors),
    };
    let report = replayed(&replay, arguments)?;
    let terminal = std::io::stdout().is_terminal();
    match arguments.report.unwrap_or(if terminal { Printed::Table } else { Printed::Json }) {
        Printed::Json => say(&document::write(&report))?,
        Printed::Table => say(words::table(&report).trim_end())?,
    }
    if report.history.lines > 0 && report.history.read == 0 {
        let name = &arguments.history;
        let words = format!("{name}: no line could be read as a complaint [no-complaint]");
        return Err(Stop::Faults(words));
    }
    Ok(())
}

fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Replays the history while a bar shows how far it is.
fn replayed(
    replay: &Replay<'_>,
    arguments: &ReplayArguments,
) -> Result<document::replay::ReplayReportDocument, Stop> {
    let path = arguments.history.as_str();
    let (history, bytes): (Box<dyn Read>, Option<u64>) = if path == "-" {
        (Box::new(std::io::stdin().lock()), None)
    } else {
        let unreadable = |error| Stop::Use(format!("cannot read `{path}`: {error}"));
        let file = File::open(path).map_err(unreadable)?;
        let whole = file.metadata().map_err(unreadable)?;
        if whole.is_dir() {
            return Err(Stop::Use(format!("`{path}` is a folder; name a file, or `-`")));
        }
        (Box::new(file), Some(whole.len()).filter(|_| whole.is_file()))
    };
    let named_csv = Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let form = if arguments.csv || named_csv { Form::Csv } else { Form::JsonLines };
    let bar = bar(bytes);
    let mut seen = |now: Progress| {
        bar.set_position(now.bytes);
        bar.set_message(HumanCount(now.lines).to_string());
    };
    let report = replay.run(form, history, &mut seen);
    bar.finish_and_clear();
    report.map_err(|failure| match failure {
        Failure::Header(faults) => {
            let name = if path == "-" { "<stdin>" } else { path };
            Stop::Faults(
                faults
                    .iter()
                    .map(|fault| {
                        let help = if fault.help.is_empty() {
                            String::new()
                        } else {
                            format!("; {}", fault.help)
                        };
                        format!("{name}:1: {}{help} [{}]", fault.message, fault.code)
                    })
                    .collect::<Vec<_>>()
                    .join("\n"),
            )
        }
        Failure::Reading(_) | Failure::Overflow => Stop::Use(failure.to_string()),
    })
}

/// A bar on a terminal; nothing anywhere else.
fn bar(bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "{bar:30} {percent:>3} % {msg} lines, {binary_bytes_per_sec}, {eta} left",
        ),
        None => (
            ProgressBar::no_length(),
            "{spinner} {msg} lines, {binary_bytes}, {binary_bytes_per_sec}, {elapsed}",
        ),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
