//! What every test target shares: the scenario format and its one check, submissions made from scenarios, histories
//! made up from policies, and the service in this process.

pub mod history;
pub mod memory;
pub mod scenario;
pub mod scheme;
pub mod submissions;

#[cfg(feature = "service")]
pub mod service;

#[cfg(feature = "browser")]
pub mod driver;
#[cfg(feature = "browser")]
pub mod form;
