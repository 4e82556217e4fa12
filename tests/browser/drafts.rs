//! Nothing is lost: reloaded, gone back to, put to sleep, left for a month, or met again under another policy.

use crate::Case;
use crate::hosts::{self, Instead, broken, put, same, to_check_of, wait_for};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::Service;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use thirtyfour::Key;

pub const CASES: [(&str, Case); 9] = [
    ("a_reload_in_the_middle_of_a_word", reload),
    ("away_and_back", back),
    ("without_a_word_of_farewell", crash),
    ("kept_where_the_host_says", places),
    ("kept_as_long_as_the_host_says", days),
    ("nobody_reads_what_is_kept", opaque),
    ("what_is_of_no_use_is_forgotten", useless),
    ("another_policy_at_the_next_visit_is_said_and_asked", other_policy),
    ("a_policy_that_is_gone_when_it_is_sent", gone_policy),
];

const RESTAURANT: &str = "/v1/policies/restaurant.json";
const STORED: &str = "return [sessionStorage, localStorage].map((it) => Object.entries(it).filter(([name]) => name.startsWith('amends:')).map((own) => own[1])[0] ?? null)";

/// Puts a form on the host page, once its module is there.
fn begin(browser: &Browser, service: &Service) -> Result<(), Failed> {
    browser.open(&format!("{}/host", service.address))?;
    Ok(put(browser, "one", "left", RESTAURANT)?)
}

fn fill(browser: &Browser) -> Result<Form<'_>, Failed> {
    let form = Form::at(browser, "#one")?;
    form.pick("problem", "bad-meal")?;
    form.next()?;
    form.write("fact-dish", "braised fis")?;
    Ok(form)
}

const DISH: &str = "return all('input').find((it) => name(it) === 'fact-dish')?.value ?? null";

fn is_back(browser: &Browser, dish: &str) -> Result<(), Failed> {
    let form = Form::at(browser, "#one")?;
    form.until("the answers", DISH, &[])?;
    same("typed", form.ask(DISH, &[])?, json!(dish))?;
    same("says so", form.words(".restored")?.contains("Your earlier answers are back"), true)
}

/// The last letter and the reload are one and the same moment.
fn reload(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    begin(&browser, &service)?;
    let form = fill(&browser)?;
    let last = "const field = all('input').find((it) => name(it) === 'fact-dish');
        field.setRangeText('h', 11, 11, 'end');
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        window.here = true;
        location.reload()";
    form.ask(last, &[])?;
    browser.until(
        "the page again",
        "return !window.here && document.readyState === 'complete'",
        &[],
    )?;
    put(&browser, "one", "left", RESTAURANT)?;
    is_back(&browser, "braised fish")
}

/// Wherever the browser keeps the page itself, it is as it was; else the form brings the answers back.
fn back(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    let page = format!("{}/policy/restaurant?lang=en", service.address);
    browser.open(&page)?;
    let form = Form::at(&browser, "amends-form")?;
    form.pick("problem", "bad-meal")?;
    form.next()?;
    form.write("fact-dish", "braised fish")?;
    browser.script("document.querySelector('footer.foot a').click()", &[])?;
    browser.until(
        "the other page",
        "return location.pathname === '/' && document.readyState === 'complete'",
        &[],
    )?;
    browser.back()?;
    let form = Form::at(&browser, "amends-form")?;
    let filled = "return all('input').find((it) => name(it) === 'fact-dish')?.value || null";
    let typed = form.until("the answers", filled, &[])?;
    same("typed", typed, json!("braised fish"))
}

/// Waits until what is kept stays as it is: longer than typing is gathered.
fn still(browser: &Browser) -> Result<(), Failed> {
    let rest = "const token = () => JSON.stringify(Object.entries(sessionStorage));
        let last;
        do {
            last = token();
            await new Promise((done) => setTimeout(done, 600));
        } while (last === '[]' || last !== token());";
    Ok(browser.script_async(rest, &[]).map(drop)?)
}

/// Nobody tells the page that it ends: what was typed a moment before is there all the same.
fn crash(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    begin(&browser, &service)?;
    let deaf = "for (const name of ['pagehide', 'visibilitychange']) {
        window.addEventListener(name, (event) => event.stopImmediatePropagation(), true);
    }";
    browser.script(deaf, &[])?;
    fill(&browser)?;
    still(&browser)?;
    begin(&browser, &service)?;
    is_back(&browser, "braised fis")
}

fn places(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let places = [("session", [true, false]), ("local", [false, true]), ("none", [false, false])];
    for (draft, expected) in places {
        let browser = driver.browser(hosts::DAY, 1280)?;
        let set = "document.getElementById('one').setAttribute('draft', arguments[0])";
        begin(&browser, &service)?;
        browser.script(set, &[json!(draft)])?;
        fill(&browser)?;
        browser.script("document.getElementById('one').remove()", &[])?;
        browser.script_async("await new Promise((done) => setTimeout(done))", &[])?;
        let stored: Vec<Value> = serde_json::from_value(browser.script(STORED, &[])?)?;
        let there: Vec<bool> = stored.iter().map(|it| !it.is_null()).collect();
        same(draft, there, expected.to_vec())?;
        let versioned = |it: &Value| it.as_str().is_none_or(|it| it.starts_with("amends-"));
        same("versioned", stored.iter().all(versioned), true)?;
        begin(&browser, &service)?;
        browser.script(set, &[json!(draft)])?;
        let form = Form::at(&browser, "#one")?;
        let back =
            "return words('.restored') !== '' || all('input').some((it) => name(it) === 'problem')";
        form.until("either", back, &[])?;
        same(draft, !form.words(".restored")?.is_empty(), draft != "none")?;
    }
    Ok(())
}

/// What the host says, if it can be, else thirty days; what is too old is gone.
fn days(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    let again = "const form = window.one;
        form.setAttribute('draft-days', arguments[0]);
        document.getElementById('left').append(form)";
    for (days, passed, back) in
        [("2", 2, true), ("2", 4, false), ("9999", 29, true), ("0", 29, true), ("soon", 32, false)]
    {
        browser.open(&format!("{}/host", service.address))?;
        browser.script("sessionStorage.clear()", &[])?;
        begin(&browser, &service)?;
        fill(&browser)?;
        still(&browser)?;
        let gone = "window.one = document.getElementById('one');
            one.remove();
            window.later(arguments[0]);
            told.length = 0";
        browser.script(gone, &[json!(passed)])?;
        browser.script(again, &[json!(days)])?;
        wait_for(&browser, "one", "ready")?;
        let form = Form::at(&browser, "#one")?;
        let what = format!("{days} days, {passed} later");
        same(&what, !form.words(".restored")?.is_empty(), back)?;
        let kept = browser.script("return Object.keys(sessionStorage).length", &[])?;
        same(&what, kept, json!(u8::from(back)))?;
    }
    Ok(())
}

/// What is in a token, as it is and decoded; and what becomes of a wish to have the key.
const TOKEN: &str = "const [version, text] = Object.values(sessionStorage)[0].split(':');
    const holds = (text) => ['braised', 'bad-meal', 'restaurant'].some((word) => text.includes(word));
    const answer = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const base = await answer(indexedDB.open('amends', 1));
    const key = await answer(base.transaction('keys').objectStore('keys').get('draft'));
    base.close();
    const refused = await crypto.subtle.exportKey('raw', key).then(() => 'exported', (error) => error.name);
    return [version, holds(text), holds(atob(text)), key.type, key.extractable, refused]";

/// Neither in the token nor by the key; and no two tokens of the same answers are alike.
fn opaque(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    begin(&browser, &service)?;
    let form = fill(&browser)?;
    still(&browser)?;
    let told = json!(["amends-2", false, false, "secret", false, "InvalidAccessError"]);
    same("token", browser.script_async(TOKEN, &[])?, told)?;
    let before = browser.script(STORED, &[])?;
    browser.press("h")?;
    still(&browser)?;
    browser.press(Key::Backspace)?;
    still(&browser)?;
    same("the same answers", form.ask(DISH, &[])?, json!("braised fis"))?;
    let now = browser.script(STORED, &[])?;
    same("another token", before == now, false)?;
    let length = |it: Value| it.pointer("/0").and_then(Value::as_str).map(str::len);
    same("length", length(now), length(before))
}

/// Of another release, or no draft at all: the form begins anew, and nothing is left lying about.
fn useless(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    begin(&browser, &service)?;
    fill(&browser)?;
    for (from, to) in [("amends-2:", "amends-9:"), ("amends-2:", "amends-2:AAAA"), (":", ":?")] {
        browser.until("the draft", "return Object.keys(sessionStorage).length === 1", &[])?;
        browser.script("document.getElementById('one').remove()", &[])?;
        browser.script_async("await new Promise((done) => setTimeout(done))", &[])?;
        let spoil = "const [name, token] = Object.entries(sessionStorage)[0];
            sessionStorage.setItem(name, token.replace(...arguments));
            return sessionStorage.getItem(name) !== token";
        same("spoiled", browser.script(spoil, &[json!(from), json!(to)])?, json!(true))?;
        begin(&browser, &service)?;
        wait_for(&browser, "one", "ready")?;
        let form = Form::at(&browser, "#one")?;
        same("taken up", form.words(".restored")?, String::new())?;
        same("left", browser.script("return Object.keys(sessionStorage)", &[])?, json!([]))?;
        fill(&browser)?;
    }
    Ok(())
}

/// The amounts of both policies are named, and nothing is sent before the customer has taken them.
fn asks_first(form: &Form<'_>, service: &Service) -> Result<(), Failed> {
    let said = form.until(
        "what changed",
        "return words('.restored').includes('Our policy has changed') && words('.restored')",
        &[],
    )?;
    let said = said.as_str().unwrap_or_default().replace('\u{a0}', " ");
    let figures: Vec<&str> = said
        .split("CNY ")
        .skip(1)
        .map(|it| it.split(['.', ';']).next().unwrap_or_default())
        .collect();
    same(&format!("two amounts or more in `{said}`"), figures.len() >= 2, true)?;
    same(&format!("halves of then in `{said}`"), said.contains(".50"), true)?;
    form.press_main()?;
    let focus = "return root.activeElement?.className.includes('restored')";
    form.until("the question", focus, &[])?;
    same("rows", service.rows("submissions")?.len(), 0)?;
    form.ask("root.querySelector('.restored button').click()", &[])?;
    form.until("the question to go", "return root.querySelector('.restored') === null", &[])?;
    form.press_main()?;
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    same("rows", service.rows("submissions")?.len(), 1)
}

fn other_policy(driver: &Driver) -> Result<(), Failed> {
    let (service, switch) = broken(RESTAURANT, Instead::Earlier)?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    begin(&browser, &service)?;
    to_check_of(&Form::at(&browser, "#one")?, "bad-meal")?;
    switch.mend();
    begin(&browser, &service)?;
    let form = Form::at(&browser, "#one")?;
    form.until("the check page", "return root.querySelector('.answers')", &[])?;
    asks_first(&form, &service)
}

/// The tab was open while the policy changed: the service refuses, the form fetches the one in force and asks.
fn gone_policy(driver: &Driver) -> Result<(), Failed> {
    let (service, switch) = broken(RESTAURANT, Instead::Earlier)?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    begin(&browser, &service)?;
    let form = Form::at(&browser, "#one")?;
    to_check_of(&form, "bad-meal")?;
    switch.mend();
    form.press_main()?;
    let answers = "return words('.answers').includes('We waited and waited.')";
    form.until("the answers to stay", answers, &[])?;
    asks_first(&form, &service)?;
    let reasons = "return told.filter((it) => it[1] === 'failed').map((it) => it[2].reason)";
    same("told", browser.script(reasons, &[])?, json!(["outdated"]))
}
