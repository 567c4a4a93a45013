//! What an HTTP status says whoever the provider is. It never reads a provider's own error body.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{ApiError, Response};

/// The failures that mean the same everywhere: the relay's own, too many calls, a provider in
/// trouble.
pub(super) fn common(response: &Response) -> Option<ApiError> {
    match response.status {
        400.. if is_of_relay(&response.body) => Some(of_relay(response.status)),
        429 => Some(ApiError::RateLimited(response.retry_after)),
        500.. => Some(ApiError::Server(response.status.into())),
        _ => None,
    }
}

/// What the relay answers where it cannot pass a call on; no provider has such a member.
#[derive(Deserialize)]
struct RelayError {
    #[serde(rename = "relay")]
    _why: IgnoredAny,
}

fn is_of_relay(body: &[u8]) -> bool {
    serde_json::from_slice::<RelayError>(body).is_ok()
}

/// The relay knows the calls of the page by their paths, so one that it does not know names something
/// that the provider cannot have (deploy/README.md, rules 1, 4, 11 to 13).
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
