//! `amends schema`: the JSON Schema of a document, generated from its type.

use super::say;
use crate::scenario::Scenario;
use crate::stop::Stop;
use amends_core::document::{complaint, follow_up, outlook, policy, quote, replay, submission};
use clap::{Args, ValueEnum};
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

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
    Outlook,
    Submission,
    Verdict,
    Receipt,
    Event,
    Case,
    Status,
    ReplayReport,
    Scenario,
}

/// Prints the schema.
pub fn run(arguments: &SchemaArguments) -> Result<(), Stop> {
    let schema = match arguments.name {
        Name::Policy => of::<policy::PolicyDocument>(),
        Name::Complaint => of::<complaint::ComplaintDocument>(),
        Name::Quote => of::<quote::QuoteDocument>(),
        Name::Outlook => of::<outlook::OutlookDocument>(),
        Name::Submission => of::<submission::SubmissionDocument>(),
        Name::Verdict => of::<submission::VerdictDocument>(),
        Name::Receipt => of::<submission::ReceiptDocument>(),
        Name::Case => of::<follow_up::CaseDocument>(),
        Name::Event => of::<follow_up::FollowUpEventDocument>(),
        Name::Status => of::<follow_up::StatusDocument>(),
        Name::ReplayReport => of::<replay::ReplayReportDocument>(),
        Name::Scenario => of::<Scenario>(),
    };
    say(&serde_json::to_string_pretty(&schema).map_err(|error| Stop::Use(error.to_string()))?)
}

fn of<T: JsonSchema>() -> Schema {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<T>();
    RecursiveTransform(describe_names).transform(&mut schema);
    schema
}

/// Says what a name means at the name itself, where one of several names is written with its content: there
/// editors look for what they show.
fn describe_names(schema: &mut Schema) {
    let Some(Value::Array(names)) = schema.get_mut("oneOf") else { return };
    for name in names {
        let Some(says) = name.get("description").cloned() else { continue };
        let Some(Value::Object(properties)) = name.get_mut("properties") else { continue };
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            property.entry("description").or_insert_with(|| says.clone());
        }
    }
}
