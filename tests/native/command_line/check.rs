//! `amends check` and `amends explain`: every fault in its place, for people and for programs.

use super::{Case, POLICIES, amends, amends_in, holds, policy_path, same};
use amends_core::policy::Policy;
use amends_tests::scenario::policy_text;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 7] = [
    ("check/sound_policies", sound_policies),
    ("check/every_fault_with_line_and_column", every_fault_has_its_place),
    ("check/closed_input_with_line_and_column", closed_input),
    ("check/several_policies_at_once", several_policies),
    ("check/for_programs", for_programs),
    ("check/colours_only_where_they_are_wanted", colours),
    ("explain/a_code_in_words", explained_code),
];

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
        (r#""zh-Hans": "#, r#""zh-Hanx": "#),
    ];
    let (text, places) = with_mistakes(&mistakes)?;
    let found = Policy::check(&text);
    let ended = amends(&["check", "-"], &text)?;
    same("exit code", ended.code, 1)?;
    same("headings", ended.err.matches("error[").count(), found.faults.len())?;
    same(
        "places",
        ended.err.matches("--> <stdin>:").count(),
        found.faults.len() + found.warnings.len() + found.notes.len(),
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
    // What is one too many is shown at its name.
    let place = places.first().map(|(line, column)| format!("--> <stdin>:{line}:{column}"));
    holds("an unknown field", &ended.err, &place.unwrap_or_default())?;
    holds("an unknown field", &ended.err, "/colour")?;
    let ended = amends(&["check", "-"], "{\n  \"id\": \"a\",\n  \"id\": \"b\"\n}")?;
    same("exit code", ended.code, 1)?;
    holds("a repeated name", &ended.err, "--> <stdin>:3:3")?;
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

/// As JSON: the same faults with the lines and columns of the excerpts, and nothing beside them.
fn for_programs() -> Result<(), Failed> {
    let mistakes = [("\"half_up\"", "\"halfup\""), ("\"id\": \"bank\"", "\"id\": 7")];
    let (text, places) = with_mistakes(&mistakes)?;
    let ended = amends(&["check", "--format", "json", "-", &policy_path("shop")], &text)?;
    same("exit code", (ended.code, ended.err.as_str()), (1, ""))?;
    let documents: Value = serde_json::from_str(&ended.out)?;
    let at = |pointer: &str| documents.pointer(pointer).cloned().unwrap_or_default();
    same("kinds", (at("/0/type"), at("/1/type")), (json!("failure"), json!("success")))?;
    same("files", (at("/0/file"), at("/1/file")), (json!("<stdin>"), json!(policy_path("shop"))))?;
    same("the sound one", at("/1/faults"), json!([]))?;
    let [mode, id] = places.as_slice() else { return Err("two places".into()) };
    let code = "unknown-value";
    let fault = json!({
        "code": code, "at": "/rounding/mode", "line": mode.0, "column": mode.1,
        "end_line": mode.0, "end_column": mode.1 + "\"halfup\"".len(),
        "message": "`halfup` is not one of `half_up`, `half_down`, `half_even`, `up`, `down`",
        "help": "did you mean `half_up`?",
    });
    same("the later fault", at("/0/faults/1"), fault)?;
    // `"id": ` is six characters long.
    same("the line of the first", at("/0/faults/0/line"), json!(id.0))?;
    same("the column of the first", at("/0/faults/0/column"), json!(id.1 + 6))
}

/// Pipes and files get none, and NO_COLOR turns them off on terminals too.
fn colours() -> Result<(), Failed> {
    let (text, _) = with_mistakes(&[("\"half_up\"", "\"halfup\"")])?;
    let coloured = |environment: &[(&str, &str)]| -> Result<bool, Failed> {
        Ok(amends_in(environment, &["check", "-"], &text)?.err.contains('\u{1b}'))
    };
    same("in a pipe", coloured(&[])?, false)?;
    same("asked for", coloured(&[("CLICOLOR_FORCE", "1")])?, true)?;
    same("refused", coloured(&[("NO_COLOR", "1")])?, false)?;
    let aloud = amends_in(&[("NO_GRAPHICS", "1")], &["check", "-"], &text)?.err;
    holds("read aloud", &aloud, "did you mean `half_up`?")?;
    same("pictures read aloud", aloud.contains("^^^"), false)
}

/// The check names a code and how to ask about it; asking tells how to mend it.
fn explained_code() -> Result<(), Failed> {
    let (text, _) = with_mistakes(&[("\"half_up\"", "\"halfup\"")])?;
    let ended = amends(&["check", "-"], &text)?;
    holds("standard error", &ended.err, "amends explain unknown-value")?;
    let ended = amends(&["explain", "unknown-value"], "")?;
    same("exit code", (ended.code, ended.err.as_str()), (0, ""))?;
    holds("the entry", &ended.out, "**Mend:**")?;
    let ended = amends(&["explain", "unknown-valu"], "")?;
    same("an unknown code", (ended.code, ended.out.as_str()), (2, ""))?;
    holds("an unknown code", &ended.err, "did you mean `unknown-value`?")
}
