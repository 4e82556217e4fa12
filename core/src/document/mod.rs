//! Documents as they are written: their types, how they are read and how they are written back.

pub mod complaint;
pub mod formula;
pub mod policy;
pub mod quote;
pub mod submission;

pub(crate) mod canonical;
mod differences;
pub(crate) mod node;
pub(crate) mod reader;

pub use canonical::{digest, write};
pub use differences::differences;
pub use reader::read;
