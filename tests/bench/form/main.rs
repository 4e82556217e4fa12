//! The form in a real browser, beside a plain page of the same content and the same rule, in one run: from a key to the
//! panel, the first visit, and what stays in memory; and the first visit beside that of a mere counter in Yew.
//!
//! `cargo bench -p amends-tests --features browser --bench form` prints a table with ratios to the plain page and
//! writes each single figure to `bench/form.json` in the target folder. A key counts from the time the browser gives its
//! trusted event until the panel's words are other ones, and until that frame is painted, on a device four times slower
//! than this machine. No figure fails the run; a page that loses a key or shows other amounts does.

mod keys;
mod load;
mod memory;
mod pages;
mod table;
mod watch;

use amends_tests::driver::{self, Driver};
use amends_tests::service::{Failure, target_folder};
use amends_www::host::engines::Engine;
use pages::{COUNTER, PAGES};
use serde_json::json;
use table::Measured;

fn main() -> Result<(), Failure> {
    driver::ready()?;
    let service = pages::service()?;
    let driver = Driver::start(Engine::Chromium)?;
    let busy_before = load_average();
    println!("keys, by turns …");
    let keys = keys::run(&driver, &service.address, &PAGES)?;
    println!("first visits, by turns …");
    let [plain, amends] = PAGES;
    let mut visits = load::run(&driver, &service.address, &[plain, amends, COUNTER])?;
    let counter = visits.pop().unwrap_or_default();
    println!("forms that come and go …");
    let mut measured = Vec::new();
    for ((page, keys), visits) in PAGES.iter().zip(keys).zip(visits) {
        let memory = memory::run(&driver, &service.address, page)?;
        measured.push(Measured { page: page.name, keys, visits, memory });
    }
    let busy = [busy_before, load_average()];
    println!("\n{}\n", table::table(&measured));
    if let Some(amends) = measured.last() {
        println!("{}\n", table::beside(&amends.visits, &counter));
    }
    println!("load average (1, 5, 15 minutes) before: {}; after: {}", busy[0], busy[1]);
    let folder = target_folder().join("bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("form.json");
    let all = json!({ "slower": watch::SLOWER, "load_average": busy, "pages": measured,
        "counter": counter });
    std::fs::write(&file, serde_json::to_string_pretty(&all)?)?;
    println!("each single figure: {}", file.display());
    Ok(())
}

/// How busy the machine is, where it says so.
fn load_average() -> String {
    let all = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let figures: Vec<&str> = all.split(' ').take(3).collect();
    if figures.len() == 3 { figures.join(" ") } else { "unknown".into() }
}
