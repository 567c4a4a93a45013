//! The rows of the page: the records shown, then the new ones; their marks, and what they are searched by.

use std::borrow::Cow;
use std::ops::Range;

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::change::{Change, Origin};
use zonesift_core::edits::Edits;
use zonesift_core::filter::FilterKey;
use zonesift_core::foreign::Foreign;
use zonesift_core::name::DomainName;
use zonesift_core::record::{Record, RecordId};
use zonesift_core::text;

use super::listed::{Listed, by_id};
use crate::grid::Column;
use crate::pages::shared::conflicts::Conflicts;
use crate::pages::shared::record_table::{
    CachedTable, MarkGroup, MarkLabel, Marks, RecordColumn, RowQuestion, Source, Table,
};
use crate::state::zone::ZoneState;

pub const COLUMNS: &[Column] = &RecordColumn::columns("Edit", 44);

/// The marks that rows can be filtered by.
const MARKS: &[MarkGroup] = &[
    MarkGroup {
        topic: "Edits",
        marks: &[
            MarkLabel { chip: "To be added", word: "added" },
            MarkLabel { chip: "To be changed", word: "changed" },
            MarkLabel { chip: "To be deleted", word: "deleted" },
        ],
    },
    MarkGroup { topic: "Warnings", marks: &[MarkLabel { chip: "With warnings", word: "warned" }] },
    MarkGroup {
        topic: "Source",
        marks: &[MarkLabel { chip: "Another product’s", word: "locked" }],
    },
    MarkGroup { topic: "Proxy", marks: &[MarkLabel { chip: "Proxied", word: "proxied" }] },
    MarkGroup { topic: "Latest apply", marks: &[MarkLabel { chip: "Failed", word: "failed" }] },
];

/// The bits of the marks.
mod mark {
    pub const TO_ADD: u16 = 1;
    pub const TO_CHANGE: u16 = 1 << 1;
    pub const TO_DELETE: u16 = 1 << 2;
    pub const WITH_WARNINGS: u16 = 1 << 3;
    pub const LOCKED: u16 = 1 << 4;
    pub const PROXIED: u16 = 1 << 5;
    pub const FAILED: u16 = 1 << 6;
}

/// Which record each row shows.
#[derive(Clone, Copy)]
pub struct Rows {
    pub zone: ZoneState,
    pub conflicts: Conflicts,
    /// The records to add.
    added: Memo<Vec<Added>>,
    /// The numbers of the rows.
    listed: Memo<Listed>,
    /// While search results are shown: the places of the zone's records, by ID.
    held: Memo<Option<FxHashMap<RecordId, usize>>>,
}

/// A record to add, with the number of its edit.
#[derive(Clone, PartialEq)]
struct Added {
    edit: u32,
    record: Record,
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
        let listed = Memo::new_owning(move |listed: Option<Listed>| {
            let mut listed = listed.unwrap_or_default();
            let numbers = added.with(|added| added.iter().map(|added| added.edit).collect());
            let is_other = listed.renew(zone.shown(), numbers);
            (listed, is_other)
        });
        let held = Memo::new_owning(move |_| {
            let is_search = zone.search.last.with(|search| search.found.is_some());
            (is_search.then(|| by_id(&zone.known())), true)
        });
        Self { zone, conflicts: Conflicts::new(zone, false), added, listed, held }
    }

    /// The numbers of all rows.
    pub fn numbers(self) -> Vec<u32> {
        self.listed.with(|listed| listed.numbers().all().to_vec())
    }

    /// Reads the record of a row.
    pub fn with<R>(self, row: u32, read: impl FnOnce(RowRecord<'_>) -> R) -> Option<R> {
        let place = self.listed.with(|listed| listed.numbers().place(row))?;
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
            None => self.listed.with(|listed| listed.numbers().place(row)),
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
            table.numbers = self.listed.with(|listed| listed.numbers().clone());
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

    pub fn marks(self) -> Marks {
        let of_rows = Memo::new(move |_| self.marks_of_all());
        let answer = Callback::new(move |RowQuestion { row, key }| match key {
            FilterKey::Problem => {
                self.origin(row).map(|origin| self.conflicts.name_of(origin)).unwrap_or_default()
            }
            _ => String::new(),
        });
        Marks { groups: MARKS, uncounted: 0, of_rows, answer }
    }

    fn marks_of_all(self) -> Vec<u16> {
        let held = self.zone.shown();
        let edited = self.zone.edits.with(|edits| edited(edits, &held));
        let (known, warned) = (self.zone.known(), self.conflicts.of_all());
        let places = by_id(&held);
        let mut marks: Vec<u16> = held.iter().map(mark_of).collect();
        marks.resize(held.len() + self.added.with(Vec::len), 0);
        let mut set = |place: usize, mark: u16| {
            if let Some(marks) = marks.get_mut(place) {
                *marks |= mark;
            }
        };
        self.zone.apply.failed.with(|failed| {
            for Edited { edit, place, mark } in &edited {
                let has_failed = failed.contains(&Origin::Edit(*edit));
                set(*place, mark | if has_failed { mark::FAILED } else { 0 });
            }
        });
        for problem in warned {
            let place = match problem.origin {
                // While search results are shown, a record has another row or none.
                Origin::Held(place) => {
                    let id = known.get(place as usize).and_then(|record| record.id.as_ref());
                    id.and_then(|id| places.get(id).copied())
                }
                Origin::Edit(edit) => {
                    edited.iter().find(|edited| edited.edit == edit).map(|edited| edited.place)
                }
                Origin::Item(_) => None,
            };
            place.into_iter().for_each(|place| set(place, mark::WITH_WARNINGS));
        }
        marks
    }
}

/// The marks that the record alone tells.
fn mark_of(record: &Record) -> u16 {
    let locked = if record.locked { mark::LOCKED } else { 0 };
    locked | if record.proxied == Some(true) { mark::PROXIED } else { 0 }
}

/// The row that an edit concerns.
struct Edited {
    edit: u32,
    /// Its place in the table.
    place: usize,
    mark: u16,
}

/// The rows with a pending change: a changed record has a row already, new ones come last.
fn edited(edits: &Edits, held: &[Record]) -> Vec<Edited> {
    let places = by_id(held);
    let place_of = |record: &Record| places.get(record.id.as_ref()?).copied();
    let mut rows = held.len();
    let of = |(edit, change): &(u32, Change)| {
        let (place, mark) = match change {
            Change::Edit { before, .. } => (place_of(before)?, mark::TO_CHANGE),
            Change::Delete { record } => (place_of(record)?, mark::TO_DELETE),
            _ => {
                rows += 1;
                (rows - 1, mark::TO_ADD)
            }
        };
        Some(Edited { edit: *edit, place, mark })
    };
    edits.list().iter().filter_map(of).collect()
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
