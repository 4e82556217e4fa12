//! After sending: the answer in the customer's language, and the promises for the customer's own calendar.

use crate::Case;
use crate::hosts::{self, open, put, same, to_check};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 2] = [
    ("the_service_is_asked_in_the_customer_s_language", language),
    ("promises_for_the_customer_s_own_calendar", calendar),
];

const RESTAURANT: &str = "/v1/policies/restaurant.json";

fn sent<'a>(browser: &'a Browser, language: &str) -> Result<Form<'a>, Failed> {
    put(browser, "one", "left", RESTAURANT)?;
    let set = "document.getElementById('one').setAttribute('lang', arguments[0])";
    browser.script(set, &[json!(language)])?;
    let form = Form::at(browser, "#one")?;
    to_check(&form)?;
    form.next()?;
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    Ok(form)
}

/// The browser's own language is English.
fn language(driver: &Driver) -> Result<(), Failed> {
    let (service, asked) = hosts::overheard()?;
    let browser = open(driver, &service)?;
    sent(&browser, "zh-Hans")?;
    let asked = asked.all().into_iter().filter(|it| it.starts_with("POST /v1/complaints "));
    same("asked", asked.collect(), vec!["POST /v1/complaints in zh-Hans".to_owned()])
}

/// What is saved, and the same from the service.
const SAVED: &str = "const [[type, text]] = window.saved;
    const form = document.getElementById('one');
    const page = new URL(form.page()), token = page.searchParams.get('token');
    const reference = form.shadowRoot.querySelector('.reference').innerText.match(/[A-Z0-9]{8}/)[0];
    const own = await (await fetch(`/v1/complaints/${reference}/promises.ics?token=${token}`)).text();
    return [type, text === own, text.split('BEGIN:VEVENT').length - 1, token.length > 8 && text.includes(token)]";

fn calendar(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    let form = sent(&browser, "en")?;
    let promises = form.ask("return all('.timeline li').length", &[])?;
    form.ask(
        "all('button').find((it) => it.innerText === 'Dates for your calendar').click()",
        &[],
    )?;
    browser.until("the file", "return window.saved.length === 1", &[])?;
    let told = browser.script_async(SAVED, &[])?;
    same("some", promises.as_u64() > Some(0), true)?;
    same(
        "file",
        told,
        Value::from(vec![json!("text/calendar"), json!(true), promises, json!(false)]),
    )?;
    // The page is where it was.
    form.until("the receipt", "return root.querySelector('.reference')", &[]).map(drop)?;
    Ok(())
}
