//! Messages about probable mistakes in a file, and about its encoding.

use crate::encoding::{Order, Remark};
use crate::record::Record;
use crate::zone::{Conflict, ConflictKind};
use crate::zonefile::{Doubt, DoubtKind};

/// A probable mistake with its position.
#[must_use]
pub fn doubt_line(doubt: &Doubt) -> String {
    let words = match doubt.kind {
        DoubtKind::AtOrigin => {
            "A name that ends in .@ was read as relative to the origin, which is what the registrar that writes this means."
        }
        DoubtKind::Words => {
            "Without quotes each word of this text is a separate string, and was read as that."
        }
        DoubtKind::Cut => {
            "Without quotes this text ends at the semicolon; the rest of the line is a comment."
        }
    };
    format!("line {}, column {}: {words}", doubt.line, doubt.column)
}

/// The label of the button that applies a correction.
#[must_use]
pub fn take_mended(record: &Record) -> String {
    format!("Take {} instead", record.content().line())
}

/// A record that was probably meant otherwise.
#[must_use]
pub fn mistake_line(line: u32, conflict: &Conflict, record: &Record) -> String {
    format!("line {line}: {}", super::conflict(conflict, record))
}

/// A note about strings that the provider joins.
#[must_use]
pub fn joined_line(line: u32, record: &Record) -> String {
    let words = super::conflict(&Conflict { kind: ConflictKind::StringsJoined, fix: None }, record);
    format!("line {line}: {words}")
}

/// A remark about the encoding of a file.
#[must_use]
pub fn encoding(remark: Remark) -> &'static str {
    match remark {
        Remark::Utf16Unmarked(Order::Little) => {
            "The file is UTF-16 (little-endian) without a byte order mark, and was read as that."
        }
        Remark::Utf16Unmarked(Order::Big) => {
            "The file is UTF-16 (big-endian) without a byte order mark, and was read as that."
        }
        Remark::Broken => {
            "The file is UTF-16 or UTF-32 with broken parts. Save it as UTF-8 and choose it again."
        }
        Remark::Windows1252 => {
            "The file is not UTF-8: it looks like Windows-1252 or Latin-1. Lines with such letters were not read. Save it as UTF-8 and choose it again."
        }
        Remark::Binary => {
            "This is not a text file, so nothing was read. If it is an archive, unpack it first."
        }
    }
}
