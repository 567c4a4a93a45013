//! The marks of the rows, and what the text filter may ask about a row beyond its texts.

use leptos::prelude::*;
use zonesift_core::change::{Change, Origin};
use zonesift_core::edits::Edits;
use zonesift_core::filter::FilterKey;
use zonesift_core::record::Record;

use super::rows::Rows;
use crate::pages::shared::record_table::{MarkGroup, MarkLabel, Marks, RowQuestion};
use crate::state::zone::listed::by_id;

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

impl Rows {
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
