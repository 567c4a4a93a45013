//! Sends a provider's calls: adds address and key, waits where the provider asks for it, and tries
//! reads again that failed in passing. The only place where the key leaves the page.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use zonesift_core::budget::Budget;
use zonesift_core::provider::{
    Again, ApiError, Call, Connection, Flaw, FoundArriving, Garbled, Heard, PATIENCE, Provider,
    Request, Response, Rights,
};
use zonesift_core::record::Record;
use zonesift_core::{Millis, address, text};

use crate::signal::State;
use crate::web::fetch::{self, FetchError, Outgoing, Pieces};
use crate::web::{clock, page};

/// A call that waits looks at its turn again after so many milliseconds at the latest.
const LOOK: Millis = 500;

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
    /// Whether the address answers without a network.
    is_near: bool,
    /// Whether anything has ever answered there.
    is_known: Rc<Cell<bool>>,
    /// Whether something answered while the browser said that there is no network: some say so wrongly.
    is_browser_wrong: Rc<Cell<bool>>,
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
            is_near: address::is_near(connection.address(), &page::host()),
            is_known: Rc::default(),
            is_browser_wrong: Rc::default(),
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

    /// Looks whether there is a network. The browser's word that there is none counts for an address that
    /// has answered before, unless it answered in spite of it; otherwise a call that fails tells.
    pub fn look_at_network(&self) {
        let (is_online, is_offline) = (page::is_online(), self.signs.is_offline);
        let is_sure = !self.is_near && self.is_known.get() && !self.is_browser_wrong.get();
        if is_offline.get_untracked() == is_online && (is_online || is_sure) {
            is_offline.set(!is_online);
        }
    }

    /// Sends a call and reads the answer. Only reads are repeated by themselves, and calls that the
    /// provider did not take because they came too fast.
    ///
    /// # Errors
    /// As the call's reader tells, and when there is no answer.
    pub async fn send<T: 'static>(&self, call: &Call<T>) -> Result<T, ApiError> {
        let mut read_answer = Err(ApiError::Unreachable);
        let mut read = |answer: Result<Answer, ApiError>| {
            read_answer = answer.and_then(|answer| self.read(call, &answer));
            read_answer.as_ref().err().cloned()
        };
        self.send_until(&call.request, None, &mut read).await;
        read_answer
    }

    /// Sends a call that lists records, and hands them on while they arrive. What it returns
    /// has none.
    ///
    /// # Errors
    /// As [`Self::send`]; what was handed on before is none the worse for it.
    pub async fn send_arriving<T: 'static>(
        &self,
        call: &Call<T>,
        mut arriving: FoundArriving,
        take: &mut dyn FnMut(Vec<Record>),
    ) -> Result<T, ApiError> {
        let mut last = Err(ApiError::Unreachable);
        let mut pieces = |bytes: &[u8]| take(arriving.feed(bytes));
        let mut read = |answer: Result<Answer, ApiError>| {
            last = answer;
            match &last {
                Ok(answer) if answer.0.is_success() => None,
                Ok(refused) => self.read(call, refused).err(),
                Err(error) => Some(error.clone()),
            }
        };
        self.send_until(&call.request, Some(&mut pieces), &mut read).await;
        let mut answer = last?;
        if answer.0.is_success() {
            answer.0.body = arriving.rest();
        }
        self.read(call, &answer)
    }

    /// Reads an answer. The error is as the page may tell it: without the key.
    fn read<T: 'static>(&self, call: &Call<T>, answer: &Answer) -> Result<T, ApiError> {
        let (response, heard) = answer;
        call.read(response)
            .map_err(|error| self.redact(error.about(&response.body, &heard.request)))
    }

    fn redact(&self, error: ApiError) -> ApiError {
        match &*self.connection.borrow() {
            Some(connection) => connection.redact(error),
            None => error,
        }
    }

    /// Takes from an answer what it says of the key and of the network.
    fn note(&self, request: &Request, error: Option<&ApiError>) {
        let signs = &self.signs;
        if signs.rights.change_untold(|rights| rights.learn(self.provider, request, error)) {
            signs.rights.tell();
        }
        match error {
            Some(ApiError::BadKey) => signs.refused.set(true),
            Some(ApiError::Unreachable | ApiError::RelayFailed) if !page::is_online() => {
                signs.is_offline.set(true);
            }
            _ => {}
        }
    }

    /// Sends a request until `read` finds no error that passes by itself. It is one future for all
    /// calls, whatever they read.
    fn send_until<'a>(
        &'a self,
        request: &'a Request,
        mut pieces: Option<Pieces<'a>>,
        read: &'a mut dyn FnMut(Result<Answer, ApiError>) -> Option<ApiError>,
    ) -> Pin<Box<dyn Future<Output = ()> + 'a>> {
        Box::pin(async move {
            let mut attempt = 0;
            loop {
                if let Err(error) = self.turn().await {
                    read(Err(error));
                    return;
                }
                let pieces = pieces.as_mut().map(|pieces| &mut **pieces as Pieces<'_>);
                // What was handed on of an answer is not handed on once more.
                let is_handed_on = pieces.is_some();
                let error = read(self.exchange(request, pieces).await);
                self.note(request, error.as_ref());
                let Some(error) = error else { return };
                let is_cut =
                    matches!(error, ApiError::Malformed(Garbled { flaw: Flaw::CutOff, .. }));
                if (is_handed_on && is_cut) || !self.waited(request, &error, attempt).await {
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
            limit: Millis::from(self.signs.seconds.get_untracked()) * 1_000,
        };
        let answer = fetch::send(outgoing, pieces).await;
        if let Ok((_, heard)) | Err(FetchError::Cut(heard)) = &answer {
            self.is_known.set(true);
            self.is_browser_wrong.set(self.is_browser_wrong.get() || !page::is_online());
            self.signs.budget.update(|budget| budget.hear(heard.limits, clock::now()));
        }
        // It asks for patience as a refusal for too many calls does (RFC 9110, section 10.2.3).
        if let Ok((Response { status: 503, retry_after: Some(seconds), .. }, _)) = &answer {
            let wait = Millis::from(*seconds) * 1_000;
            self.signs.budget.update(|budget| budget.pause(wait, clock::now()));
        }
        answer.map_err(|error| match error {
            FetchError::Unreachable => ApiError::Unreachable,
            FetchError::Timeout => ApiError::Timeout,
            FetchError::Cut(Heard { request, .. }) => {
                self.redact(ApiError::Malformed(Garbled { flaw: Flaw::CutOff, request }))
            }
        })
    }

    /// Whether the call is to be sent again, after the wait that this takes.
    async fn waited(&self, request: &Request, error: &ApiError, attempt: u32) -> bool {
        let moment = clock::moment();
        let again = request.again(error, attempt, self.is_known.get(), moment.seed);
        match again {
            Again::Never => {}
            Again::After(wait) => clock::sleep(wait).await,
            Again::Paused(wait) => {
                self.signs.budget.update(|budget| budget.pause(wait, moment.now));
            }
        }
        again.is_repeated(attempt)
    }

    /// Waits for this call's turn in the one queue: until there is a network, and until the provider
    /// takes another call.
    ///
    /// # Errors
    /// When the key is forgotten meanwhile, and when the provider takes no call for long.
    async fn turn(&self) -> Result<(), ApiError> {
        while self.connection.borrow().is_some() {
            let (now, signs) = (clock::now(), &self.signs);
            self.look_at_network();
            let (mut wait, paused) =
                signs.budget.with_untracked(|budget| (budget.wait(now), budget.paused(now)));
            if paused > PATIENCE {
                return Err(ApiError::RateLimited(u32::try_from(paused.div_ceil(1_000)).ok()));
            }
            if signs.is_offline.get_untracked() {
                wait = LOOK;
            }
            if wait == 0 {
                signs.budget.update(|budget| budget.spend(now));
                return Ok(());
            }
            clock::sleep(wait.min(LOOK)).await;
        }
        Err(ApiError::BadKey)
    }
}
