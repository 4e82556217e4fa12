//! Whether core and the second calculator say the same of a complaint to a policy.
//!
//! A pair on which they differ is made as small as it can be and kept in `tests/disagreements/`, where every run of the
//! suite tries it again.

mod compare;
mod coverage;
mod minimise;
mod pairs;
mod run;
pub mod saved;
#[cfg(test)]
mod tests;

pub use compare::{Both, Verdict};
pub use coverage::Coverage;
pub use minimise::minimise;
pub use pairs::{Pair, Pairs};
pub use run::{Run, run};
