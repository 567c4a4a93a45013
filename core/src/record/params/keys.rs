//! The table of service parameters: names, numbers and value formats.

/// The format of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// No value.
    None,
    /// A 16-bit number.
    Number,
    /// A list of 16-bit numbers.
    Numbers,
    /// A list of keys.
    Keys,
    /// A list of strings.
    Strings,
    /// A list of strings, possibly empty.
    Path,
    /// A list of IPv4 addresses.
    Ipv4,
    /// A list of IPv6 addresses.
    Ipv6,
    /// Bytes in Base64.
    Base64,
    /// A text.
    Text,
}

/// The named keys, by number (RFC 9460, section 14.3.2; RFC 9848, section 3; RFC 9461, section 5; RFC
/// 9540, section 4; the draft on TLS key share prediction, section 3; RFC 9953).
const KEYS: [(&str, Values); 11] = [
    ("mandatory", Values::Keys),
    ("alpn", Values::Strings),
    ("no-default-alpn", Values::None),
    ("port", Values::Number),
    ("ipv4hint", Values::Ipv4),
    ("ech", Values::Base64),
    ("ipv6hint", Values::Ipv6),
    ("dohpath", Values::Text),
    ("ohttp", Values::None),
    ("tls-supported-groups", Values::Numbers),
    ("docpath", Values::Path),
];

/// The name of a key, or `key` with its number.
#[must_use]
pub fn key_name(key: u16) -> String {
    KEYS.get(usize::from(key)).map_or_else(|| format!("key{key}"), |(name, _)| (*name).to_owned())
}

/// The value format of a key, if it is a named one.
pub(crate) fn values(key: u16) -> Option<Values> {
    KEYS.get(usize::from(key)).map(|(_, values)| *values)
}

/// The number of a key, and whether it was written as a number (RFC 9460, section 2.1).
pub(crate) fn number(name: &str) -> Option<(u16, bool)> {
    if let Some(place) = KEYS.iter().position(|(known, _)| *known == name) {
        return Some((u16::try_from(place).ok()?, false));
    }
    let digits = name.strip_prefix("key")?;
    let is_plain = digits == "0" || !digits.starts_with(['0', '+']);
    Some((digits.parse().ok().filter(|_| is_plain)?, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_key_by_its_name_and_by_its_number() {
        for key in 0..=u16::MAX {
            let name = key_name(key);
            let is_numbered = usize::from(key) >= KEYS.len();
            assert_eq!(number(&name), Some((key, is_numbered)), "{name}");
            assert_eq!(number(&format!("key{key}")), Some((key, true)));
            assert_eq!(values(key).is_none(), is_numbered);
        }
        for none in ["", "key", "key00", "key01", "key+1", "key65536", "ALPN", "key-1", "later"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
