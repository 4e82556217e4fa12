//! What a check found, for programs: editors, pipelines, review tools.

use super::Found;
use super::place::stated;
use crate::stop::Stop;
use amends_core::fault::Fault;
use serde::Serialize;

/// What was found in one document.
#[derive(Debug, Serialize)]
struct Document<'a> {
    /// `success` when there is no fault.
    #[serde(rename = "type")]
    kind: &'static str,
    file: &'a str,
    faults: Vec<Placed<'a>>,
    warnings: Vec<Placed<'a>>,
    /// Where the search for warnings was given up.
    notes: Vec<Placed<'a>>,
}

/// A fault with its place; lines and columns from 1, columns in characters, the end not included.
#[derive(Debug, Serialize)]
struct Placed<'a> {
    code: &'static str,
    /// JSON Pointer (RFC 6901).
    at: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: &'a str,
}

/// A list with one object a document.
pub fn json(found: &[Found<'_>]) -> Result<String, Stop> {
    let documents: Vec<Document<'_>> = found.iter().map(document).collect();
    serde_json::to_string_pretty(&documents).map_err(|error| Stop::Use(error.to_string()))
}

fn document<'a>(found: &'a Found<'_>) -> Document<'a> {
    let placed = |faults: &'a [Fault]| faults.iter().map(|fault| placed(found, fault)).collect();
    Document {
        kind: if found.faults.is_empty() { "success" } else { "failure" },
        file: &found.source.name,
        faults: placed(&found.faults),
        warnings: placed(&found.warnings),
        notes: placed(&found.notes),
    }
}

fn placed<'a>(found: &Found<'_>, fault: &'a Fault) -> Placed<'a> {
    let range = found.places.find(fault);
    let (line, column) = found.places.line_and_column(range.start);
    let (end_line, end_column) = found.places.line_and_column(range.end);
    let (code, at) = (fault.code, fault.at.as_str());
    let (message, help) = (stated(&fault.message).1, fault.help.as_str());
    Placed { code, at, line, column, end_line, end_column, message, help }
}
