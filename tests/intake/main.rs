//! The intake over real HTTP: every scenario sent, kept and read back from the database; everything that must be
//! refused, refused with the place and without a trace; the form without script.
#![expect(clippy::indexing_slicing, reason = "a test that panics has failed, and says where")]

mod cases;
mod evidence;
mod http;
mod plain;
mod refused;
mod scenarios;

use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

/// One test.
type Case = fn() -> Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = scenarios::trials();
    trials.extend(refused::CASES.map(|(name, case)| Trial::test(format!("refused/{name}"), case)));
    trials.extend(plain::trials());
    trials.extend(evidence::trials());
    trials.extend(cases::CASES.map(|(name, case)| Trial::test(format!("cases/{name}"), case)));
    libtest_mimic::run(&arguments, trials).exit_code()
}
