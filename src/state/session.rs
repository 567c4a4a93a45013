//! The connection: checked before it is taken, kept for this tab if the user wants it, and
//! forgotten by loading the page anew.
//!
//! `Lock` forgets the key, and so does the page by itself when nobody uses it or the provider refuses
//! it. Scans, decisions and edits stay in the tab, and where it was connected to: no key is in them, and
//! whoever comes back goes on there. To forget them too is an act of its own.

use std::cell::Cell;

use zonesift_core::address;
use zonesift_core::config::Config;
use zonesift_core::idle::{Idle, Limit, Standing};
use zonesift_core::kept::Place;
use zonesift_core::provider::{self, ApiError, Connection, Page, Provider, ZoneInfo};
use zonesift_core::text::{self, Locked};

use super::{config, kept};
use crate::api::{Api, Signs};
use crate::signal::State;
use crate::web::{clock, page, storage};

/// The connection and how it came to be.
pub struct Session {
    api: State<Option<Api>>,
    /// Whether a connection is being checked.
    pub connecting: State<bool>,
    /// Why the last check failed, with provider and address that it was for.
    pub failed: State<Option<(ApiError, Provider, String)>>,
    /// Whether the browser refused to keep the key for this tab.
    pub not_kept: State<bool>,
    /// Why the key was forgotten by itself, in words.
    pub locked: State<Option<&'static str>>,
    /// What the answers tell of the connection.
    pub signs: Signs,
    /// Whether the tab has kept the key, and so the time of its last use.
    pub(super) is_kept: Cell<bool>,
    /// How long the key has not been used.
    pub(super) idle: Cell<Idle>,
    /// What the host of the page says of itself.
    config: Config,
    /// Whether the user wants the key to be kept over a reload.
    remember: Cell<bool>,
    /// Whether the page is being loaded anew: nothing is shown any more that could be typed into.
    pub leaving: State<bool>,
    /// Whether the last try to connect got no answer from elsewhere, and this site has a relay.
    pub has_relay: State<bool>,
}

impl Session {
    /// No connection, or the one that this tab has kept, unless it was not used for too long.
    #[must_use]
    pub fn new(signs: Signs, config: &Config) -> Self {
        signs.seconds.set(kept::seconds());
        let mut idle = Idle::new(kept::limit().unwrap_or(config.idle), kept::used());
        let mut api = kept::connection().map(|connection| Api::new(connection, signs));
        let mut locked = kept::take_locked();
        if let Some(kept_api) = &api {
            let is_over = idle.look(clock::now()) == Standing::Over;
            kept_api.place(config, true).iter().for_each(|place| keep_place(place, is_over));
            if is_over {
                kept_api.forget_key();
                kept::forget_connection();
                api = None;
                locked = Some(Locked::Idle);
            }
        }
        Self {
            is_kept: Cell::new(api.is_some()),
            api: State::new(api),
            connecting: State::default(),
            failed: State::default(),
            not_kept: State::default(),
            locked: State::new(locked.map(text::locked)),
            signs,
            idle: Cell::new(idle),
            config: config.clone(),
            remember: Cell::new(true),
            leaving: State::default(),
            has_relay: State::default(),
        }
    }

    /// The connection; asking for it follows it.
    #[must_use]
    pub fn api(&self) -> Option<Api> {
        self.api.get()
    }

    /// The connection of now.
    #[must_use]
    pub fn api_now(&self) -> Option<Api> {
        self.api.get_untracked()
    }

    /// Whether there is a connection.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.api.with(Option::is_some)
    }

    /// Checks the connection with the provider and takes it when the key works; tells what the
    /// check has listed already. `before` is called once the key works and before anything is done with it.
    pub async fn connect(
        &self,
        connection: Connection,
        remember: bool,
        before: impl FnOnce(),
    ) -> Option<Page<ZoneInfo>> {
        if self.connecting.get_untracked() {
            return None;
        }
        self.connecting.set(true);
        self.failed.set(None);
        self.has_relay.set(false);
        self.locked.set(None);
        self.signs.rights.set(Default::default());
        let api = Api::new(connection.clone(), self.signs);
        let checked = check(&api).await;
        self.connecting.set(false);
        // Some keys that work are refused by the provider's own check of them.
        self.signs.refused.set(false);
        match checked {
            Ok(zones) => {
                let now = clock::now();
                let is_kept = remember && kept::keep_connection(&connection, now);
                self.is_kept.set(is_kept);
                self.remember.set(remember);
                self.not_kept.set(remember && !is_kept);
                self.idle.set(Idle::new(self.limit(), now));
                if zones.items.is_empty() {
                    // A key that may not list may be answered with an empty list.
                    self.signs.rights.update(|rights| rights.list = None);
                }
                before();
                self.api.set(Some(api));
                Some(zones)
            }
            Err(error) => {
                // Without an answer from another site: the browser may have refused, and a relay helps.
                let is_refused = matches!(error, ApiError::Unreachable);
                let address = connection.address().to_owned();
                let is_elsewhere = !address::is_relative(&address);
                self.failed.set(Some((error, connection.provider(), address)));
                self.has_relay.set(is_refused && is_elsewhere && config::has_relay().await);
                None
            }
        }
    }

    /// How long the key may lie unused.
    #[must_use]
    pub fn limit(&self) -> Limit {
        kept::limit().unwrap_or(self.config.idle)
    }

    /// Sets how long the key may lie unused, for this and all later connections.
    pub fn set_limit(&self, limit: Limit) {
        kept::keep_limit(limit);
        self.idle.set(Idle::new(limit, self.idle.get().last_used()));
    }

    /// Sets how many seconds an answer may take, for this and all later connections.
    pub fn set_seconds(&self, seconds: u32) {
        kept::keep_seconds(seconds);
        self.signs.seconds.set(seconds);
    }

    /// Keeps where the tab is connected to, without any key.
    pub fn keep_place(&self) {
        self.keep_place_with(false);
    }

    /// Keeps where the tab is connected to, for the page that comes next.
    pub fn keep_place_for_next(&self) {
        self.keep_place_with(true);
    }

    fn keep_place_with(&self, made_up_key: bool) {
        let place = self.api_now().and_then(|api| api.place(&self.config, self.remember.get()));
        place.iter().for_each(|place| keep_place(place, made_up_key));
    }

    /// Forgets the key at once, in memory and in the tab's storage.
    pub fn forget_key(&self, why: Option<Locked>) {
        // One that is refused is of no use, whoever has made it.
        self.keep_place_with(why != Some(Locked::Refused));
        if let Some(api) = self.api_now() {
            api.forget_key();
        }
        self.is_kept.set(false);
        kept::forget_connection();
        why.into_iter().for_each(kept::keep_locked);
    }

    /// Forgets the key and all that is in memory, by loading the page anew at the same place. What the
    /// tab has kept of zones stays.
    pub fn leave(&self, why: Option<Locked>) {
        self.forget_key(why);
        self.leaving.set(true);
        self.api.set(None);
        page::reload();
    }

    /// Forgets everything of this tab, by loading the page anew.
    pub fn forget_all(&self) {
        self.leaving.set(true);
        storage::clear_tab();
        // What goes away may still keep something, up to the very end.
        page::on_leave(storage::clear_tab);
        page::restart();
    }
}

/// Keeps where the tab is connected to. The key that was made up for the sandbox stands in no entry but
/// its own as long as the tab is connected.
fn keep_place(place: &Place, made_up_key: bool) {
    let sandbox_key = place.sandbox_key.clone().filter(|_| made_up_key);
    kept::keep_place(&Place { sandbox_key, ..place.clone() });
}

/// A key is good when it lists zones, or when the provider's own check says so.
async fn check(api: &Api) -> Result<Page<ZoneInfo>, ApiError> {
    let listed = api.send(&api.provider().list_zones("", 1)).await;
    let ask = api.provider().check_key().filter(|_| provider::is_in_doubt(&listed));
    match ask {
        Some(ask) => provider::checked(listed, api.send(&ask).await),
        None => listed,
    }
}
