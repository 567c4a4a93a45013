//! What was written to a zone, kept in this browser so that it can be taken back later: the changes,
//! and the zone as it was before. No key is in it. The user can switch it off and clear it.
//!
//! It is kept before the first write goes out and again at the end. An apply that a reload of the tab
//! has cut off is there all the same, as one that is not finished.

use std::sync::Arc;

use zonesift_core::plan::kept;
use zonesift_core::plan::run::Run;
use zonesift_core::plan::undo::Written;
use zonesift_core::provider::Provider;
use zonesift_core::record::Record;
use zonesift_core::{Millis, snapshot};

use super::discovery::Discovery;
use crate::signal::State;
use crate::web::database::{self, Shelf};
use crate::web::storage::{self, Keep};

/// The entry that says that nothing is to be kept.
const OFF: &str = "zonesift.history";

/// One apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it began.
    pub moment: Millis,
    /// What it changed.
    pub written: Written,
}

/// The applies of a zone that this browser has kept, the last one first.
#[derive(Default)]
pub struct History {
    /// The applies.
    pub entries: State<Vec<Entry>>,
}

/// Whether applies are kept.
#[must_use]
pub fn is_on() -> bool {
    storage::read(Keep::Site, OFF).as_deref() != Some("off")
}

/// Keeps applies from now on, or no longer.
pub fn set_on(on: bool) {
    // Without storage the choice holds for nobody, and the database has no room either.
    let _ = storage::write(Keep::Site, OFF, if on { "on" } else { "off" });
}

fn beginning(provider: Provider, zone: &str) -> String {
    format!("{}.{zone}.", provider.slug())
}

impl Discovery {
    fn entry(&self, moment: Millis) -> String {
        format!("{}{moment:015}", beginning(self.api.provider(), self.id()))
    }

    /// Reads what this browser has kept of the zone.
    pub async fn read_history(&self) {
        let beginning = beginning(self.api.provider(), self.id());
        let kept = database::all(Shelf::Applies, &beginning).await;
        let entries: Vec<Entry> = kept
            .iter()
            .rev()
            .filter_map(|(name, text)| {
                let moment = name.get(beginning.len()..)?.parse().ok()?;
                Some(Entry { moment, written: kept::read(text) })
            })
            .collect();
        if let Some(last) =
            entries.first().filter(|_| self.apply.last.with_untracked(|l| l.changes.is_empty()))
        {
            self.apply.last.set(last.written.clone());
        }
        self.history.entries.set(entries);
    }

    /// Notes what is about to be written, before any of it is: from then on it can be taken back, even
    /// when the tab is closed in the middle.
    pub(super) async fn note(&self) {
        if self.apply.noted.get() || self.apply.of(Run::is_writing) != Some(true) {
            return;
        }
        self.apply.noted.set(true);
        self.apply.noting.set(true);
        self.keep_run().await;
        self.apply.noting.set(false);
    }

    /// Keeps what the run has written, or is about to.
    pub(super) async fn keep_run(&self) {
        let written = self.apply.of(Run::written);
        if let Some((before, written)) = self.apply.before.get_untracked().zip(written) {
            // A run that is retried is one entry.
            self.keep_apply(self.apply.begun.get(), &before, &written).await;
        }
    }

    /// Keeps what is about to be written, or has been, with the zone as it was before. An apply that
    /// has written nothing is forgotten.
    async fn keep_apply(&self, moment: Millis, before: &Arc<Vec<Record>>, written: &Written) {
        let Some(name) = self.name_now().filter(|_| is_on()) else { return };
        let entry = self.entry(moment);
        let is_any = written.changes.iter().any(|change| !change.is_finding());
        let before = is_any.then(|| snapshot::write(&name, before));
        let changes = is_any.then(|| kept::write(&written.changes, written.unfinished));
        database::put(Shelf::Snapshots, &entry, before.as_deref()).await;
        database::put(Shelf::Applies, &entry, changes.as_deref()).await;
    }

    /// The zone as it was before an apply.
    pub async fn snapshot_before(&self, moment: Millis) -> Option<String> {
        database::get(Shelf::Snapshots, &self.entry(moment)).await
    }

    /// Forgets all applies of all zones.
    pub async fn clear_history(&self) {
        database::clear().await;
        self.history.entries.set(Vec::new());
        self.apply.last.set(Written::default());
    }
}
