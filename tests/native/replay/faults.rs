//! Lines, records, headers and commands that are wrong; and what a report never repeats.
#![expect(clippy::indexing_slicing, reason = "a test that panics has failed, and says where")]

use super::comparison::{changed_bank, replay_against};
use super::{TEN, at, entry, figures, line, replay, ten, text};
use crate::{amends, holds, policy_path, same};
use amends_tests::scenario::policy_text;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub fn wrong_lines() -> Result<(), Failed> {
    let mut lines: Vec<String> = ten()?.iter().map(Value::to_string).collect();
    let mut late = line(TEN[0])?;
    late["today"] = json!("2027-03-01");
    let mut never = line(TEN[0])?;
    never["today"] = json!("soon");
    lines.insert(0, String::new());
    lines.insert(2, "{\"problem\":".to_owned());
    lines.insert(
        3,
        "{\"problem\":\"fee-in-error\",\"answers\":{\"fee_amount\":1.5,\"x\":{}}}".to_owned(),
    );
    lines.push(never.to_string());
    lines.push("{\"problem\":\"no-such\",\"answers\":{\"mood\":\"calm\"}}".to_owned());
    lines.push(late.to_string());
    let report = replay(&[], &lines.join("\r\n"))?;
    figures(
        &report,
        &[
            // Line 1 is empty; 10 are sound, 3 unreadable, 1 refused, 1 outside validity.
            ("/history/lines", json!(15)),
            ("/history/read", json!(12)),
            ("/history/unreadable", json!(3)),
            ("/policy/quoted", json!(11)),
            ("/policy/refused", json!(1)),
            ("/policy/not_in_force", json!(1)),
            // 73767.83 + 1010.00 for the late one, as if the policy had been in force.
            ("/policy/paid/total", json!("74777.83")),
        ],
    )?;
    let first = |code| Ok::<_, Failed>(entry(&report, "/history/faults", code)?["first"].clone());
    same("no JSON", first("not-json")?[0]["line"].clone(), json!(3))?;
    same("inexact", first("inexact-number")?[0]["at"].clone(), json!("/answers/fee_amount"))?;
    same("wrong type", first("wrong-type")?[0]["line"].clone(), json!(4))?;
    same(
        "no date",
        (first("not-a-date")?[0]["line"].clone(), first("not-a-date")?[0]["at"].clone()),
        (json!(14), json!("/today")),
    )?;
    let refused = entry(&report, "/policy/refusals", "unknown-problem")?;
    let expected = json!([{"line": 15, "at": "/problem"}]);
    same("unknown problem", refused["first"].clone(), expected)
}

pub fn wrong_records() -> Result<(), Failed> {
    let head = "problem,mood,cash_debited,fee_amount";
    let fine = "fee-in-error,calm,,12.00";
    let history =
        [head, fine, "", "fee-in-error,calm", ",,,", "fee-in-error,calm,maybe,1", fine].join("\n");
    let report = replay(&["--csv"], &history)?;
    figures(
        &report,
        &[
            ("/history/lines", json!(4)),
            ("/history/unreadable", json!(1)),
            ("/history/faults/0/code", json!("wrong-number-of-fields")),
            ("/history/faults/0/first/0/line", json!(4)),
            ("/policy/refused", json!(1)),
            ("/policy/refusals/0/code", json!("wrong-kind")),
            ("/policy/refusals/0/first", json!([{"line": 6, "at": "/answers/cash_debited"}])),
        ],
    )?;
    // A quotation mark that is never closed takes in no more than one record may have.
    let open = format!("fee-in-error,\"calm{}", "\nfee-in-error,calm,,1.00".repeat(200_000));
    let history = format!("{head}\n{fine}\n{open}\n{fine}\n");
    let report = replay(&["--csv"], &history)?;
    same("too large", at(&report, "/history/faults/0/code"), json!("too-large"))?;
    same("its line", at(&report, "/history/faults/0/first/0/line"), json!(3))?;
    let quoted = at(&report, "/policy/quoted").as_u64().unwrap_or(0);
    same("lines behind it are read", quoted > 100_000, true)
}

pub fn nothing_personal() -> Result<(), Failed> {
    let mut lines = ten()?;
    for line in &mut lines {
        line["story"] = json!("Zhang Wei, 13800138000");
        line["contact"] = json!({"channel": "email", "address": "zhang.wei@example.com"});
        line["choice"] = json!({"something_else": "Zhang Wei"});
    }
    lines[0]["known"]["atm_place"] = json!("Zhang Wei's street");
    lines[1]["wish"] = json!({"ids": [], "amount": "Zhang Wei"});
    lines[2]["contact"] = json!({"channel": "Zhang Wei"});
    let trip = "/amount/cap/of/sum/0/times/of";
    let other = changed_bank(&[("remedies", "effort-money", trip, json!("10.00 CNY"))])?;
    for taken in ["recommended", "choice"] {
        let report = replay_against(&other, &["--taken", taken], &text(&lines))?;
        figures(&report, &[("/history/unreadable", json!(1)), ("/policy/refused", json!(1))])?;
        same("personal", report.to_string().contains("example.com"), false)?;
        same("personal", report.to_string().contains("13800138000"), false)?;
        let mut counted = report.clone();
        counted["history"]["faults"] = Value::Null;
        same("personal", counted.to_string().contains("Zhang"), false)?;
    }
    Ok(())
}

pub fn wrong_use() -> Result<(), Failed> {
    let bank = policy_path("bank");
    let shop_in_euro = policy_text("shop")?.replace("CNY", "EUR");
    let folder = tempfile::tempdir()?;
    let euro = folder.path().join("euro.json").display().to_string();
    std::fs::write(&euro, shop_in_euro)?;
    let place = folder.path().display().to_string();
    let cases: [(&[&str], i32, &str); 9] = [
        (&["--policy", &bank], 2, "<HISTORY>"),
        (&["-"], 2, "--policy <POLICY>"),
        (&["--policy", "-", "-"], 2, "only one document can be `-`"),
        (&["--policy", &bank, "no/such.jsonl"], 2, "cannot read `no/such.jsonl`"),
        (&["--policy", &bank, &place], 2, "is a folder"),
        (&["--policy", &bank, "--threads", "0", "-"], 2, "--threads"),
        (&["--policy", &bank, "--against", &euro, "-"], 2, "different currencies"),
        (&["--policy", "tests/rejected/policy.json", "-"], 1, "tests/rejected/policy.json: "),
        (&["--policy", &bank, "--against", "tests/rejected/policy.json", "-"], 1, "policy.json: "),
    ];
    for (arguments, code, words) in cases {
        let ended = amends(&[&["replay"], arguments].concat(), "")?;
        same(&format!("{arguments:?}"), (ended.code, ended.out.as_str()), (code, ""))?;
        holds(&format!("{arguments:?}"), &ended.err, words)?;
    }
    let header = "problm,fee_amont,mood,mood,severity,answers.monthly_account_fee\n";
    let ended = amends(&["replay", "--policy", &bank, "--csv", "-"], header)?;
    same("header", (ended.code, ended.err.lines().count()), (1, 6))?;
    for words in [
        "did you mean `problem`?",
        "did you mean `fee_amount`?",
        "`mood` comes twice",
        "`severity` is no fact",
        "`answers.monthly_account_fee` is no fact",
        "no column `problem`",
    ] {
        holds("header", &ended.err, words)?;
    }
    // Not one line is a complaint: there is a report, and it is no success.
    let ended = amends(&["replay", "--policy", &bank, "-"], "[\n{\"id\": 1},\n]\n")?;
    same("no complaint", ended.code, 1)?;
    holds("no complaint", &ended.err, "no line could be read")?;
    holds("no complaint", &ended.out, "\"unreadable\":3")?;
    same("nothing at all", at(&replay(&[], "")?, "/history/lines"), json!(0))
}
