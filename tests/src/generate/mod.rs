//! Generated documents: complaints to any policy, and policies of every shape, each from a source of choices.

mod choices;
mod complaints;

pub use choices::{Choices, seeded};
pub use complaints::{Respondent, Told};
