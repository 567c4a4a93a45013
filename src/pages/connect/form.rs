//! The state of the connect form, and what its controls do. It alone decides what is sent and when the
//! typed key is cleared.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::kept::EarlierConnection;
use zonesift_core::provider::{ApiError, Connection, Provider};
use zonesift_core::route::Route;
use zonesift_core::text::{self, Locked};

use crate::browser::{clock, page};
use crate::state::{AppState, saved};

#[derive(Clone, Copy)]
pub struct ConnectForm {
    app: AppState,
    pub provider: RwSignal<Provider>,
    pub key: RwSignal<String>,
    /// `None` while the user keeps the default.
    pub address: RwSignal<Option<String>>,
    pub remember: RwSignal<bool>,
    pub fault: RwSignal<Option<&'static str>>,
    /// Whether the key in the field has been sent.
    pub sent: RwSignal<bool>,
    /// Whether provider and address are those of an earlier connection of this tab, and cannot be
    /// changed.
    pub fixed: RwSignal<bool>,
    /// The provider whose key this clearly is, while the user is asked about it.
    pub asked: RwSignal<Option<Provider>>,
}

impl ConnectForm {
    pub fn new(app: AppState, provider: Provider) -> Self {
        Self {
            app,
            provider: RwSignal::new(provider),
            key: RwSignal::default(),
            address: RwSignal::default(),
            remember: RwSignal::new(true),
            fault: RwSignal::default(),
            sent: RwSignal::default(),
            fixed: RwSignal::default(),
            asked: RwSignal::default(),
        }
    }

    pub fn address(self) -> String {
        self.address.get().unwrap_or_else(|| self.app.config().address(self.provider.get()))
    }

    /// The input as a connection; an error is shown.
    pub fn entered(self) -> Option<Connection> {
        self.fault.set(None);
        match Connection::new(self.provider.get(), &self.address(), &self.key.get()) {
            Ok(connection) => Some(connection),
            Err(unfit) => {
                self.fault.set(Some(text::unfit(unfit)));
                None
            }
        }
    }

    /// Connects, but asks first if the key is clearly another provider's.
    pub fn submit(self) {
        let Some(connection) = self.entered() else { return };
        match connection.foreign() {
            Some(issuer) => self.asked.set(Some(issuer)),
            None => self.connect(connection),
        }
    }

    pub fn connect(self, connection: Connection) {
        self.sent.set(true);
        let (app, provider, remember) = (self.app, connection.provider(), self.remember.get());
        spawn_local(async move {
            let before = || app.leave_zone_of_other(provider);
            if let Some(zones) = app.session.connect(connection, remember, before).await {
                app.zones.take_first(zones);
                if app.route.get_untracked() == Route::Connect {
                    app.go(&Route::Zones);
                }
                page::focus_heading();
            }
        });
    }

    /// Closes the question about another provider's key and sends nothing.
    pub fn cancel_question(self) {
        self.asked.set(None);
        page::focus("#key");
    }

    /// Connects to the provider whose key it is, at its default address.
    pub fn connect_to(self, issuer: Provider) {
        self.asked.set(None);
        self.fixed.set(false);
        self.provider.set(issuer);
        self.address.set(None);
        self.app.session.failed.set(None);
        self.app.session.forget_locked();
        self.submit();
    }

    /// Sends the key although it is another provider's.
    pub fn send_anyway(self) {
        self.asked.set(None);
        if let Some(connection) = self.entered() {
            self.connect(connection);
        }
    }

    /// Selects a provider with its default address. A key in the field was meant for the other one, so
    /// it goes.
    pub fn choose(self, provider: Provider) {
        self.provider.set(provider);
        self.move_to(None);
        if !self.key.with_untracked(String::is_empty) {
            self.key.set(String::new());
            self.fault.set(Some(text::KEY_OF_OTHER));
        }
    }

    /// Fills in an earlier connection of this tab.
    pub fn take(self, earlier: &EarlierConnection) {
        self.provider.set(earlier.provider);
        self.address.set(Some(earlier.address.clone()));
        self.remember.set(earlier.remember);
        self.fixed.set(true);
        self.clear();
    }

    /// Shows the whole form again, without a key.
    pub fn release(self) {
        self.fixed.set(false);
        self.address.set(None);
        self.app.session.failed.set(None);
        self.app.session.forget_locked();
        self.clear();
        page::focus("[name=provider]:checked");
    }

    pub fn clear(self) {
        self.key.set(String::new());
        self.sent.set(false);
        self.fault.set(None);
    }

    /// Changes the address. A key that has been sent belongs to the old one (docs/decisions/0009), so
    /// it goes.
    pub fn move_to(self, address: Option<String>) {
        self.address.set(address);
        if self.sent.get_untracked() {
            self.sent.set(false);
            self.key.set(String::new());
            self.fault.set(Some(text::key_anew()));
        }
    }

    /// Switches to this site's relay, whose operator could read the key. The key was entered for
    /// another receiver and a click is quickly made, so the user always enters the key again.
    pub fn take_relay(self) {
        self.app.session.failed.set(None);
        self.address.set(Some(self.provider.get().relay_address().to_owned()));
        self.sent.set(false);
        self.key.set(String::new());
        self.fault.set(Some(text::RELAY_TAKEN));
        page::focus("#key");
    }

    /// The provider for which this site's relay is offered, after the last attempt failed.
    pub fn relay(self) -> Option<Provider> {
        let (_, provider, _) = self.app.session.failed.get()?;
        let helps = self.app.session.has_relay.get() && self.fault.get().is_none();
        (helps && provider == self.provider.get()).then_some(provider)
    }

    /// What is wrong with the input or failed in the last attempt, or that the provider has refused the key.
    pub fn problem(self) -> Option<String> {
        let fault = self.fault.get().map(str::to_owned);
        let is_refused = self.app.session.locked.get() == Some(Locked::Refused);
        fault.or_else(|| self.refusal()).or_else(|| self.locked().filter(|_| is_refused))
    }

    /// Why the tab was locked, if that is no failure.
    pub fn locked_words(self) -> Option<String> {
        let is_idle = self.app.session.locked.get() == Some(Locked::Idle);
        self.locked().filter(|_| is_idle && self.problem().is_none())
    }

    fn locked(self) -> Option<String> {
        let session = self.app.session;
        let locked = session.locked.get()?;
        Some(text::locked(locked, self.provider.get(), session.limit().minutes()))
    }

    fn refusal(self) -> Option<String> {
        let (error, provider, address) = self.app.session.failed.get()?;
        let mut words = match error {
            // No zone was asked for.
            ApiError::NotFound => text::nothing_there(provider, &address),
            _ => text::api_error(&error, provider, &address),
        };
        if let Some(provider) = self.relay() {
            words += &text::relay_found(provider, &page::shown(provider.relay_address()));
        }
        Some(words)
    }

    /// Connects to the host's sandbox, with the account that the tab had there or a new one.
    pub fn try_sandbox(self) {
        if let Some((address, key)) = self.app.config().sandbox(self.provider.get()) {
            let fresh = || format!("{key}.{}", clock::unique());
            self.key.set(self.sandbox_key().unwrap_or_else(fresh));
            self.address.set(Some(address));
            self.submit();
        }
    }

    /// The key of the account that the tab had in the sandbox, unless the form connects elsewhere.
    pub fn sandbox_key(self) -> Option<String> {
        let provider = self.provider.get();
        let (address, _) = self.app.config().sandbox(provider)?;
        let mut connections = saved::earlier_connections().into_iter();
        let earlier = connections
            .find(|earlier| earlier.provider == provider && earlier.address == address)?;
        let is_there = !self.fixed.get() || self.address() == address;
        earlier.sandbox_key.filter(|_| is_there)
    }

    /// Whether the sandbox is offered. In place of an earlier connection only if that was the sandbox.
    pub fn offers_sandbox(self) -> bool {
        match self.fixed.get() {
            true => self.sandbox_key().is_some(),
            false => self.app.config().sandbox(self.provider.get()).is_some(),
        }
    }
}
