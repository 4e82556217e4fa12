//! The element as a part of a form of the host: what it is sent as, how it holds the form back, and what the form may
//! do with it.

use crate::Case;
use crate::hosts::{self, open, same, to_check};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 5] = [
    ("a_named_form_holds_its_host_back_until_it_is_sent", holds_back),
    ("the_host_sends_the_document_itself", passed_on),
    ("without_a_name_nobody_waits", unnamed),
    ("disabled_with_its_fieldset_and_reset_with_its_form", disabled),
    ("what_cannot_be_loaded_holds_nobody_back", broken),
];

/// A form of the host with a fieldset, the complaint in it, and a field and a button of its own: method, and the name
/// of the complaint, if any.
const AROUND: &str = "const make = (name, more) => Object.assign(document.createElement(name), more);
    const around = make('form', { id: 'around', method: arguments[0], action: '/taken' });
    const form = make('amends-form', { id: 'one' });
    const given = { policy: '/v1/policies/restaurant.json', endpoint: '/v1/complaints', lang: 'en' };
    for (const [name, value] of Object.entries(given)) form.setAttribute(name, value);
    if (arguments[1]) form.setAttribute('name', arguments[1]);
    const set = make('fieldset', { id: 'set' });
    set.append(form);
    around.append(make('input', { name: 'order', value: '31840', ariaLabel: 'Order' }), set, make('button', { id: 'go', textContent: 'Go' }));
    window.sent = [];
    around.addEventListener('submit', (event) => { event.preventDefault(); sent.push([...new FormData(around)]); });
    document.getElementById('left').append(around);";
const GO: &str = "document.getElementById('go').click(); return sent";

fn around(browser: &Browser, method: &str, name: &str) -> Result<(), Failed> {
    Ok(browser.script(AROUND, &[json!(method), json!(name)]).map(drop)?)
}

/// What the host's form has sent when its button is pressed.
fn go(browser: &Browser) -> Result<Vec<Vec<(String, String)>>, Failed> {
    Ok(serde_json::from_value(browser.script(GO, &[])?)?)
}

fn ask(browser: &Browser, what: &str) -> Result<Value, Failed> {
    let body = format!("const one = document.getElementById('one'); return {what}");
    Ok(browser.script(&body, &[])?)
}

fn order() -> (String, String) {
    ("order".to_owned(), "31840".to_owned())
}

fn holds_back(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    around(&browser, "post", "complaint")?;
    let form = Form::at(&browser, "#one")?;
    form.pick("problem", "long-wait")?;
    same("sent", go(&browser)?, vec![])?;
    // The browser's message stands at the place where it goes on.
    form.until("the focus", "return root.activeElement?.localName === 'h2'", &[])?;
    let states = "[one.form.id, one.willValidate, one.checkValidity(), one.validity.valueMissing, one.validationMessage]";
    let expected = json!(["around", true, false, true, "Your complaint has not been sent yet."]);
    same("states", ask(&browser, states)?, expected)?;
    same("matches", ask(&browser, "one.matches(':invalid')")?, json!(true))?;
    form.next()?;
    form.until("another screen", "return words('h2') !== ''", &[])?;
    same("sent", go(&browser)?, vec![])?;
    form.until("the focus", "return root.activeElement?.localName === 'h2'", &[])?;
    browser.script("const one = document.getElementById('one'); one.reset()", &[])?;
    to_check(&form)?;
    form.next()?;
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    let reference = service.rows("submissions")?;
    let reference = reference.first().and_then(|row| row.text("reference")).unwrap_or_default();
    same("valid", ask(&browser, "one.reportValidity()")?, json!(true))?;
    let expected = vec![order(), ("complaint".to_owned(), reference.to_owned())];
    same("sent", go(&browser)?, vec![expected])
}

/// The document goes along with a form that is posted, and never into an address.
fn passed_on(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    for method in ["post", "get"] {
        let browser = open(driver, &service)?;
        around(&browser, method, "complaint")?;
        let form = Form::at(&browser, "#one")?;
        let take = "addEventListener('amends-submit', (event) => event.preventDefault())";
        browser.script(take, &[])?;
        to_check(&form)?;
        form.next()?;
        let sent = go(&browser)?.pop().ok_or("nothing was sent")?;
        let value = sent.iter().find(|(name, _)| name == "complaint").ok_or("no complaint")?;
        if method == "get" {
            same("in an address", value.1.as_str(), "on")?;
            continue;
        }
        let document: Value = serde_json::from_str(&value.1)?;
        let story = document.pointer("/complaint/story");
        same("document", story, Some(&json!("We waited and waited.")))?;
    }
    same("rows", service.rows("submissions")?.len(), 0)
}

fn unnamed(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    around(&browser, "post", "")?;
    let form = Form::at(&browser, "#one")?;
    form.pick("problem", "long-wait")?;
    same("sent", go(&browser)?, vec![vec![order()]])?;
    // With a name it is part of the form from then on, and without one no longer.
    ask(&browser, "one.setAttribute('name', 'complaint')")?;
    same("valid", ask(&browser, "one.checkValidity()")?, json!(false))?;
    ask(&browser, "one.removeAttribute('name')")?;
    same("valid", ask(&browser, "one.checkValidity()")?, json!(true))?;
    same("answers", form.ask("return all('input').some((it) => it.checked)", &[])?, json!(true))
}

fn disabled(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    around(&browser, "post", "complaint")?;
    let form = Form::at(&browser, "#one")?;
    form.pick("problem", "long-wait")?;
    let set = "document.getElementById('set').disabled = arguments[0]";
    browser.script(set, &[json!(true)])?;
    let reached = "root.querySelector('input').focus(); return root.activeElement !== null";
    same("reached", form.ask(reached, &[])?, json!(false))?;
    // What is disabled is neither checked nor sent.
    same("sent", go(&browser)?, vec![vec![order()]])?;
    browser.script(set, &[json!(false)])?;
    same("reached", form.ask(reached, &[])?, json!(true))?;
    browser.script("document.getElementById('around').reset()", &[])?;
    let empty = "return all('input').every((it) => !it.checked) && all('input').length > 0";
    form.until("an empty form", empty, &[]).map(drop)?;
    Ok(())
}

fn broken(driver: &Driver) -> Result<(), Failed> {
    let (service, _switch) = hosts::broken("/amends/amends_web_bg.wasm", hosts::Instead::Missing)?;
    let browser = open(driver, &service)?;
    around(&browser, "post", "complaint")?;
    hosts::wait_for(&browser, "one", "failed")?;
    same("sent", go(&browser)?, vec![vec![order()]])
}
