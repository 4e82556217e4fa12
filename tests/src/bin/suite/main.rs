//! `cargo suite`: every check there is, in order, stopping at nothing.
//!
//! All builds use the same packages and features, so that no dependency is compiled twice for the
//! same purpose. Each step's output goes to a log in `target/suite/` and is shown if it fails. The
//! last line is alone and plain: `suite: N passed, M failed`.

mod budget;
mod counts;
mod licences;
mod run;
mod steps;
mod workspace;

use std::process::ExitCode;

use counts::Counts;
use steps::Step;
use workspace::Workspace;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let workspace = match Workspace::find() {
        Ok(workspace) => workspace,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let steps = steps::all(&workspace);
    if let Some(unknown) = wanted.iter().find(|name| !steps.iter().any(|step| step.name == **name))
    {
        let names: Vec<_> = steps.iter().map(|step| step.name).collect();
        eprintln!("error: there is no step `{unknown}`; the steps are: {}", names.join(", "));
        return ExitCode::from(2);
    }
    let chosen = steps
        .into_iter()
        .filter(|step| wanted.is_empty() || wanted.iter().any(|name| name == step.name))
        .collect();
    let total = run_all(&workspace, chosen);
    println!("suite: {} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs the steps one after the other and adds up what they counted.
fn run_all(workspace: &Workspace, steps: Vec<Step>) -> Counts {
    let all = steps.len();
    (1_usize..).zip(steps).fold(Counts::default(), |total, (place, step)| {
        let title = format!("[{place}/{all}] {}", step.name);
        total.plus(run::step(workspace, step, &title))
    })
}
