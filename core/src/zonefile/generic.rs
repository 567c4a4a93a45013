//! Generic data of any type: `\#`, the length and the bytes in hexadecimal (RFC 3597, section 5).
//!
//! A type without a mnemonic keeps this form. Known types are decoded field by field, with [`super::wire`]
//! for complex ones.

use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};

use super::ProblemKind;
use super::bytes::{name, number, string, take};
use super::escape;
use super::lexer::Fault;
use super::wire;
use super::words::{Words, check};
use crate::record::{FieldKind, RecordType, strings};

/// Reads the fields of a type, starting at `\#`.
pub(super) fn fields(rtype: &RecordType, words: &mut Words<'_, '_>) -> Result<Vec<String>, Fault> {
    let mark = words.at;
    let (bytes, at) = bytes(words)?;
    if let RecordType::Other(_) = rtype {
        return Ok(vec![written(&bytes)]);
    }
    let unfit = (mark, ProblemKind::GenericContent);
    let mut rest = bytes.as_slice();
    let fields = match rtype {
        RecordType::Soa => vec![wire::soa(&mut rest).ok_or(unfit)?],
        RecordType::Loc => wire::loc(&mut rest).ok_or(unfit)?,
        RecordType::Txt => texts(&mut rest).map_err(|kind| (mark, kind))?,
        _ => {
            let fields = rtype.fields().iter().map(|spec| {
                let text = field(rtype, spec.kind, &mut rest).ok_or(unfit)?;
                check(spec.kind, spec.label, &text, at).map(|()| text)
            });
            fields.collect::<Result<_, _>>()?
        }
    };
    if rest.is_empty() { Ok(fields) } else { Err(unfit) }
}

/// The strings of a TXT record.
fn texts(rest: &mut &[u8]) -> Result<Vec<String>, ProblemKind> {
    let mut all = Vec::new();
    while !rest.is_empty() || all.is_empty() {
        all.push(string(rest).ok_or(ProblemKind::GenericContent)?.to_vec());
    }
    strings::texts(all).ok_or(ProblemKind::NotUtf8)
}

/// The normalized generic form of a type without a mnemonic; `None` if it is invalid.
pub(super) fn normal(words: &mut Words<'_, '_>) -> Option<String> {
    let (bytes, _) = bytes(words).ok()?;
    words.peek().is_none().then(|| written(&bytes))
}

fn written(bytes: &[u8]) -> String {
    let mut text = format!("\\# {}", bytes.len());
    if !bytes.is_empty() {
        text.push(' ');
    }
    HEXLOWER.encode_append(bytes, &mut text);
    text
}

/// Reads the bytes, and where they start in the text.
fn bytes(words: &mut Words<'_, '_>) -> Result<(Vec<u8>, usize), Fault> {
    let mark = words.need("Content")?;
    let length = words.need("Content")?;
    let at = words.peek().map_or(mark.at, |word| word.at);
    let unfit = (length.at, ProblemKind::Generic);
    let length = length.raw.parse::<u16>().ok().filter(|_| !length.raw.starts_with('+'));
    let bytes = HEXLOWER_PERMISSIVE.decode(words.joined().as_bytes()).map_err(|_| unfit)?;
    let fits = mark.raw == "\\#" && length.is_some_and(|length| bytes.len() == usize::from(length));
    if fits { Ok((bytes, at)) } else { Err(unfit) }
}

/// Decodes one field.
fn field(rtype: &RecordType, kind: FieldKind, rest: &mut &[u8]) -> Option<String> {
    match kind {
        FieldKind::Ipv4 => {
            let bytes = <[u8; 4]>::try_from(take(rest, 4)?).ok()?;
            Some(std::net::Ipv4Addr::from(bytes).to_string())
        }
        FieldKind::Ipv6 => {
            let bytes = <[u8; 16]>::try_from(take(rest, 16)?).ok()?;
            Some(std::net::Ipv6Addr::from(bytes).to_string())
        }
        FieldKind::U8 => Some(number(rest, 1)?.to_string()),
        FieldKind::U16 => Some(number(rest, 2)?.to_string()),
        FieldKind::Host => name(rest),
        FieldKind::Word => string(rest).and_then(text),
        FieldKind::Text | FieldKind::String => match rtype {
            RecordType::Naptr => string(rest).and_then(text),
            _ => text(std::mem::take(rest)),
        },
        FieldKind::Hex => Some(HEXLOWER.encode(std::mem::take(rest))),
        FieldKind::Base64 => Some(BASE64.encode(std::mem::take(rest))),
        FieldKind::Params => wire::params(rest),
        // Only positions have this kind.
        FieldKind::Decimal => None,
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    escape::text(bytes.to_vec()).ok()
}
