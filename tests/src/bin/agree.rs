//! `cargo agree`: core and the second calculator on as many pairs of a policy and a complaint as one has time for.
//!
//! `cargo agree -- --pairs 10000000 --first 1` goes on with other pairs than the suite compares. Every pair on which
//! they differ is made small and kept in `tests/disagreements/`.

use amends_tests::agreement::{Run, run, saved};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use std::process::ExitCode;

/// Compares the two calculators on generated pairs.
#[derive(Debug, Parser)]
struct Wanted {
    /// How many pairs.
    #[arg(long, default_value_t = 10_000_000)]
    pairs: u64,
    /// Number of the first batch; the suite begins with 0.
    #[arg(long, default_value_t = 1_000_000)]
    first: u64,
}

fn main() -> ExitCode {
    let wanted = Wanted::parse();
    let bar = ProgressBar::new(wanted.pairs);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:40} {pos}/{len} pairs, {per_sec}, {eta} left")
    {
        bar.set_style(style);
    }
    let outcome = run(wanted.first, wanted.pairs, &|count| bar.inc(count));
    bar.finish_and_clear();
    match outcome {
        Ok(run) => report(&run),
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Says what came of it and keeps the disagreements.
fn report(run: &Run) -> ExitCode {
    println!("{}", run.coverage);
    for (name, pair) in &run.disagreements {
        match saved::save(name, pair) {
            Ok(path) => {
                eprintln!("the calculators differ: {}\n  {:?}", path.display(), pair.verdict())
            }
            Err(message) => eprintln!("error: {message}"),
        }
    }
    if run.disagreements.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
