//! What the host answers instead of a DNS message, by the statuses that RFC 8484 section 4.2.1 names.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Why a question has no DNS answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DnsRefusal {
    /// It comes from a page of another site.
    OtherOrigin,
    /// It is missing, no DNS message, or one that asks for more than one thing or for none.
    Malformed,
    /// It asks for what a page has no use for: a whole zone, all types, another class, a change.
    NotOffered,
    /// The message in the address is too long.
    TooLong,
    /// The message in the body is too long.
    TooLarge,
    /// The body is no DNS message.
    OtherType,
    /// Too many questions in this second.
    TooFast,
    /// No server has answered in time.
    NoAnswer,
}

impl DnsRefusal {
    fn status(self) -> StatusCode {
        match self {
            Self::OtherOrigin => StatusCode::FORBIDDEN,
            Self::Malformed | Self::NotOffered => StatusCode::BAD_REQUEST,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::OtherType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooFast => StatusCode::TOO_MANY_REQUESTS,
            Self::NoAnswer => StatusCode::GATEWAY_TIMEOUT,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::OtherOrigin => "This host answers its own page only.\n",
            Self::Malformed => "This is no DNS message with one question.\n",
            Self::NotOffered => "This host does not ask such questions.\n",
            Self::TooLong | Self::TooLarge => "A question has 512 octets at most.\n",
            Self::OtherType => "A question has the type application/dns-message.\n",
            Self::TooFast => "Too many questions at once; ask again in a second.\n",
            Self::NoAnswer => "No DNS server has answered in time.\n",
        }
    }
}

impl IntoResponse for DnsRefusal {
    fn into_response(self) -> Response {
        let mut response = (self.status(), self.words()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self == Self::TooFast {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
