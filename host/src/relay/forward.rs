//! Sends one allowed call upstream and brings the answer back, with the few headers that matter
//! to the page. It adds nothing, follows no redirect and remembers nothing.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};

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

/// Sends the request to `url`, with the query that it came with.
pub async fn send(client: &reqwest::Client, url: &str, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let url = match parts.uri.query() {
        Some(query) => format!("{url}?{query}"),
        None => url.to_owned(),
    };
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    };
    let answer = client
        .request(parts.method, url)
        .headers(keep(&parts.headers, |name| REQUEST_HEADERS.contains(&name)))
        .body(body)
        .send()
        .await;
    match answer {
        Ok(answer) => pass_back(answer),
        Err(error) if error.is_timeout() => refusal(StatusCode::GATEWAY_TIMEOUT, "timeout"),
        Err(_) => refusal(StatusCode::BAD_GATEWAY, "unreachable"),
    }
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
