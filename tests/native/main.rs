//! Everything that is tested without a browser or a service.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, and says where"
)]

mod agreement;
mod amounts;
mod apologies;
mod choosing;
mod coverage;
mod documents;
mod fairness;
mod faults;
mod findings;
mod fitting;
mod fuzzed;
mod languages;
mod made;
mod outlook;
mod owed;
mod promises;
mod properties;
mod ranges;
mod reference;
mod rejected;
mod tidy;
mod told;
mod typing;
