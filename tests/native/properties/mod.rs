//! Properties of every policy, on generated ones, each with the number of cases that reached its assertion.
//!
//! The cases are the same in every run. `PROPTEST_RNG_SEED=7 PROPTEST_CASES=2560` makes others, and ten times as many.

mod documents;
mod everything;
mod figures;
mod tightest;

use amends_core::policy::Policy;
use amends_tests::generate::{Choices, Made, Respondent, policy, reading_each_fact_once};
use amends_tests::invariants::Desk;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use std::cell::Cell;
use std::panic::AssertUnwindSafe;

/// Bytes that a policy is made of, and bytes for each complaint to it.
type Bytes = (Vec<u8>, Vec<Vec<u8>>);

/// Cases that are made of bytes, so that fewer and smaller bytes shrink them.
fn bytes(complaints: usize) -> impl Strategy<Value = Bytes> {
    (vec(any::<u8>(), 0..1_500), vec(vec(any::<u8>(), 0..160), complaints))
}

/// Something a policy is made of.
trait PolicyBytes: std::fmt::Debug {
    /// The policy, and what else there is.
    fn policy(&self) -> String;
}

impl PolicyBytes for Bytes {
    fn policy(&self) -> String {
        let made = made(&self.0, policy);
        let respondent = Respondent::new(&made.policy, made.today);
        let told = self.1.iter().map(|bytes| respondent.tells(&mut Choices::new(bytes)));
        let told: Vec<_> = told.collect();
        format!("{:#}\non {}: {told:#?}", made.policy, made.today)
    }
}

impl PolicyBytes for Vec<u8> {
    fn policy(&self) -> String {
        format!("{:#}", made(self, reading_each_fact_once).policy)
    }
}

/// Runs a property on generated cases until so many figures were compared; fails when fewer were.
///
/// `compare` answers how many figures it compared; the smallest case that fails is shown as the policy made of it.
fn run<S: Strategy>(cases: u32, least: usize, strategy: S, compare: impl Fn(S::Value) -> usize)
where
    S::Value: PolicyBytes,
{
    let usual = Config::default();
    let seed = match usual.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_261_123),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    let config = Config {
        cases: cases * usual.cases / 256,
        rng_seed: seed,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..usual
    };
    let compared = Cell::new(0_usize);
    let outcome = TestRunner::new(config).run(&strategy, |value| {
        let compare = AssertUnwindSafe(|| compare(value));
        compared.set(compared.get() + compare());
        Ok(())
    });
    match outcome {
        Err(TestError::Fail(reason, value)) => panic!("{reason}\n{}", value.policy()),
        Err(error) => panic!("{error}"),
        Ok(()) => {}
    }
    println!("{} figures compared", compared.get());
    assert!(compared.get() >= least, "only {} figures reached the assertion", compared.get());
}

/// A generated policy at work; none for the few that the check refuses because something in them can never happen.
fn desk(made: &Made) -> Option<Desk> {
    let text = made.policy.to_string();
    match Policy::read(&text) {
        Ok(policy) => {
            let respondent = Respondent::new(&made.policy, made.today);
            Some(Desk { policy, today: made.today, respondent })
        }
        Err(faults) => {
            let expected = ["never-reachable", "cap-below-floor", "can-overflow"];
            let only = faults.iter().all(|fault| expected.contains(&fault.code));
            assert!(only, "the generator makes sound policies: {faults:#?}");
            None
        }
    }
}

fn made(bytes: &[u8], make: fn(&mut Choices<'_>) -> Made) -> Made {
    make(&mut Choices::new(bytes))
}
