//! The only sorts of this library: of rows by a number, with whatever lies behind it or without. Every
//! further kind of sort would cost the page 5 kB.

use std::cmp::Ordering;

/// A row: a number that is compared first, and the row's own number.
pub type Row = (u64, u32);

/// Sorts rows by what is compared first, then by `rest`; equal ones by their numbers.
pub fn sort_rows(rows: &mut [Row], rest: &dyn Fn(u32, u32) -> Ordering) {
    rows.sort_unstable_by(|one, other| {
        let first = one.0.cmp(&other.0);
        first.then_with(|| rest(one.1, other.1)).then(one.1.cmp(&other.1))
    });
}

/// Fewer rows than these are sorted by comparing them.
const FEW: usize = 200;

/// Sorts rows that come in the order of their own numbers by the numbers that they have; equal ones keep
/// their order. Byte by byte, from the lowest on, each row is put where the rows with its byte begin: that
/// costs a walk over the rows for each byte in which they differ. `spare` is used as a second place for
/// them.
pub fn sort_by_number(rows: &mut [Row], spare: &mut Vec<Row>) {
    if rows.len() < FEW {
        return sort_rows(rows, &|_, _| Ordering::Equal);
    }
    let mut starts = [[0_u32; 256]; 8];
    for (number, _) in rows.iter() {
        for (starts, byte) in starts.iter_mut().zip(number.to_le_bytes()) {
            if let Some(count) = starts.get_mut(usize::from(byte)) {
                *count += 1;
            }
        }
    }
    spare.resize(rows.len().max(spare.len()), Row::default());
    let all = rows.len() as u32;
    for (place, starts) in starts.iter_mut().enumerate() {
        // A byte that all share orders nothing.
        if starts.contains(&all) {
            continue;
        }
        let mut start = 0;
        for count in starts.iter_mut() {
            start += std::mem::replace(count, start);
        }
        for row in rows.iter() {
            let byte = usize::from((row.0 >> (8 * place)) as u8);
            let Some(at) = starts.get_mut(byte) else { continue };
            if let Some(to) = spare.get_mut(*at as usize) {
                *to = *row;
            }
            *at += 1;
        }
        rows.iter_mut().zip(spare.iter()).for_each(|(to, from)| *to = *from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_sorted_as_by_comparing_and_equal_ones_keep_their_order(
            numbers in prop::collection::vec(prop_oneof![0_u64..300, any::<u64>()], 0..600),
        ) {
            let mut rows: Vec<Row> = numbers.into_iter().zip(0..).collect();
            let mut sorted = rows.clone();
            sorted.sort();
            sort_by_number(&mut rows, &mut Vec::new());
            prop_assert_eq!(rows, sorted);
        }
    }
}
