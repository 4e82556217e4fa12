//! The life of the element: defined, alone and beside another one, moved, removed, taken up again.

use crate::Case;
use crate::hosts::{self, count, open, put, same, told, wait_for};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 8] = [
    ("defined_once_with_an_open_root", defined),
    ("values_set_before_the_definition_count", early_values),
    ("an_answer_in_the_first_moment_is_drawn", first_moment),
    ("a_host_hears_of_figures_that_are_shown", told_as_shown),
    ("two_on_one_page_know_nothing_of_each_other", two),
    ("a_move_keeps_everything", moved),
    ("removal_ends_it", removed),
    ("what_is_taken_up_again_has_its_answers", again),
];

const BANK: &str = "/v1/policies/bank.json";
const SHOP: &str = "/v1/policies/shop.json";

/// Counts listeners on the window and timers that wait, from the first script on.
const COUNTING: &str = "window.open = { listeners: 0, timers: new Set() };
    const { addEventListener: add, removeEventListener: remove, setTimeout: set, clearTimeout: clear } = globalThis;
    globalThis.addEventListener = function (...given) { open.listeners += 1; return add.apply(this, given); };
    globalThis.removeEventListener = function (...given) { open.listeners -= 1; return remove.apply(this, given); };
    globalThis.setTimeout = function (work, ...given) {
        const own = set.call(globalThis, (...passed) => { open.timers.delete(own); work(...passed); }, ...given);
        open.timers.add(own);
        return own;
    };
    globalThis.clearTimeout = (own) => { open.timers.delete(own); clear.call(globalThis, own); };";

fn quote_of(browser: &Browser, id: &str) -> Result<Value, Failed> {
    let whole = "const it = document.getElementById(arguments[0]);
        await it.prefetch();
        return it.quote()";
    Ok(browser.script_async(whole, &[json!(id)])?)
}

fn defined(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    wait_for(&browser, "one", "ready")?;
    let facts = "const one = document.getElementById('one');
        return [customElements.get('amends-form') === one.constructor, one.shadowRoot.mode, one.shadowRoot.querySelectorAll('slot').length,
            one.querySelector('p').getClientRects().length, one.quote()]";
    same("facts", browser.script(facts, &[])?, json!([true, "open", 0, 0, null]))?;
    // Imported once more by somebody else: nothing happens.
    browser.script_async("await import('/amends/amends.js?again')", &[])?;
    same("told", told(&browser, "one")?, vec![("ready".to_owned(), json!({}))])
}

fn early_values(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    // A page that has the element and its values before its script.
    browser.open(&format!("{}/?lang=en", service.address))?;
    let early = "document.body.innerHTML = '<main><div id=left></div></main>'; window.told = [];
        addEventListener('amends-ready', (event) => told.push([event.target.id, 'ready', event.detail]));
        const form = document.createElement('amends-form');
        form.id = 'one';
        form.setAttribute('lang', 'en');
        form.policyDocument = arguments[0];
        form.messages = { next: 'Onwards' };
        form.known = { branch: 'Old Town', visited_on: '2026-11-21' };
        document.getElementById('left').append(form);
        await import('/amends/amends.js');";
    let policy = amends_tests::scenario::policy_text("restaurant")?;
    // Trusted Types would stop `innerHTML`; this page is nobody's.
    let early = early.replace("document.body.innerHTML = '<main><div id=left></div></main>';",
        "const left = document.createElement('div'); left.id = 'left'; document.body.replaceChildren(left);");
    browser.script_async(&early, &[json!(policy)])?;
    wait_for(&browser, "one", "ready")?;
    let form = Form::at(&browser, "#one")?;
    same("own words", form.words("[type=submit]")?, "Onwards".to_owned())?;
    form.pick("problem", "bad-meal")?;
    form.next()?;
    let asked: Vec<String> = form.fields()?.into_iter().map(|field| field.name).collect();
    same(
        "asked again",
        asked.iter().any(|name| name == "fact-branch" || name == "fact-visited_on"),
        false,
    )?;
    same("asked at all", asked.iter().any(|name| name == "fact-dish"), true)
}

/// Where drawing takes longer than a frame, Yew puts off what comes after it: here every look at the clock is a frame
/// later than the last.
fn first_moment(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    wait_for(&browser, "one", "ready")?;
    let pick = "const one = document.getElementById('one'), root = one.shadowRoot;
        one.remove();
        await new Promise((gone) => setTimeout(gone));
        const now = Date.now;
        let late = 0;
        Date.now = () => now() + (late += 20);
        const field = () => root.querySelector('input[value=fee-in-error]');
        const there = new Promise((there) => {
            new MutationObserver(() => field() && there()).observe(root, { childList: true, subtree: true });
        });
        document.getElementById('left').append(one);
        await there;
        field().click();
        Date.now = now;";
    browser.script_async(pick, &[])?;
    let shown =
        "return document.getElementById('one').shadowRoot.querySelector('.panel .total') !== null";
    browser.until("the options", shown, &[])?;
    same("quote", quote_of(&browser, "one")?.is_object(), true)
}

/// What the panel showed each time the host was told figures: the figures before them, had it been told any earlier.
fn told_as_shown(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    wait_for(&browser, "one", "ready")?;
    let listen = "window.shown = [];
        addEventListener('amends-quote', ({ target, detail }) => {
          const total = target.shadowRoot.querySelector('.panel .total')?.textContent ?? '';
          shown.push([detail.high, total.replaceAll('\\u00a0', ' ').split(' – ').pop()]);
        });";
    browser.script(listen, &[])?;
    let form = Form::at(&browser, "#one")?;
    form.pick("problem", "fee-in-error")?;
    form.next()?;
    form.pick("fact-fee_ground", "twice")?;
    form.pick("fact-fee_repaid", "no")?;
    // 36.00, three per cent a year on it for up to 1,057 days (since the first day of 2024), and a voucher of 180.00.
    form.write("fact-fee_amount", "36")?;
    let shown = browser.script("return shown", &[])?;
    let shown = shown.as_array().ok_or("nothing was told")?;
    same("more than once", shown.len() > 1, true)?;
    for told in shown {
        let [high, words] =
            ["/0", "/1"].map(|at| told.pointer(at).and_then(Value::as_str).unwrap_or_default());
        same("words", words.replace(['C', 'N', 'Y', ' ', ','], ""), high.to_owned())?;
    }
    let last = shown.last().and_then(|told| told.pointer("/1")).and_then(Value::as_str);
    same("in the end", last, Some("CNY 219.13"))
}

fn two(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    put(&browser, "two", "right", SHOP)?;
    wait_for(&browser, "one", "ready")?;
    wait_for(&browser, "two", "ready")?;
    let (one, two) = (Form::at(&browser, "#one")?, Form::at(&browser, "#two")?);
    one.pick("problem", "fee-in-error")?;
    same("the other's quote", quote_of(&browser, "two")?, Value::Null)?;
    two.pick("problem", "late")?;
    one.next()?;
    same(
        "the other's screen",
        two.fields()?.first().map(|field| field.name.clone()),
        Some("problem".into()),
    )?;
    let problem = |quote: &Value| quote.pointer("/problem/id").cloned();
    same("one", problem(&quote_of(&browser, "one")?), Some(json!("fee-in-error")))?;
    same("two", problem(&quote_of(&browser, "two")?), Some(json!("late")))?;
    let shared = "const ids = (id) => [...document.getElementById(id).shadowRoot.querySelectorAll('[id]')].map((it) => it.id);
        const other = new Set(ids('two'));
        return ids('one').filter((id) => other.has(id))";
    same("ids in both", browser.script(shared, &[])?, json!([]))?;
    browser.script("document.getElementById('one').remove()", &[])?;
    two.next()?;
    two.pick("fact-delivered", "no")?;
    same("the other goes on", two.words("h2")?.is_empty(), false)
}

fn moved(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    let form = Form::at(&browser, "#one")?;
    form.pick("problem", "fee-in-error")?;
    form.next()?;
    form.write("fact-fee_amount", "36.5")?;
    let before = quote_of(&browser, "one")?;
    let loads = "return performance.getEntriesByType('resource').length";
    let loaded = browser.script(loads, &[])?;
    browser.script("window.kept = form(); document.getElementById('right').append(document.getElementById('one'));
        function form() { return document.getElementById('one').shadowRoot.querySelector('h2') }", &[])?;
    // A removal would be carried out in a microtask; two turns of the event loop are later than that.
    browser.script_async(
        "for (const _ of [1, 2]) await new Promise((done) => setTimeout(done))",
        &[],
    )?;
    let node = "return document.getElementById('one').shadowRoot.querySelector('h2') === kept";
    same("the same nodes", browser.script(node, &[])?, json!(true))?;
    same("loaded again", browser.script(loads, &[])?, loaded)?;
    same("quote", quote_of(&browser, "one")?, before)?;
    let typed =
        form.ask("return all('input').find((it) => name(it) === 'fact-fee_amount').value", &[])?;
    same("typed", typed, json!("36.5"))?;
    same("ready", count(&browser, "one", "ready")?, 1)?;
    form.write("fact-fee_amount", "0")?;
    let typed =
        form.ask("return all('input').find((it) => name(it) === 'fact-fee_amount').value", &[])?;
    same("typed on", typed, json!("36.50"))
}

fn removed(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    browser.before_pages(COUNTING)?;
    browser.open(&format!("{}/host", service.address))?;
    let quiet = browser.script("return open.listeners", &[])?;
    put(&browser, "one", "left", BANK)?;
    let form = Form::at(&browser, "#one")?;
    wait_for(&browser, "one", "ready")?;
    same("listens", browser.script("return open.listeners", &[])? == quiet, false)?;
    form.pick("problem", "fee-in-error")?;
    form.next()?;
    form.write("fact-fee_amount", "3")?;
    let last = "const one = document.getElementById('one');
        window.last = [...one.shadowRoot.querySelectorAll('input')].find((it) => it.name.endsWith('fee_amount'));
        one.remove();";
    browser.script(last, &[])?;
    browser.until("the listeners to go", "return open.listeners === arguments[0]", &[quiet])?;
    browser.until("the timers to end", "return open.timers.size === 0", &[])?;
    let before = browser.script("return told.length", &[])?;
    let poke = "last.value = '99'; last.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        last.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
        return [open.timers.size, last.isConnected]";
    same("poked", browser.script(poke, &[])?, json!([0, false]))?;
    same("told", browser.script("return told.length", &[])?, before)
}

fn again(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", BANK)?;
    let form = Form::at(&browser, "#one")?;
    form.pick("problem", "fee-in-error")?;
    form.next()?;
    form.write("fact-fee_amount", "36.5")?;
    browser.script("window.gone = document.getElementById('one'); gone.remove()", &[])?;
    browser.script_async("await new Promise((done) => setTimeout(done))", &[])?;
    same("ended", browser.script("return gone.quote()", &[])?, Value::Null)?;
    browser.script("document.getElementById('right').append(gone)", &[])?;
    let there =
        "return all('input').find((it) => name(it) === 'fact-fee_amount')?.value === '36.5'";
    form.until("the answers", there, &[])?;
    same("says so", form.words(".restored")?.is_empty(), false)?;
    // Begun again by hand: nothing is left, also not for the next time.
    browser.script("document.getElementById('one').reset()", &[])?;
    form.until(
        "the first screen",
        "return all('input').some((it) => name(it) === 'problem')",
        &[],
    )?;
    browser.script("gone.remove()", &[])?;
    browser.script_async("await new Promise((done) => setTimeout(done))", &[])?;
    browser.script("document.getElementById('left').append(gone)", &[])?;
    form.until(
        "the first screen",
        "return all('input').some((it) => name(it) === 'problem')",
        &[],
    )?;
    same("quote", quote_of(&browser, "one")?, Value::Null)
}
