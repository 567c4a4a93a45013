//! Decodes the wire format of SOA, LOC and service parameters from generic data, `\#` (RFC 1035, section
//! 3.3.13; RFC 1876, section 2; RFC 9460, section 2.2).

use data_encoding::BASE64;

use super::bytes::{name, number, string, take};
use super::{escape, names};
use crate::record::key_name;
use crate::record::params::keys::{self, Values};

/// An SOA as one text: two names and five numbers.
pub(super) fn soa(rest: &mut &[u8]) -> Option<String> {
    let mut text = String::new();
    for _ in 0..2 {
        let name = name(rest)?;
        if name != "." {
            names::push_labels(&mut text, &name);
        }
        text.push_str(". ");
    }
    for place in 0..5 {
        text.push_str(if place == 0 { "" } else { " " });
        text.push_str(&number(rest, 4)?.to_string());
    }
    Some(text)
}

/// The equator and the prime meridian, in thousandths of an arc second.
const MIDDLE: i64 = 1 << 31;
/// The altitude below sea level where the scale starts, in centimetres.
const GROUND: i64 = 10_000_000;

/// The fields of a position.
pub(super) fn loc(rest: &mut &[u8]) -> Option<Vec<String>> {
    // Only version 0 is known (RFC 1876, section 2).
    let _: u32 = number(rest, 1).filter(|version| *version == 0)?;
    let lengths = [length(rest)?, length(rest)?, length(rest)?];
    let mut fields = degrees(number(rest, 4)?, ["S", "N"], 90)?;
    fields.extend(degrees(number(rest, 4)?, ["W", "E"], 180)?);
    fields.push(metres(i64::from(number(rest, 4)?) - GROUND));
    fields.extend(lengths);
    Some(fields)
}

/// Degrees, minutes, seconds and the direction.
fn degrees(angle: u32, [below, above]: [&str; 2], most: i64) -> Option<Vec<String>> {
    let angle = i64::from(angle) - MIDDLE;
    let direction = if angle < 0 { below } else { above };
    let angle = angle.abs();
    let (seconds, minutes) = (angle % 60_000, angle / 60_000);
    let is_good = angle <= most * 3_600_000;
    is_good.then(|| {
        vec![
            (minutes / 60).to_string(),
            (minutes % 60).to_string(),
            format!("{}.{:03}", seconds / 1_000, seconds % 1_000),
            direction.to_owned(),
        ]
    })
}

/// A length: a digit and a power of ten, in centimetres.
fn length(rest: &mut &[u8]) -> Option<String> {
    let byte = number(rest, 1)?;
    let (digit, power) = (byte >> 4, byte & 15);
    let is_good = digit <= 9 && power <= 9;
    is_good.then(|| metres(i64::from(digit) * 10_i64.pow(power)))
}

fn metres(centimetres: i64) -> String {
    let sign = if centimetres < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", centimetres.abs() / 100, centimetres.abs() % 100)
}

/// Service parameters in presentation format, separated by single spaces.
pub(super) fn params(rest: &mut &[u8]) -> Option<String> {
    let (mut all, mut last) = (Vec::new(), None);
    while !rest.is_empty() {
        let key = number(rest, 2)?;
        let length = number(rest, 2)?;
        let value = take(rest, length as usize)?;
        // Keys are unique and in ascending order (RFC 9460, section 2.2).
        if last.is_some_and(|last| last >= key) {
            return None;
        }
        last = Some(key);
        all.push(param(u16::try_from(key).ok()?, value));
    }
    Some(all.join(" "))
}

/// A parameter in named form if possible, else in generic form.
fn param(key: u16, value: &[u8]) -> String {
    let name = key_name(key);
    match keys::values(key).and_then(|values| words(values, value)) {
        Some(text) if text.is_empty() => name,
        Some(text) => format!("{name}=\"{text}\""),
        None if value.is_empty() => format!("key{key}"),
        None => {
            let mut quoted = format!("key{key}=\"");
            for &byte in value {
                match byte {
                    b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
                    b' '..=b'~' => quoted.push(char::from(byte)),
                    _ => escape::push_number(&mut quoted, byte),
                }
            }
            quoted.push('"');
            quoted
        }
    }
}

/// The value of a named key, if it is valid and needs no escapes.
fn words(values: Values, value: &[u8]) -> Option<String> {
    let mut rest = value;
    let mut list = Vec::new();
    match values {
        Values::None | Values::Path if value.is_empty() => return Some(String::new()),
        Values::None => return None,
        Values::Number if value.len() != 2 => return None,
        Values::Base64 if !value.is_empty() => return Some(BASE64.encode(value)),
        Values::Text => return plain(value),
        _ => {}
    }
    while !rest.is_empty() {
        list.push(match values {
            Values::Keys => key_name(u16::try_from(number(&mut rest, 2)?).ok()?),
            Values::Number | Values::Numbers => number(&mut rest, 2)?.to_string(),
            Values::Ipv4 => {
                std::net::Ipv4Addr::from(<[u8; 4]>::try_from(take(&mut rest, 4)?).ok()?).to_string()
            }
            Values::Ipv6 => {
                std::net::Ipv6Addr::from(<[u8; 16]>::try_from(take(&mut rest, 16)?).ok()?)
                    .to_string()
            }
            _ => plain(string(&mut rest)?).filter(|id| !id.contains(','))?,
        });
    }
    Some(list.join(",")).filter(|list| !list.is_empty())
}

/// The value as text, if it needs no escapes.
fn plain(value: &[u8]) -> Option<String> {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
    let text = value.iter().all(is_plain).then(|| value.to_vec())?;
    String::from_utf8(text).ok().filter(|text| !text.is_empty())
}
