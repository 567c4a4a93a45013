//! What is known of the plan: the run that writes it, what is left out of it, and its result.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use zonesift_core::change::{Origin, Written};
use zonesift_core::plan::run::Run;
use zonesift_core::record::Record;

use super::standalone::Own;
use crate::browser::lock::TabLock;

#[derive(Clone, Copy, Default)]
pub struct ApplyState {
    /// `None` before `Apply` was pressed.
    pub run: RwSignal<Option<Run>>,
    /// Whether the plan's page is open.
    pub open: RwSignal<bool>,
    /// Tells the page that the plan is to be computed again.
    pub renewed: RwSignal<()>,
    /// The changes that are left out of the next run.
    pub left_out: RwSignal<FxHashSet<Origin>>,
    /// A run has ended while the plan's page was closed.
    pub is_unseen: RwSignal<bool>,
    /// The pending changes that failed when they were last written.
    pub failed: RwSignal<FxHashSet<Origin>>,
    /// When the run sent its first write.
    pub writes_since: RwSignal<Option<DateTime<Utc>>>,
    /// When the last run ended.
    pub ended: RwSignal<Option<DateTime<Utc>>>,
    /// How many changes the last run has done, and how many failed.
    pub result: RwSignal<Option<(usize, usize)>>,
    /// What the last run has changed: what undo takes back.
    pub last: RwSignal<Written>,
    /// The standalone plan (undo, restore), if one is open instead of the pending changes.
    pub own: RwSignal<Option<Own>>,
    /// The last attempt to write found that another tab is writing this zone.
    pub elsewhere: RwSignal<bool>,
    /// The zone before the run wrote anything.
    pub(super) before: RwSignal<Option<Arc<Vec<Record>>>>,
    pub begun: StoredValue<DateTime<Utc>>,
    /// The history has an unfinished entry for this run.
    pub(super) noted: StoredValue<bool>,
    /// The history entry is being stored: until then the run neither writes nor ends.
    pub(super) noting: StoredValue<bool>,
    /// Held while the run writes, so that no other tab writes the zone.
    pub(super) lock: StoredValue<Option<TabLock>, LocalStorage>,
}

impl ApplyState {
    /// The plan's page opens. It shows a run that goes on, or whose result nobody has seen; otherwise the plan.
    pub fn arrive(self) {
        self.open.set(true);
        if !self.is_unseen.get_untracked() {
            self.renew();
        }
        self.is_unseen.set(false);
    }

    /// The user leaves the plan's page. Drops a standalone plan unless it is being written.
    pub fn leave(self) {
        self.open.set(false);
        if !self.is_running_now() {
            self.drop_own();
        }
    }

    /// Drops a run that is over, so that the plan is computed again.
    pub fn renew(self) {
        self.elsewhere.set(false);
        if !self.is_running_now() {
            self.run.set(None);
        }
        self.renewed.set(());
    }

    /// Whether `Apply` was pressed for the plan.
    #[must_use]
    pub fn has_begun(self) -> bool {
        self.run.with(Option::is_some)
    }

    #[must_use]
    pub fn is_running(self) -> bool {
        self.run.with(is_running)
    }

    /// [`Apply::is_running`] without tracking.
    pub(super) fn is_running_now(self) -> bool {
        self.run.with_untracked(is_running)
    }

    /// Drops the run before it has sent anything; the plan stays.
    pub(super) fn give_up(self) {
        self.lock.set_value(None);
        self.run.set(None);
    }

    pub(super) fn amend<R>(self, change: impl FnOnce(&mut Run) -> R) -> Option<R> {
        let changed = self.run.try_update(|run| run.as_mut().map(change));
        changed.flatten()
    }

    pub(super) fn of<R>(self, read: impl FnOnce(&Run) -> R) -> Option<R> {
        self.run.with_untracked(|run| run.as_ref().map(read))
    }
}

fn is_running(run: &Option<Run>) -> bool {
    run.as_ref().is_some_and(|run| !run.is_over())
}
