//! A list that is never moved while it grows: a hundred thousand large items that are moved to a place
//! twice as large leave a hole as large as they were, which the page's memory keeps for good.

/// So many items stand together.
const BLOCK: usize = 1_024;

/// A list of items, in blocks.
#[derive(Clone, Debug)]
pub struct Blocks<T>(Vec<Vec<T>>);

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Blocks<T> {
    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let last = self.0.last().map_or(0, Vec::len);
        self.0.len().saturating_sub(1) * BLOCK + last
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        match self.0.last_mut().filter(|block| block.len() < BLOCK) {
            Some(block) => block.push(item),
            // Most lists are short: the first block grows as it must.
            None => {
                let mut block = Vec::with_capacity(if self.0.is_empty() { 0 } else { BLOCK });
                block.push(item);
                self.0.push(block);
            }
        }
    }

    /// The item at this place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&T> {
        self.0.get(place / BLOCK)?.get(place % BLOCK)
    }

    /// The item at this place.
    pub fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        self.0.get_mut(place / BLOCK)?.get_mut(place % BLOCK)
    }

    /// All items in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }

    /// All items in order.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().flatten()
    }

    /// The items from this place on.
    pub fn from(&self, place: usize) -> impl Iterator<Item = &T> {
        self.0.get(place / BLOCK..).unwrap_or_default().iter().flatten().skip(place % BLOCK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_a_vector_holds() {
        for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let mut blocks = Blocks::default();
            (0..length).for_each(|item| blocks.push(item));
            if let Some(item) = blocks.get_mut(length / 2) {
                *item += 1;
            }
            blocks.iter_mut().for_each(|item| *item *= 2);
            let vector: Vec<usize> =
                (0..length).map(|item| 2 * (item + usize::from(item == length / 2))).collect();
            assert_eq!((blocks.len(), blocks.is_empty()), (length, length == 0));
            assert!(blocks.iter().eq(&vector));
            for place in [0, 1, BLOCK - 1, BLOCK, length, length + BLOCK] {
                assert_eq!(blocks.get(place), vector.get(place));
                assert!(blocks.from(place).eq(vector.iter().skip(place)));
            }
        }
    }
}
