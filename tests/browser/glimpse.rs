//! What would be offered is seen as soon as a problem is picked, before the module that works it out has come: drawn by the
//! service, replaced by the form's own without another figure.

use crate::Case;
use crate::hosts::{self, held, same};
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::Service;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 5] = [
    ("figures_are_there_before_the_form", before_the_form),
    ("figures_are_there_before_the_calculator", before_the_calculator),
    ("figures_are_there_in_letters_the_policy_lacks", in_other_letters),
    ("other_words_make_them_useless", other_words),
    ("other_words_from_the_start", other_words_from_the_start),
];

const PAGE: &str = "/policy/restaurant?lang=en";
/// The panels a customer sees, in the tag and in its shadow root: whether each is a glimpse, and its figures.
const PANELS: &str = "const own = document.querySelector('amends-form');
    return [...own.querySelectorAll('.panel'), ...(own.shadowRoot?.querySelectorAll('.panel') || [])]
        .filter((it) => it.checkVisibility())
        .map((it) => [it.matches('.glimpse'), ...[...it.querySelectorAll('.total')].map((figure) => figure.textContent)])";

/// The figures of the only panel, once there is one; whether it is a glimpse.
fn panel(browser: &Browser, glimpse: bool) -> Result<Vec<Value>, Failed> {
    let only = format!("const panels = (() => {{ {PANELS} }})();
        return panels.length === 1 && panels[0][0] === {glimpse} && panels[0].length > 1 && panels[0]");
    let found = browser.until(if glimpse { "a glimpse" } else { "the form's own" }, &only, &[])?;
    Ok(found.as_array().cloned().unwrap_or_default().split_off(1))
}

/// A browser on the page of a policy, with one file held back.
fn opened(driver: &Driver, file: &'static str) -> Result<(Browser, Service, hosts::Gate), Failed> {
    let (service, gate) = held(file)?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    browser.open(&[&service.address, PAGE].concat())?;
    Ok((browser, service, gate))
}

/// Two problems are picked one after the other, each with figures of its own; once the file comes, the form shows the same.
fn both(browser: &Browser, place: &str, gate: hosts::Gate) -> Result<(), Failed> {
    let form = Form::at(browser, place)?;
    form.pick("problem", "long-wait")?;
    let first = panel(browser, true)?;
    form.pick("problem", "bad-meal")?;
    let second = panel(browser, true)?;
    same(&format!("{first:?} for both"), first == second, false)?;
    same("not accessible", access::faults(browser)?, json!([]))?;
    gate.open();
    same("the form's own", panel(browser, false)?, second)
}

fn before_the_form(driver: &Driver) -> Result<(), Failed> {
    let (browser, _service, gate) = opened(driver, "/amends/amends_web_bg.wasm")?;
    both(&browser, ".amends-frame", gate)
}

fn before_the_calculator(driver: &Driver) -> Result<(), Failed> {
    let (browser, _service, gate) = opened(driver, "/amends/amends_later_bg.wasm")?;
    let own =
        "return document.querySelector('amends-form').shadowRoot?.querySelector('h2') != null";
    browser.until("the form itself", own, &[])?;
    both(&browser, "amends-form", gate)
}

/// The policy's texts are in simplified characters only, the form's own words in those the customer reads.
fn in_other_letters(driver: &Driver) -> Result<(), Failed> {
    let (service, gate) = held("/amends/amends_later_bg.wasm")?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    browser.open(&[&service.address, "/policy/restaurant?lang=zh-Hant"].concat())?;
    let own =
        "return document.querySelector('amends-form').shadowRoot?.querySelector('h2') != null";
    browser.until("the form itself", own, &[])?;
    both(&browser, "amends-form", gate)
}

fn other_words(driver: &Driver) -> Result<(), Failed> {
    in_arabic(driver, "document.querySelector('amends-form').lang = 'ar'")
}

/// What a framework does that builds the tag again: the element never hears of a change.
fn other_words_from_the_start(driver: &Driver) -> Result<(), Failed> {
    let again = "const own = document.querySelector('amends-form'), copy = own.cloneNode(true);
        copy.lang = 'ar';
        own.replaceWith(copy)";
    in_arabic(driver, again)
}

/// A form that is to speak Arabic, by what a page does, shows no figures in the words of the page's own language.
fn in_arabic(driver: &Driver, asked: &str) -> Result<(), Failed> {
    let (browser, _service, gate) = opened(driver, "/amends/amends_later_bg.wasm")?;
    browser.script(asked, &[])?;
    let arabic = "return document.querySelector('amends-form').shadowRoot?.querySelector('[lang=ar] h2') != null";
    browser.until("the form in Arabic", arabic, &[])?;
    Form::at(&browser, "amends-form")?.pick("problem", "bad-meal")?;
    let moment = "const { shadowRoot } = document.querySelector('amends-form');
        return shadowRoot.querySelector('.panel')?.matches(':not(.glimpse)') && !shadowRoot.querySelector('.panel .total')";
    browser.until("no English figures", moment, &[])?;
    gate.open();
    panel(&browser, false).map(drop)
}
