//! What rows are sorted and filtered by, computed once for each change of the data and kept in flat
//! buffers: no row has an allocation of its own.

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

/// Takes the keys of one row.
#[derive(Debug)]
pub struct RowWriter<'a> {
    columns: &'a mut [Column],
}

impl RowWriter<'_> {
    /// A key that sorts as text.
    pub fn text(&mut self, column: usize, key: &str) {
        if let Some(column) = self.columns.get_mut(column) {
            column.texts.push(key);
        }
    }

    /// A key that sorts as a number.
    pub fn number(&mut self, column: usize, key: u64) {
        if let Some(column) = self.columns.get_mut(column) {
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
        self.haystacks.push(&haystack.to_lowercase());
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

    /// What the filter searches, in lower case.
    pub(super) fn haystack(&self, row: u32) -> &str {
        self.haystacks.get(row)
    }

    /// Compares two rows by one column.
    pub(super) fn compare(&self, column: usize, one: u32, other: u32) -> std::cmp::Ordering {
        let Some(column) = self.columns.get(column) else { return std::cmp::Ordering::Equal };
        let number = |row: u32| column.numbers.get(row as usize);
        number(one)
            .cmp(&number(other))
            .then_with(|| column.texts.get(one).cmp(column.texts.get(other)))
    }
}
