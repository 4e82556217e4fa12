//! The command line as a process of its own: every scenario through `amends quote`, exit codes, places of faults,
//! verdicts and schemas; what a policy would have paid on a history is in `replay.rs` beside this file.
//!
//! This program is the command line when its first argument is `amends`: it then does what `www/src/bin/amends.rs`
//! does, so that each test starts a real process and nothing is built twice.

#[path = "command_line/cases.rs"]
mod cases;
#[path = "command_line/check.rs"]
mod check;
mod replay;
#[path = "command_line/schemas.rs"]
mod schemas;
mod tutorial;

use amends_core::document;
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_tests::memory;
use amends_tests::scenario::{self, Scenario, root};
use amends_tests::submissions::Ready;
use amends_www::commands::Cli;
use clap::Parser;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

const POLICIES: [&str; 6] = ["bank", "broker", "insurer", "maker", "restaurant", "shop"];

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    if name.starts_with("amends") {
        let ended = Cli::parse_from(std::env::args_os().skip(1)).run();
        if name == "amends-peak" {
            eprintln!("{}", memory::peak());
        }
        return ended;
    }
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = match scenario::all() {
        Ok(scenarios) => scenarios.into_iter().map(of_scenario).collect(),
        Err(message) => vec![Trial::test("reading", move || Err(message.into()))],
    };
    let cases = CASES.iter().chain(&check::CASES).chain(&schemas::CASES).chain(&replay::CASES);
    let cases = cases.chain(&tutorial::CASES).chain(&cases::CASES);
    trials.extend(cases.map(|(name, case)| Trial::test(*name, *case)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

type Case = fn() -> Result<(), Failed>;

const CASES: [(&str, Case); 7] = [
    ("usage/draw_prints_the_first_screen", drawn),
    ("usage/wrong_use_ends_with_2_and_says_what_to_do", wrong_use),
    ("usage/a_document_with_faults_ends_with_1", faulty_document),
    ("usage/language_and_explanation", explained),
    ("usage/explanation_while_facts_are_missing", explained_while_open),
    ("verify/same", verified_same),
    ("verify/every_difference", verified_different),
];

/// What a process came to.
#[derive(Debug)]
struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// Runs `amends` with some arguments and standard input.
fn amends(arguments: &[&str], input: &str) -> Result<Ended, Failed> {
    amends_in(&[], arguments, input)
}

/// Runs `amends` with some environment, arguments and standard input.
fn amends_in(
    environment: &[(&str, &str)],
    arguments: &[&str],
    input: &str,
) -> Result<Ended, Failed> {
    ran("amends", environment, arguments, input)
}

/// Runs it under a name; `amends-peak` says at the end how much memory it has had, in kB.
fn ran(
    name: &str,
    environment: &[(&str, &str)],
    arguments: &[&str],
    input: &str,
) -> Result<Ended, Failed> {
    ran_in(&root(), name, environment, arguments, input)
}

/// Runs it in a folder.
fn ran_in(
    folder: &Path,
    name: &str,
    environment: &[(&str, &str)],
    arguments: &[&str],
    input: &str,
) -> Result<Ended, Failed> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(name).args(arguments).current_dir(folder);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "NO_GRAPHICS"] {
        command.env_remove(variable);
    }
    command.envs(environment.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    // One that stops before it has read everything says so by its exit code.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output()?;
    let code = output.status.code().ok_or("it was ended by a signal")?;
    Ok(Ended {
        code,
        out: String::from_utf8(output.stdout)?,
        err: String::from_utf8(output.stderr)?,
    })
}

/// Compares two things with words for what they are.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), Failed> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: found {found:?}, expected {expected:?}").into())
}

fn holds(what: &str, text: &str, part: &str) -> Result<(), Failed> {
    if text.contains(part) { Ok(()) } else { Err(format!("{what} lacks `{part}`:\n{text}").into()) }
}

fn policy_path(id: &str) -> String {
    format!("www/policies/{id}.json")
}

fn of_scenario(scenario: Scenario) -> Trial {
    Trial::test(format!("quote/{}", scenario.name), move || quoted(Ready::new(scenario)?))
}

/// The bytes of the native quote, or every fault of the complaint.
fn quoted(ready: Ready) -> Result<(), Failed> {
    let (policy, today) = (policy_path(&ready.scenario.policy), &ready.scenario.today);
    let arguments = ["quote", "--policy", &policy, "--complaint", "-", "--today", today];
    let ended = amends(&arguments, &document::write(&ready.scenario.complaint))?;
    match ready.quote() {
        Ok(quote) => {
            same("exit code", ended.code, 0)?;
            same("standard error", ended.err.as_str(), "")?;
            same("quote", ended.out, document::write(&quote) + "\n")
        }
        Err(faults) => {
            same("exit code", ended.code, 1)?;
            same("standard output", ended.out.as_str(), "")?;
            same("faults", ended.err.lines().count(), faults.len())?;
            faults.iter().try_for_each(|fault| {
                let line = format!("<stdin>: {fault} [{}]", fault.code);
                holds("standard error", &ended.err, &line)
            })
        }
    }
}

fn wrong_use() -> Result<(), Failed> {
    let policy = policy_path("bank");
    let both = ["quote", "--policy", "-", "--complaint", "-"];
    let absent = ["quote", "--policy", "no/such.json", "--complaint", "-"];
    let day = ["quote", "--policy", &policy, "--complaint", "-", "--today", "tomorrow"];
    let folder = ["verify", "--policies", "no/such", "--submission", "-"];
    let cases: [(&[&str], &str); 7] = [
        (&[], "Usage: amends"),
        (&["pay"], "unrecognized subcommand 'pay'"),
        (&["check"], "<POLICY>"),
        (&["schema", "letter"], "[possible values: policy, complaint"),
        (&both, "only one document can be `-`"),
        (&absent, "cannot read `no/such.json`"),
        (&day, "'tomorrow'"),
    ];
    for (arguments, words) in cases {
        let ended = amends(arguments, "{}")?;
        same(&format!("{arguments:?}"), ended.code, 2)?;
        holds(&format!("{arguments:?}"), &ended.err, words)?;
        same(&format!("{arguments:?}"), ended.out.as_str(), "")?;
    }
    same("a folder that is not there", amends(&folder, &submission("x")?)?.code, 1)
}

fn faulty_document() -> Result<(), Failed> {
    let policy = policy_path("bank");
    let arguments = ["quote", "--policy", &policy, "--complaint", "-", "--today", "2026-11-23"];
    let deep = format!("{{\"problem\":{}", "[".repeat(100_000));
    let cases = [
        ("", "<stdin>"),
        ("{\"problem\":\"fee-in-error\",\"problem\":\"x\"}", "/problem"),
        ("{\"problem\":\"fee-in-error\",\"mood\":1}", "/mood"),
        (deep.as_str(), "<stdin>"),
        ("{\"problem\":\"no-such\"}", "/problem"),
    ];
    for (input, words) in cases {
        let ended = amends(&arguments, input)?;
        let shown: String = input.chars().take(40).collect();
        same(&shown, ended.code, 1)?;
        holds(&shown, &ended.err, words)?;
        same(&shown, ended.out.as_str(), "")?;
    }
    Ok(())
}

/// `--language` wins over the complaint's own, and `--explain` says amounts, dates and sources.
fn explained() -> Result<(), Failed> {
    let ready = Ready::named(EXAMPLE)?;
    let (policy, today) = (policy_path(&ready.scenario.policy), ready.scenario.today.clone());
    let complaint = document::write(&ready.scenario.complaint);
    let arguments = ["quote", "--policy", &policy, "--complaint", "-", "--today", &today];
    let chosen = |language: &str| {
        let ended = amends(&[&arguments[..], &["--language", language]].concat(), &complaint)?;
        let quote: Value = serde_json::from_str(&ended.out)?;
        same("language", quote.pointer("/language"), Some(&json!(language)))
    };
    chosen("en")?;
    chosen("zh-Hans")?;
    let ended = amends(&[&arguments[..], &["--explain"]].concat(), &complaint)?;
    same("exit code", ended.code, 0)?;
    let quote = ready.quote().map_err(|faults| format!("{faults:?}"))?;
    for offer in &quote.options {
        for part in &offer.components {
            let words = [
                part.title.as_str(),
                &part.because,
                part.due.as_deref().unwrap_or_default(),
                &part.cites,
            ];
            words.iter().try_for_each(|word| holds("--explain", &ended.out, word))?;
        }
    }
    Ok(())
}

/// A repeated problem goes to a person (standard 6.3), and with nothing else known the card's terms (cl. 11) may or may
/// not owe anything: 1 to 6 months of a fee of up to 50.00 are up to 300.00.
fn explained_while_open() -> Result<(), Failed> {
    let complaint =
        r#"{ "problem": "atm-no-cash", "language": "en", "known": { "repeat_failure": true } }"#;
    let policy = policy_path("bank");
    let arguments =
        ["quote", "--policy", &policy, "--complaint", "-", "--today", "2026-11-23", "--explain"];
    let ended = amends(&arguments, complaint)?;
    let said = ended.out.replace('\u{a0}', " ");
    for words in [
        "→ The same thing has happened again, so the branch manager looks at it in person. — ",
        "contract (unclear), ",
        "(1 – 6) × (CNY 0.00 – CNY 50.00) = CNY 0.00 – CNY 300.00.",
    ] {
        holds("--explain", &said, words)?;
    }
    Ok(())
}

/// The same form that the service puts between the tags, sent to the address that is asked for.
fn drawn() -> Result<(), Failed> {
    let arguments = ["draw", "--policy", "www/policies/shop.json", "--language", "en"];
    let ended =
        amends(&[&arguments[..], &["--action", "/complain", "--problem", "late"]].concat(), "")?;
    same("exit code", ended.code, 0)?;
    for part in ["action=\"/complain?lang=en\"", "value=\"late\" checked", "What went wrong?"] {
        holds("the screen", &ended.out, part)?;
    }
    let ended = amends(&[&arguments[..], &["--problem", "nothing"]].concat(), "")?;
    same("exit code", ended.code, 2)?;
    holds("names the problems", &ended.err, "late")
}

const EXAMPLE: &str = "bank/atm-no-cash-c1";

/// The example's submission; with `claimed`, its first total says that instead.
fn submission(claimed: &str) -> Result<String, Failed> {
    let ready = Ready::named(EXAMPLE)?;
    let quote = ready.quote().map_err(|faults| format!("{faults:?}"))?;
    let option = quote.options.first().ok_or("nothing is offered")?.id.clone();
    let submission = ready.submission(ChoiceMadeDocument::Option(option))?;
    let mut value = serde_json::to_value(&submission)?;
    if !claimed.is_empty() {
        let total = value.pointer_mut("/quote/options/0/total/low").ok_or("no total")?;
        *total = claimed.into();
    }
    Ok(value.to_string())
}

const VERIFY: [&str; 5] = ["verify", "--policies", "www/policies", "--submission", "-"];

fn verified_same() -> Result<(), Failed> {
    let today = Ready::named(EXAMPLE)?.scenario.file.today;
    let ended = amends(&[&VERIFY[..], &["--today", &today]].concat(), &submission("")?)?;
    same("answer", (ended.code, ended.out.as_str(), ended.err.as_str()), (0, "same\n", ""))
}

fn verified_different() -> Result<(), Failed> {
    let ready = Ready::named(EXAMPLE)?;
    let arguments = [&VERIFY[..], &["--today", &ready.scenario.today]].concat();
    let quote = ready.quote().map_err(|faults| format!("{faults:?}"))?;
    let computed = quote.options.first().map(|offer| offer.total.low.clone()).unwrap_or_default();
    let ended = amends(&arguments, &submission("9999.00")?)?;
    let line = format!("/options/0/total/low: claimed 9999.00, computed {computed}\n");
    same("answer", (ended.code, ended.out), (1, line))?;
    let other = submission("")?.replace(ready.policy.digest(), &"0".repeat(64));
    let ended = amends(&arguments, &other)?;
    same("unknown digest", ended.code, 1)?;
    holds("unknown digest", &ended.err, "/quote/policy/digest")
}
