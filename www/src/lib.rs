//! The company's side of Amends: the command line, the intake that computes every figure again and
//! keeps each submission once, and the portal pages that show the form in its surroundings.
//!
//! Read in order: what day and language it is, what is promised and known, where things are kept,
//! how a complaint is received, and how all of it is reached over HTTP and from the command line.

pub mod clock;
pub mod language;

pub mod served;
pub mod policies;
pub mod customers;

pub mod store;
pub mod problem;
pub mod access;
pub mod intake;
pub mod follow_up;
pub mod report;

pub mod assets;
pub mod metrics;
pub mod asked;
pub mod pages;
pub mod guard;
pub mod portal;
pub mod evidence;
pub mod chosen;
pub mod plain;
pub mod case_page;
pub mod cases;
pub mod api;

pub mod scenario;
pub mod replay;
pub mod stop;
pub mod serve;
pub mod commands;

#[cfg(feature = "build")]
pub mod host;
#[cfg(feature = "build")]
pub mod bundle;

#[cfg(test)]
mod testing;
