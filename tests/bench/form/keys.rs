//! From a key to the panel: both pages filled in alike, then the same keys by turns into the same field.

use crate::pages::Page;
use crate::watch::{self, SLOWER};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::Failure;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

/// An amount that grows and shrinks; each key changes what is owed. The field holds `3` before.
const ROUND: [&str; 6] = ["6", "5", "0", "Backspace", "Backspace", "Backspace"];
/// Rounds before anything counts, so that both pages are warm.
const WARM: usize = 2;
/// Rounds that count.
const ROUNDS: usize = 16;
/// Milliseconds after which a key counts as lost.
const PATIENCE: u32 = 15_000;
/// Between two keys of a page.
const PAUSE: Duration = Duration::from_millis(60);
/// What the browser counts while keys come, in seconds.
const COUNTED: [&str; 4] =
    ["TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];

/// One key, in milliseconds since the event's own time.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Key {
    /// Until the panel's text is another.
    pub dom: f64,
    /// Until that is painted.
    pub frame: f64,
}

/// What keys cost on one page.
#[derive(Debug, Serialize)]
pub struct Keys {
    /// Each key.
    pub keys: Vec<Key>,
    /// Main thread per key in milliseconds: all, script, style, layout.
    pub main_thread: [f64; 4],
    /// Layout shifts while typing: what browsers score, and what they forgive right after a key.
    pub shifts: Vec<[f64; 2]>,
    /// The figures shown after each key of a round.
    pub figures: Vec<Value>,
}

/// A page with the cursor in the amount.
struct Typist {
    page: Page,
    browser: Browser,
    pressed: usize,
    figures: Vec<Value>,
}

/// The same keys into all pages, round by round.
///
/// # Errors
/// A key is lost, or pages show different figures.
pub fn run(driver: &Driver, address: &str, pages: &[Page]) -> Result<Vec<Keys>, Failure> {
    let begin = |page: &Page| Typist::begin(driver, address, *page);
    let mut typists = pages.iter().map(begin).collect::<Result<Vec<_>, _>>()?;
    typists.iter_mut().try_for_each(Typist::warm_up)?;
    same_figures(&typists)?;
    let before = typists.iter_mut().map(Typist::restart).collect::<Result<Vec<_>, _>>()?;
    for _ in 0..ROUNDS {
        typists.iter_mut().try_for_each(Typist::round)?;
    }
    typists.into_iter().zip(before).map(|(typist, before)| typist.end(before)).collect()
}

/// A page that shows other figures for the same answers does not do the same work.
fn same_figures(typists: &[Typist]) -> Result<(), Failure> {
    let Some((first, others)) = typists.split_first() else { return Ok(()) };
    for other in others {
        for (key, (one, two)) in ROUND.iter().zip(first.figures.iter().zip(&other.figures)) {
            if one != two {
                let names = (first.page.name, other.page.name);
                return Err(
                    format!("after {key} {} shows {one}, {} {two}", names.0, names.1).into()
                );
            }
        }
    }
    Ok(())
}

impl Typist {
    fn begin(driver: &Driver, address: &str, page: Page) -> Result<Self, Failure> {
        let browser = watch::browser(driver)?;
        watch::open(&browser, address, &page)?;
        fill(&Form::at(&browser, page.form)?, page.in_steps)?;
        browser.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" }))?;
        watch::slow_down(&browser, SLOWER)?;
        watch::ask(&browser, "bench.clear()")?;
        Ok(Self { page, browser, pressed: 0, figures: Vec::new() })
    }

    /// One key, and a pause once it is on the screen.
    fn press(&mut self, key: &str) -> Result<(), Failure> {
        watch::press(&self.browser, key)?;
        self.pressed += 1;
        std::thread::park_timeout(PAUSE);
        let arrived = format!("bench.keys({}, {PATIENCE})", self.pressed);
        match watch::ask(&self.browser, &arrived)? {
            Value::Bool(true) => Ok(()),
            _ => Err(format!("{}: the panel did not follow {key}", self.page.name).into()),
        }
    }

    /// Keys that do not count; the figures after each are noted.
    fn warm_up(&mut self) -> Result<(), Failure> {
        for key in ROUND {
            self.press(key)?;
            self.figures.push(watch::ask(&self.browser, "bench.figures()")?);
        }
        (1..WARM).try_for_each(|_| self.round())
    }

    fn round(&mut self) -> Result<(), Failure> {
        ROUND.iter().try_for_each(|key| self.press(key))
    }

    fn restart(&mut self) -> Result<[f64; 4], Failure> {
        watch::ask(&self.browser, "bench.clear()")?;
        self.pressed = 0;
        self.seconds()
    }

    /// Seconds of the main thread so far.
    fn seconds(&self) -> Result<[f64; 4], Failure> {
        let metrics = self.browser.devtools("Performance.getMetrics", json!({}))?;
        let mut seconds = [0.0; 4];
        for (place, name) in seconds.iter_mut().zip(COUNTED) {
            *place = watch::metric(&metrics, name)?;
        }
        Ok(seconds)
    }

    fn end(self, before: [f64; 4]) -> Result<Keys, Failure> {
        let after = self.seconds()?;
        let mut main_thread = [0.0; 4];
        for (place, (before, after)) in main_thread.iter_mut().zip(before.iter().zip(after)) {
            *place = (after - before) * 1000.0 / self.pressed as f64;
        }
        let keys = serde_json::from_value(watch::ask(&self.browser, "bench.seen.keys")?)?;
        let shifts = serde_json::from_value(watch::ask(&self.browser, "bench.seen.shifts")?)?;
        Ok(Keys { keys, main_thread, shifts, figures: self.figures })
    }
}

/// A fee that was taken twice and is not back yet; how much is what will be typed.
fn fill(form: &Form<'_>, in_steps: bool) -> Result<(), Failure> {
    form.pick("problem", "fee-in-error")?;
    if in_steps {
        form.next()?;
    }
    form.write("fact-happened_on", "2026-09-24")?;
    form.pick("fact-fee_ground", "twice")?;
    form.pick("fact-fee_repaid", "no")?;
    form.write("fact-fee_amount", "3")
}
