//! What every test target shares: the scenario format and its one check, submissions made from scenarios, and the
//! service in this process.

pub mod history;
pub mod scenario;
pub mod scheme;
pub mod submissions;

#[cfg(feature = "service")]
pub mod service;

#[cfg(feature = "browser")]
pub mod driver;
#[cfg(feature = "browser")]
pub mod form;
