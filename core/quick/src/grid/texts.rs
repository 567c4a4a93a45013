//! One text for each row, kept in a few large buffers: no row has an allocation of its own, and no
//! text is moved when more come.

/// A buffer is made for so many bytes. A row that begins in one ends there, however long it is.
const BUFFER: usize = 1 << 16;
/// A row may begin while so many bytes are free, which most rows need not exceed.
const ROOM: usize = 512;

/// Many texts, by row.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    buffers: Vec<String>,
    /// The first row of each buffer.
    firsts: Vec<u32>,
    /// For each row where its text ends in its buffer, in bytes.
    ends: Vec<u32>,
    /// For each row its buffer.
    places: Vec<u16>,
}

impl Texts {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Makes room for so many more rows, but not for their texts.
    pub fn reserve(&mut self, rows: usize) {
        self.ends.reserve_exact(rows);
        self.places.reserve_exact(rows);
    }

    /// Adds the next row, whose text is written behind what is there.
    pub fn push(&mut self, write: impl FnOnce(&mut String)) {
        if self.buffers.last().is_none_or(|buffer| buffer.len() + ROOM > BUFFER) {
            self.buffers.push(String::with_capacity(BUFFER));
            self.firsts.push(self.ends.len() as u32);
        }
        if let Some(buffer) = self.buffers.last_mut() {
            write(buffer);
            self.ends.push(buffer.len() as u32);
            self.places.push((self.buffers.len() - 1) as u16);
        }
    }

    /// The text of a row.
    #[must_use]
    pub fn get(&self, row: u32) -> &str {
        let row = row as usize;
        let Some(&place) = self.places.get(row) else { return "" };
        let before = row.checked_sub(1).filter(|&row| self.places.get(row) == Some(&place));
        let end = |row: usize| self.ends.get(row).map_or(0, |&end| end as usize);
        let buffer = self.buffers.get(usize::from(place));
        buffer.and_then(|text| text.get(before.map_or(0, end)..end(row))).unwrap_or_default()
    }

    /// Finds rows by what their buffers hold: `next` tells where in a text, from a place on, there is
    /// a hit. From each row that has one it goes on with the next row.
    pub(super) fn search(
        &self,
        next: impl Fn(&[u8], usize) -> Option<usize>,
        mut hit: impl FnMut(usize),
    ) {
        for (buffer, &first) in self.buffers.iter().zip(&self.firsts) {
            let (mut row, mut from) = (first as usize, 0);
            let end = |row: usize| self.ends.get(row).map_or(buffer.len(), |&end| end as usize);
            while let Some(at) = next(buffer.as_bytes(), from) {
                while end(row) <= at {
                    row += 1;
                }
                hit(row);
                from = end(row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever fits into a buffer and whatever does not, rows read back as they came.
        #[test]
        fn every_text_is_read_back_and_found(
            rows in prop::collection::vec(("[ab]{0,3}", 0_usize..3), 0..60),
        ) {
            let long = |(text, size): &(String, usize)| {
                [&*"-".repeat(size * (BUFFER / 4)), text, "\n"].concat()
            };
            let rows: Vec<String> = rows.iter().map(long).collect();
            let mut texts = Texts::default();
            rows.iter().for_each(|row| texts.push(|text| text.push_str(row)));
            for (number, row) in rows.iter().enumerate() {
                prop_assert_eq!(texts.get(number as u32), row);
            }
            prop_assert_eq!(texts.get(rows.len() as u32), "");
            let mut found = Vec::new();
            let a = |text: &[u8], from| Some(from + text[from..].iter().position(|b| *b == b'a')?);
            texts.search(a, |row| found.push(row));
            let naive = rows.iter().enumerate().filter(|(_, row)| row.contains('a'));
            prop_assert_eq!(found, naive.map(|(row, _)| row).collect::<Vec<_>>());
        }
    }
}
