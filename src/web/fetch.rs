//! Requests of the browser, with a time limit and an abort that really aborts.
//!
//! It sends no cookie and no referrer, follows no redirect and keeps nothing in the cache.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{self, Headers, RequestBuilder};
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};
use zonesift_core::Millis;
use zonesift_core::provider::{Method, Response};

use super::clock;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The browser gives no reason: no network, no such host, a refusal of browsers, a redirect.
    Unreachable,
    /// The time was over.
    Timeout,
}

/// What to send.
#[derive(Debug)]
pub struct Outgoing<'a> {
    /// The complete address, or one relative to the page.
    pub url: &'a str,
    /// The method.
    pub method: Method,
    /// Names and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: Option<&'a str>,
    /// After so many milliseconds the request is given up.
    pub limit: Millis,
}

/// Aborts the request when it is dropped, which does nothing to one that is over.
struct Guard(AbortController);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends a request and reads the whole answer.
///
/// # Errors
/// [`FetchError`] when there is none.
pub async fn send(outgoing: Outgoing<'_>) -> Result<Response, FetchError> {
    let guard = Guard(AbortController::new().map_err(|_| FetchError::Unreachable)?);
    let timed_out = Rc::new(Cell::new(false));
    let timer = {
        let (timed_out, controller) = (timed_out.clone(), guard.0.clone());
        clock::after(outgoing.limit, move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let answer = exchange(&outgoing, &guard).await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer.map_err(|_| match timed_out.get() {
        true => FetchError::Timeout,
        false => FetchError::Unreachable,
    })
}

async fn exchange(outgoing: &Outgoing<'_>, guard: &Guard) -> Result<Response, gloo_net::Error> {
    let headers = Headers::new();
    for (name, value) in outgoing.headers {
        headers.set(name, value);
    }
    let request = RequestBuilder::new(outgoing.url)
        .method(method(outgoing.method))
        .headers(headers)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&guard.0.signal()));
    let request = match outgoing.body {
        Some(body) => request.body(body)?,
        None => request.build()?,
    };
    let answer = request.send().await?;
    let retry_after = answer.headers().get("retry-after");
    Ok(Response {
        status: answer.status(),
        retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
        body: answer.binary().await?,
    })
}

fn method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    }
}
