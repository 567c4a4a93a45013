//! The zones that were opened. Leaving a zone's screen does not stop its scan.

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::kept::Waiting;
use zonesift_core::provider::{ZoneId, ZoneInfo};
use zonesift_core::scan::Event;

use super::zone::ZoneState;
use super::{AppState, saved};
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
        page::on_leave(move || {
            zone.keep_rest();
            zone.keep_dns_rest();
        });
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

    /// The zones that were opened, as far as they are known.
    #[must_use]
    pub fn known(self) -> Vec<ZoneInfo> {
        self.opened.with(|opened| opened.iter().filter_map(|open| open.info.get()).collect())
    }

    /// The number of records of each zone that was read.
    #[must_use]
    pub fn held(self) -> FxHashMap<ZoneId, usize> {
        let read = self.opened.get().into_iter().filter(|open| open.records.is_read.get());
        read.map(|open| (open.id(), open.records.all.with(|held| held.len()))).collect()
    }

    /// The pending changes of each zone that this tab has opened, also before its last reload.
    #[must_use]
    pub fn waiting(self, app: AppState) -> FxHashMap<ZoneId, Waiting> {
        let Some(api) = app.session.api() else { return FxHashMap::default() };
        let address = api.address();
        let kept = saved::zones(api.provider()).into_iter();
        let kept = kept.filter(|kept| *kept.zone.address == *address);
        let mut waiting: FxHashMap<_, _> = kept.map(|kept| (kept.zone.id, kept.waiting)).collect();
        for open in self.opened.get() {
            // Until its review is restored, what the tab has stored is all there is.
            if open.review.with(Option::is_some) {
                waiting.insert(open.id(), open.waits());
            }
        }
        waiting
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

    /// Tells every open scan and check whether the page is visible.
    pub fn set_visible(self, visible: bool) {
        for zone in self.all() {
            zone.happen(Event::Visible(visible));
            zone.pump_dns();
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
