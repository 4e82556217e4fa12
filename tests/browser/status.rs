//! A case in a portal's own page: promises shown, facts added, answers stored, and the link where it cannot be shown.

use crate::Case;
use crate::hosts::{DAY, same};
use amends_core::document;
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::document::submission::ReceiptDocument;
use amends_tests::driver::{Browser, Driver};
use amends_tests::repository::root;
use amends_tests::service::{COMPANY, Failure, Service, Setup, runtime};
use amends_tests::submissions::Ready;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use libtest_mimic::Failed;
use reqwest::Client;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 7] = [
    ("promises_of_a_case_stand_in_the_portal_s_page", promises),
    ("an_added_fact_leads_to_a_new_quote", added),
    ("files_are_added_to_the_case", files),
    ("what_is_accepted_is_stored", accepted),
    ("mistakes_keep_what_was_typed_and_lead_to_the_field", mistakes),
    ("a_request_that_is_lost_keeps_what_was_typed", lost),
    ("a_link_that_leads_nowhere_stays_a_link", nowhere),
];

/// A host page under the strictest policy that the contract names.
const HOST: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self' 'unsafe-eval';
  style-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'">
<script type="module" src="/amends/amends_status.js"></script></head>
<body><main><h1>Host</h1><div id="left"></div><div id="right"></div></main></body></html>"#;

/// Puts the element with a link into a place: id, place, link, language.
const PUT: &str = "const notes = document.body.dataset;
    const status = document.createElement('amends-status');
    status.id = arguments[0];
    status.lang = arguments[3];
    for (const name of ['amends-status', 'amends-acted', 'amends-failed']) {
        status.addEventListener(name, ({ target, detail }) => {
            const told = `${target.id} ${name} ${detail.state ?? detail.action ?? detail.reason}`;
            notes.told = notes.told ? `${notes.told}, ${told}` : told;
        });
    }
    const link = document.createElement('a');
    link.href = arguments[2];
    link.textContent = 'Your complaint';
    status.append(link);
    document.getElementById(arguments[1]).append(status);";

/// In the element named by the first argument: `root`, `shown` (words) and `form` (by what it does).
const ROOT: &str = "const root = document.getElementById(arguments[0]).shadowRoot;
    const words = (selector) => root.querySelector(selector)?.innerText.replaceAll('\\u00a0', ' ') ?? '';
    const form = (action) => root.querySelector(`[name=action][value=${action}]`)?.form;";

/// A case on the service: C1, the cash machine that did not pay out, with money for the time and the trip picked.
struct Case1 {
    service: Service,
    receipt: ReceiptDocument,
}

impl Case1 {
    fn new() -> Result<Self, Failed> {
        let ready = Ready::named("bank/atm-no-cash-c1")?;
        let known = &ready.scenario.complaint.known;
        let setup = Setup { widget: true, ..Setup::knowing(ready.today, "bank", "case", known) };
        let host = |router: Router| router.route("/host", get(Html(HOST)));
        let service = Service::start_with(&setup, host)?;
        let sent = ready.submission(ChoiceMadeDocument::Option("money-for-effort".into()))?;
        let answer = post(&service, "/v1/complaints?customer=case", "", document::write(&sent))?;
        Ok(Self { service, receipt: serde_json::from_str(&answer)? })
    }

    /// An event of the company.
    fn event(&self, event: &Value) -> Result<(), Failed> {
        let path = format!("/v1/complaints/{}/events", self.receipt.reference);
        post(&self.service, &path, COMPANY, event.to_string())?;
        Ok(())
    }

    /// A browser on the host page with the case in one place.
    fn open(&self, driver: &Driver, language: &str) -> Result<Browser, Failed> {
        let browser = driver.browser(DAY, 1280)?;
        browser.open(&format!("{}/host", self.service.address))?;
        let page = self.receipt.page.as_deref().unwrap_or_default();
        put(&browser, "one", "left", page, language)?;
        shown(&browser, "one")?;
        Ok(browser)
    }
}

/// Posts JSON, and gives what is answered.
fn post(service: &Service, path: &str, token: &str, body: String) -> Result<String, Failed> {
    let request = Client::new().post([&service.address, path].concat()).bearer_auth(token);
    let request = request.header("content-type", "application/json").body(body);
    let answer =
        runtime()?.block_on(async { request.send().await?.error_for_status()?.text().await });
    Ok(answer?)
}

fn put(
    browser: &Browser,
    id: &str,
    place: &str,
    link: &str,
    language: &str,
) -> Result<(), Failure> {
    browser.script(PUT, &[json!(id), json!(place), json!(link), json!(language)]).map(drop)
}

fn ask(browser: &Browser, id: &str, body: &str) -> Result<Value, Failure> {
    browser.script(&[ROOT, body].concat(), &[json!(id)])
}

fn shown(browser: &Browser, id: &str) -> Result<(), Failure> {
    until(browser, id, "the case", "return root.querySelector('.timeline') !== null")
}

fn until(browser: &Browser, id: &str, what: &str, body: &str) -> Result<(), Failure> {
    browser.until(what, &[ROOT, body].concat(), &[json!(id)]).map(drop)
}

/// What the elements have told so far; scripts of tests share nothing with each other but the page.
fn told(browser: &Browser) -> Result<Value, Failure> {
    browser.script("return document.body.dataset.told.split(', ')", &[])
}

/// Each promise: its day, state and words.
const TIMELINE: &str = "return [...root.querySelectorAll('.timeline li')].map((it) => [
    it.querySelector('time').dateTime, it.className, it.querySelector('strong').textContent])";

fn promises(driver: &Driver) -> Result<(), Failed> {
    let case = Case1::new()?;
    case.event(
        &json!({ "on": DAY, "what": "commitment_done", "commitment": "repay", "proof": "TX 991" }),
    )?;
    for (language, states, heading) in [
        ("en", ["Done", "Due"], "In progress"),
        ("zh-Hans", ["已办到", "待办"], "办理中"),
        ("zh-TW", ["已辦到", "待辦"], "辦理中"),
    ] {
        let browser = case.open(driver, language)?;
        let drawn: Vec<(String, String, String)> =
            serde_json::from_value(ask(&browser, "one", TIMELINE)?)?;
        let made = case.receipt.commitments.iter();
        let made: Vec<_> = made
            .map(|made| {
                let state = if made.id == "repay" { "done" } else { "due" };
                (made.due.clone(), state.to_owned(), made.title.clone())
            })
            .collect();
        same("promises", &drawn, &made)?;
        same("heading", ask(&browser, "one", "return words('h2')")?, json!(heading))?;
        let word = |state: &str| {
            ask(&browser, "one", &format!("return words('.{state} .state').split(' · ')[0]"))
        };
        same("words", [word("done")?, word("due")?], states.map(|it| json!(it)))?;
        let proof = "return words('.done').includes('TX 991')";
        same("proof", ask(&browser, "one", proof)?, json!(true))?;
        same("told", told(&browser)?, json!(["one amends-status open"]))?;
        same("stopped", browser.script("return violations", &[])?, json!([]))?;
        accessible(&browser)?;
    }
    Ok(())
}

/// No violation of the rules for accessibility anywhere on the page.
fn accessible(browser: &Browser) -> Result<(), Failed> {
    let file = root().join("node_modules/axe-core/axe.min.js");
    browser.script(&std::fs::read_to_string(file)?, &[])?;
    let run = "const found = await axe.run({ resultTypes: ['violations'] });
        return found.violations.map((it) => `${it.id}: ${it.nodes[0].target.flat().join(' ')}`)";
    same("not accessible", browser.script_async(run, &[])?, json!([]))
}

/// 120 minutes instead of 40: 50.00 instead of 20.00 for the time, and 20.00 for the trip: 70.00 instead of 40.00.
fn added(driver: &Driver) -> Result<(), Failed> {
    let case = Case1::new()?;
    let browser = case.open(driver, "en")?;
    put(&browser, "two", "right", case.receipt.page.as_deref().unwrap_or_default(), "zh-Hans")?;
    shown(&browser, "two")?;
    let amount = |id: &str| ask(&browser, id, "return words('.timeline').match(/[47]0[.]00/g)");
    same("before", amount("one")?, json!(["40.00"]))?;
    ask(
        &browser,
        "one",
        "form('facts_added').closest('details').open = true;
        root.getElementById('fact-time_lost').value = '120';
        root.getElementById('more-words').value = 'I went <b>again</b>.';
        form('facts_added').requestSubmit(); form('facts_added').requestSubmit()",
    )?;
    until(&browser, "one", "the new quote", "return words('.timeline').includes('70.00')")?;
    same("after", amount("one")?, json!(["70.00"]))?;
    same("focus", ask(&browser, "one", "return root.activeElement?.localName")?, json!("h2"))?;
    let told_so_far = json!([
        "one amends-status open",
        "two amends-status open",
        "one amends-status open",
        "one amends-acted facts_added"
    ]);
    same("told", told(&browser)?, told_so_far)?;
    same("events", case.service.rows("events")?.len(), 1)?;
    let stored = case.service.rows("submissions")?;
    let quote = stored.first().and_then(|row| row.text("quote")).unwrap_or_default().to_owned();
    same("the first quote is kept", quote.contains("1040.00"), true)?;
    // The other element shows what was, until it is told to look again.
    same("the other", amount("two")?, json!(["40.00"]))?;
    browser.script("document.getElementById('two').reload()", &[])?;
    until(&browser, "two", "the new quote", "return words('.timeline').includes('70.00')")?;
    same("stopped", browser.script("return violations", &[])?, json!([]))
}

/// Puts a picture into the place for files, by its name.
const CHOOSE: &str =
    "const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
    const choose = (name, bytes) => {
        const carrier = new DataTransfer();
        carrier.items.add(new File([bytes], name, { type: 'image/png' }));
        const field = root.getElementById('file-screenshot');
        field.closest('details').open = true;
        field.files = carrier.files;
        const said = document.body.dataset;
        const moved = ([{ target }]) => { said.progress = `${target.getAttribute('aria-label')}: ${target.value}`; };
        new MutationObserver(moved).observe(root, { subtree: true, attributeFilter: ['value'] });
        form('files_added').requestSubmit();
    };";

/// One that is no picture is refused with its name, and nothing is kept; the next one becomes part of the case.
fn files(driver: &Driver) -> Result<(), Failed> {
    let case = Case1::new()?;
    let browser = case.open(driver, "en")?;
    let choose = |what: &str| ask(&browser, "one", &[CHOOSE, what].concat());
    choose("choose('page.png', '<html>')")?;
    let refused = "return words('[role=alert]').includes('“page.png” cannot be taken')";
    until(&browser, "one", "what is wrong", refused)?;
    accessible(&browser)?;
    same("nothing kept", case.service.rows("evidence")?.len(), 0)?;
    choose("choose('machine.png', picture)")?;
    let there = "return root.querySelector('.files')?.textContent.includes('machine.png') ?? false";
    until(&browser, "one", "the file", there)?;
    same("kept", case.service.rows("evidence")?.len(), 1)?;
    let moved = browser.script("return document.body.dataset.progress", &[])?;
    same("progress", moved, json!("Send files: 1"))?;
    let told_so_far = json!([
        "one amends-status open",
        "one amends-status open",
        "one amends-status open",
        "one amends-acted files_added"
    ]);
    same("told", told(&browser)?, told_so_far)?;
    same("stopped", browser.script("return violations", &[])?, json!([]))
}

fn accepted(driver: &Driver) -> Result<(), Failed> {
    let case = Case1::new()?;
    let browser = case.open(driver, "en")?;
    ask(
        &browser,
        "one",
        "root.querySelector('[name=option][value=money-for-effort]').click(); form('accepted').requestSubmit()",
    )?;
    until(&browser, "one", "the answer", "return words('h2') === 'You accepted'")?;
    let events = case.service.rows("events")?;
    same(
        "stored",
        events.iter().map(|row| row.text("what")).collect::<Vec<_>>(),
        [Some("accepted")].to_vec(),
    )?;
    same(
        "no more to answer",
        ask(&browser, "one", "return form('accepted') ?? null")?,
        json!(null),
    )?;
    ask(&browser, "one", "form('withdrawn')?.requestSubmit()")?;
    same("address", browser.script("return location.pathname", &[])?, json!("/host"))
}

fn mistakes(driver: &Driver) -> Result<(), Failed> {
    let case = Case1::new()?;
    let browser = case.open(driver, "en")?;
    ask(
        &browser,
        "one",
        "root.getElementById('fact-time_lost').value = 'a <day>'; form('facts_added').requestSubmit()",
    )?;
    until(&browser, "one", "what is wrong", "return root.querySelector('[role=alert]') !== null")?;
    same("focus", ask(&browser, "one", "return root.activeElement?.role")?, json!("alert"))?;
    same(
        "kept",
        ask(&browser, "one", "return root.getElementById('fact-time_lost').value")?,
        json!("a <day>"),
    )?;
    accessible(&browser)?;
    ask(&browser, "one", "root.querySelector('[role=alert] a').click()")?;
    same("field", ask(&browser, "one", "return root.activeElement?.id")?, json!("fact-time_lost"))?;
    same("events", case.service.rows("events")?.len(), 0)?;
    same("told", told(&browser)?, json!(["one amends-status open", "one amends-status open"]))
}

fn lost(driver: &Driver) -> Result<(), Failed> {
    let case = Case1::new()?;
    let browser = case.open(driver, "zh-TW")?;
    browser.devtools("Network.enable", json!({}))?;
    let online = |online: bool| {
        let conditions = json!({ "offline": !online, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        browser.devtools("Network.emulateNetworkConditions", conditions)
    };
    online(false)?;
    ask(
        &browser,
        "one",
        "root.getElementById('decline-words').value = '太少了'; form('declined').requestSubmit()",
    )?;
    until(
        &browser,
        "one",
        "the message",
        "return words('[role=alert]').startsWith('沒有送出成功')",
    )?;
    same(
        "kept",
        ask(&browser, "one", "return root.getElementById('decline-words').value")?,
        json!("太少了"),
    )?;
    online(true)?;
    ask(&browser, "one", "form('declined').requestSubmit()")?;
    until(&browser, "one", "the answer", "return words('h2') === '您沒有接受'")?;
    let words = case.service.rows("events")?;
    same("stored once", words.len(), 1)?;
    let told_in_order = json!([
        "one amends-status open",
        "one amends-failed network",
        "one amends-status declined",
        "one amends-acted declined"
    ]);
    same("told", told(&browser)?, told_in_order)
}

/// The link is shown, the host is told why, and another link shows the case.
fn nowhere(driver: &Driver) -> Result<(), Failed> {
    let case = Case1::new()?;
    let browser = driver.browser(DAY, 1280)?;
    browser.open(&format!("{}/host", case.service.address))?;
    let wrong = format!("/case/{}?token=0", case.receipt.reference);
    put(&browser, "one", "left", &wrong, "en")?;
    browser.until("a failure", "return document.body.dataset.told !== undefined", &[])?;
    same("told", told(&browser)?, json!(["one amends-failed not-found"]))?;
    let link = "return document.querySelector('#one a').getClientRects().length > 0";
    same("link shown", browser.script(link, &[])?, json!(true))?;
    let right = case.receipt.page.as_deref().unwrap_or_default();
    browser.script(
        "document.getElementById('one').setAttribute('href', arguments[0])",
        &[json!(right)],
    )?;
    shown(&browser, "one")?;
    same("link hidden", browser.script(link, &[])?, json!(false))
}
