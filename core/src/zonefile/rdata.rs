//! Parses the rdata fields of every known type. It never guesses: an invalid field is an error with its
//! offset.

use super::escape;
use super::lexer::{Entry, Fault, Lexer, Token};
use super::words::{Words, check};
use super::{ProblemKind, generic, names, ttl};
use crate::name::DomainName;
use crate::record::strings::{self, STRING_BYTES};
use crate::record::{FieldKind, RecordType, mnemonics};

/// Reads the fields of a type; nothing may follow them.
pub(super) fn fields(
    rtype: &RecordType,
    words: &mut Words<'_, '_>,
    origin: Option<&DomainName>,
) -> Result<Vec<String>, Fault> {
    let is_generic = words.peek().is_some_and(|word| word.raw == "\\#" && !word.quoted);
    let fields = match rtype {
        _ if is_generic => generic::fields(rtype, words)?,
        RecordType::Other(_) => return Err((words.at, ProblemKind::NotGeneric)),
        RecordType::Soa => vec![soa(words, origin)?],
        RecordType::Loc => loc(words)?,
        RecordType::Txt => strings(words)?,
        _ => each(rtype, words, origin)?,
    };
    match words.next() {
        Some(word) => Err((word.at, ProblemKind::Surplus)),
        None => Ok(fields),
    }
}

/// The fields of a type from typed generic data. The outer `None`: the text does not start with `\#`. The
/// inner one: the data is invalid for the type.
pub(crate) fn typed(rtype: &RecordType, text: &str) -> Option<Option<Vec<String>>> {
    let behind = text.trim_start().strip_prefix("\\#")?;
    if !behind.is_empty() && !behind.starts_with(char::is_whitespace) {
        return None;
    }
    let (mut lexer, mut entry, mut more) = (Lexer::new(text), Entry::default(), Entry::default());
    let is_one = lexer.next(&mut entry) && entry.fault.is_none() && !lexer.next(&mut more);
    let fields = fields(rtype, &mut Words::new(&entry.tokens, 0), None);
    Some(fields.ok().filter(|_| is_one))
}

fn each(
    rtype: &RecordType,
    words: &mut Words<'_, '_>,
    origin: Option<&DomainName>,
) -> Result<Vec<String>, Fault> {
    let mut fields = Vec::with_capacity(rtype.fields().len());
    for spec in rtype.fields() {
        let first = words.peek();
        let at = first.map_or(words.at, |word| word.at);
        if first.is_none() && spec.kind != FieldKind::Params {
            return Err((at, ProblemKind::Missing(spec.label)));
        }
        let text = match spec.kind {
            FieldKind::Text | FieldKind::String => {
                let word = words.need(spec.label)?;
                let is_short = *rtype == RecordType::Naptr;
                string(word, if is_short { STRING_BYTES } else { usize::MAX })?
            }
            FieldKind::Hex | FieldKind::Base64 => words.joined(),
            FieldKind::Params => params(words)?,
            FieldKind::Host => host(words.need(spec.label)?, origin)?,
            _ => {
                let word = words.need(spec.label)?.raw;
                let number = mnemonics::number(rtype, spec.label, word);
                number.map_or_else(|| word.to_owned(), |number| number.to_string())
            }
        };
        check(spec.kind, spec.label, &text, at)?;
        fields.push(text);
    }
    Ok(fields)
}

/// A normalized name; the root is a dot.
fn host(word: Token<'_>, origin: Option<&DomainName>) -> Result<String, Fault> {
    let name = names::resolve(word.raw, origin).map_err(|kind| (word.at, kind))?;
    Ok(if name.as_str().is_empty() { ".".to_owned() } else { name.as_str().to_owned() })
}

fn string(word: Token<'_>, most: usize) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    escape::push_bytes(word.raw, &mut bytes).map_err(|kind| (word.at, kind))?;
    if bytes.len() > most {
        return Err((word.at, ProblemKind::LongString));
    }
    escape::text(bytes).map_err(|kind| (word.at, kind))
}

/// The strings of a TXT record. Longer ones than allowed are accepted, because the meaning is clear; the
/// writer splits them.
fn strings(words: &mut Words<'_, '_>) -> Result<Vec<String>, Fault> {
    let first = words.peek().ok_or((words.at, ProblemKind::Missing("Content")))?;
    let mut strings = Vec::new();
    while let Some(word) = words.next() {
        let mut bytes = Vec::new();
        escape::push_bytes(word.raw, &mut bytes).map_err(|kind| (word.at, kind))?;
        strings.push(bytes);
    }
    strings::texts(strings).ok_or((first.at, ProblemKind::NotUtf8))
}

/// Service parameters, separated by single spaces (RFC 9460, section 2.1). A quoted value directly follows
/// its `=`.
pub(super) fn params(words: &mut Words<'_, '_>) -> Result<String, Fault> {
    let mut params = String::new();
    while let Some(word) = words.next() {
        let unfit = (word.at, ProblemKind::Parameter);
        if word.quoted {
            if !word.glued || !params.ends_with('=') {
                return Err(unfit);
            }
            params.extend(['"']);
            params.push_str(word.raw);
            params.push('"');
        } else {
            let (key, _) = word.raw.split_once('=').unwrap_or((word.raw, ""));
            let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if word.glued || key.is_empty() || key.len() > 63 || !key.bytes().all(fits) {
                return Err(unfit);
            }
            if !params.is_empty() {
                params.push(' ');
            }
            params.push_str(word.raw);
        }
        escape::push_bytes(word.raw, &mut Vec::new()).map_err(|kind| (word.at, kind))?;
    }
    Ok(params)
}

/// The labels of an SOA's fields (RFC 1035, section 3.3.13).
const SOA: [&str; 7] =
    ["Name server", "Mailbox", "Serial", "Refresh", "Retry", "Expire", "Minimum"];

/// An SOA as one text: two complete names and five numbers.
pub(super) fn soa(words: &mut Words<'_, '_>, origin: Option<&DomainName>) -> Result<String, Fault> {
    let mut text = String::new();
    for (place, label) in SOA.into_iter().enumerate() {
        let word = words.need(label)?;
        match place {
            0 | 1 => {
                let name = host(word, origin)?;
                match &*name {
                    "." => text.push_str(". "),
                    name => {
                        names::push_labels(&mut text, name);
                        text.push_str(". ");
                    }
                }
            }
            _ => {
                // The serial is a 32-bit number, the others are times.
                let number = word.raw.parse().ok().filter(|_| place == 2);
                let number = number.or_else(|| ttl::seconds(word.raw));
                let number = number.ok_or((word.at, ProblemKind::Ttl))?;
                text.push_str(&number.to_string());
                text.push_str(if place == 6 { "" } else { " " });
            }
        }
    }
    Ok(text)
}

/// A position; minutes, seconds, size and precisions are optional (RFC 1876, section 3).
fn loc(words: &mut Words<'_, '_>) -> Result<Vec<String>, Fault> {
    let specs = RecordType::Loc.fields();
    let mut fields: Vec<String> = Vec::with_capacity(specs.len());
    for (place, spec) in specs.iter().enumerate() {
        let at = words.peek().map_or(words.at, |word| word.at);
        let is_letter = |word: Token<'_>| word.raw.bytes().all(|b| b.is_ascii_alphabetic());
        let instead = match place {
            1 | 2 | 5 | 6 if words.peek().is_some_and(is_letter) => Some("0"),
            9 if words.peek().is_none() => Some("1"),
            10 if words.peek().is_none() => Some("10000"),
            11 if words.peek().is_none() => Some("10"),
            _ => None,
        };
        let text = match instead {
            Some(text) => text,
            None => words.need(spec.label)?.raw,
        };
        let text = if place >= 8 { text.strip_suffix(['m', 'M']).unwrap_or(text) } else { text };
        let directions = match place {
            3 => "nNsS",
            _ => "eEwW",
        };
        let is_direction = text.len() == 1 && directions.bytes().any(|b| text.as_bytes() == [b]);
        if spec.kind == FieldKind::Word && !is_direction {
            let reason = crate::record::FieldReason::NotAWord;
            return Err((at, ProblemKind::Field(spec.label, reason)));
        }
        check(spec.kind, spec.label, text, at)?;
        fields.push(text.to_owned());
    }
    Ok(fields)
}
