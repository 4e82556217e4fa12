//! `amends explain`: what a code of a fault or warning means, with a mistake and how to mend it.

use super::say;
use crate::stop::Stop;
use amends_core::fault::{CODES, nearest};
use clap::Args;

/// The page every code has an entry on.
const PAGE: &str = include_str!("../../../core/FAULTS.md");

/// What `amends explain` is asked.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The code in brackets behind `error` or `warning`, for example `band-gap`.
    code: String,
}

/// Prints the entry of a code.
pub fn run(arguments: &ExplainArguments) -> Result<(), Stop> {
    match entry(&arguments.code) {
        Some(entry) => say(&entry),
        None => Err(Stop::Use(unknown(&arguments.code))),
    }
}

/// The entry under its heading, as it is written.
fn entry(code: &str) -> Option<String> {
    let heading = format!("\n### `{code}`\n");
    let (_, rest) = PAGE.split_once(&heading)?;
    let end = rest.find("\n##").unwrap_or(rest.len());
    Some(format!("{code}\n\n{}", rest.get(..end)?.trim()))
}

fn unknown(code: &str) -> String {
    match nearest(code, CODES.iter().copied()) {
        Some(near) => format!("there is no code `{code}`; did you mean `{near}`?"),
        None => format!("there is no code `{code}`; it stands in brackets behind `error`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_alone() {
        for code in CODES {
            let entry = entry(code).unwrap();
            assert!(entry.starts_with(code) && entry.contains("**Mend:**"), "{entry}");
            assert!(!entry.contains("\n#"), "{entry}");
        }
    }

    #[test]
    fn a_mistyped_code_is_recognised() {
        assert_eq!(entry("band-gab"), None);
        assert!(unknown("band-gab").ends_with("did you mean `band-gap`?"));
        assert!(unknown("zebra").contains("in brackets"));
    }
}
