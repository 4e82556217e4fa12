//! Sending by a slow, a failing and an absent service: said as it is, asked for by key, sent once; the answers stay on
//! the screen until the receipt.

use crate::Case;
use crate::hosts::{self, DAY, Instead, Switch, broken, held, open, put, same, to_check, wait_for};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::{Service, Setup};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response, StatusCode};
use axum::middleware::{Next, from_fn};
use libtest_mimic::Failed;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub const CASES: [(&str, Case); 7] = [
    ("slow", slow),
    ("no_answer_at_all", hanging),
    ("a_failing_service_is_asked_less_and_less", failing),
    ("offline_waits_and_says_so", offline),
    ("the_next_screen_waits_for_the_later_part_of_the_form", later),
    ("a_later_part_that_does_not_come_is_asked_for_again", later_missing),
    ("a_reload_before_the_outcome_is_known", reload),
];

const RESTAURANT: &str = "/v1/policies/restaurant.json";
const SUBMISSIONS: &str = "/v1/complaints";

fn at_check<'a>(browser: &'a Browser) -> Result<Form<'a>, Failed> {
    put(browser, "one", "left", RESTAURANT)?;
    let form = Form::at(browser, "#one")?;
    to_check(&form)?;
    Ok(form)
}

/// What is said while it is not known how sending ends, and that nothing is taken away meanwhile.
fn stands(form: &Form<'_>, said: &str) -> Result<(), Failed> {
    let there = "return words('.summary').includes(arguments[1])";
    form.until(said, there, &[json!(said)])?;
    same("answers", form.words(".answers")?.contains("We waited and waited."), true)?;
    let open = "return all('.buttons button').filter((it) => !it.disabled && it.ariaDisabled !== 'true').map((it) => it.innerText)";
    let open: Vec<String> = serde_json::from_value(form.ask(open, &[])?)?;
    let expected: &[&str] = if said.contains("try again") { &["Try again"] } else { &[] };
    same(
        "what can be pressed",
        open.iter().map(String::as_str).collect::<Vec<_>>(),
        expected.to_vec(),
    )
}

fn received(form: &Form<'_>, service: &Service) -> Result<(), Failed> {
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    same("rows", service.rows("submissions")?.len(), 1)?;
    let kept = "return Object.keys(sessionStorage).filter((it) => it.startsWith('amends:')).length";
    same("drafts", form.browser.script(kept, &[])?, json!(0))
}

fn slow(driver: &Driver) -> Result<(), Failed> {
    let (service, gate) = held(SUBMISSIONS)?;
    let browser = open(driver, &service)?;
    let form = at_check(&browser)?;
    form.press_main()?;
    stands(&form, "Sending")?;
    form.ask("root.querySelector('form').requestSubmit()", &[])?;
    gate.open();
    received(&form, &service)
}

const LATER: &str = "/amends/amends_later_bg.wasm";

/// The first screen with a problem picked; the options beside it are not there yet.
fn picked<'a>(browser: &'a Browser) -> Result<Form<'a>, Failed> {
    put(browser, "one", "left", RESTAURANT)?;
    let form = Form::at(browser, "#one")?;
    form.pick("problem", "long-wait")?;
    same("options", form.ask("return root.querySelector('.panel .card')", &[])?, json!(null))?;
    Ok(form)
}

/// The first screen stands as it was, and something is said about the next one.
fn first_stands(form: &Form<'_>, said: &str) -> Result<(), Failed> {
    let there = "return root.querySelector('form').innerText.includes(arguments[1])
        && root.querySelector('input[value=long-wait]').checked";
    form.until(said, there, &[json!(said)])?;
    Ok(())
}

fn next_shown(form: &Form<'_>) -> Result<(), Failed> {
    let there =
        "return !root.querySelector('input[value=long-wait]') && root.querySelector('input')
        && document.activeElement.shadowRoot.activeElement?.localName";
    same("the focus", form.until("the next screen", there, &[])?, json!("h2"))
}

fn later(driver: &Driver) -> Result<(), Failed> {
    let (service, gate) = held(LATER)?;
    let browser = open(driver, &service)?;
    let form = picked(&browser)?;
    same("in place of the options", form.words(".panel")?.starts_with("One moment"), true)?;
    form.press_main()?;
    first_stands(&form, "One moment")?;
    gate.open();
    next_shown(&form)
}

fn later_missing(driver: &Driver) -> Result<(), Failed> {
    let (service, switch) = broken(LATER, Instead::Missing)?;
    let browser = open(driver, &service)?;
    let form = picked(&browser)?;
    form.press_main()?;
    first_stands(&form, "could not be fetched")?;
    switch.mend();
    form.press_main()?;
    next_shown(&form)
}

/// A call that nobody answers is given up, asked for by key, and made again under the same key.
fn hanging(driver: &Driver) -> Result<(), Failed> {
    let (service, gate) = held(SUBMISSIONS)?;
    let browser = open(driver, &service)?;
    let hurry = "const own = AbortSignal.timeout;
        AbortSignal.timeout = (pause) => { window.patience = pause; return own.call(AbortSignal, 400) }";
    browser.script(hurry, &[])?;
    let form = at_check(&browser)?;
    form.press_main()?;
    stands(&form, "The connection broke")?;
    same("patience", browser.script("return patience", &[])?, json!(30_000))?;
    gate.open();
    received(&form, &service)
}

/// A second takes a hundredth of one; pauses of the form are remembered, what a driver waits for is not.
const HURRY: &str = "window.pauses = [];
    const own = window.setTimeout;
    window.setTimeout = (work, pause = 0, ...more) => {
        if (pause >= 1000 && pause <= 20_000) pauses.push(pause);
        return own.call(window, work, pause / 100, ...more);
    }";

fn failing(driver: &Driver) -> Result<(), Failed> {
    let (service, switch) = broken(SUBMISSIONS, Instead::Down)?;
    let browser = open(driver, &service)?;
    let form = at_check(&browser)?;
    browser.script(HURRY, &[])?;
    form.press_main()?;
    stands(&form, "try again")?;
    let pauses: Vec<f64> = serde_json::from_value(browser.script("return pauses", &[])?)?;
    same("pauses", pauses.len(), 5)?;
    for (pause, least) in pauses.into_iter().zip([1000.0, 2000.0, 4000.0, 8000.0, 16000.0]) {
        same(&format!("{pause} after {least}"), (least..=least * 1.25).contains(&pause), true)?;
    }
    same("rows", service.rows("submissions")?.len(), 0)?;
    switch.mend();
    form.ask("root.querySelector('.buttons .main-button').click()", &[])?;
    received(&form, &service)
}

fn offline(driver: &Driver) -> Result<(), Failed> {
    let (service, heard) = hosts::overheard()?;
    let browser = open(driver, &service)?;
    let form = at_check(&browser)?;
    let cut = "window.connected = false;
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => connected })";
    browser.script(cut, &[])?;
    form.press_main()?;
    stands(&form, "You are offline")?;
    same("asked", heard.all().iter().any(|it| it.contains(SUBMISSIONS)), false)?;
    browser.script("window.connected = true; window.dispatchEvent(new Event('online'))", &[])?;
    received(&form, &service)
}

/// A service that keeps the first submission and says nothing of it until the switch is mended.
fn silent() -> Result<(Service, Switch, Arc<AtomicUsize>), Failed> {
    let (switch, posts) = (Switch::default(), Arc::new(AtomicUsize::new(0)));
    let (own, counted) = (switch.clone(), Arc::clone(&posts));
    let setup = Setup { today: DAY.parse()?, customers: None, widget: true };
    let service = Service::start_with(&setup, |router| {
        let answer = move |request: Request, next: Next| {
            let (own, counted) = (own.clone(), Arc::clone(&counted));
            async move {
                let about = request.uri().path().starts_with(SUBMISSIONS);
                if request.method() == Method::POST {
                    counted.fetch_add(1, Ordering::SeqCst);
                }
                let answer = next.run(request).await;
                if about && !own.mended() { lost() } else { answer }
            }
        };
        hosts::page(router.layer(from_fn(answer)))
    })?;
    Ok((service, switch, posts))
}

fn lost() -> Response<Body> {
    let mut response = Response::new(Body::from("the gateway lost it"));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response
}

/// What was sent before the reload is asked for, and not sent again.
fn reload(driver: &Driver) -> Result<(), Failed> {
    let (service, switch, posts) = silent()?;
    let browser = open(driver, &service)?;
    let form = at_check(&browser)?;
    form.press_main()?;
    stands(&form, "The connection broke")?;
    browser.open(&format!("{}/host", service.address))?;
    switch.mend();
    put(&browser, "one", "left", RESTAURANT)?;
    let form = Form::at(&browser, "#one")?;
    wait_for(&browser, "one", "submitted")?;
    received(&form, &service)?;
    same("sent", posts.load(Ordering::SeqCst), 1)
}
