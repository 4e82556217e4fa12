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
use amends_www::host::engines::Engine;
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

/// The drivers end after the last test, however that went.
fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut trials = Vec::new();
    for engine in driver::ready()? {
        let driver = Driver::start(engine)?;
        trials.extend(the_ten_cases(&driver));
        if engine == Engine::Chromium {
            trials.extend(plain_journeys(&driver));
            trials.extend(pages(&driver));
        }
        trials.extend(journeys::ALL.into_iter().map(|journey| {
            let (driver, name) = (Arc::clone(&driver), named(engine, journey.name));
            Trial::test(name.clone(), move || Ok(walk::whole(&driver, &name, &journey)?))
        }));
    }
    Ok(libtest_mimic::run(arguments, trials).exit_code())
}

/// The name of a test, behind that of the engine where it is another.
fn named(engine: Engine, name: &str) -> String {
    if engine == Engine::Chromium { name.to_owned() } else { format!("{}/{name}", engine.name()) }
}

/// In other engines they take longer than a suite should: run with `--ignored`.
fn the_ten_cases(driver: &Arc<Driver>) -> Vec<Trial> {
    let runs = cases::ALL.into_iter().flat_map(|case| cases::RUNS.map(|run| (case, run)));
    let trial = |((case, scenario), run): ((_, _), (_, _))| {
        let driver = Arc::clone(driver);
        let name = named(driver.engine, &format!("cases/{case}-{}-{}", run.0, run.1));
        let elsewhere = driver.engine != Engine::Chromium;
        let trial = move |name: &str| cases::whole(&driver, name, (case, scenario), run);
        Trial::test(name.clone(), move || Ok(trial(&name)?)).with_ignored_flag(elsewhere)
    };
    runs.map(trial).collect()
}

fn plain_journeys(driver: &Arc<Driver>) -> Vec<Trial> {
    let trial = |(name, journey, without): (String, _, _)| {
        let driver = Arc::clone(driver);
        Trial::test(name.clone(), move || Ok(plain::whole(&driver, &name, &journey, without)?))
    };
    plain::all().into_iter().map(trial).collect()
}

fn pages(driver: &Arc<Driver>) -> Vec<Trial> {
    let trial = |(page, width)| {
        let driver = Arc::clone(driver);
        Trial::test(format!("pages/{page}/{width}"), move || {
            Ok(screens::page(&driver, page, width)?)
        })
    };
    screens::PAGES.into_iter().map(trial).collect()
}
