//! The list of steps. Whoever wants to know what the suite checks reads this file.

use std::process::Command;

use crate::workspace::Workspace;
use crate::{budget, licences};

/// One set of features for every build, so that all steps share their artefacts.
const FEATURES: &str = "amends-www/build,amends-tests/browser";

/// One thing the suite does.
pub struct Step {
    /// A word for it, also the name of its log.
    pub name: &'static str,
    /// What it does.
    pub work: Work,
    /// How its result is counted.
    pub counted: Counted,
}

/// What a step does.
pub enum Work {
    /// Runs a program.
    Run(Command),
    /// Looks at files; answers what to show, or what is wrong.
    Look(fn(&Workspace) -> Result<String, String>),
}

/// How a step's result is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// One check, passed or failed.
    Once,
    /// The tests it ran; at least one must have run.
    Tests,
    /// The tests it ran, which may be none.
    AnyTests,
}

/// Every step, in order: the quick ones first, what others need before them.
pub fn all(workspace: &Workspace) -> Vec<Step> {
    let lints = ["--all-targets", "--keep-going", "--", "-D", "warnings"];
    vec![
        run("formatting", workspace.cargo("fmt", &["--all", "--check", "--", "--color", "never"])),
        look("licences", licences::check),
        run("lints", everything(workspace, "clippy", &lints)),
        run("service-lints", service_lints(workspace)),
        run("docs", docs(workspace)),
        run("build", everything(workspace, "build", &["--bins", "--tests", "--keep-going"])),
        tests("native", native(workspace)),
        Step {
            counted: Counted::AnyTests,
            ..tests("examples", everything(workspace, "test", &["--doc"]))
        },
        run("bundle", workspace.program("bundle", &["--with-browsers"])),
        look("budget", budget::check),
        tests("browser", browser(workspace)),
    ]
}

/// The service as it is shipped, without what builds the widget.
fn service_lints(workspace: &Workspace) -> Command {
    let arguments = ["--package", "amends-www", "--bin", "amends", "--", "-D", "warnings"];
    workspace.cargo("clippy", &arguments)
}

fn docs(workspace: &Workspace) -> Command {
    let mut cargo = everything(workspace, "doc", &["--no-deps"]);
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    cargo
}

fn native(workspace: &Workspace) -> Command {
    let mut cargo = everything(workspace, "test", &["--no-fail-fast", "--lib", "--bins"]);
    for target in &workspace.native_tests {
        cargo.args(["--test", target]);
    }
    cargo
}

/// A browser each for two tests at a time: as many as the smallest machine has cores.
fn browser(workspace: &Workspace) -> Command {
    let mut cargo = everything(workspace, "test", &["--no-fail-fast"]);
    for target in &workspace.browser_tests {
        cargo.args(["--test", target]);
    }
    if workspace.browser_tests.is_empty() {
        cargo.args(["--test", "browser"]);
    }
    cargo.args(["--", "--test-threads=2"]);
    cargo
}

/// A cargo call on all packages with the one set of features.
fn everything(workspace: &Workspace, verb: &str, arguments: &[&str]) -> Command {
    let scope = ["--workspace", "--features", FEATURES];
    workspace.cargo(verb, &[&scope, arguments].concat())
}

fn run(name: &'static str, command: Command) -> Step {
    Step { name, work: Work::Run(command), counted: Counted::Once }
}

fn tests(name: &'static str, command: Command) -> Step {
    Step { name, work: Work::Run(command), counted: Counted::Tests }
}

fn look(name: &'static str, check: fn(&Workspace) -> Result<String, String>) -> Step {
    Step { name, work: Work::Look(check), counted: Counted::Once }
}
