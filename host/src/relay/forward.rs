//! Sends one allowed call upstream and brings the answer back, with the few headers that matter
//! to the page. It adds nothing, follows no redirect and remembers nothing.

use std::error::Error;

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use http_body_util::{BodyDataStream, LengthLimitError, Limited};

use super::refusal;

/// The largest body that the page sends: 3,500 records of 4,096 bytes and their frame (provider
/// document 1.8).
const BODY_LIMIT: usize = 16 << 20;

/// What the APIs need to know of a request (provider document 1.1 and 2.1).
const REQUEST_HEADERS: &[&str] = &["authorization", "accesskey", "content-type", "accept"];

/// What the page needs to know of an answer: limits, waiting times (provider document 1.8) and
/// what the provider's support asks for.
const RESPONSE_HEADERS: &[&str] = &[
    "content-type",
    "retry-after",
    "ratelimit",
    "ratelimit-policy",
    "cf-ray",
    "x-request-id",
    "request-id",
    "cdn-requestid",
];

/// Sends the request to `url`, with the query that it came with. The body is passed on while it
/// arrives, so that no more of it is in memory than what is under way.
pub async fn send(client: &reqwest::Client, url: &str, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let url = match parts.uri.query() {
        Some(query) => format!("{url}?{query}"),
        None => url.to_owned(),
    };
    let length = body.size_hint();
    if length.lower() > BODY_LIMIT as u64 {
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    }
    let mut headers = keep(&parts.headers, |name| REQUEST_HEADERS.contains(&name));
    let mut call = client.request(parts.method, url);
    if length.exact() != Some(0) {
        if let Some(length) = length.exact() {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        let body = BodyDataStream::new(Limited::new(body, BODY_LIMIT));
        call = call.body(reqwest::Body::wrap_stream(body));
    }
    match call.headers(headers).send().await {
        Ok(answer) => pass_back(answer),
        Err(error) if is_too_large(&error) => refusal(StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        Err(error) if error.is_timeout() => refusal(StatusCode::GATEWAY_TIMEOUT, "timeout"),
        Err(_) => refusal(StatusCode::BAD_GATEWAY, "unreachable"),
    }
}

/// Whether a call failed because its body, whose length was not told, grew beyond the limit.
fn is_too_large(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

fn pass_back(answer: reqwest::Response) -> Response {
    let status = answer.status();
    let mut headers = keep(answer.headers(), |name| {
        RESPONSE_HEADERS.contains(&name) || name.starts_with("x-ratelimit-")
    });
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let mut response = Response::new(Body::from_stream(answer.bytes_stream()));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn keep(headers: &HeaderMap, wanted: impl Fn(&str) -> bool) -> HeaderMap {
    headers
        .iter()
        .filter(|(name, _)| wanted(name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
