//! The security headers of every answer. They are those of a production host, so that what works
//! here works there. It never changes a body or a status.

use std::sync::LazyLock;

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue},
    response::Response,
};

/// What all hosts of the page send, one header a line; the file says how it is written.
const TEXT: &str = include_str!("../../headers.txt");

static HEADERS: LazyLock<HeaderMap> = LazyLock::new(|| {
    let text = TEXT.replace("\n ", " ");
    // This host has no TLS, and what is marked with it must not be sent without (RFC 6797, section 7.2).
    let lines = text.lines().filter(|line| !line.starts_with("https ") && !line.starts_with('#'));
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
    };
    lines.filter_map(header).collect()
});

/// Adds the headers to an answer.
pub async fn add(mut response: Response) -> Response {
    response.headers_mut().extend(HEADERS.clone());
    response
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::header};

    use super::*;

    #[tokio::test]
    async fn every_answer_has_the_content_security_policy() {
        let response = add(Response::new(Body::empty())).await;
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(policy.ends_with("trusted-types 'none'; frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("  "));
    }

    #[tokio::test]
    async fn every_answer_has_the_other_headers_and_none_that_needs_tls() {
        let response = add(Response::new(Body::empty())).await;
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(response.headers()[name], value);
        }
        let permissions = response.headers()["permissions-policy"].to_str().unwrap();
        assert!(
            permissions.contains("camera=()") && permissions.ends_with("xr-spatial-tracking=()")
        );
        assert!(response.headers().get("strict-transport-security").is_none());
        // Every line of the file is one.
        let lines = TEXT.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        assert_eq!(response.headers().len() + 1, lines.count());
    }
}
