//! Sending: exactly once, whatever happens on the way; refused gently; or by the host itself.

use crate::Case;
use crate::hosts::{self, DAY, count, open, put, same, to_check, wait_for};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::scenario::policy_text;
use amends_tests::service::{Service, Setup};
use axum::body::Body;
use axum::http::{Method, Response, StatusCode};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub const CASES: [(&str, Case); 5] = [
    ("a_lost_answer_is_asked_for_and_nothing_is_sent_twice", lost_answer),
    ("a_lost_request_is_sent_again_under_its_key", lost_request),
    ("two_presses_send_once", two_presses),
    ("another_policy_is_refused_and_nothing_is_lost", refused),
    ("the_host_may_send_it_itself", host_sends),
];

const RESTAURANT: &str = "/v1/policies/restaurant.json";

/// A service that treats the first submission in its own way.
fn faulty(before: bool) -> Result<Service, Failed> {
    let setup = Setup { today: DAY.parse()?, customers: None, widget: true };
    let seen = Arc::new(AtomicUsize::new(0));
    let service = Service::start_with(&setup, |router| {
        let own = move |request: axum::extract::Request, next: axum::middleware::Next| {
            let seen = Arc::clone(&seen);
            async move {
                let first =
                    request.method() == Method::POST && seen.fetch_add(1, Ordering::SeqCst) == 0;
                if first && before {
                    return unreachable();
                }
                let answer = next.run(request).await;
                if first { unreachable() } else { answer }
            }
        };
        hosts::page(router.layer(axum::middleware::from_fn(own)))
    })?;
    Ok(service)
}

fn unreachable() -> Response<Body> {
    let mut response = Response::new(Body::from("the gateway lost it"));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response
}

fn received_once(browser: &Browser, service: &Service) -> Result<(), Failed> {
    let reference = wait_for(browser, "one", "submitted")?;
    let rows = service.rows("submissions")?;
    same("rows", rows.len(), 1)?;
    let stored = rows.first().and_then(|row| row.text("reference"));
    same("reference", stored, reference.pointer("/reference").and_then(Value::as_str))?;
    same("told once", count(browser, "one", "submitted")?, 1)
}

/// It arrived, but nobody heard: the form asks by key and gets the receipt.
fn lost_answer(driver: &Driver) -> Result<(), Failed> {
    let service = faulty(false)?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", RESTAURANT)?;
    let form = Form::at(&browser, "#one")?;
    to_check(&form)?;
    form.press_main()?;
    received_once(&browser, &service)
}

/// It never arrived: asked for in vain, then sent again.
fn lost_request(driver: &Driver) -> Result<(), Failed> {
    let service = faulty(true)?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", RESTAURANT)?;
    // As the portals write it: with what tells the customer.
    let endpoint =
        "document.getElementById('one').setAttribute('endpoint', '/v1/complaints?lang=en')";
    browser.script(endpoint, &[])?;
    let form = Form::at(&browser, "#one")?;
    to_check(&form)?;
    form.press_main()?;
    received_once(&browser, &service)
}

fn two_presses(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", RESTAURANT)?;
    let form = Form::at(&browser, "#one")?;
    to_check(&form)?;
    form.ask("const send = root.querySelector('[type=submit]'); send.click(); send.click()", &[])?;
    received_once(&browser, &service)?;
    same("told the host once", count(&browser, "one", "submit")?, 1)
}

/// A form with a policy that was never published: told why, everything is still there, nothing is stored.
fn refused(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", RESTAURANT)?;
    let other = policy_text("restaurant")?.replacen("\"version\": \"", "\"version\": \"0.", 1);
    let set = "document.getElementById('one').policyDocument = arguments[0]";
    browser.script(set, &[json!(other)])?;
    let form = Form::at(&browser, "#one")?;
    to_check(&form)?;
    let Err(summary) = form.next() else { return Err("it was accepted".into()) };
    same("says why", summary.to_string().contains("not published"), true)?;
    same("focus", form.ask("return root.activeElement?.className ?? ''", &[])?, json!("summary"))?;
    let answers = form.list(".answered")?.join("\n");
    same("still there", answers.contains("We waited and waited."), true)?;
    let detail = wait_for(&browser, "one", "failed")?;
    same("told", detail.pointer("/reason"), Some(&json!("outdated")))?;
    same("rows", service.rows("submissions")?.len(), 0)
}

/// A host that cancels the event has the whole document, and the form posts nothing.
fn host_sends(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", RESTAURANT)?;
    browser.script("addEventListener('amends-submit', (event) => event.preventDefault())", &[])?;
    let form = Form::at(&browser, "#one")?;
    to_check(&form)?;
    form.next()?;
    let submission = wait_for(&browser, "one", "submit")?;
    let read =
        serde_json::from_value::<amends_core::document::submission::SubmissionDocument>(submission);
    same("story", read?.complaint.story.as_str(), "We waited and waited.")?;
    same("no reference", form.words(".reference")?, String::new())?;
    same("rows", service.rows("submissions")?.len(), 0)
}
