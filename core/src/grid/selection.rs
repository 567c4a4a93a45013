//! The selected rows, by number. What a filter hides stays selected.

use std::collections::BTreeSet;

/// A set of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    rows: BTreeSet<u32>,
}

impl Selection {
    /// Whether a row is selected.
    #[must_use]
    pub fn contains(&self, row: u32) -> bool {
        self.rows.contains(&row)
    }

    /// How many are selected, hidden ones counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The selected rows by number.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().copied()
    }

    /// Selects a row, or no longer.
    pub fn toggle(&mut self, row: u32) {
        if !self.rows.remove(&row) {
            self.rows.insert(row);
        }
    }

    /// Selects all these rows; when they all are already, none of them.
    pub fn toggle_all(&mut self, rows: &[u32]) {
        if self.holds_all(rows) {
            self.rows.retain(|row| !rows.contains(row));
        } else {
            self.rows.extend(rows);
        }
    }

    /// Whether there are rows and all of them are selected.
    #[must_use]
    pub fn holds_all(&self, rows: &[u32]) -> bool {
        !rows.is_empty() && rows.iter().all(|row| self.rows.contains(row))
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        self.rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_shown_goes_on_and_off_and_leaves_the_hidden_alone(
            selected in prop::collection::btree_set(0_u32..20, 0..20),
            shown in prop::collection::btree_set(0_u32..20, 1..20),
        ) {
            let mut selection = Selection { rows: selected.clone() };
            let shown: Vec<u32> = shown.into_iter().collect();
            let had_all = selection.holds_all(&shown);
            selection.toggle_all(&shown);
            prop_assert_eq!(selection.holds_all(&shown), !had_all);
            for row in selected.iter().filter(|row| !shown.contains(row)) {
                prop_assert!(selection.contains(*row));
            }
        }
    }

    #[test]
    fn a_row_goes_on_and_off() {
        let mut selection = Selection::default();
        selection.toggle(3);
        assert!(selection.contains(3) && selection.len() == 1);
        selection.toggle(3);
        assert!(selection.is_empty());
    }
}
