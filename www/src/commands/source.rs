//! Reads what a command is given: a file, or standard input for `-`.

use crate::stop::Stop;
use amends_core::document;
use amends_core::policy::Policy;
use std::io::Read;

/// A text with the name faults are shown under.
#[derive(Debug)]
pub struct Source {
    /// The path as it was given, or `<stdin>`.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// Reads a path; `-` is standard input.
    pub fn read(path: &str) -> Result<Self, Stop> {
        let (name, bytes) = if path == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes)?;
            ("<stdin>", bytes)
        } else {
            let unreadable = |error| Stop::Use(format!("cannot read `{path}`: {error}"));
            (path, std::fs::read(path).map_err(unreadable)?)
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let byte = error.utf8_error().valid_up_to();
            let words = "this is not UTF-8 text; save it as UTF-8";
            Stop::Faults(format!("{name}: {words}; the first bad byte is byte {byte}"))
        })?;
        Ok(Self { name: name.to_owned(), text })
    }

    /// The document in it; its faults are shown.
    pub fn document<T: document::Read>(&self) -> Result<T, Stop> {
        document::read(&self.text).map_err(|faults| Stop::faults(&self.name, &faults))
    }

    /// The policy in it; its faults are shown.
    pub fn policy(&self) -> Result<Policy, Stop> {
        Policy::read(&self.text).map_err(|faults| Stop::faults(&self.name, &faults))
    }
}

/// Only one document can come from standard input.
pub fn at_most_one_stdin(paths: &[&str]) -> Result<(), Stop> {
    if paths.iter().filter(|path| **path == "-").count() > 1 {
        return Err(Stop::Use("only one document can be `-`, standard input".into()));
    }
    Ok(())
}
