//! The shipped files in a real browser: the same quotes from WASM, the life of the element, what happens when something
//! cannot be loaded or comes late, typing, and sending exactly once.

mod fallback;
mod hosts;
mod lifecycle;
mod sending;
mod status;
mod takeover;
mod typing;
mod wasm;

use amends_tests::driver::{self, Driver};
use amends_tests::service::Failure;
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

/// The driver ends after the last test, however that went.
fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    driver::ready()?;
    let driver = Driver::start()?;
    let mut trials = wasm::trials(&driver);
    for (group, cases) in [
        ("lifecycle", &lifecycle::CASES[..]),
        ("fallback", &fallback::CASES[..]),
        ("takeover", &takeover::CASES[..]),
        ("typing", &typing::CASES[..]),
        ("sending", &sending::CASES[..]),
        ("status", &status::CASES[..]),
    ] {
        trials.extend(cases.iter().map(|(name, case)| {
            let (driver, case) = (Arc::clone(&driver), *case);
            Trial::test(format!("{group}/{name}"), move || case(&driver))
        }));
    }
    Ok(libtest_mimic::run(arguments, trials).exit_code())
}
