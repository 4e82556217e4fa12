//! What would change, folded under the options: worked out when it is opened, by mouse or by keyboard.

use crate::Case;
use crate::hosts::{self, answer_up_to_story, open, put, same};
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use libtest_mimic::Failed;
use serde_json::json;
use thirtyfour::Key;

pub const CASES: [(&str, Case); 1] = [("what_would_change_is_said_when_it_is_opened", opened)];

const MAKER: &str = "/v1/policies/maker.json";

/// What the maker's portal knows: the warranty ends at 6,000 hours.
const KNOWN: &str = "document.getElementById('one').known = {
    machine_model: 'HT-320', installed_on: '2025-11-03', operating_hours: '6001', cause: 'defect' };";

/// At the options of a machine that stands still since five days, one hour beyond its warranty.
fn at_options(browser: &Browser) -> Result<Form<'_>, Failed> {
    put(browser, "one", "left", MAKER)?;
    browser.script(KNOWN, &[])?;
    let form = Form::at(browser, "#one")?;
    form.pick("problem", "machine-down")?;
    form.next()?;
    form.write("fact-down_since", "2026-11-18")?;
    form.pick("fact-running_again", "no")?;
    form.next()?;
    form.write("fact-daily_loss", "2000")?;
    form.answer_somehow()?;
    form.pick("fact-line_stopped", "yes")?;
    form.next()?;
    answer_up_to_story(&form)?;
    form.write("story", "The line stands still.")?;
    form.pick("channel", "portal")?;
    form.next()?;
    Ok(form)
}

/// The fold: whether it is open, and what is in it.
const FOLD: &str = "const fold = all('details').find((it) => it.innerText.includes('What would change this'));
    return fold && [fold.open, [...fold.querySelectorAll('li')].map((it) => it.innerText.replaceAll('\\u00a0', ' '))]";

/// Within 6,000 hours two days beyond the third, each with 30 % of 2,000.00: 1,200.00.
fn opened(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    let form = at_options(&browser)?;
    same("folded", form.ask(FOLD, &[])?, json!([false, []]))?;
    let summary = "all('summary').find((it) => it.innerText === 'What would change this')";
    form.ask(&format!("{summary}.click()"), &[])?;
    let says =
        "With 6,000 h under “Operating hours”, “Payment for downtime” would come to CNY 1,200.00.";
    let told = "return all('details').some((it) => it.open && it.innerText.replaceAll('\\u00a0', ' ').includes(arguments[1]))";
    form.until("the sentence", told, &[json!(says)])?;
    same("accessible", access::faults(&browser)?, json!([]))?;
    form.pick("choice", "explain")?;
    same("still open", form.ask(told, &[json!(says)])?, json!(true))?;
    form.ask(&format!("{summary}.focus()"), &[])?;
    browser.press(Key::Enter)?;
    form.until(
        "the fold to close",
        "return !all('details').some((it) => it.innerText.includes('6,000'))",
        &[],
    )?;
    same("folded again", form.ask(FOLD, &[])?, json!([false, []]))?;
    same("stopped", browser.script("return violations", &[])?, json!([]))
}
