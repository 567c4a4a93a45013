//! The grid's keys: arrows move the active cell, Enter goes into its controls, letters go to the
//! screen.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use zonesift_core::grid::{Move, Spot, toggle_sort};

use super::column::STEP;
use super::viewport::Viewport;
use super::{ActiveColumn, Column, GridState, HelpLine};
use crate::browser::cells;

/// The keys of every grid, for the help dialog.
pub const GRID_KEYS: &[HelpLine] = &[
    HelpLine::new("↑ ↓, j k, ← →", "to the next row or cell"),
    HelpLine::new("Page Up, Page Down", "a screen up or down"),
    HelpLine::new("Home, End", "the first or last cell; with Ctrl, of the first or last row"),
    HelpLine::new(
        "Enter, F2",
        "into the cell’s or the row’s buttons; ← → between them, Escape back",
    ),
    HelpLine::new(
        "Enter, Shift+Enter",
        "on a header: sort by it, or by it too; Shift and ← → make it narrower or wider",
    ),
    HelpLine::new("Space, x", "select the row; with the mouse, Shift selects a range"),
];

/// A letter that was pressed in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    pub key: char,
    /// The active row, if there is one.
    pub row: Option<u32>,
}

/// Handles a key; the browser gets those the grid has no use for.
pub(super) fn press(
    grid: GridState,
    view: Viewport,
    on_key: Callback<KeyPress, bool>,
    event: &KeyboardEvent,
) {
    // Those with Alt or Meta are the browser's.
    if event.alt_key() || event.meta_key() {
        return;
    }
    let (key, ctrl, shift) = (event.key(), event.ctrl_key(), event.shift_key());
    let (is_inside, is_header) = (cells::is_inside(), grid.active.get_untracked().is_header);
    let go = |to| go(grid, to, view.page());
    let used = match key.as_str() {
        "Home" | "End" if is_inside => false,
        // With letter shortcuts off, letters go to the browser. Space is no letter.
        key if key != " " && one_char(key).is_some() && !grid.letters.get_untracked() => false,
        "ArrowDown" | "j" if !ctrl => go(Move::Down),
        "ArrowUp" | "k" if !ctrl => go(Move::Up),
        "PageDown" => go(Move::PageDown),
        "PageUp" => go(Move::PageUp),
        "Home" if ctrl => go(Move::First),
        "End" if ctrl => go(Move::Last),
        "Home" => go(Move::RowStart),
        "End" => go(Move::RowEnd),
        "ArrowRight" | "ArrowLeft" if is_inside => {
            cells::step(key == "ArrowRight");
            true
        }
        "ArrowRight" if shift && is_header => widen(grid, STEP),
        "ArrowLeft" if shift && is_header => widen(grid, -STEP),
        "ArrowRight" => go(Move::Right),
        "ArrowLeft" => go(Move::Left),
        "Escape" if is_inside => leave(grid),
        "Enter" if !is_inside && is_header && sort(grid, shift) => true,
        "Enter" | "F2" if !is_inside => enter(grid),
        " " if !is_inside => select(grid),
        "x" if !ctrl => select(grid),
        _ if !ctrl => one_char(&key).is_some_and(|key| {
            let row = grid.cursor.get_untracked().filter(|_| !is_header);
            on_key.run(KeyPress { key, row })
        }),
        _ => false,
    };
    if used {
        event.prevent_default();
    }
}

fn go(grid: GridState, to: Move, page: usize) -> bool {
    leave(grid);
    let before = grid.active.get_untracked();
    let order = grid.order.get_untracked();
    let place = || Some(grid.place_of(grid.cursor.get_untracked()?)? + 1);
    let row = if before.is_header { Some(0) } else { place() };
    let columns = untrack(|| grid.layout.shown().len()) + 1;
    let after = Spot { row, column: before.column }.moved(to, order.len(), columns, page);
    let below = after.row.and_then(|row| row.checked_sub(1));
    grid.active.set(ActiveColumn { is_header: below.is_none(), column: after.column });
    if let Some(below) = below.filter(|_| after.row != row) {
        grid.cursor.set(order.get(below).copied());
    }
    true
}

/// Moves the focus from a control back to the grid; the control's cell becomes active.
fn leave(grid: GridState) -> bool {
    if let Some(column) = cells::focused_column() {
        grid.active.update(|active| active.column = column);
        cells::leave();
    }
    true
}

fn enter(grid: GridState) -> bool {
    let column = grid.active.get_untracked().column;
    untrack(|| grid.active_row()).is_some_and(|row| cells::enter(&row, column))
}

/// Selects the active row, or deselects it.
fn select(grid: GridState) -> bool {
    let is_header = grid.active.get_untracked().is_header;
    let row = grid.cursor.get_untracked().filter(|row| !is_header && grid.may_tick(*row));
    if let Some(row) = row {
        grid.selection.update(|selection| selection.toggle(row));
    }
    row.is_some()
}

/// Sorts by the column of the active header cell; false if it cannot be sorted by.
fn sort(grid: GridState, add: bool) -> bool {
    let is_sortable =
        |column: &usize| grid.layout.columns.get(*column).is_some_and(Column::is_sortable);
    let sorted = active_column(grid).filter(is_sortable);
    if let Some(column) = sorted {
        grid.sort.update(|sort| toggle_sort(sort, column, add));
    }
    sorted.is_some()
}

fn widen(grid: GridState, by: i32) -> bool {
    if let Some(column) = active_column(grid) {
        grid.layout.step(column, by);
    }
    true
}

/// The number of the active column; `None` for the checkboxes.
fn active_column(grid: GridState) -> Option<usize> {
    let column = grid.active.get_untracked().column.checked_sub(1)?;
    untrack(|| grid.layout.shown()).get(column).copied()
}

fn one_char(key: &str) -> Option<char> {
    let mut chars = key.chars();
    chars.next().filter(|_| chars.next().is_none())
}
