//! The plain form, for browsers without script: taken from a real page, filled in, sent, kept.

use crate::Case;
use crate::http::{Answer, get, post, same};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::QuoteDocument;
use amends_tests::service::{Service, Setup};
use libtest_mimic::Failed;
use std::collections::BTreeMap;

pub const CASES: [(&str, Case); 6] = [
    ("every_policy_in_both_languages", every_policy),
    ("known_facts_come_from_the_records", known_facts),
    ("sent_twice_is_kept_once", sent_twice),
    ("what_is_missing_is_said_and_nothing_typed_is_lost", missing),
    ("markup_is_shown_as_text", markup),
    ("other_sites_cannot_send_it", other_sites),
];

type Fields = BTreeMap<String, String>;

fn service() -> Result<Service, Failed> {
    let setup = Setup { today: "2026-11-23".parse()?, customers: None, widget: false };
    Ok(Service::start(&setup)?)
}

/// The address and the hidden fields of the plain form on a page.
fn form_of(service: &Service, page: &str) -> Result<(String, Fields), Failed> {
    let answer = get(service, page)?;
    same(&format!("status of {page}"), answer.status, 200)?;
    let form = between(&answer.body, "<form class=\"plain\"", "</form>")?;
    let action = between(form, "action=\"", "\"")?.replace("&amp;", "&").replace("&#x2f;", "/");
    let mut fields = Fields::new();
    for input in form.split("<input type=\"hidden\" name=\"").skip(1) {
        let name = input.split('"').next().unwrap_or_default();
        fields.insert(name.to_owned(), between(input, "value=\"", "\"")?.to_owned());
    }
    let options = form.split("<option value=\"").skip(1);
    let problem = options.filter_map(|option| option.split('"').next()).find(|id| !id.is_empty());
    fields.insert("problem".into(), problem.unwrap_or_default().to_owned());
    Ok((action, fields))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str, Failed> {
    let found = text.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    Ok(found.ok_or_else(|| format!("no {start} … {end} in {text}"))?.0)
}

fn submit(service: &Service, action: &str, fields: &Fields) -> Result<Answer, Failed> {
    submit_with(service, action, fields, &[])
}

fn submit_with(
    service: &Service,
    action: &str,
    fields: &Fields,
    headers: &[(&str, &str)],
) -> Result<Answer, Failed> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let kind = ("content-type", "application/x-www-form-urlencoded");
    Ok(post(service, action, &[&[kind], headers].concat(), body)?)
}

fn filled(mut fields: Fields, story: &str) -> Fields {
    fields.insert("story".into(), story.into());
    fields.insert("wish".into(), "请来电说明".into());
    fields.insert("channel".into(), "phone".into());
    fields.insert("address".into(), "13800000000".into());
    fields
}

/// Each policy's page, in each language: the receipt shows the reference and every promised day that is stored.
fn every_policy() -> Result<(), Failed> {
    let pages =
        ["/bank", "/shop", "/insurer", "/policy/broker", "/policy/maker", "/policy/restaurant"];
    for page in pages {
        for language in ["zh-Hans", "en"] {
            let service = service()?;
            let (action, fields) = form_of(&service, &format!("{page}?lang={language}"))?;
            let answer = submit(&service, &action, &filled(fields.clone(), "经过 story"))?;
            same(&format!("status of {page}: {}", answer.body), answer.status, 201)?;
            let rows = service.rows("submissions")?;
            let row = rows.first().ok_or("no row")?;
            same("rows", rows.len(), 1)?;
            same("channel", row.text("channel"), Some("plain"))?;
            same("language", row.text("language"), Some(language))?;
            same("problem", row.text("problem"), fields.get("problem").map(String::as_str))?;
            let reference = row.text("reference").unwrap_or_default();
            same("reference is shown", answer.body.contains(reference), true)?;
            for promise in service.rows("commitments")? {
                let due = format!("datetime=\"{}\"", promise.text("due").unwrap_or_default());
                same(&format!("{due} is shown"), answer.body.contains(&due), true)?;
            }
        }
    }
    Ok(())
}

/// The intake looks up by itself what the portal knows; the form carries none of it.
fn known_facts() -> Result<(), Failed> {
    let service = service()?;
    let (action, mut fields) = form_of(&service, "/bank?customer=c-2041&item=t-801&lang=en")?;
    fields.insert("problem".into(), "atm-no-cash".into());
    let answer = submit(&service, &action, &filled(fields, "No cash came out."))?;
    same("status", answer.status, 201)?;
    let rows = service.rows("submissions")?;
    let row = rows.first().ok_or("no row")?;
    same("customer", row.text("customer"), Some("c-2041"))?;
    let complaint: ComplaintDocument =
        serde_json::from_str(row.text("complaint").unwrap_or_default())?;
    same("known", complaint.known.contains_key("cash_amount"), true)?;
    let quote: QuoteDocument = serde_json::from_str(row.text("quote").unwrap_or_default())?;
    same("owed", row.text("owed_high"), quote.owed.high.as_deref())
}

fn sent_twice() -> Result<(), Failed> {
    let service = service()?;
    let (action, fields) = form_of(&service, "/shop?lang=en")?;
    let fields = filled(fields, "It came late.");
    same("first", submit(&service, &action, &fields)?.status, 201)?;
    let again = submit(&service, &action, &fields)?;
    same("second", again.status, 200)?;
    let rows = service.rows("submissions")?;
    same("rows", rows.len(), 1)?;
    let reference = rows.first().and_then(|row| row.text("reference")).unwrap_or_default();
    same("the same receipt", again.body.contains(reference), true)
}

fn missing() -> Result<(), Failed> {
    let service = service()?;
    let (action, fields) = form_of(&service, "/shop?lang=zh-Hans")?;
    let mut fields = filled(fields, "包裹丢了，\n我很着急。");
    fields.insert("problem".into(), String::new());
    let answer = submit(&service, &action, &fields)?;
    same("status", answer.status, 422)?;
    same("a page", answer.header("content-type").starts_with("text/html"), true)?;
    for typed in ["包裹丢了，\n我很着急。", "请来电说明", "13800000000", "请选择遇到的问题"]
    {
        same(&format!("{typed} is shown"), answer.body.contains(typed), true)?;
    }
    let key = fields.get("key").cloned().unwrap_or_default();
    same("the key stays", answer.body.contains(&key), true)?;
    same("rows", service.rows("submissions")?.len(), 0)
}

fn markup() -> Result<(), Failed> {
    let service = service()?;
    let story = "</p><script>alert(1)</script><img src=x onerror=alert(2)>";
    let (action, fields) = form_of(&service, "/shop?lang=en")?;
    let mut fields = filled(fields, story);
    let problem = fields.insert("problem".into(), "\"><script>alert(3)</script>".into());
    let refused = submit(&service, &action, &fields)?;
    same("status", refused.status, 422)?;
    same("script in the form", refused.body.contains("<script>"), false)?;
    fields.insert("problem".into(), problem.unwrap_or_default());
    let answer = submit(&service, &action, &fields)?;
    same("status", answer.status, 201)?;
    same("script in the receipt", answer.body.contains("<script>"), false)?;
    same("picture in the receipt", answer.body.contains("<img src=x"), false)?;
    same("story in the receipt", answer.body.contains("&lt;script&gt;"), true)?;
    let rows = service.rows("submissions")?;
    let complaint = rows.first().and_then(|row| row.text("complaint")).unwrap_or_default();
    let complaint: ComplaintDocument = serde_json::from_str(complaint)?;
    same("story", complaint.story.as_str(), story)
}

fn other_sites() -> Result<(), Failed> {
    let service = service()?;
    let (action, fields) = form_of(&service, "/bank?lang=en")?;
    let headers = [("sec-fetch-site", "cross-site")];
    let answer = submit_with(&service, &action, &filled(fields, "x"), &headers)?;
    same("status", answer.status, 403)?;
    same("rows", service.rows("submissions")?.len(), 0)
}
