//! How the lists of a zone were left: what narrows, orders and groups them, and where in them the user was. It
//! lasts as long as the zone is open, so that a list is as before when its page is opened again.

use leptos::prelude::*;
use zonesift_core::grid::Condition;
use zonesift_core::plan::Problem;
use zonesift_core::record::RecordType;

use super::listed::Listed;
use crate::grid::GridMemory;

/// The lists of a zone.
#[derive(Clone, Copy, Default)]
pub struct Lists {
    /// The found records. An item keeps its number, so rows are known by it.
    pub found: ListState,
    /// The records in the zone. Rows are known by the numbers in `listed`.
    pub held: ListState,
    /// Which record each number stands for, by the IDs of records and edits.
    pub listed: StoredValue<Listed>,
}

/// One list.
#[derive(Clone, Copy, Default)]
pub struct ListState {
    pub filters: Filters,
    pub group_by: RwSignal<GroupBy>,
    /// Whether rows of the same name are grouped.
    pub grouped: RwSignal<bool>,
    pub grid: GridMemory,
    /// The problems as they were last found, until they are looked for again.
    pub problems: RwSignal<Vec<Problem>>,
}

/// What narrows a list.
#[derive(Clone, Copy, Default)]
pub struct Filters {
    /// The text filter. The URL holds it too.
    pub text: RwSignal<String>,
    /// The filters by column.
    pub conditions: RwSignal<Vec<Condition>>,
    /// The chosen types; all are shown when none is chosen.
    pub types: RwSignal<Vec<RecordType>>,
    /// The chosen marks, a bit each. A row must have one of each group in which marks are chosen.
    pub marks: RwSignal<u16>,
}

/// What records are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    #[default]
    Nothing,
    Purpose,
    Name,
    Type,
    Problem,
}

impl Filters {
    pub fn clear(self) {
        self.text.set(String::new());
        self.conditions.set(Vec::new());
        self.types.set(Vec::new());
        self.marks.set(0);
    }

    /// Whether any filter is set.
    #[must_use]
    pub fn are_set(self) -> bool {
        self.text.with(|text| !text.trim().is_empty())
            || self.conditions.with(|conditions| !conditions.is_empty())
            || self.types.with(|types| !types.is_empty())
            || self.marks.get() > 0
    }

    pub fn toggle_type(self, rtype: &RecordType) {
        self.types.update(|types| match types.iter().position(|chosen| chosen == rtype) {
            Some(place) => drop(types.remove(place)),
            None => types.push(rtype.clone()),
        });
    }

    /// Takes the text of a link to the list. Where it is another one than before, nothing else hides what it
    /// finds.
    pub fn arrive(self, text: String) {
        if !text.is_empty() && self.text.with_untracked(|own| *own != text) {
            self.clear();
            self.text.set(text);
        }
    }
}
