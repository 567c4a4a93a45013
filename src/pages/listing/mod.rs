//! What the screens with a grid of records share: sort keys and types of the rows, and what is shown
//! of them. It changes no record and no decision.

mod filters;
mod help;
mod look;
mod row;
mod table;

use std::rc::Rc;

use zonesift_core::grid::{self, Hits, Selection, Sort, Wanted, facet_counts, mark_counts};

pub use filters::{chips, filter_field, selected_bar, shown_count};
pub use help::{help_button, help_dialog};
pub use look::{view_button, view_dialog};
pub use row::line;
pub use table::{Table, Titles, type_and_name};

use crate::signal::{Derived, State};
use crate::ui::grid::{Cell, Column};
use crate::web::page;

/// The columns of a grid of records, of which the last has this header and room for its buttons.
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

/// What is shown of a list of records: filter, order, selection and cursor.
#[derive(Clone, Copy)]
pub struct View {
    /// Sort keys and types of all rows.
    pub table: Derived<Table>,
    /// What is typed into the filter.
    pub text: State<String>,
    /// The types that are shown; all when none is chosen.
    pub facets: State<Vec<u16>>,
    /// What the marks of rows mean, bit by bit.
    pub labels: &'static [&'static str],
    /// The marks of each row by its number.
    pub marks: Derived<Vec<u8>>,
    /// The marks of which a row must have one to be shown; all are shown when none is chosen.
    pub marked: State<u8>,
    /// How many rows that pass the text filter have each mark.
    pub mark_counts: Derived<[u32; 8]>,
    /// What the rows are sorted by.
    pub sort: State<Vec<Sort>>,
    /// The numbers of the rows that are shown, in order.
    pub order: Derived<Rc<Vec<u32>>>,
    /// How many rows of each type pass the text filter.
    pub counts: Derived<Vec<u32>>,
    /// The row that the keyboard is at.
    pub cursor: State<Option<u32>>,
    /// The selected rows.
    pub selection: State<Selection>,
    /// Whether letters are keys of the grid.
    pub letters: State<bool>,
    /// Whether the keys are being told.
    pub help: State<bool>,
}

impl View {
    /// Shows everything as it comes, with these marks of the rows.
    #[must_use]
    pub fn new(
        table: Derived<Table>,
        labels: &'static [&'static str],
        marks: Derived<Vec<u8>>,
    ) -> Self {
        let marked = State::<u8>::default();
        let text = State::<String>::default();
        let facets = State::<Vec<u16>>::default();
        let sort = State::<Vec<Sort>>::default();
        let hits = Derived::kept(move |hits: &mut Hits| {
            let text = text.get();
            table.with(|table| hits.search(&table.keys, &text, table.revision))
        });
        let order = Derived::new(move || {
            let (facets, sort, marked) = (facets.get(), sort.get(), marked.get());
            // Decisions change marks, and only who looks at some of them is to follow that.
            let marks = if marked > 0 { marks.get() } else { Vec::new() };
            let wanted = Wanted { facets: &facets, marks: &marks, marked };
            hits.with(|hits| {
                table.with(|table| Rc::new(grid::order(&table.keys, &sort, hits, wanted)))
            })
        });
        let counts = Derived::new(move || {
            hits.with(|hits| table.with(|table| facet_counts(&table.keys, hits, table.types.len())))
        });
        let mark_counts =
            Derived::new(move || hits.with(|hits| marks.with(|marks| mark_counts(marks, hits))));
        Self {
            table,
            labels,
            marks,
            marked,
            mark_counts,
            text,
            facets,
            sort,
            order,
            counts,
            cursor: State::default(),
            selection: State::default(),
            letters: State::new(help::are_letters_on()),
            help: State::default(),
        }
    }

    /// Shows or no longer shows the rows of one type.
    pub fn toggle_facet(self, facet: u16) {
        self.facets.update(|facets| match facets.iter().position(|shown| *shown == facet) {
            Some(place) => drop(facets.remove(place)),
            None => facets.push(facet),
        });
    }

    /// Does what a letter does in every grid, with the row that it is meant for.
    pub fn press(self, letter: char, row: u32) {
        match letter {
            'x' => self.selection.update(|selection| selection.toggle(row)),
            '/' => page::focus("#filter"),
            '?' => self.help.set(true),
            _ => {}
        }
    }

    /// Shows all rows.
    pub fn show_all(self) {
        self.text.set(String::new());
        self.facets.set(Vec::new());
        self.marked.set(0);
    }

    /// Moves the cursor to the first row after this one that is like this; it stays where there is
    /// none.
    pub fn next_row(self, row: u32, is_wanted: impl Fn(u32) -> bool) {
        let next = self.order.with_untracked(|order| {
            let place = order.iter().position(|&number| number == row)?;
            order.get(place + 1..)?.iter().copied().find(|&number| is_wanted(number))
        });
        if next.is_some() {
            self.cursor.set(next);
        }
    }

    /// The selected rows, hidden ones among them.
    #[must_use]
    pub fn selected(self) -> Vec<u32> {
        self.selection.with_untracked(|selection| selection.rows().collect())
    }
}
