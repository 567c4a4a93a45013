//! Service parameters in wire format (RFC 9460, sections 2 and 7 and appendix A), to compare their
//! spellings: order, quotes, escapes, numbers in place of names.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::params::keys::{self, Values};

/// The parameters sorted by key, each with its value in wire format. A key is a number such as `1`, or `~`
/// and an unregistered name. `None` if the text is no parameter list, or repeats a key.
pub(super) fn params(text: &str) -> Option<Vec<(Cow<'static, str>, Vec<u8>)>> {
    let mut params: Vec<(Result<u16, String>, Vec<u8>)> = Vec::new();
    let mut rest = text.trim_ascii_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after)?,
            None => (Vec::new(), after),
        };
        params.push(param(&name.to_ascii_lowercase(), value)?);
        rest = after.trim_ascii_start();
    }
    params.sort();
    let is_twice = params.windows(2).any(|two| matches!(two, [one, other] if one.0 == other.0));
    let shown = |key: Result<u16, String>| {
        key.map_or_else(|name| ["~", &name].concat(), |key| key.to_string())
    };
    (!is_twice).then(|| params.into_iter().map(|(key, value)| (shown(key).into(), value)).collect())
}

/// A parameter with its number, if it has one.
fn param(name: &str, value: Vec<u8>) -> Option<(Result<u16, String>, Vec<u8>)> {
    if name.is_empty() {
        return None;
    }
    let Some((key, is_generic)) = keys::number(name) else {
        return Some((Err(name.to_owned()), value));
    };
    // After a numeric key the value is in wire format already.
    let values = keys::values(key).filter(|_| !is_generic);
    Some((Ok(key), values.map_or(Some(value.clone()), |values| encoded(values, value))?))
}

/// The wire format of a value that was read as one string.
fn encoded(values: Values, value: Vec<u8>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match values {
        Values::None => return value.is_empty().then_some(bytes),
        Values::Path if value.is_empty() => return Some(bytes),
        Values::Text => return (!value.is_empty()).then_some(value),
        Values::Number => bytes.extend(text(&value)?.parse::<u16>().ok()?.to_be_bytes()),
        Values::Base64 => return base64(&value),
        Values::Keys => {
            let keys: Option<Vec<u16>> =
                items(&value)?.iter().map(|item| Some(keys::number(text(item)?)?.0)).collect();
            let mut keys = keys?;
            keys.sort_unstable();
            bytes.extend(keys.into_iter().flat_map(u16::to_be_bytes));
        }
        Values::Strings | Values::Path => {
            for item in items(&value)? {
                bytes.push(u8::try_from(item.len()).ok()?);
                bytes.extend(item);
            }
        }
        Values::Numbers => {
            for item in items(&value)? {
                bytes.extend(text(&item)?.parse::<u16>().ok()?.to_be_bytes());
            }
        }
        Values::Ipv4 => {
            for item in items(&value)? {
                bytes.extend(text(&item)?.parse::<Ipv4Addr>().ok()?.octets());
            }
        }
        Values::Ipv6 => {
            for item in items(&value)? {
                bytes.extend(text(&item)?.parse::<Ipv6Addr>().ok()?.octets());
            }
        }
    }
    Some(bytes)
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The items of a comma-separated list, none of them empty; `\,` and `\\` are a comma and a backslash in
/// an item (appendix A.1).
fn items(value: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut items = vec![Vec::new()];
    let mut rest = value.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            b',' => items.push(Vec::new()),
            b'\\' => {
                let escaped = *rest.next().filter(|byte| matches!(byte, b',' | b'\\'))?;
                items.last_mut()?.push(escaped);
            }
            _ => items.last_mut()?.push(byte),
        }
    }
    items.iter().all(|item| !item.is_empty()).then_some(items)
}

/// Reads the string at the start of a text, quoted or not (RFC 1035, section 5.1), and returns the rest.
fn value(text: &str) -> Option<(Vec<u8>, &str)> {
    let quoted = text.strip_prefix('"');
    let mut bytes = Vec::new();
    let mut rest = quoted.unwrap_or(text);
    loop {
        let Some(c) = rest.chars().next() else {
            return quoted.is_none().then_some((bytes, rest));
        };
        let after = rest.get(c.len_utf8()..)?;
        match c {
            '"' if quoted.is_some() => {
                let is_end =
                    after.is_empty() || after.starts_with(|c: char| c.is_ascii_whitespace());
                return is_end.then_some((bytes, after));
            }
            '"' => return None,
            '\\' => rest = escape(after, &mut bytes)?,
            _ if quoted.is_none() && c.is_ascii_whitespace() => return Some((bytes, rest)),
            _ => {
                bytes.extend(c.encode_utf8(&mut [0; 4]).bytes());
                rest = after;
            }
        }
    }
}

/// Decodes an escape after the backslash and returns the rest.
fn escape<'t>(text: &'t str, bytes: &mut Vec<u8>) -> Option<&'t str> {
    let c = text.chars().next()?;
    if c.is_ascii_digit() {
        let digits = text.get(..3).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        bytes.push(digits.parse().ok()?);
        return text.get(3..);
    }
    bytes.extend(c.encode_utf8(&mut [0; 4]).bytes());
    text.get(c.len_utf8()..)
}

/// Decodes Base64, with or without padding (RFC 4648, section 4).
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text.get(..text.len() - padding)? {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    (padding <= 2 && !bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<(String, Vec<u8>)> {
        params(text).unwrap().into_iter().map(|(key, value)| (key.into_owned(), value)).collect()
    }

    #[test]
    fn reads_parameters_alike_in_any_order_and_spelling() {
        for (one, other) in [
            (
                "alpn=\"h3,h2\" port=8443 ipv6hint=2001:db8::1",
                "port=8443 alpn=h3,h2 ipv6hint=2001:db8::1",
            ),
            ("alpn=\"h3,h2\" port=8443", "alpn=\"h3,h2\" port=\"08443\""),
            ("alpn=h3,h2", r"key1=\002h3\002h2"),
            ("port=8443", r"key3=\032\251"),
            ("port=8443", "key3=\"\\032\\251\""),
            ("ipv6hint=2001:db8::1", "ipv6hint=2001:DB8:0::1"),
            ("ipv6hint=::ffff:192.0.2.1", "ipv6hint=::ffff:c000:201"),
            ("ipv4hint=192.0.2.1,192.0.2.2", r"key4=\192\000\002\001\192\000\002\002"),
            ("mandatory=alpn,ipv4hint", "mandatory=ipv4hint,alpn"),
            ("mandatory=alpn", "mandatory=key1"),
            ("no-default-alpn", "no-default-alpn=\"\""),
            ("no-default-alpn", "key2"),
            ("ech=AAEC", r"key5=\000\001\002"),
            ("ech=\"AA==\"", "ech=AA"),
            ("dohpath=/q{?dns}", "key7=\"/q{?dns}\""),
            (r#"alpn="f\\\\oo\\,bar,h2""#, r"key1=\008f\\oo,bar\002h2"),
            ("key667=hello", "key667=\"hello\""),
            ("key667=\"hello world\"", r"key667=hello\032world"),
            ("mandatory=tls-supported-groups", "mandatory=key9"),
            ("tls-supported-groups=29,23", r"key9=\000\029\000\023"),
            ("docpath=dns,query", r"key10=\003dns\005query"),
            ("docpath", "key10"),
            ("later=x alpn=h2", "alpn=h2   later=\"x\""),
            ("", "  "),
        ] {
            assert_eq!(of(one), of(other), "{one} {other}");
        }
    }

    #[test]
    fn distinguishes_parameters_that_differ_on_the_wire() {
        for (one, other) in [
            ("alpn=h3,h2", "alpn=h2,h3"),
            ("alpn=h3,h2", r"alpn=h3\\,h2"),
            ("ipv4hint=192.0.2.1,192.0.2.2", "ipv4hint=192.0.2.2,192.0.2.1"),
            ("port=1", "port=2"),
            ("port=1", ""),
            ("key667", "key668"),
            ("key667=a", "key667=A"),
            ("later=x", "key99=x"),
        ] {
            assert_ne!(of(one), of(other), "{one} {other}");
        }
    }

    #[test]
    fn refuses_invalid_parameter_lists() {
        for text in [
            "alpn",
            "alpn=",
            "alpn=,",
            "port=65536",
            "port=x",
            "ipv4hint=192.0.2",
            "ipv6hint=192.0.2.1",
            "ech=%",
            "no-default-alpn=x",
            "alpn=h2 alpn=h3",
            "alpn=h2 key1=h3",
            "=x",
            "alpn=\"h2",
            "alpn=\"h2\"x",
            "alpn=h2\"",
            "alpn=\\",
            "alpn=\\25",
            "alpn=\\256",
            "mandatory=later",
        ] {
            assert_eq!(params(text), None, "{text}");
        }
    }

    proptest! {
        /// Any value of any key, spelled in quotes, without, and with every byte escaped.
        #[test]
        fn reads_every_spelling_of_a_value_alike(value in prop::collection::vec(any::<u8>(), 0..20), key in 100_u16..) {
            let escaped: String = value.iter().map(|byte| format!("\\{byte:03}")).collect();
            let plain: String = value.iter().map(|byte| match byte {
                b'a'..=b'z' => char::from(*byte).to_string(),
                _ => format!("\\{byte:03}"),
            }).collect();
            for text in [format!("key{key}={escaped}"), format!("key{key}=\"{plain}\""), format!("key{key}={plain}")] {
                prop_assert_eq!(of(&text), vec![(key.to_string(), value.clone())]);
            }
        }

        #[test]
        fn reads_any_text_without_panic(text in any::<String>(), list in "([a-z0-9]{0,5}=?\"?[\\\\0-9a-z,\"]{0,6} ?){0,4}") {
            let _ = (params(&text), params(&list));
        }
    }
}
