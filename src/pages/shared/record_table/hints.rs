//! The keys that act in a list: what the status bar tells of them follows the focus.

use leptos::prelude::*;
use zonesift_core::grid::{Selection, headed_by};

use super::RecordTable;
use crate::state::AppState;
use crate::state::hints::Hint;

/// The hints that differ from list to list.
#[derive(Clone, Copy)]
pub struct ListHints {
    pub row: &'static [Hint],
    pub selection: &'static [Hint],
    pub heading: &'static [Hint],
}

const FILTER: &[Hint] = &[
    Hint::key("↓", "into the list"),
    Hint::key("Tab", "takes the suggestion"),
    Hint::key("type: is: name: problem: service: group:", "narrow by one thing"),
];
const ELSEWHERE: &[Hint] = &[
    Hint::key("Ctrl+K", "every command by name"),
    Hint::letter("g d, g r, g p", "Discover, Records, plan"),
];

/// Tells the keys that act where the focus is, while the list's page is open.
pub fn tell_hints(app: AppState, table: RecordTable, of_list: ListHints) {
    let grid = table.grid;
    app.hints.tell(move || {
        let hints = match () {
            () if table.is_filtering.get() => FILTER,
            () if !grid.has_focus.get() => ELSEWHERE,
            () if grid.cursor.get().is_some_and(|row| headed_by(row).is_some()) => of_list.heading,
            () if !grid.selection.with(Selection::is_empty) => of_list.selection,
            () => of_list.row,
        };
        let are_letters_on = grid.letters.get();
        hints.iter().copied().filter(|hint| are_letters_on || !hint.is_letter).collect()
    });
}
