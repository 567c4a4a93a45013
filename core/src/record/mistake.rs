//! Recognizes common mistakes in place of a host name: IP addresses, URLs, ports, e-mail addresses.

use std::net::{IpAddr, Ipv4Addr};

/// What a text is instead of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// An IP address.
    Address,
    /// A URL, with its scheme.
    Url,
    /// A name with a port.
    Port,
    /// An e-mail address.
    Mail,
    /// A name with a path.
    Path,
}

/// What a text is instead of a name; `None` if it may be one. A backslash shows that the author knows
/// which characters a label may hold (RFC 1035, section 5.1).
#[must_use]
pub fn mistake(text: &str) -> Option<Mistake> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_*.".contains(&byte);
    let text = text.trim().trim_end_matches('.');
    // Nearly all texts are names like this, which can be mistaken for nothing but an IPv4 address.
    if text.bytes().all(is_plain) {
        return text.parse::<Ipv4Addr>().is_ok().then_some(Mistake::Address);
    }
    if text.len() < 2 || text.contains('\\') {
        return None;
    }
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    if bare.parse::<IpAddr>().is_ok() {
        return Some(Mistake::Address);
    }
    if text.contains("://") {
        return Some(Mistake::Url);
    }
    // One registrar writes names of the apex as `_sip._tls.@`.
    if text.contains('@') && !text.ends_with(".@") {
        return Some(Mistake::Mail);
    }
    if text.split('.').any(|label| label.contains('/') && !is_part_of_a_network(label)) {
        return Some(Mistake::Path);
    }
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    text.rsplit_once(':').filter(|(_, port)| is_port(port)).map(|_| Mistake::Port)
}

/// Whether a label denotes a part of a network, as `0/25` does (RFC 2317, section 4).
fn is_part_of_a_network(label: &str) -> bool {
    let is_number = |text: &str| text.parse::<u8>().is_ok();
    label.split_once('/').is_some_and(|(first, length)| is_number(first) && is_number(length))
}

/// The host name in such a text, if any.
#[must_use]
pub fn host_in(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let text = text.split(['/', '?', '#']).next()?;
    let text = text.rsplit_once('@').map_or(text, |(_, host)| host);
    // An IPv6 address contains several colons.
    let (text, rest) = text.split_once(':').unwrap_or((text, ""));
    let text = Some(text.trim_end_matches('.')).filter(|_| !rest.contains(':'))?;
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) || byte > 127;
    let is_name = !text.is_empty() && text.bytes().all(is_host);
    (is_name && mistake(text).is_none()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Mistake::{Address, Mail, Path, Port, Url};

    #[test]
    fn recognises_addresses_and_urls_typed_as_names_and_finds_their_host() {
        for (text, expected, host) in [
            ("192.0.2.1", Address, None),
            ("192.0.2.1.", Address, None),
            ("2001:db8::1", Address, None),
            ("[2001:db8::1]", Address, None),
            ("https://www.example.com/", Url, Some("www.example.com")),
            ("https://u:p@www.example.com:8080/a?b#c", Url, Some("www.example.com")),
            ("https://192.0.2.1/", Url, None),
            ("https://[2001:db8::1]:443/", Url, None),
            ("www.example.com/shop", Path, Some("www.example.com")),
            ("//www", Path, None),
            ("www.example.com:8080", Port, Some("www.example.com")),
            ("192.0.2.1:25", Port, None),
            ("someone@example.com", Mail, Some("example.com")),
            ("mailto:someone@example.com", Mail, Some("example.com")),
        ] {
            assert_eq!(mistake(text), Some(expected), "{text}");
            assert_eq!(host_in(text), host, "{text}");
        }
    }

    #[test]
    fn accepts_everything_that_a_name_can_be() {
        for text in [
            "",
            ".",
            "@",
            "*",
            "www",
            "*.example.com",
            "_sip._tls",
            "_sip._tls.@",
            "0/25.2.0.192",
            "xn--bcher-kva.example",
            "bücher.example",
            r"a\@b",
            "a:b",
            "1.2.3",
            "192.0.2.1.example",
        ] {
            assert_eq!(mistake(text), None, "{text}");
        }
    }
}
