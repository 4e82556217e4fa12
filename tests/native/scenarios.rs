//! Every scenario, computed natively: each file is a test of its own.

use amends_core::policy::Policy;
use amends_tests::scenario::{self, Scenario};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let trials = match scenario::all() {
        Ok(scenarios) => scenarios.into_iter().map(trial).collect(),
        Err(message) => vec![Trial::test("reading", move || Err(Failed::from(message)))],
    };
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(scenario: Scenario) -> Trial {
    Trial::test(scenario.name.clone(), move || {
        let differences = run(&scenario).map_err(Failed::from)?;
        if differences.is_empty() { Ok(()) } else { Err(Failed::from(differences.join("\n"))) }
    })
}

fn run(scenario: &Scenario) -> Result<Vec<String>, String> {
    let text = scenario::policy_text(&scenario.policy)?;
    let policy = Policy::read(&text).map_err(|faults| format!("{faults:?}"))?;
    amends_www::scenario::run(&policy, &scenario.file)
}
