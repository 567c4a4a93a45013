//! What the page knows, one signal an aggregate, with the verbs that change it.
//!
//! Everything here lives until the tab is closed or locked; locking loads the page anew, so nothing
//! has to be cleaned up one by one. It draws nothing and touches no browser interface itself.

pub mod apply;
pub mod at_once;
pub mod config;
pub mod discovery;
mod found;
pub mod history;
mod kept;
pub mod opened;
mod outlook;
pub mod records;
pub mod session;
mod usage;
pub mod zones;

use zonesift_core::Millis;
use zonesift_core::config::Config;
use zonesift_core::route::Route;

use opened::Discoveries;
use session::Session;
use zones::Zones;

use crate::signal::State;
use crate::web::page;

/// Everything that screens share.
pub struct App {
    /// What the host of the page says of addresses.
    pub config: State<Config>,
    /// The connection, once there is one.
    pub session: Session,
    /// The screen.
    pub route: State<Route>,
    /// The list of zones.
    pub zones: Zones,
    /// The zones that were opened, with their scans and reviews.
    pub discoveries: Discoveries,
    /// What the status region says.
    pub status: State<String>,
    /// Until when a provider's limit makes the page wait.
    pub waiting: State<Option<Millis>>,
}

impl App {
    /// The start of the page, which it lasts as long as.
    #[must_use]
    pub fn new() -> &'static Self {
        let waiting = State::default();
        Box::leak(Box::new(Self {
            config: State::default(),
            session: Session::new(waiting),
            route: State::new(Route::parse(&page::hash())),
            zones: Zones::default(),
            discoveries: Discoveries::default(),
            status: State::default(),
            waiting,
        }))
    }

    /// Goes to a screen.
    pub fn go(&self, route: &Route) {
        page::go(&route.hash());
    }
}
