//! The grid's keys: the rows by arrows, the controls of a row after Enter, letters for the page.

use zonesift_core::grid::{Move, move_cursor};

use super::{Model, row_id};
use crate::signal::State;
use crate::web::dom::{Event, Key, pressed, prevent};
use crate::web::viewport;

/// Takes a key; what it has no use for is left to the browser.
pub(super) fn press(model: &Model, header: State<bool>, page: usize, event: &Event) {
    let Some(Key { key, ctrl }) = pressed(event) else { return };
    let inside = viewport::is_inside();
    let used = match key.as_str() {
        "Home" | "End" if inside => false,
        // A letter that is no key is the browser's; Space is no letter.
        key if key != " " && one_char(key).is_some() && !model.letters.get_untracked() => false,
        "ArrowDown" | "j" if !ctrl => go(model, header, Move::Down, page),
        "ArrowUp" | "k" if !ctrl => go(model, header, Move::Up, page),
        "PageDown" => go(model, header, Move::PageDown, page),
        "PageUp" => go(model, header, Move::PageUp, page),
        "Home" => go(model, header, Move::First, page),
        "End" => go(model, header, Move::Last, page),
        "ArrowRight" | "ArrowLeft" if inside => {
            viewport::step(key == "ArrowRight");
            true
        }
        "Escape" if inside => {
            viewport::leave();
            true
        }
        "Enter" | "F2" if !inside => enter(model, header),
        " " if !inside => letter(model, header, 'x'),
        _ if !ctrl => one_char(&key).is_some_and(|c| letter(model, header, c)),
        _ => false,
    };
    if used {
        prevent(event);
    }
}

fn go(model: &Model, header: State<bool>, to: Move, page: usize) -> bool {
    viewport::leave();
    let order = model.order.get_untracked();
    let place = model.cursor.get_untracked().and_then(|row| order.iter().position(|r| *r == row));
    if to == Move::Up && place == Some(0) && !header.get_untracked() {
        header.set(true);
        return true;
    }
    let from_header = header.get_untracked();
    header.set(from_header && to == Move::Up);
    if from_header && to != Move::Last {
        // Leaving the header downwards shows the first row.
        model.cursor.set(order.first().copied());
    } else if let Some(place) = move_cursor(place, to, order.len(), page) {
        model.cursor.set(order.get(place).copied());
    }
    true
}

fn enter(model: &Model, header: State<bool>) -> bool {
    match model.cursor.get_untracked() {
        _ if header.get_untracked() => viewport::enter(&format!("{}-header", model.class)),
        Some(row) => viewport::enter(&row_id(model, row)),
        None => false,
    }
}

/// Letters belong to the page, for the row that the keyboard is at.
fn letter(model: &Model, header: State<bool>, letter: char) -> bool {
    let row = model.cursor.get_untracked().filter(|_| !header.get_untracked());
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
