//! Detects records that were written twice, and fails writes that exceed the record quota.
//!
//! If a kept-alive connection closes before the answer, a browser resends the call on its own, whatever
//! its method, and does not tell the page; the provider may then hold the record twice. So the run counts
//! the copies that are new since its first reading. It deletes none of them.

use rustc_hash::FxHashMap;

use super::{Failure, Outcome, Run, order};
use crate::change::Change;
use crate::plan::without_room;
use crate::record::Record;

impl Run {
    /// The surplus copies of records that this run has written, each with the index of its change. The user
    /// may delete them.
    #[must_use]
    pub fn doubles(&self) -> &[(usize, Record)] {
        &self.doubles
    }

    /// Remembers the records of the first reading as older than this run.
    pub(super) fn note_known(&mut self) {
        if self.known.is_none() {
            let ids = self.held.all().iter().filter_map(|record| record.id.clone());
            self.known = Some(ids.collect());
        }
    }

    /// The held record that is most similar to this one: same data, and no change of the plan replaces it.
    pub(super) fn staying(&self, record: &Record) -> Option<&Record> {
        let goes = |copy: &Record| copy.id.as_ref().is_some_and(|id| self.replaced.contains(id));
        closest_first(record, self.held.copies(record).filter(|copy| !goes(copy))).next()
    }

    /// The copy of this record that is new since the run began.
    pub(super) fn new_copy(&self, record: &Record) -> Option<&Record> {
        self.new_copies(record).next()
    }

    fn new_copies(&self, record: &Record) -> impl Iterator<Item = &Record> {
        let is_known = |copy: &Record| {
            let known = self.known.as_ref();
            copy.id.as_ref().is_some_and(|id| known.is_some_and(|known| known.contains(id)))
        };
        closest_first(record, self.held.copies(record).filter(move |copy| !is_known(copy)))
    }

    /// Finds the new copies that exceed the number of writes of the same record.
    pub(super) fn count_doubles(&mut self) {
        let mut sets = FxHashMap::default();
        let mut written: Vec<(usize, &Record, usize)> = Vec::new();
        for (place, (planned, outcome)) in self.changes.iter().zip(self.outcomes()).enumerate() {
            let (Change::Accept { record, .. } | Change::Add { record }) = &planned.change else {
                continue;
            };
            if !matches!(outcome, Outcome::Done | Outcome::Confirmed | Outcome::Differs(_)) {
                continue;
            }
            let set = *sets.entry(record.identity()).or_insert(written.len());
            match written.get_mut(set) {
                Some((_, _, times)) => *times += 1,
                None => written.push((place, record, 1)),
            }
        }
        let beyond = written.into_iter().flat_map(|(place, record, times)| {
            self.new_copies(record).skip(times).map(move |copy| (place, copy.clone()))
        });
        self.doubles = beyond.collect();
    }

    /// Fails the changes that exceed the quota before they are sent, so that the others can go on.
    pub(super) fn leave_out_what_has_no_room(&mut self) {
        let Some(quota) = self.quota else { return };
        let pending = self.ledger.pending();
        let together = self.batches.is_some();
        let held = self.held.all().len();
        for index in without_room(&self.changes, &pending, (held, quota), together) {
            self.set(index, Outcome::Failed(Failure::NoRoom));
        }
    }

    /// Whether the new records fit only after some deletes.
    pub(super) fn is_short(&self) -> bool {
        let comes = self.ledger.counts().comes;
        self.quota.is_some_and(|quota| self.held.all().len() + comes > quota)
    }

    /// Whether new records wait for deletes that can be sent now.
    pub(super) fn waits_for_room(&self) -> bool {
        self.is_short() && self.ledger.counts().frees > 0
    }

    /// By how many records these changes grow the zone; negative if it shrinks.
    pub(super) fn growth(&self, places: &[usize]) -> isize {
        order::growth(&self.changes, places)
    }
}

/// Sorts copies of a record: those equal in every field first.
fn closest_first<'h>(
    record: &Record,
    copies: impl Iterator<Item = &'h Record>,
) -> impl Iterator<Item = &'h Record> {
    let mut copies: Vec<&Record> = copies.collect();
    copies.sort_by_cached_key(|copy| !record.unlike(copy).is_empty());
    copies.into_iter()
}
