//! The published schemes: every case of every scheme put to its policy, each a test of its own.
//!
//! The files and their format: `tests/src/scheme.rs`. A scheme whose policy is not written yet shows as
//! ignored.

use amends_core::policy::Policy;
use amends_tests::scheme::{self, Case, Mapping, Scheme};
use libtest_mimic::{Arguments, Failed, Trial};
use std::sync::Arc;

/// How many cases each scheme was given with.
const GIVEN: [(&str, usize); 9] = [
    ("cn-bank-complaints", 20),
    ("cn-consumer-law-55", 20),
    ("eu261", 21),
    ("fos-award", 20),
    ("ofcom-auto-comp", 20),
    ("psr-app-fraud", 20),
    ("uk-delay-repay", 20),
    ("uk-fca-disp", 17),
    ("us-bank-complaints", 16),
];

fn main() {
    let arguments = Arguments::from_args();
    let trials = match scheme::all() {
        Ok(schemes) => {
            let counts = counts(&schemes);
            schemes.into_iter().flat_map(trials).chain([counts]).collect()
        }
        Err(message) => vec![Trial::test("reading", move || Err(Failed::from(message)))],
    };
    libtest_mimic::run(&arguments, trials).exit();
}

/// No case may be missing, and no scheme.
fn counts(schemes: &[Scheme]) -> Trial {
    let found: Vec<(String, usize)> =
        schemes.iter().map(|scheme| (scheme.name.clone(), scheme.cases.len())).collect();
    Trial::test("every case is there", move || {
        let given = GIVEN.map(|(name, count)| (name.to_owned(), count));
        if found == given {
            Ok(())
        } else {
            Err(format!("given {given:?}, found {found:?}").into())
        }
    })
}

fn trials(scheme: Scheme) -> Vec<Trial> {
    let Some((text, mapping)) = scheme.written else {
        let name = format!("{}: no policy yet", scheme.name);
        return vec![Trial::test(name, || Ok(())).with_ignored_flag(true)];
    };
    let policy = match Policy::read(&text) {
        Ok(policy) => Arc::new(policy),
        Err(faults) => {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            let name = format!("{}: policy", scheme.name);
            return vec![Trial::test(name, move || Err(faults.join("\n").into()))];
        }
    };
    let mapping = Arc::new(mapping);
    let mut trials = vec![differing(&scheme.name, &scheme.cases, &mapping)];
    for case in scheme.cases {
        let (policy, mapping) = (Arc::clone(&policy), Arc::clone(&mapping));
        let name = format!("{}/{}", scheme.name, case.id);
        trials.push(Trial::test(name, move || {
            let differences = scheme::check(&policy, &mapping, &case)?;
            if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
        }));
    }
    trials
}

/// Only a case whose point the published text leaves open may be read another way, and it must be there.
fn differing(name: &str, cases: &[Case], mapping: &Mapping) -> Trial {
    let open: Vec<&str> =
        cases.iter().filter(|case| case.interpretation).map(|case| case.id.as_str()).collect();
    let wrong: Vec<String> =
        mapping.differs.keys().filter(|id| !open.contains(&id.as_str())).cloned().collect();
    Trial::test(format!("{name}: only open points differ"), move || {
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(format!("not open: {}", wrong.join(", ")).into())
        }
    })
}
