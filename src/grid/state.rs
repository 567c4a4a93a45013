//! What a grid shows, and where the user is in it.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::grid::{Outline, Selection, Sort};

use super::memory::{ActiveColumn, GridMemory, Scroll};
use super::{GridLayout, Headings};
use crate::browser::page;

/// What a grid shows: its screen and its parts share it.
#[derive(Clone, Copy)]
pub struct GridState {
    pub layout: GridLayout,
    /// The numbers of the rows shown, in order.
    pub order: Memo<Arc<Vec<u32>>>,
    /// What is drawn: these rows, and headings above groups of them.
    pub(super) lines: Memo<Outline>,
    pub headings: Option<Headings>,
    pub sort: RwSignal<Vec<Sort>>,
    /// The row of the active cell.
    pub cursor: RwSignal<Option<u32>>,
    pub selection: RwSignal<Selection>,
    /// Whether letter shortcuts are on.
    pub letters: RwSignal<bool>,
    /// What ticking a row's checkbox means, as a verb.
    pub tick: &'static str,
    /// Whether a row's checkbox can be ticked; all can if this is `None`.
    tickable: Option<Callback<u32, bool>>,
    /// Whether the focus is in the grid.
    pub has_focus: RwSignal<bool>,
    pub(super) active: RwSignal<ActiveColumn>,
    pub(super) scroll: Scroll,
}

impl GridState {
    #[must_use]
    pub fn new(
        layout: GridLayout,
        order: Memo<Arc<Vec<u32>>>,
        memory: GridMemory,
        letters: RwSignal<bool>,
    ) -> Self {
        let GridMemory { sort, cursor, selection, active, scroll, .. } = memory;
        Self {
            layout,
            order,
            lines: Memo::new(move |_| Outline::plain(order.get())),
            headings: None,
            sort,
            letters,
            tick: "Select",
            tickable: None,
            cursor,
            selection,
            has_focus: RwSignal::default(),
            active,
            scroll,
        }
    }

    /// The same grid, whose checkboxes mean something else than a selection.
    #[must_use]
    pub fn ticked_to(self, tick: &'static str) -> Self {
        Self { tick, ..self }
    }

    /// The same grid, where only rows that pass `tickable` have a checkbox to tick.
    #[must_use]
    pub fn tickable_if(self, tickable: Callback<u32, bool>) -> Self {
        Self { tickable: Some(tickable), ..self }
    }

    pub(super) fn may_tick(self, number: u32) -> bool {
        self.tickable.is_none_or(|tickable| tickable.run(number))
    }

    /// The rows shown that can be ticked.
    pub(super) fn all_tickable(self) -> Arc<Vec<u32>> {
        let order = self.order.get();
        match self.tickable {
            None => order,
            Some(_) => {
                Arc::new(order.iter().copied().filter(|number| self.may_tick(*number)).collect())
            }
        }
    }

    /// The same grid with headings.
    #[must_use]
    pub fn headed(self, headings: Headings) -> Self {
        let order = self.order;
        let lines = Memo::new(move |_| {
            let order = order.get();
            match headings.groups.get() {
                Some(groups) => headings.folded.with(|f| Outline::grouped(&order, &groups, f)),
                None => Outline::plain(order),
            }
        });
        Self { lines, headings: Some(headings), ..self }
    }

    /// The lines of now.
    pub(super) fn lines_now(self) -> Arc<Vec<u32>> {
        self.lines.with_untracked(|lines| lines.numbers.clone())
    }

    pub(super) fn row_id(self, number: u32) -> String {
        format!("{}-{number}", self.layout.name)
    }

    /// The place of a line in the list; `None` if it is not shown.
    pub(super) fn place_of(self, number: u32) -> Option<usize> {
        self.lines_now().iter().position(|other| *other == number)
    }

    /// Makes a row the active one, at this column or at the one of before.
    pub(super) fn activate(self, number: u32, column: Option<usize>) {
        self.active.update(|active| {
            let column = column.unwrap_or(active.column);
            *active = ActiveColumn { is_header: false, column };
        });
        self.cursor.set(Some(number));
    }

    /// Gives the list the focus, at its first row if none is active.
    pub fn enter(self) {
        let lines = self.lines_now();
        let is_shown = self.cursor.get_untracked().is_some_and(|row| lines.contains(&row));
        if let Some(first) = lines.first().filter(|_| !is_shown) {
            self.activate(*first, None);
        }
        // At once: the next key is for the list.
        page::focus_now(&self.selector());
    }

    /// Gives the list the focus after a dialog that closes has given it back.
    pub fn enter_after_dialog(self) {
        page::focus(&self.selector());
    }

    fn selector(self) -> String {
        [".", self.layout.name].concat()
    }

    /// The ID of the row with the active cell, which may not be drawn.
    pub(super) fn active_row(self) -> Option<String> {
        match self.active.get().is_header {
            true => Some(self.layout.header_id()),
            false => self.cursor.get().map(|number| self.row_id(number)),
        }
    }
}
