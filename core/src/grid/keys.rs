//! What rows are sorted and filtered by, computed once for each change of the data and kept in flat
//! buffers: no row has an allocation of its own.

use std::sync::OnceLock;

use crate::lower::lower;
use crate::search::places;
use crate::sort::{Row, sort_rows};

/// Sort keys, haystacks and facets of all rows.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    columns: Vec<Column>,
    haystacks: Texts,
    facets: Vec<u16>,
}

/// The keys of one column; a column is of one kind throughout.
#[derive(Clone, Debug, Default)]
struct Column {
    texts: Texts,
    numbers: Vec<u64>,
    /// Made when the column is first sorted by, forgotten when a row is added.
    ranked: OnceLock<Ranked>,
}

/// All rows in the ascending order of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranked {
    /// The rows in order; equal ones by their numbers.
    pub(super) sorted: Vec<u32>,
    /// The rank of each row by its number; equal rows share one.
    ranks: Vec<u32>,
}

impl Ranked {
    pub(super) fn rank(&self, row: u32) -> u32 {
        self.ranks.get(row as usize).copied().unwrap_or_default()
    }
}

/// Many texts in one buffer.
#[derive(Clone, Debug, Default)]
struct Texts {
    buffer: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len() as u32);
    }

    fn get(&self, row: u32) -> &str {
        let row = row as usize;
        let end = self.ends.get(row).map_or(0, |&end| end as usize);
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before));
        self.buffer.get(start.map_or(0, |&start| start as usize)..end).unwrap_or_default()
    }
}

impl Texts {
    /// How many bytes all texts have in common at their beginning.
    fn common(&self) -> usize {
        let first = self.get(0).as_bytes();
        let same = |row: u32| {
            self.get(row).bytes().zip(first).take_while(|(one, other)| one == *other).count()
        };
        (1..self.ends.len() as u32).map(same).fold(first.len(), usize::min)
    }
}

/// Takes the keys of one row.
#[derive(Debug)]
pub struct RowWriter<'a> {
    columns: &'a mut [Column],
}

impl RowWriter<'_> {
    /// A key that sorts as text.
    pub fn text(&mut self, column: usize, key: &str) {
        if let Some(column) = self.columns.get_mut(column) {
            column.ranked.take();
            column.texts.push(key);
        }
    }

    /// A key that sorts as a number.
    pub fn number(&mut self, column: usize, key: u64) {
        if let Some(column) = self.columns.get_mut(column) {
            column.ranked.take();
            column.numbers.push(key);
        }
    }
}

impl Keys {
    /// No rows yet, with so many columns.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self { columns: vec![Column::default(); columns], ..Self::default() }
    }

    /// Adds a row: the number of its facet, the text that the filter searches, and its keys. Every
    /// row must write the same columns, each with the same kind of key.
    pub fn row(&mut self, facet: u16, haystack: &str, write: impl FnOnce(&mut RowWriter<'_>)) {
        self.facets.push(facet);
        // Words hold no white space, so none is found across the end of a row.
        self.haystacks.push(&(lower(haystack) + "\n"));
        write(&mut RowWriter { columns: &mut self.columns });
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facets.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facets.is_empty()
    }

    /// The facet of a row.
    pub(super) fn facet(&self, row: u32) -> u16 {
        self.facets.get(row as usize).copied().unwrap_or_default()
    }

    /// Tells every row whose haystack holds this word, in the order of their numbers and once for
    /// each place where it stands. One search through the whole buffer costs a fraction of one
    /// search for each row.
    pub(super) fn search(&self, word: &str, mut hit: impl FnMut(usize)) {
        let mut row = 0;
        for at in places(&self.haystacks.buffer, word) {
            while self.haystacks.ends.get(row).is_some_and(|&end| end as usize <= at) {
                row += 1;
            }
            hit(row);
        }
    }

    /// All rows in the order of one column; none for a column that there is not.
    pub(super) fn ranked(&self, column: usize) -> Option<&Ranked> {
        let column = self.columns.get(column)?;
        Some(column.ranked.get_or_init(|| column.rank(self.len() as u32)))
    }
}

impl Column {
    fn rank(&self, rows: u32) -> Ranked {
        // Most comparisons are settled by one number: the key itself, or the first eight bytes after
        // what all texts begin with (the zone, in a column of names).
        let skip = self.texts.common();
        let key = |row: u32| match self.numbers.get(row as usize) {
            Some(&number) => number,
            None => head(self.texts.get(row), skip),
        };
        // The length tells a text that ends from one that goes on with zeros, which `head` does not.
        let rest = |row: u32| {
            let text = self.texts.get(row).as_bytes();
            (text.get(skip + 8..).unwrap_or_default(), text.len())
        };
        let mut pairs: Vec<Row> = (0..rows).map(|row| (key(row), row)).collect();
        sort_rows(&mut pairs, &|one, other| rest(one).cmp(&rest(other)));
        let mut ranked = Ranked { sorted: Vec::new(), ranks: vec![0; rows as usize] };
        let mut rank = 0;
        let mut before: Option<Row> = None;
        for pair in &pairs {
            let same = |before: Row| before.0 == pair.0 && rest(before.1) == rest(pair.1);
            if before.is_some_and(|before| !same(before)) {
                rank += 1;
            }
            before = Some(*pair);
            if let Some(place) = ranked.ranks.get_mut(pair.1 as usize) {
                *place = rank;
            }
        }
        ranked.sorted = pairs.into_iter().map(|pair| pair.1).collect();
        ranked
    }
}

/// The eight bytes after the first `skip`, as a number that sorts as they do.
fn head(text: &str, skip: usize) -> u64 {
    let mut bytes = [0; 8];
    let text = text.as_bytes().get(skip..).unwrap_or_default();
    bytes.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(bytes)
}
