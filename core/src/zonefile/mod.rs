//! Zone files: reading, writing and verifying them (RFC 1035, section 5; RFC 2308, section 4; RFC 3597,
//! section 5).
//!
//! Reading never stops at an error: an unreadable entry affects only itself and is reported with line and
//! column. It renames no records, opens no other files, and reads each byte a bounded number of times.
//! Writing reports every record that it leaves out.

mod bytes;
mod check;
mod doubts;
mod elsewhere;
mod escape;
mod generic;
mod head;
mod lexer;
mod lines;
mod marks;
mod names;
pub(crate) mod rdata;
mod read;
#[cfg(test)]
pub(crate) mod samples;
mod signed;
mod single;
mod state;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod text_tests;
pub(crate) mod ttl;
#[cfg(test)]
mod unread_tests;
mod wire;
mod words;
mod write;

pub use check::{Mismatch, check};
pub use elsewhere::{Elsewhere, Renamed};
pub use lines::Lines;
pub use read::{Reading, read};
pub use single::{Single, SingleFault, single};
pub use write::{LeftOut, WrittenFile, can_hold, complete, line, write};

use crate::foreign::Foreign;
use crate::name::NameError;
use crate::provider::{Capabilities, Lost};
use crate::record::{FieldReason, Record, Ttl};
use crate::unread::{Concern, Position, Tells, Unread};

/// The maximum size of a file in bytes.
pub const MOST_BYTES: usize = 32 << 20;
/// The maximum number of records in a file.
pub const MOST_RECORDS: usize = 200_000;
/// The maximum number of problems reported individually.
pub const MOST_PROBLEMS: usize = 1_000;

/// Stands for an automatic TTL in files with marks.
const AUTO_MARKED: u32 = 1;
/// Replaces an automatic TTL in all other files, in seconds: short, so that a mistake does not last.
const AUTO_PLAIN: u32 = 300;

/// What a file can express beyond DNS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Whether the comment after a record contains the record's comment, tags and proxy flag, and a TTL of 1
    /// means automatic. Otherwise comments are ignored, and an automatic TTL is written as 300.
    pub marks: bool,
}

impl Dialect {
    /// The dialect for a provider with these capabilities.
    #[must_use]
    pub fn of(rules: &Capabilities) -> Self {
        Self { marks: rules.proxied }
    }

    fn seconds(self, ttl: Ttl) -> u32 {
        ttl.seconds().unwrap_or(if self.marks { AUTO_MARKED } else { AUTO_PLAIN })
    }

    fn ttl(self, seconds: u32) -> Ttl {
        if self.marks && seconds == AUTO_MARKED { Ttl::Auto } else { Ttl::Seconds(seconds) }
    }
}

/// The contents of a file.
#[derive(Debug, Default)]
pub struct ZoneFile {
    /// The records in file order, including the SOA and the apex's NS: [`crate::diff::aside`] decides which
    /// of them are skipped.
    pub records: Vec<Record>,
    /// The line where each record starts, in the same order; the first line is 1.
    pub lines: Vec<u32>,
    /// The fields that the file states of each record, in the same order.
    pub tells: Vec<Tells>,
    /// The unreadable entries, in file order.
    pub problems: Vec<Problem>,
    /// The number of further problems, not listed.
    pub unlisted: usize,
    /// Entries that were read differently than written, in file order.
    pub notes: Vec<Note>,
    /// Probable mistakes that were read literally, in file order; at most [`MOST_PROBLEMS`].
    pub doubts: Vec<Doubt>,
    /// The number of skipped records that signing software creates (RFC 4034).
    pub signing: usize,
    /// The number of records with marks that the provider does not support.
    pub lost: Lost,
    /// The records that the problems may concern, including unlisted problems.
    pub unread: Unread,
    /// The dialect of the file.
    pub dialect: Dialect,
}

impl ZoneFile {
    fn add(&mut self, problem: Problem) {
        self.unread.add(Position::Line(problem.line), &problem.concerns);
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.unlisted += 1;
        }
    }
}

/// An entry that was read differently than written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line; the first is 1.
    pub line: u32,
    /// The original type of the TXT record.
    pub renamed: Renamed,
    /// Whether it was skipped, because a TXT record of the file is identical.
    pub is_said: bool,
}

/// A probable mistake that was read literally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The line; the first is 1.
    pub line: u32,
    /// The column in characters; the first is 1.
    pub column: u32,
    /// The kind of mistake.
    pub kind: DoubtKind,
    /// The correction, if it is unambiguous.
    pub mended: Option<Mended>,
}

/// A corrected record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The index of the record in [`ZoneFile::records`].
    pub place: usize,
    /// The replacement.
    pub record: Record,
}

/// A kind of probable mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoubtKind {
    /// A name that ends in `.@`, as one registrar exports names of the origin.
    AtOrigin,
    /// An unquoted text, in which every word is a string of its own (RFC 1035, section 5.1).
    Words,
    /// An unquoted text with a semicolon, which starts a comment (RFC 1035, section 5.1).
    Cut,
}

/// An unreadable entry of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line; the first is 1.
    pub line: u32,
    /// The column in characters; the first is 1.
    pub column: u32,
    /// What is wrong.
    pub kind: ProblemKind,
    /// The records that it may concern.
    pub concerns: Concern,
    /// The beginning of the line, verbatim.
    pub text: Foreign,
}

/// The kinds of problems in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file is larger than [`MOST_BYTES`]; nothing was read.
    TooLarge,
    /// The file contains more than [`MOST_RECORDS`]; the rest was not read.
    TooMany,
    /// An entry with more words than any record has.
    LongEntry,
    /// A quote that is not closed on its line.
    OpenQuote,
    /// An unclosed bracket.
    OpenBracket,
    /// A closing bracket without an opening one.
    StrayBracket,
    /// A backslash that is followed neither by a number up to 255 nor by a character.
    Escape,
    /// Replacement characters: an earlier encoding step lost the text.
    NotText,
    /// Escaped bytes that are not UTF-8. One provider supports only ASCII without escapes, and the other does
    /// not document their handling (provider document, 2.3 and quirks).
    NotUtf8,
    /// A line without an owner, before any owner was read.
    NoOwner,
    /// An invalid domain name.
    Name(NameError),
    /// `@` as one label of several: alone it stands for the origin (RFC 1035, section 5.1).
    AtLabel,
    /// A relative name after an unreadable `$ORIGIN`.
    NoOrigin,
    /// A name outside the zone.
    OutsideZone,
    /// A class other than IN.
    Class,
    /// An invalid TTL: more than 2147483647 seconds, or malformed (RFC 2181, section 8).
    Ttl,
    /// A missing type.
    NoType,
    /// An unknown type.
    UnknownType,
    /// An unsupported type.
    Elsewhere(Elsewhere),
    /// A bracket that spans lines which look like records of their own.
    Swallowed,
    /// A type given by number, without generic data (`\#`).
    NotGeneric,
    /// Generic data that does not have its stated length, or is not hexadecimal.
    Generic,
    /// Generic data that is invalid for the type, or cannot be decoded.
    GenericContent,
    /// An SOA below the apex.
    SoaBelowApex,
    /// A field, by its label, with an invalid value.
    Field(&'static str, FieldReason),
    /// A missing field, by its label.
    Missing(&'static str),
    /// A word after the last field.
    Surplus,
    /// A string of more than 255 bytes, in a type that allows only one.
    LongString,
    /// An invalid service parameter (RFC 9460, section 2.1).
    Parameter,
    /// `$INCLUDE`, which refers to another file.
    Include,
    /// `$GENERATE`, which creates records from a pattern.
    Generate,
    /// Another directive, starting with `$`.
    Directive,
}
