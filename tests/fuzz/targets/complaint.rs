//! Complaint documents against the bank's policy.
#![no_main]

use amends_fuzz::mutate;
use amends_tests::invariants::{Desk, complaint_document};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use std::sync::LazyLock;

static BANK: LazyLock<Desk> = LazyLock::new(|| Desk::of("bank").expect("the bank's policy"));

fuzz_target!(|data: &[u8]| {
    complaint_document(&BANK, data);
});
fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    mutate(data, size, most, seed)
});
