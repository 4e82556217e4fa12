//! What stays after forms have come and gone a hundred times on one page.

use crate::pages::Page;
use crate::watch;
use amends_tests::driver::{Browser, Driver};
use amends_tests::service::Failure;
use serde::Serialize;
use serde_json::json;

/// Forms that come and go before anything counts.
const WARM: usize = 10;
/// Forms that come and go.
const TIMES: usize = 100;
/// The engine's memory: its glue gives what is loaded already.
const WASM: &str = "(async () => {
    if (!customElements.get('amends-form')) return 0;
    const engine = await (await import('/amends/amends_web.js')).default();
    return engine.memory.buffer.byteLength;
})()";

/// What is alive on a page.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Alive {
    /// Bytes of script objects after the garbage has gone.
    pub heap: f64,
    /// Bytes the module's memory has grown to.
    pub wasm: f64,
    /// Nodes.
    pub nodes: f64,
    /// Listeners.
    pub listeners: f64,
}

/// Before and after.
#[derive(Debug, Serialize)]
pub struct Memory {
    /// How many forms came and went between the two.
    pub times: usize,
    /// With one form on the page, after a few have come and gone.
    pub before: Alive,
    /// With the same form, after all of them.
    pub after: Alive,
}

/// A page's forms come and go.
///
/// # Errors
/// One does not come.
pub fn run(driver: &Driver, address: &str, page: &Page) -> Result<Memory, Failure> {
    let browser = watch::browser(driver)?;
    browser.devtools("Performance.enable", json!({}))?;
    watch::open(&browser, address, page)?;
    rounds(&browser, page, WARM)?;
    let before = alive(&browser)?;
    rounds(&browser, page, TIMES)?;
    Ok(Memory { times: TIMES, before, after: alive(&browser)? })
}

fn rounds(browser: &Browser, page: &Page, times: usize) -> Result<(), Failure> {
    let all = format!(
        "(async () => {{ for (let turn = 0; turn < {times}; turn += 1) {{ {} }} return true }})()",
        page.round
    );
    watch::ask(browser, &all).map(drop)
}

fn alive(browser: &Browser) -> Result<Alive, Failure> {
    // The second time takes what the first has set free.
    for _ in 0..2 {
        browser.devtools("HeapProfiler.collectGarbage", json!({}))?;
    }
    let metrics = browser.devtools("Performance.getMetrics", json!({}))?;
    let wasm = watch::ask(browser, WASM)?;
    Ok(Alive {
        heap: watch::metric(&metrics, "JSHeapUsedSize")?,
        wasm: wasm.as_f64().ok_or("the module's memory has no size")?,
        nodes: watch::metric(&metrics, "Nodes")?,
        listeners: watch::metric(&metrics, "JSEventListeners")?,
    })
}
