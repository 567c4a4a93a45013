//! Maps Cloudflare's errors: by its own codes first, then by the HTTP status. Messages of a success never
//! count as errors, although one of them has the code of a failed login.

use super::wire::{Envelope, ErrorInfo, ErrorSource};
use crate::foreign::Foreign;
use crate::provider::loose;
use crate::provider::{ApiError, Refusal, Response, status};

/// The meaning of an error code (provider document, 1.9).
#[derive(Clone, Copy)]
enum Meaning {
    Limited,
    KeyFormat,
    Duplicate,
    Conflict,
    Quota,
    Gone,
    Key,
    /// The key or its permissions: the status decides.
    Access,
    /// A field, by its name in requests.
    Field(&'static str),
}

/// The record does not exist; the other code of this kind concerns the zone.
const RECORD_GONE: i64 = 81044;

/// The key lacks the permission; the other code of this kind is returned for an unknown key as well
/// (provider document, 1.9).
const NO_ACCESS: i64 = 9109;

/// The maximum number of errors shown per response: a batch may have hundreds.
const TOLD: usize = 5;

const CODES: [(i64, Meaning); 24] = [
    (971, Meaning::Limited),
    (10100, Meaning::Limited),
    (6003, Meaning::KeyFormat),
    (6103, Meaning::KeyFormat),
    (6111, Meaning::KeyFormat),
    (81057, Meaning::Duplicate),
    (81058, Meaning::Duplicate),
    (81053, Meaning::Conflict),
    (81054, Meaning::Conflict),
    (81045, Meaning::Quota),
    (RECORD_GONE, Meaning::Gone),
    (7003, Meaning::Gone),
    (1000, Meaning::Key),
    (1001, Meaning::Key),
    (9103, Meaning::Key),
    (10000, Meaning::Access),
    (NO_ACCESS, Meaning::Access),
    (9000, Meaning::Field("name")),
    (9003, Meaning::Field("proxied")),
    (9005, Meaning::Field("content")),
    (9007, Meaning::Field("content")),
    (9015, Meaning::Field("content")),
    (83011, Meaning::Field("content")),
    (81060, Meaning::Field("content")),
];

/// The error of a response whose status or envelope indicates a failure.
pub(super) fn of(response: &Response) -> ApiError {
    let body = String::from_utf8_lossy(&response.body);
    let errors = &errors(&body);
    if let Some(error) = status::common(response) {
        return error;
    }
    let refusal = || refusal(response, errors);
    let meaning = codes(errors).into_iter().find_map(meaning);
    match (response.status, meaning) {
        (_, Some(Meaning::Limited)) => ApiError::RateLimited(response.retry_after),
        (_, Some(Meaning::KeyFormat)) => ApiError::KeyFormat,
        (_, Some(Meaning::Duplicate)) => ApiError::Duplicate,
        (_, Some(Meaning::Conflict)) => ApiError::Conflict(refusal()),
        (_, Some(Meaning::Quota)) => ApiError::QuotaReached,
        (401, _) | (_, Some(Meaning::Key)) => ApiError::BadKey,
        (403, _) | (_, Some(Meaning::Access)) => ApiError::NoPermission,
        (404, _) | (_, Some(Meaning::Gone)) => ApiError::NotFound,
        (_, Some(Meaning::Field(_)) | None) => ApiError::Refused(refusal()),
    }
}

/// The error of a call with several changes, all of which are refused: an error about one of them says
/// nothing about the others.
pub(super) fn of_all(response: &Response, error: ApiError) -> ApiError {
    let body = String::from_utf8_lossy(&response.body);
    let errors = &errors(&body);
    match error {
        ApiError::Duplicate | ApiError::Conflict(_) => ApiError::Refused(refusal(response, errors)),
        ApiError::NotFound if codes(errors).contains(&RECORD_GONE) => {
            ApiError::Refused(refusal(response, errors))
        }
        other => other,
    }
}

/// The error of a call that proves whether the key is valid. In later calls the same response concerns the
/// key's permissions.
pub(super) fn of_key(response: &Response, error: ApiError) -> ApiError {
    let body = String::from_utf8_lossy(&response.body);
    let is_told = codes(&errors(&body)).contains(&NO_ACCESS);
    match error {
        ApiError::NoPermission if !is_told => ApiError::Denied,
        other => other,
    }
}

fn meaning(code: i64) -> Option<Meaning> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, meaning)| *meaning)
}

/// The errors of a response.
fn errors(body: &str) -> Vec<ErrorInfo<'_>> {
    let envelope: Envelope<'_> = loose::read(body).unwrap_or_default();
    envelope.errors.list().iter().map(|error| error.object()).collect()
}

/// The causes of an error.
fn causes<'a>(error: &ErrorInfo<'a>) -> Vec<ErrorInfo<'a>> {
    error.error_chain.list().iter().map(|cause| cause.object()).collect()
}

/// The codes of the errors, followed by those of their causes.
fn codes(errors: &[ErrorInfo<'_>]) -> Vec<i64> {
    let own = errors.iter().filter_map(|error| error.code.int());
    let of_causes = errors.iter().flat_map(causes).filter_map(|cause| cause.code.int());
    own.chain(of_causes).collect()
}

fn refusal(response: &Response, errors: &[ErrorInfo<'_>]) -> Refusal {
    let mut messages: Vec<String> = Vec::new();
    for error in errors {
        let message = message(error);
        if messages.len() < TOLD && !message.is_empty() && !messages.contains(&message) {
            messages.push(message);
        }
    }
    Refusal {
        status: response.status,
        code: errors.first().and_then(|error| error.code.scalar()).map(Into::into),
        field: field(errors),
        message: messages.join("; ").into(),
        request: None,
    }
}

/// The messages of an error and of its causes.
fn message(error: &ErrorInfo<'_>) -> String {
    let of_causes = causes(error).into_iter().filter_map(|cause| cause.message.words());
    let words = error.message.words().into_iter().chain(of_causes);
    words.map(|words| words.trim().to_owned()).collect::<Vec<_>>().join(": ")
}

/// The field that the response points to, as `data/priority` or, in a call with several records, as
/// `posts/3/content`. If it points to no member, the field that the codes imply is appended.
fn field(errors: &[ErrorInfo<'_>]) -> Option<Foreign> {
    let sources = errors.iter().map(|error| error.source.object::<ErrorSource<'_>>());
    let pointer = sources.into_iter().find_map(|source| source.pointer.words());
    let pointer = pointer.unwrap_or_default();
    let place = pointer.trim_matches('/');
    let guess = codes(errors).into_iter().find_map(|code| match meaning(code) {
        Some(Meaning::Field(name)) => Some(name),
        _ => None,
    });
    let is_member = place.bytes().next_back().is_some_and(|last| !last.is_ascii_digit());
    match guess.filter(|_| !is_member) {
        Some(name) if place.is_empty() => Some(name.into()),
        Some(name) => Some([place, "/", name].concat().into()),
        None => Some(place).filter(|place| !place.is_empty()).map(Into::into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, errors: &str) -> ApiError {
        let body =
            format!(r#"{{"result":null,"success":false,"errors":[{errors}],"messages":[]}}"#);
        of(&Response { status, retry_after: Some(9), body: body.into() })
    }

    fn code(status: u16, code: u32) -> ApiError {
        error(status, &format!(r#"{{"code":{code},"message":"m","type":null}}"#))
    }

    #[test]
    fn maps_each_documented_error_code() {
        for (status, number, expected) in [
            (429, 971, ApiError::RateLimited(Some(9))),
            (400, 971, ApiError::RateLimited(Some(9))),
            (429, 10100, ApiError::RateLimited(Some(9))),
            (400, 6003, ApiError::KeyFormat),
            (401, 1000, ApiError::BadKey),
            (400, 1001, ApiError::BadKey),
            (403, 9103, ApiError::BadKey),
            (401, 10000, ApiError::BadKey),
            (403, 10000, ApiError::NoPermission),
            (400, 10000, ApiError::NoPermission),
            (403, 9109, ApiError::NoPermission),
            (404, 81044, ApiError::NotFound),
            (400, 7003, ApiError::NotFound),
            (400, 81045, ApiError::QuotaReached),
            (400, 81057, ApiError::Duplicate),
            (400, 81058, ApiError::Duplicate),
            (500, 10000, ApiError::Server(500.into())),
        ] {
            assert_eq!(code(status, number), expected, "{status} {number}");
        }
        assert!(matches!(code(400, 81053), ApiError::Conflict(_)));
        assert!(matches!(code(400, 81054), ApiError::Conflict(_)));
    }

    #[test]
    fn considers_the_error_chain_too() {
        let header = r#"{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format for Authorization header"}]}"#;
        assert_eq!(error(400, header), ApiError::KeyFormat);
        let record = r#"{"code":1004,"message":"DNS Validation Error","error_chain":[{"code":9005,"message":"Content for A record must be a valid IPv4 address."}]}"#;
        let expected = Refusal {
            status: 400,
            code: Some("1004".into()),
            field: Some("content".into()),
            message: "DNS Validation Error: Content for A record must be a valid IPv4 address."
                .into(),
            request: None,
        };
        assert_eq!(error(400, record), ApiError::Refused(expected));
        let identical =
            r#"{"code":1004,"message":"x","error_chain":[{"code":81058,"message":"y"}]}"#;
        assert_eq!(error(400, identical), ApiError::Duplicate);
    }

    #[test]
    fn distinguishes_a_wrong_key_from_a_missing_permission() {
        for (status, errors, expected) in [
            (403, r#"{"code":10000,"message":"Authentication error"}"#, ApiError::Denied),
            (403, r#"{"code":10000},{"code":10000}"#, ApiError::Denied),
            (403, r#"{"code":9109,"message":"Unauthorized"}"#, ApiError::NoPermission),
            (403, r#"{"code":10000,"error_chain":[{"code":9109}]}"#, ApiError::NoPermission),
            (403, r#"{"code":9109},{"code":10000}"#, ApiError::NoPermission),
            (403, "", ApiError::Denied),
            (401, r#"{"code":10000}"#, ApiError::BadKey),
            (401, r#"{"code":1000}"#, ApiError::BadKey),
            (400, r#"{"code":6003}"#, ApiError::KeyFormat),
        ] {
            let body = format!(r#"{{"success":false,"errors":[{errors}]}}"#).into();
            let response = Response { status, retry_after: None, body };
            assert_eq!(of_key(&response, of(&response)), expected, "{status} {errors}");
        }
    }

    #[test]
    fn reads_the_field_of_a_refusal() {
        for (number, expected) in [
            (9000, Some("name")),
            (9003, Some("proxied")),
            (9005, Some("content")),
            (9007, Some("content")),
            (9015, Some("content")),
            (83011, Some("content")),
            (1004, None),
            (12345, None),
        ] {
            let ApiError::Refused(refusal) = code(400, number) else { panic!("{number}") };
            assert_eq!(refusal.field, expected.map(Into::into), "{number}");
        }
        for (pointed, expected) in [
            (r#"{"code":9007,"message":"m","source":{"pointer":"/data/target"}}"#, "data/target"),
            (r#"{"code":9005,"message":"m","source":{"pointer":"/posts/3"}}"#, "posts/3/content"),
            (r#"{"code":5,"message":"m","source":{"pointer":"/posts/3"}}"#, "posts/3"),
            (
                r#"{"code":1004},{"code":1004,"source":{"pointer":"/posts/0/name"},"error_chain":[{"code":9005}]}"#,
                "posts/0/name",
            ),
            (
                r#"{"code":1004,"message":"m","source":{"pointer":"/patches/12"},"error_chain":[{"code":9003}]}"#,
                "patches/12/proxied",
            ),
        ] {
            let ApiError::Refused(refusal) = error(400, pointed) else { panic!("{pointed}") };
            assert_eq!(refusal.field, Some(expected.into()), "{pointed}");
        }
    }

    #[test]
    fn lists_several_errors_once_each_up_to_a_maximum() {
        let errors: Vec<_> =
            (0..20).map(|n| format!(r#"{{"code":9007,"message":"m{}"}}"#, n / 2)).collect();
        let ApiError::Refused(refusal) = error(400, &errors.join(",")) else { panic!() };
        assert_eq!(refusal.message.raw(), "m0; m1; m2; m3; m4");
    }

    #[test]
    fn falls_back_to_the_status_if_the_body_is_useless() {
        for (status, expected) in [
            (401, ApiError::BadKey),
            (403, ApiError::NoPermission),
            (404, ApiError::NotFound),
            (429, ApiError::RateLimited(Some(9))),
            (503, ApiError::Server(503.into())),
        ] {
            for body in
                ["", "<html>", "null", r#"{"success":false}"#, r#"{"errors":[null,{"code":"x"}]}"#]
            {
                let response = Response { status, retry_after: Some(9), body: body.into() };
                assert_eq!(of(&response), expected, "{status} {body}");
            }
        }
        let relay = Response { status: 502, retry_after: None, body: br#"{"relay":"x"}"#.into() };
        assert_eq!(of(&relay), ApiError::RelayFailed);
    }
}
