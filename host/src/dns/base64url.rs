//! Base64url without padding (RFC 4648 section 5), as messages stand in addresses.

use data_encoding::BASE64URL_NOPAD;

/// The octets; none if the text is anything else.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// The text of octets.
pub fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// How many characters so many octets take.
pub fn length(bytes: usize) -> usize {
    BASE64URL_NOPAD.encode_len(bytes)
}
