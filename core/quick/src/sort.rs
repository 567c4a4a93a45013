//! The only sort of this library: of numbers, by whatever lies behind them. Every further kind of
//! sort would cost the page 5 kB. It is fast where most comparisons are settled by one number.

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
