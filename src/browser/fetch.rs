//! HTTP requests through the browser's `fetch`, with a timeout that aborts them.
//!
//! Sends no cookies and no referrer, follows no redirects, and bypasses the cache.

use std::cell::Cell;
use std::rc::Rc;

use chrono::TimeDelta;
use gloo_net::http::{self, Headers, RequestBuilder};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult,
    ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect,
};
use zonesift_core::provider::{Heard, Method, Response};

use super::clock;

/// After this long the reader yields to input and painting.
const SLICE: TimeDelta = TimeDelta::milliseconds(8);
/// Most bytes that are copied at once: WebAssembly memory never shrinks.
const PIECE: u32 = 1 << 16;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The browser does not say why: no network, unknown host, blocked by the browser, a redirect.
    Unreachable,
    Timeout,
    /// The answer broke off after its headers.
    Cut(Heard),
}

#[derive(Debug)]
pub struct Outgoing<'a> {
    /// Absolute, or relative to the page.
    pub url: &'a str,
    pub method: Method,
    /// Names and values.
    pub headers: &'a [(&'a str, &'a str)],
    pub body: Option<&'a str>,
    /// The timeout.
    pub limit: TimeDelta,
}

/// Receives the body of a successful answer piece by piece.
pub type Pieces<'a> = &'a mut dyn FnMut(&[u8]);

/// Aborts the request on drop; has no effect once the request is over.
struct Guard(AbortController);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends a request and reads the whole answer and what its headers say. With `pieces`, the body of a success
/// is streamed there and the answer's own body is empty.
///
/// # Errors
/// [`FetchError`] if there is no complete answer.
pub async fn send(
    outgoing: Outgoing<'_>,
    pieces: Option<Pieces<'_>>,
) -> Result<(Response, Heard), FetchError> {
    let guard = Guard(AbortController::new().map_err(|_| FetchError::Unreachable)?);
    let timed_out = Rc::new(Cell::new(false));
    let timer = {
        let (timed_out, controller) = (timed_out.clone(), guard.0.clone());
        clock::after(outgoing.limit, move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let answer = exchange(&outgoing, &guard, pieces).await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer.map_err(|error| if timed_out.get() { FetchError::Timeout } else { error })
}

async fn exchange(
    outgoing: &Outgoing<'_>,
    guard: &Guard,
    pieces: Option<Pieces<'_>>,
) -> Result<(Response, Heard), FetchError> {
    let unreachable = |_| FetchError::Unreachable;
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
        Some(body) => request.body(body),
        None => request.build(),
    };
    let answer = request.map_err(unreachable)?.send().await.map_err(unreachable)?;
    let (headers, mut heard) = (answer.headers(), Heard::default());
    for name in Heard::HEADERS {
        if let Some(value) = headers.get(name) {
            heard.hear(name, &value);
        }
    }
    let body = match (pieces, answer.body()) {
        (Some(pieces), Some(body)) if answer.ok() => {
            read_pieces(body, pieces).await.ok().map(|()| Vec::new())
        }
        _ => answer.binary().await.ok(),
    };
    let Some(body) = body else { return Err(FetchError::Cut(heard)) };
    let retry_after = headers.get("retry-after").and_then(|seconds| seconds.trim().parse().ok());
    Ok((Response { status: answer.status(), retry_after, body }, heard))
}

/// Reads a body while it arrives, with pauses for input and painting.
async fn read_pieces(body: ReadableStream, pieces: Pieces<'_>) -> Result<(), JsValue> {
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut since = clock::now();
    loop {
        let read: ReadableStreamReadResult = JsFuture::from(reader.read()).await?.unchecked_into();
        let Ok(piece) = read.get_value().dyn_into::<Uint8Array>() else { return Ok(()) };
        for from in (0..piece.length()).step_by(PIECE as usize) {
            pieces(&piece.subarray(from, piece.length().min(from + PIECE)).to_vec());
            if clock::now() - since >= SLICE {
                clock::pause().await;
                since = clock::now();
            }
        }
    }
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
