//! The grid's keys: arrows move the active cell, Enter goes into its controls, letters go to the
//! screen.

use leptos::prelude::untrack;
use leptos::prelude::*;
use zonesift_core::grid::{Move, toggle_sort};

use super::look::STEP;
use super::{At, Cell, Model, row_id};
use crate::web::dom::{Event, Key, pressed, prevent};
use crate::web::viewport;

/// Handles a key; the browser gets those the grid has no use for.
pub(super) fn press(model: &Model, at: RwSignal<At>, page: usize, event: &Event) {
    let Some(Key { key, ctrl, shift }) = pressed(event) else { return };
    let inside = viewport::is_inside();
    let is_header = at.get_untracked().is_header;
    let used = match key.as_str() {
        "Home" | "End" if inside => false,
        // With letter shortcuts off, letters go to the browser. Space is no letter.
        key if key != " " && one_char(key).is_some() && !model.letters.get_untracked() => false,
        "ArrowDown" | "j" if !ctrl => go(model, at, Move::Down, page),
        "ArrowUp" | "k" if !ctrl => go(model, at, Move::Up, page),
        "PageDown" => go(model, at, Move::PageDown, page),
        "PageUp" => go(model, at, Move::PageUp, page),
        "Home" if ctrl => go(model, at, Move::First, page),
        "End" if ctrl => go(model, at, Move::Last, page),
        "Home" => go(model, at, Move::RowStart, page),
        "End" => go(model, at, Move::RowEnd, page),
        "ArrowRight" | "ArrowLeft" if inside => {
            viewport::step(key == "ArrowRight");
            true
        }
        "ArrowRight" if shift && is_header => widen(model, at, STEP),
        "ArrowLeft" if shift && is_header => widen(model, at, -STEP),
        "ArrowRight" => go(model, at, Move::Right, page),
        "ArrowLeft" => go(model, at, Move::Left, page),
        "Escape" if inside => leave(at),
        "Enter" if !inside && is_header && sort(model, at, shift) => true,
        "Enter" | "F2" if !inside => enter(model, at),
        " " if !inside => letter(model, is_header, 'x'),
        _ if !ctrl => one_char(&key).is_some_and(|c| letter(model, is_header, c)),
        _ => false,
    };
    if used {
        prevent(event);
    }
}

fn go(model: &Model, at: RwSignal<At>, to: Move, page: usize) -> bool {
    leave(at);
    let before = at.get_untracked();
    let order = model.order.get_untracked();
    let place = || {
        let row = model.cursor.get_untracked()?;
        Some(order.iter().position(|other| *other == row)? + 1)
    };
    let row = if before.is_header { Some(0) } else { place() };
    let columns = untrack(|| model.look.shown().len()) + 1;
    let after = before.spot(row).moved(to, order.len(), columns, page);
    let below = after.row.and_then(|row| row.checked_sub(1));
    at.set(At { is_header: below.is_none(), column: after.column });
    if let Some(below) = below.filter(|_| after.row != row) {
        model.cursor.set(order.get(below).copied());
    }
    true
}

/// Moves the focus from a control back to the grid; the control's cell becomes active.
fn leave(at: RwSignal<At>) -> bool {
    if let Some(column) = viewport::column() {
        at.update(|at| at.column = column);
        viewport::leave();
    }
    true
}

fn enter(model: &Model, at: RwSignal<At>) -> bool {
    let At { is_header, column } = at.get_untracked();
    match model.cursor.get_untracked() {
        _ if is_header => viewport::enter(&model.look.header(), column),
        Some(row) => viewport::enter(&row_id(model, row), column),
        None => false,
    }
}

/// Sorts by the column of the active header cell; false if it cannot be sorted by.
fn sort(model: &Model, at: RwSignal<At>, add: bool) -> bool {
    let sorted = column_at(model, at).filter(|column| {
        model.look.columns.get(*column).is_some_and(|column| column.cell != Cell::Actions)
    });
    if let Some(column) = sorted {
        model.sort.update(|sort| toggle_sort(sort, column, add));
    }
    sorted.is_some()
}

fn widen(model: &Model, at: RwSignal<At>, by: i32) -> bool {
    if let Some(column) = column_at(model, at) {
        model.look.step(column, by);
    }
    true
}

/// The number of the active column; `None` for the checkboxes.
fn column_at(model: &Model, at: RwSignal<At>) -> Option<usize> {
    let column = at.get_untracked().column.checked_sub(1)?;
    untrack(|| model.look.shown()).get(column).copied()
}

/// Passes a letter to the screen, with the active row.
fn letter(model: &Model, is_header: bool, letter: char) -> bool {
    let row = model.cursor.get_untracked().filter(|_| !is_header);
    let known = matches!(letter, 'a' | 'r' | 'u' | 'e' | 'd' | 'x' | '/' | '?');
    match row {
        Some(row) if known => model.rows.letter(letter, row),
        None if matches!(letter, '/' | '?') => model.rows.letter(letter, 0),
        _ => return false,
    }
    true
}

fn one_char(key: &str) -> Option<char> {
    let mut chars = key.chars();
    chars.next().filter(|_| chars.next().is_none())
}
