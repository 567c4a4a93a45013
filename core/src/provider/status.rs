//! The HTTP statuses that mean the same for every provider. Provider-specific error bodies are read
//! elsewhere.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{ApiError, Response};

/// Errors that mean the same everywhere: those of the relay, rate limits, and internal errors of a
/// provider.
pub(super) fn common(response: &Response) -> Option<ApiError> {
    match response.status {
        400.. if is_of_relay(&response.body) => Some(of_relay(response.status)),
        429 => Some(ApiError::RateLimited(response.retry_after)),
        500.. => Some(ApiError::Server(response.status.into())),
        _ => None,
    }
}

/// The relay's error body; no provider has such a member.
#[derive(Deserialize)]
struct RelayError {
    #[serde(rename = "relay")]
    _why: IgnoredAny,
}

fn is_of_relay(body: &[u8]) -> bool {
    serde_json::from_slice::<RelayError>(body).is_ok()
}

/// The relay recognizes the page's calls by their paths, so an unknown path names an object that cannot
/// exist at the provider (deploy/README.md, rules 1, 4, 11 to 13).
fn of_relay(status: u16) -> ApiError {
    match status {
        404 => ApiError::NotFound,
        500.. => ApiError::RelayFailed,
        _ => ApiError::RelayRefused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_errors_of_the_relay_from_those_of_the_provider() {
        for (status, body, expected) in [
            (502, r#"{"relay":"unreachable"}"#, Some(ApiError::RelayFailed)),
            (504, r#"{"relay":"timeout"}"#, Some(ApiError::RelayFailed)),
            (404, r#"{"relay":"not-allowed"}"#, Some(ApiError::NotFound)),
            (405, r#"{"relay":"not-allowed"}"#, Some(ApiError::RelayRefused)),
            (403, r#"{"relay":"other-origin"}"#, Some(ApiError::RelayRefused)),
            (413, r#"{"relay":"too-large"}"#, Some(ApiError::RelayRefused)),
            (502, "<html>", Some(ApiError::Server(502.into()))),
            (503, "", Some(ApiError::Server(503.into()))),
            (429, "", Some(ApiError::RateLimited(Some(7)))),
            (400, "{}", None),
            (200, r#"{"relay":true}"#, None),
        ] {
            let response = Response { status, retry_after: Some(7), body: body.into() };
            assert_eq!(common(&response), expected, "{status} {body}");
        }
    }
}
