//! All errors between the page and a provider, as a closed list.
//!
//! Their messages are in [`crate::text`].

use crate::foreign::Foreign;
use crate::id::RequestId;

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The provider does not know the key (401, or its own code for that).
    BadKey,
    /// The key does not have the format that the provider expects; it is probably of another kind.
    KeyFormat,
    /// The provider refuses the key or its permissions, without saying which.
    Denied,
    /// The key is valid but lacks the permission (403).
    NoPermission,
    /// The zone or the record does not exist (404).
    NotFound,
    /// Too many calls (429), with the seconds to wait if the provider states them.
    RateLimited(Option<u32>),
    /// The provider has an internal error (5xx).
    Server(Trouble),
    /// The browser got no response: no network, no such host, or a host without CORS.
    Unreachable,
    /// No response in time; a write may or may not have been done.
    Timeout,
    /// The user left before the response came.
    Aborted,
    /// The response is not what the provider documents.
    Malformed(Garbled),
    /// The relay of this site could not reach the provider.
    RelayFailed,
    /// The relay of this site refused the call itself; nothing reached the provider.
    RelayRefused,
    /// The zone already has this record.
    Duplicate,
    /// Another record conflicts with this one.
    Conflict(Refusal),
    /// The zone's record quota is used up.
    QuotaReached,
    /// Any other refusal (4xx).
    Refused(Refusal),
}

/// The details of a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The provider's error code or key.
    pub code: Option<Foreign>,
    /// The field that the error concerns, under the provider's name.
    pub field: Option<Foreign>,
    /// The provider's message.
    pub message: Foreign,
    /// The provider's id of the request.
    pub request: Option<RequestId>,
}

/// The maximum length in bytes of a request id that is shown.
const LONGEST_ID: usize = 64;

/// The request id in a header; `None` if it is no printable word.
#[must_use]
pub fn request_id(header: &str) -> Option<RequestId> {
    let id = header.trim();
    let is_word = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic());
    is_word.then(|| id.into())
}

/// The details of an internal error of the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// The HTTP status.
    pub status: u16,
    /// The provider's id of the request.
    pub request: Option<RequestId>,
}

impl From<u16> for Trouble {
    fn from(status: u16) -> Self {
        Self { status, request: None }
    }
}

/// The details of an unusable response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Garbled {
    /// What is wrong with it.
    pub fault: AnswerFault,
    /// The provider's id of the request.
    pub request: Option<RequestId>,
}

/// What is wrong with an unusable response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerFault {
    /// Anything else.
    #[default]
    Other,
    /// It is empty.
    Empty,
    /// It is an HTML page.
    Html,
    /// It is truncated.
    CutOff,
}

impl AnswerFault {
    /// What is wrong with a body that is no valid response.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        let body = body.trim_ascii();
        match (body.first(), body.last()) {
            (None, _) => Self::Empty,
            (Some(b'<'), _) => Self::Html,
            (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')) => Self::Other,
            (Some(b'{' | b'['), _) => Self::CutOff,
            _ => Self::Other,
        }
    }
}

impl ApiError {
    /// The response is not what the provider documents; [`Self::about`] adds the fault.
    pub const MALFORMED: Self =
        Self::Malformed(Garbled { fault: AnswerFault::Other, request: None });

    /// Adds details of the response to the error: the fault of its body, and the request id.
    #[must_use]
    pub fn about(mut self, body: &[u8], id: Option<&RequestId>) -> Self {
        match &mut self {
            Self::Malformed(Garbled { fault, request }) => {
                *fault = AnswerFault::of(body);
                *request = id.cloned();
            }
            Self::Server(Trouble { request, .. })
            | Self::Conflict(Refusal { request, .. })
            | Self::Refused(Refusal { request, .. }) => *request = id.cloned(),
            _ => {}
        }
        self
    }

    /// The details of a refusal, if the provider gave any.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Conflict(refusal) | Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether the same call may succeed later. For reads only: before a write is sent again, the caller
    /// reads the zone.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::RateLimited(_)
                | Self::Server(_)
                | Self::Unreachable
                | Self::Timeout
                | Self::RelayFailed
        ) || self.is_cut_off()
    }

    /// Whether the response was truncated.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        matches!(self, Self::Malformed(Garbled { fault: AnswerFault::CutOff, .. }))
    }

    /// Whether the write may have been done although the call failed.
    #[must_use]
    pub fn leaves_doubt(&self) -> bool {
        matches!(
            self,
            Self::Server(_)
                | Self::Unreachable
                | Self::Timeout
                | Self::Aborted
                | Self::Malformed(_)
                | Self::RelayFailed
        )
    }

    /// Whether the write may still be in progress, so that a reading without it proves nothing yet.
    #[must_use]
    pub fn may_come_late(&self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout | Self::Aborted | Self::RelayFailed => true,
            // A gateway timeout (RFC 9110, section 15.6.5).
            Self::Server(trouble) => trouble.status == 504,
            _ => false,
        }
    }

    /// Whether every other call with the same key would be refused too.
    #[must_use]
    pub fn ends_the_run(&self) -> bool {
        matches!(
            self,
            Self::BadKey | Self::KeyFormat | Self::Denied | Self::NoPermission | Self::QuotaReached
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classifies_what_is_wrong_with_a_body() {
        for (body, fault) in [
            ("", AnswerFault::Empty),
            (" \r\n", AnswerFault::Empty),
            ("<!doctype html>", AnswerFault::Html),
            ("\n <html>", AnswerFault::Html),
            (r#"{"result":[{"id":"a"},{"#, AnswerFault::CutOff),
            (r#"[{"Id":1}"#, AnswerFault::CutOff),
            (r#"{"result":[}"#, AnswerFault::Other),
            ("{}", AnswerFault::Other),
            ("null", AnswerFault::Other),
            ("plain text", AnswerFault::Other),
        ] {
            assert_eq!(AnswerFault::of(body.as_bytes()), fault, "{body}");
        }
        assert_eq!(AnswerFault::of(&[0xff, 0xfe]), AnswerFault::Other);
    }

    #[test]
    fn an_error_carries_the_fault_and_the_request_id_of_its_answer() {
        let id = request_id(" 8c1f-FRA ");
        assert_eq!(id, Some("8c1f-FRA".into()));
        let about = |error: ApiError| error.about(b"<html>", id.as_ref());
        let html = Garbled { fault: AnswerFault::Html, request: id.clone() };
        assert_eq!(about(ApiError::MALFORMED), ApiError::Malformed(html));
        assert_eq!(
            about(ApiError::Server(500.into())),
            ApiError::Server(Trouble { status: 500, request: id.clone() })
        );
        assert_eq!(about(ApiError::Refused(Refusal::default())).refusal().unwrap().request, id);
        assert_eq!(about(ApiError::BadKey), ApiError::BadKey);
    }

    #[test]
    fn accepts_only_a_short_printable_word_as_a_request_id() {
        for header in ["", " ", "a b", "a\u{202e}b", &"x".repeat(65)] {
            assert_eq!(request_id(header), None, "{header}");
        }
        assert_eq!(request_id(&"x".repeat(64)).map(|id| id.as_str().len()), Some(64));
    }

    #[test]
    fn a_truncated_answer_is_a_passing_error() {
        let cut = ApiError::MALFORMED.about(b"{", None);
        assert!(cut.is_passing() && cut.leaves_doubt());
        assert!(!ApiError::MALFORMED.is_passing() && ApiError::MALFORMED.leaves_doubt());
    }
}
