//! Submission documents against the tea house's policy, which is small, so that whole quotes fit.
#![no_main]

use amends_fuzz::mutate;
use amends_tests::invariants::{Desk, submission_document};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use std::sync::LazyLock;

static TEA: LazyLock<Desk> = LazyLock::new(|| Desk::small().expect("the tea house's policy"));

fuzz_target!(|data: &[u8]| {
    submission_document(&TEA, data);
});
fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    mutate(data, size, most, seed)
});
