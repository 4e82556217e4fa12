//! The shipped files in a real browser: the same quotes from WASM, the life of the element, what happens when something
//! cannot be loaded or comes late, typing, and sending exactly once.

mod comfort;
mod drafts;
mod evidence;
mod fallback;
mod glimpse;
mod guest;
mod hosts;
mod input_methods;
mod lifecycle;
mod member;
mod mishaps;
mod outlook;
mod receipts;
mod screens;
mod sending;
mod status;
mod takeover;
mod typing;
mod waiting;
mod wasm;

use amends_tests::driver::{self, Driver};
use amends_tests::service::Failure;
use amends_www::host::engines::Engine;
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use std::sync::Arc;

/// One test.
type Case = fn(&Driver) -> Result<(), Failed>;

fn main() -> ExitCode {
    match run(&Arguments::from_args()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Groups that every engine runs; Chromium runs all.
const EVERYWHERE: [&str; 15] = [
    "lifecycle",
    "glimpse",
    "typing",
    "sending",
    "status",
    "guest",
    "input",
    "drafts",
    "evidence",
    "waiting",
    "mishaps",
    "member",
    "receipts",
    "comfort",
    "outlook",
];
/// What asks for Chromium's developer tools: scripts before the page's own, memory, a network that fails; and what
/// imports the element itself, which in Firefox makes it part of the test's realm instead of the page's.
const CHROMIUM_ONLY: [&str; 9] = [
    "nothing_moves_while_the_options_follow",
    "colours_that_the_system_forces",
    "rest_and_dark_as_the_system_wants",
    "one_thumb_compares_options",
    "removal_ends_it",
    "a_hundred_forms_leave_nothing_behind",
    "values_set_before_the_definition_count",
    "a_request_that_is_lost_keeps_what_was_typed",
    "chosen_by_the_keyboard_of_the_browser",
];

/// The drivers end after the last test, however that went.
fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut trials = Vec::new();
    for engine in driver::ready()? {
        let driver = Driver::start(engine)?;
        if engine == Engine::Chromium {
            trials.extend(wasm::trials(&driver));
        }
        trials.extend(screens::trials(&driver));
        trials.extend(groups().into_iter().flat_map(|(group, cases)| of(&driver, group, cases)));
    }
    Ok(libtest_mimic::run(arguments, trials).exit_code())
}

fn groups() -> [(&'static str, &'static [(&'static str, Case)]); 17] {
    [
        ("lifecycle", &lifecycle::CASES),
        ("fallback", &fallback::CASES),
        ("takeover", &takeover::CASES),
        ("glimpse", &glimpse::CASES),
        ("typing", &typing::CASES),
        ("sending", &sending::CASES),
        ("status", &status::CASES),
        ("guest", &guest::CASES),
        ("input", &input_methods::CASES),
        ("drafts", &drafts::CASES),
        ("evidence", &evidence::CASES),
        ("waiting", &waiting::CASES),
        ("mishaps", &mishaps::CASES),
        ("member", &member::CASES),
        ("receipts", &receipts::CASES),
        ("comfort", &comfort::CASES),
        ("outlook", &outlook::CASES),
    ]
}

/// The cases of a group for an engine; its name comes first where it is not Chromium.
fn of(driver: &Arc<Driver>, group: &str, cases: &[(&str, Case)]) -> Vec<Trial> {
    let chromium = driver.engine == Engine::Chromium;
    let runs =
        |name: &str| chromium || (EVERYWHERE.contains(&group) && !CHROMIUM_ONLY.contains(&name));
    let before = if chromium { String::new() } else { format!("{}/", driver.engine.name()) };
    let cases = cases.iter().filter(|(name, _)| runs(name));
    cases
        .map(|(name, case)| {
            let (driver, case) = (Arc::clone(driver), *case);
            Trial::test(format!("{before}{group}/{name}"), move || case(&driver))
        })
        .collect()
}
