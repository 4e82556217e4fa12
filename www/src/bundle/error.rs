//! What can go wrong while bundling, in sentences that say where and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::host::Missing;

/// Why there is no bundle.
#[derive(Debug)]
pub enum BundleError {
    /// A system part is not there and could not be installed.
    Missing(Missing),
    /// A source file of the bundle is not there.
    NoSource(PathBuf),
    /// A file could not be read or written.
    File {
        /// What was being done, as a verb: `read`, `write`, …
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        cause: io::Error,
    },
    /// A tool ran and failed.
    Tool {
        /// What the tool was for.
        doing: String,
        /// Everything it said.
        said: String,
    },
    /// A file has content that cannot be bundled.
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(missing) => missing.fmt(f),
            Self::NoSource(path) => {
                write!(f, "`{}` is missing; the bundle needs it", path.display())
            }
            Self::File { doing, path, cause } => {
                write!(f, "could not {doing} `{}`: {cause}", path.display())
            }
            Self::Tool { doing, said } => write!(f, "could not {doing}; it said:\n{said}"),
            Self::Content { path, cause } => {
                write!(f, "`{}` cannot be bundled: {cause}", path.display())
            }
        }
    }
}

impl std::error::Error for BundleError {}

impl From<Missing> for BundleError {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}

/// For `map_err`: an input or output error with what was being done to which file.
pub(super) fn doing(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> BundleError {
    let path = path.to_path_buf();
    move |cause| BundleError::File { doing: verb, path, cause }
}
