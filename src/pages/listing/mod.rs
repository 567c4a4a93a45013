//! What the screens with a grid of records share: the table behind the rows, and the view of it. It
//! changes no record and no decision.

mod bulk;
mod conditions;
mod filters;
mod help;
mod look;
mod record;
mod row;
mod table;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::grid::{
    self, Condition, Hits, Query, RowFilter, Selection, Sort, chosen, facet_counts, mark_counts,
};
use zonesift_core::provider::ZoneInfo;
use zonesift_core::searched;

pub use bulk::{Many, bulk_dialog};
pub use conditions::column_filters;
use conditions::searched_for;
pub use filters::{chips, filter_tools, selected_bar};
pub use help::{help_button, help_dialog};
pub use look::{view_button, view_dialog};
pub use record::{Whole, record_dialog};
pub use row::line;
pub use table::{CachedTable, Source, Table, Titles, type_and_name};
use table::{NAME, TYPE};

use crate::state::AppState;
use crate::state::zone::ZoneState;
use crate::ui::grid::{Cell, Column};
use crate::web::dom::follow;
use crate::web::{clock, page};

/// From this many rows on, a table prepares search texts and sort orders before they are needed.
const MANY: usize = 2_000;
/// The preparation waits until the table has not changed for this long.
const QUIET: TimeDelta = TimeDelta::milliseconds(200);

/// The columns of a grid of records. `last` and `width` are of the column with the buttons.
pub const fn columns(last: &'static str, width: u32) -> [Column; 7] {
    [
        Column { label: "Name", class: "name", width: 28, share: 2, cell: Cell::Text(0) },
        Column { label: "Type", class: "type", width: 21, share: 0, cell: Cell::Badge },
        Column { label: "Content", class: "content", width: 32, share: 4, cell: Cell::Text(1) },
        Column { label: "TTL", class: "ttl", width: 14, share: 0, cell: Cell::Text(2) },
        Column { label: "Priority", class: "priority", width: 17, share: 0, cell: Cell::Text(3) },
        Column { label: "Note", class: "note", width: 24, share: 3, cell: Cell::Marks },
        Column { label: last, class: "decision", width, share: 0, cell: Cell::Actions },
    ]
}

/// Marks of one topic: its name, and their labels.
pub type Group = (&'static str, &'static [&'static str]);

/// The view of a list of records: filters, order, selection and active row.
#[derive(Clone, Copy)]
pub struct View {
    pub table: CachedTable,
    /// The text filter. The URL holds it too.
    pub text: RwSignal<String>,
    /// The filters by column.
    pub conditions: RwSignal<Vec<Condition>>,
    /// The chosen types; all are shown when none is chosen.
    pub facets: RwSignal<Vec<u16>>,
    /// The labels of the marks, bit by bit.
    pub labels: &'static [Group],
    /// The marks of each row, by its place in the table.
    pub marks: Memo<Vec<u16>>,
    /// The chosen marks. A row must have one of each group in which marks are chosen.
    pub marked: RwSignal<u16>,
    /// How many rows have each mark, of those that pass the text filter and the filters by column.
    pub mark_counts: Memo<Vec<u32>>,
    pub sort: RwSignal<Vec<Sort>>,
    /// Whether rows of the same name are grouped.
    pub grouped: RwSignal<bool>,
    /// The places in the table of the rows shown, in order.
    places: Memo<Arc<Vec<u32>>>,
    /// The numbers of the same rows.
    pub order: Memo<Arc<Vec<u32>>>,
    /// How many rows have each type, of those that pass the text filter and the filters by column.
    pub counts: Memo<Vec<u32>>,
    /// The row of the active cell.
    pub cursor: RwSignal<Option<u32>>,
    pub selection: RwSignal<Selection>,
    /// Whether letter shortcuts are on.
    pub letters: RwSignal<bool>,
    /// Whether the dialog with the keys is open.
    pub help: RwSignal<bool>,
    /// The row in the Record dialog.
    pub looked_at: RwSignal<Option<u32>>,
    /// Whether the bulk edit dialog is open.
    pub editing_many: RwSignal<bool>,
}

impl View {
    /// A view with the filter of the URL. Rows with an `uncounted` mark are not in the numbers of the
    /// types.
    #[must_use]
    pub fn new(
        app: AppState,
        discovery: ZoneState,
        table: CachedTable,
        (labels, uncounted): (&'static [Group], u16),
        marks: Memo<Vec<u16>>,
    ) -> Self {
        let text = app.filter;
        let marked = RwSignal::<u16>::default();
        let conditions = RwSignal::<Vec<Condition>>::default();
        let facets = RwSignal::<Vec<u16>>::default();
        let sort = RwSignal::<Vec<Sort>>::default();
        let grouped = RwSignal::<bool>::default();
        let hits = Memo::new_owning(move |hits: Option<Hits>| {
            let mut hits = hits.unwrap_or_default();
            let (text, zone) = (text.get(), discovery.info.with(name_of));
            conditions.with(|conditions| {
                if !text.trim().is_empty() || !conditions.is_empty() {
                    table.fill_in(Table::describe_all);
                }
                let conditions = &conditions.iter().map(searched_for).collect::<Vec<_>>();
                let query = Query { text: &searched(&text), conditions, tail: &zone };
                let is_other = table.with(|table| hits.search(&table.keys, query, table.revision));
                (hits, is_other)
            })
        });
        let places = Memo::new(move |_| {
            let (facets, mut sort, marked) = (facets.get(), sort.get(), marked.get());
            if grouped.get() {
                sort = grid::grouped(&sort, NAME, TYPE);
            }
            table.fill_in(|table| sort.iter().for_each(|key| table.rank(key.column)));
            // Decisions change marks, so they are tracked only while a mark is chosen.
            let marks = if marked > 0 { marks.get() } else { Vec::new() };
            let chosen = chosen(labels.iter().map(|(_, words)| words.len()), marked);
            let wanted = RowFilter { facets: &facets, marks: &marks, chosen: &chosen };
            hits.with(|hits| {
                table.with(|table| Arc::new(grid::order(&table.keys, &sort, hits, wanted)))
            })
        });
        let order = Memo::new(move |_| {
            let places = places.get();
            table.with(|Table { numbers, .. }| match numbers.is_plain() {
                true => places,
                false => Arc::new(places.iter().map(|place| numbers.number(*place)).collect()),
            })
        });
        let counts = Memo::new(move |_| {
            let marks = if uncounted > 0 { marks.get() } else { Vec::new() };
            let left_out = |row: usize| marks.get(row).is_some_and(|marks| marks & uncounted > 0);
            hits.with(|hits| {
                table.with(|table| facet_counts(&table.keys, hits, table.types.len(), left_out))
            })
        });
        prepare(table);
        let mark_counts =
            Memo::new(move |_| hits.with(|hits| marks.with(|marks| mark_counts(marks, hits))));
        Self {
            table,
            labels,
            marks,
            marked,
            mark_counts,
            text,
            conditions,
            facets,
            sort,
            grouped,
            places,
            order,
            counts,
            cursor: RwSignal::default(),
            selection: RwSignal::default(),
            letters: RwSignal::new(help::are_letters_on()),
            help: RwSignal::default(),
            looked_at: RwSignal::default(),
            editing_many: RwSignal::default(),
        }
    }

    pub fn toggle_facet(self, facet: u16) {
        self.facets.update(|facets| match facets.iter().position(|shown| *shown == facet) {
            Some(place) => drop(facets.remove(place)),
            None => facets.push(facet),
        });
    }

    /// Handles the letters that every grid has.
    pub fn press(self, letter: char, row: u32) {
        match letter {
            'x' => self.selection.update(|selection| selection.toggle(row)),
            'd' => self.looked_at.set(Some(row)),
            '/' => page::focus("#filter"),
            '?' => self.help.set(true),
            _ => {}
        }
    }

    /// Clears all filters.
    pub fn show_all(self) {
        self.text.set(String::new());
        self.conditions.set(Vec::new());
        self.facets.set(Vec::new());
        self.marked.set(0);
    }

    /// Whether any filter is set.
    #[must_use]
    pub fn is_narrowed(self) -> bool {
        self.text.with(|text| !text.trim().is_empty())
            || self.conditions.with(|conditions| !conditions.is_empty())
            || self.facets.with(|facets| !facets.is_empty())
            || self.marked.get() > 0
    }

    /// The size of the group that starts at this place; 0 within a group, `None` without grouping.
    #[must_use]
    pub fn group_at(self, place: usize) -> Option<usize> {
        let group = |places: &Arc<Vec<u32>>| {
            self.table.with(|table| grid::group_at(&table.keys, NAME, places, place))
        };
        self.grouped.get().then(|| self.places.with(group))
    }

    /// Moves the cursor to the next row that `is_wanted`, if there is one.
    pub fn next_row(self, row: u32, is_wanted: impl Fn(u32) -> bool) {
        let next = self.order.with_untracked(|order| {
            let place = order.iter().position(|&number| number == row)?;
            order.get(place + 1..)?.iter().copied().find(|&number| is_wanted(number))
        });
        if next.is_some() {
            self.cursor.set(next);
        }
    }

    /// The selected rows, hidden ones included.
    #[must_use]
    pub fn selected(self) -> Vec<u32> {
        self.selection.with_untracked(|selection| selection.rows().collect())
    }
}

/// Prepares a long table in small steps, so that the first sort and the first letter in the filter are
/// fast.
fn prepare(table: CachedTable) {
    let due = StoredValue::new(DateTime::<Utc>::default());
    let is_under_way = StoredValue::new(false);
    follow(move || {
        if table.with(|table| table.keys.len()) < MANY {
            return;
        }
        due.set_value(clock::now() + QUIET);
        if is_under_way.get_value() {
            return;
        }
        is_under_way.set_value(true);
        spawn_local(async move {
            // Ends with the screen.
            while let Some(due) = due.try_get_value() {
                clock::sleep(due - clock::now()).await;
                if clock::now() >= due && table.fill_in(Table::prepare) != Some(true) {
                    break;
                }
            }
            is_under_way.set_value(false);
        });
    });
}

fn name_of(zone: &Option<ZoneInfo>) -> String {
    zone.as_ref().map(|zone| zone.name.as_str().to_owned()).unwrap_or_default()
}
