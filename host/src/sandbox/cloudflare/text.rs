//! TXT content at Cloudflare (provider document 1.10): quoted strings of at most 255 bytes, as in
//! a zone file (RFC 1035 section 5.1). It knows no other type.

use std::fmt::Write;

use super::error::Problem;

/// The longest string (RFC 1035 section 3.3).
const STRING_LIMIT: usize = 255;
/// The longest content on the wire (provider document 1.9, 9015).
const CONTENT_LIMIT: usize = 4_096;

/// Strings as quoted text.
pub fn quoted<'a>(strings: impl IntoIterator<Item = &'a [u8]>) -> String {
    strings.into_iter().map(quote).collect::<Vec<_>>().join(" ")
}

/// One string: valid UTF-8 is shown as it is, other bytes and controls as `\DDD`.
fn quote(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '"' | '\\' => text.extend(['\\', character]),
                _ if character.is_ascii_control() => push_escaped(&mut text, character as u8),
                _ => text.push(character),
            }
        }
        chunk.invalid().iter().for_each(|byte| push_escaped(&mut text, *byte));
    }
    text.push('"');
    text
}

fn push_escaped(text: &mut String, byte: u8) {
    // Writing to a string cannot fail.
    let _ = write!(text, "\\{byte:03}");
}

/// The content that is kept for a content that is sent. One without quotes is kept as it is as
/// long as it is one string. Strings stay apart; one that is too long is cut.
///
/// # Errors
/// When it is empty, too long, or its quotes do not close.
pub fn normalise(content: &str) -> Result<String, Problem> {
    let is_quoted = content.starts_with('"');
    let strings = if is_quoted { strings(content)? } else { vec![content.as_bytes().to_vec()] };
    let chunks: Vec<&[u8]> = strings
        .iter()
        .flat_map(|string| match string.len() {
            0 => vec![&string[..]],
            _ => string.chunks(STRING_LIMIT).collect(),
        })
        .collect();
    match strings.iter().map(Vec::len).sum::<usize>() {
        0 => Err(Problem::validation(9007, "Content for TXT record must not be empty.")),
        length if length + chunks.len() > CONTENT_LIMIT => {
            Err(Problem::validation(9015, "Content for TXT record must not exceed 4096 bytes."))
        }
        length if !is_quoted && length <= STRING_LIMIT => Ok(content.to_owned()),
        _ => Ok(quoted(chunks)),
    }
}

/// The bytes of one or more quoted strings as one.
///
/// # Errors
/// When the quotes do not close.
pub fn unquote(content: &str) -> Result<Vec<u8>, Problem> {
    Ok(strings(content)?.concat())
}

/// The bytes of each of one or more quoted strings.
fn strings(content: &str) -> Result<Vec<Vec<u8>>, Problem> {
    let wrong = || Problem::validation(9007, "Content for TXT record has unbalanced quotes.");
    let mut strings: Vec<Vec<u8>> = Vec::new();
    let mut characters = content.chars();
    let mut inside = false;
    while let Some(character) = characters.next() {
        match (inside, character) {
            (_, '"') => {
                inside = !inside;
                if inside {
                    strings.push(Vec::new());
                }
            }
            (true, _) => {
                let bytes = strings.last_mut().ok_or_else(wrong)?;
                match character {
                    '\\' => push_unescaped(bytes, &mut characters).ok_or_else(wrong)?,
                    _ => bytes.extend(character.encode_utf8(&mut [0; 4]).bytes()),
                }
            }
            (false, ' ' | '\t') => {}
            (false, _) => return Err(wrong()),
        }
    }
    if inside { Err(wrong()) } else { Ok(strings) }
}

fn push_unescaped(bytes: &mut Vec<u8>, characters: &mut std::str::Chars<'_>) -> Option<()> {
    let first = characters.next()?;
    if first.is_ascii_digit() {
        let digits: String = [first, characters.next()?, characters.next()?].iter().collect();
        bytes.push(digits.parse().ok()?);
    } else {
        bytes.extend(first.encode_utf8(&mut [0; 4]).bytes());
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_character_strings() {
        let strings: [&[u8]; 3] = [b"a\"b\\c", "\u{202e}é".as_bytes(), b"\x00\xff"];
        assert_eq!(quoted(strings), "\"a\\\"b\\\\c\" \"\u{202e}é\" \"\\000\\255\"");
    }

    #[test]
    fn normalises_txt_content() {
        let long = "x".repeat(300);
        let cut = format!("\"{}\" \"{}\"", "x".repeat(255), "x".repeat(45));
        for (sent, kept) in [
            ("plain", "plain"),
            ("\"quoted\"", "\"quoted\""),
            ("\"a\" \"b\"", "\"a\" \"b\""),
            ("\"a\"\"\" \"b\"", "\"a\" \"\" \"b\""),
            ("\"a\\\"b\\065\"", "\"a\\\"bA\""),
            (long.as_str(), cut.as_str()),
            (cut.as_str(), cut.as_str()),
        ] {
            assert_eq!(normalise(sent).unwrap(), kept);
        }
    }

    #[test]
    fn refuses_bad_txt_content() {
        for sent in
            ["", "\"\"", "\"\" \"\"", "\"open", "\"a\" b", "\"\\", "\"\\300\"", &"x".repeat(4_096)]
        {
            assert!(normalise(sent).is_err(), "{sent}");
        }
    }
}
