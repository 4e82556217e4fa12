//! Policies packed for the browser: bytes that make no sense are refused and do no harm.
#![no_main]

use amends_tests::invariants::packed_policy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    packed_policy(data);
});
