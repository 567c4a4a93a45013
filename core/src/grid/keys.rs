//! The data that rows are filtered, searched and sorted by, in flat buffers without per-row allocations.
//!
//! Adding a row takes only its facet. The searched text and the order by a column are computed on first
//! use or when idle; the texts of a sort are dropped afterwards.

use std::sync::OnceLock;

use super::texts::Texts;
use crate::lower::push_lower;

/// A row with its sort prefix: the number to compare first, and the row's number.
type KeyedRow = (u64, u32);

/// Ends each column in a haystack: Unicode's unit separator, which is not white space.
const END: char = '\u{1f}';

/// The facets, searched texts and orders of all rows.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    facets: Vec<u16>,
    haystacks: Texts,
    /// The order by each column, once computed.
    ranked: Vec<Option<Ranked>>,
}

/// All rows sorted in ascending order by one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranked {
    /// The rows in order; ties are in the order of their numbers.
    pub(super) sorted: Vec<u32>,
    /// For each place, whether its row is equal to the one before it.
    same: Vec<bool>,
    /// The rank of each row by number, shared by equal rows; computed on first use.
    ranks: OnceLock<Vec<u32>>,
}

impl Ranked {
    fn new(rows: &[KeyedRow], is_same: impl Fn(KeyedRow, KeyedRow) -> bool) -> Self {
        let mut before = None;
        let same = rows.iter().map(|&row| {
            let before = before.replace(row);
            before.is_some_and(|before| is_same(before, row))
        });
        let same = same.collect();
        Self { sorted: rows.iter().map(|(_, row)| *row).collect(), same, ranks: OnceLock::new() }
    }

    /// The rank of a row.
    pub(super) fn rank(&self, row: u32) -> u32 {
        self.ranks().get(row as usize).copied().unwrap_or_default()
    }

    fn ranks(&self) -> &[u32] {
        self.ranks.get_or_init(|| {
            let mut ranks = vec![0; self.sorted.len()];
            let mut rank = 0;
            for (row, same) in self.sorted.iter().zip(&self.same) {
                rank += u32::from(!same);
                if let Some(place) = ranks.get_mut(*row as usize) {
                    *place = rank;
                }
            }
            ranks
        })
    }

    /// The rows in descending order; ties stay in the order of their numbers.
    pub(super) fn reversed(&self) -> impl Iterator<Item = u32> {
        let mut end = self.sorted.len();
        let groups = std::iter::from_fn(move || {
            let mut first = end.checked_sub(1)?;
            while self.same.get(first) == Some(&true) {
                first -= 1;
            }
            let group = self.sorted.get(first..end)?;
            end = first;
            Some(group)
        });
        groups.flatten().copied()
    }
}

impl Keys {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facets.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facets.is_empty()
    }

    /// Adds a row with its facet. Discards all computed orders.
    pub fn add(&mut self, facet: u16) {
        self.facets.push(facet);
        self.ranked.clear();
    }

    /// How many rows, from the first on, have a searched text.
    #[must_use]
    pub fn described(&self) -> usize {
        self.haystacks.len()
    }

    /// Sets the searched texts of the next row that has none, column by column.
    pub fn describe(&mut self, fields: &[&str]) {
        if self.haystacks.is_empty() {
            self.haystacks.reserve(self.facets.len());
        }
        self.haystacks.push(|buffer| {
            for field in fields {
                for (place, part) in field.split(END).enumerate() {
                    // A text that contains the separator must not end the column there.
                    buffer.extend((place > 0).then_some(' '));
                    push_lower(buffer, part);
                }
                buffer.push(END);
            }
            // Words contain no white space, so no match crosses the end of a row.
            buffer.push('\n');
        });
    }

    /// Whether the order by this column is computed.
    #[must_use]
    pub fn is_ranked(&self, column: usize) -> bool {
        self.ranked(column).is_some()
    }

    /// Sorts the rows by the texts of a column.
    pub fn rank_texts(&mut self, column: usize, texts: &Texts) {
        let mut rows: Vec<KeyedRow> = (0..self.len() as u32).map(|row| (0, row)).collect();
        sort_texts(texts, &mut rows);
        let same = |one: KeyedRow, other: KeyedRow| {
            one.0 == other.0 && texts.get(one.1) == texts.get(other.1)
        };
        self.put(column, Ranked::new(&rows, same));
    }

    /// Sorts the rows by the numbers of a column.
    pub fn rank_numbers(&mut self, column: usize, numbers: impl Iterator<Item = u64>) {
        let mut rows: Vec<KeyedRow> = numbers.zip(0..self.len() as u32).collect();
        rows.sort_unstable();
        self.put(column, Ranked::new(&rows, |one, other| one.0 == other.0));
    }

    fn put(&mut self, column: usize, ranked: Ranked) {
        if self.ranked.len() <= column {
            self.ranked.resize(column + 1, None);
        }
        if let Some(place) = self.ranked.get_mut(column) {
            *place = Some(ranked);
        }
    }

    /// The facet of a row.
    pub(super) fn facet(&self, row: u32) -> u16 {
        self.facets.get(row as usize).copied().unwrap_or_default()
    }

    /// The facets of all rows.
    pub(super) fn facets(&self) -> &[u16] {
        &self.facets
    }

    /// The searched text of a row.
    pub(super) fn haystack(&self, row: u32) -> &str {
        self.haystacks.get(row)
    }

    /// The searched text of a row in one column; empty if there is no such column.
    #[must_use]
    pub fn field(&self, row: u32, column: usize) -> &str {
        let mut fields = self.haystack(row).split(END);
        // The part after the last separator is no column.
        let field = fields.nth(column).filter(|_| fields.next().is_some());
        field.unwrap_or_default()
    }

    /// Reports every row whose text contains this word, in order. A single pass over the whole buffer costs a
    /// fraction of one search per row.
    pub(super) fn search(&self, word: &str, hit: impl FnMut(usize)) {
        self.haystacks.search(word, hit);
    }

    /// The order by a column, if it is computed.
    pub(super) fn ranked(&self, column: usize) -> Option<&Ranked> {
        self.ranked.get(column)?.as_ref()
    }
}

/// Sorts rows by their texts, ties by their numbers. The first eight bytes after the common prefix serve
/// as a number, so that few comparisons read the texts themselves.
fn sort_texts(texts: &Texts, rows: &mut [KeyedRow]) {
    let skip = common(texts, rows);
    let rest = |row: u32| texts.get(row).as_bytes().get(skip..).unwrap_or_default();
    for (number, row) in rows.iter_mut() {
        let mut head = [0; 8];
        head.iter_mut().zip(rest(*row)).for_each(|(to, byte)| *to = *byte);
        *number = u64::from_be_bytes(head);
    }
    rows.sort_unstable_by(|one, other| {
        let heads = one.0.cmp(&other.0);
        heads.then_with(|| rest(one.1).cmp(rest(other.1))).then(one.1.cmp(&other.1))
    });
}

/// The length in bytes of the common prefix of these rows' texts.
fn common(texts: &Texts, rows: &[KeyedRow]) -> usize {
    let text = |row: &KeyedRow| texts.get(row.1).as_bytes();
    let mut shared = rows.first().map(text).unwrap_or_default();
    for row in rows {
        let same = text(row).iter().zip(shared).take_while(|(one, other)| one == other).count();
        shared = shared.get(..same).unwrap_or_default();
    }
    shared.len()
}
