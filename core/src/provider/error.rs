//! Everything that can go wrong between the page and a provider, as one closed list.
//!
//! The sentence for each stands in [`crate::text`].

use crate::foreign::Foreign;
use crate::id::RequestId;

/// Why a call did not do what it was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The provider does not know the key (401, or its own code for that).
    BadKey,
    /// The key is not of the form that the provider takes, so it is probably of another kind.
    KeyFormat,
    /// The provider refuses the key or what it may do, and does not say which of the two.
    Denied,
    /// The key is good but may not do this (403).
    NoPermission,
    /// The zone or the record is not there (404).
    NotFound,
    /// Too many calls (429), with the seconds to wait if the provider said so.
    RateLimited(Option<u32>),
    /// The provider is in trouble (5xx).
    Server(Trouble),
    /// The browser gave no status: no network, no such host, or a host that refuses browsers.
    Unreachable,
    /// No answer in time; a write may or may not have been done.
    Timeout,
    /// The user went elsewhere before the answer came.
    Aborted,
    /// The answer is not what the provider documents.
    Malformed(Garbled),
    /// The relay of this site could not reach the provider.
    RelayFailed,
    /// The relay of this site refused the call itself, and nothing reached the provider.
    RelayRefused,
    /// The zone has this very record already.
    Duplicate,
    /// Another record stands in the way of this one.
    Conflict(Refusal),
    /// The zone holds as many records as it may.
    QuotaReached,
    /// Any other refusal (4xx).
    Refused(Refusal),
}

/// What a provider said when it refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The provider's own code or key of the error.
    pub code: Option<Foreign>,
    /// The field that it complains about, in its own words.
    pub field: Option<Foreign>,
    /// The provider's message.
    pub message: Foreign,
    /// The provider's identity of the request.
    pub request: Option<RequestId>,
}

/// The longest identity of a request that is told, in bytes.
const LONGEST_ID: usize = 64;

/// The identity of a request as a header tells it; none where it is no printable word.
#[must_use]
pub fn request_id(header: &str) -> Option<RequestId> {
    let id = header.trim();
    let is_word = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic());
    is_word.then(|| id.into())
}

/// A provider in trouble.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// The HTTP status.
    pub status: u16,
    /// The provider's identity of the request.
    pub request: Option<RequestId>,
}

impl From<u16> for Trouble {
    fn from(status: u16) -> Self {
        Self { status, request: None }
    }
}

/// An answer that cannot be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Garbled {
    /// What is wrong with it.
    pub fault: AnswerFault,
    /// The provider's identity of the request.
    pub request: Option<RequestId>,
}

/// What is wrong with an answer that cannot be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerFault {
    /// Anything else.
    #[default]
    Other,
    /// There is nothing in it.
    Empty,
    /// It is a page for people.
    Html,
    /// It ends in the middle.
    CutOff,
}

impl AnswerFault {
    /// What is wrong with a body that is no answer.
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
    /// The answer is not what the provider documents; what is wrong with it is for [`Self::about`] to
    /// find out.
    pub const MALFORMED: Self =
        Self::Malformed(Garbled { fault: AnswerFault::Other, request: None });

    /// The error with what is known of the answer that it was read from: its body, and the identity of
    /// the request.
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

    /// What the provider said, where it refused in words.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Conflict(refusal) | Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether asking again later, unchanged, may succeed. For reads only: a write is looked up
    /// before it is sent again.
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

    /// Whether the answer ended in the middle.
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

    /// Whether a write may still be under way: a reading that does not show it proves nothing yet.
    #[must_use]
    pub fn may_come_late(&self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout | Self::Aborted | Self::RelayFailed => true,
            // A gateway has given up waiting (RFC 9110, section 15.6.5).
            Self::Server(trouble) => trouble.status == 504,
            _ => false,
        }
    }

    /// Whether every other call with the same key would be refused as well.
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
