//! How both pages are watched: the probe that runs in them, keys as a keyboard sends them, and a slow device.

use crate::pages::{DAY, Page};
use amends_tests::driver::{Browser, Driver};
use amends_tests::service::Failure;
use serde_json::{Value, json};

/// How many times slower than this machine the device is.
pub const SLOWER: u32 = 4;
/// Width of the pages in CSS pixels: room for the panel beside the questions.
const WIDTH: u32 = 1280;
/// Slow 4G as the developer tools have it: milliseconds, bytes each second.
const LATENCY: u32 = 150;
const DOWN: u32 = 1_600_000 / 8;
const UP: u32 = 750_000 / 8;

/// A browser with the probe in every page it opens.
///
/// # Errors
/// It does not start.
pub fn browser(driver: &Driver) -> Result<Browser, Failure> {
    let browser = driver.impatient(DAY, WIDTH)?;
    browser.before_pages(include_str!("probe.js"))?;
    browser.devtools("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
    Ok(browser)
}

/// Opens a page and waits until its form itself is there.
///
/// # Errors
/// The form does not come.
pub fn open(browser: &Browser, address: &str, page: &Page) -> Result<(), Failure> {
    visit(browser, address, page)?;
    ask(browser, "bench.form()").map(drop)
}

/// Opens a page and waits until there is something to answer.
///
/// # Errors
/// Nothing comes.
pub fn visit(browser: &Browser, address: &str, page: &Page) -> Result<(), Failure> {
    let there = [address, page.place].concat();
    browser.devtools("Page.navigate", json!({ "url": there }))?;
    ask(browser, "bench.field()").map(drop)
}

/// Makes the device slow, or as quick as it is with 1.
///
/// # Errors
/// The browser's own.
pub fn slow_down(browser: &Browser, times: u32) -> Result<(), Failure> {
    browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).map(drop)
}

/// Makes the network a slow one, with nothing kept from earlier.
///
/// # Errors
/// The browser's own.
pub fn slow_network(browser: &Browser) -> Result<(), Failure> {
    browser.devtools("Network.enable", json!({}))?;
    browser.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true }))?;
    let slow = json!({ "offline": false, "latency": LATENCY, "downloadThroughput": DOWN,
        "uploadThroughput": UP });
    browser.devtools("Network.emulateNetworkConditions", slow).map(drop)
}

/// The value of an expression once its promise is kept; nothing polls the page.
///
/// # Errors
/// What it throws.
pub fn ask(browser: &Browser, expression: &str) -> Result<Value, Failure> {
    let wanted = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let answer = browser.devtools("Runtime.evaluate", wanted)?;
    match answer.get("exceptionDetails") {
        Some(thrown) => Err(format!("`{expression}`: {thrown}").into()),
        None => Ok(answer.pointer("/result/value").cloned().unwrap_or(Value::Null)),
    }
}

/// One key down and up: a digit or the space bar, or a key by its name.
///
/// # Errors
/// The browser's own.
pub fn press(browser: &Browser, key: &str) -> Result<(), Failure> {
    let (code, number) = match key {
        "Backspace" => (key.to_owned(), 8),
        "ArrowUp" => (key.to_owned(), 38),
        "ArrowDown" => (key.to_owned(), 40),
        " " => ("Space".to_owned(), 32),
        digit => (format!("Digit{digit}"), digit.bytes().next().unwrap_or(0).into()),
    };
    let (down, text) = if key.len() == 1 { ("keyDown", key) } else { ("rawKeyDown", "") };
    for (kind, text) in [(down, text), ("keyUp", "")] {
        let event = json!({ "type": kind, "key": key, "code": code, "text": text,
            "windowsVirtualKeyCode": number });
        browser.devtools("Input.dispatchKeyEvent", event)?;
    }
    Ok(())
}

/// A figure of the browser's own, by name.
///
/// # Errors
/// It gives none.
pub fn metric(metrics: &Value, name: &str) -> Result<f64, Failure> {
    let list = metrics.get("metrics").and_then(Value::as_array);
    let found = list.into_iter().flatten().find(|it| it.get("name").is_some_and(|own| own == name));
    found
        .and_then(|it| it.get("value")?.as_f64())
        .ok_or_else(|| format!("the browser has no {name}").into())
}
