//! The selected rows, by number. Rows that a filter hides stay selected.

/// A set of rows as a bitmap, so that selecting 100,000 rows takes microseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Never ends with a zero word, so that equal sets compare equal.
    words: Vec<u64>,
    /// The anchor of a range: the row that was last selected individually.
    anchor: Option<u32>,
}

impl Selection {
    /// Whether a row is selected.
    #[must_use]
    pub fn contains(&self, row: u32) -> bool {
        self.words.get(row as usize / 64).is_some_and(|word| word & bit(row) != 0)
    }

    /// The number of selected rows, including hidden ones.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no row is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The numbers of the selected rows.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        (0..self.words.len() as u32 * 64).filter(|&row| self.contains(row))
    }

    /// Selects or deselects a row.
    pub fn toggle(&mut self, row: u32) {
        self.set(row, !self.contains(row));
        self.trim();
        self.anchor = Some(row);
    }

    /// Selects the range from the anchor to this row, in the visible order. If the anchor is not visible,
    /// selects only this row.
    pub fn extend_to(&mut self, row: u32, order: &[u32]) {
        let place = |row: u32| order.iter().position(|&other| other == row);
        let Some(to) = place(row) else { return };
        let from = self.anchor.and_then(place).unwrap_or(to);
        for &row in order.get(from.min(to)..=from.max(to)).unwrap_or_default() {
            self.set(row, true);
        }
        if from == to {
            self.anchor = Some(row);
        }
    }

    /// The cursor moves from one row to another while it selects: the selected range then lies between its
    /// anchor and the new row, in the visible order. A range begins at a row that is not selected.
    pub fn stretch(&mut self, from: u32, to: u32, order: &[u32]) {
        if !self.contains(from) || self.anchor.is_none() {
            self.anchor = Some(from);
        }
        let place = |row: u32| order.iter().position(|&other| other == row);
        let (Some(before), Some(now)) = (place(from), place(to)) else { return };
        let anchor = self.anchor.and_then(place).unwrap_or(before);
        let is_back = now.abs_diff(anchor) < before.abs_diff(anchor);
        self.set(from, !is_back);
        self.set(to, true);
        self.trim();
    }

    /// Selects all these rows; if all of them are selected, deselects them.
    pub fn toggle_all(&mut self, rows: &[u32]) {
        let on = !self.holds_all(rows);
        for &row in rows {
            self.set(row, on);
        }
        self.trim();
    }

    /// Whether there are rows and all of them are selected.
    #[must_use]
    pub fn holds_all(&self, rows: &[u32]) -> bool {
        !rows.is_empty() && rows.iter().all(|&row| self.contains(row))
    }

    /// How many of these rows are selected.
    #[must_use]
    pub fn count_in(&self, rows: &[u32]) -> usize {
        rows.iter().filter(|&&row| self.contains(row)).count()
    }

    /// Deselects all rows except these.
    pub fn keep_only(&mut self, rows: &[u32]) {
        let mut kept = Self { words: Vec::new(), anchor: self.anchor };
        rows.iter().filter(|&&row| self.contains(row)).for_each(|&row| kept.set(row, true));
        *self = kept;
    }

    /// Selects exactly these rows.
    pub fn select_only(&mut self, rows: impl Iterator<Item = u32>) {
        *self = Self { words: Vec::new(), anchor: self.anchor };
        rows.for_each(|row| self.set(row, true));
    }

    /// Deselects all rows.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    fn set(&mut self, row: u32, on: bool) {
        let place = row as usize / 64;
        if on && place >= self.words.len() {
            self.words.resize(place + 1, 0);
        }
        if let Some(word) = self.words.get_mut(place) {
            *word = if on { *word | bit(row) } else { *word & !bit(row) };
        }
    }

    fn trim(&mut self) {
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }
}

fn bit(row: u32) -> u64 {
    1 << (row % 64)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    fn selected(rows: &BTreeSet<u32>) -> Selection {
        let mut selection = Selection::default();
        rows.iter().for_each(|&row| selection.toggle(row));
        selection
    }

    proptest! {
        #[test]
        fn behaves_like_a_std_set(rows in prop::collection::vec(0_u32..200, 0..60)) {
            let (mut selection, mut set) = (Selection::default(), BTreeSet::new());
            for row in rows {
                selection.toggle(row);
                if !set.remove(&row) {
                    set.insert(row);
                }
                prop_assert_eq!(selection.len(), set.len());
                prop_assert_eq!(selection.is_empty(), set.is_empty());
                prop_assert!(selection.rows().eq(set.iter().copied()));
            }
        }

        #[test]
        fn a_stretched_range_lies_between_its_anchor_and_the_cursor(
            start in 0_usize..20,
            steps in prop::collection::vec(any::<bool>(), 0..30),
        ) {
            let order: Vec<u32> = (100..120).rev().collect();
            let mut selection = Selection::default();
            let mut now = start;
            for is_down in steps {
                let next = if is_down { (now + 1).min(19) } else { now.saturating_sub(1) };
                selection.stretch(order[now], order[next], &order);
                now = next;
                let range = start.min(now)..=start.max(now);
                let expected: BTreeSet<u32> = order[range].iter().copied().collect();
                prop_assert!(selection.rows().eq(expected));
            }
        }

        #[test]
        fn toggles_all_shown_rows_and_leaves_hidden_rows_alone(
            before in prop::collection::btree_set(0_u32..200, 0..20),
            shown in prop::collection::btree_set(0_u32..200, 1..20),
        ) {
            let mut selection = selected(&before);
            let shown: Vec<u32> = shown.into_iter().collect();
            let had_all = selection.holds_all(&shown);
            selection.toggle_all(&shown);
            prop_assert_eq!(selection.holds_all(&shown), !had_all);
            for row in before.iter().filter(|row| !shown.contains(row)) {
                prop_assert!(selection.contains(*row));
            }
        }
    }

    #[test]
    fn counts_hidden_rows_and_can_deselect_them() {
        let mut selection = selected(&[1, 70, 3].into());
        let shown = [70, 2, 3];
        assert_eq!(selection.len() - selection.count_in(&shown), 1);
        selection.keep_only(&shown);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [3, 70]);
        selection.keep_only(&[]);
        assert!(selection.is_empty());
    }

    #[test]
    fn toggles_a_row() {
        let mut selection = Selection::default();
        selection.toggle(3);
        assert!(selection.contains(3) && selection.len() == 1);
        selection.toggle(3);
        assert!(selection.is_empty());
    }

    #[test]
    fn extends_a_range_by_the_shown_order_and_not_by_row_numbers() {
        let order = [9, 2, 7, 4, 1];
        let mut selection = Selection::default();
        selection.toggle(4);
        selection.extend_to(2, &order);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [2, 4, 7]);
        // The range goes on from where it began.
        selection.extend_to(1, &order);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [1, 2, 4, 7]);
    }
}
