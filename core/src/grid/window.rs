//! The virtualized window of rows, and scrolling. All lengths are in CSS pixels.

use std::ops::Range;

/// The maximum number of rendered rows, unless the viewport itself shows more.
const MOST: usize = 60;

/// The range of rows to render: those in the viewport plus `overscan` on both sides, fewer if the viewport
/// is very high. Its length is constant, so that scrolling neither creates nor removes row elements. A
/// scroll position beyond the end counts as the end.
#[must_use]
pub fn window(
    top: f64,
    viewport: f64,
    row_height: f64,
    rows: usize,
    overscan: usize,
) -> Range<usize> {
    let height = row_height.max(1.0);
    let first = (top.max(0.0) / height).floor() as usize;
    let shown = ((viewport.max(0.0) / height).ceil() as usize).saturating_add(1);
    let overscan = overscan.min(MOST.saturating_sub(shown) / 2);
    let drawn = shown.saturating_add(2 * overscan).min(rows);
    let start = first.saturating_sub(overscan).min(rows - drawn);
    start..start + drawn
}

/// The scroll position that makes the range from `start` to `end` visible; `None` if it already is. `top`
/// is the current position and `seen` the uncovered height of the viewport.
#[must_use]
pub fn scroll_to_show(start: f64, end: f64, top: f64, seen: f64) -> Option<f64> {
    if start < top {
        Some(start)
    } else if end > top + seen {
        Some((end - seen).max(0.0))
    } else {
        None
    }
}

/// By how many places the visible rows have moved from one order to the next (negative: up), to keep them
/// under the user's eyes. `seen` are their previous places, and `cursor` the place to follow first. A row
/// counts only together with the row below it: a row that moved alone is not followed, nor is a sort.
#[must_use]
pub fn shift(before: &[u32], after: &[u32], seen: Range<usize>, cursor: Option<usize>) -> isize {
    let cursor = cursor.filter(|place| seen.contains(place));
    // A few pairs are enough: each costs a walk over all rows.
    let pairs = cursor.into_iter().chain(seen).take(6);
    let place = |pair: &usize| {
        let row = before.get(*pair)?;
        let place = after.iter().position(|other| other == row)?;
        let below = before.get(pair + 1)?;
        (after.get(place + 1) == Some(below)).then_some(place as isize - *pair as isize)
    };
    pairs.into_iter().find_map(|pair| place(&pair)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_window_covers_the_viewport_and_stays_small(
            rows in 0_usize..200_000,
            share in 0.0_f64..1.0,
            viewport in 0.0_f64..1_500.0,
        ) {
            let height = 36.0;
            let top = share * (rows as f64 * height - viewport).max(0.0);
            let drawn = window(top, viewport, height, rows, 6);
            prop_assert!(drawn.start <= drawn.end && drawn.end <= rows);
            prop_assert_eq!(drawn.len(), window(0.0, viewport, height, rows, 6).len());
            prop_assert!(drawn.len() <= 60);
            for y in [top, top + viewport / 2.0, top + viewport] {
                let row = (y / height) as usize;
                if row < rows {
                    prop_assert!(drawn.contains(&row));
                }
            }
        }

        #[test]
        fn a_tall_viewport_draws_at_most_the_maximum_of_rows(viewport in 0.0_f64..2_100.0, first in 0_usize..2_000) {
            let drawn = window(first as f64 * 36.0, viewport, 36.0, 1_000, 6);
            prop_assert!(drawn.len() <= MOST);
            prop_assert!(drawn.end > drawn.start);
        }

        #[test]
        fn scrolls_along_when_rows_are_inserted_above(
            rows in 2_u32..50,
            new in prop::collection::vec(100_u32..200, 0..20),
            seen in 0_usize..40,
        ) {
            let before: Vec<u32> = (0..rows).collect();
            let after: Vec<u32> = new.iter().copied().chain(0..rows).collect();
            let seen = seen.min(rows as usize - 2)..rows as usize;
            prop_assert_eq!(shift(&before, &after, seen, None), new.len() as isize);
        }

        #[test]
        fn scrolls_the_whole_row_into_view(place in 0_usize..1_000, top in 0.0_f64..40_000.0) {
            let (viewport, height, header) = (600.0, 36.0, 40.0);
            let start = place as f64 * height;
            let top = scroll_to_show(start, start + height, top, viewport - header).unwrap_or(top);
            prop_assert!(start >= top - 0.01 && start + height <= top + viewport - header + 0.01);
        }
    }

    #[test]
    fn does_not_scroll_along_with_a_single_moved_row_or_a_sort() {
        assert_eq!(shift(&[1, 2, 3, 4], &[2, 3, 4, 1], 0..4, Some(0)), -1);
        assert_eq!(shift(&[1, 2, 3, 4, 5], &[1, 3, 4, 5, 2], 0..4, Some(1)), -1);
        assert_eq!(shift(&[1, 2, 3, 4], &[4, 3, 2, 1], 0..4, Some(2)), 0);
        assert_eq!(shift(&[], &[1], 0..0, None), 0);
    }
}
