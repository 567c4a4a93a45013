//! Escapes and quotes in zone files (RFC 1035, section 5.1): `\DDD` is a byte, `\X` the character itself.
//! Output is ASCII and stays on one line.

use super::ProblemKind;

/// Whether a word contains the replacement character, so that bytes were lost earlier. A literal one can
/// be escaped, as the writer does.
pub(super) fn is_lost(raw: &str) -> bool {
    !raw.is_ascii() && raw.chars().any(|c| c == char::REPLACEMENT_CHARACTER)
}

/// Appends the unescaped bytes of a word or string.
pub(super) fn push_bytes(raw: &str, bytes: &mut Vec<u8>) -> Result<(), ProblemKind> {
    if is_lost(raw) {
        return Err(ProblemKind::NotText);
    }
    let mut rest = raw.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let first = *rest.next().ok_or(ProblemKind::Escape)?;
        if !first.is_ascii_digit() {
            bytes.push(first);
            continue;
        }
        let mut number = u16::from(first - b'0');
        for _ in 0..2 {
            let digit = rest.next().filter(|digit| digit.is_ascii_digit());
            number = number * 10 + u16::from(*digit.ok_or(ProblemKind::Escape)? - b'0');
        }
        bytes.push(u8::try_from(number).map_err(|_| ProblemKind::Escape)?);
    }
    Ok(())
}

/// Decodes bytes as text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, ProblemKind> {
    String::from_utf8(bytes).map_err(|_| ProblemKind::NotUtf8)
}

/// Appends a byte as `\DDD`.
pub(super) fn push_number(out: &mut String, byte: u8) {
    out.push('\\');
    for digit in [byte / 100, byte / 10 % 10, byte % 10] {
        out.push(char::from(b'0' + digit));
    }
}

/// Appends a text in quotes.
pub(super) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            _ => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push_number(out, byte)),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(raw: &str) -> Result<String, ProblemKind> {
        let mut bytes = Vec::new();
        push_bytes(raw, &mut bytes)?;
        text(bytes)
    }

    #[test]
    fn decodes_escapes_of_bytes_and_characters() {
        for (raw, expected) in [
            ("plain", Ok("plain")),
            (r"\065\\\;\x", Ok("A\\;x")),
            (r"\195\164", Ok("ä")),
            (r"\ä", Ok("ä")),
            (r"\25", Err(ProblemKind::Escape)),
            (r"\2x5", Err(ProblemKind::Escape)),
            (r"\256", Err(ProblemKind::Escape)),
            ("\\", Err(ProblemKind::Escape)),
            (r"\255", Err(ProblemKind::NotUtf8)),
            ("\u{fffd}", Err(ProblemKind::NotText)),
            (r"\239\191\189", Ok("\u{fffd}")),
        ] {
            assert_eq!(read(raw), expected.map(str::to_owned), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_the_string_that_it_quotes(text in any::<String>()) {
            let mut out = String::new();
            push_quoted(&mut out, &text);
            prop_assert!(out.bytes().all(|b| (b' '..=b'~').contains(&b)));
            let inner = out.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
            prop_assert_eq!(read(inner), Ok(text));
        }
    }
}
