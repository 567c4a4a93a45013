//! bunny.net's error answers (provider document 2.1): `ErrorKey`, `Field`, `Message`, the message
//! with a carriage return at its end. It decides nothing.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::sandbox::{body::BodyError, fault::Fault, sentinel::WriteFault};

/// An error answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The status.
    pub status: StatusCode,
    key: &'static str,
    field: Option<&'static str>,
    message: String,
    retry_after: Option<u32>,
}

impl Error {
    fn new(status: StatusCode, key: &'static str, message: &str) -> Self {
        Self { status, key, field: None, message: message.to_owned(), retry_after: None }
    }

    /// 400 about one field.
    pub fn field(field: &'static str, message: &str) -> Self {
        let error = Self::new(StatusCode::BAD_REQUEST, "validation_error", message);
        Self { field: Some(field), ..error }
    }

    /// 401.
    pub fn unauthorized() -> Self {
        let message = "The request authorization failed";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    /// 404: no such zone.
    pub fn no_zone() -> Self {
        let message = "The requested DNS zone was not found";
        let error = Self::new(StatusCode::NOT_FOUND, "dnszone.zone.not_found", message);
        Self { field: Some("Id"), ..error }
    }

    /// 404: the zone has no such record.
    pub fn no_record() -> Self {
        let message = "The requested DNS record was not found";
        let error = Self::new(StatusCode::NOT_FOUND, "dnszone.record.not_found", message);
        Self { field: Some("Id"), ..error }
    }

    /// 415: a file is sent as something else.
    pub fn no_file() -> Self {
        let message = "The body has to be text/plain or application/octet-stream";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
    }

    /// 404: the zone was never scanned.
    pub fn no_scan() -> Self {
        let message = "No scan found for this DNS zone";
        let error = Self::new(StatusCode::NOT_FOUND, "dnszone.scan.not_found", message);
        Self { field: Some("ZoneId"), ..error }
    }

    /// 404: no such call.
    pub fn no_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is no such call")
    }

    /// 405.
    pub fn no_method() -> Self {
        let message = "The call does not take this method";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message)
    }

    /// 429.
    pub fn limited(retry_after: u32) -> Self {
        let message = "Too many requests";
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", message);
        Self { retry_after: Some(retry_after), ..error }
    }

    /// 500.
    pub fn server() -> Self {
        let message = "Something went wrong here";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", message)
    }
}

impl From<BodyError> for Error {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::ContentType => Self::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "The body has to be application/json",
            ),
            BodyError::Syntax | BodyError::NotAnObject => Self::new(
                StatusCode::BAD_REQUEST,
                "validation_error",
                "The body is no valid JSON object",
            ),
        }
    }
}

impl From<WriteFault> for Error {
    fn from(fault: WriteFault) -> Self {
        match fault {
            WriteFault::Refused => Self::field("Value", "The record was refused this time"),
            WriteFault::Limited => Self::limited(2),
            WriteFault::ServerError | WriteFault::NoAnswer => Self::server(),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unauthorized => Self::unauthorized(),
            Fault::Forbidden => {
                let message = "The key has no access to this";
                Self::new(StatusCode::FORBIDDEN, "forbidden", message)
            }
            Fault::NotFound => Self::no_zone(),
            Fault::Limited(seconds) => Self::limited(seconds),
            Fault::Unavailable => {
                let message = "The service is away for a moment";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "service_unavailable", message)
            }
            Fault::ServerError | Fault::Broken(_) => Self::server(),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        // The message about a wrong key is the only one seen without the carriage return.
        let end = if self.status == StatusCode::UNAUTHORIZED { "" } else { "\r" };
        let body = json!({
            "ErrorKey": self.key,
            "Field": self.field,
            "Message": format!("{}{end}", self.message),
        });
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
