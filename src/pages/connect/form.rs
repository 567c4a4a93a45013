//! What the first screen's form holds, and what its controls do with it. It alone decides what is sent and
//! when the key that stands in the field goes.

use leptos::task::spawn_local;
use zonesift_core::kept::Place;
use zonesift_core::provider::{Connection, Provider};
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::signal::State;
use crate::state::{App, kept};
use crate::web::{clock, page};

/// What the form holds.
#[derive(Clone, Copy)]
pub struct ConnectForm {
    pub provider: State<Provider>,
    pub key: State<String>,
    /// Nothing as long as the user leaves the default alone.
    pub address: State<Option<String>>,
    pub remember: State<bool>,
    pub fault: State<Option<&'static str>>,
    /// Whether the key that stands here has been sent.
    pub sent: State<bool>,
    /// Whether provider and address are those that the tab was connected to, and so no choice.
    pub fixed: State<bool>,
    /// The other provider whose key this plainly is, while the user is asked.
    pub asked: State<Option<Provider>>,
}

impl ConnectForm {
    /// An empty form.
    pub fn new(provider: Provider) -> Self {
        Self {
            provider: State::new(provider),
            key: State::default(),
            address: State::default(),
            remember: State::new(true),
            fault: State::default(),
            sent: State::default(),
            fixed: State::default(),
            asked: State::default(),
        }
    }

    pub fn address(self, app: &'static App) -> String {
        self.address.get().unwrap_or_else(|| app.config.address(self.provider.get()))
    }

    /// What is entered, as a connection; a fault is shown.
    pub fn entered(self, app: &'static App) -> Option<Connection> {
        self.fault.set(None);
        match Connection::new(self.provider.get(), &self.address(app), &self.key.get()) {
            Ok(connection) => Some(connection),
            Err(unfit) => {
                self.fault.set(Some(text::unfit(unfit)));
                None
            }
        }
    }

    /// Connects, unless the key plainly is another provider's: then the user is asked first.
    pub fn submit(self, app: &'static App) {
        let Some(connection) = self.entered(app) else { return };
        match connection.foreign() {
            Some(issuer) => self.asked.set(Some(issuer)),
            None => self.connect(app, connection),
        }
    }

    pub fn connect(self, app: &'static App, connection: Connection) {
        self.sent.set(true);
        let (provider, remember) = (connection.provider(), self.remember.get());
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

    /// Chooses a provider at its own address. A key that stands here was entered for the other one.
    pub fn choose(self, provider: Provider) {
        self.provider.set(provider);
        self.move_to(None);
        if !self.key.with_untracked(String::is_empty) {
            self.key.set(String::new());
            self.fault.set(Some(text::KEY_OF_OTHER));
        }
    }

    /// Takes provider and address as the tab had them.
    pub fn take(self, place: &Place) {
        self.provider.set(place.provider);
        self.address.set(Some(place.address.clone()));
        self.remember.set(place.remember);
        self.fixed.set(true);
        self.clear();
    }

    /// Shows the whole form, without any key.
    pub fn release(self, app: &'static App) {
        self.fixed.set(false);
        self.address.set(None);
        app.session.failed.set(None);
        app.session.locked.set(None);
        self.clear();
        page::focus("[name=provider]:checked");
    }

    pub fn clear(self) {
        self.key.set(String::new());
        self.sent.set(false);
        self.fault.set(None);
    }

    /// The key would go elsewhere now. One that has been sent before is for where it was sent to.
    pub fn move_to(self, address: Option<String>) {
        self.address.set(address);
        if self.sent.get_untracked() {
            self.sent.set(false);
            self.key.set(String::new());
            self.fault.set(Some(text::key_anew()));
        }
    }

    /// The relay of this site is another receiver than the one that the key was entered for: whoever runs the
    /// site could read it. A press is quickly done, so the key is asked for once more in any case.
    pub fn take_relay(self, app: &'static App) {
        app.session.failed.set(None);
        self.address.set(Some(self.provider.get().relay_address().to_owned()));
        self.sent.set(false);
        self.key.set(String::new());
        self.fault.set(Some(text::RELAY_TAKEN));
        page::focus("#key");
    }

    /// The provider for which the relay of this site is offered, which may help where the last try failed.
    pub fn relay(self, app: &'static App) -> Option<Provider> {
        let (_, provider, _) = app.session.failed.get()?;
        let helps = app.session.has_relay.get() && self.fault.get().is_none();
        (helps && provider == self.provider.get()).then_some(provider)
    }

    /// Fills in the host's sandbox and connects: with the account that the tab had there, or a fresh one.
    pub fn try_sandbox(self, app: &'static App) {
        if let Some((address, key)) = app.config.sandbox(self.provider.get()) {
            let fresh = || format!("{key}.{}", clock::unique());
            self.key.set(self.sandbox_key(app).unwrap_or_else(fresh));
            self.address.set(Some(address));
            self.submit(app);
        }
    }

    /// The key of the account that the tab had in the sandbox, where that is to be connected to.
    pub fn sandbox_key(self, app: &'static App) -> Option<String> {
        let provider = self.provider.get();
        let (address, _) = app.config.sandbox(provider)?;
        let mut places = kept::places().into_iter();
        let place = places.find(|place| place.provider == provider && place.address == address)?;
        let is_there = !self.fixed.get() || self.address(app) == address;
        place.sandbox_key.filter(|_| is_there)
    }

    /// Whether the sandbox is offered: in place of a connection that the tab had only where it was that.
    pub fn offers_sandbox(self, app: &'static App) -> bool {
        match self.fixed.get() {
            true => self.sandbox_key(app).is_some(),
            false => app.config.sandbox(self.provider.get()).is_some(),
        }
    }
}
