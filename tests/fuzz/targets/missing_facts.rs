//! Evaluation while facts are missing: a policy of the repository, some of its facts, answered in some order.
#![no_main]

use amends_tests::generate::Choices;
use amends_tests::invariants::{Desk, told};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DESKS: LazyLock<Vec<Desk>> = LazyLock::new(|| Desk::all().expect("the policies"));

fuzz_target!(|data: &[u8]| {
    told(&DESKS, &mut Choices::new(data));
});
