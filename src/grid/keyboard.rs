//! The grid's keys: arrows move the active cell, Enter goes into its controls, letters go to the
//! screen.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use zonesift_core::grid::{Move, Selection, Spot, headed_by, toggle_sort};

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
    HelpLine::new("Shift and ↑ ↓", "select up to the row above or below"),
    HelpLine::new("Ctrl+A, Escape", "select all shown rows, or none"),
];

/// The letter that with Ctrl goes to the screen too.
const UNDO: &str = "z";

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
    let (key, shift) = (event.key(), event.shift_key());
    // On a Mac, Meta is what Ctrl is elsewhere; the other keys with it are the browser's.
    let is_meta = event.meta_key() && matches!(key.as_str(), "a" | UNDO);
    if event.alt_key() || event.meta_key() && !is_meta {
        return;
    }
    let ctrl = event.ctrl_key() || is_meta;
    let (is_inside, is_header) = (cells::is_inside(), grid.active.get_untracked().is_header);
    let go = |to| go(grid, to, view.page());
    let used = match key.as_str() {
        "Home" | "End" if is_inside => false,
        // With letter shortcuts off, letters go to the browser. Space is no letter.
        key if key != " " && !ctrl && one_char(key).is_some() && !grid.letters.get_untracked() => {
            false
        }
        "ArrowDown" if shift && !is_header && !is_inside => stretch(grid, Move::Down),
        "ArrowUp" if shift && !is_header && !is_inside => stretch(grid, Move::Up),
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
        "Enter" | "ArrowRight" | "ArrowLeft" if !is_inside && fold(grid, &key) => true,
        "ArrowRight" => go(Move::Right),
        "ArrowLeft" => go(Move::Left),
        "Escape" if is_inside => leave(grid),
        "Escape" => select_none(grid),
        "a" if ctrl && !is_inside => select_all(grid),
        "Enter" if !is_inside && is_header && sort(grid, shift) => true,
        "Enter" | "F2" if !is_inside => enter(grid),
        " " if !is_inside => select(grid),
        "x" if !ctrl => select(grid),
        _ if !ctrl || key == UNDO => one_char(&key).is_some_and(|key| {
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
    let order = grid.lines_now();
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
    match row.map(|row| (row, headed_by(row).zip(grid.headings))) {
        Some((_, Some((group, headings)))) => {
            let rows = headings.rows(group, &grid.order.get_untracked());
            grid.selection.update(|selection| selection.toggle_all(&rows));
        }
        Some((row, None)) => grid.selection.update(|selection| selection.toggle(row)),
        None => {}
    }
    row.is_some()
}

/// On a heading: folds its group or unfolds it. Returns whether the active row is one.
fn fold(grid: GridState, key: &str) -> bool {
    let is_header = grid.active.get_untracked().is_header;
    let group = grid.cursor.get_untracked().and_then(headed_by).filter(|_| !is_header);
    let Some((group, headings)) = group.zip(grid.headings) else { return false };
    let is_folded = untrack(|| headings.is_folded(group));
    if key == "Enter" || is_folded == (key == "ArrowRight") {
        headings.toggle(group);
    }
    true
}

/// Moves the cursor and selects the rows from where that began up to here.
fn stretch(grid: GridState, to: Move) -> bool {
    let from = grid.cursor.get_untracked();
    go(grid, to, 1);
    let row = grid.cursor.get_untracked();
    if let (Some(from), Some(row)) = (from, row) {
        let order = untrack(|| grid.all_tickable());
        // Headings are passed over.
        if headed_by(from).or(headed_by(row)).is_none() {
            grid.selection.update(|selection| selection.stretch(from, row, &order));
        }
    }
    true
}

fn select_all(grid: GridState) -> bool {
    let order = untrack(|| grid.all_tickable());
    if !grid.selection.with_untracked(|selection| selection.holds_all(&order)) {
        grid.selection.update(|selection| selection.toggle_all(&order));
    }
    true
}

/// Returns whether anything was selected.
fn select_none(grid: GridState) -> bool {
    let is_any = !grid.selection.with_untracked(Selection::is_empty);
    if is_any {
        grid.selection.update(Selection::clear);
    }
    is_any
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
