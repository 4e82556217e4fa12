//! The command line as a process of its own: every scenario through `amends quote`, exit codes, places of faults,
//! verdicts and schemas; what a policy would have paid on a history is in `replay.rs` beside this file.
//!
//! This program is the command line when its first argument is `amends`: it then does what `www/src/bin/amends.rs`
//! does, so that each test starts a real process and nothing is built twice.

mod replay;

use amends_core::document;
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::policy::Policy;
use amends_tests::memory;
use amends_tests::scenario::{self, Scenario, policy_text, root};
use amends_tests::submissions::Ready;
use amends_www::commands::Cli;
use clap::Parser;
use jsonschema::Validator;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, ExitCode, Stdio};

const POLICIES: [&str; 6] = ["bank", "broker", "insurer", "maker", "restaurant", "shop"];
const SCHEMAS: [&str; 9] = [
    "policy",
    "complaint",
    "quote",
    "submission",
    "verdict",
    "receipt",
    "event",
    "status",
    "replay-report",
];

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
    trials.extend(CASES.map(|(name, case)| Trial::test(name, case)));
    trials.extend(replay::CASES.map(|(name, case)| Trial::test(name, case)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

type Case = fn() -> Result<(), Failed>;

const CASES: [(&str, Case); 11] = [
    ("usage/wrong_use_ends_with_2_and_says_what_to_do", wrong_use),
    ("usage/a_document_with_faults_ends_with_1", faulty_document),
    ("usage/language_and_explanation", explained),
    ("check/sound_policies", sound_policies),
    ("check/every_fault_with_line_and_column", every_fault_has_its_place),
    ("check/closed_input_with_line_and_column", closed_input),
    ("check/several_policies_at_once", several_policies),
    ("verify/same", verified_same),
    ("verify/every_difference", verified_different),
    ("schema/each_is_a_schema", schemas_are_schemas),
    ("schema/our_documents_fit", documents_fit),
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
    ran("amends", arguments, input)
}

/// Runs it under a name; `amends-peak` says at the end how much memory it has had, in kB.
fn ran(name: &str, arguments: &[&str], input: &str) -> Result<Ended, Failed> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(name).args(arguments).current_dir(root());
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
            let words = [part.title.as_str(), &part.because, &part.due, &part.cites];
            words.iter().try_for_each(|word| holds("--explain", &ended.out, word))?;
        }
    }
    Ok(())
}

fn sound_policies() -> Result<(), Failed> {
    for id in POLICIES {
        let path = policy_path(id);
        let ended = amends(&["check", &path], "")?;
        same(id, ended.code, 0)?;
        holds(id, &ended.out, &format!("{path}: no faults"))?;
    }
    Ok(())
}

/// The bank's policy with each `from` replaced by its `to` once, and the line and column where each `to` stands.
fn with_mistakes(mistakes: &[(&str, &str)]) -> Result<(String, Vec<(usize, usize)>), Failed> {
    let mut text = policy_text("bank")?;
    for (from, to) in mistakes {
        if !text.contains(from) {
            return Err(format!("the bank's policy no longer has `{from}`").into());
        }
        text = text.replacen(from, to, 1);
    }
    let place = |to: &str| -> Result<(usize, usize), Failed> {
        let byte = text.find(to).ok_or("a later mistake undid an earlier one")?;
        let before = text.get(..byte).ok_or("no border")?;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Ok((before.matches('\n').count() + 1, column))
    };
    let places = mistakes.iter().map(|(_, to)| place(to)).collect::<Result<_, _>>()?;
    Ok((text, places))
}

/// Semantic faults: all at once, each with the place where the mistake was typed.
fn every_fault_has_its_place() -> Result<(), Failed> {
    let mistakes = [
        (r#""fact": "cash_returned""#, r#""fact": "cash_retuned""#),
        (r#""zh-Hans": "#, r#""zh-Hant": "#),
    ];
    let (text, places) = with_mistakes(&mistakes)?;
    let found = Policy::check(&text);
    let ended = amends(&["check", "-"], &text)?;
    same("exit code", ended.code, 1)?;
    same("headings", ended.err.matches("error[").count(), found.faults.len())?;
    same(
        "places",
        ended.err.matches("--> <stdin>:").count(),
        found.faults.len() + found.warnings.len(),
    )?;
    for fault in &found.faults {
        holds("standard error", &ended.err, &format!("error[{}]: {}", fault.code, fault.message))?;
        holds("standard error", &ended.err, &fault.at)?;
    }
    // A value is shown where it begins, behind its name; so is a name that holds a list or an object.
    let typo = places.first().map(|(line, column)| format!("--> <stdin>:{line}:{}", column + 8));
    holds("the misspelt fact", &ended.err, &typo.unwrap_or_default())?;
    let tag = places.last().map(|(line, column)| format!("--> <stdin>:{line}:{}", column + 11));
    holds("the language nobody declared", &ended.err, &tag.unwrap_or_default())
}

/// Faults of form: unknown and repeated names, shown where they stand.
fn closed_input() -> Result<(), Failed> {
    let mistakes = [("\"id\": \"bank\"", "\"colour\": \"red\", \"id\": \"bank\"")];
    let (text, places) = with_mistakes(&mistakes)?;
    let ended = amends(&["check", "-"], &text)?;
    same("exit code", ended.code, 1)?;
    let place = places.first().map(|(line, column)| format!("--> <stdin>:{line}:{}", column + 10));
    holds("an unknown field", &ended.err, &place.unwrap_or_default())?;
    holds("an unknown field", &ended.err, "/colour")?;
    let ended = amends(&["check", "-"], "{\n  \"id\": \"a\",\n  \"id\": \"b\"\n}")?;
    same("exit code", ended.code, 1)?;
    holds("a repeated name", &ended.err, "--> <stdin>:3:9")?;
    let ended = amends(&["check", "-"], "{\n  \"id\": \"a\"\n  \"version\": \"1\"\n}")?;
    same("exit code", ended.code, 1)?;
    holds("no JSON", &ended.err, "--> <stdin>:")
}

/// A file that is no policy among sound ones: all are shown, it is named with its place, and it ends with 1.
fn several_policies() -> Result<(), Failed> {
    let (bank, shop) = (policy_path("bank"), policy_path("shop"));
    let list = "tests/rejected/policy.json";
    let ended = amends(&["check", &bank, list, &shop], "")?;
    same("exit code", ended.code, 1)?;
    holds("standard error", &ended.err, &format!("--> {list}:1:1"))?;
    let lines: Vec<&str> = ended.out.lines().collect();
    same("verdicts", lines.len(), 3)?;
    let starts = [bank, list.to_owned(), shop];
    for (line, start) in lines.iter().zip(starts) {
        same(line, line.starts_with(&format!("{start}: ")), true)?;
    }
    Ok(())
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
    let today = Ready::named(EXAMPLE)?.scenario.today;
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

fn schema(name: &str) -> Result<Value, Failed> {
    let ended = amends(&["schema", name], "")?;
    same(name, ended.code, 0)?;
    Ok(serde_json::from_str(&ended.out)?)
}

fn validator(name: &str) -> Result<Validator, Failed> {
    Ok(jsonschema::validator_for(&schema(name)?)?)
}

fn schemas_are_schemas() -> Result<(), Failed> {
    for name in SCHEMAS {
        jsonschema::meta::validate(&schema(name)?).map_err(|error| format!("{name}: {error}"))?;
        let refuses = validator(name)?.is_valid(&json!({ "surprise": 1 }));
        same(&format!("{name} takes anything"), refuses, false)?;
    }
    Ok(())
}

/// Every error of a document against its schema.
fn fits(validator: &Validator, name: &str, document: &Value) -> Result<(), Failed> {
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{name}: {}: {error}", error.instance_path()))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("\n").into()) }
}

/// Policies as published; complaints, quotes and submissions of every scenario.
fn documents_fit() -> Result<(), Failed> {
    let policy = validator("policy")?;
    for id in POLICIES {
        fits(&policy, id, &serde_json::from_str(&policy_text(id)?)?)?;
    }
    let complaint = validator("complaint")?;
    let (quote, sent) = (validator("quote")?, validator("submission")?);
    for scenario in scenario::all()? {
        let ready = Ready::new(scenario)?;
        let name = &ready.scenario.name;
        fits(&complaint, name, &serde_json::to_value(&ready.scenario.complaint)?)?;
        let Ok(quoted) = ready.quote() else { continue };
        fits(&quote, name, &serde_json::to_value(&quoted)?)?;
        let choice = ChoiceMadeDocument::SomethingElse("a call".to_owned());
        fits(&sent, name, &serde_json::to_value(ready.submission(choice)?)?)?;
    }
    Ok(())
}
