//! Generated documents: complaints to any policy, and policies of every shape, each from a source of choices.

mod choices;
mod complaints;
mod policies;

pub use choices::{Choices, seeded};
pub use complaints::{Respondent, Told};
pub use policies::{Made, policy, reading_each_fact_once};
