//! Writes a zone file that every reader understands alike: sorted, one record per line, with explicit TTLs
//! and complete names, ASCII only.
//!
//! Records that cannot be written completely are left out and reported with the reason.

use super::escape;
use super::lexer::{Entry, Lexer};
use super::rdata;
use super::words::Words;
use super::{Dialect, generic, marks, names};
use crate::name::DomainName;
use crate::record::strings::{self, STRING_BYTES};
use crate::record::{FieldKind, FieldSpec, Record, RecordType, fault};

/// The prefix that comments out a disabled record: a server that reads the file must not serve it.
const DISABLED: &str = "; disabled: ";

/// A file, and the records left out of it.
#[derive(Debug, Default)]
pub struct WrittenFile {
    /// The text of the file.
    pub text: String,
    /// The indexes of the records left out, with the reasons.
    pub left_out: Vec<(usize, LeftOut)>,
    /// The number of written records with a comment, tags or a proxy flag that the dialect cannot express.
    pub unmarked: usize,
}

/// Why a record is left out of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is unreadable.
    Flawed,
    /// It is disabled, and written as a comment.
    Disabled,
    /// Its name is outside the zone.
    OutsideZone,
    /// Its name contains an invalid escape.
    Name,
    /// Its type is not DNS but the provider's own.
    NotDns,
    /// A field, by its label, is invalid for the type.
    Content(&'static str),
    /// Its TTL exceeds the maximum of DNS (RFC 2181, section 8).
    Ttl,
}

/// Writes the records of a zone: the apex first, then the names below it; at each name the SOA, the NS,
/// then all other types; within a type by priority and content.
#[must_use]
pub fn write(records: &[Record], zone: &DomainName, dialect: Dialect) -> WrittenFile {
    let mut written = WrittenFile::default();
    written.text.push_str("$ORIGIN ");
    written.text.push_str(zone.as_str());
    written.text.push_str(".\n");
    let mut rows: Vec<(usize, &Record)> = records.iter().enumerate().collect();
    rows.sort_by_cached_key(|(_, record)| sort_key(record));
    for (place, record) in rows {
        let start = written.text.len();
        if record.disabled {
            written.text.push_str(DISABLED);
        }
        match push(record, zone, dialect, &mut written.text) {
            Ok(()) if record.disabled => written.left_out.push((place, LeftOut::Disabled)),
            Ok(()) => {
                let has_marks = record.comment.is_some() || !record.tags.is_empty();
                let is_marked = has_marks || record.proxied == Some(true);
                written.unmarked += usize::from(is_marked && !dialect.marks);
            }
            Err(reason) => {
                written.text.truncate(start);
                written.left_out.push((place, reason));
            }
        }
    }
    written
}

fn sort_key(record: &Record) -> String {
    let place = match record.rtype {
        RecordType::Soa => '0',
        RecordType::Ns => '1',
        _ => '2',
    };
    let mut key = record.name.sort_key();
    key.extend(['\0', place]);
    record.push_data_key(&mut key);
    key
}

/// A record as a single line: with its complete name, and only what DNS knows.
///
/// # Errors
/// [`LeftOut`] if no file can hold the record.
pub fn line(record: &Record) -> Result<String, LeftOut> {
    let mut line = complete(&owner(record)?).ok_or(LeftOut::Name)?;
    if record.disabled {
        line.insert_str(0, DISABLED);
    }
    push_data(record, Dialect::default(), &mut line)?;
    Ok(line)
}

/// The name with a trailing dot, safe at the start of a line; `None` if it contains an invalid escape.
#[must_use]
pub fn complete(name: &DomainName) -> Option<String> {
    let mut complete = String::new();
    names::push_name(&mut complete, names::canonical(name)?.as_str());
    complete.push('.');
    Some(complete)
}

/// Whether a zone file of this dialect can hold the record; if not, the file is silent about it.
#[must_use]
pub fn can_hold(record: &Record, zone: &DomainName, dialect: Dialect) -> bool {
    !record.disabled && push(record, zone, dialect, &mut String::new()).is_ok()
}

/// Appends the line of a record.
fn push(
    record: &Record,
    zone: &DomainName,
    dialect: Dialect,
    out: &mut String,
) -> Result<(), LeftOut> {
    let name = owner(record)?;
    if !name.is_within(zone) || (record.rtype == RecordType::Soa && name != *zone) {
        return Err(LeftOut::OutsideZone);
    }
    names::push_owner(out, &name, zone);
    push_data(record, dialect, out)?;
    if dialect.marks && !marks::write(record, out) {
        return Err(LeftOut::Content("comment or tag"));
    }
    out.push('\n');
    Ok(())
}

/// The name of a readable record.
fn owner(record: &Record) -> Result<DomainName, LeftOut> {
    match record.flaw {
        Some(_) => Err(LeftOut::Flawed),
        None => names::canonical(&record.name).ok_or(LeftOut::Name),
    }
}

/// Appends everything after the name.
fn push_data(record: &Record, dialect: Dialect, out: &mut String) -> Result<(), LeftOut> {
    // A numeric type that has a mnemonic would be read back as another type.
    let number = record.rtype.number().ok_or(LeftOut::NotDns)?;
    if RecordType::numbered(number) != record.rtype {
        return Err(LeftOut::NotDns);
    }
    if record.ttl.seconds().is_some_and(|seconds| i32::try_from(seconds).is_err()) {
        return Err(LeftOut::Ttl);
    }
    out.push('\t');
    out.push_str(&dialect.seconds(record.ttl).to_string());
    out.push_str("\tIN\t");
    out.push_str(record.rtype.raw());
    let mut separator = '\t';
    if record.rtype == RecordType::Txt {
        for string in record.rdata.raw_fields().flat_map(strings::cut) {
            out.push(std::mem::replace(&mut separator, ' '));
            escape::push_quoted(out, string);
        }
        return Ok(());
    }
    for (spec, text) in record.rtype.fields().iter().zip(record.rdata.raw_fields()) {
        let text = field(&record.rtype, spec, text).ok_or(LeftOut::Content(spec.label))?;
        if !text.is_empty() {
            out.push(separator);
            out.push_str(&text);
            separator = ' ';
        }
    }
    Ok(())
}

/// A field in presentation format; `None` if it is invalid.
fn field(rtype: &RecordType, spec: &FieldSpec, text: &str) -> Option<String> {
    let mut out = String::new();
    match spec.kind {
        FieldKind::Text | FieldKind::String => match rtype {
            RecordType::Soa | RecordType::Other(_) => return normal(rtype, spec.kind, text),
            RecordType::Naptr if text.len() > STRING_BYTES => return None,
            _ => escape::push_quoted(&mut out, text),
        },
        FieldKind::Host => match normal(rtype, spec.kind, text)? {
            root if root == "." => out = root,
            name => {
                names::push_name(&mut out, &name);
                out.push('.');
            }
        },
        FieldKind::Params => return normal(rtype, spec.kind, text),
        _ if fault(spec.kind, text).is_some() => return None,
        // Directions are upper case, lengths have a unit (RFC 1876, section 3).
        FieldKind::Word if *rtype == RecordType::Loc => {
            let ends = if spec.label.starts_with("Latitude") { ["N", "S"] } else { ["E", "W"] };
            out.push_str(ends.into_iter().find(|end| end.eq_ignore_ascii_case(text))?);
        }
        FieldKind::Decimal => {
            out.push_str(text);
            let is_length = !spec.label.ends_with("seconds");
            out.push_str(if is_length { "m" } else { "" });
        }
        _ => out.push_str(text),
    }
    Some(out)
}

/// A field in the spelling that reading a file yields; `None` if no file can hold it. Fields with only one
/// spelling stay as they are.
pub(super) fn normal(rtype: &RecordType, kind: FieldKind, text: &str) -> Option<String> {
    match (kind, rtype) {
        (FieldKind::Host, _) if text == "." => Some(text.to_owned()),
        (FieldKind::Host, _) => {
            let name = names::canonical(&DomainName::parse(text).ok()?)?;
            Some(name.as_str().to_owned()).filter(|name| !name.is_empty())
        }
        (FieldKind::Params, _) => words(text, |words| rdata::params(words).ok()),
        (FieldKind::Text, RecordType::Other(_)) => words(text, generic::normal),
        (FieldKind::Text, RecordType::Soa) => words(text, |words| {
            let soa = rdata::soa(words, Some(&DomainName::default())).ok();
            soa.filter(|_| words.peek().is_none())
        }),
        _ => Some(text.to_owned()),
    }
}

/// Reads a text as the words of one line.
fn words(text: &str, read: fn(&mut Words<'_, '_>) -> Option<String>) -> Option<String> {
    let mut lexer = Lexer::new(text);
    let mut entry = Entry::default();
    lexer.next(&mut entry);
    let is_whole = entry.fault.is_none() && entry.comment.is_none() && lexer.is_at_end();
    let is_one_line = text.bytes().all(|b| !b.is_ascii_control() && b.is_ascii());
    if !is_whole || !is_one_line {
        return None;
    }
    read(&mut Words::new(&entry.tokens, 0))
}
