//! The state of the page, one signal for each aggregate, and the functions that change it.
//!
//! Everything here lives until the tab is closed or locked. Locking reloads the page, so nothing needs to be
//! cleared piece by piece. This module draws nothing and calls no browser interface itself.

pub mod acts;
pub mod apply;
pub mod at_once;
pub mod config;
pub mod discovery;
mod found;
pub mod history;
pub mod idle;
mod keeping;
pub mod kept;
pub mod opened;
pub mod outlook;
pub mod records;
pub mod session;
mod usage;
pub mod way_back;
pub mod zones;

use zonesift_core::config::Config;
use zonesift_core::provider::Provider;
use zonesift_core::route::{self, Route};

use idle::Watch;
use opened::Discoveries;
use session::Session;
use zones::Zones;

use crate::api::Signs;
use crate::signal::State;
use crate::web::page;

/// What all screens share.
pub struct App {
    /// What the page's host has configured.
    pub config: Config,
    pub session: Session,
    pub route: State<Route>,
    /// The text in the filter of the open grid.
    pub filter: State<String>,
    pub zones: Zones,
    /// The zones that were opened, with their scans and reviews.
    pub discoveries: Discoveries,
    /// The text of the status region.
    pub status: State<String>,
    /// Forgets the idle key.
    pub watch: Watch,
}

impl App {
    /// Leaked on purpose: it lives as long as the page.
    #[must_use]
    pub fn new(config: Config) -> &'static Self {
        Box::leak(Box::new(Self {
            session: Session::new(Signs::default(), &config),
            config,
            route: State::new(Route::parse(&page::hash())),
            filter: State::new(route::filter(&page::hash())),
            zones: Zones::default(),
            discoveries: Discoveries::default(),
            status: State::default(),
            watch: Watch::default(),
        }))
    }

    /// Follows the URL to another screen, or to another filter on the same screen. Returns whether the screen
    /// changed.
    pub fn arrive(&self) -> bool {
        let (hash, before) = (page::hash(), self.route.get_untracked());
        let route = Route::parse(&hash);
        let is_other = route != before;
        if is_other {
            self.route.set(route);
        }
        self.filter.set(route::filter(&hash));
        is_other
    }

    /// Writes the filter to the URL without a new entry in the browser's history.
    pub fn tell_filter(&self) {
        let (hash, route) = (page::hash(), self.route.get_untracked());
        let text = self.filter.get_untracked();
        // The URL may already name a screen that is not open yet.
        if Route::parse(&hash) == route && route::filter(&hash) != text {
            page::rename(&route.hash_with(&text));
        }
    }

    /// After connecting to `provider`: shows the list of zones if the open zone belongs to another provider.
    pub fn leave_zone_of_other(&self, provider: Provider) {
        let Some(id) = self.route.get_untracked().zone().cloned() else { return };
        let opened = |provider| kept::zones(provider).iter().any(|zone| zone.zone.id == id);
        let is_of_other = Provider::ALL.into_iter().any(|other| other != provider && opened(other));
        if is_of_other && !opened(provider) {
            page::rename(&Route::Zones.hash());
            self.route.set(Route::Zones);
        }
    }

    pub fn go(&self, route: &Route) {
        page::go(&route.hash());
    }
}
