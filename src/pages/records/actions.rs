//! What can be done to a record of the zone, by key and by button.

use leptos::prelude::*;

use super::{Editing, Records};
use crate::browser::page;
use crate::grid::{Action, Actions, KeyPress};
use crate::pages::shared::problem_bar::fixes;
use crate::pages::shared::record_table::{FILTER, HELP, ListHints, SHOW, UNDO};
use crate::state::commands::Command;
use crate::state::hints::Hint;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordAction {
    Edit,
    /// Plans the record's deletion.
    Delete,
    /// Takes a planned deletion back.
    Keep,
    Show,
    Undo,
    Filter,
    Help,
}

impl Actions for RecordAction {
    const ALL: &'static [Self] =
        &[Self::Edit, Self::Delete, Self::Keep, Self::Show, Self::Undo, Self::Filter, Self::Help];

    fn action(self) -> Action {
        match self {
            Self::Edit => Action::button('e', "Edit", "quiet", "edit the record"),
            Self::Delete => Action::without_key("Delete", "reject"),
            Self::Keep => Action::without_key("Keep", "reject"),
            Self::Show => SHOW,
            Self::Undo => UNDO,
            Self::Filter => FILTER,
            Self::Help => HELP,
        }
    }
}

pub const HINTS: ListHints = ListHints {
    row: &[
        Hint::letter("e", "edit"),
        Hint::letter("d", "details"),
        Hint::key("Enter", "its buttons"),
        Hint::key("Space", "select"),
        Hint::key("Ctrl+Z", "undo"),
        Hint::letter("/", "filter"),
        Hint::letter("?", "all keys"),
    ],
    selection: &[
        Hint::key("Shift+↑↓", "select more"),
        Hint::key("Ctrl+A", "all shown"),
        Hint::key("Escape", "none"),
        Hint::key("Ctrl+Z", "undo"),
        Hint::letter("?", "all keys"),
    ],
    heading: &[],
};

impl Records {
    /// What the page offers by name.
    pub fn commands(self) -> Vec<Command> {
        let Self { zone, table, editing, rows } = self;
        let acts = vec![
            Command::new("Add record", move || editing.set(Some(Editing::New))),
            Command::new("Undo the last action", move || zone.undo_act()).by("z"),
            Command::new("Undo last apply", move || zone.undo_last()),
            Command::new("Review plan", move || zone.review()),
            Command::new("Filter records", move || page::focus("#filter")).by("/"),
            Command::new("Keyboard shortcuts", move || table.help.set(true)).by("?"),
        ];
        acts.into_iter().chain(fixes(rows.conflicts)).collect()
    }

    /// Handles a letter. Returns whether it is one of the page's.
    pub fn press(self, KeyPress { key, row }: KeyPress) -> bool {
        match (RecordAction::of_key(key), row) {
            (Some(RecordAction::Filter), _) => page::focus("#filter"),
            (Some(RecordAction::Undo), _) => self.zone.undo_act(),
            (Some(RecordAction::Help), _) => self.table.help.set(true),
            (Some(RecordAction::Edit), Some(row)) => self.edit(row),
            (Some(RecordAction::Show), Some(row)) => self.table.looked_at.set(Some(row)),
            _ => return false,
        }
        true
    }

    /// Opens a row's record in a form, if it may be edited.
    pub fn edit(self, row: u32) {
        let is_open = self.rows.now(row, |record| record.may_edit()) == Some(true);
        self.editing.set(is_open.then_some(Editing::Row(row)));
    }
}
