//! What every test target shares: the scenarios of the repository, changes to its documents, submissions made from
//! scenarios, generated documents and what must hold for them, a second calculator, histories made up from policies, and
//! the service in this process.

pub mod agreement;
pub mod changes;
pub mod generate;
pub mod history;
pub mod invariants;
pub mod memory;
pub mod oracle;
pub mod repository;
pub mod scheme;
pub mod seeds;

#[cfg(feature = "service")]
pub mod scenario;
#[cfg(feature = "service")]
pub mod submissions;
#[cfg(feature = "service")]
pub mod prelude;
#[cfg(feature = "service")]
pub mod service;

#[cfg(feature = "browser")]
pub mod engine;
#[cfg(feature = "browser")]
pub mod driver;
#[cfg(feature = "browser")]
pub mod access;
#[cfg(feature = "browser")]
pub mod composition;
#[cfg(feature = "browser")]
pub mod form;
#[cfg(feature = "browser")]
mod window;
