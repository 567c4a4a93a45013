//! What the pages with a list of records share: the table behind the rows, what narrows and orders it, and
//! its row. It changes no record and no decision.

mod actions;
mod column;
mod conditions;
mod filter_field;
mod filters;
mod group_by_name;
mod help;
mod hints;
pub mod labels;
mod prepare;
mod row;
mod selected;
mod shown;
mod table;
mod values;

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::filter::{Filter, FilterKey, unanswered};
use zonesift_core::grid::{self, Hits, facet_counts, mark_counts};
use zonesift_core::text;

pub use actions::{FILTER, HELP, SHOW, UNDO};
pub use column::RecordColumn;
pub use conditions::ColumnFilters;
pub use filters::{FilterTools, TypeAndMarkChips};
pub use group_by_name::GroupByName;
pub use help::{HelpButton, HelpDialog, are_letters_on};
pub use hints::{ListHints, tell_hints};
use labels::RowLabels;
pub use row::{Note, RecordRow, RowView};
pub use selected::{SelectedBar, SelectedCounts};
use shown::{Shown, hits, places};
pub use table::{CachedTable, Source, Table, Titles, family, type_and_name};
pub use values::RowValues;

use crate::grid::{GridLayout, GridState};
use crate::state::zone::ZoneState;
use crate::state::zone::lists::{Filters, ListState};

/// Marks of one topic that rows can be filtered by.
pub struct MarkGroup {
    pub topic: &'static str,
    pub marks: &'static [MarkLabel],
}

/// What a mark is called.
pub struct MarkLabel {
    /// On its chip.
    pub chip: &'static str,
    /// After `is:` in the text filter.
    pub word: &'static str,
}

/// The marks of a list, a bit each.
#[derive(Clone, Copy)]
pub struct Marks {
    /// Their labels, from the lowest bit on.
    pub groups: &'static [MarkGroup],
    /// Rows with one of these are not in the numbers of the types.
    pub uncounted: u16,
    /// The marks of each row, by its place in the table.
    pub of_rows: Memo<Vec<u16>>,
    /// What the text filter can ask of rows beyond these.
    pub labels: RowLabels,
}

impl Marks {
    /// All words of marks.
    pub fn words(self) -> Vec<&'static str> {
        self.groups.iter().flat_map(|group| group.marks).map(|mark| mark.word).collect()
    }
}

/// A list of records: its rows, filters, order, selection and active row.
#[derive(Clone, Copy)]
pub struct RecordTable {
    pub rows: CachedTable,
    pub filters: Filters,
    pub grid: GridState,
    pub mark_groups: &'static [MarkGroup],
    /// Whether rows of the same name are grouped.
    pub grouped: RwSignal<bool>,
    /// The places in the table of the rows shown, in order. `grid.order` has the numbers of the same rows.
    places: Memo<Arc<Vec<u32>>>,
    /// How many rows have each type, of those that pass the text filter and the filters by column.
    pub type_counts: Memo<Vec<u32>>,
    /// The same for each mark.
    pub mark_counts: Memo<Vec<u32>>,
    pub values: RowValues,
    /// That the list cannot answer what is typed into the filter, if so.
    pub unanswered: Memo<Option<String>>,
    pub selected: Memo<SelectedCounts>,
    /// Whether the filter has the focus.
    is_filtering: RwSignal<bool>,
    /// Whether the dialog with the keys is open.
    pub help: RwSignal<bool>,
    /// The row in the Record dialog.
    pub looked_at: RwSignal<Option<u32>>,
    /// Whether the bulk edit dialog is open.
    pub editing_selected: RwSignal<bool>,
}

impl RecordTable {
    /// A list as it was left.
    #[must_use]
    pub fn new(
        zone: ZoneState,
        list: ListState,
        rows: CachedTable,
        marks: Marks,
        layout: GridLayout,
    ) -> Self {
        let ListState { filters, grouped, .. } = list;
        let typed =
            Memo::new(move |_| filters.text.with(|text| Filter::read(text, &marks.words())));
        let hits = hits(zone, rows, filters, typed);
        let shown = Shown { rows, marks, filters, typed, hits };
        let places = places(shown, list);
        let order = Memo::new(move |_| {
            let places = places.get();
            rows.with(|Table { numbers, .. }| match numbers.is_plain() {
                true => places,
                false => Arc::new(places.iter().map(|place| numbers.number(*place)).collect()),
            })
        });
        let letters = RwSignal::new(help::are_letters_on());
        let grid = GridState::new(layout, order, list.grid, letters);
        prepare::ahead(rows);
        let type_counts = type_counts(rows, marks, hits);
        let mark_counts = Memo::new(move |_| {
            hits.with(|hits| marks.of_rows.with(|marks| mark_counts(marks, hits)))
        });
        let values = RowValues { zone, rows, marks, type_counts, mark_counts };
        Self {
            rows,
            filters,
            grid,
            mark_groups: marks.groups,
            grouped,
            places,
            type_counts,
            mark_counts,
            values,
            unanswered: Memo::new(move |_| {
                let term = typed.with(|typed| unanswered(typed, |key| values.of(key, "")))?;
                let asks_for_problems = match term.key {
                    FilterKey::Problem => true,
                    FilterKey::Is => values::WARNED.starts_with(&term.value),
                    _ => false,
                };
                let is_known = !asks_for_problems || marks.labels.has_problems.get();
                Some(text::unanswered(&term, is_known))
            }),
            selected: selected::counts(grid),
            is_filtering: RwSignal::default(),
            help: RwSignal::default(),
            looked_at: RwSignal::default(),
            editing_selected: RwSignal::default(),
        }
    }

    /// The size of the group that starts at this place; 0 within a group, `None` without grouping.
    #[must_use]
    pub fn group_at(self, place: usize) -> Option<usize> {
        let group = |places: &Arc<Vec<u32>>| {
            self.rows.with(|table| {
                grid::group_at(&table.keys, RecordColumn::Name.index(), places, place)
            })
        };
        self.grouped.get().then(|| self.places.with(group))
    }

    /// Moves the cursor to the next row that `is_wanted`, if there is one.
    pub fn next_row(self, row: u32, is_wanted: impl Fn(u32) -> bool) {
        let next = self.grid.order.with_untracked(|order| {
            let place = order.iter().position(|&number| number == row)?;
            order.get(place + 1..)?.iter().copied().find(|&number| is_wanted(number))
        });
        if next.is_some() {
            self.grid.cursor.set(next);
        }
    }

    /// The selected rows, hidden ones included.
    #[must_use]
    pub fn selected_rows(self) -> Vec<u32> {
        self.grid.selection.with_untracked(|selection| selection.rows().collect())
    }

    /// Whether no row is shown.
    #[must_use]
    pub fn shows_nothing(self) -> bool {
        self.grid.order.with(|order| order.is_empty())
    }

    /// Why none of the rows is shown.
    #[must_use]
    pub fn no_match(self) -> String {
        self.unanswered.get().unwrap_or_else(|| text::NOTHING_SHOWN.to_owned())
    }

    /// Whether there are no rows, whatever is shown.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.rows.with(|table| table.keys.is_empty())
    }
}

fn type_counts(rows: CachedTable, marks: Marks, hits: Memo<Hits>) -> Memo<Vec<u32>> {
    Memo::new(move |_| {
        let of_rows = if marks.uncounted > 0 { marks.of_rows.get() } else { Vec::new() };
        let is_left_out =
            |row: usize| of_rows.get(row).is_some_and(|own| own & marks.uncounted > 0);
        hits.with(|hits| {
            rows.with(|table| facet_counts(&table.keys, hits, table.types.len(), is_left_out))
        })
    })
}
