//! Reads values from the bytes of rdata.

use super::escape::push_number;
use crate::name::DomainName;

/// Takes this many bytes.
pub(super) fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

/// Reads an unsigned big-endian number of this many bytes.
pub(super) fn number(rest: &mut &[u8], bytes: usize) -> Option<u32> {
    Some(take(rest, bytes)?.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

/// Reads a character-string (RFC 1035, section 3.3).
pub(super) fn string<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = number(rest, 1)?;
    take(rest, length as usize)
}

/// Reads an uncompressed name (RFC 3597, section 4).
pub(super) fn name(rest: &mut &[u8]) -> Option<String> {
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
