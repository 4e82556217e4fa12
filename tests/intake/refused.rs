//! What must be refused: each says where and what to do, and leaves no row; and what must not be confused by retries.

use crate::Case;
use crate::http::{self, Answer, COMPLAINTS, JSON, post, refused, same};
use amends_core::document;
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::document::submission::SubmissionDocument;
use amends_tests::changes::put;
use amends_tests::service::{Service, Setup, runtime};
use amends_tests::submissions::Ready;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 16] = [
    ("changed_amount", changed_amount),
    ("changed_promise_and_words", changed_promise),
    ("unknown_digest", unknown_digest),
    ("known_facts_the_portal_does_not_hold", invented_known_facts),
    ("bad_answers", bad_answers),
    ("no_choice_or_one_not_offered", bad_choices),
    ("expired_or_future_quote", other_days),
    ("closed_input", closed_input),
    ("no_document", no_document),
    ("deep_nesting", deep_nesting),
    ("ten_megabytes", ten_megabytes),
    ("other_media_types", media_types),
    ("bad_and_disagreeing_keys", keys),
    ("key_reused_for_another_body", key_reused),
    ("same_key_at_the_same_time", at_once),
    ("markup_is_kept_as_text", markup),
];

/// Nothing is known of its customer: the fewest things to go wrong.
const EXAMPLE: &str = "restaurant/cold-fish-by-mail";

/// The example's submission, and a service on its day.
fn example() -> Result<(Service, SubmissionDocument), Failed> {
    let ready = Ready::named(EXAMPLE)?;
    let quote = ready.quote().map_err(|faults| format!("{faults:?}"))?;
    let option = quote.options.first().ok_or("nothing is offered")?.id.clone();
    let submission = ready.submission(ChoiceMadeDocument::Option(option))?;
    Ok((service_of(&ready)?, submission))
}

/// A service whose portal knows what the scenario says it knows.
fn service_of(ready: &Ready) -> Result<Service, Failed> {
    let (policy, known) = (&ready.scenario.policy, &ready.scenario.complaint.known);
    Ok(Service::start(&Setup::knowing(ready.today, policy, "case", known))?)
}

const HERE: &str = "/v1/complaints?lang=en&customer=case";

/// The example with a value put at a place; what comes of sending it.
fn sent_with(at: &str, value: Value) -> Result<(Service, Answer), Failed> {
    let (service, submission) = example()?;
    let mut body = serde_json::to_value(&submission)?;
    put(&mut body, at, value)?;
    let answer = post(&service, HERE, &[JSON], body.to_string())?;
    Ok((service, answer))
}

fn changed_amount() -> Result<(), Failed> {
    let (service, answer) = sent_with("/quote/options/0/total/high", json!("9999.00"))?;
    let at = "/options/0/total/high";
    let problem = refused(&service, &answer, (422, "differences"), at)?;
    let found = problem.pointer("/differences/0").ok_or("no difference")?;
    same("claimed", found.get("claimed"), Some(&json!("9999.00")))?;
    let (_, submission) = example()?;
    let right = submission.quote.options.first().and_then(|offer| offer.total.high.clone());
    same("computed", found.get("computed").cloned(), right.map(Value::from))
}

fn changed_promise() -> Result<(), Failed> {
    let cases = [
        ("/quote/commitments/0/due", "2026-11-20"),
        ("/quote/apology/sender/title", "Nobody"),
        ("/quote/options/0/title", "A better option"),
        ("/quote/privacy", "We sell your data."),
    ];
    for (at, value) in cases {
        let (service, answer) = sent_with(at, json!(value))?;
        refused(&service, &answer, (422, "differences"), at.trim_start_matches("/quote"))?;
    }
    Ok(())
}

fn unknown_digest() -> Result<(), Failed> {
    let (service, answer) = sent_with("/quote/policy/digest", json!("0".repeat(64)))?;
    refused(&service, &answer, (422, "unknown-policy"), "").map(drop)
}

/// Facts are taken from the portal's own records, whatever a browser says of them.
fn invented_known_facts() -> Result<(), Failed> {
    let mut ready = Ready::named("bank/atm-no-cash-c1")?;
    let service = service_of(&ready)?;
    let amount = json!("2000.00");
    ready.scenario.file.complaint.known.insert("cash_amount", serde_json::from_value(amount)?);
    let submission = ready.submission(ChoiceMadeDocument::SomethingElse("a call".into()))?;
    let at = "/complaint/known/cash_amount";
    let answer = http::send(&service, HERE, &submission)?;
    refused(&service, &answer, (422, "differences"), at)?;
    // Somebody the portal does not know has no facts at all.
    let answer = http::send(&service, COMPLAINTS, &submission)?;
    refused(&service, &answer, (422, "differences"), at).map(drop)
}

fn bad_answers() -> Result<(), Failed> {
    let ready = Ready::named("shop/late-nine-days")?;
    let service = service_of(&ready)?;
    let sound = ready.submission(ChoiceMadeDocument::SomethingElse("a call".into()))?;
    let cases = [
        ("item_price", json!("-1.00"), "negative"),
        ("item_price", json!("99999999999999.00"), "absurdly large"),
        ("item_price", json!("12.50 EUR"), "another currency"),
        ("item_price", json!("12."), "half typed"),
        ("promised_on", json!("2026-02-30"), "no date"),
        ("mood", json!("jolly"), "no choice"),
        ("no_such_fact", json!(1), "unknown"),
    ];
    for (fact, value, why) in cases {
        let mut body = serde_json::to_value(&sound)?;
        body["complaint"]["known"] = json!({});
        body["complaint"]["answers"][fact] = value;
        let answer = post(&service, COMPLAINTS, &[JSON], body.to_string())?;
        let at = format!("/complaint/answers/{fact}");
        refused(&service, &answer, (422, "complaint-faults"), &at)
            .map_err(|error| format!("{why}: {}", error.message().unwrap_or_default()))?;
    }
    Ok(())
}

fn bad_choices() -> Result<(), Failed> {
    let (service, answer) = sent_with("/complaint/choice", Value::Null)?;
    refused(&service, &answer, (422, "complaint-faults"), "/complaint/choice")?;
    let (service, answer) = sent_with("/complaint/choice", json!({ "option": "gold" }))?;
    refused(&service, &answer, (422, "complaint-faults"), "/complaint/choice/option").map(drop)
}

fn other_days() -> Result<(), Failed> {
    let (service, answer) = sent_with("/quote/open_until", json!("2020-01-01"))?;
    refused(&service, &answer, (422, "complaint-faults"), "/quote/open_until")?;
    let (service, answer) = sent_with("/quote/today", json!("2030-01-01"))?;
    refused(&service, &answer, (422, "complaint-faults"), "/quote/today").map(drop)
}

fn closed_input() -> Result<(), Failed> {
    let (service, answer) = sent_with("/surprise", json!(1))?;
    refused(&service, &answer, (400, "document-faults"), "/surprise")?;
    let (service, answer) = sent_with("/complaint/surprise", json!({ "a": 1 }))?;
    refused(&service, &answer, (400, "document-faults"), "/complaint/surprise")?;
    let (service, submission) = example()?;
    let twice = document::write(&submission).replacen("{", "{\"key\":\"another-key-of-16\",", 1);
    let answer = post(&service, COMPLAINTS, &[JSON], twice)?;
    refused(&service, &answer, (400, "document-faults"), "/key").map(drop)
}

fn no_document() -> Result<(), Failed> {
    let (service, _) = example()?;
    for body in ["", "{", "null", "[]", "\"text\"", "<html></html>"] {
        let answer = post(&service, COMPLAINTS, &[JSON], body)?;
        refused(&service, &answer, (400, "document-faults"), "")?;
    }
    let answer = post(&service, COMPLAINTS, &[JSON], vec![b'{', b'"', 0xff, 0xfe])?;
    let problem = refused(&service, &answer, (400, "document-faults"), "")?;
    same("code", problem.pointer("/faults/0/code"), Some(&json!("not-utf-8")))
}

fn deep_nesting() -> Result<(), Failed> {
    let (service, submission) = example()?;
    let deep = "[".repeat(200_000);
    let inside =
        document::write(&submission).replacen("\"answers\":", &format!("\"answers\":{deep}"), 1);
    for body in [deep, "{\"a\":".repeat(100_000), inside] {
        let answer = post(&service, COMPLAINTS, &[JSON], body)?;
        refused(&service, &answer, (400, "document-faults"), "")?;
    }
    // It still works.
    same("status", http::send(&service, HERE, &submission)?.status, 201)
}

fn ten_megabytes() -> Result<(), Failed> {
    let (service, mut submission) = example()?;
    submission.complaint.story = "长".repeat(10 * 1024 * 1024 / 3);
    let answer = http::send(&service, HERE, &submission)?;
    refused(&service, &answer, (413, "too-large"), "")?;
    // Within the limit of a body, beyond the limit of a story.
    submission.complaint.story = "长".repeat(100_000);
    let answer = http::send(&service, HERE, &submission)?;
    refused(&service, &answer, (422, "complaint-faults"), "/complaint/story").map(drop)
}

fn media_types() -> Result<(), Failed> {
    let (service, submission) = example()?;
    for kind in ["text/plain", "multipart/mixed; boundary=x", "application/xml"] {
        let headers = [("content-type", kind)];
        let answer = post(&service, COMPLAINTS, &headers, document::write(&submission))?;
        refused(&service, &answer, (415, "media-type"), "")?;
    }
    let answer = post(&service, COMPLAINTS, &[], document::write(&submission))?;
    refused(&service, &answer, (415, "media-type"), "").map(drop)
}

fn keys() -> Result<(), Failed> {
    let (service, submission) = example()?;
    let headers = [JSON, ("idempotency-key", "another-key-of-16")];
    let answer = post(&service, HERE, &headers, document::write(&submission))?;
    refused(&service, &answer, (400, "keys-disagree"), "")?;
    for key in ["", "short", "with spaces in the key", "{}{}{}{}{}{}{}{}"] {
        let sent = SubmissionDocument { key: key.into(), ..submission.clone() };
        let answer = post(&service, HERE, &[JSON], document::write(&sent))?;
        refused(&service, &answer, (422, "complaint-faults"), "/key")?;
    }
    Ok(())
}

/// What came first stands; the second body changes nothing and is told so.
fn key_reused() -> Result<(), Failed> {
    let (service, submission) = example()?;
    let first = http::send(&service, HERE, &submission)?;
    same("status", first.status, 201)?;
    let before = service.rows("submissions")?;
    let mut other = submission.clone();
    other.complaint.story.push_str(" And another thing.");
    let answer = http::send(&service, HERE, &other)?;
    same("status", answer.status, 409)?;
    same("code", answer.json()?.pointer("/code"), Some(&json!("key-reused")))?;
    same("rows", service.rows("submissions")?, before)?;
    let found = http::get(&service, &format!("/v1/complaints/by-key/{}", submission.key))?;
    same("by key", (found.status, found.body), (200, first.body))
}

/// Eight at once under one key: one is stored, all hear of it.
fn at_once() -> Result<(), Failed> {
    let (service, submission) = example()?;
    let address = service.address.clone() + HERE;
    let body = document::write(&submission);
    let answers = runtime()?.block_on(async {
        let client = reqwest::Client::new();
        let sent = (0..8).map(|_| {
            let request = client.post(&address).header(JSON.0, JSON.1).body(body.clone());
            runtime().map(|runtime| runtime.spawn(request.send()))
        });
        let sent: Vec<_> = sent.collect::<Result<_, _>>()?;
        let mut answers = Vec::new();
        for one in sent {
            let response = one.await??;
            answers.push((response.status().as_u16(), response.text().await?));
        }
        Ok::<_, amends_tests::service::Failure>(answers)
    })?;
    let stored = answers.iter().filter(|(status, _)| *status == 201).count();
    let again = answers.iter().filter(|(status, _)| *status == 200).count();
    same("stored and again", (stored, again), (1, 7))?;
    let first = answers.first().map(|(_, body)| body.clone()).unwrap_or_default();
    same("one receipt", answers.iter().all(|(_, body)| *body == first), true)?;
    same("rows", service.rows("submissions")?.len(), 1)
}

/// Markup is words like any others: kept letter for letter, never made into a page.
fn markup() -> Result<(), Failed> {
    let (service, mut submission) = example()?;
    let markup = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)> ' OR 1=1; --";
    submission.complaint.story = markup.into();
    let answer = http::send(&service, HERE, &submission)?;
    same("status", answer.status, 201)?;
    let rows = service.rows("submissions")?;
    let kept: Value = serde_json::from_str(
        rows.first().and_then(|row| row.text("complaint")).unwrap_or_default(),
    )?;
    same("story", kept.get("story"), Some(&json!(markup)))?;
    same("the answer says it", answer.body.contains("script"), false)?;
    same("sniffing", answer.header("x-content-type-options"), "nosniff")
}
