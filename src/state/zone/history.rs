//! The history of a zone in this browser, for undo: each apply's changes and the zone before it. It holds no
//! key. The user can switch it off and clear it.
//!
//! An entry is stored before the first write and again at the end, so an apply that a reload interrupts is
//! there as unfinished. If the browser cannot store the entry, the run waits until the user decides.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use zonesift_core::change::{Written, kept};
use zonesift_core::plan::run::{Failure, Run};
use zonesift_core::record::Record;
use zonesift_core::{snapshot, text};

use super::ZoneState;
use crate::browser::database::{self, Shelf, Unkept};
use crate::browser::storage::{self, Keep};

/// `localStorage` entry; `off` switches the history off.
const OFF: &str = "zonesift.history";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastApply {
    /// When the apply began.
    pub moment: DateTime<Utc>,
    pub written: Written,
}

/// The applies of a zone that this browser has stored, latest first.
#[derive(Clone, Copy, Default)]
pub struct HistoryState {
    pub entries: RwSignal<Vec<PastApply>>,
    /// Whether the browser has answered what it has stored.
    pub is_read: RwSignal<bool>,
    /// A message about what the browser failed to store, read or delete.
    pub failed: RwSignal<Option<&'static str>>,
    /// The run waits for the user: the browser did not store what is about to be written.
    pub unkept: RwSignal<bool>,
}

#[must_use]
pub fn is_on() -> bool {
    storage::read(Keep::Site, OFF).as_deref() != Some("off")
}

pub fn set_on(on: bool) {
    // If this fails the choice is lost; the database has no room then either.
    let _ = storage::write(Keep::Site, OFF, if on { "on" } else { "off" });
}

impl ZoneState {
    /// Prefix of the names of this zone's entries; `None` before the zone is known.
    fn beginning(self) -> Option<String> {
        let (provider, address) = (self.api.provider(), self.api.address());
        self.info.with_untracked(|zone| Some(kept::beginning(provider, &address, zone.as_ref()?)))
    }

    fn entry(self, moment: DateTime<Utc>) -> Option<String> {
        self.beginning().map(|beginning| kept::name(&beginning, moment))
    }

    pub async fn read_history(self) {
        let Some(beginning) = self.beginning() else { return };
        let kept = database::all(Shelf::Applies, &beginning).await;
        self.history.is_read.set(true);
        let Ok(kept) = kept else {
            return self.history.failed.set(is_on().then_some(text::HISTORY_UNREAD));
        };
        let entries: Vec<PastApply> = kept
            .iter()
            .rev()
            .filter_map(|(name, text)| {
                let moment = kept::moment(&beginning, name)?;
                Some(PastApply { moment, written: kept::read(text) })
            })
            .collect();
        if let Some(last) =
            entries.first().filter(|_| self.apply.last.with_untracked(|l| l.changes.is_empty()))
        {
            self.apply.last.set(last.written.clone());
        }
        self.history.failed.set(None);
        self.history.entries.set(entries);
    }

    /// Stores what the run is about to write before its first write, so that undo works even if the tab
    /// closes midway. Returns false if the user must be asked because storing failed.
    pub(super) async fn note(self) -> bool {
        if self.apply.noted.get_value() || self.apply.of(Run::is_writing) != Some(true) {
            return true;
        }
        self.apply.noted.set_value(true);
        self.apply.noting.set_value(true);
        let kept = self.keep_run().await;
        self.history.unkept.set(kept.is_err());
        self.apply.noting.set_value(kept.is_err());
        kept.is_ok()
    }

    /// The user continues without a history entry.
    pub fn apply_unkept(self) {
        self.history.unkept.set(false);
        self.apply.noting.set_value(false);
        // The run may have been stopped meanwhile.
        self.settle();
        self.go_on();
    }

    /// The user cancels. If nothing was sent, the plan stays as it was. A run that wrote something before (a
    /// retry) keeps its result.
    pub fn cancel_unkept(self) {
        self.history.unkept.set(false);
        self.apply.noting.set_value(false);
        self.apply.noted.set_value(false);
        if self.apply.result.get_untracked().is_some() {
            self.stop_apply();
        } else {
            self.apply.give_up();
        }
    }

    async fn keep_run(self) -> Result<(), Unkept> {
        let written = self.apply.of(Run::written);
        let before = self.apply.before.get_untracked();
        let Some((before, mut written)) = before.zip(written) else { return Ok(()) };
        let words = |why: &Failure| text::failure(why, self.api.provider(), &self.api.address());
        written.failed = self.apply.of(|run| run.not_written(words)).unwrap_or_default();
        // The time when the run began names the entry: a retry overwrites it.
        self.keep_apply(self.apply.begun.get_value(), &before, &written).await
    }

    /// Stores the result of the run and reads the history again.
    pub(super) async fn end_history(self) {
        if self.keep_run().await.is_err() {
            self.message.set(text::HISTORY_UNENDED.to_owned());
        }
        self.read_history().await;
    }

    /// Stores the changes and the zone before them. If the run changed no records apart from decisions on
    /// found ones, the entry is deleted.
    async fn keep_apply(
        &self,
        moment: DateTime<Utc>,
        before: &Arc<Vec<Record>>,
        written: &Written,
    ) -> Result<(), Unkept> {
        let named = self.name_now().zip(self.entry(moment)).filter(|_| is_on());
        let Some((name, entry)) = named else { return Ok(()) };
        let is_any = written.changes.iter().any(|change| !change.is_finding());
        let before = is_any.then(|| snapshot::write(&name, self.api.provider(), before));
        let changes = is_any.then(|| kept::write(written));
        database::write(&[
            (Shelf::Snapshots, &entry, before.as_deref()),
            (Shelf::Applies, &entry, changes.as_deref()),
        ])
        .await
    }

    pub async fn snapshot_before(self, moment: DateTime<Utc>) -> Option<String> {
        let kept = database::get(Shelf::Snapshots, &self.entry(moment)?).await;
        kept.ok().flatten()
    }

    /// Deletes the history of all zones.
    pub async fn clear_history(self) {
        if database::clear().await.is_err() {
            return self.history.failed.set(Some(text::HISTORY_UNCLEARED));
        }
        self.history.failed.set(None);
        self.history.entries.set(Vec::new());
        self.apply.last.set(Written::default());
    }
}
