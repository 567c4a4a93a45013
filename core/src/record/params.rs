//! Service parameters of HTTPS and SVCB: their grammar, and the errors for which clients ignore a record
//! (RFC 9460, sections 2 and 7, appendices A and D.3). Read-only.

pub(crate) mod keys;
mod wire;

use std::net::{Ipv4Addr, Ipv6Addr};

use keys::{Values, number, values};

/// An error in service parameters; the number is the parameter's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamsFault {
    /// An unclosed quote, an invalid escape, or text directly after a value.
    Grammar,
    /// An invalid key: keys consist of lower-case letters, digits and hyphens (section 2.1), and numbers
    /// range from 0 to 65534 (section 14.3.2).
    Key,
    /// A repeated key (appendix D.3, figure 11).
    Twice(u16),
    /// A key without its required value (figures 12 to 16).
    NoValue(u16),
    /// A value for a key that takes none (figure 17).
    WithValue(u16),
    /// A value in the wrong format for its key.
    Value(u16),
    /// A missing mandatory key (figure 18).
    MandatoryMissing,
    /// `mandatory` among the mandatory keys (figure 19).
    MandatoryItself,
    /// A repeated mandatory key (figure 20).
    MandatoryTwice,
    /// Mandatory keys in generic form that are not in ascending order (section 8).
    MandatoryOrder,
    /// `no-default-alpn` without `alpn` (section 7.1.1).
    NoAlpn,
}

use ParamsFault::{
    Grammar, Key, MandatoryItself, MandatoryMissing, MandatoryTwice, NoAlpn, NoValue, Twice, Value,
    WithValue,
};

const MANDATORY: u16 = 0;
const ALPN: u16 = 1;
const NO_DEFAULT_ALPN: u16 = 2;
/// A parameter: its key, whether the key is a number, and the unquoted, unescaped value. Escapes within
/// list items are still in it.
struct Param<'t> {
    name: &'t str,
    value: Option<Vec<u8>>,
}

/// The first error in the parameters.
#[must_use]
pub fn fault(text: &str) -> Option<ParamsFault> {
    let params = match split(text) {
        Ok(params) => params,
        Err(fault) => return Some(fault),
    };
    let mut keys: Vec<u16> = Vec::new();
    for param in &params {
        if !is_key(param.name) {
            return Some(Key);
        }
        // An unknown name has no number either.
        let Some((key, _)) = number(param.name) else {
            let again = params.iter().filter(|other| other.name == param.name).count() > 1;
            if again {
                return Some(Grammar);
            }
            continue;
        };
        if key == u16::MAX {
            return Some(Key);
        }
        if keys.contains(&key) {
            return Some(Twice(key));
        }
        keys.push(key);
    }
    let faults = params.iter().filter_map(|param| {
        let (key, is_generic) = number(param.name)?;
        let value = param.value.as_deref().unwrap_or_default();
        if is_generic { wire::fault(key, value, &keys) } else { named(key, value, &params, &keys) }
    });
    let no_alpn = keys.contains(&NO_DEFAULT_ALPN) && !keys.contains(&ALPN);
    faults.chain(no_alpn.then_some(NoAlpn)).next()
}

/// Whether a key has an unregistered name.
#[must_use]
pub fn unknown(text: &str) -> bool {
    let is_unknown = |param: &Param<'_>| is_key(param.name) && number(param.name).is_none();
    split(text).is_ok_and(|params| params.iter().any(is_unknown))
}

fn is_key(name: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    // `key` followed by a number is no unregistered name.
    let numbered = name.strip_prefix("key").filter(|digits| is_number(digits));
    (1..=63).contains(&name.len())
        && name.bytes().all(is_letter)
        && numbered.is_none_or(|digits| !digits.is_empty() && number(name).is_some())
}

/// Splits a text into parameters (section 2.1).
fn split(text: &str) -> Result<Vec<Param<'_>>, ParamsFault> {
    let mut params = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end).ok_or(Grammar)?;
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => {
                let (value, after) = value(after)?;
                (Some(value), after)
            }
            None => (None, after),
        };
        if !after.is_empty() && !after.starts_with(char::is_whitespace) {
            return Err(Grammar);
        }
        params.push(Param { name, value });
        rest = after.trim_start();
    }
    Ok(params)
}

/// Reads a value, quoted or not, and returns the rest (RFC 1035, section 5.1).
fn value(text: &str) -> Result<(Vec<u8>, &str), ParamsFault> {
    let quoted = text.strip_prefix('"');
    let mut rest = quoted.unwrap_or(text);
    let mut value = Vec::new();
    loop {
        let Some(c) = rest.chars().next() else {
            return if quoted.is_some() { Err(Grammar) } else { Ok((value, rest)) };
        };
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' if quoted.is_some() => return Ok((value, after)),
            '"' => return Err(Grammar),
            c if c.is_whitespace() && quoted.is_none() => return Ok((value, rest)),
            '\\' => {
                let (byte, after) = escaped(after)?;
                value.extend(byte);
                rest = after;
            }
            c => {
                value.extend(c.encode_utf8(&mut [0; 4]).bytes());
                rest = after;
            }
        }
    }
}

/// Decodes an escape after the backslash: three digits, or a literal character.
fn escaped(text: &str) -> Result<(Vec<u8>, &str), ParamsFault> {
    let first = text.chars().next().ok_or(Grammar)?;
    if !first.is_ascii_digit() {
        let after = text.get(first.len_utf8()..).unwrap_or_default();
        return Ok((first.to_string().into_bytes(), after));
    }
    let digits = text.get(..3).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let byte = digits.and_then(|digits| digits.parse::<u8>().ok()).ok_or(Grammar)?;
    Ok((vec![byte], text.get(3..).unwrap_or_default()))
}

/// The items of a list, separated by unescaped commas (appendix A.1).
fn items(value: &[u8]) -> Vec<Vec<u8>> {
    let mut items = vec![Vec::new()];
    let mut is_escaped = false;
    for &byte in value {
        match byte {
            b'\\' if !is_escaped => {
                is_escaped = true;
                continue;
            }
            b',' if !is_escaped => items.push(Vec::new()),
            _ => items.last_mut().into_iter().for_each(|item: &mut Vec<u8>| item.push(byte)),
        }
        is_escaped = false;
    }
    items
}

fn named(key: u16, value: &[u8], params: &[Param<'_>], keys: &[u16]) -> Option<ParamsFault> {
    let values = values(key)?;
    match (values, value.is_empty()) {
        (Values::None | Values::Path, true) => return None,
        (Values::None, false) => return Some(WithValue(key)),
        (_, true) => return Some(NoValue(key)),
        _ => {}
    }
    let text = std::str::from_utf8(value).unwrap_or_default();
    let each = |is: fn(&str) -> bool| text.split(',').all(is);
    let is_good = match values {
        Values::None => true,
        Values::Keys => return mandatory(text, params, keys),
        // Each string has 1 to 255 bytes (section 7.1.1).
        Values::Strings | Values::Path => {
            items(value).iter().all(|id| (1..=255).contains(&id.len()))
        }
        Values::Number => is_number(text),
        Values::Numbers => each(is_number),
        Values::Ipv4 => each(|address| address.parse::<Ipv4Addr>().is_ok()),
        Values::Ipv6 => each(|address| address.parse::<Ipv6Addr>().is_ok()),
        Values::Base64 => super::digits::is_base64(text),
        // A relative URI template with a variable `dns` (RFC 9461, section 5).
        Values::Text => text.starts_with('/') && text.contains("dns}"),
    };
    (!is_good).then_some(Value(key))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

fn mandatory(text: &str, params: &[Param<'_>], keys: &[u16]) -> Option<ParamsFault> {
    let mut seen: Vec<&str> = Vec::new();
    for name in text.split(',') {
        let key = number(name).map(|(key, _)| key);
        let is_again = |other: &&str| {
            *other == name || key.is_some() && number(other).map(|(key, _)| key) == key
        };
        let is_there = match key {
            Some(key) => keys.contains(&key),
            None => params.iter().any(|param| param.name == name),
        };
        match key {
            _ if !is_key(name) => return Some(Value(MANDATORY)),
            Some(MANDATORY) => return Some(MandatoryItself),
            _ if seen.iter().any(is_again) => return Some(MandatoryTwice),
            _ if !is_there => return Some(MandatoryMissing),
            _ => seen.push(name),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::ParamsFault::MandatoryOrder;
    use super::*;

    const PORT: u16 = 3;
    const IPV4: u16 = 4;
    const ECH: u16 = 5;
    const IPV6: u16 = 6;
    const DOH_PATH: u16 = 7;
    const OHTTP: u16 = 8;
    use proptest::prelude::*;

    #[test]
    fn accepts_the_valid_examples_of_the_standards() {
        // Appendix D.2, and what other standards add.
        for text in [
            "",
            "port=53",
            "key667=hello",
            r#"key667="hello\210qoo""#,
            r#"ipv6hint="2001:db8::1,2001:db8::53:1""#,
            r#"ipv6hint="2001:db8:122:344::192.0.2.33""#,
            "alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1",
            r#"alpn="f\\\\oo\\,bar,h2""#,
            r"alpn=f\\\092oo\092,bar,h2",
            "alpn=h2 no-default-alpn",
            "alpn=h2 no-default-alpn=",
            r"key1=\002h3\002h2 key3=\032\251",
            r"mandatory=key123 key123=abc",
            r"key0=\000\001\000\004 alpn=h2 ipv4hint=192.0.2.1",
            "alpn=h2 ech=AEX+DQBBpQAgACB",
            "alpn=h2 dohpath=/dns-query{?dns} ohttp",
            "alpn=h2 tls-supported-groups=29,23",
            "alpn=co docpath",
            "alpn=co docpath=dns,query",
            "something-new=1",
        ] {
            let expected = text.contains("ech=").then_some(Value(ECH));
            assert_eq!(fault(text), expected, "{text}");
        }
        assert_eq!(fault("ech=AEX+DQA="), None);
    }

    #[test]
    fn refuses_the_failure_cases_of_the_standards() {
        for (text, expected) in [
            // Appendix D.3, figures 11 to 20.
            ("key123=abc key123=def", Twice(123)),
            ("mandatory", NoValue(MANDATORY)),
            ("alpn", NoValue(ALPN)),
            ("port", NoValue(PORT)),
            ("ipv4hint", NoValue(IPV4)),
            ("ipv6hint", NoValue(IPV6)),
            ("alpn=h2 no-default-alpn=abc", WithValue(NO_DEFAULT_ALPN)),
            ("mandatory=key123", MandatoryMissing),
            ("mandatory=mandatory", MandatoryItself),
            ("mandatory=key123,key123 key123=abc", MandatoryTwice),
            // The same in other spellings.
            ("alpn=h2 key1=\\002h3", Twice(ALPN)),
            ("alpn=", NoValue(ALPN)),
            ("alpn=\"\"", NoValue(ALPN)),
            ("ech", NoValue(ECH)),
            ("dohpath", NoValue(DOH_PATH)),
            ("tls-supported-groups", NoValue(9)),
            ("tls-supported-groups=29,x", Value(9)),
            ("key9", NoValue(9)),
            (r"key9=\001", Value(9)),
            (r"key10=\003ab", Value(10)),
            ("mandatory=port,key3 port=1", MandatoryTwice),
            ("mandatory=key0", MandatoryItself),
            ("mandatory=new-one", MandatoryMissing),
            ("mandatory=", NoValue(MANDATORY)),
            ("mandatory=,", Value(MANDATORY)),
            ("no-default-alpn", NoAlpn),
            ("no-default-alpn port=1", NoAlpn),
            (r"key0=\000\004\000\001 alpn=h2 ipv4hint=192.0.2.1", MandatoryOrder),
            (r"key0=\000\001\000\001 alpn=h2", MandatoryTwice),
            (r"key0=\000\000", MandatoryItself),
            (r"key0=\000\003", MandatoryMissing),
            (r"key0=\000", Value(MANDATORY)),
            (r"key2=a alpn=h2", WithValue(NO_DEFAULT_ALPN)),
            ("ohttp=1", WithValue(OHTTP)),
            (r"key3=\001", Value(PORT)),
            (r"key4=\001\002\003", Value(IPV4)),
            (r"key1=\003h2", Value(ALPN)),
            // Values.
            ("port=65536", Value(PORT)),
            ("port=-1", Value(PORT)),
            ("port=+1", Value(PORT)),
            ("port=https", Value(PORT)),
            ("port=1,2", Value(PORT)),
            ("alpn=h2,,h3", Value(ALPN)),
            ("ipv4hint=192.0.2.256", Value(IPV4)),
            ("ipv4hint=192.0.2.1,", Value(IPV4)),
            ("ipv4hint=2001:db8::1", Value(IPV4)),
            ("ipv6hint=192.0.2.1", Value(IPV6)),
            ("ech=$", Value(ECH)),
            ("dohpath=dns-query", Value(DOH_PATH)),
            ("dohpath=/dns-query", Value(DOH_PATH)),
            // Grammar.
            ("alpn=\"h2", Grammar),
            ("alpn=\"h2\"port=1", Grammar),
            ("alpn=h\"2", Grammar),
            (r"key9=\25", Grammar),
            (r"key9=\999", Grammar),
            ("key9=\\", Grammar),
            ("ALPN=h2", Key),
            ("=h2", Key),
            ("al_pn=h2", Key),
            ("key65535=a", Key),
            ("key65536=a", Key),
            ("key01=a", Key),
            ("key=a", Key),
        ] {
            assert_eq!(fault(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn reports_an_unregistered_key_that_is_no_fault() {
        assert!(unknown("alpn=h2 something-new=1"));
        assert!(!unknown("alpn=h2 key1234=1"));
    }

    proptest! {
        #[test]
        fn judges_any_text_without_panic(text in ".{0,40}", keys in "(key0|alpn|mandatory|port|=|,|\\\\|\"| ){0,12}") {
            let _ = (fault(&text), fault(&keys), unknown(&text));
        }
    }
}
