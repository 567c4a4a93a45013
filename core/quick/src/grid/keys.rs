//! What rows are sorted and filtered by, computed once for each change of the data and kept in flat
//! buffers: no row has an allocation of its own.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::texts::Texts;
use crate::lower::push_lower;
use crate::search::Word;
use crate::sort::{Row, sort_rows};

/// What ends each column in a haystack: Unicode's unit separator, which no white space is.
const END: char = '\u{1f}';

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

/// Takes the keys of one row.
#[derive(Debug)]
pub struct RowWriter<'a> {
    columns: &'a mut [Column],
}

impl RowWriter<'_> {
    /// A key that sorts as text.
    pub fn text(&mut self, column: usize, key: &str) {
        self.written(column, |text| text.push_str(key));
    }

    /// A key that sorts as text, which is written behind those that are there.
    pub fn written(&mut self, column: usize, write: impl FnOnce(&mut String)) {
        if let Some(column) = self.columns.get_mut(column) {
            column.ranked.take();
            column.texts.push(write);
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

    /// Adds a row: the number of its facet, the texts that the filter searches, column by column, and
    /// its keys. Every row must write the same columns, each with the same kind of key.
    pub fn row(&mut self, facet: u16, fields: &[&str], write: impl FnOnce(&mut RowWriter<'_>)) {
        self.facets.push(facet);
        self.haystacks.push(|buffer| {
            for field in fields {
                for (place, part) in field.split(END).enumerate() {
                    // A text that holds our sign itself must not end there.
                    buffer.extend((place > 0).then_some(' '));
                    push_lower(buffer, part);
                }
                buffer.push(END);
            }
            // Words hold no white space, so none is found across the end of a row.
            buffer.push('\n');
        });
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

    /// What the filter searches of a row.
    pub(super) fn haystack(&self, row: u32) -> &str {
        self.haystacks.get(row)
    }

    /// What the filter searches of a row in one column; nothing for a column that there is not.
    pub(super) fn field(&self, row: u32, column: usize) -> &str {
        let mut fields = self.haystack(row).split(END);
        // What stands behind the last end is no column.
        let field = fields.nth(column).filter(|_| fields.next().is_some());
        field.unwrap_or_default()
    }

    /// Tells every row whose haystack holds this word, in the order of their numbers. One search
    /// through the whole buffer costs a fraction of one search for each row; from where a row holds
    /// the word it goes on with the next row.
    pub(super) fn search(&self, word: &str, hit: impl FnMut(usize)) {
        let word = Word::new(word);
        self.haystacks.search(|text, from| word.next_in(text, from), hit);
    }

    /// All rows in the order of one column; none for a column that there is not.
    pub(super) fn ranked(&self, column: usize) -> Option<&Ranked> {
        let column = self.columns.get(column)?;
        Some(column.ranked.get_or_init(|| column.rank(self.len() as u32)))
    }
}

impl Column {
    fn rank(&self, rows: u32) -> Ranked {
        let number = |row: u32| self.numbers.get(row as usize).copied().unwrap_or_default();
        let mut sorted: Vec<Row> = Vec::with_capacity(rows as usize);
        sorted.extend((0..rows).map(|row| (number(row), row)));
        if self.numbers.is_empty() {
            self.sort_texts(&mut sorted, 0);
        } else {
            sort_rows(&mut sorted, &|_, _| Ordering::Equal);
        }
        let mut ranks = vec![0; rows as usize];
        let mut rank = 0;
        let mut before: Option<Row> = None;
        for &(number, row) in &sorted {
            let same = |(other, place): Row| {
                other == number && self.texts.get(row) == self.texts.get(place)
            };
            rank += u32::from(before.is_some_and(|before| !same(before)));
            before = Some((number, row));
            if let Some(place) = ranks.get_mut(row as usize) {
                *place = rank;
            }
        }
        Ranked { sorted: sorted.into_iter().map(|(_, row)| row).collect(), ranks }
    }

    /// How many bytes the texts of these rows have in common at their beginning; `from` are known.
    fn common(&self, rows: &[Row], from: usize) -> usize {
        let rest = |row: &Row| self.texts.get(row.1).as_bytes().get(from..).unwrap_or_default();
        let first = rows.first().map(rest).unwrap_or_default();
        let same =
            |row: &Row| rest(row).iter().zip(first).take_while(|(one, other)| one == other).count();
        from + rows.iter().map(same).fold(first.len(), usize::min)
    }

    /// Sorts rows by their texts, of which all have the first `known` bytes in common: by the next
    /// ones that they do not share, as one number, so that comparing touches no text. Rows that have
    /// these in common too are sorted among themselves.
    fn sort_texts(&self, rows: &mut [Row], known: usize) {
        let skip = self.common(rows, known);
        for (number, row) in rows.iter_mut() {
            *number = head(self.texts.get(*row), skip);
        }
        sort_rows(rows, &|_, _| Ordering::Equal);
        let same = rows.chunk_by_mut(|one, other| one.0 == other.0);
        for same in
            same.filter(|same| same.len() > 1 && same.first().is_some_and(|row| row.0 % 256 == ON))
        {
            self.sort_texts(same, skip);
        }
    }
}

/// How a head ends whose text goes on.
const ON: u64 = 8;

/// The seven bytes after the first `skip`, and how many there are up to [`ON`], as a number that
/// sorts as the texts do.
fn head(text: &str, skip: usize) -> u64 {
    let mut bytes = [0; 8];
    let text = text.as_bytes().get(skip..).unwrap_or_default();
    bytes.iter_mut().zip(text).take(7).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(bytes) | (text.len() as u64).min(ON)
}
