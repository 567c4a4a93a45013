//! Passes the page's calls on to the two real APIs, because they refuse browsers (provider
//! document, section 3). It passes on nothing but the calls of the table in [`allowed`], keeps no
//! cookie, stores nothing and logs nothing.

pub mod allowed;
mod forward;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};

use crate::{StartError, Upstreams, guard};
use allowed::{Provider, Verdict};

/// How long a call may take from its first to its last byte.
const TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Clone)]
struct Relay {
    client: reqwest::Client,
    upstreams: Arc<Upstreams>,
}

/// The routes under `/relay`.
///
/// # Errors
/// [`StartError::Relay`] when no client can be made.
pub fn router(upstreams: &Upstreams) -> Result<Router, StartError> {
    let relay = Relay { client: client()?, upstreams: Arc::new(upstreams.clone()) };
    Ok(Router::new()
        .route("/relay/health", any(health))
        .route("/relay/bunny/{*path}", any(bunny))
        .route("/relay/cloudflare/{*path}", any(cloudflare))
        .route("/relay/{*path}", any(async || refusal(StatusCode::NOT_FOUND, "not-allowed")))
        .with_state(relay))
}

fn client() -> Result<reqwest::Client, StartError> {
    // An error means that somebody has chosen a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .timeout(TIMEOUT)
        .build()
        .map_err(|error| StartError::Relay(error.to_string()))
}

async fn health() -> Response {
    json(StatusCode::OK, r#"{"relay":true}"#.to_owned())
}

async fn bunny(State(relay): State<Relay>, request: Request) -> Response {
    let upstream = relay.upstreams.bunny.clone();
    pass(&relay, Provider::Bunny, &upstream, "/relay/bunny/", request).await
}

async fn cloudflare(State(relay): State<Relay>, request: Request) -> Response {
    let upstream = relay.upstreams.cloudflare.clone();
    pass(&relay, Provider::Cloudflare, &upstream, "/relay/cloudflare/", request).await
}

async fn pass(
    relay: &Relay,
    provider: Provider,
    upstream: &str,
    prefix: &str,
    request: Request,
) -> Response {
    if !guard::is_same_origin(request.headers()) {
        return refusal(StatusCode::FORBIDDEN, "other-origin");
    }
    if guard::is_overridden(request.headers()) {
        return refusal(StatusCode::NOT_FOUND, "not-allowed");
    }
    // The path as it was sent: the table matches it before anything is decoded.
    let Some(path) = request.uri().path().strip_prefix(prefix).map(str::to_owned) else {
        return refusal(StatusCode::NOT_FOUND, "not-allowed");
    };
    match allowed::judge(provider, request.method(), &path) {
        Verdict::Allowed => {
            forward::send(&relay.client, &format!("{upstream}/{path}"), request).await
        }
        Verdict::WrongMethod => refusal(StatusCode::METHOD_NOT_ALLOWED, "not-allowed"),
        Verdict::Unknown => refusal(StatusCode::NOT_FOUND, "not-allowed"),
    }
}

/// The relay's own refusals: `{"relay": WHY}`, where WHY is one of `other-origin`, `not-allowed`,
/// `too-large`, `unreachable`, `timeout`. No API answers with such a body.
fn refusal(status: StatusCode, why: &str) -> Response {
    json(status, format!(r#"{{"relay":"{why}"}}"#))
}

fn json(status: StatusCode, body: String) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
