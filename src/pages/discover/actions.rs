//! What can be done to a found record, by key and by button.

use leptos::prelude::*;
use zonesift_core::grid::headed_by;
use zonesift_core::review::Decision;
use zonesift_core::scan::Event;

use super::{Discover, proxy_bar};
use crate::browser::page;
use crate::grid::{Action, Actions, KeyPress};
use crate::pages::shared::problem_bar::fixes;
use crate::pages::shared::record_table::{FILTER, HELP, ListHints, SHOW, UNDO};
use crate::state::commands::Command;
use crate::state::hints::Hint;

/// What the three keys of a decision have in common.
const DECIDES: &str = "accept, reject or reset, then go to the next undecided record; on a selected row, all selected ones";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundAction {
    Accept,
    Reject,
    Undecide,
    Edit,
    Show,
    Undo,
    Filter,
    Help,
}

impl Actions for FoundAction {
    const ALL: &'static [Self] = &[
        Self::Accept,
        Self::Reject,
        Self::Undecide,
        Self::Edit,
        Self::Show,
        Self::Undo,
        Self::Filter,
        Self::Help,
    ];

    fn action(self) -> Action {
        match self {
            Self::Accept => Action::button('a', "Accept", "part accept", DECIDES),
            Self::Reject => Action::button('r', "Reject", "part reject", DECIDES),
            Self::Undecide => Action::key('u', DECIDES),
            Self::Edit => Action::button('e', "Edit", "part edit", "edit before accepting"),
            Self::Show => SHOW,
            Self::Undo => UNDO,
            Self::Filter => FILTER,
            Self::Help => HELP,
        }
    }
}

pub const HINTS: ListHints = ListHints {
    row: &[
        Hint::letter("a", "accept"),
        Hint::letter("r", "reject"),
        Hint::letter("u", "undecided"),
        Hint::letter("e", "edit"),
        Hint::letter("d", "details"),
        Hint::key("Space", "select"),
        Hint::key("Ctrl+Z", "undo"),
        Hint::letter("/", "filter"),
        Hint::letter("?", "all keys"),
    ],
    selection: &[
        Hint::letter("a", "accept the selected rows"),
        Hint::letter("r", "reject them"),
        Hint::letter("u", "undecided"),
        Hint::key("Shift+↑↓", "select more"),
        Hint::key("Ctrl+A", "all shown"),
        Hint::key("Escape", "none"),
        Hint::key("Ctrl+Z", "undo"),
    ],
    heading: &[
        Hint::key("Enter", "fold or unfold"),
        Hint::letter("a", "accept the group"),
        Hint::letter("r", "reject it"),
        Hint::key("Space", "select it"),
        Hint::key("Ctrl+Z", "undo"),
        Hint::letter("?", "all keys"),
    ],
};

impl Discover {
    /// What the page offers by name.
    pub fn commands(self) -> Vec<Command> {
        let Self { zone, table, recommended, .. } = self;
        let decide_shown = move |decision| {
            zone.decide_all(&table.grid.order.get_untracked(), decision);
        };
        let acts = vec![
            Command::new("Start scan", move || zone.happen(Event::Start)),
            Command::new("Stop the scan", move || zone.happen(Event::Stop)),
            Command::new("Take the recommendations", move || recommended.take()),
            Command::new("Accept all shown", move || decide_shown(Decision::Accepted)),
            Command::new("Reject all shown", move || decide_shown(Decision::Rejected)),
            Command::new("Clear decisions", move || decide_shown(Decision::Undecided)),
            Command::new("Undo the last action", move || zone.undo_act()).by("z"),
            Command::new("Review plan", move || zone.review()),
            Command::new("Filter records", move || page::focus("#filter")).by("/"),
            Command::new("Keyboard shortcuts", move || table.help.set(true)).by("?"),
        ];
        let fixes = fixes(self.conflicts);
        acts.into_iter().chain(proxy_bar::commands(zone)).chain(fixes).collect()
    }

    /// Handles a letter. Returns whether it is one of the page's.
    pub fn press(self, KeyPress { key, row }: KeyPress) -> bool {
        match (FoundAction::of_key(key), row) {
            (Some(FoundAction::Filter), _) => page::focus("#filter"),
            (Some(FoundAction::Undo), _) => self.zone.undo_act(),
            (Some(FoundAction::Help), _) => self.table.help.set(true),
            (Some(FoundAction::Accept), Some(row)) if headed_by(row).is_some() => {
                headed_by(row)
                    .iter()
                    .for_each(|group| self.decide_group(*group, Decision::Accepted));
            }
            (Some(FoundAction::Reject), Some(row)) if headed_by(row).is_some() => {
                headed_by(row)
                    .iter()
                    .for_each(|group| self.decide_group(*group, Decision::Rejected));
            }
            (Some(FoundAction::Accept), Some(item)) => self.decide(item, Decision::Accepted),
            (Some(FoundAction::Reject), Some(item)) => self.decide(item, Decision::Rejected),
            (Some(FoundAction::Undecide), Some(item)) => self.decide(item, Decision::Undecided),
            (Some(FoundAction::Edit), Some(item)) => self.edit(item),
            (Some(FoundAction::Show), Some(item)) => self.table.looked_at.set(Some(item)),
            _ => return false,
        }
        true
    }

    /// Opens an item in a form, if it may be accepted.
    pub fn edit(self, item: u32) {
        self.editing.set(self.zone.may_accept(item).then_some(item));
    }

    /// Decides by key and moves on to the next row without a decision, so that a list can be reviewed
    /// key by key. On one of several selected rows it decides all of these.
    fn decide(self, item: u32, decision: Decision) {
        let selected = self.table.selected_rows();
        if selected.len() > 1 && selected.contains(&item) {
            return self.decide_selected(&selected, decision);
        }
        self.zone.decide(item, decision);
        self.zone.review.with_untracked(|review| {
            let waits = |row| review.as_ref().is_some_and(|review| review.is_open(row));
            self.table.next_row(item, waits);
        });
    }

    /// Decides all selected rows by key. As with the buttons, nothing is rejected while a filter hides
    /// some of them.
    fn decide_selected(self, selected: &[u32], decision: Decision) {
        let hides_any = self.table.selected.with_untracked(|counts| counts.hidden > 0);
        if decision != Decision::Rejected || !hides_any {
            self.zone.decide_all(selected, decision);
        }
    }
}
