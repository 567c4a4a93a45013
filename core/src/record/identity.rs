//! The identity of rdata: one text for all spellings of the same wire format. Unreadable rdata is compared
//! as it is spelled.

use data_encoding::HEXLOWER;

use super::kind::{FieldKind, FieldSpec, RecordType};
use super::{Rdata, position, service};
use crate::name::DomainName;

/// The prefix of wire-format bytes. No text starts with it, because backslashes in texts are doubled.
const WIRE: &str = "\\=";

/// Appends a text that is equal for two rdata exactly if they mean the same.
pub(super) fn push(rdata: &Rdata, rtype: &RecordType, key: &mut String) {
    if let Some(wire) =
        Some(rtype).filter(|t| **t == RecordType::Loc).and_then(|_| position::wire(rdata))
    {
        key.push('|');
        return push_wire(key, &wire);
    }
    for (place, text) in rdata.raw_fields().enumerate() {
        key.push('|');
        match rtype.fields().get(place) {
            Some(spec) => push_field(rtype, spec, text, key),
            None => push_text(key, text),
        }
    }
}

fn push_field(rtype: &RecordType, spec: &FieldSpec, text: &str, key: &mut String) {
    match (spec.kind, rtype) {
        (FieldKind::Params, _) => match service::params(text) {
            Some(params) => {
                for (number, value) in params {
                    key.push_str(&number);
                    push_wire(key, &value);
                    key.push(' ');
                }
            }
            // Quotes around values are optional (RFC 9460, section 2.1).
            None => push_text(key, &text.replace('"', "")),
        },
        (FieldKind::Base64, _) => push_base64(key, text),
        // Flags are case-insensitive, and so are the services of all applications so far (RFC 3403, section
        // 4.1; RFC 3404, section 4.4; RFC 3958, section 2.2.3).
        (FieldKind::Text | FieldKind::String, RecordType::Naptr)
            if matches!(spec.label, "Flags" | "Service") =>
        {
            push_text(key, &text.to_ascii_lowercase());
        }
        (FieldKind::Text, RecordType::Soa) => push_text(key, &soa(text)),
        (FieldKind::Text, RecordType::Other(_)) => push_text(key, &unknown(text)),
        _ => push_text(key, text),
    }
}

fn push_text(key: &mut String, text: &str) {
    if !text.bytes().any(|b| matches!(b, b'|' | b'\\')) {
        return key.push_str(text);
    }
    for c in text.chars() {
        match c {
            // No text may contain the separator.
            '|' => key.push_str("\\p"),
            '\\' => key.push_str("\\\\"),
            _ => key.push(c),
        }
    }
}

fn push_wire(key: &mut String, bytes: &[u8]) {
    key.push_str(WIRE);
    HEXLOWER.encode_append(bytes, key);
}

/// Base64 without padding and unused bits (RFC 4648, section 3.5).
fn push_base64(key: &mut String, text: &str) {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = text.trim_end_matches('=');
    let kept = match text.len() % 4 {
        2 => 0b11_0000,
        3 => 0b11_1100,
        _ => 0b11_1111,
    };
    let last = text.bytes().last().and_then(|last| DIGITS.iter().position(|digit| *digit == last));
    let digit = last.and_then(|last| DIGITS.get(last & kept));
    match digit.zip(text.get(..text.len().saturating_sub(1))) {
        Some((digit, rest)) => {
            push_text(key, rest);
            key.push(char::from(*digit));
        }
        None => push_text(key, text),
    }
}

/// An SOA with lower-case names and normalized numbers (RFC 1035, section 3.3.13).
fn soa(text: &str) -> String {
    let name = |word: &str| {
        DomainName::parse(word).map_or_else(|_| word.to_owned(), |name| name.to_string())
    };
    let number =
        |word: &str| word.parse::<u32>().map_or_else(|_| word.to_owned(), |n| n.to_string());
    let words = text.split_ascii_whitespace().zip(0..);
    words.map(|(word, place)| if place < 2 { name(word) } else { number(word) } + " ").collect()
}

/// The data of an unknown type: hexadecimal digits in lower case, without white space (RFC 3597, section
/// 5).
fn unknown(text: &str) -> String {
    let digits = text.trim_start().strip_prefix("\\#").map(str::trim_start);
    let split = digits.and_then(|rest| rest.split_once(char::is_whitespace));
    let compact = |hex: &str| hex.split_whitespace().collect::<String>().to_ascii_lowercase();
    match split.map(|(length, hex)| (length.parse::<u16>(), compact(hex))) {
        Some((Ok(length), hex)) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
            format!("\\# {length} {hex}")
        }
        _ => text.to_owned(),
    }
}
