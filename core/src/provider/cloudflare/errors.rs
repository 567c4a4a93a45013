//! What Cloudflare's refusals mean: its own codes first, then the HTTP status. Messages of a
//! success are never taken for errors, though one of them carries the code of a failed login.

use crate::provider::lenient::{self, Node};
use crate::provider::{ApiError, Refusal, Response, status};

/// What a code means (provider document, 1.9).
#[derive(Clone, Copy)]
enum Meaning {
    Limited,
    KeyFormat,
    Duplicate,
    Conflict,
    Quota,
    Gone,
    Key,
    /// The key, or what it may do: the status decides.
    Access,
    /// A field, by the name that it has in requests.
    Field(&'static str),
}

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
    (81044, Meaning::Gone),
    (7003, Meaning::Gone),
    (1000, Meaning::Key),
    (1001, Meaning::Key),
    (9103, Meaning::Key),
    (10000, Meaning::Access),
    (9109, Meaning::Access),
    (9000, Meaning::Field("name")),
    (9003, Meaning::Field("proxied")),
    (9005, Meaning::Field("content")),
    (9007, Meaning::Field("content")),
    (9015, Meaning::Field("content")),
    (83011, Meaning::Field("content")),
    (81060, Meaning::Field("content")),
];

/// The error of an answer whose status or envelope tells of a failure.
pub(super) fn of(response: &Response) -> ApiError {
    let body = lenient::read_object(&response.body, &["errors"]).unwrap_or(Node::Null);
    let errors = body.get("errors").list();
    if let Some(error) = status::common(response) {
        return error;
    }
    let refusal = || refusal(response, errors);
    let meaning = codes(errors).find_map(meaning);
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

fn meaning(code: i64) -> Option<Meaning> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, meaning)| *meaning)
}

/// The codes of the errors and of what each gives as its cause (older form of validation errors).
fn codes(errors: &[Node<'_>]) -> impl Iterator<Item = i64> {
    let causes = errors.iter().flat_map(|error| error.get("error_chain").list());
    errors.iter().chain(causes).filter_map(|error| error.get("code").int())
}

fn refusal(response: &Response, errors: &[Node<'_>]) -> Refusal {
    let first = errors.first().unwrap_or(&Node::Null);
    let mut message = String::new();
    for error in std::iter::once(first).chain(first.get("error_chain").list()) {
        if let Some(words) = error.get("message").words() {
            message.push_str(if message.is_empty() { "" } else { ": " });
            message.push_str(words.trim());
        }
    }
    Refusal {
        status: response.status,
        code: first.get("code").scalar().map(Into::into),
        field: field(first, errors).map(Into::into),
        message: message.into(),
    }
}

/// The field as the answer points to it, else as the codes do.
fn field<'a>(first: &'a Node<'_>, errors: &[Node<'_>]) -> Option<&'a str> {
    let pointer = first.get("source").get("pointer").words();
    pointer.map(|pointer| pointer.trim_start_matches('/')).or_else(|| {
        codes(errors).find_map(|code| match meaning(code) {
            Some(Meaning::Field(name)) => Some(name),
            _ => None,
        })
    })
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
    fn each_code_means_what_the_document_says() {
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
            (500, 10000, ApiError::Server(500)),
        ] {
            assert_eq!(code(status, number), expected, "{status} {number}");
        }
        assert!(matches!(code(400, 81053), ApiError::Conflict(_)));
        assert!(matches!(code(400, 81054), ApiError::Conflict(_)));
    }

    #[test]
    fn causes_count_as_well() {
        let header = r#"{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format for Authorization header"}]}"#;
        assert_eq!(error(400, header), ApiError::KeyFormat);
        let record = r#"{"code":1004,"message":"DNS Validation Error","error_chain":[{"code":9005,"message":"Content for A record must be a valid IPv4 address."}]}"#;
        let expected = Refusal {
            status: 400,
            code: Some("1004".into()),
            field: Some("content".into()),
            message: "DNS Validation Error: Content for A record must be a valid IPv4 address."
                .into(),
        };
        assert_eq!(error(400, record), ApiError::Refused(expected));
        let identical =
            r#"{"code":1004,"message":"x","error_chain":[{"code":81058,"message":"y"}]}"#;
        assert_eq!(error(400, identical), ApiError::Duplicate);
    }

    #[test]
    fn a_refusal_names_the_field() {
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
            assert_eq!(refusal.field.as_deref(), expected, "{number}");
        }
        let pointed = r#"{"code":9007,"message":"m","source":{"pointer":"/data/target"}}"#;
        let ApiError::Refused(refusal) = error(400, pointed) else { panic!() };
        assert_eq!(refusal.field.as_deref(), Some("data/target"));
    }

    #[test]
    fn a_status_is_enough_where_the_body_is_of_no_use() {
        for (status, expected) in [
            (401, ApiError::BadKey),
            (403, ApiError::NoPermission),
            (404, ApiError::NotFound),
            (429, ApiError::RateLimited(Some(9))),
            (503, ApiError::Server(503)),
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
