//! Rdata as one text, as zone files write it: quoting, unquoting, splitting into fields (RFC 1035,
//! section 5.1). It never guesses: what does not split is left whole to the caller.

use std::borrow::Cow;

use crate::record::{FieldKind, FieldSpec};

/// The longest character-string, in octets (RFC 1035, section 3.3).
const STRING_OCTETS: usize = 255;

/// Writes a text as quoted strings of at most 255 octets each, none of which splits a character.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut octets = 0;
    for c in text.chars() {
        if octets + c.len_utf8() > STRING_OCTETS {
            quoted.push_str("\" \"");
            octets = 0;
        }
        octets += c.len_utf8();
        push_escaped(&mut quoted, c);
    }
    quoted.push('"');
    quoted
}

fn push_escaped(quoted: &mut String, c: char) {
    match c {
        '"' | '\\' => quoted.extend(['\\', c]),
        '\0'..='\x1f' | '\x7f' => {
            let decimal = (1000 + u32::from(c)).to_string();
            quoted.push('\\');
            quoted.push_str(decimal.get(1..).unwrap_or_default());
        }
        _ => quoted.push(c),
    }
}

/// The text of a content that is one quoted string without escapes, just as [`quote`] writes it; none for
/// any other. Nearly all are.
pub(super) fn plain(content: &str) -> Option<&str> {
    let text = content.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | 0..=0x1F | 0x7F);
    (text.len() <= STRING_OCTETS && text.bytes().all(is_plain)).then_some(text)
}

/// Joins quoted strings to the text that they hold. A text that is not quoted from end to end is
/// taken as it is; none where the strings hold bytes that are no text.
pub(super) fn unquote(content: &str) -> Option<Cow<'_, str>> {
    if let Some(text) = plain(content) {
        return Some(Cow::Borrowed(text));
    }
    let mut rest = content.trim();
    let mut joined = Vec::with_capacity(rest.len());
    while rest.starts_with('"') {
        match push_quoted(rest, &mut joined) {
            Some(after) => rest = after.trim_start(),
            None => return Some(Cow::Borrowed(content)),
        }
    }
    if !rest.is_empty() || content.trim().is_empty() {
        return Some(Cow::Borrowed(content));
    }
    String::from_utf8(joined).ok().map(Cow::Owned)
}

/// Appends the bytes of the quoted string at the start of `text` and tells what follows it.
fn push_quoted<'t>(text: &'t str, bytes: &mut Vec<u8>) -> Option<&'t str> {
    let mut rest = text.strip_prefix('"')?;
    loop {
        let special = rest.find(['"', '\\'])?;
        let (plain, from) = rest.split_at_checked(special)?;
        bytes.extend_from_slice(plain.as_bytes());
        if let Some(after) = from.strip_prefix('"') {
            return Some(after);
        }
        rest = push_escape(from.get(1..)?, bytes)?;
    }
}

/// Appends the byte of an escape, given without its backslash, and tells what follows it.
fn push_escape<'t>(text: &'t str, bytes: &mut Vec<u8>) -> Option<&'t str> {
    let digits = text.get(..3).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    if let Some(byte) = digits.and_then(|digits| digits.parse::<u8>().ok()) {
        bytes.push(byte);
        return text.get(3..);
    }
    let c = text.chars().next()?;
    let (escaped, rest) = text.split_at_checked(c.len_utf8())?;
    bytes.extend_from_slice(escaped.as_bytes());
    Some(rest)
}

/// Splits a text into these fields: a quoted one loses its quotes, the last one takes all that is
/// left, service parameters may be missing. None where a field has nothing or no number to it.
pub(super) fn split<'t>(text: &'t str, fields: &[FieldSpec]) -> Option<Vec<Cow<'t, str>>> {
    let mut rest = text.trim();
    let mut values = Vec::with_capacity(fields.len());
    for (index, spec) in fields.iter().enumerate() {
        let is_last = index + 1 == fields.len();
        let is_quoted = spec.kind == FieldKind::Text && rest.starts_with('"');
        let (value, after) = match spec.kind {
            _ if is_quoted => split_quoted(rest)?,
            _ if is_last => (Cow::Borrowed(rest), ""),
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                let (value, after) = rest.split_at_checked(end)?;
                (Cow::Borrowed(value), after)
            }
        };
        if !stands(spec.kind, &value, is_quoted) {
            return None;
        }
        values.push(without_unit(spec.kind, value));
        rest = after.trim_start();
    }
    rest.is_empty().then_some(values)
}

fn split_quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut bytes = Vec::new();
    let after = push_quoted(text, &mut bytes)?;
    Some((Cow::Owned(String::from_utf8(bytes).ok()?), after))
}

/// Whether the text can stand for a field of this kind at all; a quoted text may be empty.
fn stands(kind: FieldKind, value: &str, is_quoted: bool) -> bool {
    match kind {
        FieldKind::Params => true,
        _ if is_quoted => true,
        _ => !value.is_empty() && is_in_range(kind, value),
    }
}

/// Whether a number is one and within its range; everything that is no number is.
pub(super) fn is_in_range(kind: FieldKind, text: &str) -> bool {
    match kind {
        FieldKind::U8 => text.parse::<u8>().is_ok(),
        FieldKind::U16 => text.parse::<u16>().is_ok(),
        _ => true,
    }
}

/// Lengths of a position carry an `m` for metres (RFC 1876, section 3).
fn without_unit(kind: FieldKind, value: Cow<'_, str>) -> Cow<'_, str> {
    match (kind, value) {
        (FieldKind::Decimal, Cow::Borrowed(text)) => {
            Cow::Borrowed(text.strip_suffix('m').unwrap_or(text))
        }
        (_, value) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use proptest::prelude::*;

    #[test]
    fn joins_the_strings_of_a_text() {
        for (content, text) in [
            ("v=spf1 -all", "v=spf1 -all"),
            (r#""v=spf1 -all""#, "v=spf1 -all"),
            (r#""abc" "def""#, "abcdef"),
            (r#""abc""def""#, "abcdef"),
            (r#" "abc"   "def" "#, "abcdef"),
            (r#""say \"hi\" \\ \065 \195\164""#, "say \"hi\" \\ A ä"),
            (r#""\999""#, "999"),
            (r#""""#, ""),
            ("", ""),
            (r#"a "quoted" word"#, r#"a "quoted" word"#),
            (r#""not closed"#, r#""not closed"#),
            (r#""ends in \"#, r#""ends in \"#),
            (r#""abc" def"#, r#""abc" def"#),
            (r"raw \ backslash", r"raw \ backslash"),
        ] {
            assert_eq!(unquote(content).as_deref(), Some(text), "{content}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_not_made_up() {
        assert_eq!(unquote(r#""\255""#), None);
    }

    #[test]
    fn strings_hold_at_most_255_octets_and_whole_characters() {
        assert_eq!(quote(&"a".repeat(255)), format!("\"{}\"", "a".repeat(255)));
        assert_eq!(quote(&"a".repeat(256)), format!("\"{}\" \"a\"", "a".repeat(255)));
        assert_eq!(quote(&"ä".repeat(128)), format!("\"{}\" \"ä\"", "ä".repeat(127)));
        assert_eq!(quote("a\"b\\c\n"), r#""a\"b\\c\010""#);
        assert_eq!(quote(""), r#""""#);
    }

    #[test]
    fn splits_the_presentation_of_each_type() {
        for (rtype, text, expected) in [
            (RecordType::Mx, "10 mail.example.com.", vec!["10", "mail.example.com."]),
            (
                RecordType::Srv,
                "1\t2  443\tsip.example.com",
                vec!["1", "2", "443", "sip.example.com"],
            ),
            (
                RecordType::Caa,
                r#"0 issue "ca.example; a=b""#,
                vec!["0", "issue", "ca.example; a=b"],
            ),
            (RecordType::Caa, r#"0 issue """#, vec!["0", "issue", ""]),
            (
                RecordType::Caa,
                "128 iodef mailto:a@b.example",
                vec!["128", "iodef", "mailto:a@b.example"],
            ),
            (
                RecordType::Https,
                "1 . alpn=\"h3,h2\" port=8443",
                vec!["1", ".", "alpn=\"h3,h2\" port=8443"],
            ),
            (RecordType::Https, "0 cdn.example.net", vec!["0", "cdn.example.net", ""]),
            (RecordType::Tlsa, "3 1 1 AB CD", vec!["3", "1", "1", "AB CD"]),
            (
                RecordType::Naptr,
                r#"10 20 "S" "SIP+D2U" "" _sip._udp.example.com."#,
                vec!["10", "20", "S", "SIP+D2U", "", "_sip._udp.example.com."],
            ),
            (
                RecordType::Loc,
                "51 30 12.748 N 0 7 39.612 W 0.00m 1.00m 10.00m 10.00m",
                vec![
                    "51", "30", "12.748", "N", "0", "7", "39.612", "W", "0.00", "1.00", "10.00",
                    "10.00",
                ],
            ),
        ] {
            assert_eq!(split(text, rtype.fields()).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_does_not_split_is_left_whole() {
        for (rtype, text) in [
            (RecordType::Mx, "mail.example.com"),
            (RecordType::Mx, "ten mail.example.com"),
            (RecordType::Mx, "70000 mail.example.com"),
            (RecordType::Caa, "letsencrypt.org"),
            (RecordType::Caa, r#"0 issue "a" b"#),
            (RecordType::Caa, r#"0 issue "a"#),
            (RecordType::Tlsa, "3 1 1"),
            (RecordType::Https, "1"),
            (RecordType::Srv, ""),
        ] {
            assert_eq!(split(text, rtype.fields()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn quoting_loses_nothing(text in any::<String>(), times in 1_usize..60) {
            let text = text.repeat(times);
            let quoted = quote(&text);
            prop_assert_eq!(unquote(&quoted).unwrap(), text);
        }

        #[test]
        fn what_is_taken_as_it_stands_is_written_so(content in "\"[ab\\\\\" \\n]{0,4}\"", times in 1_usize..90) {
            let content = format!("\"{}\"", content.trim_matches('"').repeat(times));
            if let Some(text) = plain(&content) {
                prop_assert_eq!(quote(text), content);
            }
        }

        #[test]
        fn no_content_makes_it_panic(content in any::<String>(), index in 0..RecordType::KNOWN.len()) {
            let _ = unquote(&content);
            let _ = split(&content, RecordType::KNOWN[index].fields());
        }
    }
}
