//! The zones that were opened. Leaving a zone's screen does not stop its scan.

use leptos::prelude::*;
use zonesift_core::provider::ZoneId;
use zonesift_core::scan::Event;

use super::AppState;
use super::zone::ZoneState;
use crate::browser::page;

#[derive(Clone, Copy)]
pub struct OpenZones {
    opened: RwSignal<Vec<ZoneState>>,
    /// The owner of their signals, which outlive the screen that opens a zone.
    owner: StoredValue<Owner>,
}

impl OpenZones {
    /// Zones are kept for as long as the current owner.
    #[must_use]
    pub fn new() -> Self {
        let owner = Owner::current().unwrap_or_default();
        Self { opened: RwSignal::default(), owner: StoredValue::new(owner) }
    }

    /// Opens a zone, or returns it if it was opened before.
    #[must_use]
    pub fn open(self, app: AppState, id: &ZoneId) -> Option<ZoneState> {
        let api = app.session.api_now()?;
        if let Some(open) = self.all().into_iter().find(|open| open.id() == *id) {
            return Some(open);
        }
        let known = app.zones.known(id);
        let owner = self.owner.get_value();
        let zone = owner.with(|| ZoneState::new(api, id.clone(), known));
        self.opened.update(|opened| opened.push(zone));
        app.session.save_earlier();
        page::on_leave(move || zone.keep_rest());
        zone.load();
        Some(zone)
    }

    /// Drops a zone that no longer exists, with what the tab has stored of it.
    pub fn forget(self, id: &ZoneId) {
        for open in self.all().into_iter().filter(|open| open.id() == *id) {
            open.forget_kept();
        }
        self.opened.update(|opened| opened.retain(|open| open.id() != *id));
    }

    #[must_use]
    pub fn is_writing(self) -> bool {
        // A run that waits for the user's answer writes nothing.
        let writes = |open: &ZoneState| open.apply.is_running() && !open.history.unkept.get();
        self.opened.with(|opened| opened.iter().any(writes))
    }

    /// Whether a plan is shown or being written.
    #[must_use]
    pub fn shows_plan(self) -> bool {
        self.is_writing()
            || self.opened.with(|opened| opened.iter().any(|open| open.apply.open.get()))
    }

    /// Tells every open scan whether the page is visible.
    pub fn set_visible(self, visible: bool) {
        for zone in self.all() {
            zone.happen(Event::Visible(visible));
        }
    }

    fn all(self) -> Vec<ZoneState> {
        self.opened.get_untracked()
    }
}

impl Default for OpenZones {
    fn default() -> Self {
        Self::new()
    }
}
