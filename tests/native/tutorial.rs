//! The tutorial of the policy language, `core/TUTORIAL.md`, done as a newcomer would do it.
//!
//! A block `json FILE` is a file; `json FILE /PLACE` goes to that place of a file there is. A block `console` runs
//! each `$ amends …` in the folder of these files and compares what it prints, standard output first.

use super::{holds, ran_in, same};
use amends_tests::scenario::root;
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use libtest_mimic::Failed;
use std::path::Path;

pub const CASES: [(&str, super::Case); 2] = [
    ("tutorial/every_step_is_as_it_says", every_step),
    ("test/what_cannot_be_run_is_said", not_run),
];

fn every_step() -> Result<(), Failed> {
    let page = std::fs::read_to_string(root().join("core/TUTORIAL.md"))?;
    let folder = tempfile::tempdir()?;
    let (mut files, mut commands) = (0, 0);
    for block in page.split("\n```").skip(1).step_by(2) {
        let (opening, text) = block.split_once('\n').ok_or("a block without an end")?;
        match opening.split(' ').collect::<Vec<_>>().as_slice() {
            ["json", file] => write(&folder.path().join(file), &(text.to_owned() + "\n"))?,
            ["json", file, place] => put(&folder.path().join(file), place, text)?,
            ["console"] => {
                commands += run(folder.path(), text)?;
                continue;
            }
            _ => return Err(format!("`{opening}` is not a kind of block").into()),
        }
        files += 1;
    }
    same("blocks and commands", (files > 15, commands > 6), (true, true))
}

fn write(file: &Path, text: &str) -> Result<(), Failed> {
    std::fs::create_dir_all(file.parent().ok_or("no folder")?)?;
    Ok(std::fs::write(file, text)?)
}

/// Puts a value to its place; all else stays as the newcomer wrote it.
fn put(file: &Path, place: &str, text: &str) -> Result<(), Failed> {
    let written = std::fs::read_to_string(file)?;
    let parsed = parse_to_ast(&written, &CollectOptions::default(), &ParseOptions::default())?;
    let mut at = parsed.value.ok_or("an empty file")?;
    for name in place.split('/').skip(1) {
        at = match at {
            Value::Object(mut fields) => fields.take(name).ok_or(format!("no {place}"))?.value,
            Value::Array(mut items) => items.elements.swap_remove(name.parse()?),
            _ => return Err(format!("{place} is inside of a value").into()),
        };
    }
    let range = at.range();
    write(file, &format!("{}{}{}", &written[..range.start], text, &written[range.end..]))
}

/// How many commands a console block holds, all of which print what it says.
fn run(folder: &Path, text: &str) -> Result<usize, Failed> {
    let mut commands = 0;
    for one in format!("\n{text}").split("\n$ amends ").skip(1) {
        let (line, expected) = one.split_once('\n').unwrap_or((one, ""));
        let arguments: Vec<&str> = line.split(' ').collect();
        let ended = ran_in(folder, "amends", &[], &arguments, "")?;
        let printed = format!("{}{}", ended.out, ended.err).replace('\u{a0}', " ");
        if printed.trim() != expected.trim() {
            return Err(
                format!("`amends {line}` prints:\n{printed}\nthe page says:\n{expected}").into()
            );
        }
        commands += 1;
    }
    Ok(commands)
}

/// Another policy's scenario and a file that is none fail by themselves; the others still run.
fn not_run() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let scenario = |policy: &str, today: &str, expect: &str| {
        let complaint = r#"{ "problem": "atm-no-cash" }"#;
        format!(
            r#"{{ "about": "a day", "policy": "{policy}", "kind": "partial", "today": "{today}", "complaint": {complaint}, "expect": {expect} }}"#
        )
    };
    // Nothing is known of what was taken: from nothing up to the most the machine gives, however many places are written.
    let owed = r#"{ "owed": ["0", "20000.0"] }"#;
    write(&folder.path().join("a.json"), &scenario("bank", "2026-11-23", owed))?;
    write(&folder.path().join("b.json"), &scenario("shop", "2026-11-23", owed))?;
    write(&folder.path().join("c.json"), &scenario("", "23.11.2026", owed))?;
    write(&folder.path().join("inside/d.json"), "{ \"about\": 1 }")?;
    write(&folder.path().join("inside/e.json"), &scenario("", "2026-11-23", "{}"))?;
    let nothing = r#"{ "entitlements": { "debit-return": {} }, "options": null }"#;
    write(&folder.path().join("inside/f.json"), &scenario("", "2026-11-23", nothing))?;
    write(&folder.path().join("notes.txt"), "not a scenario, and not looked at")?;
    let bank = root().join("www/policies/bank.json");
    let bank = bank.to_str().ok_or("no path")?;
    let ended = ran_in(folder.path(), "amends", &[], &["test", "--policy", bank, "."], "")?;
    same("exit code", ended.code, 1)?;
    let expected = "./a.json: ok\n./b.json: FAILED\n  it is about the policy `shop`, this one is `bank`\n./c.json: FAILED\n  `today` is not a date; write it as `2026-03-01`\n./inside/d.json: FAILED\n  this is not a scenario: invalid type: integer `1`, expected a string at line 1 column 12\n./inside/e.json: FAILED\n  nothing is compared: write under `expect` what must come out\n./inside/f.json: FAILED\n  nothing is compared: write under `expect` what must come out\n1 passed, 5 failed\n";
    same("all of them", ended.out.as_str(), expected)?;
    let empty = tempfile::tempdir()?;
    let ended = ran_in(empty.path(), "amends", &[], &["test", "--policy", bank, "."], "")?;
    same("no scenario", (ended.code, ended.out.as_str()), (2, ""))?;
    holds("no scenario", &ended.err, "there is no scenario here")
}
