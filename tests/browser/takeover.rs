//! Scripts that come late: what was filled in stays, with the focus and the caret, and nothing moves. And when they
//! come at all: near the screen, at the focus or on request, everything at once and once for all.

use crate::Case;
use crate::hosts::{self, held, same};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::Service;
use libtest_mimic::Failed;
use serde_json::json;

pub const CASES: [(&str, Case); 9] = [
    ("a_picked_problem_stays_picked_with_the_focus", picked),
    ("text_stays_with_the_caret_in_it", text),
    ("nothing_moves", nothing_moves),
    ("text_being_composed_is_waited_for", composing),
    ("a_draft_gives_way_to_what_was_just_filled_in", newer_than_draft),
    ("far_away_nothing_is_loaded", far_away),
    ("everything_is_asked_for_at_once", at_once),
    ("two_forms_load_everything_once", once_for_all),
    ("what_the_first_answer_needs_comes_when_the_customer_turns_to_the_form", turned_to),
];

const MODULE: &str = "/amends/amends_web_bg.wasm";
const TAKEN: &str =
    "return document.querySelector('amends-form').shadowRoot?.querySelector('h2') != null";

/// A browser on a portal's page whose module does not come yet.
fn waiting(
    driver: &Driver,
    page: &str,
    width: u32,
) -> Result<(Browser, Service, hosts::Gate), Failed> {
    let (service, gate) = held(MODULE)?;
    let browser = driver.browser(hosts::DAY, width)?;
    browser.open(&[&service.address, page].concat())?;
    Ok((browser, service, gate))
}

fn taken_over(browser: &Browser) -> Result<(), Failed> {
    Ok(browser.until("the element to take over", TAKEN, &[]).map(drop)?)
}

fn picked(driver: &Driver) -> Result<(), Failed> {
    let (browser, _service, gate) = waiting(driver, "/policy/restaurant?lang=en", 1280)?;
    Form::at(&browser, ".amends-frame")?.pick("problem", "bad-meal")?;
    gate.open();
    taken_over(&browser)?;
    let now = "const root = document.querySelector('amends-form').shadowRoot;
        return [root.querySelector(':checked').value, root.activeElement?.value, root.querySelector('.panel') !== null,
            root.querySelector('.restored')]";
    same("picked", browser.script(now, &[])?, json!(["bad-meal", "bad-meal", true, null]))
}

/// To the story, page by page, while the module is on its way.
fn to_story(browser: &Browser) -> Result<(), Failed> {
    for _ in 0..10 {
        let form = Form::at(browser, ".amends-frame")?;
        let screen = form.ask("return root.querySelector('[name=screen]').value", &[])?;
        if screen == json!("story") {
            return Ok(());
        }
        form.answer_somehow()?;
        form.ask("window.left = true", &[])?;
        form.press_main()?;
        let loaded = "return !window.left && document.readyState !== 'loading'";
        browser.until("the next page", loaded, &[])?;
    }
    Err("no story is asked for".into())
}

const CARET: &str = "const field = (document.querySelector('amends-form').shadowRoot?.activeElement ?? document.activeElement);
    return [field.localName, field.value, field.selectionStart, field.selectionEnd]";

fn text(driver: &Driver) -> Result<(), Failed> {
    let (browser, _service, gate) = waiting(driver, "/policy/restaurant?lang=en", 1280)?;
    to_story(&browser)?;
    let form = Form::at(&browser, ".amends-frame")?;
    form.write("story", "The fish came cold.")?;
    form.ask("root.querySelector('textarea').setSelectionRange(4, 8)", &[])?;
    let before = browser.script(CARET, &[])?;
    same("before", &before, &json!(["textarea", "The fish came cold.", 4, 8]))?;
    gate.open();
    taken_over(&browser)?;
    same("after", browser.script(CARET, &[])?, before)?;
    browser.press("soup")?;
    same(
        "typed on",
        browser.script(CARET, &[])?,
        json!(["textarea", "The soup came cold.", 8, 8]),
    )?;
    // All that was answered before is still there.
    let form = Form::at(&browser, "amends-form")?;
    form.pick("channel", "email")?;
    form.write("address", "guest@example.com")?;
    form.next()?;
    same("options", form.list(".cards .card")?.is_empty(), false)
}

/// Where the frame and the fields in it are, and how far the page is scrolled.
const PLACES: &str = "const form = document.querySelector('amends-form');
    const root = form.shadowRoot?.querySelector('.amends-frame') ?? form.querySelector('.amends-frame');
    const place = (it) => { const { x, y, width, height } = it.getBoundingClientRect(); return [x, y, width, height].map(Math.round); };
    return [scrollY, ...[root, ...root.querySelectorAll('h2, legend, label, button, .routes')].map(place)]";

fn nothing_moves(driver: &Driver) -> Result<(), Failed> {
    for (page, width) in [("/policy/restaurant?lang=en", 360), ("/shop?lang=zh-Hans", 1280)] {
        let (browser, _service, gate) = waiting(driver, page, width)?;
        browser.script(
            "document.querySelector('amends-form').scrollIntoView({ behavior: 'instant' })",
            &[],
        )?;
        let before = browser.script(PLACES, &[])?;
        gate.open();
        taken_over(&browser)?;
        same(&format!("{page} at {width}"), browser.script(PLACES, &[])?, before)?;
    }
    Ok(())
}

/// What has been loaded of the bundle, by its last name.
const LOADED: &str = "return performance.getEntriesByType('resource')
    .map((it) => new URL(it.name).pathname).filter((it) => /amends_(web|later)|messages|v1.policies/.test(it)).sort()";

fn composing(driver: &Driver) -> Result<(), Failed> {
    let (browser, _service, gate) = waiting(driver, "/policy/restaurant?lang=en", 1280)?;
    to_story(&browser)?;
    Form::at(&browser, ".amends-frame")?.enter("story")?;
    let compose = |text: &str| {
        let end = text.chars().count();
        let letters = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        browser.devtools("Input.imeSetComposition", letters)
    };
    compose("yu")?;
    gate.open();
    let came = "return performance.getEntriesByType('resource').some((it) => it.name.endsWith('.wasm') && it.responseEnd > 0)";
    browser.until("the module", came, &[])?;
    compose("yu leng")?;
    browser.script_async(
        "for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame)",
        &[],
    )?;
    same("waits", browser.script(TAKEN, &[])?, json!(false))?;
    browser.devtools("Input.insertText", json!({ "text": "鱼冷了" }))?;
    taken_over(&browser)?;
    same("committed", browser.script(CARET, &[])?, json!(["textarea", "鱼冷了", 3, 3]))
}

/// A draft of before is taken up where nothing was touched, and else what is newer.
fn newer_than_draft(driver: &Driver) -> Result<(), Failed> {
    let (service, gate) = held(MODULE)?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    let page = format!("{}/policy/restaurant?lang=en", service.address);
    gate.open();
    browser.open(&page)?;
    let form = Form::at(&browser, "amends-form")?;
    form.pick("problem", "bad-meal")?;
    form.next()?;
    let kept = "return Object.keys(sessionStorage).length === 1";
    browser.until("the draft", kept, &[])?;
    browser.open(&page)?;
    let form = Form::at(&browser, "amends-form")?;
    same("untouched: the draft", form.words(".restored")?.is_empty(), false)?;
    gate.close();
    browser.open(&page)?;
    let plain = Form::at(&browser, ".amends-frame")?;
    let other =
        "return all('input[type=radio]').map((it) => it.value).find((it) => it !== 'bad-meal')";
    let other = plain.ask(other, &[])?;
    plain.pick("problem", other.as_str().unwrap_or_default())?;
    gate.open();
    taken_over(&browser)?;
    let now = "const root = document.querySelector('amends-form').shadowRoot;
        return [root.querySelector(':checked').value, root.querySelector('.restored')]";
    same("touched: what was picked", browser.script(now, &[])?, json!([other, null]))
}

/// A page with a form a long way down.
const FAR: &str = "const gap = document.createElement('p');
    gap.id = 'gap';
    document.getElementById('left').append(gap);
    gap.style.height = '9000px';
    const form = document.createElement('amends-form');
    form.id = 'one';
    form.setAttribute('policy', '/v1/policies/bank.json');
    form.setAttribute('lang', 'en');
    const field = document.createElement('input');
    form.append(field);
    document.getElementById('left').append(form);";

fn far(driver: &Driver, service: &Service) -> Result<Browser, Failed> {
    let browser = hosts::open(driver, service)?;
    browser.script(FAR, &[])?;
    browser.until("the element", "return customElements.get('amends-form') !== undefined", &[])?;
    browser.script_async(
        "for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame)",
        &[],
    )?;
    same("loaded", browser.script(LOADED, &[])?, json!([]))?;
    Ok(browser)
}

fn far_away(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    for come in [
        "document.getElementById('one').scrollIntoView({ behavior: 'instant' })",
        "document.querySelector('#one input').focus({ preventScroll: true })",
        "document.getElementById('one').prefetch()",
    ] {
        let browser = far(driver, &service)?;
        browser.script(come, &[])?;
        browser.until(come, TAKEN, &[])?;
    }
    // Values that are set while it is far away load nothing, and count later.
    let browser = far(driver, &service)?;
    browser.script(
        "document.getElementById('one').known = { account_type: 'standard' };
        document.getElementById('one').setAttribute('endpoint', '/v1/complaints')",
        &[],
    )?;
    browser.script_async("await new Promise(requestAnimationFrame)", &[])?;
    same("loaded", browser.script(LOADED, &[])?, json!([]))
}

/// While the module is on its way everything else is asked for, and comes.
fn at_once(driver: &Driver) -> Result<(), Failed> {
    let (service, gate) = held(MODULE)?;
    let browser = hosts::open(driver, &service)?;
    hosts::put(&browser, "one", "left", "/v1/policies/bank.json")?;
    let rest = "const all = performance.getEntriesByType('resource').map((it) => new URL(it.name).pathname);
        return ['/amends/amends_web.js', '/amends/amends.css', '/amends/messages/en.json', '/v1/policies/bank.json']
            .every((it) => all.includes(it))";
    browser.until("everything else", rest, &[])?;
    same("not there yet", browser.script(TAKEN, &[])?, json!(false))?;
    gate.open();
    Ok(hosts::wait_for(&browser, "one", "ready").map(drop)?)
}

fn once_for_all(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = hosts::open(driver, &service)?;
    for (id, place) in [("one", "left"), ("two", "right"), ("three", "left")] {
        hosts::put(&browser, id, place, "/v1/policies/bank.json")?;
    }
    for id in ["one", "two", "three"] {
        hosts::wait_for(&browser, id, "ready")?;
    }
    let files: Vec<String> = serde_json::from_value(browser.script(LOADED, &[])?)?;
    let expected = [
        "/amends/amends_web.js",
        "/amends/amends_web_bg.wasm",
        "/amends/messages/en.json",
        "/v1/policies/bank.json",
    ];
    same("loaded", files.iter().map(String::as_str).collect::<Vec<_>>(), expected.to_vec())
}

/// What the first answer needs is fetched as soon as the customer turns to the form, once, and not before.
fn turned_to(driver: &Driver) -> Result<(), Failed> {
    let over = "root.querySelector('input').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }))";
    for turn in [over, "root.querySelector('input').focus()"] {
        let service = hosts::service()?;
        let browser = hosts::open(driver, &service)?;
        hosts::put(&browser, "one", "left", "/v1/policies/bank.json")?;
        hosts::wait_for(&browser, "one", "ready")?;
        let form = Form::at(&browser, "#one")?;
        let asked = "return performance.getEntriesByType('resource').filter((it) => it.name.includes('amends_later')).length";
        same("before", browser.script(asked, &[])?, json!(0))?;
        form.ask(turn, &[])?;
        form.ask(turn, &[])?;
        let came = "const later = performance.getEntriesByType('resource').find((it) => it.name.includes('amends_later'));
            return later?.responseEnd > 0";
        browser.until(turn, came, &[])?;
        form.pick("problem", "fee-in-error")?;
        form.until("options", "return root.querySelector('.panel .card')", &[])?;
        same("once", browser.script(asked, &[])?, json!(1))?;
    }
    Ok(())
}
