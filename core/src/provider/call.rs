//! A request as a value, with the function that reads its response.

use std::borrow::Cow;

use super::{ApiError, RequestId, Right, request_id};
use crate::budget::RateLimits;

/// The HTTP methods that the providers' APIs use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Starts, creates or changes.
    Post,
    /// Writes a whole object.
    Put,
    /// Changes part of an object.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The media type of nearly all bodies.
const JSON: &str = "application/json";

/// A request without the API address and without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path below the API address, with the query; starts with a slash.
    pub path: String,
    /// The body.
    pub body: Option<String>,
    /// The media type of the body; for multipart bodies it contains the boundary.
    pub content_type: Cow<'static, str>,
    /// The media type to accept.
    pub accept: &'static str,
}

impl Request {
    /// Whether sending the request twice has the same effect as sending it once (RFC 9110, section 9.2.2, for
    /// reads; at one provider a `PUT` creates a second record, so it does not count).
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.method == Method::Get
    }
}

/// An HTTP response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// How many seconds the provider asks to wait.
    pub retry_after: Option<u32>,
    /// The complete body.
    pub body: Vec<u8>,
}

impl Response {
    /// Whether the status is a success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// What the headers of a response contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The remaining rate limits.
    pub limits: RateLimits,
    /// The provider's id of the request.
    pub request: Option<RequestId>,
}

impl Heard {
    /// The headers to read, in lower case (provider document, 1.8; for the request ids, those that the
    /// clients of both providers log).
    pub const HEADERS: [&str; 8] = [
        "ratelimit",
        "ratelimit-policy",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "cf-ray",
        "cdn-requestid",
        "x-request-id",
        "request-id",
    ];

    /// Takes one of these headers.
    pub fn hear(&mut self, name: &str, value: &str) {
        match name.contains("ratelimit") {
            true => self.limits.hear(name, value),
            false => self.request = self.request.take().or_else(|| request_id(value)),
        }
    }
}

/// Reads an answer.
type Reader<T> = Box<dyn Fn(&Response) -> Result<T, ApiError>>;

/// A request with the reader of its response. Both can be used repeatedly.
pub struct Call<T> {
    /// The request.
    pub request: Request,
    /// The right that the key needs, if the response can prove it.
    pub needs: Option<Right>,
    read: Reader<T>,
}

impl<T: 'static> Call<T> {
    /// A call without a body.
    pub(super) fn get(
        path: String,
        read: impl Fn(&Response) -> Result<T, ApiError> + 'static,
    ) -> Self {
        Self::new(Method::Get, path, None, read)
    }

    /// A call. Reads need the right to read records, all others the right to write.
    pub(super) fn new(
        method: Method,
        path: String,
        body: Option<String>,
        read: impl Fn(&Response) -> Result<T, ApiError> + 'static,
    ) -> Self {
        let content_type = Cow::Borrowed(JSON);
        let request = Request { method, path, body, content_type, accept: JSON };
        let needs = Some(if method == Method::Get { Right::Read } else { Right::Write });
        Self { request, needs, read: Box::new(read) }
    }

    /// Sets the right that the call needs; `None` if its response proves none.
    pub(super) fn needing(mut self, right: Option<Right>) -> Self {
        self.needs = right;
        self
    }

    /// Sets the media type of the body.
    pub(super) fn sending(mut self, content_type: impl Into<Cow<'static, str>>) -> Self {
        self.request.content_type = content_type.into();
        self
    }

    /// Sets the media type to accept.
    pub(super) fn accepting(mut self, accept: &'static str) -> Self {
        self.request.accept = accept;
        self
    }

    /// Reads the response.
    ///
    /// # Errors
    /// [`ApiError`] for every status and body that is not the documented success.
    pub fn read(&self, response: &Response) -> Result<T, ApiError> {
        (self.read)(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_rate_limit_and_the_first_request_id_from_headers() {
        let mut heard = Heard::default();
        for name in Heard::HEADERS {
            heard.hear(name, if name.contains("limit") { "7" } else { name });
        }
        assert_eq!((heard.limits.left, heard.limits.limit), (Some(7), Some(7)));
        assert_eq!(heard.request, Some("cf-ray".into()));
    }
}
