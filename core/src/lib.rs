//! Amends core: a complaint, a policy, and what follows: options with amounts, dates and reasons,
//! commitments, an apology, and the verdict on what a form claims.
//!
//! Pure: no clock, no input or output, no randomness, no floats, no panic. Modules are declared in
//! reading order; each uses only those above it.
#![deny(missing_docs)]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::wildcard_enum_match_arm,
    clippy::match_wildcard_for_single_variants,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests panic on overflow"))]

pub mod fault;
pub mod packing;
pub mod number;
pub mod money;
pub mod date;
pub mod calendar;
pub mod document;
pub mod quantity;
pub mod language;
pub mod remedy;
pub mod evidence;
pub mod policy;
pub mod complaint;
mod due;
mod wording;
mod assessment;
pub mod evaluation;
mod options;
pub mod guard;
pub mod amounts;
mod commitments;
mod apology;
mod entitlements;
mod comparison;
mod quote;
pub mod outlook;
pub mod channel;
pub mod review;
pub mod submission;
pub mod verification;
pub mod follow_up;
pub mod icalendar;

pub use quote::quote;
