//! Sends a provider's calls: adds address and key, obeys rate limits, and retries reads after a temporary
//! failure. The key leaves the page only here.

pub mod dns;
mod queue;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::budget::Budget;
use zonesift_core::config::Config;
use zonesift_core::kept::{EarlierConnection, ZoneAt};
use zonesift_core::provider::{
    Again, AnswerFault, ApiError, Call, Connection, FoundArriving, Garbled, Heard, Provider,
    Request, Response, Right, Rights, ZoneInfo,
};
use zonesift_core::record::Record;
use zonesift_core::text;

use queue::Queue;

use crate::browser::clock;
use crate::browser::fetch::{self, FetchError, Outgoing, Pieces};

/// Signals about the connection, updated from the answers.
#[derive(Clone, Copy, Default)]
pub struct ConnectionStatus {
    /// The rate limit. All calls share this one budget.
    pub budget: RwSignal<Budget>,
    /// Calls wait for the network.
    pub is_offline: RwSignal<bool>,
    /// The request timeout in seconds.
    pub seconds: RwSignal<u32>,
    /// The provider has rejected the key.
    pub refused: RwSignal<bool>,
    /// The rights of the key, as far as answers have shown them.
    pub rights: RwSignal<Rights>,
}

impl ConnectionStatus {
    /// What calls wait for, in words; empty if they do not wait.
    #[must_use]
    pub fn waits(self, now: DateTime<Utc>) -> String {
        match (self.is_offline.get(), self.budget.with(|budget| budget.wait(now))) {
            (true, _) => text::OFFLINE.to_owned(),
            (_, wait) if wait.is_zero() => String::new(),
            (_, wait) => text::waiting(wait),
        }
    }
}

/// An answer with what its headers say.
type Answer = (Response, Heard);

#[derive(Clone, Copy)]
pub struct Api {
    provider: Provider,
    address: StoredValue<Arc<str>>,
    queue: Queue,
    /// `None` once the key has been forgotten.
    connection: StoredValue<Option<Connection>>,
    status: ConnectionStatus,
}

impl Api {
    #[must_use]
    pub fn new(connection: Connection, status: ConnectionStatus) -> Self {
        let provider = connection.provider();
        status.budget.set(Budget::new(provider.capabilities().allowance));
        Self {
            provider,
            address: StoredValue::new(connection.address().into()),
            queue: Queue::new(status, connection.address()),
            connection: StoredValue::new(Some(connection)),
            status,
        }
    }

    #[must_use]
    pub fn provider(self) -> Provider {
        self.provider
    }

    #[must_use]
    pub fn address(self) -> Arc<str> {
        self.address.get_value()
    }

    #[must_use]
    pub fn at(self, zone: &ZoneInfo) -> ZoneAt {
        let (provider, address) = (self.provider(), self.address().to_string());
        ZoneAt { provider, address, id: zone.id.clone(), name: zone.name.as_str().to_owned() }
    }

    /// Provider and address of the connection; with its key only if the page made it up for the host's
    /// sandbox. `None` once the key has been forgotten.
    #[must_use]
    pub fn as_earlier(self, config: &Config, remember: bool) -> Option<EarlierConnection> {
        let made_up_key = |connection: &Connection| config.made_up_key(connection);
        let sandbox_key = self.connection.with_value(|c| c.as_ref().map(made_up_key))?;
        let address = self.address().to_string();
        Some(EarlierConnection { provider: self.provider, address, remember, sandbox_key })
    }

    /// Forgets the key. From then on all calls fail and nothing is sent.
    pub fn forget_key(self) {
        self.connection.set_value(None);
    }

    /// The message for an error.
    #[must_use]
    pub fn explain(self, error: &ApiError) -> String {
        text::api_error(error, self.provider(), &self.address())
    }

    pub fn look_at_network(self) {
        self.queue.look_at_network();
    }

    /// Sends a call and parses the answer. Retries only reads, and calls that the provider rejected because
    /// of its rate limit.
    ///
    /// # Errors
    /// If the call's parser fails, or there is no answer.
    pub async fn send<T: 'static>(self, call: &Call<T>) -> Result<T, ApiError> {
        let mut attempt = 0;
        loop {
            self.turn().await?;
            let answer = self.exchange(&call.request, None).await;
            let answer = answer.and_then(|answer| self.read(call, &answer));
            if !self.is_repeated(call, &answer, attempt).await {
                return answer;
            }
            attempt += 1;
        }
    }

    /// Streams the records of a list to `take`. `None` means that the list starts over (a retry). The result
    /// has no records, except those that could not be parsed before the end. `arriving` creates the parser
    /// for each attempt.
    ///
    /// # Errors
    /// As [`Self::send`]. Records that were handed over before stay valid.
    pub async fn send_arriving<T: 'static>(
        self,
        call: &Call<T>,
        arriving: impl Fn() -> FoundArriving,
        mut take: impl FnMut(Option<Vec<Record>>),
    ) -> Result<T, ApiError> {
        let mut attempt = 0;
        loop {
            self.turn().await?;
            let mut arriving = arriving();
            let mut pieces = |bytes: &[u8]| take(Some(arriving.feed(bytes)));
            let answer = self.exchange(&call.request, Some(&mut pieces)).await;
            let answer = answer.and_then(|(mut response, heard)| {
                if response.is_success() {
                    response.body = arriving.rest();
                }
                self.read(call, &(response, heard))
            });
            if answer.is_err() {
                take(None);
            }
            if !self.is_repeated(call, &answer, attempt).await {
                return answer;
            }
            attempt += 1;
        }
    }

    /// Waits until a call may be sent.
    async fn turn(self) -> Result<(), ApiError> {
        let is_open = || self.connection.with_value(Option::is_some);
        self.queue.turn(is_open).await?.then_some(()).ok_or(ApiError::BadKey)
    }

    /// Processes the outcome of a call: waits before a retry, or pauses the queue. Returns whether to retry.
    async fn is_repeated<T>(
        self,
        call: &Call<T>,
        answer: &Result<T, ApiError>,
        attempt: u32,
    ) -> bool {
        let error = answer.as_ref().err();
        self.note(call.needs, error);
        let Some(error) = error else { return false };
        let moment = clock::moment();
        let again = call.request.again(error, attempt, self.queue.is_known(), moment.seed);
        match again {
            Again::Never => {}
            Again::After(wait) => clock::sleep(wait).await,
            Again::Paused(wait) => self.queue.pause(wait),
        }
        again.is_repeated(attempt)
    }

    /// Parses an answer. Errors are redacted: they do not contain the key.
    fn read<T: 'static>(self, call: &Call<T>, answer: &Answer) -> Result<T, ApiError> {
        let (response, heard) = answer;
        call.read(response)
            .map_err(|error| self.redact(error.about(&response.body, heard.request.as_ref())))
    }

    fn redact(self, error: ApiError) -> ApiError {
        self.connection.with_value(|connection| match connection {
            Some(connection) => connection.redact(error),
            None => error,
        })
    }

    /// Updates rights, key state and network state from the outcome of a call.
    fn note(self, needs: Option<Right>, error: Option<&ApiError>) {
        let status = self.status;
        status.rights.maybe_update(|rights| rights.learn(needs, error));
        if error == Some(&ApiError::BadKey) {
            status.refused.set(true);
        }
        error.into_iter().for_each(|error| self.queue.note(error));
    }

    async fn exchange(
        self,
        request: &Request,
        pieces: Option<Pieces<'_>>,
    ) -> Result<Answer, ApiError> {
        let signed = self.connection.with_value(|connection| match connection {
            Some(connection) => connection.sign(&request.path).ok_or(ApiError::NotFound),
            None => Err(ApiError::BadKey),
        })?;
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
            limit: TimeDelta::seconds(self.status.seconds.get_untracked().into()),
        };
        let answer = fetch::send(outgoing, pieces).await;
        self.queue.hear(&answer);
        answer.map_err(|error| match error {
            FetchError::Unreachable => ApiError::Unreachable,
            FetchError::Timeout => ApiError::Timeout,
            FetchError::Cut(Heard { request, .. }) => {
                self.redact(ApiError::Malformed(Garbled { fault: AnswerFault::CutOff, request }))
            }
        })
    }
}
