//! What can go wrong in a command, told as what to do about it.
//! It never hides what a tool itself printed: that has already been shown.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// The outcome of everything in this program.
pub type Result<T> = std::result::Result<T, Error>;

/// A reason to stop.
#[derive(Debug)]
pub enum Error {
    /// The command line is not one of ours.
    Usage(String),
    /// A program could not be started at all.
    NotStarted {
        /// Its name.
        program: String,
        /// Why.
        cause: io::Error,
    },
    /// A program ran and reported failure.
    Failed {
        /// What it was to do.
        what: String,
    },
    /// A file could not be read or written.
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// Something that this program cannot put in place is missing.
    Missing {
        /// What is missing.
        what: String,
        /// How to get it.
        remedy: String,
    },
    /// A file of the project does not hold what it must hold.
    Content {
        /// Which file.
        file: String,
        /// What it must hold.
        must: String,
    },
}

impl Error {
    /// For `map_err` after reading or writing `path`.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| Self::File { path, cause }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(word) => write!(f, "`{word}` is not a command. Try `cargo xtask help`."),
            Self::NotStarted { program, cause } => {
                write!(
                    f,
                    "`{program}` could not be started ({cause}). Install it, or put it on PATH."
                )
            }
            Self::Failed { what } => {
                write!(f, "Failed: {what}. What it printed above says why.")
            }
            Self::File { path, cause } => {
                write!(
                    f,
                    "{}: {cause}. Check that it exists and may be read and written.",
                    path.display()
                )
            }
            Self::Missing { what, remedy } => write!(f, "{what} is missing. {remedy}"),
            Self::Content { file, must } => write!(f, "{file} must hold {must}."),
        }
    }
}
