//! Groups rows with the same key in one column.

use super::{Direction, Keys, Sort};

/// The sort order for grouping by a column: this column first, in its current direction if it has one,
/// then the current order, and `last` to break ties.
#[must_use]
pub fn grouped(sort: &[Sort], column: usize, last: usize) -> Vec<Sort> {
    let up = |column| Sort { column, direction: Direction::Ascending };
    let own = sort.iter().copied().find(|key| key.column == column);
    let others = sort.iter().copied().filter(|key| key.column != column);
    let mut grouped: Vec<Sort> = vec![own.unwrap_or(up(column))];
    grouped.extend(others);
    grouped.push(up(last));
    grouped
}

/// The size of the group that starts at this place; 0 if the row belongs to a group that has started
/// before. Walks over this group only.
#[must_use]
pub fn group_at(keys: &Keys, column: usize, order: &[u32], place: usize) -> usize {
    let Some(ranked) = keys.ranked(column) else { return 0 };
    let rank = |row: &u32| ranked.rank(*row);
    let rows = order.get(place..).unwrap_or_default();
    let own = rows.first().map(rank);
    let before = place.checked_sub(1).and_then(|before| order.get(before)).map(rank);
    match before == own {
        true => 0,
        false => rows.iter().take_while(|row| Some(rank(row)) == own).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Hits, RowFilter, Texts, order};
    use super::*;
    use proptest::prelude::*;

    fn keys(rows: &[(String, u64)]) -> Keys {
        let mut keys = Keys::default();
        let mut texts = Texts::default();
        for (text, _) in rows {
            keys.add(0);
            texts.push(|key| key.push_str(text));
        }
        keys.rank_texts(0, &texts);
        keys.rank_numbers(1, rows.iter().map(|row| row.1));
        keys
    }

    fn sorts() -> impl Strategy<Value = Vec<Sort>> {
        let one = (0_usize..2, any::<bool>()).prop_map(|(column, up)| Sort {
            column,
            direction: if up { Direction::Ascending } else { Direction::Descending },
        });
        prop::collection::vec(one, 0..3)
    }

    proptest! {
        #[test]
        fn equal_texts_form_one_group_counted_at_its_first_row(
            rows in prop::collection::vec(("[abc]", 0_u64..4), 0..40), sort in sorts(),
        ) {
            let keys = keys(&rows);
            let shown = order(&keys, &grouped(&sort, 0, 1), &Hits::new(&keys, ""), RowFilter::default());
            let text = |row: &u32| &rows[*row as usize].0;
            let mut seen: Vec<&String> = Vec::new();
            for (place, row) in shown.iter().enumerate() {
                let first = !seen.contains(&text(row));
                let count = shown.iter().filter(|other| text(other) == text(row)).count();
                prop_assert_eq!(group_at(&keys, 0, &shown, place), if first { count } else { 0 });
                // What has begun goes on without a gap.
                prop_assert!(first || seen.last() == Some(&text(row)));
                seen.push(text(row));
            }
            prop_assert_eq!(group_at(&keys, 0, &shown, shown.len()), 0);
        }
    }

    #[test]
    fn keeps_the_sort_order_within_a_group() {
        let keys = keys(&[("b".into(), 1), ("a".into(), 1), ("b".into(), 3), ("b".into(), 2)]);
        let down = |column| Sort { column, direction: Direction::Descending };
        for (sort, expected) in [
            (vec![], [1, 0, 3, 2]),
            (vec![down(1)], [1, 2, 3, 0]),
            (vec![down(0)], [0, 3, 2, 1]),
            (vec![down(1), down(0)], [2, 3, 0, 1]),
        ] {
            let sort = grouped(&sort, 0, 1);
            assert_eq!(order(&keys, &sort, &Hits::new(&keys, ""), RowFilter::default()), expected);
        }
    }
}
