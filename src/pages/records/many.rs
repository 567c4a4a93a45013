//! Records of the zone in the Record dialog and in bulk edits.

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use zonesift_core::bulk::Kind;
use zonesift_core::change::Change;
use zonesift_core::edits::Edits;
use zonesift_core::record::{Record, RecordId};
use zonesift_core::text;

use super::Records;
use crate::pages::listing::{Many, Whole};

/// Visits rows, one after the other.
trait Sees {
    /// Visits a row's record, and its pending change with that change's number.
    fn see(&mut self, row: u32, record: &Record, waits: Option<&(u32, Change)>);
}

impl<F: FnMut(u32, &Record, Option<&(u32, Change)>)> Sees for F {
    fn see(&mut self, row: u32, record: &Record, waits: Option<&(u32, Change)>) {
        self(row, record, waits);
    }
}

impl Records {
    fn each(self, rows: &[u32], to: &mut dyn Sees) {
        self.discovery.edits.with_untracked(|edits| {
            // Indexed once: there may be as many edits as rows.
            let places = edits.places();
            for &row in rows {
                self.now(row, |record, new| {
                    let list = edits.list();
                    let place = match new {
                        Some(number) => list.binary_search_by(|(own, _)| own.cmp(&number)).ok(),
                        None => record.id.as_ref().and_then(|id| places.get(id).copied()),
                    };
                    to.see(row, record, place.and_then(|place| list.get(place)));
                });
            }
        });
    }

    /// Everything known about a row.
    pub(super) fn whole(self, row: u32) -> Option<Whole> {
        let mut whole = None;
        self.each(&[row], &mut |_: u32, record: &Record, waits: Option<&(u32, Change)>| {
            let change = waits.map(|(_, change)| change);
            let shown = change.map_or(record, Change::record).clone();
            let zone = self.discovery.name_now();
            let strange = zone.map(|zone| text::strange(&shown, &zone)).unwrap_or_default();
            let mut words = vec![change.map(text::edit_state).unwrap_or_default()];
            words.extend(Some(text::LOCKED).filter(|_| record.locked));
            words.extend(record.flaw.map(text::flaw));
            words.push(&strange);
            words.retain(|words| !words.is_empty());
            let note = words.join(" · ");
            whole = Some(Whole { record: shown, change: change.cloned(), note, is_held: true });
        });
        whole
    }
}

/// The ids of the records whose deletion is pending.
fn deleted(edits: &Edits) -> FxHashSet<RecordId> {
    let deletes = edits.list().iter().filter_map(|(_, change)| match change {
        Change::Delete { record } => record.id.clone(),
        _ => None,
    });
    deletes.collect()
}

impl Records {
    /// Deletes rows, or drops those that are new. One action, so that the edits are stored once and not
    /// once for each row.
    pub(super) fn delete_all(self, selected: &[u32]) {
        let (mut gone, mut dropped, mut locked) = (Vec::new(), Vec::new(), 0);
        let waits = self.discovery.edits.with_untracked(deleted);
        let stays = |record: &Record| record.id.as_ref().is_some_and(|id| waits.contains(id));
        for &row in selected {
            self.now(row, |record, new| match new {
                Some(number) => dropped.push(number),
                None if record.locked => locked += 1,
                None if stays(record) => {}
                None => gone.push(Change::Delete { record: record.clone() }),
            });
        }
        self.discovery.act(|_, edits| {
            let words = text::deleted(gone.len(), dropped.len(), locked);
            edits.drop_edits(dropped);
            edits.extend(gone);
            words
        });
    }
}

impl Many for Records {
    fn look(&self, rows: &[u32]) -> Vec<(u32, Record, Kind)> {
        let Some(zone) = self.discovery.name_now() else { return Vec::new() };
        let limits = &self.discovery.api.provider().capabilities().limits;
        let mut all = Vec::with_capacity(rows.len());
        self.each(rows, &mut |row: u32, record: &Record, waits: Option<&(u32, Change)>| {
            let change = waits.map(|(_, change)| change);
            let shown = change.map_or(record, Change::record).clone();
            let kind = match change {
                Some(Change::Delete { .. }) => Kind::Deleted,
                _ => {
                    let held = Some(record).filter(|record| record.id.is_some());
                    Kind::of_held(&shown, held, &zone, limits)
                }
            };
            all.push((row, shown, kind));
        });
        all
    }

    fn take(&self, changed: Vec<(u32, Record, Kind)>, words: String) {
        let rows: Vec<u32> = changed.iter().map(|(row, ..)| *row).collect();
        let mut after = changed.into_iter();
        let mut changes = Vec::with_capacity(rows.len());
        self.each(&rows, &mut |row: u32, record: &Record, waits: Option<&(u32, Change)>| {
            // A row that is gone is not visited; its edit is skipped.
            let Some((_, after, _)) = after.find(|(own, ..)| *own == row) else { return };
            // A record without a pending change gets a new number.
            let number = waits.map_or(u32::MAX, |(number, _)| *number);
            let before = record.clone();
            changes.push((number, Change::Edit { before, after, whole: false }));
        });
        self.discovery.act(|_, edits| {
            edits.change_all(changes);
            words
        });
    }
}
