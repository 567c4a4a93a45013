//! The rows of an import's preview: filtered, ordered, and which of them are taken.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::grid::{
    self, Hits, Keys, Query, RowFilter, Selection, Sort, Texts, facet_counts, mark_counts,
};
use zonesift_core::import::{ImportRow, Sight};
use zonesift_core::natural::push_natural;
use zonesift_core::record::Record;
use zonesift_core::text;

use super::reader::ImportPreview;
use crate::grid::{Column, ColumnKind, GridLayout, GridMemory, GridState};
use crate::pages::shared::record_table::Titles;

/// The columns, by their places in [`COLUMNS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewColumn {
    Name,
    Type,
    File,
    Zone,
    State,
    Scan,
    Line,
}

impl PreviewColumn {
    const ALL: [Self; 7] =
        [Self::Name, Self::Type, Self::File, Self::Zone, Self::State, Self::Scan, Self::Line];

    pub fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }
}

pub const COLUMNS: &[Column] = &[
    Column::new("Name", "name", 24, 2, ColumnKind::Mono),
    Column::new("Type", "type", 18, 0, ColumnKind::Plain),
    Column::new("In the file", "content", 30, 4, ColumnKind::Mono),
    Column::new("In the zone", "zone", 26, 3, ColumnKind::Mono),
    Column::new("State", "note", 22, 2, ColumnKind::Plain),
    Column::new("Scan", "scan", 18, 2, ColumnKind::Plain),
    Column::new("Line", "line", 13, 0, ColumnKind::Mono),
];

#[derive(Clone, Copy)]
pub struct PreviewTable {
    pub preview: StoredValue<Arc<ImportPreview>>,
    titles: StoredValue<Titles>,
    /// The texts and orders of the rows, as far as they were needed.
    keys: StoredValue<Keys>,
    /// What the scan found of each row, a bit each.
    marks: StoredValue<Vec<u16>>,
    pub text: RwSignal<String>,
    /// The chosen standings; all rows are shown when none is chosen.
    pub standings: RwSignal<Vec<u16>>,
    /// The chosen chips of the scan, a bit each.
    pub sights: RwSignal<u16>,
    hits: Memo<Hits>,
    /// The grid's checkboxes are what is taken.
    pub grid: GridState,
}

impl PreviewTable {
    pub fn new(preview: Arc<ImportPreview>) -> Self {
        let (mut keys, mut titles) = (Keys::default(), Titles::default());
        for row in &preview.rows {
            keys.add(text::chip(row.compared.standing));
            row.record(&preview.file, &preview.held).into_iter().for_each(|r| titles.count(r));
        }
        let marks = StoredValue::new(preview.rows.iter().map(mark).collect::<Vec<u16>>());
        let mut taken = Selection::default();
        let due = (0_u32..).zip(&preview.rows).filter(|(_, row)| row.is_due());
        taken.toggle_all(&due.map(|(number, _)| number).collect::<Vec<u32>>());
        let (preview, keys) = (StoredValue::new(preview), StoredValue::new(keys));
        let (text, sort) = (RwSignal::<String>::default(), RwSignal::<Vec<Sort>>::default());
        let (standings, sights) = (RwSignal::<Vec<u16>>::default(), RwSignal::<u16>::default());
        let hits = Memo::new_owning(move |hits: Option<Hits>| {
            let mut hits = hits.unwrap_or_default();
            let text = text.get();
            if !text.trim().is_empty() {
                keys.update_value(|keys| preview.with_value(|preview| describe(keys, preview)));
            }
            let query = Query { text: &text, ..Query::default() };
            let is_other = keys.with_value(|keys| hits.search(keys, query, 0));
            (hits, is_other)
        });
        let order = Memo::new(move |_| {
            let (sort, standings, sights) = (sort.get(), standings.get(), sights.get());
            keys.update_value(|keys| {
                preview.with_value(|preview| {
                    sort.iter().for_each(|key| rank(keys, preview, key.column));
                });
            });
            let chosen = if sights == 0 { Vec::new() } else { vec![sights] };
            marks.with_value(|marks| {
                let wanted = RowFilter { facets: &standings, marks, chosen: &chosen };
                hits.with(|hits| {
                    keys.with_value(|keys| Arc::new(grid::order(keys, &sort, hits, wanted)))
                })
            })
        });
        let layout = GridLayout::load("import", COLUMNS);
        let may_take = Callback::new(move |number| {
            preview.with_value(|preview| {
                preview.rows.get(number as usize).is_some_and(ImportRow::may_take)
            })
        });
        let memory = GridMemory::sorted(sort);
        let grid = GridState::new(layout, order, memory, RwSignal::new(false));
        let grid = grid.ticked_to("Take").tickable_if(may_take);
        grid.selection.set(taken);
        Self {
            preview,
            titles: StoredValue::new(titles),
            keys,
            marks,
            text,
            standings,
            sights,
            hits,
            grid,
        }
    }

    /// Reads a row and what belongs to it.
    pub fn with<R>(
        self,
        number: u32,
        read: impl FnOnce(&ImportPreview, &ImportRow) -> R,
    ) -> Option<R> {
        self.preview
            .with_value(|preview| preview.rows.get(number as usize).map(|row| read(preview, row)))
    }

    /// What the row's record is called.
    pub fn title(self, record: &Record) -> String {
        self.titles.with_value(|titles| titles.of(record))
    }

    /// How many rows pass the text filter, by standing.
    pub fn standing_counts(self) -> Vec<u32> {
        let all = text::STANDING_CHIPS.len();
        self.hits.with(|hits| self.keys.with_value(|keys| facet_counts(keys, hits, all, |_| false)))
    }

    /// The same by what the scan found.
    pub fn sight_counts(self) -> Vec<u32> {
        self.hits.with(|hits| self.marks.with_value(|marks| mark_counts(marks, hits)))
    }

    pub fn is_filtered(self) -> bool {
        self.text.with(|text| !text.trim().is_empty())
            || self.standings.with(|chosen| !chosen.is_empty())
            || self.sights.get() > 0
    }

    pub fn show_all(self) {
        self.text.set(String::new());
        self.standings.set(Vec::new());
        self.sights.set(0);
    }

    /// The numbers of the rows that are taken, hidden ones included.
    pub fn taken(self) -> Vec<u32> {
        self.grid.selection.with(|selection| selection.rows().collect())
    }

    /// What taking them changes: first deletes, then edits, then adds.
    pub fn changes(self) -> Vec<Change> {
        let taken = untrack(|| self.taken());
        let mut changes: Vec<Change> = self.preview.with_value(|preview| {
            let rows = taken.iter().filter_map(|number| preview.rows.get(*number as usize));
            rows.filter_map(ImportRow::change).collect()
        });
        changes.sort_by_key(|change| match change {
            Change::Delete { .. } => 0,
            Change::Edit { .. } => 1,
            _ => 2,
        });
        changes
    }
}

fn mark(row: &ImportRow) -> u16 {
    match row.sight {
        None => 0,
        Some(Sight::Found) => 1,
        Some(Sight::Otherwise(_)) => 1 << 1,
        Some(Sight::Missed) => 1 << 2,
    }
}

/// Makes the search texts of all rows.
fn describe(keys: &mut Keys, preview: &ImportPreview) {
    for row in preview.rows.iter().skip(keys.described()) {
        let (file, held) = preview.records(row);
        let name = row.record(&preview.file, &preview.held).map_or("", |one| one.name.as_str());
        let rtype = file.or(held).map_or("", |record| record.rtype.raw());
        let contents = [file, held].map(|record| record.map(Record::content).unwrap_or_default());
        let [of_file, of_zone] = contents.each_ref().map(|content| content.raw());
        keys.describe(&[name, rtype, of_file, of_zone, &text::import_standing(row, file)]);
    }
}

/// Sorts the rows by a column, unless they are sorted by it already.
fn rank(keys: &mut Keys, preview: &ImportPreview, index: usize) {
    let Some(column) = PreviewColumn::at(index).filter(|_| !keys.is_ranked(index)) else { return };
    let number = |row: &ImportRow| match column {
        PreviewColumn::State => Some(text::chip(row.compared.standing).into()),
        PreviewColumn::Scan => Some(mark(row).into()),
        PreviewColumn::Line => Some(preview.line(row).map_or(u64::MAX, u64::from)),
        _ => None,
    };
    let numbers: Vec<u64> = preview.rows.iter().filter_map(number).collect();
    if !numbers.is_empty() {
        return keys.rank_numbers(index, numbers.into_iter());
    }
    let mut texts = Texts::default();
    for row in &preview.rows {
        let (file, held) = preview.records(row);
        texts.push(|key| match (column, file.or(held)) {
            (PreviewColumn::Name, Some(record)) => record.name.push_sort_key(key),
            (PreviewColumn::Type, Some(record)) => push_natural(key, record.rtype.raw()),
            (PreviewColumn::File, _) => file.into_iter().for_each(|r| r.push_content_key(key)),
            (PreviewColumn::Zone, _) => held.into_iter().for_each(|r| r.push_content_key(key)),
            _ => {}
        });
    }
    keys.rank_texts(index, &texts);
}
