//! Whole journeys through the demo portals in a real browser, as customers make them, and the cases of the source
//! articles: with pictures of every screen in
//! `target/screenshots/`, an accessibility run on each, and at the end the database beside the receipt.

mod cases;
mod compare;
mod journeys;
mod plain;
mod screens;
mod walk;

use amends_tests::driver::{self, Driver};
use amends_tests::service::Failure;
use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;
use std::sync::Arc;

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
    let mut trials = Vec::new();
    for journey in journeys::ALL {
        let driver = Arc::clone(&driver);
        trials.push(Trial::test(journey.name, move || Ok(walk::whole(&driver, &journey)?)));
    }
    for (case, scenario) in cases::ALL {
        for run in cases::RUNS {
            let driver = Arc::clone(&driver);
            let name = format!("cases/{case}-{}-{}", run.0, run.1);
            trials.push(Trial::test(name, move || Ok(cases::whole(&driver, case, scenario, run)?)));
        }
    }
    for (name, journey, without) in plain::all() {
        let driver = Arc::clone(&driver);
        trials.push(Trial::test(name.clone(), move || {
            Ok(plain::whole(&driver, &name, &journey, without)?)
        }));
    }
    for (page, width) in screens::PAGES {
        let driver = Arc::clone(&driver);
        let name = format!("pages/{page}/{width}");
        trials.push(Trial::test(name, move || Ok(screens::page(&driver, page, width)?)));
    }
    Ok(libtest_mimic::run(arguments, trials).exit_code())
}
