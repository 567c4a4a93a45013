//! What was written to a zone, kept in this browser so that it can be taken back later: the changes,
//! and the zone as it was before. No key is in it. The user can switch it off and clear it.

use std::sync::Arc;

use zonesift_core::plan::{self, Change};
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
    /// When it ended.
    pub moment: Millis,
    /// What it changed.
    pub changes: Vec<Change>,
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
                Some(Entry { moment, changes: plan::kept::read(text) })
            })
            .collect();
        if let Some(last) =
            entries.first().filter(|_| self.apply.last.with_untracked(Vec::is_empty))
        {
            self.apply.last.set(last.changes.clone());
        }
        self.history.entries.set(entries);
    }

    /// Keeps what has just been written, with the zone as it was before.
    pub async fn keep_apply(&self, moment: Millis, before: Arc<Vec<Record>>, changes: Vec<Change>) {
        let Some(name) = self.name_now().filter(|_| is_on() && !changes.is_empty()) else { return };
        let entry = self.entry(moment);
        database::put(Shelf::Applies, &entry, &plan::kept::write(&changes)).await;
        database::put(Shelf::Snapshots, &entry, &snapshot::write(&name, &before)).await;
        self.read_history().await;
    }

    /// The zone as it was before an apply.
    pub async fn snapshot_before(&self, moment: Millis) -> Option<String> {
        database::get(Shelf::Snapshots, &self.entry(moment)).await
    }

    /// Forgets all applies of all zones.
    pub async fn clear_history(&self) {
        database::clear().await;
        self.history.entries.set(Vec::new());
        self.apply.last.set(Vec::new());
    }
}
