//! What is shown of the review: filter, order, selection and cursor. It changes no decision.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::grid::{self, Filter, Selection, Sort};

use super::rows::Table;
use crate::signal::State;
use crate::state::discovery::Discovery;

/// The state of the screen that belongs to nobody else.
#[derive(Clone, Copy)]
pub struct View {
    /// Sort keys and types of all rows.
    pub table: Memo<Arc<Table>>,
    /// What is typed into the filter.
    pub text: State<String>,
    /// The types that are shown; all when none is chosen.
    pub facets: State<BTreeSet<u16>>,
    /// What the rows are sorted by.
    pub sort: State<Vec<Sort>>,
    /// The numbers of the rows that are shown, in order.
    pub order: Memo<Arc<Vec<u32>>>,
    /// How many rows of each type pass the text filter.
    pub counts: Memo<Vec<u32>>,
    /// The row that the keyboard is at.
    pub cursor: State<Option<u32>>,
    /// The selected rows.
    pub selection: State<Selection>,
}

impl View {
    /// Shows everything, by name.
    #[must_use]
    pub fn new(discovery: Discovery) -> Self {
        let version =
            Memo::new(move |_| discovery.review.with(|r| r.as_ref().map(|r| r.version())));
        let table = Memo::new(move |_| {
            // Read, not only tracked: a memo that nobody reads never runs.
            version.get();
            let provider = discovery.api().provider();
            discovery.review.with_untracked(|review| {
                Arc::new(review.as_ref().map_or_else(Table::default, |r| Table::new(r, provider)))
            })
        });
        let text = State::new(String::new());
        let facets = State::new(BTreeSet::new());
        let sort = State::new(Vec::new());
        let order = Memo::new(move |_| {
            let filter = Filter::new(&text.get(), facets.get());
            table.with(|table| sort.with(|sort| Arc::new(grid::order(&table.keys, sort, &filter))))
        });
        let counts = Memo::new(move |_| {
            let filter = Filter::new(&text.get(), BTreeSet::new());
            table.with(|table| grid::facet_counts(&table.keys, &filter, table.types.len()))
        });
        Self {
            table,
            text,
            facets,
            sort,
            order,
            counts,
            cursor: State::new(None),
            selection: State::new(Selection::default()),
        }
    }

    /// Shows or no longer shows the rows of one type.
    pub fn toggle_facet(self, facet: u16) {
        self.facets.update(|facets| {
            if !facets.remove(&facet) {
                facets.insert(facet);
            }
        });
    }

    /// Moves the cursor to the row after this one.
    pub fn next_row(self, row: u32) {
        let next = self.order.with_untracked(|order| {
            let place = order.iter().position(|&number| number == row)?;
            order.get(place + 1).copied()
        });
        if next.is_some() {
            self.cursor.set(next);
        }
    }
}
