//! The first visit on a slow device and network, a new browser each time: when there is something to type in, when the
//! options react, what came over the wire, and how long the page was deaf.

use crate::pages::Page;
use crate::watch::{self, SLOWER};
use amends_tests::driver::Driver;
use amends_tests::service::Failure;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Visits to each page, by turns.
const VISITS: usize = 7;
/// The first key picks the problem; the others move to its neighbour and back, as often as it takes.
const FIRST: &str = " ";
const THEN: [&str; 2] = ["ArrowUp", "ArrowDown"];
/// Milliseconds a key is given before the next one.
const GIVEN: u32 = 400;
/// Keys after which a page counts as one that does not work.
const MOST: usize = 40;

const SEEN: &str = "({ ...bench.seen, ...bench.loaded() })";

/// One visit; times in milliseconds since it began.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Visit {
    /// Something to type in is there: the form's own field, or one that holds its place until then.
    pub field: f64,
    /// The form itself is there.
    pub form: f64,
    /// The options show a figure for a first answer.
    pub react: f64,
    /// They come from the form itself, which follows every answer.
    pub follow: f64,
    /// The longest task; 0 when none is 50 ms or longer.
    pub longest: f64,
    /// Long tasks together.
    pub busy: f64,
    /// Bodies over the wire, compressed.
    pub bytes: u64,
    /// How many answers that were.
    pub requests: u64,
}

/// Visits to all pages by turns.
///
/// # Errors
/// A page does not come, or its options never react.
pub fn run(driver: &Driver, address: &str, pages: &[Page]) -> Result<Vec<Vec<Visit>>, Failure> {
    let mut visits: Vec<Vec<Visit>> = pages.iter().map(|_| Vec::new()).collect();
    for _ in 0..VISITS {
        for (page, visits) in pages.iter().zip(&mut visits) {
            visits.push(visit(driver, address, page)?);
        }
    }
    Ok(visits)
}

fn visit(driver: &Driver, address: &str, page: &Page) -> Result<Visit, Failure> {
    let browser = watch::browser(driver)?;
    watch::slow_network(&browser)?;
    watch::slow_down(&browser, SLOWER)?;
    watch::visit(&browser, address, page)?;
    let keys = std::iter::once(FIRST).chain(THEN.into_iter().cycle()).take(MOST);
    for key in keys {
        watch::press(&browser, key)?;
        if watch::ask(&browser, &format!("bench.keys(1, {GIVEN})"))? == Value::Bool(true) {
            watch::ask(&browser, "bench.follow()")?;
            return Ok(serde_json::from_value(watch::ask(&browser, SEEN)?)?);
        }
    }
    Err(format!("{}: the options never react", page.name).into())
}
