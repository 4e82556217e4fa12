//! Policy documents: whatever is written, faults have places and sound policies quote.
#![no_main]

use amends_fuzz::mutate;
use amends_tests::invariants::policy_document;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| {
    policy_document(data);
});
fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    mutate(data, size, most, seed)
});
