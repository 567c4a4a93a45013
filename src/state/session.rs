//! The connection: checked before it is taken, kept for this tab if the user wants it, and
//! forgotten by loading the page anew.
//!
//! `Lock` forgets all that the tab has. A key that is forgotten by itself, because nobody used it or
//! because the provider refused it, leaves scans, decisions and edits: no key is in them, and whoever
//! comes back goes on there.

use std::cell::Cell;

use zonesift_core::address;
use zonesift_core::idle::{Idle, Limit, Standing};
use zonesift_core::provider::{ApiError, Connection, KeyState, Page, Provider, ZoneInfo};
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
    /// How long it may not be used where the user has chosen nothing.
    default_limit: Limit,
    /// Whether the last try to connect got no answer from elsewhere, and this site has a relay.
    pub has_relay: State<bool>,
}

impl Session {
    /// No connection, or the one that this tab has kept, unless it was not used for too long.
    #[must_use]
    pub fn new(signs: Signs, default_limit: Limit) -> Self {
        signs.seconds.set(kept::seconds());
        let mut idle = Idle::new(kept::limit().unwrap_or(default_limit), kept::used());
        let mut connection = kept::connection();
        let mut locked = kept::take_locked();
        if connection.is_some() && idle.look(clock::now()) == Standing::Over {
            kept::forget_connection();
            connection = None;
            locked = Some(Locked::Idle);
        }
        Self {
            is_kept: Cell::new(connection.is_some()),
            api: State::new(connection.map(|connection| Api::new(connection, signs))),
            connecting: State::default(),
            failed: State::default(),
            not_kept: State::default(),
            locked: State::new(locked.map(text::locked)),
            signs,
            idle: Cell::new(idle),
            default_limit,
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
    /// check has listed already.
    pub async fn connect(&self, connection: Connection, remember: bool) -> Option<Page<ZoneInfo>> {
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
                self.not_kept.set(remember && !is_kept);
                self.idle.set(Idle::new(self.limit(), now));
                if zones.items.is_empty() {
                    // A key that may not list may be answered with an empty list.
                    self.signs.rights.update(|rights| rights.list = None);
                }
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
        kept::limit().unwrap_or(self.default_limit)
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

    /// Forgets the key and everything else of this tab, by loading the page anew.
    pub fn lock(&self) {
        self.api.set(None);
        storage::clear_tab();
        // What goes away with the connection may still keep something, up to the very end.
        page::on_leave(storage::clear_tab);
        page::restart();
    }

    /// Forgets the key at once, in memory and in the tab's storage.
    pub fn forget_key(&self, why: Locked) {
        if let Some(api) = self.api_now() {
            api.forget_key();
        }
        self.is_kept.set(false);
        kept::forget_connection();
        kept::keep_locked(why);
    }

    /// Forgets the key and all that is in memory, by loading the page anew at the same place. What the
    /// tab has kept of zones stays.
    pub fn leave(&self, why: Locked) {
        self.forget_key(why);
        self.api.set(None);
        page::reload();
    }
}

/// A key is good when it lists zones, or when the provider's own check says so: neither proves
/// alone that it is bad, because some good keys fail the check and others may not list.
async fn check(api: &Api) -> Result<Page<ZoneInfo>, ApiError> {
    let listed = api.send(&api.provider().list_zones("", 1)).await;
    let in_doubt = match &listed {
        Ok(zones) => zones.items.is_empty(),
        Err(error) => matches!(error, ApiError::NoPermission),
    };
    let Some(check) = api.provider().check_key().filter(|_| in_doubt) else { return listed };
    match api.send(&check).await {
        Ok(KeyState::Active) => {
            Ok(listed.unwrap_or(Page { items: Vec::new(), total: None, more: false }))
        }
        Ok(KeyState::Inactive) => Err(ApiError::BadKey),
        Err(_) => listed,
    }
}
