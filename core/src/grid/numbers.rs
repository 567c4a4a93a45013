//! Stable row numbers across updates of a list: the selection, the cursor, an open dialog or a click refer
//! to the same row before and after.

/// Marks a number that no row has any more.
const GONE: u32 = u32::MAX;

/// The numbers of a list's rows, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    numbers: Vec<u32>,
    /// The place of each number ever used.
    places: Vec<u32>,
}

impl Numbers {
    /// Takes an updated list with this many rows; `before` returns the previous place of each. New rows get
    /// unused numbers.
    pub fn renew(&mut self, rows: usize, before: impl Fn(usize) -> Option<usize>) {
        let old = std::mem::take(&mut self.numbers);
        self.places.fill(GONE);
        self.numbers.reserve_exact(rows);
        for place in 0..rows {
            let known = before(place).and_then(|place| old.get(place)).copied();
            // If two rows claim the same previous place, the second one gets a new number.
            let free = known.filter(|number| self.place(*number).is_none());
            let number = free.unwrap_or(self.places.len() as u32);
            if free.is_none() {
                self.places.push(GONE);
            }
            if let Some(own) = self.places.get_mut(number as usize) {
                *own = place as u32;
            }
            self.numbers.push(number);
        }
    }

    /// The number of the row at a place; before the first update each place is its own number.
    #[must_use]
    pub fn number(&self, place: u32) -> u32 {
        self.numbers.get(place as usize).copied().unwrap_or(place)
    }

    /// The place of the row with a number; `None` if it is gone.
    #[must_use]
    pub fn place(&self, number: u32) -> Option<usize> {
        let place = self.places.get(number as usize).filter(|place| **place != GONE);
        place.map(|place| *place as usize)
    }

    /// The numbers of all rows, by place.
    #[must_use]
    pub fn all(&self) -> &[u32] {
        &self.numbers
    }

    /// Whether each row's number equals its place.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.numbers.iter().zip(0..).all(|(number, place)| *number == place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever comes, goes and moves, a number stands for one thing for ever.
        #[test]
        fn a_row_keeps_its_number_and_no_other_row_gets_it(
            lists in prop::collection::vec(prop::collection::vec(0_u8..12, 0..10), 1..8),
        ) {
            let mut numbers = Numbers::default();
            let mut last: Vec<u8> = Vec::new();
            let mut owners: Vec<(u32, u8)> = Vec::new();
            for list in lists {
                numbers.renew(list.len(), |place| last.iter().position(|own| *own == list[place]));
                for (place, own) in list.iter().enumerate() {
                    let number = numbers.number(place as u32);
                    prop_assert_eq!(numbers.place(number), Some(place));
                    let known = owners.iter().find(|(known, _)| *known == number).copied();
                    prop_assert!(known.is_none_or(|(_, owner)| owner == *own));
                    owners.push((number, *own));
                    let was = last.iter().position(|other| other == own);
                    let is_first = list.iter().position(|other| other == own) == Some(place);
                    if was.is_some() && is_first {
                        prop_assert!(known.is_some(), "it was there before");
                    }
                }
                let here: Vec<u32> = numbers.all().to_vec();
                for (number, _) in &owners {
                    prop_assert_eq!(numbers.place(*number).is_some(), here.contains(number));
                }
                last = list;
            }
        }
    }

    #[test]
    fn numbers_equal_places_until_a_list_is_renewed() {
        let mut numbers = Numbers::default();
        assert!(numbers.is_plain() && numbers.number(7) == 7);
        numbers.renew(3, |_| None);
        assert!(numbers.is_plain());
        numbers.renew(3, |place| place.checked_sub(1));
        assert_eq!((numbers.all(), numbers.is_plain()), (&[3, 0, 1][..], false));
        assert_eq!(numbers.place(2), None);
    }
}
