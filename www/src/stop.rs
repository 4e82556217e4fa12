//! How a command ends when it is not done.

use crate::policies::Unpublishable;
use amends_core::fault::Fault;
use std::fmt;
use std::process::ExitCode;

/// Why a command is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A document has faults: one line each; empty when they have been shown already.
    Faults(String),
    /// It was asked for wrongly; the sentence says what to do.
    Use(String),
}

impl Stop {
    /// Faults of a document under its name, one line each.
    pub fn faults(name: &str, faults: &[Fault]) -> Self {
        let line = |fault: &Fault| format!("{name}: {fault} [{}]", fault.code);
        Self::Faults(faults.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// The exit code of the command line: 1 a document has faults, 2 wrong use.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Faults(_) => ExitCode::from(1),
            Self::Use(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults(lines) => f.write_str(lines),
            Self::Use(message) => write!(f, "amends: {message}"),
        }
    }
}

impl std::error::Error for Stop {}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Use(error.to_string())
    }
}

impl From<Vec<Unpublishable>> for Stop {
    fn from(wrong: Vec<Unpublishable>) -> Self {
        Self::Faults(wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}
