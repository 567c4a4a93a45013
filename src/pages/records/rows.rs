//! The rows of the page: the records shown, then the new ones, and what they are searched by.

use std::borrow::Cow;
use std::ops::Range;

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::change::{Change, Origin};
use zonesift_core::edits::Edits;
use zonesift_core::foreign::Foreign;
use zonesift_core::grid::Numbers;
use zonesift_core::name::DomainName;
use zonesift_core::record::{Record, RecordId};
use zonesift_core::text;

use crate::grid::Column;
use crate::pages::shared::conflicts::Conflicts;
use crate::pages::shared::record_table::{CachedTable, RecordColumn, Source, Table};
use crate::state::zone::ZoneState;
use crate::state::zone::listed::{Listed, by_id};
use crate::state::zone::outlook::Ahead;

pub const COLUMNS: &[Column] = &RecordColumn::columns("Edit", 44);

/// Which record each row shows.
#[derive(Clone, Copy)]
pub struct Rows {
    pub zone: ZoneState,
    pub conflicts: Conflicts,
    /// The records to add.
    pub(super) added: Memo<Vec<Added>>,
    /// How often the rows have changed: see `listed`.
    version: Memo<u32>,
    /// While search results are shown: the places of the zone's records, by ID.
    held: Memo<Option<FxHashMap<RecordId, usize>>>,
}

/// A record to add, with the number of its edit.
#[derive(Clone, PartialEq)]
pub(super) struct Added {
    pub edit: u32,
    pub record: Record,
}

/// The record of a row.
#[derive(Clone, Copy)]
pub struct RowRecord<'a> {
    pub record: &'a Record,
    /// The number of the edit that adds it, if it is new.
    pub added_by: Option<u32>,
}

impl RowRecord<'_> {
    pub fn may_edit(self) -> bool {
        self.record.flaw.is_none() && !self.record.locked
    }
}

impl Rows {
    pub fn new(zone: ZoneState) -> Self {
        let added = Memo::new(move |_| zone.edits.with(added));
        let version = Memo::new(move |before: Option<&u32>| {
            let numbers = added.with(|added| added.iter().map(|added| added.edit).collect());
            let shown = zone.shown();
            let renew = |listed: &mut Listed| listed.renew(shown, numbers);
            let is_other = zone.lists.listed.try_update_value(renew).unwrap_or_default();
            before.copied().unwrap_or_default().wrapping_add(is_other.into())
        });
        let held = Memo::new_owning(move |_| {
            let is_search = zone.search.last.with(|search| search.found.is_some());
            (is_search.then(|| by_id(&zone.known())), true)
        });
        Self { zone, conflicts: Conflicts::new(zone, Ahead::Waiting), added, version, held }
    }

    /// The numbers of the rows, which they keep while the zone is open.
    fn listed<R>(self, read: impl FnOnce(&Numbers) -> R) -> R {
        self.version.get();
        self.zone.lists.listed.with_value(|listed| read(listed.numbers()))
    }

    /// The numbers of all rows.
    pub fn numbers(self) -> Vec<u32> {
        self.listed(|numbers| numbers.all().to_vec())
    }

    /// Reads the record of a row.
    pub fn with<R>(self, row: u32, read: impl FnOnce(RowRecord<'_>) -> R) -> Option<R> {
        let place = self.listed(|numbers| numbers.place(row))?;
        let held = self.zone.shown();
        match held.get(place) {
            Some(record) => Some(read(RowRecord { record, added_by: None })),
            None => self.added.with(|added| {
                let Added { edit, record } = added.get(place.checked_sub(held.len())?)?;
                Some(read(RowRecord { record, added_by: Some(*edit) }))
            }),
        }
    }

    /// Like [`Rows::with`], untracked.
    pub fn now<R>(self, row: u32, read: impl FnOnce(RowRecord<'_>) -> R) -> Option<R> {
        untrack(|| self.with(row, read))
    }

    /// Where a row's record comes from, its pending change first. `None` if a search found a record
    /// that the zone did not hold when it was read.
    pub fn origin(self, row: u32) -> Option<Origin> {
        let waits = self.with(row, |RowRecord { record, added_by }| {
            let edit = || self.zone.edits.with(|edits| edits.number_of(record.id.as_ref()));
            added_by.or_else(edit).map(Origin::Edit)
        })?;
        waits.or_else(|| self.held_at(row).map(Origin::Held))
    }

    /// The place of a row's record among those that the zone holds.
    fn held_at(self, row: u32) -> Option<u32> {
        let place = self.held.with(|places| match places {
            None => self.listed(|numbers| numbers.place(row)),
            Some(places) => {
                let place = |RowRecord { record, .. }: RowRecord<'_>| {
                    places.get(record.id.as_ref()?).copied()
                };
                self.with(row, place).flatten()
            }
        });
        place.map(|place| place as u32)
    }

    /// The table of all rows. It is rebuilt when records come or go, not for other edits.
    pub fn table(self) -> CachedTable {
        CachedTable::new(move |before| {
            let mut table = Table::new(before.revision.wrapping_add(1), self);
            table.numbers = self.listed(Numbers::clone);
            self.zone.shown().iter().for_each(|record| table.push(record));
            self.added.with(|added| added.iter().for_each(|added| table.push(&added.record)));
            *before = table;
            true
        })
    }

    /// Fixes the problem of a row's record.
    pub fn fix(self, row: u32) {
        let origin = untrack(|| self.origin(row));
        origin.into_iter().for_each(|origin| self.conflicts.fix(&[origin]));
    }
}

impl Source for Rows {
    fn each(&self, rows: Range<usize>, is_noted: bool, tell: &mut dyn FnMut(&Record, &str)) {
        let held = untrack(|| self.zone.shown());
        let zone = self.zone.name_now().filter(|_| is_noted);
        self.added.with_untracked(|added| {
            let all = held.iter().chain(added.iter().map(|added| &added.record));
            for record in all.skip(rows.start).take(rows.len()) {
                let note = zone.as_ref().map(|zone| searched_note(record, zone));
                tell(record, &note.unwrap_or_default());
            }
        });
    }
}

fn added(edits: &Edits) -> Vec<Added> {
    let adds = edits.list().iter().filter_map(|(edit, change)| match change {
        Change::Add { record } => Some(Added { edit: *edit, record: record.clone() }),
        _ => None,
    });
    adds.collect()
}

/// The note of a record: everything but its data.
pub fn note(record: &Record, zone: &DomainName) -> String {
    note_with(record, zone, Foreign::shown)
}

/// The note as it is searched: raw, as nobody types what is shown for invisible characters.
fn searched_note(record: &Record, zone: &DomainName) -> String {
    note_with(record, zone, |text| text.raw().into())
}

fn note_with(
    record: &Record,
    zone: &DomainName,
    read: impl Fn(&Foreign) -> Cow<'_, str>,
) -> String {
    let strange = text::strange(record, zone);
    let foreign: Vec<_> = record.comment.iter().chain(&record.tags).map(read).collect();
    let mut words: Vec<&str> = Vec::new();
    words.extend(Some(&*strange).filter(|words| !words.is_empty()));
    words.extend(record.flaw.map(text::flaw));
    words.extend(record.disabled.then_some(text::DISABLED));
    words.extend(record.locked.then_some(text::LOCKED));
    words.extend((record.proxied == Some(true)).then_some("proxied"));
    words.extend(foreign.iter().map(|text| &**text));
    words.join(" · ")
}
