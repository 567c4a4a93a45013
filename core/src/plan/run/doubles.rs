//! Records that stand in the zone once more than they were written, and writes that have no room.
//!
//! Where a kept connection ends before the answer, a browser sends the call once more by itself, whatever
//! its method, and tells the page nothing of it; a provider may then hold the record twice. So the copies
//! that have come since the first reading are counted. Nothing is deleted here.

use rustc_hash::FxHashMap;

use super::{Failure, Outcome, Run, order};
use crate::change::Change;
use crate::plan::without_room;
use crate::record::Record;

impl Run {
    /// The records that stand there once more than this run was to write them, each with the place of its
    /// change. They may be deleted.
    #[must_use]
    pub fn doubles(&self) -> &[(usize, Record)] {
        &self.doubles
    }

    /// Takes what the first reading shows as what was there before this run.
    pub(super) fn note_known(&mut self) {
        if self.known.is_none() {
            let ids = self.held.all().iter().filter_map(|record| record.id.clone());
            self.known = Some(ids.collect());
        }
    }

    /// A record of the zone with the same data that no change of the plan replaces, the one most alike.
    pub(super) fn staying(&self, record: &Record) -> Option<&Record> {
        let goes = |copy: &Record| copy.id.as_ref().is_some_and(|id| self.replaced.contains(id));
        closest_first(record, self.held.copies(record).filter(|copy| !goes(copy))).next()
    }

    /// The record as it has come since this run began.
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

    /// Counts the copies that have come, beside the writes that were to bring them.
    pub(super) fn count_doubles(&mut self) {
        let mut sets = FxHashMap::default();
        let mut written: Vec<(usize, &Record, usize)> = Vec::new();
        for (place, (planned, outcome)) in self.changes.iter().zip(self.outcomes()).enumerate() {
            let (Change::Accept { record, .. } | Change::Add { record }) = &planned.change else {
                continue;
            };
            if !matches!(outcome, Outcome::Done | Outcome::Differs(_)) {
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

    /// What has no room fails before it is sent, so that all else goes on.
    pub(super) fn leave_out_what_has_no_room(&mut self) {
        let Some(quota) = self.quota else { return };
        let pending = self.ledger.pending();
        let together = self.batches.is_some();
        let held = self.held.all().len();
        for index in without_room(&self.changes, &pending, (held, quota), together) {
            self.set(index, Outcome::Failed(Failure::NoRoom));
        }
    }

    /// Whether what is to come has room only where something goes first.
    pub(super) fn is_short(&self) -> bool {
        let comes = self.ledger.counts().comes;
        self.quota.is_some_and(|quota| self.held.all().len() + comes > quota)
    }

    /// Whether new records wait until deletes that may go at once are done.
    pub(super) fn waits_for_room(&self) -> bool {
        self.is_short() && self.ledger.counts().frees > 0
    }

    /// How many records more the zone holds after these changes.
    pub(super) fn growth(&self, places: &[usize]) -> isize {
        order::growth(&self.changes, places)
    }
}

/// Copies of a record, first those that are as it was asked for.
fn closest_first<'h>(
    record: &Record,
    copies: impl Iterator<Item = &'h Record>,
) -> impl Iterator<Item = &'h Record> {
    let mut copies: Vec<&Record> = copies.collect();
    copies.sort_by_cached_key(|copy| !record.unlike(copy).is_empty());
    copies.into_iter()
}
