//! The rows that pass a filter. Results are cached, so that a growing search text is matched only against
//! the rows that matched its beginning.

use memchr::memmem::Finder;

use super::{Condition, Keys, Query};
use crate::lower::lower;

/// The rows that contain every word of a text, ignoring case, and meet every condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    words: Vec<String>,
    conditions: Vec<Condition>,
    /// Whether each row passes, by number.
    passing: Vec<bool>,
    count: usize,
    /// The revision of the rows that were searched.
    revision: u32,
}

impl Hits {
    /// The rows that contain every word of the text.
    #[must_use]
    pub fn new(keys: &Keys, text: &str) -> Self {
        let mut hits = Self::default();
        hits.search(keys, Query { text, ..Query::default() }, 0);
        hits
    }

    /// Searches again if anything has changed, and returns whether it did. Rows must be described first.
    /// While the revision stays the same, rows have only been appended.
    pub fn search(&mut self, keys: &Keys, query: Query<'_>, revision: u32) -> bool {
        let is_other = std::mem::replace(&mut self.revision, revision) != revision;
        let words: Vec<String> = query.text.split_whitespace().map(lower).collect();
        let known = self.passing.len();
        let same = !is_other && known == keys.len() && query.conditions == self.conditions;
        if same && words == self.words {
            return false;
        }
        let grown = same && self.is_beginning_of(&words);
        self.words = words;
        // One pass over the whole buffer costs as much as testing a quarter of the rows one by one.
        if grown && self.count < known / 4 {
            self.narrow(keys);
        } else {
            self.search_all(keys);
            self.conditions = query.conditions.to_vec();
            for condition in &self.conditions {
                condition.keep(keys, query.tail, &mut self.passing);
            }
        }
        self.count = self.passing.iter().filter(|passes| **passes).count();
        true
    }

    /// Whether a row passes.
    #[must_use]
    pub fn passes(&self, row: u32) -> bool {
        self.passing.get(row as usize).copied().unwrap_or_default()
    }

    /// The number of rows that pass.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether rows with the new words are a subset of those with the current words.
    fn is_beginning_of(&self, words: &[String]) -> bool {
        let grown = |(ours, theirs): (&String, &String)| theirs.starts_with(&**ours);
        self.words.len() <= words.len() && self.words.iter().zip(words).all(grown)
    }

    fn narrow(&mut self, keys: &Keys) {
        let words: Vec<Finder<'_>> = self.words.iter().map(Finder::new).collect();
        for (passes, row) in self.passing.iter_mut().zip(0..).filter(|(passes, _)| **passes) {
            *passes = words.iter().all(|word| word.find(keys.haystack(row).as_bytes()).is_some());
        }
    }

    fn search_all(&mut self, keys: &Keys) {
        self.passing.clear();
        self.passing.resize(keys.len(), self.words.is_empty());
        let mut found = vec![0_u8; if self.words.len() > 1 { keys.len() } else { 0 }];
        let last = self.words.len().saturating_sub(1);
        for (turn, word) in self.words.iter().enumerate() {
            keys.search(word, |row| {
                // The number of words found so far: a counter per row needs no memory per word.
                let count = found.get_mut(row);
                let is_next = count.as_ref().is_none_or(|count| usize::from(**count) == turn);
                if let Some(count) = count.filter(|_| is_next) {
                    *count = count.saturating_add(1);
                }
                if let Some(passes) = self.passing.get_mut(row).filter(|_| is_next && turn == last)
                {
                    *passes = true;
                }
            });
        }
    }
}

/// The number of passing rows of each facet.
#[must_use]
pub fn facet_counts(
    keys: &Keys,
    hits: &Hits,
    facets: usize,
    is_left_out: impl Fn(usize) -> bool,
) -> Vec<u32> {
    let mut counts = vec![0; facets];
    for (row, (facet, passes)) in keys.facets().iter().zip(&hits.passing).enumerate() {
        if let Some(count) = counts.get_mut(usize::from(*facet)) {
            *count += u32::from(*passes && !is_left_out(row));
        }
    }
    counts
}

/// The number of passing rows with each mark, one bit per mark.
#[must_use]
pub fn mark_counts(marks: &[u16], hits: &Hits) -> Vec<u32> {
    let mut counts = vec![0; u16::BITS as usize];
    for (marks, _) in marks.iter().zip(&hits.passing).filter(|(_, passes)| **passes) {
        let mut left = *marks;
        while let Some(count) = counts.get_mut(left.trailing_zeros() as usize) {
            *count += 1;
            left &= left - 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn push(keys: &mut Keys, row: &str) {
        keys.add(0);
        keys.describe(&[row]);
    }

    fn keys(rows: &[String]) -> Keys {
        let mut keys = Keys::default();
        rows.iter().for_each(|row| push(&mut keys, row));
        keys
    }

    proptest! {
        /// However a text is typed, and whatever comes meanwhile, the rows that pass are those of
        /// one plain search.
        #[test]
        fn incremental_search_finds_the_rows_of_a_fresh_search(
            rows in prop::collection::vec("[abA ]{0,6}", 0..40),
            more in prop::collection::vec("[ab ]{0,6}", 0..4),
            texts in prop::collection::vec("[abB]{0,3} ?[ab]{0,2}", 1..6),
        ) {
            let mut keys = keys(&rows);
            let mut hits = Hits::default();
            let mut all = rows.clone();
            for text in &texts {
                for end in 0..=text.len() {
                    hits.search(&keys, Query { text: &text[..end], ..Query::default() }, 0);
                    let words = text[..end].to_lowercase();
                    let naive: Vec<bool> = all
                        .iter()
                        .map(|row| words.split_whitespace().all(|w| row.to_lowercase().contains(w)))
                        .collect();
                    prop_assert_eq!(&hits.passing, &naive);
                    prop_assert_eq!(hits.count(), naive.iter().filter(|passes| **passes).count());
                }
                for row in &more {
                    push(&mut keys, row);
                    all.push(row.clone());
                }
            }
        }
    }

    #[test]
    fn counts_marks_only_in_the_rows_that_pass() {
        let keys = keys(&["a".into(), "ab".into(), "b".into(), "a".into()]);
        let counts = mark_counts(&[1, 0b1000_0000_0000_0001, 1], &Hits::new(&keys, "a"));
        assert_eq!(counts, [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn finds_no_word_across_two_rows() {
        let keys = keys(&["ab 1".into(), "cd 2".into()]);
        assert_eq!(Hits::new(&keys, "1cd").count(), 0);
        assert!(Hits::new(&keys, "cd").passes(1));
    }
}
