//! Whether core and the second calculator say the same of a complaint to a policy.

mod compare;
mod minimise;
mod pairs;

pub use compare::{Both, Verdict, differences};
pub use minimise::minimise;
pub use pairs::{Pair, Pairs};
