//! A request as a value, and the function that reads its answer.

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

/// What is to be sent, without the address that it goes to and without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path below the API address, with its query; begins with a slash.
    pub path: String,
    /// The body.
    pub body: Option<String>,
    /// The media type of the body; that of several parts names what stands between them.
    pub content_type: Cow<'static, str>,
    /// The media type that is asked for.
    pub accept: &'static str,
}

impl Request {
    /// Whether sending it twice does the same as sending it once (RFC 9110, section 9.2.2, for
    /// reads; a `PUT` of a record makes a second record at one provider, so it does not count).
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.method == Method::Get
    }
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// For how many seconds the provider asks to wait.
    pub retry_after: Option<u32>,
    /// The body, whole.
    pub body: Vec<u8>,
}

impl Response {
    /// Whether the status says that the call succeeded.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// What the headers of an answer tell beside its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// How many calls the provider still takes.
    pub limits: RateLimits,
    /// Its identity of the request.
    pub request: Option<RequestId>,
}

impl Heard {
    /// The headers that are of interest, in lower case (provider document, 1.8; what names the request
    /// is what both providers' own clients log).
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

    /// Takes one of them.
    pub fn hear(&mut self, name: &str, value: &str) {
        match name.contains("ratelimit") {
            true => self.limits.hear(name, value),
            false => self.request = self.request.take().or_else(|| request_id(value)),
        }
    }
}

/// Reads an answer.
type Reader<T> = Box<dyn Fn(&Response) -> Result<T, ApiError>>;

/// A request with the reader of its answer. Reading may be repeated, as sending may.
pub struct Call<T> {
    /// What to send.
    pub request: Request,
    /// What the key must be allowed for it, where an answer tells that.
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

    /// A call. One that reads needs the right to read records, and any other one the right to write.
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

    /// The same call, which needs another right, or none that its answer would tell of.
    pub(super) fn needing(mut self, right: Option<Right>) -> Self {
        self.needs = right;
        self
    }

    /// The same call with a body of this media type.
    pub(super) fn sending(mut self, content_type: impl Into<Cow<'static, str>>) -> Self {
        self.request.content_type = content_type.into();
        self
    }

    /// The same call, asking for an answer of this media type.
    pub(super) fn accepting(mut self, accept: &'static str) -> Self {
        self.request.accept = accept;
        self
    }

    /// Reads the answer.
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
