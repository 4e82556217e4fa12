//! The module dies in the middle of filling in: its memory is spoiled from outside, and whatever it does next is a trap.
//! The form says so calmly, keeps what was written, shows the way to a person, and goes on where it was.

use crate::Case;
use crate::hosts::{self, count, open, put, same, told, wait_for};
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::Service;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 4] = [
    ("goes_on_where_it_was", goes_on),
    ("begins_again_when_asked_to", begins_again),
    ("every_form_of_the_page_says_so_and_goes_on", all_forms),
    ("what_is_not_ours_is_left_alone", not_ours),
];

const RESTAURANT: &str = "/v1/policies/restaurant.json";
const TITLE: &str = "Something went wrong on our side";
const SAID: &str = "return words('h2') === arguments[1]";
const READY_AGAIN: &str =
    "return told.filter((it) => it[0] === 'one' && it[1] === 'ready').length === 2";
const STORED: &str = "return Object.keys(sessionStorage).filter((it) => it.startsWith('amends:'))";

/// A form in the middle of its questions, of which everything typed so far is kept.
fn begun<'a>(browser: &'a Browser, id: &'a str, selector: &'a str) -> Result<Form<'a>, Failed> {
    put(browser, id, if id == "one" { "left" } else { "right" }, RESTAURANT)?;
    let form = Form::at(browser, selector)?;
    form.pick("problem", "bad-meal")?;
    form.next()?;
    form.write("fact-branch", "Old Town")?;
    form.write("fact-dish", "braised fis")?;
    browser.until("the draft", STORED, &[])?;
    Ok(form)
}

fn spoil(browser: &Browser) -> Result<(), Failed> {
    Ok(browser.script_async("await window.spoil()", &[]).map(drop)?)
}

/// The letter at which it dies is kept, too.
fn die(form: &Form<'_>) -> Result<(), Failed> {
    form.enter("fact-dish")?;
    spoil(form.browser)?;
    form.browser.press("h")?;
    form.until("the message", SAID, &[json!(TITLE)])?;
    Ok(())
}

fn field(form: &Form<'_>, name: &str) -> Result<String, Failed> {
    let value = "return all('input').find((it) => name(it) === arguments[1])?.value";
    let value = form.until(name, value, &[json!(name)])?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

fn opened(driver: &Driver) -> Result<(Service, Browser), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    Ok((service, browser))
}

fn goes_on(driver: &Driver) -> Result<(), Failed> {
    let (service, browser) = opened(driver)?;
    let form = begun(&browser, "one", "#one")?;
    die(&form)?;
    same("nothing is lost", form.words("[role=alert]")?.contains("still here"), true)?;
    let person = "return root.querySelector('.routes a[href^=\"tel:\"]')?.getClientRects().length";
    same("a person", form.ask(person, &[])?, json!(1))?;
    let held = "return root.activeElement?.localName";
    same("the focus", form.ask(held, &[])?, json!("h2"))?;
    same("accessible", access::faults(&browser)?, json!([]))?;
    same(
        "fallback",
        form.ask("return form.querySelector('p').getClientRects().length", &[])?,
        json!(0),
    )?;
    let failed = told(&browser, "one")?.into_iter().filter(|(name, _)| name == "failed");
    let failed: Vec<Value> = failed.map(|(_, detail)| detail).collect();
    same("told", failed, vec![json!({ "reason": "trap", "part": "wasm" })])?;
    form.ask("root.querySelector('.main-button').click()", &[])?;
    same("dish", field(&form, "fact-dish")?, "braised fish".to_owned())?;
    same("branch", field(&form, "fact-branch")?, "Old Town".to_owned())?;
    form.until("the focus", "return root.activeElement?.localName === 'h2'", &[])?;
    browser.until("ready again", READY_AGAIN, &[])?;
    hosts::on_to_check(&form)?;
    form.next()?;
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    same("rows", service.rows("submissions")?.len(), 1)
}

fn begins_again(driver: &Driver) -> Result<(), Failed> {
    let (_service, browser) = opened(driver)?;
    let form = begun(&browser, "one", "#one")?;
    die(&form)?;
    form.ask("root.querySelector('.plain-button').click()", &[])?;
    let empty = "return all('input').some((it) => name(it) === 'problem' && !it.checked) && words('.restored') === ''";
    form.until("an empty form", empty, &[])?;
    same("kept", browser.script(STORED, &[])?, json!([]))
}

fn all_forms(driver: &Driver) -> Result<(), Failed> {
    let (_service, browser) = opened(driver)?;
    let one = begun(&browser, "one", "#one")?;
    let two = begun(&browser, "two", "#two")?;
    let set = "document.getElementById('two').setAttribute('lang', 'zh-Hans')";
    browser.script(set, &[])?;
    two.until("Chinese", "return /[\\u4e00-\\u9fff]/.test(words('h2'))", &[])?;
    die(&one)?;
    two.until("the message", SAID, &[json!("我们这边出了点问题")])?;
    for form in [&two, &one] {
        form.ask("root.querySelector('.main-button').click()", &[])?;
    }
    same("one", field(&one, "fact-dish")?, "braised fish".to_owned())?;
    same("two", field(&two, "fact-dish")?, "braised fis".to_owned())
}

/// A trap of the page's own module is none of the form's.
fn not_ours(driver: &Driver) -> Result<(), Failed> {
    let (_service, browser) = opened(driver)?;
    put(&browser, "one", "left", RESTAURANT)?;
    wait_for(&browser, "one", "ready")?;
    browser.script("window.stumble()", &[])?;
    let heard = browser.until("the trap", "return heard", &[])?;
    same("heard", heard, json!([true]))?;
    same("told", count(&browser, "one", "failed")?, 0)
}
