//! Reads the JSON object of a request. It does not know what the object should hold.

use axum::http::{HeaderMap, header};
use serde_json::{Map, Value};

/// Why a body is no object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// It is not said to be JSON.
    ContentType,
    /// It is no JSON (RFC 8259).
    Syntax,
    /// It is JSON but no object.
    NotAnObject,
}

/// The object in the body.
///
/// # Errors
/// See [`BodyError`].
pub fn object(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, BodyError> {
    if !is_json(headers) {
        return Err(BodyError::ContentType);
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(BodyError::NotAnObject),
        Err(_) => Err(BodyError::Syntax),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next()).unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(content_type: &'static str, body: &str) -> Result<usize, BodyError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        object(&headers, body.as_bytes()).map(|object| object.len())
    }

    #[test]
    fn accepts_only_json_objects() {
        assert_eq!(read("application/json", r#"{"a":1}"#), Ok(1));
        assert_eq!(read("Application/JSON; charset=utf-8", "{}"), Ok(0));
        assert_eq!(read("text/plain", "{}"), Err(BodyError::ContentType));
        assert_eq!(read("application/json", "{"), Err(BodyError::Syntax));
        assert_eq!(read("application/json", "[]"), Err(BodyError::NotAnObject));
    }
}
