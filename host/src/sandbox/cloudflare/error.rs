//! Cloudflare's error answers (provider document 1.1, 1.9): codes and messages in an envelope, the
//! detail of a validation in `error_chain`. It decides nothing.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::object::put;
use crate::sandbox::{body::BodyError, fault::Fault, sentinel::WriteFault};

/// One item of `errors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The code.
    pub code: u32,
    message: String,
    chain: Option<(u32, String)>,
    pointer: Option<String>,
}

impl Problem {
    /// A code with its message.
    pub fn new(code: u32, message: &str) -> Self {
        Self { code, message: message.to_owned(), chain: None, pointer: None }
    }

    /// 1004 with the true reason in the chain.
    pub fn validation(code: u32, message: &str) -> Self {
        Self { chain: Some((code, message.to_owned())), ..Self::new(1004, "DNS Validation Error") }
    }

    /// 81044: the record is not there.
    pub fn gone() -> Self {
        Self::new(81044, "Record does not exist.")
    }

    /// 81045: the zone holds as many records as it may.
    pub fn quota() -> Self {
        Self::new(81045, "Record quota exceeded.")
    }

    /// A record of another product; the code is not in the provider document.
    pub fn managed() -> Self {
        Self::validation(9207, "This record is managed by another product and cannot be edited.")
    }

    /// Says which part of the request it is about (RFC 6901).
    pub fn at(self, pointer: &str) -> Self {
        Self { pointer: Some(pointer.to_owned()), ..self }
    }

    /// Says in which part of the request that part is.
    pub fn under(self, pointer: &str) -> Self {
        let inner = self.pointer.as_deref().unwrap_or_default();
        Self { pointer: Some(format!("{pointer}{inner}")), ..self }
    }

    fn to_json(&self) -> Value {
        let mut item = json!({ "code": self.code, "message": self.message });
        if let Some((code, message)) = &self.chain {
            put(&mut item, "error_chain", json!([{ "code": code, "message": message }]));
        }
        if let Some(pointer) = &self.pointer {
            put(&mut item, "source", json!({ "pointer": pointer }));
        }
        item
    }
}

/// An error answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    status: StatusCode,
    problems: Vec<Problem>,
    retry_after: Option<u32>,
}

impl Error {
    /// A status with one problem.
    pub fn new(status: StatusCode, code: u32, message: &str) -> Self {
        Self { status, problems: vec![Problem::new(code, message)], retry_after: None }
    }

    /// The header that holds the key is not of its form.
    pub fn header(code: u32, message: &str) -> Self {
        let chain = Some((code, message.to_owned()));
        let problem = Problem { chain, ..Problem::new(6003, "Invalid request headers") };
        Self { status: StatusCode::BAD_REQUEST, problems: vec![problem], retry_after: None }
    }

    /// A token that nobody knows, told by the verify call.
    pub fn invalid_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, 1000, "Invalid API Token")
    }

    /// A token that nobody knows or that may not do this, told by every other call.
    pub fn authentication() -> Self {
        Self::new(StatusCode::FORBIDDEN, 10000, "Authentication error")
    }

    /// No zone has this identifier.
    pub fn no_zone(id: &str) -> Self {
        let well_formed = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let status = if well_formed { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
        let message =
            format!("Could not route to /zones/{id}, perhaps your object identifier is invalid?");
        Self::new(status, 7003, &message)
    }

    /// 400 about a parameter of the query; the code is not in the provider document.
    pub fn parameter(name: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, 1003, &format!("The parameter {name} is not valid."))
    }

    /// 400 about the body; the code is not in the provider document.
    pub fn body(message: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, 9207, message)
    }

    /// 429.
    pub fn limited(seconds: u32) -> Self {
        let message = "Please wait and consider throttling your request speed";
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, 971, message);
        Self { retry_after: Some(seconds), ..error }
    }

    /// 500.
    pub fn unknown() -> Self {
        Self::server(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn server(status: StatusCode) -> Self {
        Self::new(status, 10013, "An unknown error has occurred.")
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        vec![problem].into()
    }
}

impl From<Vec<Problem>> for Error {
    fn from(problems: Vec<Problem>) -> Self {
        let gone = problems.iter().all(|problem| problem.code == 81044);
        let status = if gone { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
        Self { status, problems, retry_after: None }
    }
}

impl From<BodyError> for Error {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::ContentType => Self::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                9207,
                "The content type has to be application/json.",
            ),
            BodyError::Syntax | BodyError::NotAnObject => {
                Self::body("The body is no valid JSON object.")
            }
        }
    }
}

impl From<WriteFault> for Error {
    fn from(fault: WriteFault) -> Self {
        match fault {
            WriteFault::Refused => {
                vec![Problem::validation(9007, "The record was refused this time.")].into()
            }
            WriteFault::Limited => Self::limited(2),
            WriteFault::ServerError | WriteFault::NoAnswer => {
                Self::server(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unauthorized => Self::invalid_token(),
            Fault::Forbidden => Self::authentication(),
            Fault::NotFound => Self::new(StatusCode::NOT_FOUND, 7003, "Could not route to that."),
            Fault::Limited(seconds) => Self::limited(seconds),
            Fault::Unavailable => Self::server(StatusCode::SERVICE_UNAVAILABLE),
            Fault::ServerError | Fault::Broken(_) => {
                Self::server(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let errors: Vec<Value> = self.problems.iter().map(Problem::to_json).collect();
        let body = json!({ "result": null, "success": false, "errors": errors, "messages": [] });
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
