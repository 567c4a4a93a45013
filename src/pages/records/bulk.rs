//! What is done to many rows at once, and everything known about one.

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use zonesift_core::bulk::Kind;
use zonesift_core::change::Change;
use zonesift_core::edits::Edits;
use zonesift_core::record::{Record, RecordId};
use zonesift_core::text;

use super::rows::{RowRecord, Rows};
use crate::pages::shared::bulk_edit::{BulkChange, BulkRow};
use crate::pages::shared::record_details::KnownRecord;

/// A row's record with its pending change.
struct Visited<'a> {
    row: u32,
    record: &'a Record,
    change: Option<&'a Change>,
    /// The number of the pending change.
    edit: Option<u32>,
}

impl Visited<'_> {
    /// The record as the row shows it.
    fn shown(&self) -> Record {
        self.change.map_or(self.record, Change::record).clone()
    }
}

impl Rows {
    /// Visits rows, one after the other; a row that is gone is left out.
    fn each(self, rows: &[u32], visit: &mut dyn FnMut(Visited<'_>)) {
        self.zone.edits.with_untracked(|edits| {
            // Indexed once: there may be as many edits as rows.
            let places = edits.places();
            for &row in rows {
                self.now(row, |RowRecord { record, added_by }| {
                    let list = edits.list();
                    let place = match added_by {
                        Some(number) => list.binary_search_by(|(own, _)| own.cmp(&number)).ok(),
                        None => record.id.as_ref().and_then(|id| places.get(id).copied()),
                    };
                    let waits = place.and_then(|place| list.get(place));
                    let (edit, change) = (waits.map(|(own, _)| *own), waits.map(|(_, own)| own));
                    visit(Visited { row, record, change, edit });
                });
            }
        });
    }

    /// Everything known about a row.
    pub fn known(self, row: u32) -> Option<KnownRecord> {
        let mut known = None;
        self.each(&[row], &mut |own| {
            let record = own.shown();
            let zone = self.zone.name_now();
            let strange = zone.map(|zone| text::strange(&record, &zone)).unwrap_or_default();
            let mut words = vec![own.change.map(text::edit_state).unwrap_or_default()];
            words.extend(own.record.locked.then_some(text::LOCKED));
            words.extend(own.record.flaw.map(text::flaw));
            words.push(&strange);
            words.retain(|words| !words.is_empty());
            let note = words.join(" · ");
            known = Some(KnownRecord { record, change: own.change.cloned(), note, is_held: true });
        });
        known
    }

    /// Plans a row's deletion; a new record is just dropped.
    pub fn delete(self, row: u32) {
        self.now(row, |RowRecord { record, added_by }| {
            self.zone.edit(|edits| match added_by {
                Some(number) => edits.drop_edits([number]),
                None => edits.delete(record),
            });
        });
    }

    /// Takes a planned deletion back.
    pub fn keep(self, row: u32) {
        self.now(row, |own| self.zone.edit(|edits| edits.keep_record(own.record)));
    }

    /// Deletes rows, or drops those that are new. One action, so that the edits are stored once and not
    /// once for each row.
    pub fn delete_all(self, selected: &[u32]) {
        let (mut gone, mut dropped, mut locked) = (Vec::new(), Vec::new(), 0);
        let waits = self.zone.edits.with_untracked(deleted);
        let stays = |record: &Record| record.id.as_ref().is_some_and(|id| waits.contains(id));
        for &row in selected {
            self.now(row, |RowRecord { record, added_by }| match added_by {
                Some(number) => dropped.push(number),
                None if record.locked => locked += 1,
                None if stays(record) => {}
                None => gone.push(Change::Delete { record: record.clone() }),
            });
        }
        self.zone.act(|_, edits| {
            let words = text::deleted(gone.len(), dropped.len(), locked);
            edits.drop_edits(dropped);
            edits.extend(gone);
            words
        });
    }

    /// The records of these rows for a bulk edit.
    pub fn bulk_rows(self, numbers: &[u32]) -> Vec<BulkRow> {
        let Some(zone) = self.zone.name_now() else { return Vec::new() };
        let limits = &self.zone.api.provider().capabilities().limits;
        let mut all = Vec::with_capacity(numbers.len());
        self.each(numbers, &mut |own| {
            let record = own.shown();
            let kind = match own.change {
                Some(Change::Delete { .. }) => Kind::Deleted,
                _ => {
                    let held = Some(own.record).filter(|record| record.id.is_some());
                    Kind::of_held(&record, held, &zone, limits)
                }
            };
            all.push(BulkRow { number: own.row, record, kind });
        });
        all
    }

    /// Takes the edited records of a bulk edit as one action.
    pub fn take_bulk(self, BulkChange { rows, words }: BulkChange) {
        let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
        let mut after = rows.into_iter();
        let mut changes = Vec::with_capacity(numbers.len());
        self.each(&numbers, &mut |own| {
            // A row that is gone is not visited; its edit is skipped.
            let Some(after) = after.find(|edited| edited.number == own.row) else { return };
            let (before, after) = (own.record.clone(), after.record);
            // A record without a pending change gets a new number.
            let number = own.edit.unwrap_or(u32::MAX);
            changes.push((number, Change::Edit { before, after, whole: false }));
        });
        self.zone.act(|_, edits| {
            edits.change_all(changes);
            words
        });
    }
}

/// The IDs of the records whose deletion is pending.
fn deleted(edits: &Edits) -> FxHashSet<RecordId> {
    let deletes = edits.list().iter().filter_map(|(_, change)| match change {
        Change::Delete { record } => record.id.clone(),
        _ => None,
    });
    deletes.collect()
}
