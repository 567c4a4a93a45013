//! The strings of a TXT record (RFC 1035, section 3.3.14): which are one split text and which are
//! separate, and how they are displayed and typed.

use crate::name::DomainName;

/// The maximum length of a string in bytes (RFC 1035, section 3.3).
pub const STRING_BYTES: usize = 255;

/// Splits a text into strings of at most [`STRING_BYTES`] bytes, never within a character. An empty text
/// is one string.
pub fn cut(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut end = text.len().min(STRING_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (string, after) = text.split_at_checked(end)?;
        rest = Some(after).filter(|after| !after.is_empty());
        Some(string)
    })
}

/// The strings in normal form: a single text of any length, or several separate strings within the length
/// limit. There is always at least one.
pub(super) fn normal(strings: Vec<String>) -> Vec<Box<str>> {
    match &*strings {
        [] => return vec![Box::default()],
        [_] => return strings.into_iter().map(Into::into).collect(),
        _ => {}
    }
    let pieces: Vec<&str> = strings.iter().flat_map(|string| cut(string)).collect();
    let joined = pieces.concat();
    match is_cut(&pieces) || is_policy(&joined) {
        true => vec![joined.into()],
        false => pieces.into_iter().map(Into::into).collect(),
    }
}

/// Whether the strings are one text that was split at the length limit: each string but the last is full,
/// or the next character did not fit.
fn is_cut(strings: &[&str]) -> bool {
    let is_full = |pair: &[&str]| match pair {
        [one, next] => {
            let sign = next.chars().next().map_or(0, char::len_utf8);
            one.len() == STRING_BYTES || one.len() + sign > STRING_BYTES
        }
        _ => true,
    };
    strings.windows(2).all(is_full)
}

/// Whether receivers join the strings of this text (SPF: RFC 7208, sections 3.3 and 4.5; DKIM: RFC 6376,
/// section 3.6.2.2; DMARC: RFC 7489, section 6.1).
fn is_policy(joined: &str) -> bool {
    let begins = |version: &str, ends: &[char]| {
        let is = |start: &str| start.eq_ignore_ascii_case(version);
        joined.get(..version.len()).is_some_and(is)
            && joined.get(version.len()..).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(ends)
            })
    };
    begins("v=spf1", &[]) || begins("v=DKIM1", &[';']) || begins("v=DMARC1", &[';'])
}

/// Whether receivers join the strings of every TXT record with this name: DKIM keys need no version, and
/// DMARC names serve no other purpose.
pub(super) fn joins(name: &DomainName) -> bool {
    name.labels().any(|label| matches!(label, "_domainkey" | "_dmarc"))
}

/// The text without surrounding quotes that were typed along; `None` if there are none.
pub(crate) fn unwrapped(text: &str) -> Option<String> {
    // Straight, curly and low quotes, and guillemets.
    const QUOTES: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '＂'];
    let trimmed = text.trim();
    if let Some([only]) = parse(trimmed).as_deref() {
        return Some(only.clone()).filter(|only| !only.is_empty());
    }
    let inner = trimmed.strip_prefix(QUOTES)?.strip_suffix(QUOTES)?;
    Some(inner.to_owned()).filter(|inner| !inner.is_empty() && !inner.contains(QUOTES))
}

/// Whether a text looks like a list of `tag=value` separated by semicolons, the format of keys and
/// policies (RFC 6376, section 3.2).
pub(crate) fn is_tags(text: &str) -> bool {
    let tag = text.trim().split(';').next().and_then(|first| first.split_once('='));
    let is_name = |name: &str| {
        (1..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    tag.is_some_and(|(name, _)| is_name(name.trim()))
}

/// Whether a text is a key or policy without its tags: a version that needs more after it, or a DKIM key
/// without the key (RFC 6376, section 3.6.1).
pub(crate) fn is_cut_off(name: &DomainName, text: &str) -> bool {
    const VERSIONS: [&str; 5] = ["v=DKIM1", "v=DMARC1", "v=STSv1", "v=TLSRPTv1", "v=BIMI1"];
    let text = text.trim().trim_end_matches(';').trim_end();
    if VERSIONS.iter().any(|version| version.eq_ignore_ascii_case(text)) {
        return true;
    }
    let is_key = name.labels().next() != Some("_adsp")
        && name.labels().skip(1).any(|label| label == "_domainkey");
    let has_key = || text.split(';').any(|tag| tag.trim_start().starts_with("p="));
    is_key && is_tags(text) && !has_key()
}

/// The strings for forms and grids: a single text as it is, several in quotes. An ambiguous text is quoted
/// too.
pub(crate) fn shown(strings: &[&str]) -> String {
    match strings {
        [only] if !is_mistakable(only) => (*only).to_owned(),
        _ => quoted(strings),
    }
}

/// Parses a form's text: several strings if it consists of quoted strings only, otherwise a single text,
/// quotes included.
pub(crate) fn typed(text: &str) -> Vec<String> {
    match parse(text) {
        Some(strings) if strings.len() > 1 => strings,
        Some(strings) if strings.first().is_some_and(|only| is_mistakable(only)) => strings,
        _ => vec![text.to_owned()],
    }
}

/// Whether a text looks like several strings, or like a text quoted for that reason.
fn is_mistakable(text: &str) -> bool {
    let mut inner = parse(text);
    loop {
        inner = match inner.as_deref() {
            None | Some([]) => return false,
            Some([only]) => parse(only),
            Some(_) => return true,
        };
    }
}

/// The strings of a text that consists of quoted strings only.
fn parse(text: &str) -> Option<Vec<String>> {
    let strings = strings(text)?;
    strings.into_iter().map(|bytes| String::from_utf8(bytes).ok()).collect()
}

/// The bytes of the strings of a text that consists of quoted strings only; otherwise `None`.
pub(crate) fn strings(text: &str) -> Option<Vec<Vec<u8>>> {
    let mut rest = text.trim();
    let mut strings = Vec::new();
    while rest.starts_with('"') {
        let mut bytes = Vec::new();
        rest = push_quoted(rest, &mut bytes)?.trim_start();
        strings.push(bytes);
    }
    (rest.is_empty() && !strings.is_empty()).then_some(strings)
}

/// The strings of a TXT record as texts, joined if a character was split. `None` if the bytes are no text.
pub(crate) fn texts(strings: Vec<Vec<u8>>) -> Option<Vec<String>> {
    let apart: Option<Vec<String>> =
        strings.iter().map(|bytes| String::from_utf8(bytes.clone()).ok()).collect();
    apart.or_else(|| Some(vec![String::from_utf8(strings.concat()).ok()?]))
}

/// Appends the bytes of the quoted string at the start of `text` and returns the rest.
pub(crate) fn push_quoted<'t>(text: &'t str, bytes: &mut Vec<u8>) -> Option<&'t str> {
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

/// Appends the byte of an escape, given without its backslash, and returns the rest.
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

/// The strings in quotes, separated by spaces; long ones are split.
pub(crate) fn quoted<S: AsRef<str>>(strings: &[S]) -> String {
    let mut quoted = String::new();
    for string in strings.iter().flat_map(|string| cut(string.as_ref())) {
        quoted.push_str(if quoted.is_empty() { "\"" } else { " \"" });
        string.chars().for_each(|c| push_escaped(&mut quoted, c));
        quoted.push('"');
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foreign::Foreign;
    use crate::record::{Rdata, RecordType};
    use proptest::prelude::*;

    fn fields(strings: &[&str]) -> Vec<String> {
        Rdata::new(&RecordType::Txt, strings).raw_fields().map(str::to_owned).collect()
    }

    #[test]
    fn keeps_txt_strings_apart() {
        for strings in [&["txtvers=1", "rp=printers/a", "note=hall"][..], &["a", ""], &["", ""]] {
            assert_eq!(fields(strings), strings);
        }
        assert_eq!(fields(&[]), [""]);
    }

    #[test]
    fn joins_the_strings_of_policies_and_keys() {
        for (strings, joined) in [
            (["v=spf1 include:a.example ", "-all"], "v=spf1 include:a.example -all"),
            (["V=SPF1", " -all"], "V=SPF1 -all"),
            (["v=DKIM1; k=rsa; p=AAAA", "BBBB"], "v=DKIM1; k=rsa; p=AAAABBBB"),
            (["v=DMA", "RC1; p=none"], "v=DMARC1; p=none"),
        ] {
            assert_eq!(fields(&strings), [joined]);
        }
        // Joined it is no policy, whatever it was meant to be.
        assert_eq!(fields(&["v=spf1", "include:a.example", "-all"]).len(), 3);
        assert_eq!(fields(&["v=spf10", "-all"]).len(), 2);
    }

    #[test]
    fn joins_strings_that_were_only_split_at_255_octets() {
        let (full, umlaut) = ("x".repeat(255), "x".repeat(254));
        assert_eq!(fields(&[&full, "y"]), [full.clone() + "y"]);
        assert_eq!(fields(&[&full, &full, ""]), [full.repeat(2)]);
        assert_eq!(fields(&[&umlaut, "ä"]), [umlaut.clone() + "ä"]);
        assert_eq!(fields(&[&umlaut, "y"]).len(), 2);
        assert_eq!(fields(&["y", &full]).len(), 2);
        // One that is too long among others is cut, and its end is no longer full.
        assert_eq!(fields(&[&(full.clone() + "y"), "z"]), [&full, "y", "z"]);
    }

    #[test]
    fn reads_several_quoted_strings_as_typed() {
        for (text, strings) in [
            ("v=spf1 -all", &["v=spf1 -all"][..]),
            (r#""v=spf1 -all""#, &[r#""v=spf1 -all""#]),
            (r#""a" "b""#, &["a", "b"]),
            (r#" "a"   """#, &["a", ""]),
            (r#""say \"hi\"" "\\ \065""#, &[r#"say "hi""#, r"\ A"]),
            (r#""a" b"#, &[r#""a" b"#]),
            (r#""\"a\" \"b\"""#, &[r#""a" "b""#]),
            ("", &[""]),
        ] {
            assert_eq!(typed(text), strings, "{text}");
        }
    }

    fn sign() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => prop_oneof![Just("\""), Just("\\"), Just("\" \""), Just("\\\""), Just(" "), Just("")]
                .prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
            1 => "[ -~]{0,200}",
        ]
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        let text = proptest::collection::vec(sign(), 0..8).prop_map(|signs| signs.concat());
        proptest::collection::vec(text, 1..4)
    }

    proptest! {
        #[test]
        fn typing_the_shown_text_yields_the_same_strings(texts in texts()) {
            let rdata = Rdata::new(&RecordType::Txt, &texts);
            let content = rdata.content(&RecordType::Txt);
            let shown = content.raw();
            prop_assert_eq!(&Rdata::new(&RecordType::Txt, typed(shown)), &rdata);
            let once_more = shown_of(&typed(shown));
            prop_assert_eq!(once_more.raw(), shown);
        }

        #[test]
        fn reads_back_the_strings_that_it_quotes(texts in texts()) {
            let rdata = Rdata::new(&RecordType::Txt, &texts);
            let all: Vec<&str> = rdata.raw_fields().collect();
            let back = parse(&quoted(&all)).unwrap();
            prop_assert!(back.iter().all(|string| string.len() <= STRING_BYTES));
            prop_assert_eq!(Rdata::new(&RecordType::Txt, back), rdata);
        }
    }

    fn shown_of(strings: &[String]) -> Foreign {
        Rdata::new(&RecordType::Txt, strings).content(&RecordType::Txt)
    }
}
