//! Longer histories, made up: the sum of their quotes, whatever their order, in the same memory.
#![expect(clippy::indexing_slicing, reason = "a test that panics has failed, and says where")]

use super::comparison::{changed_bank, replay_against};
use super::{at, figures, replay};
use crate::{policy_path, ran, same};
use amends_core::document;
use amends_core::money::Currency;
use amends_core::number::Exact;
use amends_core::policy::Policy;
use amends_tests::history::Complaints;
use amends_tests::scenario::policy_text;
use libtest_mimic::Failed;
use serde_json::{Value, json};

/// A made-up history of the bank.
fn made_up(lines: u64) -> Result<Vec<String>, Failed> {
    let policy = Policy::read(&policy_text("bank")?).map_err(|faults| format!("{faults:?}"))?;
    let complaints = Complaints::of(policy.document());
    Ok((1..=lines).map(|number| complaints.line(number)).collect())
}

/// The totals are those of the quotes of all lines, added up one by one.
pub fn sum_of_quotes() -> Result<(), Failed> {
    let policy = Policy::read(&policy_text("bank")?).map_err(|faults| format!("{faults:?}"))?;
    let currency = Currency::of("CNY").ok_or("no currency")?;
    let (mut total, mut owed, mut decided, mut nothing_due) = (Exact::ZERO, Exact::ZERO, 0, 0);
    let lines = made_up(400)?;
    for text in &lines {
        let past = document::read_line(text).map_err(|faults| format!("{faults:?}"))?;
        let today = past.today.as_deref().and_then(amends_core::date::read).ok_or("no day")?;
        let Ok(quote) = amends_core::quote(&policy, &past.complaint, today) else { continue };
        let option = quote.options.iter().find(|option| option.recommended).ok_or("none")?;
        same("a point", option.total.high.as_ref(), Some(&option.total.low))?;
        let add = |sum: Exact, text: &str| currency.minor(text).and_then(|own| sum.plus(own));
        total = add(total, &option.total.low).ok_or("overflow")?;
        owed = add(owed, &option.owed.low).ok_or("overflow")?;
        decided += 1;
        nothing_due += u32::from(quote.assessment.due == document::quote::Due::No);
    }
    let report = replay(&[], &lines.join("\n"))?;
    same("enough", decided > 350 && nothing_due > 20, true)?;
    figures(
        &report,
        &[
            ("/policy/decided", json!(decided)),
            ("/policy/paid/total", json!(currency.decimal(total))),
            ("/policy/paid/owed", json!(currency.decimal(owed))),
            ("/policy/nothing_due/lines", json!(nothing_due)),
        ],
    )
}

/// A report without what depends on the numbers of the lines.
fn unnumbered(report: &Value) -> Value {
    match report {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| *name != "first");
            kept.map(|(name, value)| (name.clone(), unnumbered(value))).collect()
        }
        Value::Array(items) => items.iter().map(unnumbered).collect(),
        other => other.clone(),
    }
}

pub fn order_and_threads() -> Result<(), Failed> {
    let trip = "/amount/cap/of/sum/0/times/of";
    let other = changed_bank(&[("remedies", "effort-money", trip, json!("10.00 CNY"))])?;
    let mut lines = made_up(3_000)?;
    lines.push("not a complaint".to_owned());
    let run = |threads: &str, lines: &[String]| {
        replay_against(&other, &["--threads", threads, "--examples", "3"], &lines.join("\n"))
    };
    let one = run("1", &lines)?;
    same("two threads", run("2", &lines)?, one.clone())?;
    same("more", at(&one, "/change/more/first").as_array().map(Vec::len), Some(3))?;
    lines.reverse();
    let step = lines.len() / 7;
    lines.rotate_left(step);
    same("shuffled", unnumbered(&run("2", &lines)?), unnumbered(&one))
}

/// Four times as many lines need no more memory: far less than the lines themselves would. The shorter
/// history, too, is long enough to fill every queue.
pub fn flat_memory() -> Result<(), Failed> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let lines = made_up(40_000)?;
    let peak = |lines: &str| -> Result<u64, Failed> {
        let bank = policy_path("bank");
        let arguments = ["replay", "--policy", &bank, "--threads", "2", "-"];
        let ended = ran("amends-peak", &[], &arguments, lines)?;
        same("exit code", ended.code, 0)?;
        Ok(ended.err.trim().parse::<u64>()?)
    };
    let (short, long) = (lines[..10_000].join("\n"), lines.join("\n"));
    let more_lines = (long.len() - short.len()) as u64 / 1024;
    let (before, after) = (peak(&short)?, peak(&long)?);
    let more = after.saturating_sub(before);
    let what = format!("{before} kB, then {after} kB for {more_lines} kB more of lines");
    same(&what, before > 0 && more < more_lines / 3, true)
}
