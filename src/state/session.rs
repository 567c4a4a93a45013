//! The connection: checked before it is used, kept for this tab if the user wants, forgotten by a reload of
//! the page.
//!
//! `Lock` forgets the key, and so does the page when the key is idle or the provider rejects it. Scans,
//! decisions, edits, provider and address stay in the tab: they contain no key, and the user continues with
//! them after unlocking. A separate action forgets these too.

use leptos::prelude::*;
use zonesift_core::address;
use zonesift_core::config::Config;
use zonesift_core::idle::{Idle, KeyUse, Limit};
use zonesift_core::kept::EarlierConnection;
use zonesift_core::provider::{ApiError, Connection, Page, Provider, ZoneInfo};
use zonesift_core::text::Locked;

use super::connecting::{Attempt, ConnectWait};
use super::{config, saved};
use crate::api::{Api, ConnectionStatus};
use crate::browser::{clock, page, storage};

#[derive(Clone, Copy)]
pub struct Session {
    api: RwSignal<Option<Api>>,
    pub connecting: RwSignal<bool>,
    /// What the attempt to connect waits for.
    pub waits: RwSignal<Option<ConnectWait>>,
    /// The latest attempt to connect.
    pub(super) attempt: StoredValue<Attempt>,
    /// Why the last check failed, with its provider and address.
    pub failed: RwSignal<Option<(ApiError, Provider, String)>>,
    /// The browser refused to store the key for this tab.
    pub not_kept: RwSignal<bool>,
    /// Why the page forgot the key by itself.
    pub locked: RwSignal<Option<Locked>>,
    pub status: ConnectionStatus,
    /// The key is stored in the tab, and so the time of its last use.
    pub(super) is_kept: StoredValue<bool>,
    pub(super) idle: StoredValue<Idle>,
    config: StoredValue<Config>,
    /// The owner of what lives as long as a connection.
    owner: StoredValue<Owner>,
    /// The user wants the key to be kept over a reload.
    remember: StoredValue<bool>,
    /// The page is about to reload: hide everything that the user could type into.
    pub leaving: RwSignal<bool>,
    /// The last attempt got no answer from another site, and this site has a relay.
    pub has_relay: RwSignal<bool>,
}

impl Session {
    /// Not connected, or connected with the key that the tab has stored, unless that has expired.
    #[must_use]
    pub fn new(status: ConnectionStatus, config: &Config) -> Self {
        status.seconds.set(saved::seconds());
        let mut idle = Idle::new(saved::limit().unwrap_or(config.idle), saved::used());
        let mut api = saved::connection().map(|connection| Api::new(connection, status));
        let mut locked = saved::locked();
        if let Some(kept_api) = &api {
            let is_over = idle.look(clock::now()) == KeyUse::Over;
            kept_api
                .as_earlier(config, true)
                .iter()
                .for_each(|earlier| save_earlier(earlier, is_over));
            if is_over {
                kept_api.forget_key();
                saved::forget_connection();
                api = None;
                saved::keep_locked(Locked::Idle);
                locked = Some(Locked::Idle);
            }
        }
        Self {
            is_kept: StoredValue::new(api.is_some()),
            api: RwSignal::new(api),
            connecting: RwSignal::default(),
            waits: RwSignal::default(),
            attempt: StoredValue::default(),
            failed: RwSignal::default(),
            not_kept: RwSignal::default(),
            locked: RwSignal::new(locked),
            status,
            idle: StoredValue::new(idle),
            config: StoredValue::new(config.clone()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            remember: StoredValue::new(true),
            leaving: RwSignal::default(),
            has_relay: RwSignal::default(),
        }
    }

    #[must_use]
    pub fn api(self) -> Option<Api> {
        self.api.get()
    }

    /// [`Self::api`] without tracking.
    #[must_use]
    pub fn api_now(self) -> Option<Api> {
        self.api.get_untracked()
    }

    #[must_use]
    pub fn is_connected(self) -> bool {
        self.api.with(Option::is_some)
    }

    /// Whether the connection goes to the host's sandbox.
    #[must_use]
    pub fn is_sandbox(self) -> bool {
        let of_sandbox = |api: Api| {
            let address = api.address();
            self.config.with_value(|config| config.is_sandbox(api.provider(), &address))
        };
        self.api().is_some_and(of_sandbox)
    }

    /// Checks the key and connects if it works. Returns the zones that the check has listed. `before` runs
    /// once the key works, before the connection is in use. Without a network, and during a long pause of the
    /// provider, it waits and goes on by itself; nothing is returned if it is cancelled meanwhile.
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
        self.forget_locked();
        self.status.rights.set(Default::default());
        let owner = self.owner.get_value();
        let api = owner.with(|| Api::new(connection.clone(), self.status));
        let number = self.attempt.get_value().number + 1;
        self.attempt.set_value(Attempt { number, api: Some(api) });
        let checked = self.check(api, number).await?;
        self.connecting.set(false);
        // The provider's own check rejects some keys that work.
        self.status.refused.set(false);
        match checked {
            Ok(zones) => {
                let now = clock::now();
                let is_kept = remember && saved::keep_connection(&connection, now);
                self.is_kept.set_value(is_kept);
                self.remember.set_value(remember);
                self.not_kept.set(remember && !is_kept);
                self.idle.set_value(Idle::new(self.limit(), now));
                if zones.items.is_empty() {
                    // A key without the right to list zones may get an empty list instead of an error.
                    self.status.rights.update(|rights| rights.list = None);
                }
                before();
                self.api.set(Some(api));
                Some(zones)
            }
            Err(error) => {
                api.forget_key();
                // Another site did not answer: the browser may have blocked the request, and then a relay
                // helps.
                let is_refused = matches!(error, ApiError::Unreachable);
                let address = connection.address().to_owned();
                let is_elsewhere = !address::is_relative(&address);
                self.failed.set(Some((error, connection.provider(), address)));
                self.has_relay.set(is_refused && is_elsewhere && config::has_relay().await);
                None
            }
        }
    }

    /// The idle limit of the key.
    #[must_use]
    pub fn limit(self) -> Limit {
        saved::limit().unwrap_or(self.config.with_value(|config| config.idle))
    }

    /// Sets the idle limit, for this and all later connections.
    pub fn set_limit(self, limit: Limit) {
        saved::keep_limit(limit);
        self.idle.set_value(Idle::new(limit, self.idle.get_value().last_used()));
    }

    /// Sets the request timeout in seconds, for this and all later connections.
    pub fn set_seconds(self, seconds: u32) {
        saved::keep_seconds(seconds);
        self.status.seconds.set(seconds);
    }

    /// Says no more why the last key was forgotten.
    pub fn forget_locked(self) {
        saved::forget_locked();
        self.locked.set(None);
    }

    /// Stores where the tab is connected to, without any key.
    pub fn save_earlier(self) {
        self.save_earlier_with(false);
    }

    /// Stores where the tab is connected to, for the next page load: with a made-up sandbox key.
    pub fn save_earlier_for_next(self) {
        self.save_earlier_with(true);
    }

    fn save_earlier_with(self, made_up_key: bool) {
        let earlier = self.api_now().and_then(|api| {
            self.config.with_value(|config| api.as_earlier(config, self.remember.get_value()))
        });
        earlier.iter().for_each(|earlier| save_earlier(earlier, made_up_key));
    }

    /// Forgets the key at once, in memory and in the tab's storage.
    pub fn forget_key(self, why: Option<Locked>) {
        // A rejected key is useless, even a made-up one.
        self.save_earlier_with(why != Some(Locked::Refused));
        if let Some(api) = self.api_now() {
            api.forget_key();
        }
        self.is_kept.set_value(false);
        saved::forget_connection();
        why.into_iter().for_each(saved::keep_locked);
    }

    /// Forgets the key and everything in memory: reloads the page at the same URL. What the tab has stored of
    /// zones stays.
    pub fn leave(self, why: Option<Locked>) {
        self.forget_key(why);
        self.leaving.set(true);
        self.api.set(None);
        page::reload();
    }

    /// Forgets everything in this tab: reloads the page at its start.
    pub fn forget_all(self) {
        self.leaving.set(true);
        storage::clear_tab();
        // Other `pagehide` handlers still store state; this one is registered last and clears it.
        page::on_leave(storage::clear_tab);
        page::restart();
    }
}

/// Stores where the tab is connected to. While the tab is connected, a made-up sandbox key is in no entry but
/// that of the connection.
fn save_earlier(earlier: &EarlierConnection, made_up_key: bool) {
    let sandbox_key = earlier.sandbox_key.clone().filter(|_| made_up_key);
    saved::keep_earlier(&EarlierConnection { sandbox_key, ..earlier.clone() });
}
