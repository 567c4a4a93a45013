//! What was written to a zone, kept in this browser so that it can be taken back later: the changes,
//! and the zone as it was before. No key is in it. The user can switch it off and clear it.
//!
//! It is kept before the first write goes out and again at the end. An apply that a reload of the tab
//! has cut off is there all the same, as one that is not finished. Where the browser does not keep it,
//! nothing is written before the user has said what to do.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use zonesift_core::change::{Written, kept};
use zonesift_core::plan::run::Run;
use zonesift_core::record::Record;
use zonesift_core::{snapshot, text};

use super::discovery::Discovery;
use crate::signal::State;
use crate::web::database::{self, Shelf, Unkept};
use crate::web::storage::{self, Keep};

/// The entry that says that nothing is to be kept.
const OFF: &str = "zonesift.history";

/// One apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastApply {
    /// When it began.
    pub moment: DateTime<Utc>,
    /// What it changed.
    pub written: Written,
}

/// The applies of a zone that this browser has kept, the last one first.
#[derive(Default)]
pub struct History {
    /// The applies.
    pub entries: State<Vec<PastApply>>,
    /// What the browser did not do with it, in words.
    pub failed: State<Option<&'static str>>,
    /// Whether an apply waits for the user, because the browser did not keep what it is about to write.
    pub unkept: State<bool>,
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

impl Discovery {
    /// What the names of the zone's entries begin with; none before the zone is known.
    fn beginning(&self) -> Option<String> {
        let (provider, address) = (self.api.provider(), self.api.address());
        self.zone.with_untracked(|zone| Some(kept::beginning(provider, address, zone.as_ref()?)))
    }

    fn entry(&self, moment: DateTime<Utc>) -> Option<String> {
        self.beginning().map(|beginning| kept::name(&beginning, moment))
    }

    /// Reads what this browser has kept of the zone.
    pub async fn read_history(&self) {
        let Some(beginning) = self.beginning() else { return };
        let Ok(kept) = database::all(Shelf::Applies, &beginning).await else {
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

    /// Notes what is about to be written, before any of it is: from then on it can be taken back, even
    /// when the tab is closed in the middle. Tells whether to go on; otherwise the user is asked.
    pub(super) async fn note(&self) -> bool {
        if self.apply.noted.get() || self.apply.of(Run::is_writing) != Some(true) {
            return true;
        }
        self.apply.noted.set(true);
        self.apply.noting.set(true);
        let kept = self.keep_run().await;
        self.history.unkept.set(kept.is_err());
        self.apply.noting.set(kept.is_err());
        kept.is_ok()
    }

    /// The user goes on, though the browser has not kept what is about to be written.
    pub fn apply_unkept(&'static self) {
        self.history.unkept.set(false);
        self.apply.noting.set(false);
        // It may have been stopped meanwhile.
        self.settle();
        self.go_on();
    }

    /// The user does not go on. Nothing has been sent, so the plan is as it was; one of which a part was
    /// written before keeps what came of it.
    pub fn cancel_unkept(&'static self) {
        self.history.unkept.set(false);
        self.apply.noting.set(false);
        self.apply.noted.set(false);
        if self.apply.result.get_untracked().is_some() {
            self.stop_apply();
        } else {
            self.apply.give_up();
        }
    }

    /// Keeps what the run has written, or is about to.
    async fn keep_run(&self) -> Result<(), Unkept> {
        let written = self.apply.of(Run::written);
        let before = self.apply.before.get_untracked();
        let Some((before, written)) = before.zip(written) else { return Ok(()) };
        // A run that is retried is one entry.
        self.keep_apply(self.apply.begun.get(), &before, &written).await
    }

    /// Keeps what became of the run, and reads the history anew.
    pub(super) async fn end_history(&'static self) {
        if self.keep_run().await.is_err() {
            self.said.set(text::HISTORY_UNENDED.to_owned());
        }
        self.read_history().await;
    }

    /// Keeps what is about to be written, or has been, with the zone as it was before. An apply that
    /// has written nothing is forgotten.
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
        let changes = is_any.then(|| kept::write(&written.changes, written.unfinished));
        database::write(&[
            (Shelf::Snapshots, &entry, before.as_deref()),
            (Shelf::Applies, &entry, changes.as_deref()),
        ])
        .await
    }

    /// The zone as it was before an apply.
    pub async fn snapshot_before(&self, moment: DateTime<Utc>) -> Option<String> {
        let kept = database::get(Shelf::Snapshots, &self.entry(moment)?).await;
        let kept = kept.ok().flatten();
        self.history.failed.set(kept.is_none().then_some(text::HISTORY_UNREAD));
        kept
    }

    /// Forgets all applies of all zones.
    pub async fn clear_history(&self) {
        if database::clear().await.is_err() {
            return self.history.failed.set(Some(text::HISTORY_UNCLEARED));
        }
        self.history.failed.set(None);
        self.history.entries.set(Vec::new());
        self.apply.last.set(Written::default());
    }
}
