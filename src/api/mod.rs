//! Sends a provider's calls: adds address and key, waits where the provider asks for it, and tries
//! reads again that failed in passing. The only place where the key leaves the page.

mod queue;

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;
use zonesift_core::budget::Budget;
use zonesift_core::config::Config;
use zonesift_core::kept::{Place, ZoneAt};
use zonesift_core::provider::{
    Again, AnswerFault, ApiError, Call, Connection, FoundArriving, Garbled, Heard, Provider,
    Request, Response, Right, Rights, ZoneInfo,
};
use zonesift_core::record::Record;
use zonesift_core::text;

use queue::Queue;

use crate::signal::State;
use crate::web::clock;
use crate::web::fetch::{self, FetchError, Outgoing, Pieces};

/// What the answers tell of the connection, for whoever watches it.
#[derive(Clone, Copy, Default)]
pub struct Signs {
    /// How many calls the provider still takes. All calls stand in this one queue.
    pub budget: State<Budget>,
    /// Whether calls wait for the network.
    pub is_offline: State<bool>,
    /// How many seconds an answer may take.
    pub seconds: State<u32>,
    /// Whether the provider has said that it does not know the key.
    pub refused: State<bool>,
    /// What the key may do, as far as it has shown.
    pub rights: State<Rights>,
}

/// An answer with what its headers tell.
type Answer = (Response, Heard);

/// Sends calls over one connection.
#[derive(Clone)]
pub struct Api {
    provider: Provider,
    address: Rc<str>,
    queue: Rc<Queue>,
    /// None once the key has been forgotten.
    connection: Rc<RefCell<Option<Connection>>>,
    signs: Signs,
}

impl Api {
    /// Sends over this connection and gives signs of how it is.
    #[must_use]
    pub fn new(connection: Connection, signs: Signs) -> Self {
        let provider = connection.provider();
        signs.budget.set(Budget::new(provider.capabilities().allowance));
        Self {
            provider,
            address: connection.address().into(),
            queue: Rc::new(Queue::new(signs, connection.address())),
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

    /// A zone at that address.
    #[must_use]
    pub fn at(&self, zone: &ZoneInfo) -> ZoneAt {
        let (provider, address) = (self.provider(), self.address().to_owned());
        ZoneAt { provider, address, id: zone.id.clone(), name: zone.name.as_str().to_owned() }
    }

    /// Where the calls go, with the key only where the page has made it up for the host's sandbox; none
    /// once the key has been forgotten.
    #[must_use]
    pub fn place(&self, config: &Config, remember: bool) -> Option<Place> {
        let connection = self.connection.borrow();
        let connection = connection.as_ref()?;
        Some(Place {
            provider: self.provider,
            address: self.address.to_string(),
            remember,
            sandbox_key: config.made_up_key(connection),
        })
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

    /// Looks whether there is a network.
    pub fn look_at_network(&self) {
        self.queue.look_at_network();
    }

    /// Sends a call and reads the answer. Only reads are repeated by themselves, and calls that the
    /// provider did not take because they came too fast.
    ///
    /// # Errors
    /// As the call's reader tells, and when there is no answer.
    pub async fn send<T: 'static>(&self, call: &Call<T>) -> Result<T, ApiError> {
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

    /// Sends a call that lists records, and hands them on while they arrive; nothing instead of records says
    /// that the list starts over. What it returns has none, but for those that could not be read before the
    /// end. `arriving` makes what takes the records out of an answer.
    ///
    /// # Errors
    /// As [`Self::send`]; records that were handed on before stay valid.
    pub async fn send_arriving<T: 'static>(
        &self,
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
    async fn turn(&self) -> Result<(), ApiError> {
        let is_open = || self.connection.borrow().is_some();
        self.queue.turn(is_open).await?.then_some(()).ok_or(ApiError::BadKey)
    }

    /// Takes note of an answer, and tells whether its call is to be sent again, after the wait that this
    /// takes.
    async fn is_repeated<T>(
        &self,
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

    /// Reads an answer. The error is as the page may tell it: without the key.
    fn read<T: 'static>(&self, call: &Call<T>, answer: &Answer) -> Result<T, ApiError> {
        let (response, heard) = answer;
        call.read(response)
            .map_err(|error| self.redact(error.about(&response.body, heard.request.as_ref())))
    }

    fn redact(&self, error: ApiError) -> ApiError {
        match &*self.connection.borrow() {
            Some(connection) => connection.redact(error),
            None => error,
        }
    }

    /// Takes from an answer what it says of the key and of the network.
    fn note(&self, needs: Option<Right>, error: Option<&ApiError>) {
        let signs = &self.signs;
        if signs.rights.change_untold(|rights| rights.learn(needs, error)) {
            signs.rights.tell();
        }
        if error == Some(&ApiError::BadKey) {
            signs.refused.set(true);
        }
        error.into_iter().for_each(|error| self.queue.note(error));
    }

    async fn exchange(
        &self,
        request: &Request,
        pieces: Option<Pieces<'_>>,
    ) -> Result<Answer, ApiError> {
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
            limit: TimeDelta::seconds(self.signs.seconds.get_untracked().into()),
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
