//! The state of the page: `Copy` structs of signals, one signal for each aggregate, with the functions that
//! change it.
//!
//! Everything here lives until the tab is closed or locked. Locking reloads the page, so nothing needs to be
//! cleared piece by piece. This module draws nothing and calls no browser interface itself.

pub mod commands;
pub mod config;
pub mod connecting;
pub mod hints;
pub mod idle_lock;
pub mod open_zones;
pub mod saved;
pub mod session;
pub mod zone;
pub mod zones;

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::config::Config;
use zonesift_core::provider::{Provider, ZoneId};
use zonesift_core::route::{self, Route};

use commands::Commands;
use hints::Hints;
use idle_lock::IdleLock;
use open_zones::OpenZones;
use session::Session;
use zone::lists::Filters;
use zones::Zones;

use crate::api::ConnectionStatus;
use crate::browser::page;

/// What all screens share. The app provides it as context.
#[derive(Clone, Copy)]
pub struct AppState {
    /// What the page's host has configured.
    config: StoredValue<Arc<Config>>,
    pub session: Session,
    pub route: RwSignal<Route>,
    /// The fragment of the screen that the plan was opened from, with its filter.
    before_plan: StoredValue<String>,
    /// The filters of the list on the open page.
    filters: RwSignal<Option<Filters>>,
    pub zones: Zones,
    /// The zones that were opened, with their scans and reviews.
    pub open_zones: OpenZones,
    /// The text of the status region.
    pub status: RwSignal<String>,
    /// Forgets the idle key.
    pub idle_lock: IdleLock,
    /// What can be done by name.
    pub commands: Commands,
    /// The keys that act where the user is.
    pub hints: Hints,
}

impl AppState {
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            session: Session::new(ConnectionStatus::default(), &config),
            config: StoredValue::new(Arc::new(config)),
            route: RwSignal::new(Route::parse(&page::hash())),
            before_plan: StoredValue::default(),
            filters: RwSignal::default(),
            zones: Zones::default(),
            open_zones: OpenZones::new(),
            status: RwSignal::default(),
            idle_lock: IdleLock::default(),
            commands: Commands::default(),
            hints: Hints::load(),
        }
    }

    #[must_use]
    pub fn config(self) -> Arc<Config> {
        self.config.get_value()
    }

    /// Follows the URL to another screen, or to another filter on the same screen. Returns whether the screen
    /// changed.
    pub fn arrive(self) -> bool {
        let (hash, before) = (page::hash(), self.route.get_untracked());
        let route = Route::parse(&hash);
        let is_other = route != before;
        if is_other {
            if let Route::Plan(_) = &route {
                self.before_plan.set_value(before.hash_with(&untrack(|| self.filter())));
            }
            self.route.set(route);
        } else if let Some(filters) = self.filters.get_untracked() {
            filters.text.set(route::filter(&hash));
        }
        is_other
    }

    /// Keeps the URL and the text filter of a list in step while the current owner lives, its page. A filter
    /// in the URL goes first.
    pub fn show_filter(self, filters: Filters) {
        filters.arrive(route::filter(&page::hash()));
        self.filters.set(Some(filters));
        on_cleanup(move || {
            // The app may be gone by then.
            let _ = self.filters.try_set(None);
        });
    }

    /// The text filter of the open page; empty if it has none.
    #[must_use]
    pub fn filter(self) -> String {
        self.filters.get().map(|filters| filters.text.get()).unwrap_or_default()
    }

    /// Writes the filter to the URL without a new entry in the browser's history.
    pub fn tell_filter(self, text: &str) {
        let (hash, route) = (page::hash(), self.route.get_untracked());
        // The URL may already name a screen that is not open yet.
        if Route::parse(&hash) == route && route::filter(&hash) != text {
            page::rename(&route.hash_with(text));
        }
    }

    /// After connecting to `provider`: shows the list of zones if the open zone belongs to another provider.
    pub fn leave_zone_of_other(self, provider: Provider) {
        let Some(id) = self.route.get_untracked().zone().cloned() else { return };
        let opened = |provider| saved::zones(provider).iter().any(|zone| zone.zone.id == id);
        let is_of_other = Provider::ALL.into_iter().any(|other| other != provider && opened(other));
        if is_of_other && !opened(provider) {
            page::rename(&Route::Zones.hash());
            self.route.set(Route::Zones);
        }
    }

    /// Goes from a zone's plan to the screen that it was opened from.
    pub fn leave_plan(self, zone: ZoneId) {
        let before = self.before_plan.get_value();
        let is_of_zone = Route::parse(&before).zone() == Some(&zone);
        match is_of_zone {
            true => page::go(&before),
            false => self.go(&Route::Discover(zone)),
        }
    }

    pub fn go(self, route: &Route) {
        page::go(&route.hash());
    }

    /// Goes to a page with this text in its filter.
    pub fn go_filtered(self, route: &Route, filter: &str) {
        page::go(&route.hash_with(filter));
    }
}
