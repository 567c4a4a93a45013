//! The zones that were opened. Leaving a zone's screen does not stop its scan.

use leptos::prelude::Owner;
use zonesift_core::provider::ZoneId;
use zonesift_core::scan::Event;

use super::App;
use super::discovery::Discovery;
use crate::signal::State;
use crate::web::page;

pub struct Discoveries {
    opened: State<Vec<&'static Discovery>>,
    owner: Owner,
}

impl Default for Discoveries {
    fn default() -> Self {
        Self { opened: State::default(), owner: Owner::current().unwrap_or_default() }
    }
}

impl Discoveries {
    /// Opens a zone, or returns it if it was opened before.
    #[must_use]
    pub fn open(&self, app: &App, id: &ZoneId) -> Option<&'static Discovery> {
        let api = app.session.api_now()?;
        let opened = self.opened.get_untracked();
        if let Some(open) = opened.into_iter().find(|open| open.id() == id) {
            return Some(open);
        }
        let known = app.zones.known(id);
        let discovery: &'static Discovery =
            Box::leak(Box::new(self.owner.with(|| Discovery::new(api, id.clone(), known))));
        self.opened.update(|opened| opened.push(discovery));
        app.session.keep_place();
        page::on_leave(move || discovery.keep_rest());
        discovery.load();
        Some(discovery)
    }

    /// Drops a zone that no longer exists, with what the tab has stored of it.
    pub fn forget(&self, id: &ZoneId) {
        let gone = |open: &&Discovery| open.id() == id;
        for open in self.opened.get_untracked().into_iter().filter(gone) {
            open.forget_kept();
        }
        self.opened.update(|opened| opened.retain(|open| open.id() != id));
    }

    #[must_use]
    pub fn is_writing(&self) -> bool {
        // A run that waits for the user's answer writes nothing.
        let writes = |open: &&Discovery| open.apply.is_running() && !open.history.unkept.get();
        self.opened.with(|opened| opened.iter().any(writes))
    }

    /// Whether a plan is shown or being written.
    #[must_use]
    pub fn shows_plan(&self) -> bool {
        self.is_writing()
            || self.opened.with(|opened| opened.iter().any(|open| open.apply.open.get()))
    }

    /// Tells every open scan whether the page is visible.
    pub fn set_visible(&self, visible: bool) {
        for discovery in self.opened.get_untracked() {
            discovery.happen(Event::Visible(visible));
        }
    }
}
