//! Rdata in presentation format, as in zone files: quoting, unquoting and splitting into fields (RFC 1035,
//! section 5.1). It never guesses: text that cannot be split is returned to the caller.

use std::borrow::Cow;

use crate::record::strings::{self, STRING_BYTES, push_quoted};
use crate::record::{FieldKind, FieldSpec};

/// Quotes the strings of a TXT record. Long ones are split, never within a character.
pub(super) fn quote<S: AsRef<str>>(texts: &[S]) -> String {
    strings::quoted(texts)
}

/// A fast path: the text of a content that is one quoted string without escapes, as [`quote`] writes it.
/// Nearly all contents are.
pub(super) fn plain(content: &str) -> Option<&str> {
    let text = content.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | 0..=0x1F | 0x7F);
    (text.len() <= STRING_BYTES && text.bytes().all(is_plain)).then_some(text)
}

/// The strings of a TXT record. Text that is not fully quoted is taken literally; `None` if the strings
/// contain bytes that are no text.
pub(super) fn unquote(content: &str) -> Option<Vec<Cow<'_, str>>> {
    if let Some(text) = plain(content) {
        return Some(vec![Cow::Borrowed(text)]);
    }
    match strings::strings(content) {
        None => Some(vec![Cow::Borrowed(content)]),
        Some(strings) => Some(strings::texts(strings)?.into_iter().map(Cow::Owned).collect()),
    }
}

/// Splits a text into these fields. Quoted fields are unquoted, the last field takes the rest, and service
/// parameters may be missing. `None` if a field is missing or its number is invalid.
pub(super) fn split<'t>(text: &'t str, fields: &[FieldSpec]) -> Option<Vec<Cow<'t, str>>> {
    let mut rest = text.trim();
    let mut values = Vec::with_capacity(fields.len());
    for (index, spec) in fields.iter().enumerate() {
        let is_last = index + 1 == fields.len();
        let is_text = matches!(spec.kind, FieldKind::Text | FieldKind::String);
        let is_quoted = is_text && rest.starts_with('"');
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

/// Whether the text is acceptable for a field of this kind; a quoted text may be empty.
fn stands(kind: FieldKind, value: &str, is_quoted: bool) -> bool {
    match kind {
        FieldKind::Params => true,
        _ if is_quoted => true,
        _ => !value.is_empty() && is_in_range(kind, value),
    }
}

/// Whether a numeric field is a number within its range; true for all other fields.
pub(super) fn is_in_range(kind: FieldKind, text: &str) -> bool {
    match kind {
        FieldKind::U8 => text.parse::<u8>().is_ok(),
        FieldKind::U16 => text.parse::<u16>().is_ok(),
        _ => true,
    }
}

/// Removes the unit `m` for metres from lengths of a position (RFC 1876, section 3).
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
    fn reads_the_character_strings_of_a_txt_content() {
        for (content, texts) in [
            ("v=spf1 -all", &["v=spf1 -all"][..]),
            (r#""v=spf1 -all""#, &["v=spf1 -all"]),
            (r#""abc" "def""#, &["abc", "def"]),
            (r#""abc""def""#, &["abc", "def"]),
            (r#" "abc"   "" "#, &["abc", ""]),
            (r#""say \"hi\" \\ \065 \195\164""#, &["say \"hi\" \\ A ä"]),
            (r#""\195" "\164""#, &["ä"]),
            (r#""\999""#, &["999"]),
            (r#""""#, &[""]),
            ("", &[""]),
            (r#"a "quoted" word"#, &[r#"a "quoted" word"#]),
            (r#""not closed"#, &[r#""not closed"#]),
            (r#""ends in \"#, &[r#""ends in \"#]),
            (r#""abc" def"#, &[r#""abc" def"#]),
            (r"raw \ backslash", &[r"raw \ backslash"]),
        ] {
            assert_eq!(unquote(content).unwrap(), texts, "{content}");
        }
    }

    #[test]
    fn reads_no_text_from_bytes_that_are_not_utf_8() {
        assert_eq!(unquote(r#""\255""#), None);
    }

    #[test]
    fn joins_strings_that_were_split_within_a_character() {
        let cut = format!(r#""{}\195" "\164b""#, "x".repeat(254));
        assert_eq!(unquote(&cut).unwrap(), ["x".repeat(254) + "äb"]);
    }

    #[test]
    fn splits_strings_at_255_octets_between_characters() {
        assert_eq!(quote(&["a".repeat(255)]), format!("\"{}\"", "a".repeat(255)));
        assert_eq!(quote(&["a".repeat(256)]), format!("\"{}\" \"a\"", "a".repeat(255)));
        assert_eq!(quote(&["ä".repeat(128)]), format!("\"{}\" \"ä\"", "ä".repeat(127)));
        assert_eq!(quote(&["a\"b\\c\n"]), r#""a\"b\\c\010""#);
        assert_eq!(quote(&[""]), r#""""#);
        assert_eq!(quote(&["a", "", "b"]), r#""a" "" "b""#);
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
    fn does_not_split_invalid_presentations() {
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
        fn unquoting_restores_any_quoted_text(text in any::<String>(), times in 1_usize..60) {
            let text = text.repeat(times);
            let quoted = quote(&[&text]);
            prop_assert_eq!(unquote(&quoted).unwrap().concat(), text);
        }

        #[test]
        fn quotes_a_plain_content_exactly_as_it_came(content in "\"[ab\\\\\" \\n]{0,4}\"", times in 1_usize..90) {
            let content = format!("\"{}\"", content.trim_matches('"').repeat(times));
            if let Some(text) = plain(&content) {
                prop_assert_eq!(quote(&[text]), content);
            }
        }

        #[test]
        fn reads_any_content_without_panic(content in any::<String>(), index in 0..RecordType::KNOWN.len()) {
            let _ = unquote(&content);
            let _ = split(&content, RecordType::KNOWN[index].fields());
        }
    }
}
