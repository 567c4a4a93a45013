//! The keys of the page: on to the next warning or failure, to the filter, and back.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use zonesift_core::lines::Line;

use super::PlanView;
use crate::browser::page;
use crate::grid::{Action, Actions, KeyPress};
use crate::pages::shared::record_table::FILTER;
use crate::state::AppState;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanAction {
    Next,
    Previous,
    Filter,
}

impl Actions for PlanAction {
    const ALL: &'static [Self] = &[Self::Next, Self::Previous, Self::Filter];

    fn action(self) -> Action {
        match self {
            Self::Next => Action::key('n', "to the next change with a warning"),
            Self::Previous => Action::key('p', "to the previous one"),
            Self::Filter => FILTER,
        }
    }
}

/// Where Escape is for the control itself, and letters are text.
const TYPED_INTO: &str = "input:not([type=checkbox]), textarea, select, dialog";

impl PlanView {
    /// Handles a letter. Returns whether it is one of the page's.
    pub fn press(self, KeyPress { key, .. }: KeyPress) -> bool {
        match PlanAction::of_key(key) {
            Some(PlanAction::Next) => self.go_on(true),
            Some(PlanAction::Previous) => self.go_on(false),
            Some(PlanAction::Filter) => page::focus("#filter"),
            None => return false,
        }
        true
    }

    /// Handles a key outside the grid. Escape goes back; a run goes on without its page.
    pub fn press_outside(self, app: AppState, event: &KeyboardEvent) {
        let is_other = event.ctrl_key() || event.alt_key() || event.meta_key();
        if event.default_prevented() || is_other || page::is_in(event, TYPED_INTO) {
            return;
        }
        match event.key().as_str() {
            "Escape" => app.leave_plan(self.zone.id()),
            "n" if self.grid.letters.get_untracked() => self.go_on(true),
            "p" if self.grid.letters.get_untracked() => self.go_on(false),
            _ => {}
        }
    }

    /// The places of the lines to go on to: those with warnings, or once the plan is written those that failed.
    pub fn trouble(self) -> Vec<usize> {
        let order = self.list.order.get();
        let all = order.iter().enumerate();
        match self.is_over() {
            true => self.list.failed.with(|failed| {
                let has_failed = |number: &u32| failed.binary_search(number).is_ok();
                all.filter(|(_, number)| has_failed(number)).map(|(place, _)| place).collect()
            }),
            false => self.lines.with(|lines| {
                let is_warned = |line: &Line| line.planned.is_warned();
                let is_warned = |number: &u32| lines.get(*number).is_some_and(is_warned);
                all.filter(|(_, number)| is_warned(number)).map(|(place, _)| place).collect()
            }),
        }
    }

    /// Moves the cursor to the next line with a warning, or once the plan is written with a failure; from the
    /// last one to the first.
    pub fn go_on(self, is_forward: bool) {
        let order = self.list.order.get_untracked();
        let at = self.grid.cursor.get_untracked();
        let at = at.and_then(|at| order.iter().position(|number| *number == at));
        let trouble = untrack(|| self.trouble());
        let next = match is_forward {
            true => trouble.iter().find(|place| Some(**place) > at).or(trouble.first()),
            false => trouble.iter().rev().find(|place| Some(**place) < at).or(trouble.last()),
        };
        if let Some(next) = next.and_then(|place| order.get(*place)) {
            self.grid.cursor.set(Some(*next));
            page::focus(".plan-page [role=grid]");
        }
    }
}
