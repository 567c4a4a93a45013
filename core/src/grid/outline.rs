//! The lines of a grid: the rows shown, and headings above groups of them.

use std::sync::Arc;

/// The bit that tells the number of a heading from that of a row. The rest is the number of the group.
const HEADING: u32 = 1 << 31;

/// The number of a group's heading among the lines.
#[must_use]
pub fn heading(group: u32) -> u32 {
    HEADING | group
}

/// The group that a line heads; `None` for a row.
#[must_use]
pub fn headed_by(line: u32) -> Option<u32> {
    (line & HEADING != 0).then_some(line & !HEADING)
}

/// What a grid draws, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Rows by their numbers, and headings.
    pub numbers: Arc<Vec<u32>>,
    /// The places of the headings, in order.
    headings: Vec<usize>,
}

/// How rows are grouped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The name of each group, in the order of their numbers.
    pub names: Vec<String>,
    /// The group of each row, by the row's number.
    pub of_rows: Vec<u32>,
}

impl Groups {
    /// The group of a row.
    #[must_use]
    pub fn of(&self, row: u32) -> u32 {
        self.of_rows.get(row as usize).copied().unwrap_or_default()
    }

    /// The rows of a group, of those in this order.
    #[must_use]
    pub fn rows(&self, group: u32, order: &[u32]) -> Vec<u32> {
        order.iter().copied().filter(|row| self.of(*row) == group).collect()
    }
}

impl Outline {
    /// Rows alone.
    #[must_use]
    pub fn plain(order: Arc<Vec<u32>>) -> Self {
        Self { numbers: order, headings: Vec::new() }
    }

    /// Rows under the headings of their groups, each group in the given order. A group whose name is folded
    /// shows its heading alone; a group without rows shows nothing.
    #[must_use]
    pub fn grouped(order: &[u32], groups: &Groups, folded: &[String]) -> Self {
        let mut rows_of: Vec<Vec<u32>> = vec![Vec::new(); groups.names.len()];
        for row in order {
            if let Some(rows) = rows_of.get_mut(groups.of(*row) as usize) {
                rows.push(*row);
            }
        }
        let mut numbers = Vec::with_capacity(order.len() + rows_of.len());
        let mut headings = Vec::new();
        let all = (0..).zip(&groups.names).zip(rows_of);
        for ((group, name), rows) in all.filter(|(_, rows)| !rows.is_empty()) {
            headings.push(numbers.len());
            numbers.push(heading(group));
            if !folded.contains(name) {
                numbers.extend(rows);
            }
        }
        Self { numbers: Arc::new(numbers), headings }
    }

    /// The number of lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// How many rows stand above a place; headings are none.
    #[must_use]
    pub fn rows_above(&self, place: usize) -> usize {
        place - self.headings.partition_point(|heading| *heading < place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups() -> impl Strategy<Value = Groups> {
        prop::collection::vec(0_u32..4, 0..30).prop_map(|of_rows| Groups {
            names: ["a", "b", "c", "d"].map(String::from).to_vec(),
            of_rows,
        })
    }

    proptest! {
        #[test]
        fn every_row_stands_once_under_the_heading_of_its_group(
            groups in groups(),
            folded in prop::collection::vec(0_u32..4, 0..3),
        ) {
            let order: Vec<u32> = (0..groups.of_rows.len() as u32).rev().collect();
            let names: Vec<String> =
                folded.iter().map(|group| groups.names[*group as usize].clone()).collect();
            let lines = Outline::grouped(&order, &groups, &names);
            let (mut group, mut rows) = (None, Vec::new());
            for (place, line) in lines.numbers.iter().enumerate() {
                prop_assert_eq!(lines.rows_above(place), rows.len());
                match headed_by(*line) {
                    Some(next) => {
                        prop_assert!(group < Some(next), "each group once, in their order");
                        prop_assert!(!groups.rows(next, &order).is_empty());
                        group = Some(next);
                    }
                    None => {
                        prop_assert_eq!(Some(groups.of(*line)), group);
                        rows.push(*line);
                    }
                }
            }
            let expected = (0..4).filter(|group| !folded.contains(group));
            let expected: Vec<u32> = expected.flat_map(|group| groups.rows(group, &order)).collect();
            prop_assert_eq!(rows, expected);
        }
    }

    #[test]
    fn rows_without_groups_are_drawn_as_they_are() {
        let order = Arc::new(vec![3, 1, 2]);
        let lines = Outline::plain(order.clone());
        assert!(Arc::ptr_eq(&lines.numbers, &order));
        assert_eq!(lines.rows_above(2), 2);
        assert_eq!(headed_by(3), None);
        assert_eq!(headed_by(heading(7)), Some(7));
    }
}
