//! Sends a provider's calls: adds address and key, waits where the provider asks for it, and tries
//! reads again that failed in passing. The only place where the key leaves the page.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use zonesift_core::provider::{
    ApiError, ApiKey, Call, FoundArriving, Provider, Request, Response, ScanReading,
};
use zonesift_core::record::Record;
use zonesift_core::{Millis, backoff, text};

use crate::signal::State;
use crate::web::clock;
use crate::web::fetch::{self, FetchError, Outgoing, Pieces};

/// A request is given up after so many milliseconds; clients of both providers use 15 to 30 s.
const LIMIT: Millis = 30_000;
/// A wait up to this long, in milliseconds, is waited without asking the user.
const PATIENCE: Millis = 70_000;
/// So often a read that failed in passing, or any call that came too early, is sent again.
const RETRIES: u32 = 2;

/// A provider with an address and a key that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The provider.
    pub provider: Provider,
    /// Its address, checked by [`zonesift_core::address::parse`].
    pub address: String,
    /// The key, which goes to this address and nowhere else.
    pub key: ApiKey,
}

/// Sends calls over one connection.
#[derive(Clone)]
pub struct Api {
    connection: Rc<Connection>,
    waiting: State<Option<Millis>>,
}

impl Api {
    /// Sends over this connection and shows in `waiting` until when a limit makes it wait.
    #[must_use]
    pub fn new(connection: Connection, waiting: State<Option<Millis>>) -> Self {
        Self { connection: Rc::new(connection), waiting }
    }

    /// The provider that calls go to.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.connection.provider
    }

    /// The address that calls go to.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.connection.address
    }

    /// What is said of a call that failed.
    #[must_use]
    pub fn explain(&self, error: &ApiError) -> String {
        text::api_error(error, self.provider(), self.address())
    }

    /// Sends a call and reads the answer. Only reads are repeated by themselves, and calls that the
    /// provider did not take because they came too fast.
    ///
    /// # Errors
    /// As the call's reader tells, and when there is no answer.
    pub async fn send<T: 'static>(&self, call: &Call<T>) -> Result<T, ApiError> {
        let mut answer = Err(ApiError::Unreachable);
        let mut read = |response: Result<Response, ApiError>| {
            answer = response.and_then(|response| call.read(&response));
            answer.as_ref().err().cloned()
        };
        self.send_until(&call.request, None, &mut read).await;
        answer
    }

    /// Sends a call that reads found records, and hands them on while they arrive. What it returns
    /// has none.
    ///
    /// # Errors
    /// As [`Self::send`]; what was handed on before is none the worse for it.
    pub async fn send_arriving(
        &self,
        call: &Call<ScanReading>,
        mut arriving: FoundArriving,
        take: &mut dyn FnMut(Vec<Record>),
    ) -> Result<ScanReading, ApiError> {
        let mut answer = Err(ApiError::Unreachable);
        let mut pieces = |bytes: &[u8]| take(arriving.feed(bytes));
        let mut read = |response: Result<Response, ApiError>| {
            answer = response;
            let refused = answer.as_ref().ok().filter(|answer| !answer.is_success())?;
            call.read(refused).err()
        };
        self.send_until(&call.request, Some(&mut pieces), &mut read).await;
        let mut answer = answer?;
        if answer.is_success() {
            answer.body = arriving.rest();
        }
        call.read(&answer)
    }

    /// Sends a request until `read` finds no error that passes by itself. It is one future for all
    /// calls, whatever they read.
    fn send_until<'a>(
        &'a self,
        request: &'a Request,
        mut pieces: Option<Pieces<'a>>,
        read: &'a mut dyn FnMut(Result<Response, ApiError>) -> Option<ApiError>,
    ) -> Pin<Box<dyn Future<Output = ()> + 'a>> {
        Box::pin(async move {
            let mut attempt = 0;
            loop {
                let pieces = pieces.as_mut().map(|pieces| &mut **pieces as Pieces<'_>);
                let Some(error) = read(self.exchange(request, pieces).await) else { return };
                if !self.waited(request, &error, attempt).await {
                    return;
                }
                attempt += 1;
            }
        })
    }

    async fn exchange(
        &self,
        request: &Request,
        pieces: Option<Pieces<'_>>,
    ) -> Result<Response, ApiError> {
        self.wait_for_limit().await;
        let (header, value) = self.connection.provider.auth_header(&self.connection.key);
        let mut headers = vec![(header, value.as_str()), ("Accept", request.accept)];
        if request.body.is_some() {
            headers.push(("Content-Type", &*request.content_type));
        }
        let outgoing = Outgoing {
            url: &format!("{}{}", self.connection.address, request.path),
            method: request.method,
            headers: &headers,
            body: request.body.as_deref(),
            limit: LIMIT,
        };
        fetch::send(outgoing, pieces).await.map_err(|error| match error {
            FetchError::Unreachable => ApiError::Unreachable,
            FetchError::Timeout => ApiError::Timeout,
        })
    }

    /// Whether the call is to be sent again, after the wait that this takes.
    async fn waited(&self, request: &Request, error: &ApiError, attempt: u32) -> bool {
        let moment = clock::moment();
        if attempt >= RETRIES {
            return false;
        }
        match error {
            ApiError::RateLimited(seconds) => {
                let wait = backoff::asked_for(*seconds, moment.seed);
                if wait <= PATIENCE {
                    self.waiting.set(Some(moment.now + wait));
                }
                wait <= PATIENCE
            }
            ApiError::Server(_) if request.is_repeatable() => {
                clock::sleep(backoff::delay(attempt, moment.seed)).await;
                true
            }
            _ => false,
        }
    }

    /// Waits until no limit holds; every call of the connection waits for the same limit.
    async fn wait_for_limit(&self) {
        while let Some(until) = self.waiting.get_untracked() {
            let left = until.saturating_sub(clock::now());
            if left == 0 {
                self.waiting.set(None);
            } else {
                clock::sleep(left.min(1_000)).await;
            }
        }
    }
}
