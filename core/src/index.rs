//! Numbers by text: the only map of the page. Every further kind of map would cost it 4 kB,
//! so whoever needs one keeps its values in a list, and their places here. It forgets nothing: what
//! is to be gone is taken out of the list.

use std::collections::BTreeMap;

/// Texts with a number each.
#[derive(Clone, Debug, Default)]
pub struct Index(BTreeMap<Box<str>, u32>);

impl Index {
    /// A set of texts; their numbers mean nothing.
    pub fn set(texts: impl IntoIterator<Item = String>) -> Self {
        let mut index = Self::default();
        for text in texts {
            index.put(text.into(), 0);
        }
        index
    }

    /// Whether the text is known.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// The number of a text.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<usize> {
        self.0.get(text).map(|&number| number as usize)
    }

    /// Gives a text its number.
    pub fn put(&mut self, text: Box<str>, number: usize) {
        self.0.insert(text, number as u32);
    }
}
