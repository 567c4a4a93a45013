//! One text per row, concatenated in one buffer: no per-row allocations, and one search covers all rows.

use memchr::memmem::Finder;

/// The texts of rows.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    buffer: String,
    /// The end of each row's text in the buffer, in bytes.
    ends: Vec<u32>,
}

impl Texts {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Reserves space for this many more rows, not including their texts.
    pub fn reserve(&mut self, rows: usize) {
        self.ends.reserve_exact(rows);
    }

    /// Appends the next row; `write` appends its text to the buffer.
    pub fn push(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.buffer);
        self.ends.push(self.buffer.len() as u32);
    }

    /// The text of a row.
    #[must_use]
    pub fn get(&self, row: u32) -> &str {
        let row = row as usize;
        let end = |row: usize| self.ends.get(row).map_or(0, |&end| end as usize);
        self.buffer.get(row.checked_sub(1).map_or(0, end)..end(row)).unwrap_or_default()
    }

    /// Finds the rows whose texts contain a word, in order. After a match the search skips to the next row.
    /// An empty word matches no row.
    pub(super) fn search(&self, word: &str, mut hit: impl FnMut(usize)) {
        let finder = Finder::new(word);
        let (mut row, mut from) = (0, 0);
        while let Some(rest) = self.buffer.as_bytes().get(from..).filter(|_| !word.is_empty()) {
            let Some(at) = finder.find(rest).map(|at| from + at) else { return };
            row += self
                .ends
                .get(row..)
                .map_or(0, |ends| ends.partition_point(|&end| end as usize <= at));
            hit(row);
            from = self.ends.get(row).map_or(self.buffer.len(), |&end| end as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_back_and_finds_every_text(
            rows in prop::collection::vec("[ab]{0,3}", 0..60),
        ) {
            let rows: Vec<String> = rows.iter().map(|row| format!("{row}\n")).collect();
            let mut texts = Texts::default();
            rows.iter().for_each(|row| texts.push(|text| text.push_str(row)));
            for (number, row) in rows.iter().enumerate() {
                prop_assert_eq!(texts.get(number as u32), row);
            }
            prop_assert_eq!(texts.get(rows.len() as u32), "");
            let mut found = Vec::new();
            texts.search("a", |row| found.push(row));
            let naive = rows.iter().enumerate().filter(|(_, row)| row.contains('a'));
            prop_assert_eq!(found, naive.map(|(row, _)| row).collect::<Vec<_>>());
        }
    }
}
