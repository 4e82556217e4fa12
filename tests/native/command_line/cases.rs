//! `amends case`, `report` and `deadlines`: what the company does on its own machine.

use super::{Case, amends, same};
use amends_core::document;
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_tests::service::{Service, Setup, runtime};
use amends_tests::submissions::Ready;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub const CASES: [(&str, Case); 2] =
    [("case/done_updated_offered_and_counted", followed), ("deadlines/parts", deadlines)];

/// A case of the shop in a service of its own; its reference.
fn received(service: &Service, ready: &Ready) -> Result<String, Failed> {
    let sent = ready.submission(ChoiceMadeDocument::Option("late-service".into()))?;
    let request = reqwest::Client::new()
        .post(format!("{}/v1/complaints?customer=case", service.address))
        .header("content-type", "application/json")
        .body(document::write(&sent));
    let body = runtime()?.block_on(async { request.send().await?.text().await })?;
    let receipt: Value = serde_json::from_str(&body)?;
    receipt.get("reference").and_then(Value::as_str).map(str::to_owned).ok_or(body.into())
}

/// The value at a place; null when there is none.
fn at(document: &Value, place: &str) -> Value {
    document.pointer(place).cloned().unwrap_or_default()
}

fn followed() -> Result<(), Failed> {
    let ready = Ready::named("shop/late-nine-days")?;
    let known = &ready.scenario.complaint.known;
    let service = Service::start(&Setup::knowing(ready.today, "shop", "case", known))?;
    let (reference, database) = (received(&service, &ready)?, service.database());
    // Tuesday 24 November: the first answer is given in time, the payment is due on the 26th.
    let case = |deed: &[&str]| {
        let place = ["case", "--database", &database, "--today", "2026-11-24", &reference];
        amends(&[&place[..], deed].concat(), "")
    };
    let shown = case(&[])?;
    same("code", shown.code, 0)?;
    let state = |out: &str| Ok::<_, Failed>(at(&serde_json::from_str(out)?, "/state"));
    same("state", state(&shown.out)?, json!("open"))?;
    let done = case(&["done", "first-answer", "--note", "Mrs Lin calls you."])?;
    same(&done.err, done.code, 0)?;
    let twice = case(&["done", "first-answer", "--proof", "TX 2"])?;
    same("code", (twice.code, twice.err.contains("already-done")), (1, true))?;
    let unknown = case(&["done", "dance"])?;
    same("code", (unknown.code, unknown.err.contains("unknown-name")), (1, true))?;
    same("update", case(&["update", "We ask the carrier.", "--next", "2026-11-26"])?.code, 0)?;
    let offered = case(&["offer", "--option", "late-money", "--until", "2026-12-01"])?;
    same("offered", state(&offered.out)?, json!("offered"))?;
    let nobody = amends(&["case", "--database", &database, "ZZZZZZZZ"], "")?;
    same("nobody", (nobody.code, nobody.err.contains("Nothing is here")), (2, true))?;
    let report = amends(&["report", "--database", &database, "--today", "2026-11-27"], "")?;
    let report: Value = serde_json::from_str(&report.out)?;
    same("cases", at(&report, "/cases"), json!(1))?;
    same("kept", at(&report, "/promises/kept"), json!(1))?;
    same("first reply", at(&report, "/days_to_first_reply/median"), json!(1))?;
    same("final", at(&report, "/days_to_final/median"), json!(1))?;
    same("late by the 27th", at(&report, "/second_failures"), json!({ "all": 1, "of": 1 }))?;
    // 35.00 is owed of the 50.00 chosen; the warehouse was slow.
    let cause = json!({ "policy": "shop", "problem": "late", "cases": 1, "second_failures": 1,
        "responsibility": { "ours": 1 }, "currency": "CNY", "owed": "35.00", "goodwill": "15.00",
        "choices": { "delay_cause": { "warehouse": 1 }, "distress": { "annoyed": 1 } } });
    same("causes", at(&report, "/causes"), json!([cause]))?;
    let erased = case(&["erase"])?;
    same("erased", (erased.code, erased.out), (0, format!("{reference} is erased\n")))?;
    same("nothing is left", service.rows("submissions")?.len() + service.rows("events")?.len(), 0)?;
    same("twice", case(&["erase"])?.code, 2)
}

fn deadlines() -> Result<(), Failed> {
    let policy = "tests/schemes/us-bank-complaints/policy.json";
    let lent = amends(&["deadlines", policy, "decide-or-credit", "--by", "disputes-desk"], "")?;
    let parts: Value = serde_json::from_str(&lent.out)?;
    same("role", at(&parts, "/commitments/0/by"), json!("disputes-desk"))?;
    let facts = parts.get("facts").and_then(Value::as_object).into_iter().flatten();
    let facts: BTreeSet<&str> = facts.map(|(id, _)| id.as_str()).collect();
    let expected = [
        "account_type",
        "business_days_to_decide",
        "decide_or_credit_by",
        "last_day_to_report",
        "notice_on",
        "reported_too_late",
        "statement_sent",
        "statement_sent_on",
    ];
    same("facts", facts, expected.into())?;
    let unknown = amends(&["deadlines", policy, "tomorrow"], "")?;
    same("unknown", (unknown.code, unknown.err.contains("decide-or-credit")), (2, true))
}
