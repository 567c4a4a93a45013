//! Keyboard navigation in a grid, following the data grid of the ARIA Authoring Practices. The cursor
//! never wraps around and never leaves the grid.

/// A cell: its row, where 0 is the header, and the visible column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The row; `None` before the cursor has entered the grid.
    pub row: Option<usize>,
    /// The column.
    pub column: usize,
}

/// A movement of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the cell on the left.
    Left,
    /// To the cell on the right.
    Right,
    /// Up by the number of rows in the viewport, but not into the header.
    PageUp,
    /// Down by the number of rows in the viewport.
    PageDown,
    /// To the first cell of the row.
    RowStart,
    /// To the last cell of the row.
    RowEnd,
    /// To the first cell of the first row below the header.
    First,
    /// To the last cell of the last row.
    Last,
}

impl Spot {
    /// The cell after a movement, in a grid with this many rows below the header and columns. Without a
    /// current row the cursor enters at the first row, or at the last one when moving up.
    #[must_use]
    pub fn moved(self, to: Move, rows: usize, columns: usize, page: usize) -> Self {
        let (first, last) = (rows.min(1), columns.saturating_sub(1));
        let page = page.max(1);
        let column = match to {
            Move::Left => self.column.min(last).saturating_sub(1),
            Move::Right => self.column.saturating_add(1),
            Move::RowStart | Move::First => 0,
            Move::RowEnd | Move::Last => last,
            _ => self.column,
        };
        let row = match (self.row, to) {
            (_, Move::First) | (Some(0), Move::PageDown) => first,
            (_, Move::Last) | (None, Move::Up | Move::PageUp) => rows,
            (None, _) => first,
            (Some(row), Move::Up) => row.saturating_sub(1),
            (Some(row), Move::Down) => row.saturating_add(1),
            (Some(row), Move::PageUp) => row.saturating_sub(page).max(first.min(row)),
            (Some(row), Move::PageDown) => row.saturating_add(page),
            (Some(row), _) => row,
        };
        Self { row: Some(row.min(rows)), column: column.min(last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MOVES: [Move; 10] = [
        Move::Up,
        Move::Down,
        Move::Left,
        Move::Right,
        Move::PageUp,
        Move::PageDown,
        Move::RowStart,
        Move::RowEnd,
        Move::First,
        Move::Last,
    ];

    /// The same, step by step: what many single steps within the grid come to.
    fn naive(from: Spot, to: Move, rows: usize, columns: usize, page: usize) -> Spot {
        let step = |place: usize, by: isize, least: usize, most: usize| {
            let next = place as isize + by;
            if next < least as isize || next > most as isize { place } else { next as usize }
        };
        let steps = |place: usize, by: isize, many: usize, least: usize, most: usize| {
            (0..many).fold(place, |place, _| step(place, by, least, most))
        };
        let top = usize::from(rows > 0);
        let Some(row) = from.row else {
            let row = if matches!(to, Move::Up | Move::PageUp | Move::Last) { rows } else { top };
            let Spot { column, .. } = naive(Spot { row: Some(0), ..from }, to, rows, columns, page);
            return Spot { row: Some(row), column };
        };
        let (mut row, mut column) = (row, from.column);
        match to {
            Move::Up => row = step(row, -1, 0, rows),
            Move::Down => row = step(row, 1, 0, rows),
            Move::Left => column = step(column, -1, 0, columns - 1),
            Move::Right => column = step(column, 1, 0, columns - 1),
            Move::PageUp => row = steps(row, -1, page, top, rows),
            Move::PageDown if row == 0 => row = step(row, 1, 0, rows),
            Move::PageDown => row = steps(row, 1, page, top, rows),
            Move::RowStart => column = 0,
            Move::RowEnd => column = columns - 1,
            Move::First => (row, column) = (top, 0),
            Move::Last => (row, column) = (rows, columns - 1),
        }
        Spot { row: Some(row), column }
    }

    proptest! {
        #[test]
        fn moves_the_cursor_as_single_steps_would(
            rows in 0_usize..30,
            columns in 1_usize..9,
            page in 1_usize..12,
            start in prop::option::of(0_usize..30),
            column in 0_usize..9,
            moves in prop::collection::vec(0_usize..MOVES.len(), 1..30),
        ) {
            let mut spot = Spot { row: start.map(|row| row.min(rows)), column: column.min(columns - 1) };
            for to in moves.into_iter().map(|which| MOVES[which]) {
                let expected = naive(spot, to, rows, columns, page);
                spot = spot.moved(to, rows, columns, page);
                prop_assert_eq!(spot, expected, "{:?}", to);
            }
        }

        #[test]
        fn the_cursor_never_leaves_the_grid(
            rows in 0_usize..20,
            columns in 0_usize..9,
            row in prop::option::of(0_usize..99),
            column in 0_usize..99,
            page in 0_usize..20,
            which in 0_usize..MOVES.len(),
        ) {
            let spot = Spot { row, column }.moved(MOVES[which], rows, columns, page);
            prop_assert!(spot.row.is_some_and(|row| row <= rows));
            prop_assert!(spot.column < columns.max(1));
        }
    }

    #[test]
    fn vertical_moves_keep_the_column() {
        let spot = Spot { row: Some(2), column: 3 };
        for to in [Move::Up, Move::Down, Move::PageUp, Move::PageDown] {
            assert_eq!(spot.moved(to, 9, 5, 4).column, 3);
        }
    }
}
