//! What a reader of the list should see of a change: which rows in sight came, which moved, and where rows went.

/// The rows drawn at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The number of rows of the whole list.
    pub rows: usize,
    /// The numbers of the rows that are drawn, from above.
    pub drawn: Vec<u32>,
    /// The place in the list of the first one.
    pub first: usize,
    /// How far the list is scrolled, in rows.
    pub scrolled: f64,
}

/// How a drawn row differs from before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// The list did not have it.
    Came,
    /// It stands higher than before.
    Up,
    /// It stands lower than before.
    Down,
    /// It stands where the list has closed over rows that went.
    Closed,
}

impl Scene {
    /// What has become of the drawn rows since `before`; nothing where most of the rows are others: then it is another
    /// list.
    #[must_use]
    pub fn since(&self, before: &Self, had: impl Fn(u32) -> bool) -> Vec<(u32, Motion)> {
        let stayed = before.drawn.iter().filter(|number| self.drawn.contains(number)).count();
        if stayed * 2 < before.drawn.len().min(self.drawn.len()) || stayed == 0 {
            return Vec::new();
        }
        let motion = |(index, &number): (usize, &u32)| {
            let motion = match before.height(number) {
                None if self.rows > before.rows && !had(number) => Motion::Came,
                None => return None,
                Some(_) if self.is_closed_above(index, before) => Motion::Closed,
                Some(height) => moved(height, self.height(number)?)?,
            };
            Some((number, motion))
        };
        self.drawn.iter().enumerate().filter_map(motion).collect()
    }

    /// How far below the upper edge of the list a row stands, in rows.
    fn height(&self, number: u32) -> Option<f64> {
        let index = self.drawn.iter().position(|other| *other == number)?;
        Some((self.first + index) as f64 - self.scrolled)
    }

    /// Whether the row at this index had another one above it, which the list no longer has.
    fn is_closed_above(&self, index: usize, before: &Self) -> bool {
        let Some(number) = self.drawn.get(index).filter(|_| self.rows < before.rows) else {
            return false;
        };
        let place = before.drawn.iter().position(|other| other == number);
        let above = place.and_then(|place| before.drawn.get(place.checked_sub(1)?));
        above.is_some_and(|above| !self.drawn.contains(above)) && (index > 0 || self.first == 0)
    }
}

/// Half a row and less is none: the list was scrolled to keep the row where it was.
fn moved(before: f64, after: f64) -> Option<Motion> {
    match after - before {
        by if by <= -0.5 => Some(Motion::Up),
        by if by >= 0.5 => Some(Motion::Down),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(drawn: &[u32]) -> Scene {
        Scene { rows: drawn.len(), drawn: drawn.to_vec(), first: 0, scrolled: 0.0 }
    }

    fn since(before: &Scene, after: &Scene) -> Vec<(u32, Motion)> {
        after.since(before, |number| before.drawn.contains(&number))
    }

    #[test]
    fn a_row_that_comes_moves_those_below() {
        let (before, after) = (scene(&[1, 2, 3]), scene(&[1, 9, 2, 3]));
        let expected = [(9, Motion::Came), (2, Motion::Down), (3, Motion::Down)];
        assert_eq!(since(&before, &after), expected);
    }

    #[test]
    fn where_a_row_went_the_list_closes_up() {
        let (before, after) = (scene(&[1, 2, 3, 4]), scene(&[1, 3, 4]));
        assert_eq!(since(&before, &after), [(3, Motion::Closed), (4, Motion::Up)]);
        assert_eq!(since(&before, &scene(&[2, 3, 4]))[0], (2, Motion::Closed));
    }

    #[test]
    fn rows_kept_in_place_by_scrolling_do_not_move() {
        let before = Scene { rows: 50, drawn: vec![10, 11, 12], first: 10, scrolled: 10.0 };
        let after = Scene { rows: 51, first: 11, scrolled: 11.0, ..before.clone() };
        assert_eq!(since(&before, &after), []);
    }

    #[test]
    fn a_row_that_the_list_had_out_of_sight_has_not_come() {
        let before = Scene { rows: 4, ..scene(&[1, 2, 3]) };
        let after = Scene { rows: 5, ..scene(&[1, 9, 4]) };
        let motions = after.since(&before, |number| number != 9);
        assert_eq!(motions, []);
        let after = Scene { rows: 5, ..scene(&[1, 9, 2, 4]) };
        let motions = after.since(&before, |number| number != 9);
        assert_eq!(motions, [(9, Motion::Came), (2, Motion::Down)]);
    }

    #[test]
    fn another_list_shows_no_motion() {
        assert_eq!(since(&scene(&[1, 2, 3, 4]), &scene(&[7, 8, 4])), []);
        assert_eq!(since(&scene(&[]), &scene(&[1, 2])), []);
    }

    #[test]
    fn a_row_that_is_sorted_elsewhere_moves() {
        let expected = [(3, Motion::Up), (1, Motion::Down), (2, Motion::Down)];
        assert_eq!(since(&scene(&[1, 2, 3]), &scene(&[3, 1, 2])), expected);
    }
}
