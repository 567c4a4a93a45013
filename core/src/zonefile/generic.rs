//! Data of any type as `\#`, its length and its bytes in hexadecimal (RFC 3597, section 5).
//!
//! A type without a mnemonic keeps that form, and known types are read field by field. What the bytes
//! cannot mean is refused, never guessed.

use super::ProblemKind;
use super::escape::{self, push_number};
use super::lexer::Fault;
use super::rdata::{self, Words};
use crate::name::DomainName;
use crate::record::{FieldKind, RecordType};

/// Reads the fields of a type from `\#` on.
pub(super) fn fields(rtype: &RecordType, words: &mut Words<'_, '_>) -> Result<Vec<String>, Fault> {
    let mark = words.at;
    let (bytes, at) = bytes(words)?;
    if let RecordType::Other(_) = rtype {
        return Ok(vec![written(&bytes)]);
    }
    let unfit = (mark, ProblemKind::GenericContent);
    let mut rest = bytes.as_slice();
    let mut fields = Vec::new();
    let mut position = match rtype {
        RecordType::Loc => position(&mut rest).ok_or(unfit)?,
        _ => Vec::new(),
    }
    .into_iter();
    for spec in rtype.fields() {
        let text = position.next().or_else(|| field(rtype, spec.kind, &mut rest)).ok_or(unfit)?;
        rdata::check(spec.kind, spec.label, &text, at)?;
        fields.push(text);
    }
    if rest.is_empty() { Ok(fields) } else { Err(unfit) }
}

/// The form in which the data of a type without a mnemonic is kept; none where it is none.
pub(super) fn normal(words: &mut Words<'_, '_>) -> Option<String> {
    let (bytes, _) = bytes(words).ok()?;
    words.peek().is_none().then(|| written(&bytes))
}

fn written(bytes: &[u8]) -> String {
    let mut text = format!("\\# {}", bytes.len());
    if !bytes.is_empty() {
        text.push(' ');
    }
    push_hex(&mut text, bytes);
    text
}

/// The bytes, and where they begin.
fn bytes(words: &mut Words<'_, '_>) -> Result<(Vec<u8>, usize), Fault> {
    let mark = words.need("Content")?;
    let length = words.need("Content")?;
    let at = words.peek().map_or(mark.at, |word| word.at);
    let unfit = (length.at, ProblemKind::Generic);
    let length = length.raw.parse::<u16>().ok().filter(|_| !length.raw.starts_with('+'));
    let digits = words.joined();
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    let mut nibbles = digits.chars().map(|c| c.to_digit(16));
    while let Some(high) = nibbles.next() {
        let byte = high.zip(nibbles.next().flatten()).map(|(high, low)| high << 4 | low);
        bytes.push(byte.ok_or(unfit)? as u8);
    }
    let fits = mark.raw == "\\#" && length.is_some_and(|length| bytes.len() == usize::from(length));
    if fits { Ok((bytes, at)) } else { Err(unfit) }
}

/// Takes one field off the bytes.
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
        FieldKind::Text => match rtype {
            RecordType::Soa => soa(rest),
            RecordType::Txt if rest.is_empty() => None,
            RecordType::Txt => {
                let mut all = Vec::new();
                while !rest.is_empty() {
                    all.extend_from_slice(string(rest)?);
                }
                text(&all)
            }
            RecordType::Naptr => string(rest).and_then(text),
            _ => text(std::mem::take(rest)),
        },
        FieldKind::Hex => {
            let mut hex = String::new();
            push_hex(&mut hex, std::mem::take(rest));
            Some(hex)
        }
        FieldKind::Base64 => Some(base64(std::mem::take(rest))),
        FieldKind::Params => params(rest),
        FieldKind::Decimal => None,
    }
}

/// A SOA as it is kept: two complete names and five numbers (RFC 1035, section 3.3.13).
fn soa(rest: &mut &[u8]) -> Option<String> {
    let mut text = String::new();
    for _ in 0..2 {
        let name = name(rest)?;
        text.push_str(&name);
        text.push_str(if name == "." { "" } else { "." });
        text.push(' ');
    }
    for _ in 0..5 {
        text.push_str(&number(rest, 4)?.to_string());
        text.push(' ');
    }
    text.pop();
    Some(text)
}

/// The fields of a position (RFC 1876, section 2). Other versions than the first are not read.
fn position(rest: &mut &[u8]) -> Option<Vec<String>> {
    let sizes = take(rest, 4)?.split_first().filter(|(version, _)| **version == 0)?.1;
    let mut fields = Vec::with_capacity(12);
    for directions in [["S", "N"], ["W", "E"]] {
        let angle = i64::from(number(rest, 4)?) - (1 << 31);
        let thousandths = angle.unsigned_abs();
        fields.push((thousandths / 3_600_000).to_string());
        fields.push((thousandths / 60_000 % 60).to_string());
        fields.push(decimal(thousandths % 60_000, 1_000));
        fields.extend(directions.get(usize::from(angle >= 0)).map(|word| (*word).to_owned()));
    }
    let altitude = i64::from(number(rest, 4)?) - 10_000_000;
    let sign = if altitude < 0 { "-" } else { "" };
    fields.push([sign, &decimal(altitude.unsigned_abs(), 100)].concat());
    for size in sizes {
        let (digit, power) = (u64::from(size >> 4), u32::from(size & 15));
        let is_fit = digit <= 9 && power <= 9;
        fields.push(decimal(is_fit.then(|| digit * 10_u64.pow(power))?, 100));
    }
    Some(fields)
}

/// A number of parts of which so many, a power of ten, are a whole.
fn decimal(parts: u64, whole: u64) -> String {
    let mut text = (parts / whole).to_string();
    let rest = (whole + parts % whole).to_string();
    text.push('.');
    text.push_str(rest.get(1..).unwrap_or_default());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The parameters that have names (RFC 9460, section 14.3.2), by their numbers.
const PARAMS: [&str; 7] =
    ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint"];

/// Service parameters as they are written (RFC 9460, section 2.1 and appendix A).
fn params(rest: &mut &[u8]) -> Option<String> {
    let mut text = String::new();
    while !rest.is_empty() {
        let key = number(rest, 2)?;
        let length = number(rest, 2)?;
        let mut value = take(rest, length as usize)?;
        text.push_str(if text.is_empty() { "" } else { " " });
        push_param(&mut text, key);
        if value.is_empty() {
            continue;
        }
        text.push('=');
        match key {
            3 => text.push_str(&number(&mut value, 2)?.to_string()),
            5 => text.push_str(&base64(std::mem::take(&mut value))),
            0 | 1 | 4 | 6 => loop {
                match key {
                    0 => push_param(&mut text, number(&mut value, 2)?),
                    1 => text.push_str(protocol(string(&mut value)?)?),
                    4 => text.push_str(&field(&RecordType::A, FieldKind::Ipv4, &mut value)?),
                    _ => text.push_str(&field(&RecordType::Aaaa, FieldKind::Ipv6, &mut value)?),
                }
                if value.is_empty() {
                    break;
                }
                text.push(',');
            },
            2 => {}
            _ => std::mem::take(&mut value).iter().for_each(|&byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => text.push(char::from(byte)),
                _ => push_number(&mut text, byte),
            }),
        }
        if !value.is_empty() {
            return None;
        }
    }
    Some(text)
}

fn push_param(text: &mut String, key: u32) {
    match PARAMS.get(key as usize) {
        Some(name) => text.push_str(name),
        None => text.extend(["key", &key.to_string()]),
    }
}

/// A protocol's name; none where it would need escapes within escapes.
fn protocol(name: &[u8]) -> Option<&str> {
    let is_plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'/' | b'_');
    let name = Some(name).filter(|name| !name.is_empty() && name.iter().all(is_plain));
    std::str::from_utf8(name?).ok()
}

fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

fn number(rest: &mut &[u8], bytes: usize) -> Option<u32> {
    Some(take(rest, bytes)?.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

/// A character-string (RFC 1035, section 3.3).
fn string<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = number(rest, 1)?;
    take(rest, length as usize)
}

fn text(bytes: &[u8]) -> Option<String> {
    escape::text(bytes.to_vec()).ok()
}

/// A name that is not compressed (RFC 3597, section 4).
fn name(rest: &mut &[u8]) -> Option<String> {
    let mut name = String::new();
    loop {
        match number(rest, 1)? {
            0 if name.is_empty() => return Some(".".to_owned()),
            0 => break,
            length @ 1..=63 => {
                for &byte in take(rest, length as usize)? {
                    match byte {
                        b'.' | b'\\' => name.extend(['\\', char::from(byte)]),
                        b'"' | b'(' | b')' | b';' => push_number(&mut name, byte),
                        b'!'..=b'~' => name.push(char::from(byte)),
                        _ => push_number(&mut name, byte),
                    }
                }
                name.push('.');
            }
            _ => return None,
        }
    }
    DomainName::parse(&name).ok().map(|name| name.as_str().to_owned())
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
}

/// Base64 with its padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, place| {
            bits << 8 | usize::from(group.get(place).copied().unwrap_or_default())
        });
        for place in 0..4 {
            let digit = DIGITS.get(bits >> (18 - 6 * place) & 63).filter(|_| place <= group.len());
            text.push(char::from(digit.copied().unwrap_or(b'=')));
        }
    }
    text
}
