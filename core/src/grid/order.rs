//! The visible rows and their order.

use std::cmp::Ordering;

use super::keys::Ranked;
use super::{Hits, Keys};

/// The direction of a sort key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A sort key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's number.
    pub column: usize,
    /// Its direction.
    pub direction: Direction,
}

/// The filters besides the search.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowFilter<'a> {
    /// The facets to show; all if empty.
    pub facets: &'a [u16],
    /// The marks of the rows, one bit each.
    pub marks: &'a [u16],
    /// The chosen marks of each group; a row must have at least one of each.
    pub chosen: &'a [u16],
}

impl RowFilter<'_> {
    fn allows(&self, keys: &Keys, row: u32) -> bool {
        let marks = self.marks.get(row as usize).copied().unwrap_or_default();
        (self.facets.is_empty() || self.facets.contains(&keys.facet(row)))
            && self.chosen.iter().all(|chosen| marks & chosen > 0)
    }
}

/// The chosen marks of each group, without empty groups. Groups share the bits: `sizes` are their numbers
/// of bits, from the lowest on.
#[must_use]
pub fn chosen(sizes: impl Iterator<Item = usize>, marked: u16) -> Vec<u16> {
    let mut rest = marked;
    let mut end = 0;
    let own = sizes.map(|size| {
        end += size;
        let own = rest & !u16::MAX.checked_shl(end as u32).unwrap_or_default();
        rest ^= own;
        own
    });
    own.filter(|own| *own > 0).collect()
}

/// The rows that pass the search and the filters, in order. Ties stay in the order of their numbers.
///
/// Uses the computed orders of the columns: one walk over all rows, plus a sort of the ties of the first
/// column if there are more sort keys.
#[must_use]
pub fn order(keys: &Keys, sort: &[Sort], hits: &Hits, wanted: RowFilter<'_>) -> Vec<u32> {
    let passes = |row: &u32| hits.passes(*row) && wanted.allows(keys, *row);
    let by: Vec<By<'_>> =
        sort.iter().filter_map(|s| Some((keys.ranked(s.column)?, s.direction))).collect();
    let mut rows = Vec::with_capacity(hits.count());
    let Some(((ranked, direction), others)) = by.split_first() else {
        rows.extend((0..keys.len() as u32).filter(passes));
        return rows;
    };
    match direction {
        Direction::Ascending => rows.extend(ranked.sorted.iter().copied().filter(passes)),
        Direction::Descending => rows.extend(ranked.reversed().filter(passes)),
    }
    if let Some((first, rest)) = others.split_first() {
        let same = |one: &u32, other: &u32| ranked.rank(*one) == ranked.rank(*other);
        let mut keyed: Vec<(u32, u32)> = Vec::new();
        for equal in rows.chunk_by_mut(same).filter(|equal| equal.len() > 1) {
            keyed.clear();
            keyed.extend(equal.iter().map(|row| (place(first, *row), *row)));
            keyed.sort_unstable_by(|one, other| {
                let places = one.0.cmp(&other.0);
                places.then_with(|| compare(rest, one.1, other.1)).then(one.1.cmp(&other.1))
            });
            equal.iter_mut().zip(&keyed).for_each(|(to, (_, row))| *to = *row);
        }
    }
    rows
}

/// A computed order and its direction.
type By<'k> = (&'k Ranked, Direction);

/// The rank of a row, counted from the end that comes first.
fn place((ranked, direction): &By<'_>, row: u32) -> u32 {
    match direction {
        Direction::Ascending => ranked.rank(row),
        Direction::Descending => u32::MAX - ranked.rank(row),
    }
}

fn compare(by: &[By<'_>], one: u32, other: u32) -> Ordering {
    let each = |by| place(by, one).cmp(&place(by, other));
    by.iter().map(each).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
}

/// Cycles a column's sort when its header is pressed: ascending, descending, none. `add` keeps the other
/// sort keys; otherwise this column becomes the only one.
pub fn toggle_sort(sort: &mut Vec<Sort>, column: usize, add: bool) {
    let place = sort.iter().position(|key| key.column == column);
    let before = place.and_then(|place| sort.get(place).map(|key| key.direction));
    let after = match before {
        None => Some(Direction::Ascending),
        Some(Direction::Ascending) => Some(Direction::Descending),
        Some(Direction::Descending) => None,
    };
    let key = after.map(|direction| Sort { column, direction });
    match (add, place, key) {
        (true, Some(place), Some(key)) => {
            if let Some(old) = sort.get_mut(place) {
                *old = key;
            }
        }
        (true, Some(place), None) => {
            sort.remove(place);
        }
        (true, None, key) => sort.extend(key),
        (false, _, key) => *sort = key.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{Texts, facet_counts};
    use proptest::prelude::*;

    type TestRow = (String, u64, u16);

    fn keys(rows: &[TestRow]) -> Keys {
        let mut keys = Keys::default();
        let mut texts = Texts::default();
        for (text, number, facet) in rows {
            keys.add(*facet);
            keys.describe(&[text, &number.to_string()]);
            texts.push(|key| key.push_str(text));
        }
        keys.rank_texts(0, &texts);
        keys.rank_numbers(1, rows.iter().map(|row| row.1));
        keys
    }

    fn rows() -> impl Strategy<Value = Vec<TestRow>> {
        let text = "(common.start-)?[a-cA-C\\x00]{0,3}(\\x00{5,9})?(and-more-of-it)?[ab]?";
        prop::collection::vec((text, 0_u64..5, 0_u16..3), 0..40)
    }

    fn sorts() -> impl Strategy<Value = Vec<Sort>> {
        let one = (0_usize..3, any::<bool>()).prop_map(|(column, up)| Sort {
            column,
            direction: if up { Direction::Ascending } else { Direction::Descending },
        });
        prop::collection::vec(one, 0..3)
    }

    /// The same, written as plainly as can be.
    fn naive(rows: &[TestRow], sort: &[Sort], text: &str, facets: &[u16]) -> Vec<u32> {
        let mut shown: Vec<usize> = (0..rows.len())
            .filter(|&n| {
                let (word, number, facet) = &rows[n];
                let haystack = format!("{word} {number}").to_lowercase();
                (facets.is_empty() || facets.contains(facet))
                    && text.to_lowercase().split_whitespace().all(|w| haystack.contains(w))
            })
            .collect();
        for key in sort.iter().rev() {
            shown.sort_by(|&a, &b| {
                let ordering = match key.column {
                    0 => rows[a].0.cmp(&rows[b].0),
                    1 => rows[a].1.cmp(&rows[b].1),
                    _ => Ordering::Equal,
                };
                if key.direction == Direction::Ascending { ordering } else { ordering.reverse() }
            });
        }
        shown.into_iter().map(|n| n as u32).collect()
    }

    proptest! {
        #[test]
        fn order_is_total_stable_and_holds_exactly_the_rows_that_pass(
            rows in rows(),
            sort in sorts(),
            text in "[a-c]{0,2} ?[0-4]?",
            facets in prop::sample::subsequence(vec![0_u16, 1, 2], 0..3),
            marks in prop::collection::vec(0_u16..16, 40),
            marked in 0_u16..16,
        ) {
            let mut expected = naive(&rows, &sort, &text, &facets);
            // One group has the first two marks, the other one the rest.
            let groups = [marked & 3, marked & 12];
            let has_one = |row: u32, group: u16| group == 0 || marks[row as usize] & group > 0;
            expected.retain(|row| groups.iter().all(|group| has_one(*row, *group)));
            let chosen = chosen([2, 14].into_iter(), marked);
            let keys = keys(&rows);
            let hits = Hits::new(&keys, &text);
            let wanted = RowFilter { facets: &facets, marks: &marks, chosen: &chosen };
            prop_assert_eq!(order(&keys, &sort, &hits, wanted), expected);
        }

        #[test]
        fn facet_counts_sum_up_to_the_rows_that_match_the_text(rows in rows(), text in "[a-c]?") {
            let keys = keys(&rows);
            let hits = Hits::new(&keys, &text);
            let sum: u32 = facet_counts(&keys, &hits, 3, |_| false).iter().sum();
            prop_assert_eq!(sum as usize, order(&keys, &[], &hits, RowFilter::default()).len());
        }
    }

    #[test]
    fn sorts_again_when_rows_arrive_after_a_sort() {
        let mut keys = keys(&[("b".into(), 1, 0), ("zone-common-long-b".into(), 2, 0)]);
        let up = [Sort { column: 0, direction: Direction::Ascending }];
        assert_eq!(order(&keys, &up, &Hits::new(&keys, ""), RowFilter::default()), [0, 1]);
        keys.add(0);
        assert!(!keys.is_ranked(0));
        let mut texts = Texts::default();
        ["b", "zone-common-long-b", "a"]
            .iter()
            .for_each(|text| texts.push(|key| key.push_str(text)));
        keys.rank_texts(0, &texts);
        assert_eq!(order(&keys, &up, &Hits::new(&keys, ""), RowFilter::default()), [2, 0, 1]);
    }

    #[test]
    fn pressing_a_header_cycles_its_sort_and_shift_adds_a_column() {
        let mut sort = Vec::new();
        let shape = |sort: &[Sort]| -> Vec<(usize, bool)> {
            sort.iter().map(|s| (s.column, s.direction == Direction::Ascending)).collect()
        };
        toggle_sort(&mut sort, 1, false);
        assert_eq!(shape(&sort), [(1, true)]);
        toggle_sort(&mut sort, 2, true);
        toggle_sort(&mut sort, 1, true);
        assert_eq!(shape(&sort), [(1, false), (2, true)]);
        toggle_sort(&mut sort, 1, true);
        assert_eq!(shape(&sort), [(2, true)]);
        toggle_sort(&mut sort, 2, false);
        toggle_sort(&mut sort, 2, false);
        assert_eq!(shape(&sort), []);
    }
}
