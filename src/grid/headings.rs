//! The headings of a grid whose rows are grouped.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::grid::Groups;

/// The groups of a grid, and how their headings look.
#[derive(Clone, Copy)]
pub struct Headings {
    /// How rows are grouped; `None` if they are not.
    pub groups: Memo<Option<Arc<Groups>>>,
    /// The names of the groups that show their heading alone.
    pub folded: RwSignal<Vec<String>>,
    /// Draws what a heading holds.
    pub view: Callback<u32, AnyView>,
}

impl Headings {
    /// Folds a group, or unfolds it.
    pub fn toggle(self, group: u32) {
        let Some(name) = untrack(|| self.name(group)) else { return };
        self.folded.update(|folded| match folded.iter().position(|own| *own == name) {
            Some(place) => drop(folded.remove(place)),
            None => folded.push(name),
        });
    }

    /// What a group is called; `None` if it is gone.
    #[must_use]
    pub fn name(self, group: u32) -> Option<String> {
        self.groups.with(|groups| groups.as_ref()?.names.get(group as usize).cloned())
    }

    #[must_use]
    pub fn is_folded(self, group: u32) -> bool {
        let name = self.name(group);
        self.folded.with(|folded| name.is_some_and(|name| folded.contains(&name)))
    }

    /// The rows of a group, of those in this order.
    #[must_use]
    pub fn rows(self, group: u32, order: &[u32]) -> Vec<u32> {
        let rows = |groups: &Option<Arc<Groups>>| groups.as_ref().map(|g| g.rows(group, order));
        self.groups.with_untracked(rows).unwrap_or_default()
    }
}
