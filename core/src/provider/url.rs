//! Paths and queries of requests. Host names come from the connection, never from here.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Appends a text, percent-encoded as one path segment or query value.
pub(crate) fn push_part(url: &mut String, text: &str) {
    url.extend(utf8_percent_encode(text, RESERVED));
}

/// A path of `before`, the encoded segment and `after`.
pub(super) fn path(before: &str, part: &str, after: &str) -> String {
    let mut url = String::from(before);
    push_part(&mut url, part);
    url.push_str(after);
    url
}

/// Appends an encoded query to a path.
pub(super) fn query(mut url: String, parts: &[(&str, &str)]) -> String {
    for (index, (name, value)) in parts.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(name);
        url.push('=');
        push_part(&mut url, value);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_any_text_within_its_part_of_the_url() {
        assert_eq!(path("/zones/", "../a/b?c#d", "/x"), "/zones/..%2Fa%2Fb%3Fc%23d/x");
        assert_eq!(
            query(String::from("/zones"), &[("name", "contains:a&b=ü %"), ("page", "2")]),
            "/zones?name=contains%3Aa%26b%3D%C3%BC%20%25&page=2"
        );
        assert_eq!(query(String::from("/zones"), &[]), "/zones");
    }
}
