//! Reads the token of a request (provider document 1.1, 1.9). It does not know whose it is.

use axum::http::{HeaderMap, StatusCode, header};

use super::error::Error;

/// The length of the old global keys, which are no tokens though they look like one.
const GLOBAL_KEY_LENGTH: usize = 37;

/// The token of the `Authorization` header.
///
/// # Errors
/// 400 when it is missing or not of the form `Bearer TOKEN`.
pub fn read(headers: &HeaderMap) -> Result<&str, Error> {
    let malformed = || Error::header(6111, "Invalid format for Authorization header");
    let header = headers.get(header::AUTHORIZATION);
    let header = header.ok_or_else(|| {
        Error::new(StatusCode::BAD_REQUEST, 1001, "Missing \"Authorization\" header")
    })?;
    let token = header.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
    token.filter(|token| is_token(token)).ok_or_else(malformed)
}

fn is_token(token: &str) -> bool {
    let is_global_key = token.len() == GLOBAL_KEY_LENGTH
        && token.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !token.is_empty() && token.bytes().all(is_word) && !is_global_key
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn token(text: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static(text));
        read(&headers).ok().map(str::to_owned)
    }

    #[test]
    fn reads_a_bearer_token() {
        assert_eq!(token("Bearer sandbox-429.a").as_deref(), Some("sandbox-429.a"));
        for text in [
            "",
            "Bearer ",
            "bearer x",
            "sandbox",
            "Bearer a b",
            "Bearer a/b",
            "Bearer 1234567890abcdef1234567890abcdef12345",
        ] {
            assert_eq!(token(text), None, "{text}");
        }
        assert!(read(&HeaderMap::new()).is_err());
    }
}
