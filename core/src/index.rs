//! Numbers by text: the only map of the page. Every further kind of map would cost it 4 kB, so
//! whoever needs one keeps its values in a list, and their places here. It forgets nothing: what is
//! to be gone is taken out of the list.
//!
//! The texts stand one behind the other in one buffer, so that 100,000 of them are a handful of
//! allocations.

/// Where nothing stands in the table.
const FREE: u32 = u32::MAX;

/// Places by what is hashed to find them. It keeps the hashes alone: whether a place is the right one
/// is for the caller to say.
#[derive(Clone, Debug, Default)]
pub struct Hashes {
    /// By place.
    hashes: Vec<u64>,
    /// Places, each at the first free slot from where its hash says; a power of two long, and never
    /// more than half full.
    table: Vec<u32>,
}

impl Hashes {
    /// The place with this hash that is the right one.
    pub fn find(&self, hash: u64, is_right: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.table.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        while let Some(&place) = self.table.get(slot).filter(|place| **place != FREE) {
            let place = place as usize;
            if self.hash(place) == hash && is_right(place) {
                return Some(place);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// Adds the next place.
    pub fn push(&mut self, hash: u64) {
        if self.hashes.len() * 2 >= self.table.len() {
            self.grow();
        }
        self.occupy(hash, self.hashes.len() as u32);
        self.hashes.push(hash);
    }

    /// The hash of a place.
    #[must_use]
    pub fn hash(&self, place: usize) -> u64 {
        self.hashes.get(place).copied().unwrap_or_default()
    }

    fn occupy(&mut self, hash: u64, place: u32) {
        let mask = self.table.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        while self.table.get(slot).is_some_and(|place| *place != FREE) {
            slot = (slot + 1) & mask;
        }
        if let Some(slot) = self.table.get_mut(slot) {
            *slot = place;
        }
    }

    fn grow(&mut self) {
        let slots = (self.table.len() * 2).max(8);
        self.table = Vec::new();
        self.table.resize(slots, FREE);
        for place in 0..self.hashes.len() {
            self.occupy(self.hash(place), place as u32);
        }
    }
}

/// Texts with a number each.
#[derive(Clone, Debug, Default)]
pub struct Index {
    buffer: String,
    entries: Vec<Entry>,
    places: Hashes,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Where the text ends in the buffer.
    end: u32,
    number: u32,
}

impl Index {
    /// A set of texts; their numbers mean nothing.
    pub fn set<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Self {
        let mut index = Self::default();
        for text in texts {
            index.put(text.as_ref(), 0);
        }
        index
    }

    /// Whether the text is known.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.get(text).is_some()
    }

    /// The number of a text.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<usize> {
        let place = self.find(text, hash(text))?;
        self.entries.get(place).map(|entry| entry.number as usize)
    }

    /// Gives a text its number.
    pub fn put(&mut self, text: &str, number: usize) {
        let (hash, number) = (hash(text), number as u32);
        match self.find(text, hash) {
            None => {
                self.buffer.push_str(text);
                self.places.push(hash);
                self.entries.push(Entry { end: self.buffer.len() as u32, number });
            }
            Some(place) => {
                if let Some(entry) = self.entries.get_mut(place) {
                    entry.number = number;
                }
            }
        }
    }

    /// The text that was put in as the one with this place.
    fn text(&self, place: usize) -> &str {
        let end = self.entries.get(place).map_or(0, |entry| entry.end as usize);
        let before = place.checked_sub(1).and_then(|place| self.entries.get(place));
        self.buffer.get(before.map_or(0, |entry| entry.end as usize)..end).unwrap_or_default()
    }

    fn find(&self, text: &str, hash: u64) -> Option<usize> {
        self.places.find(hash, |place| self.text(place) == text)
    }
}

/// A number by which texts are told apart mostly, the same in every run: eight bytes at a time are
/// multiplied into 128 bits, of which both halves count.
#[must_use]
pub fn hash(text: &str) -> u64 {
    let mix = |one: u64, other: u64| {
        let both = u128::from(one) * u128::from(other);
        (both as u64) ^ (both >> 64) as u64
    };
    let mut chunks = text.as_bytes().chunks_exact(8);
    let mut hash = text.len() as u64 ^ 0x9E37_79B9_7F4A_7C15;
    for chunk in &mut chunks {
        hash = mix(hash ^ chunk.try_into().map_or(0, u64::from_le_bytes), 0xD6E8_FEB8_6659_FD93);
    }
    let rest = chunks.remainder().iter().rev().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    mix(hash ^ rest, 0xA076_1D64_78BD_642F)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_knows_what_a_map_knows(
            puts in prop::collection::vec(("[ab]{0,12}", 0_usize..9), 0..200),
            asked in "[ab]{0,12}",
        ) {
            let (mut index, mut map) = (Index::default(), BTreeMap::new());
            for (text, number) in &puts {
                index.put(text, *number);
                map.insert(text.clone(), *number);
                prop_assert_eq!(index.get(&asked), map.get(&asked).copied());
            }
            for (text, number) in &map {
                prop_assert_eq!(index.get(text), Some(*number));
            }
        }
    }

    #[test]
    fn of_places_with_one_hash_the_right_one_is_found() {
        let mut places = Hashes::default();
        for place in 0..40 {
            places.push(place % 3);
        }
        assert_eq!(places.find(2, |place| place == 38), Some(38));
        assert_eq!(places.find(2, |place| place == 37), None);
        assert_eq!(places.find(3, |_| true), None);
        assert_eq!(places.hash(38), 2);
    }
}
