//! `amends schema`: the JSON Schema of a document, generated from its type.

use super::say;
use crate::stop::Stop;
use amends_core::document::{complaint, policy, quote, replay, submission};
use clap::{Args, ValueEnum};
use schemars::{JsonSchema, SchemaGenerator};

/// What `amends schema` is asked.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// The document.
    name: Name,
}

/// The public documents.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Name {
    Policy,
    Complaint,
    Quote,
    Submission,
    Verdict,
    Receipt,
    Event,
    Status,
    ReplayReport,
}

/// Prints the schema.
pub fn run(arguments: &SchemaArguments) -> Result<(), Stop> {
    let schema = match arguments.name {
        Name::Policy => of::<policy::PolicyDocument>(),
        Name::Complaint => of::<complaint::ComplaintDocument>(),
        Name::Quote => of::<quote::QuoteDocument>(),
        Name::Submission => of::<submission::SubmissionDocument>(),
        Name::Verdict => of::<submission::VerdictDocument>(),
        Name::Receipt => of::<submission::ReceiptDocument>(),
        Name::Event => of::<submission::FollowUpEventDocument>(),
        Name::Status => of::<submission::StatusDocument>(),
        Name::ReplayReport => of::<replay::ReplayReportDocument>(),
    };
    say(&serde_json::to_string_pretty(&schema).map_err(|error| Stop::Use(error.to_string()))?)
}

fn of<T: JsonSchema>() -> schemars::Schema {
    SchemaGenerator::default().into_root_schema_for::<T>()
}
