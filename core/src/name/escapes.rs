//! Escapes in names (RFC 1035, section 5.1): `\DDD` is a byte, `\X` the character itself. The output has
//! one canonical spelling per character.

use std::borrow::Cow;

use super::may_stand;

/// A label in canonical spelling: escaped only where necessary (RFC 1035, section 5.1). Invalid escapes
/// stay as they are.
pub(super) fn unescaped(label: &str) -> Cow<'_, str> {
    if !label.bytes().any(|byte| byte == b'\\') {
        return Cow::Borrowed(label);
    }
    let mut text = String::with_capacity(label.len());
    let mut rest = label;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        let digits = escaped.get(..3).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        let Some(first) = escaped.chars().next() else {
            text.push('\\');
            return Cow::Owned(text);
        };
        rest = match digits.map(str::parse::<u8>) {
            Some(Ok(byte)) => {
                push_byte(&mut text, byte);
                escaped.get(3..)
            }
            None if !first.is_ascii_digit() => {
                match u8::try_from(first) {
                    Ok(byte) if first.is_ascii() => push_byte(&mut text, byte),
                    _ => text.push(first),
                }
                escaped.get(first.len_utf8()..)
            }
            _ => {
                text.extend(['\\', first]);
                escaped.get(1..)
            }
        }
        .unwrap_or_default();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Appends an escaped byte in canonical spelling.
fn push_byte(text: &mut String, byte: u8) {
    match char::from(byte) {
        c @ ('.' | '\\') => text.extend(['\\', c]),
        c @ '!'..='~' if may_stand(c) => text.push(c),
        _ => {
            text.push('\\');
            for digit in [byte / 100, byte / 10 % 10, byte % 10] {
                text.push(char::from(b'0' + digit));
            }
        }
    }
}

/// The number of octets of a label on the wire: `\DDD` and `\X` are one each (RFC 1035, section 5.1).
pub(super) fn octets(label: &str) -> usize {
    let mut bytes = label.bytes();
    let mut count = 0;
    while let Some(byte) = bytes.next() {
        if byte == b'\\' && bytes.next().is_some_and(|b| b.is_ascii_digit()) {
            bytes.nth(1);
        }
        count += 1;
    }
    count
}

/// Whether the character after this text is escaped: such a dot is part of its label (RFC 1035, section
/// 5.1).
pub(super) fn is_escaped(text: &str) -> bool {
    !text.bytes().rev().take_while(|&b| b == b'\\').count().is_multiple_of(2)
}
