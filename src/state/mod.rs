//! What the page knows, one signal an aggregate, with the verbs that change it.
//!
//! Everything here lives until the tab is closed or locked; locking loads the page anew, so nothing
//! has to be cleaned up one by one. It draws nothing and touches no browser interface itself.

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

/// Everything that screens share.
pub struct App {
    /// What the host of the page says of itself.
    pub config: Config,
    /// The connection, once there is one.
    pub session: Session,
    /// The screen.
    pub route: State<Route>,
    /// What the filter of the open grid holds.
    pub filter: State<String>,
    /// The list of zones.
    pub zones: Zones,
    /// The zones that were opened, with their scans and reviews.
    pub discoveries: Discoveries,
    /// What the status region says.
    pub status: State<String>,
    /// The watch over the key.
    pub watch: Watch,
}

impl App {
    /// The start of the page, which it lasts as long as.
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

    /// Follows the address: to another screen, or on the same one to another filter. Tells whether it
    /// is another screen.
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

    /// Has the address tell what the filter holds, without a further entry in the browser's history.
    pub fn tell_filter(&self) {
        let (hash, route) = (page::hash(), self.route.get_untracked());
        let text = self.filter.get_untracked();
        // The address may have gone on to a screen that is not open yet.
        if Route::parse(&hash) == route && route::filter(&hash) != text {
            page::rename(&route.hash_with(&text));
        }
    }

    /// Shows the list of zones in place of a zone of another provider than this one.
    pub fn leave_zone_of_other(&self, provider: Provider) {
        let Some(id) = self.route.get_untracked().zone().cloned() else { return };
        let opened = |provider| kept::zones(provider).iter().any(|zone| zone.zone.id == id);
        let is_of_other = Provider::ALL.into_iter().any(|other| other != provider && opened(other));
        if is_of_other && !opened(provider) {
            page::rename(&Route::Zones.hash());
            self.route.set(Route::Zones);
        }
    }

    /// Goes to a screen.
    pub fn go(&self, route: &Route) {
        page::go(&route.hash());
    }
}
