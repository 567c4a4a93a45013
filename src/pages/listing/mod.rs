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

use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::task::spawn_local;
use zonesift_core::grid::{
    self, Condition, Hits, Query, Selection, Sort, Wanted, chosen, facet_counts, mark_counts,
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
use table::{NAME, TYPE};
pub use table::{Source, Table, Titles, type_and_name};

use crate::signal::{Derived, State};
use crate::state::App;
use crate::state::discovery::Discovery;
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
    pub table: Derived<Table>,
    /// The text filter. The URL holds it too.
    pub text: State<String>,
    /// The filters by column.
    pub conditions: State<Vec<Condition>>,
    /// The chosen types; all are shown when none is chosen.
    pub facets: State<Vec<u16>>,
    /// The labels of the marks, bit by bit.
    pub labels: &'static [Group],
    /// The marks of each row, by its place in the table.
    pub marks: Derived<Vec<u16>>,
    /// The chosen marks. A row must have one of each group in which marks are chosen.
    pub marked: State<u16>,
    /// How many rows have each mark, of those that pass the text filter and the filters by column.
    pub mark_counts: Derived<Vec<u32>>,
    pub sort: State<Vec<Sort>>,
    /// Whether rows of the same name are grouped.
    pub grouped: State<bool>,
    /// The places in the table of the rows shown, in order.
    places: Derived<Rc<Vec<u32>>>,
    /// The numbers of the same rows.
    pub order: Derived<Rc<Vec<u32>>>,
    /// How many rows have each type, of those that pass the text filter and the filters by column.
    pub counts: Derived<Vec<u32>>,
    /// The row of the active cell.
    pub cursor: State<Option<u32>>,
    pub selection: State<Selection>,
    /// Whether letter shortcuts are on.
    pub letters: State<bool>,
    /// Whether the dialog with the keys is open.
    pub help: State<bool>,
    /// The row in the Record dialog.
    pub looked_at: State<Option<u32>>,
    /// Whether the bulk edit dialog is open.
    pub editing_many: State<bool>,
}

impl View {
    /// A view with the filter of the URL. Rows with an `uncounted` mark are not in the numbers of the
    /// types.
    #[must_use]
    pub fn new(
        app: &App,
        discovery: &'static Discovery,
        table: Derived<Table>,
        (labels, uncounted): (&'static [Group], u16),
        marks: Derived<Vec<u16>>,
    ) -> Self {
        let text = app.filter;
        let marked = State::<u16>::default();
        let conditions = State::<Vec<Condition>>::default();
        let facets = State::<Vec<u16>>::default();
        let sort = State::<Vec<Sort>>::default();
        let grouped = State::<bool>::default();
        let hits = Derived::kept(move |hits: &mut Hits| {
            let (text, zone) = (text.get(), discovery.zone.with(name_of));
            conditions.with(|conditions| {
                if !text.trim().is_empty() || !conditions.is_empty() {
                    table.tend(Table::describe_all);
                }
                let conditions = &conditions.iter().map(searched_for).collect::<Vec<_>>();
                let query = Query { text: &searched(&text), conditions, tail: &zone };
                table.with(|table| hits.search(&table.keys, query, table.revision))
            })
        });
        let places = Derived::new(move || {
            let (facets, mut sort, marked) = (facets.get(), sort.get(), marked.get());
            if grouped.get() {
                sort = grid::grouped(&sort, NAME, TYPE);
            }
            table.tend(|table| sort.iter().for_each(|key| table.rank(key.column)));
            // Decisions change marks, so they are tracked only while a mark is chosen.
            let marks = if marked > 0 { marks.get() } else { Vec::new() };
            let chosen = chosen(labels.iter().map(|(_, words)| words.len()), marked);
            let wanted = Wanted { facets: &facets, marks: &marks, chosen: &chosen };
            hits.with(|hits| {
                table.with(|table| Rc::new(grid::order(&table.keys, &sort, hits, wanted)))
            })
        });
        let order = Derived::new(move || {
            let places = places.get();
            table.with(|Table { numbers, .. }| match numbers.is_plain() {
                true => places,
                false => Rc::new(places.iter().map(|place| numbers.number(*place)).collect()),
            })
        });
        let counts = Derived::new(move || {
            let marks = if uncounted > 0 { marks.get() } else { Vec::new() };
            let left_out = |row: usize| marks.get(row).is_some_and(|marks| marks & uncounted > 0);
            hits.with(|hits| {
                table.with(|table| facet_counts(&table.keys, hits, table.types.len(), left_out))
            })
        });
        prepare(table);
        let mark_counts =
            Derived::new(move || hits.with(|hits| marks.with(|marks| mark_counts(marks, hits))));
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
            cursor: State::default(),
            selection: State::default(),
            letters: State::new(help::are_letters_on()),
            help: State::default(),
            looked_at: State::default(),
            editing_many: State::default(),
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
        let group = |places: &Rc<Vec<u32>>| {
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
fn prepare(table: Derived<Table>) {
    let due = Rc::new(std::cell::Cell::new(DateTime::<Utc>::default()));
    let is_under_way = Rc::new(std::cell::Cell::new(false));
    follow(move || {
        if table.with(|table| table.keys.len()) < MANY {
            return;
        }
        due.set(clock::now() + QUIET);
        if is_under_way.replace(true) {
            return;
        }
        let (due, is_under_way) = (due.clone(), is_under_way.clone());
        spawn_local(async move {
            loop {
                clock::sleep(due.get() - clock::now()).await;
                if clock::now() >= due.get() && !table.tend(Table::prepare) {
                    break;
                }
            }
            is_under_way.set(false);
        });
    });
}

fn name_of(zone: &Option<ZoneInfo>) -> String {
    zone.as_ref().map(|zone| zone.name.as_str().to_owned()).unwrap_or_default()
}
