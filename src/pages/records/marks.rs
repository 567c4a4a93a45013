//! The marks of the rows, and what the text filter may ask about a row beyond its texts.

use std::sync::Arc;

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::change::{Change, Origin};
use zonesift_core::edits::Edits;
use zonesift_core::grid::Labels;
use zonesift_core::name::DomainName;
use zonesift_core::record::{Record, RecordId};

use super::rows::Rows;
use crate::pages::shared::problem_kinds::ProblemKind;
use crate::pages::shared::record_table::labels::{RowLabels, purposes, services};
use crate::pages::shared::record_table::{MarkGroup, MarkLabel, Marks};
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
        let problems = Memo::new(move |_| self.problems());
        let of_rows = Memo::new(move |_| self.marks_of_all(problems));
        Marks { groups: MARKS, uncounted: 0, of_rows, labels: self.labels(problems) }
    }

    fn marks_of_all(self, problems: Memo<Vec<RowProblem>>) -> Vec<u16> {
        let held = self.zone.shown();
        let mut marks: Vec<u16> = held.iter().map(mark_of).collect();
        marks.resize(held.len() + self.added.with(Vec::len), 0);
        let mut set = |place: usize, mark: u16| {
            if let Some(marks) = marks.get_mut(place) {
                *marks |= mark;
            }
        };
        let edited = self.zone.edits.with(|edits| edited(edits, &held, &by_id(&held)));
        self.zone.apply.failed.with(|failed| {
            for Edited { edit, place, mark } in &edited {
                let has_failed = failed.contains(&Origin::Edit(*edit));
                set(*place, mark | if has_failed { mark::FAILED } else { 0 });
            }
        });
        problems.with(|problems| {
            problems.iter().for_each(|problem| set(problem.place, mark::WITH_WARNINGS));
        });
        marks
    }

    /// The problems of the rows.
    fn problems(self) -> Vec<RowProblem> {
        let kinds = self.conflicts.kinds.get();
        if kinds.is_empty() {
            return Vec::new();
        }
        let (held, known) = (self.zone.shown(), self.zone.known());
        let places = by_id(&held);
        let edited = self.zone.edits.with(|edits| edited(edits, &held, &places));
        let of_edits: FxHashMap<u32, usize> =
            edited.iter().map(|edited| (edited.edit, edited.place)).collect();
        let place = |origin: &Origin| match origin {
            // While search results are shown, a record has another row or none.
            Origin::Held(place) => places.get(known.get(*place as usize)?.id.as_ref()?).copied(),
            Origin::Edit(edit) => of_edits.get(edit).copied(),
            Origin::Item(_) => None,
        };
        let rows = |kind: &ProblemKind| {
            let places = kind.origins.iter().filter_map(place);
            places.map(|place| RowProblem { place, name: kind.name }).collect::<Vec<_>>()
        };
        kinds.iter().flat_map(rows).collect()
    }

    fn labels(self, problems: Memo<Vec<RowProblem>>) -> RowLabels {
        let conflicts = self.conflicts;
        let of_rows = move |read: fn(&[&Record], &[Record], &DomainName) -> Labels| {
            let (held, known) = (self.zone.shown(), self.zone.known());
            let zone = self.zone.info.with(|zone| Some(zone.as_ref()?.name.clone()));
            let labels = self.added.with(|added| {
                let added = added.iter().map(|added| &added.record);
                let rows: Vec<&Record> = held.iter().chain(added).collect();
                // What the list shows need not be read twice.
                let others = if Arc::ptr_eq(&held, &known) { &[][..] } else { &known[..] };
                Some(read(&rows, others, &zone?))
            });
            Arc::new(labels.unwrap_or_default())
        };
        RowLabels {
            problems: Memo::new(move |_| Arc::new(self.of_problems(problems))),
            services: Memo::new(move |_| of_rows(|rows, _, zone| services(rows, zone))),
            purposes: Memo::new(move |_| of_rows(purposes)),
            has_problems: Signal::derive(move || conflicts.are_checked()),
        }
    }

    fn of_problems(self, problems: Memo<Vec<RowProblem>>) -> Labels {
        let rows = self.zone.shown().len() + self.added.with(Vec::len);
        let mut labels = Labels::new(rows);
        problems.with(|problems| {
            problems.iter().for_each(|problem| labels.add(problem.place, problem.name));
        });
        labels
    }
}

/// A problem of a row, by its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RowProblem {
    place: usize,
    name: &'static str,
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
fn edited(edits: &Edits, held: &[Record], places: &FxHashMap<RecordId, usize>) -> Vec<Edited> {
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
