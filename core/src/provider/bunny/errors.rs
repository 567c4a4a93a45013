//! Maps bunny.net's error responses. It matches messages only where neither status nor key is specific.

use super::wire::ApiErrorData;
use crate::foreign::Foreign;
use crate::provider::loose::{self, Loose};
use crate::provider::{ApiError, Refusal, Response, status};

/// Accepts a success.
///
/// # Errors
/// The error that any other response means.
pub(super) fn check(response: &Response) -> Result<(), ApiError> {
    if response.is_success() {
        return Ok(());
    }
    Err(status::common(response).unwrap_or_else(|| match response.status {
        401 => ApiError::BadKey,
        403 => ApiError::NoPermission,
        404 => ApiError::NotFound,
        _ => ApiError::Refused(refusal(response)),
    }))
}

/// As [`check`], for a write of a record. How an identical write is answered is not documented, so only
/// unambiguous messages count as more than a refusal.
pub(super) fn check_write(response: &Response) -> Result<(), ApiError> {
    check(response).map_err(|error| match error {
        ApiError::Refused(refusal) => sorted(refusal),
        other => other,
    })
}

fn sorted(refusal: Refusal) -> ApiError {
    let code = refusal.code.as_ref().map(Foreign::raw).unwrap_or_default();
    let words = [code, refusal.message.raw()].join(" ").to_ascii_lowercase();
    let says = |any: &[&str]| any.iter().any(|part| words.contains(part));
    if says(&["conflict", "cannot coexist"]) {
        ApiError::Conflict(refusal)
    } else if says(&["identical", "duplicate", "record already exists"]) && !says(&["cname"]) {
        ApiError::Duplicate
    } else if says(&["maximum number of records", "record limit", "limit of records"]) {
        ApiError::QuotaReached
    } else {
        ApiError::Refused(refusal)
    }
}

/// The error body. Every member may be null, and the message may end in a carriage return (provider
/// document, 2.1).
fn refusal(response: &Response) -> Refusal {
    let body = String::from_utf8_lossy(&response.body);
    let error: ApiErrorData<'_> = loose::object(&body).unwrap_or_default();
    let text = |value: Loose<'_>| value.words().map(|words| Foreign::from(words.trim()));
    Refusal {
        status: response.status,
        code: text(error.error_key),
        field: text(error.field),
        message: text(error.message).unwrap_or_default(),
        request: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> ApiError {
        let response = Response { status, retry_after: Some(3), body: body.into() };
        check_write(&response).unwrap_err()
    }

    fn body(key: &str, message: &str) -> String {
        format!(r#"{{"ErrorKey":"{key}","Field":"Value","Message":"{message}"}}"#)
    }

    #[test]
    fn reads_the_status_even_without_a_usable_body() {
        for (status, expected) in [
            (401, ApiError::BadKey),
            (403, ApiError::NoPermission),
            (404, ApiError::NotFound),
            (429, ApiError::RateLimited(Some(3))),
            (500, ApiError::Server(500.into())),
            (503, ApiError::Server(503.into())),
        ] {
            for text in ["", "<html>", "null", r#"{"ErrorKey":null,"Field":null,"Message":null}"#] {
                assert_eq!(error(status, text), expected, "{status} {text}");
            }
        }
        assert_eq!(error(502, r#"{"relay":"unreachable"}"#), ApiError::RelayFailed);
    }

    #[test]
    fn keeps_the_providers_message_without_its_carriage_return() {
        let text =
            body("validation_error", r"A TXT value can be a maximum of 4000 ASCII characters.\r");
        assert_eq!(
            error(400, &text),
            ApiError::Refused(Refusal {
                status: 400,
                code: Some("validation_error".into()),
                field: Some("Value".into()),
                message: "A TXT value can be a maximum of 4000 ASCII characters.".into(),
                request: None,
            })
        );
        assert_eq!(
            error(415, "nonsense"),
            ApiError::Refused(Refusal { status: 415, ..Refusal::default() })
        );
    }

    #[test]
    fn classifies_a_refusal_only_by_unambiguous_keys_or_messages() {
        let sorted = |key, message| error(400, &body(key, message));
        assert_eq!(sorted("dnszone.record.duplicate", ""), ApiError::Duplicate);
        assert_eq!(sorted("validation_error", "This record already exists."), ApiError::Duplicate);
        assert!(matches!(sorted("dnszone.record.conflict", "x"), ApiError::Conflict(_)));
        assert!(matches!(
            sorted("validation_error", "A CNAME record already exists at this name."),
            ApiError::Refused(_)
        ));
        assert_eq!(
            sorted("x", "The maximum number of records was reached"),
            ApiError::QuotaReached
        );
    }
}
