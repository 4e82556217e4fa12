//! When something cannot be loaded: the plain form stays and works, the host is told, and it can be tried again.

use crate::Case;
use crate::hosts::{self, Instead, broken, open, put, same, wait_for};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 9] = [
    ("each_missing_file_shows_the_fallback_and_mends", missing_files),
    ("a_page_in_place_of_each_file", pages),
    ("rubbish_in_place_of_the_module", rubbish),
    ("without_webassembly", without_webassembly),
    ("policies_that_cannot_be_read", bad_policies),
    ("without_a_policy", no_policy),
    ("a_policy_that_comes_as_a_document", documents),
    ("the_plain_form_of_the_portal_works", plain_form),
    ("without_script", without_script),
];

const BANK: &str = "/v1/policies/bank.json";
const FILES: [(&str, &str); 5] = [
    ("/amends/amends_web_bg.wasm", "wasm"),
    ("/amends/amends_web.js", "glue"),
    ("/amends/amends.css", "style"),
    ("/amends/messages/en.json", "messages"),
    (BANK, "policy"),
];

/// The fallback is what a customer sees, and nothing else.
fn fallback_shown(browser: &Browser) -> Result<(), Failed> {
    let shown = "const one = document.getElementById('one');
        return [one.querySelector('p').getClientRects().length, one.shadowRoot.children.length,
            one.shadowRoot.children[0].localName]";
    same("fallback", browser.script(shown, &[])?, json!([1, 1, "slot"]))
}

fn failed(browser: &Browser, reason: &[&str], part: &str) -> Result<Value, Failed> {
    let detail = wait_for(browser, "one", "failed")?;
    let found = detail.get("reason").and_then(Value::as_str).unwrap_or_default();
    same(&format!("reason of {detail}"), reason.contains(&found), true)?;
    same("part", detail.get("part"), Some(&json!(part)))?;
    Ok(detail)
}

fn missing_files(driver: &Driver) -> Result<(), Failed> {
    for (path, part) in FILES {
        let (service, switch) = broken(path, Instead::Missing)?;
        let browser = open(driver, &service)?;
        put(&browser, "one", "left", BANK)?;
        failed(&browser, &["not-found"], part)?;
        fallback_shown(&browser)?;
        switch.mend();
        let again =
            browser.script_async("return document.getElementById('one').prefetch()", &[])?;
        same(&format!("{path}: tried again"), again, json!(true))?;
        let form = Form::at(&browser, "#one")?;
        form.pick("problem", "fee-in-error")?;
    }
    Ok(())
}

fn pages(driver: &Driver) -> Result<(), Failed> {
    for (path, part) in FILES {
        let (service, _) = broken(path, Instead::Page)?;
        let browser = open(driver, &service)?;
        put(&browser, "one", "left", BANK)?;
        failed(&browser, &["not-found", "not-wasm", "unreadable", "policy"], part)?;
        fallback_shown(&browser)?;
    }
    Ok(())
}

fn rubbish(driver: &Driver) -> Result<(), Failed> {
    let (service, switch) = broken("/amends/amends_web_bg.wasm", Instead::Rubbish)?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    failed(&browser, &["not-wasm"], "wasm")?;
    fallback_shown(&browser)?;
    switch.mend();
    let again = browser.script_async("return document.getElementById('one').prefetch()", &[])?;
    same("tried again", again, json!(true))
}

fn without_webassembly(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    browser.before_pages("delete globalThis.WebAssembly;")?;
    browser.open(&format!("{}/host", service.address))?;
    put(&browser, "one", "left", BANK)?;
    failed(&browser, &["no-webassembly"], "wasm")?;
    fallback_shown(&browser)
}

/// Not JSON, not a policy, a policy with faults: the host hears a code for each fault.
fn bad_policies(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let sound = amends_tests::scenario::policy_text("restaurant")?;
    let typo = sound.replacen("\"fact\": \"issue\"", "\"fact\": \"isue\"", 1);
    same("a mistake was made", typo == sound, false)?;
    for policy in ["{", "[]", "{\"id\": 1}", &typo] {
        let browser = open(driver, &service)?;
        let set = "const form = document.createElement('amends-form');
            form.id = 'one';
            const fallback = document.createElement('p');
            fallback.textContent = 'The plain form.';
            form.append(fallback);
            form.policyDocument = arguments[0];
            document.getElementById('left').append(form)";
        browser.script(set, &[json!(policy)])?;
        let detail = failed(&browser, &["policy"], "policy")?;
        let faults = detail.get("faults").and_then(Value::as_array).ok_or("no faults")?;
        let coded = |fault: &Value| {
            fault.get("code").and_then(Value::as_str).is_some_and(|it| !it.is_empty())
        };
        same(&format!("codes of {detail}"), !faults.is_empty() && faults.iter().all(coded), true)?;
        fallback_shown(&browser)?;
    }
    Ok(())
}

/// From a static host, and where what was packed is of no use, the tools pack the document; they are not loaded else.
fn documents(driver: &Driver) -> Result<(), Failed> {
    for (instead, tools) in
        [(None, false), (Some(Instead::Static), true), (Some(Instead::OtherRelease), true)]
    {
        let service = match instead {
            None => hosts::service()?,
            Some(instead) => broken(BANK, instead)?.0,
        };
        let browser = open(driver, &service)?;
        put(&browser, "one", "left", BANK)?;
        let form = Form::at(&browser, "#one")?;
        form.pick("problem", "fee-in-error")?;
        let loaded = "return performance.getEntriesByType('resource').some((it) => it.name.includes('amends_tools'))";
        same(&format!("{instead:?}: the tools"), browser.script(loaded, &[])?, json!(tools))?;
    }
    Ok(())
}

fn no_policy(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    Form::at(&browser, "#one")?;
    browser.script("document.getElementById('one').removeAttribute('policy')", &[])?;
    failed(&browser, &["no-policy"], "policy")?;
    fallback_shown(&browser)
}

/// Picks a problem on the bank's page and goes on; the next page is the service's.
fn goes_on(browser: &Browser) -> Result<(), Failed> {
    let form = Form::at(browser, ".amends-frame")?;
    form.pick("problem", "card-blocked")?;
    form.press_main()?;
    let next = "return document.querySelector('.amends-frame [name=screen]')?.value === 'facts'";
    Ok(browser.until("the next page", next, &[]).map(drop)?)
}

fn plain_form(driver: &Driver) -> Result<(), Failed> {
    let (service, _) = broken("/amends/amends_web_bg.wasm", Instead::Missing)?;
    let browser = driver.browser(hosts::DAY, 360)?;
    browser.open(&format!("{}/bank?lang=en", service.address))?;
    let slot = "const form = document.querySelector('amends-form');
        form.scrollIntoView();
        return form.shadowRoot?.children[0].localName === 'slot'";
    browser.until("the element", slot, &[])?;
    goes_on(&browser)
}

fn without_script(driver: &Driver) -> Result<(), Failed> {
    let (service, _) = broken("/amends/amends.js", Instead::Missing)?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    browser.open(&format!("{}/bank?lang=zh-Hans", service.address))?;
    goes_on(&browser)
}
