//! Sends a provider's calls: adds address and key, waits where the provider asks for it, and tries
//! reads again that failed in passing. The only place where the key leaves the page.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use zonesift_core::provider::{
    ApiError, Call, Connection, FoundArriving, Provider, Request, Response, Rights,
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

/// What the answers tell of the connection, for whoever watches it.
#[derive(Clone, Copy, Default)]
pub struct Signs {
    /// Until when a limit makes all calls wait.
    pub waiting: State<Option<Millis>>,
    /// Whether the provider has said that it does not know the key.
    pub refused: State<bool>,
    /// What the key may do, as far as it has shown.
    pub rights: State<Rights>,
}

/// Sends calls over one connection.
#[derive(Clone)]
pub struct Api {
    provider: Provider,
    address: Rc<str>,
    /// None once the key has been forgotten.
    connection: Rc<RefCell<Option<Connection>>>,
    signs: Signs,
}

impl Api {
    /// Sends over this connection and gives signs of how it is.
    #[must_use]
    pub fn new(connection: Connection, signs: Signs) -> Self {
        Self {
            provider: connection.provider(),
            address: connection.address().into(),
            connection: Rc::new(RefCell::new(Some(connection))),
            signs,
        }
    }

    /// The provider that calls go to.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// The address that calls go to.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Forgets the key. Calls fail from then on, and nothing is sent any more.
    pub fn forget_key(&self) {
        self.connection.take();
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
            answer = response.and_then(|r| call.read(&r)).map_err(|error| self.redact(error));
            answer.as_ref().err().cloned()
        };
        self.send_until(&call.request, None, &mut read).await;
        answer
    }

    /// Sends a call that lists records, and hands them on while they arrive. What it returns has none, but
    /// for those that could not be read before the end.
    ///
    /// # Errors
    /// As [`Self::send`]; what was handed on before is none the worse for it.
    pub async fn send_arriving<T: 'static>(
        &self,
        call: &Call<T>,
        arriving: FoundArriving,
        take: &mut dyn FnMut(Vec<Record>),
    ) -> Result<T, ApiError> {
        let refusal = |refused: &Response| call.read(refused).err();
        let answer = self.arrive(&call.request, &refusal, arriving, take).await?;
        call.read(&answer).map_err(|error| self.redact(error))
    }

    /// The answer without the records that were handed on. It is one future for all calls.
    fn arrive<'a>(
        &'a self,
        request: &'a Request,
        refusal: &'a dyn Fn(&Response) -> Option<ApiError>,
        mut arriving: FoundArriving,
        take: &'a mut dyn FnMut(Vec<Record>),
    ) -> Pin<Box<dyn Future<Output = Result<Response, ApiError>> + 'a>> {
        Box::pin(async move {
            let mut answer = Err(ApiError::Unreachable);
            let mut pieces = |bytes: &[u8]| take(arriving.feed(bytes));
            let mut read = |response: Result<Response, ApiError>| {
                answer = response;
                match &answer {
                    Ok(answer) if answer.is_success() => None,
                    Ok(refused) => refusal(refused),
                    Err(error) => Some(error.clone()),
                }
            };
            self.send_until(request, Some(&mut pieces), &mut read).await;
            let mut answer = answer?;
            if answer.is_success() {
                answer.body = arriving.rest();
            }
            Ok(answer)
        })
    }

    /// The error as the page may tell it.
    fn redact(&self, error: ApiError) -> ApiError {
        match &*self.connection.borrow() {
            Some(connection) => connection.redact(error),
            None => error,
        }
    }

    /// Takes from an answer what it says of the key.
    fn note(&self, request: &Request, error: Option<&ApiError>) {
        let signs = &self.signs;
        if signs.rights.change_untold(|rights| rights.learn(self.provider, request, error)) {
            signs.rights.tell();
        }
        if error == Some(&ApiError::BadKey) {
            signs.refused.set(true);
        }
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
                let error = read(self.exchange(request, pieces).await);
                self.note(request, error.as_ref());
                let Some(error) = error else { return };
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
        let signed = match &*self.connection.borrow() {
            Some(connection) => connection.sign(&request.path).ok_or(ApiError::NotFound)?,
            None => return Err(ApiError::BadKey),
        };
        let (url, (header, value)) = signed;
        let mut headers = vec![(header, value.as_str()), ("Accept", request.accept)];
        if request.body.is_some() {
            headers.push(("Content-Type", &*request.content_type));
        }
        let outgoing = Outgoing {
            url: &url,
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
                    self.signs.waiting.set(Some(moment.now + wait));
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
        while let Some(until) = self.signs.waiting.get_untracked() {
            let left = until.saturating_sub(clock::now());
            if left == 0 {
                self.signs.waiting.set(None);
            } else {
                clock::sleep(left.min(1_000)).await;
            }
        }
    }
}
