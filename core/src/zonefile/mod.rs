//! Zone files: reading them, writing them, and reading back what was written (RFC 1035, section 5;
//! RFC 2308, section 4; RFC 3597, section 5).
//!
//! Reading never stops at a fault: what cannot be taken costs its own record and is told with its
//! line and column. It never renames a record, never opens another file, and looks at each byte a
//! bounded number of times. Writing never drops a record in silence.

mod bytes;
mod check;
mod doubts;
mod elsewhere;
mod escape;
mod generic;
mod head;
mod lexer;
mod marks;
mod names;
pub(crate) mod rdata;
mod read;
#[cfg(test)]
pub(crate) mod samples;
mod signed;
mod state;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod text_tests;
mod ttl;
#[cfg(test)]
mod unread_tests;
mod wire;
mod words;
mod write;

pub use check::{Mismatch, check};
pub use elsewhere::{Elsewhere, Renamed};
pub use read::{Reading, read};
pub use write::{LeftOut, Written, can_hold, complete, line, write};

use crate::foreign::Foreign;
use crate::name::NameError;
use crate::provider::{Capabilities, Lost};
use crate::record::{FieldReason, Record, Ttl};
use crate::unread::{Concern, Place, Tells, Unread};

/// The longest file that is read, in bytes.
pub const MOST_BYTES: usize = 32 << 20;
/// The most records that are read.
pub const MOST_RECORDS: usize = 200_000;
/// The most problems that are told one by one.
pub const MOST_PROBLEMS: usize = 1_000;

/// The TTL that stands in a file with marks for one that the provider chooses.
const AUTO_MARKED: u32 = 1;
/// The TTL that stands in any other file for one that the provider chooses: short, so that a
/// mistake is soon over.
const AUTO_PLAIN: u32 = 300;

/// What a file can say beyond DNS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// The comment behind a record is the record's own and carries its tags and whether it is
    /// proxied; a TTL of 1 is one that the provider chooses. Otherwise comments say nothing, and
    /// such a TTL is written as 300.
    pub marks: bool,
}

impl Dialect {
    /// The dialect of a provider that can do this.
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

/// What a file held.
#[derive(Debug, Default)]
pub struct ZoneFile {
    /// The records in the file's order, the SOA and the apex's NS among them:
    /// [`crate::diff::aside`] tells which of them a provider keeps itself.
    pub records: Vec<Record>,
    /// The line on which each record begins, in the same order; the first line is 1.
    pub lines: Vec<u32>,
    /// What the file says of each record, in the same order.
    pub tells: Vec<Tells>,
    /// What could not be taken, in the file's order.
    pub problems: Vec<Problem>,
    /// How many more problems there are.
    pub unlisted: usize,
    /// What was taken in another way than it was written, in the file's order.
    pub notes: Vec<Note>,
    /// What was taken as it stands and probably meant otherwise, in the file's order; at most
    /// [`MOST_PROBLEMS`].
    pub doubts: Vec<Doubt>,
    /// How many records were passed over that whoever signs a zone makes (RFC 4034).
    pub signing: usize,
    /// What records say behind them that the provider has no place for.
    pub lost: Lost,
    /// Everything that the problems may have been about, those that are not listed among them.
    pub unread: Unread,
    /// What the file can say.
    pub dialect: Dialect,
}

impl ZoneFile {
    fn add(&mut self, problem: Problem) {
        self.unread.add(Place::Line(problem.line), &problem.concerns);
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.unlisted += 1;
        }
    }
}

/// Something in a file that was taken in another way than it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line; the first is 1.
    pub line: u32,
    /// The type that is a TXT.
    pub renamed: Renamed,
    /// Whether it was left out, as a TXT of the file says it already.
    pub is_said: bool,
}

/// Something in a file that was taken as it stands and probably meant otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The line; the first is 1.
    pub line: u32,
    /// The character in its line; the first is 1.
    pub column: u32,
    /// What it is.
    pub kind: DoubtKind,
    /// What was probably meant, where that is plain.
    pub mended: Option<Mended>,
}

/// A record as it was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The place of the record in [`ZoneFile::records`].
    pub place: usize,
    /// What to take in its place.
    pub record: Record,
}

/// What was probably meant otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoubtKind {
    /// A name that ends in `.@`, as the exports of one registrar write names of the origin.
    AtOrigin,
    /// Words of a text without quotes, each of which is a string of its own (RFC 1035, section 5.1).
    Words,
    /// A text without quotes that ends at a semicolon: the rest of the line is a comment (RFC 1035,
    /// section 5.1).
    Cut,
}

/// Something in a file that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line; the first is 1.
    pub line: u32,
    /// The character in its line; the first is 1.
    pub column: u32,
    /// What is wrong.
    pub kind: ProblemKind,
    /// What of the zone it may have been about.
    pub concerns: Concern,
    /// The beginning of the line, as it stands in the file.
    pub text: Foreign,
}

/// What is wrong in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file is longer than [`MOST_BYTES`]; nothing of it was read.
    TooLarge,
    /// The file holds more than [`MOST_RECORDS`]; what follows was not read.
    TooMany,
    /// More words than any record has.
    LongEntry,
    /// A quote without its end on the same line.
    OpenQuote,
    /// A bracket without its end.
    OpenBracket,
    /// The end of a bracket without its beginning.
    StrayBracket,
    /// A backslash that is followed neither by a number up to 255 nor by a sign.
    Escape,
    /// Signs that an encoding has lost.
    NotText,
    /// Bytes that are no UTF-8, written as their numbers. At one provider a text is ASCII without escapes, and
    /// of the other no document says what becomes of them (provider document, 2.3 and quirks).
    NotUtf8,
    /// A line without a name where no name was read before.
    NoOwner,
    /// No domain name.
    Name(NameError),
    /// `@` as a label beside others: by itself it stands for the origin (RFC 1035, section 5.1).
    AtLabel,
    /// A relative name where the last `$ORIGIN` could not be read.
    NoOrigin,
    /// A name outside the zone.
    OutsideZone,
    /// A class other than IN.
    Class,
    /// No TTL: more than 2147483647 seconds, or of another form (RFC 2181, section 8).
    Ttl,
    /// No type where one must stand.
    NoType,
    /// A type that is not known.
    UnknownType,
    /// A type that exists elsewhere.
    Elsewhere(Elsewhere),
    /// A bracket that goes on over lines that look like records of their own.
    Swallowed,
    /// A type that is known by its number only, without the `\#` that its data then has.
    NotGeneric,
    /// Data behind `\#` that is not as long as it says, or not hexadecimal.
    Generic,
    /// Data behind `\#` that the type cannot have, or that cannot be read in this form.
    GenericContent,
    /// A SOA below the apex.
    SoaBelowApex,
    /// A field, by its label, that does not hold what it must.
    Field(&'static str, FieldReason),
    /// A field, by its label, that is missing.
    Missing(&'static str),
    /// A word behind the last field.
    Surplus,
    /// A string of more than 255 bytes where the type has no way to go on in a second one.
    LongString,
    /// A service parameter that is none (RFC 9460, section 2.1).
    Parameter,
    /// `$INCLUDE`: another file.
    Include,
    /// `$GENERATE`: records by a pattern.
    Generate,
    /// Another word that begins with `$`.
    Directive,
}
