//! `amends replay` as a process of its own: figures worked out by hand, every way a line or a command can be wrong,
//! and that neither order nor threads nor length change what it says or needs.
#![expect(clippy::indexing_slicing, reason = "a test that panics has failed, and says where")]

mod comparison;
mod faults;
mod scale;

use super::schemas::{fits, validator};
use super::{Case, amends, holds, policy_path, same};
use amends_tests::submissions::Ready;
use comparison::changed_bank;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 15] = [
    ("replay/ten_lines_worked_by_hand", ten_lines),
    ("replay/the_same_ten_as_a_table", ten_records),
    ("replay/against_another_policy", comparison::against),
    ("replay/what_only_the_other_policy_knows", comparison::other_facts),
    ("replay/recorded_choices", choices),
    ("replay/shares_of_the_loss", shares),
    ("replay/lines_that_cannot_be_read_or_are_refused", faults::wrong_lines),
    ("replay/records_that_cannot_be_read", faults::wrong_records),
    ("replay/facts_that_are_missing", undecided),
    ("replay/the_sum_of_its_quotes", scale::sum_of_quotes),
    ("replay/neither_order_nor_threads_change_it", scale::order_and_threads),
    ("replay/memory_stays_flat", scale::flat_memory),
    ("replay/nothing_a_customer_wrote_is_repeated", faults::nothing_personal),
    ("replay/wrong_use_and_faulty_documents", faults::wrong_use),
    ("replay/tables_to_read", tables),
];

/// Ten scenarios of the bank, each with what its recommended option comes to, worked out in its own file.
///
/// | line | total | owed | goodwill |
/// | --- | --- | --- | --- |
/// | 1 | 1010.00 | 1000.00 | 10.00 fee waived |
/// | 2 | 20100.00 | 20000.00 | 100.00 fee waived, all that is left for the customer |
/// | 3 | 0.00 | 0.00 | nothing is due |
/// | 4 | 86.16 | 6.16 | 80.00 for the harm |
/// | 5 | 51738.36 | 51438.36 | 240.00 for the harm, 60.00 for effort, all that is left |
/// | 6 | 436.80 | 366.80 | 70.00 for effort |
/// | 7 | 16.01 | 1.01 | 15.00 off the fee |
/// | 8 | 320.50 | 320.50 | a better card |
/// | 9 | 60.00 | 40.00 | 20.00 on top of the interest |
/// | 10 | 0.00 | 0.00 | nothing is due |
///
/// Owed: 1000 + 20000 + 6.16 + 51438.36 + 366.80 + 1.01 + 320.50 + 40 = 73172.83. Goodwill: 10 + 100 + 80 + 300 +
/// 70 + 15 + 20 = 595.00. Together 73767.83.
const TEN: [&str; 10] = [
    "bank/atm-no-cash-c1",
    "bank/atm-no-cash-caps",
    "bank/atm-no-cash-own-limit",
    "bank/transfer-late-c2",
    "bank/transfer-late-caps",
    "bank/fee-in-error-twice",
    "bank/fee-in-error-one-fen",
    "bank/card-blocked-abroad",
    "bank/wealth-not-redeemable-c8",
    "bank/wrong-information-not-acted-on",
];

/// What the losses are given: line 1 1010.00 of 1000.00 is 101 %, line 2 20100.00 of 20000.00 100.5 %, line 6 the
/// fee of 360.00 back, the interest and the effort being uplifts: 100 %; line 7 15.01 of a fee of 0.01 is far too
/// much, but goodwill of 15.00 is a trifle. Line 3 is the customer's own limit, the others name no loss.
fn shares() -> Result<(), Failed> {
    let report = replay(&[], &text(&ten()?))?;
    let part = |lines: u64, percent: &str| json!({"lines": lines, "percent": percent});
    let expected = json!({
        "rejected": 4, "under": part(0, "0.00"), "fitting": part(3, "75.00"), "over": part(0, "0.00"),
        "far_over": part(1, "25.00"), "kept": 0, "kept_with_some": part(0, "0.00"), "by_goodwill": 0
    });
    figures(&report, &[("/policy/shares", expected)])
}

/// A scenario's complaint as a line of a history.
fn line(name: &str) -> Result<Value, Failed> {
    let ready = Ready::named(name)?;
    let mut line = serde_json::to_value(&ready.scenario.complaint)?;
    let fields = line.as_object_mut().ok_or("a complaint is an object")?;
    fields.insert("today".to_owned(), json!(ready.scenario.today));
    Ok(line)
}

fn ten() -> Result<Vec<Value>, Failed> {
    TEN.iter().map(|name| line(name)).collect()
}

fn text(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Replays a history by the bank's policy; answers the report.
fn replay(more: &[&str], history: &str) -> Result<Value, Failed> {
    let bank = policy_path("bank");
    let first = ["replay", "--policy", &bank, "--today", "2026-11-23"];
    let ended = amends(&[&first[..], more, &["-"]].concat(), history)?;
    same("exit code and standard error", (ended.code, ended.err.as_str()), (0, ""))?;
    let report = serde_json::from_str(&ended.out)?;
    fits(&validator("replay-report")?, "report", &report)?;
    Ok(report)
}

fn at(report: &Value, pointer: &str) -> Value {
    report.pointer(pointer).cloned().unwrap_or_default()
}

/// Compares what stands at some places of a report.
fn figures(report: &Value, expected: &[(&str, Value)]) -> Result<(), Failed> {
    expected.iter().try_for_each(|(pointer, value)| same(pointer, &at(report, pointer), value))
}

/// The entry of a list by its id.
fn entry(report: &Value, list: &str, id: &str) -> Result<Value, Failed> {
    let entries = at(report, list);
    let own = |entry: &&Value| entry["id"] == id || entry["role"] == id || entry["code"] == id;
    let found = entries.as_array().and_then(|entries| entries.iter().find(own)).cloned();
    Ok(found.ok_or_else(|| format!("{list} has no `{id}`"))?)
}

fn ten_lines() -> Result<(), Failed> {
    let report = replay(&[], &text(&ten()?))?;
    ten_figures(&report)?;
    figures(
        &report,
        &[
            ("/policy/policy/digest", json!(Ready::named(TEN[0])?.policy.digest())),
            ("/policy/not_in_force", json!(0)),
            ("/taken", json!("recommended")),
            ("/today", json!("2026-11-23")),
        ],
    )
}

fn ten_figures(report: &Value) -> Result<(), Failed> {
    figures(
        report,
        &[
            ("/history", json!({"lines": 10, "read": 10, "unreadable": 0})),
            ("/policy/quoted", json!(10)),
            ("/policy/refused", json!(0)),
            ("/policy/decided", json!(10)),
            ("/policy/undecided", json!({"lines": 0, "low": "0.00", "high": "0.00"})),
            (
                "/policy/paid",
                json!({"total": "73767.83", "owed": "73172.83", "goodwill": "595.00"}),
            ),
            ("/policy/nothing_due", json!({"lines": 2, "percent": "20.00"})),
            // Lines 2 and 5 have no more goodwill left for their customers.
            ("/policy/caps", json!({"per_case": 0, "per_customer": 2})),
        ],
    )?;
    // Lines 2 and 5 come to more than 20000.00: 20100.00 + 51738.36.
    let head = entry(report, "/policy/approvals", "head-office")?;
    same("head office", head, json!({"role": "head-office", "lines": 2, "total": "71838.36"}))?;
    // Line 7 is a repeated failure.
    let branch = entry(report, "/policy/approvals", "branch-manager")?;
    same("branch", branch, json!({"role": "branch-manager", "lines": 1, "total": "16.01"}))?;
    // The amounts in order: 0.00 0.00 16.01 60.00 86.16 320.50 436.80 1010.00 20100.00 51738.36; of ten lines,
    // p percent are p / 10 of them, rounded up.
    let percentiles = [
        (0, "0.00"),
        (1, "0.00"),
        (5, "0.00"),
        (10, "0.00"),
        (25, "16.01"),
        (50, "86.16"),
        (75, "1010.00"),
        (90, "20100.00"),
        (95, "51738.36"),
        (99, "51738.36"),
        (100, "51738.36"),
    ];
    let percentiles =
        percentiles.map(|(percent, amount)| json!({"percent": percent, "amount": amount}));
    same("percentiles", at(report, "/policy/amounts/percentiles"), json!(percentiles))?;
    parts_of_ten(report)
}

/// The same ten by remedy, problem and option.
fn parts_of_ten(report: &Value) -> Result<(), Failed> {
    let remedies = [
        ("debit-return", 2, Some("21000.00")),
        // 10.00 + 100.00
        ("account-fee-waiver", 2, Some("110.00")),
        // 60.00 + 70.00
        ("effort-money", 2, Some("130.00")),
        // 80.00 + 240.00
        ("harm-payment", 2, Some("320.00")),
        // 50000.00 + 320.50
        ("proved-loss", 2, Some("50320.50")),
        ("effort-voucher", 0, Some("0.00")),
        ("card-upgrade", 1, None),
        ("explanation", 10, None),
    ];
    for (id, lines, total) in remedies {
        let found = entry(report, "/policy/remedies", id)?;
        let found = (found["lines"].clone(), found.get("total").cloned());
        same(id, found, (json!(lines), total.map(|total| json!(total))))?;
    }
    let atm = entry(report, "/policy/problems", "atm-no-cash")?;
    let paid = json!({"total": "21110.00", "owed": "21000.00", "goodwill": "110.00"});
    let expected = json!({"id": "atm-no-cash", "lines": 3, "nothing_due": 1, "paid": paid});
    same("atm-no-cash", atm, expected)?;
    let words = entry(report, "/policy/options", "words-only")?;
    same("words-only", words, json!({"id": "words-only", "lines": 2, "total": "0.00"}))?;
    let steps = at(report, "/policy/amounts/histogram");
    let steps = steps.as_array().ok_or("no histogram")?;
    let step = |from: &str| steps.iter().find(|step| step["from"] == from).cloned();
    let expected = |from: &str, below: &str, lines: u32, total: &str| {
        Some(json!({"from": from, "below": below, "lines": lines, "total": total}))
    };
    same("zero", step("0.00"), expected("0.00", "0.01", 2, "0.00"))?;
    // 60.00 + 86.16
    same("fifty", step("50.00"), expected("50.00", "100.00", 2, "146.16"))?;
    same("last", steps.last().cloned(), expected("50000.00", "100000.00", 1, "51738.36"))
}

/// The ten lines as a table: a column for every fact of any of them.
fn table(lines: &[Value]) -> Result<String, Failed> {
    let mut columns: Vec<String> = Vec::new();
    for line in lines {
        for part in ["answers", "known"] {
            for id in line[part].as_object().into_iter().flat_map(|facts| facts.keys()) {
                let column = format!("{part}.{id}");
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
    }
    let mut text = format!("problem,today,language,{}\r\n", columns.join(","));
    for line in lines {
        let cell = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => format!("\"{}\"", text.replace('"', "\"\"")),
            Value::Bool(yes) => yes.to_string().to_uppercase(),
            other => other.to_string(),
        };
        let facts = columns.iter().map(|column| {
            let (part, id) = column.split_once('.').unwrap_or_default();
            cell(&line[part][id])
        });
        let first = ["problem", "today", "language"].map(|name| cell(&line[name]));
        let cells: Vec<String> = first.into_iter().chain(facts).collect();
        text.push_str(&format!("{}\r\n", cells.join(",")));
    }
    Ok(text)
}

fn ten_records() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let text = table(&ten()?)?;
    ten_figures(&replay(&["--csv"], &text)?)?;
    // A name that ends in .csv says so by itself, and a mark before the text is no part of it.
    let path = folder.path().join("history.CSV");
    std::fs::write(&path, format!("\u{feff}{text}"))?;
    let (bank, path) = (policy_path("bank"), path.display().to_string());
    let ended = amends(&["replay", "--policy", &bank, "--today", "2026-11-23", &path], "")?;
    same("exit code", ended.code, 0)?;
    ten_figures(&serde_json::from_str(&ended.out)?)
}

/// Line 1 chose 40.00 for the effort: 1040.00 and not 1010.00. Line 4 chose an option this policy does not have: the
/// recommended one counts. Line 6 wanted something else: the 366.80 owed count, and not 436.80.
fn choices() -> Result<(), Failed> {
    let mut lines = ten()?;
    lines[0]["choice"] = json!({"option": "money-for-effort"});
    lines[3]["choice"] = json!({"option": "a-bicycle"});
    lines[5]["choice"] = json!({"something_else": "a call from the manager"});
    ten_figures(&replay(&[], &text(&lines))?)?;
    let report = replay(&["--taken", "choice"], &text(&lines))?;
    figures(
        &report,
        &[
            ("/taken", json!("choice")),
            ("/policy/choices", json!({"offered": 1, "something_else": 1, "not_offered": 1})),
            // 73767.83 + 30.00 - 70.00
            ("/policy/paid/total", json!("73727.83")),
            ("/policy/paid/owed", json!("73172.83")),
        ],
    )
}

/// Without the ground of the fee nobody can say whether line 6 is given 436.80 or nothing: it is counted apart.
fn undecided() -> Result<(), Failed> {
    let mut lines = ten()?;
    let answers = lines[5]["answers"].as_object_mut().ok_or("no answers")?;
    answers.remove("fee_ground");
    let report = replay(&[], &text(&lines))?;
    figures(
        &report,
        &[
            ("/policy/quoted", json!(10)),
            ("/policy/decided", json!(9)),
            ("/policy/undecided/lines", json!(1)),
            // 73767.83 - 436.80
            ("/policy/paid/total", json!("73331.03")),
        ],
    )
}

fn tables() -> Result<(), Failed> {
    let bank = policy_path("bank");
    let trip = "/amount/cap/of/sum/0/times/of";
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("against.json").display().to_string();
    std::fs::write(
        &path,
        changed_bank(&[("remedies", "effort-money", trip, json!("10.00 CNY"))])?,
    )?;
    let arguments = ["replay", "--policy", &bank, "--against", &path, "--report", "table", "-"];
    let ended = amends(&arguments, &(text(&ten()?) + "x\n"))?;
    same("exit code", ended.code, 0)?;
    for words in [
        "bank 2026.1 in CNY: the recommended option of each line",
        "not-json: 1 (lines 11)",
        "approved by head-office",
        "71,838.36",
        "20.00 %",
        "73,767.83",
        "Against bank changed",
        "line 6",
        "436.80 (refund-and-effort)",
        "█",
    ] {
        holds("the table", &ended.out, words)?;
    }
    Ok(())
}
