//! Which rows are shown, and in which order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Keys;

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// One key of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's number.
    pub column: usize,
    /// Its direction.
    pub direction: Direction,
}

/// What a row must have to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    words: Vec<String>,
    facets: BTreeSet<u16>,
}

impl Filter {
    /// Rows that hold every word of the text, without regard to case, and are of one of the facets;
    /// of any when none is named.
    #[must_use]
    pub fn new(text: &str, facets: BTreeSet<u16>) -> Self {
        Self { words: text.split_whitespace().map(str::to_lowercase).collect(), facets }
    }

    fn passes(&self, keys: &Keys, row: u32) -> bool {
        (self.facets.is_empty() || self.facets.contains(&keys.facet(row)))
            && self.words.iter().all(|word| keys.haystack(row).contains(word.as_str()))
    }
}

/// The rows that pass the filter, in order. Rows that are equal keep the order of their numbers.
#[must_use]
pub fn order(keys: &Keys, sort: &[Sort], filter: &Filter) -> Vec<u32> {
    let mut rows: Vec<u32> =
        (0..keys.len() as u32).filter(|&row| filter.passes(keys, row)).collect();
    if !sort.is_empty() {
        rows.sort_by(|&one, &other| compare(keys, sort, one, other));
    }
    rows
}

fn compare(keys: &Keys, sort: &[Sort], one: u32, other: u32) -> Ordering {
    let by = |sort: &Sort| {
        let ordering = keys.compare(sort.column, one, other);
        match sort.direction {
            Direction::Ascending => ordering,
            Direction::Descending => ordering.reverse(),
        }
    };
    sort.iter().map(by).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
}

/// How many rows of each facet pass the filter.
#[must_use]
pub fn facet_counts(keys: &Keys, filter: &Filter, facets: usize) -> Vec<u32> {
    let mut counts = vec![0; facets];
    for row in (0..keys.len() as u32).filter(|&row| filter.passes(keys, row)) {
        if let Some(count) = counts.get_mut(usize::from(keys.facet(row))) {
            *count += 1;
        }
    }
    counts
}

/// What a press on a column's header makes of the order: ascending, then descending, then without
/// it. `add` keeps the other keys; otherwise this column alone decides.
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
    use proptest::prelude::*;

    type Row = (String, u64, u16);

    fn keys(rows: &[Row]) -> Keys {
        let mut keys = Keys::new(2);
        for (text, number, facet) in rows {
            keys.row(*facet, &format!("{text} {number}"), |row| {
                row.text(0, text);
                row.number(1, *number);
            });
        }
        keys
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        prop::collection::vec(("[a-cA-C]{0,3}", 0_u64..5, 0_u16..3), 0..40)
    }

    fn sorts() -> impl Strategy<Value = Vec<Sort>> {
        let one = (0_usize..3, any::<bool>()).prop_map(|(column, up)| Sort {
            column,
            direction: if up { Direction::Ascending } else { Direction::Descending },
        });
        prop::collection::vec(one, 0..3)
    }

    /// The same, written as plainly as can be.
    fn naive(rows: &[Row], sort: &[Sort], text: &str, facets: &BTreeSet<u16>) -> Vec<u32> {
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
        fn order_is_total_stable_and_holds_just_what_passes(
            rows in rows(),
            sort in sorts(),
            text in "[a-c]{0,2} ?[0-4]?",
            facets in prop::collection::btree_set(0_u16..3, 0..3),
        ) {
            let expected = naive(&rows, &sort, &text, &facets);
            let filter = Filter::new(&text, facets);
            prop_assert_eq!(order(&keys(&rows), &sort, &filter), expected);
        }

        #[test]
        fn facet_counts_add_up_to_what_the_text_lets_through(rows in rows(), text in "[a-c]?") {
            let keys = keys(&rows);
            let filter = Filter::new(&text, BTreeSet::new());
            let sum: u32 = facet_counts(&keys, &filter, 3).iter().sum();
            prop_assert_eq!(sum as usize, order(&keys, &[], &filter).len());
        }
    }

    #[test]
    fn pressing_a_header_cycles_and_shift_adds() {
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
