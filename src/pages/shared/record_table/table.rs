//! The table behind a grid: what its rows are searched and sorted by. It is rebuilt when records change
//! and not for decisions; search texts and sort orders are made on demand, or ahead in small steps.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use zonesift_core::grid::{Keys, Numbers, Texts};
use zonesift_core::natural::push_natural;
use zonesift_core::record::{Record, RecordType};

use super::column::{RecordColumn, SortKey};

/// The columns whose sort order is prepared first.
const USUAL: [RecordColumn; 3] = [RecordColumn::Name, RecordColumn::Content, RecordColumn::Ttl];
/// How many rows are described in one step: short enough not to delay a key.
const MOMENT: usize = 2_000;

/// At most this many types have a chip of their own; all others share one.
const TYPES: usize = 60;

/// Where the rows of a table come from.
pub trait Source: Send + Sync {
    /// Passes these rows to `tell` one by one, with the row's note if `is_noted`.
    fn each(&self, rows: Range<usize>, is_noted: bool, tell: &mut dyn FnMut(&Record, &str));
}

/// Types, names, search texts and sort orders of the rows.
pub struct Table {
    /// Search texts and sort orders, as far as they were needed.
    pub keys: Keys,
    /// The types that occur. `keys` hold their indices.
    pub types: Vec<RecordType>,
    /// A table of the same revision has the same rows, and perhaps more.
    pub revision: u32,
    /// The numbers by which the rest of the page knows the rows.
    pub numbers: Numbers,
    titles: Titles,
    source: Option<Arc<dyn Source>>,
}

/// What records are called. Where several share type and name, the content tells their buttons apart.
#[derive(Default)]
pub struct Titles {
    /// How many records have each type and name, by their hash instead of the texts of up to 100,000 rows.
    /// If two hashes collide, a title holds the content without need.
    records: FxHashMap<u64, u32>,
}

impl Titles {
    pub fn count(&mut self, record: &Record) {
        *self.records.entry(hash(record)).or_default() += 1;
    }

    /// How many of those counted have this record's type and name.
    fn sharing(&self, record: &Record) -> u32 {
        self.records.get(&hash(record)).copied().unwrap_or_default()
    }

    /// `TYPE NAME`, with the content where several of those counted share both.
    #[must_use]
    pub fn of(&self, record: &Record) -> String {
        if self.sharing(record) > 1 { with_content(record) } else { type_and_name(record) }
    }
}

impl Default for Table {
    fn default() -> Self {
        Self {
            keys: Keys::default(),
            types: Vec::new(),
            // No review starts with this revision, so the first table with rows differs.
            revision: u32::MAX,
            numbers: Numbers::default(),
            titles: Titles::default(),
            source: None,
        }
    }
}

/// The table of a screen: brought up to date when it is read after a change, while its search texts and sort
/// orders, which nobody follows, are filled in on the way.
#[derive(Clone, Copy)]
pub struct CachedTable {
    /// How often the rows have changed.
    version: Memo<u32>,
    table: StoredValue<Table>,
}

impl CachedTable {
    /// `renew` brings the table up to date and returns whether its rows have changed.
    #[must_use]
    pub fn new(renew: impl Fn(&mut Table) -> bool + Send + Sync + 'static) -> Self {
        let table = StoredValue::new(Table::default());
        let version = Memo::new(move |before: Option<&u32>| {
            let is_changed = table.try_update_value(|table| renew(table)).unwrap_or_default();
            before.copied().unwrap_or_default().wrapping_add(is_changed.into())
        });
        Self { version, table }
    }

    /// Reads the table and follows its rows.
    pub fn with<R>(self, read: impl FnOnce(&Table) -> R) -> R {
        self.version.get();
        self.table.with_value(read)
    }

    /// Reads the table of now.
    pub fn with_untracked<R>(self, read: impl FnOnce(&Table) -> R) -> R {
        self.version.get_untracked();
        self.table.with_value(read)
    }

    /// Fills in what the table has not needed before; `None` if its screen has gone.
    pub fn fill_in<R>(self, fill: impl FnOnce(&mut Table) -> R) -> Option<R> {
        self.version.try_get_untracked()?;
        self.table.try_update_value(fill)
    }
}

impl Table {
    /// A table without rows; `source` has them.
    #[must_use]
    pub fn new(revision: u32, source: impl Source + 'static) -> Self {
        Self { revision, source: Some(Arc::new(source)), ..Self::default() }
    }

    /// Adds the next row.
    pub fn push(&mut self, record: &Record) {
        let facet = self.types.iter().position(|t| *t == record.rtype).unwrap_or_else(|| {
            if self.types.len() <= TYPES {
                let is_last = self.types.len() == TYPES;
                let others = || RecordType::Other("others".into());
                self.types.push(if is_last { others() } else { record.rtype.clone() });
            }
            self.types.len() - 1
        });
        self.keys.add(facet as u16);
        self.titles.count(record);
    }

    /// Makes the search texts of all rows.
    pub fn describe_all(&mut self) {
        self.describe(self.keys.len());
    }

    /// Does one step of the work that a search or sort will need. Returns whether there is more. Sort
    /// orders come first: the memory that sorting frees is then used by the search texts, which stay.
    pub fn prepare(&mut self) -> bool {
        let (described, all) = (self.keys.described(), self.keys.len());
        if self.source.is_none() {
            return false;
        }
        if let Some(column) =
            USUAL.iter().map(|one| one.index()).find(|index| !self.keys.is_ranked(*index))
        {
            self.rank(column);
            return true;
        }
        self.describe(all.min(described + MOMENT));
        described < all
    }

    /// Makes the search texts of the rows before `end`, of what they show, but with the full name.
    fn describe(&mut self, end: usize) {
        let Some(source) = self.source.clone() else { return };
        let keys = &mut self.keys;
        source.each(keys.described()..end, true, &mut |record, note| {
            let texts = RecordColumn::SEARCHED.map(|column| column.search_text(record, note));
            keys.describe(&texts.each_ref().map(|text| &**text));
        });
    }

    /// Sorts the rows by the column at this place, unless they are sorted by it already.
    pub fn rank(&mut self, index: usize) {
        let sort_key = RecordColumn::at(index).and_then(RecordColumn::sort_key);
        let source = self.source.clone().filter(|_| !self.keys.is_ranked(index));
        let Some((source, sort_key)) = source.zip(sort_key) else { return };
        let rows = 0..self.keys.len();
        let mut texts = Texts::default();
        match sort_key {
            SortKey::Number(number) => {
                let mut numbers = Vec::with_capacity(rows.len());
                let mut push = |record: &Record| numbers.push(number(record).map_or(0, |n| n + 1));
                source.each(rows, false, &mut |record, _| push(record));
                return self.keys.rank_numbers(index, numbers.into_iter());
            }
            SortKey::Text(push) => {
                texts.reserve(rows.len());
                source.each(rows, false, &mut |record, _| texts.push(|key| push(record, key)));
            }
            SortKey::Note => {
                texts.reserve(rows.len());
                source.each(rows, true, &mut |_, note| texts.push(|key| push_natural(key, note)));
            }
        }
        self.keys.rank_texts(index, &texts);
    }

    /// How many rows have this record's type and name.
    #[must_use]
    pub fn sharing(&self, record: &Record) -> usize {
        self.titles.sharing(record) as usize
    }

    /// `TYPE NAME`, with the content where several rows share both.
    #[must_use]
    pub fn row_name(&self, record: &Record) -> String {
        self.titles.of(record)
    }

    /// Like [`Table::row_name`], for a row that shows its record with a pending change.
    #[must_use]
    pub fn name_of_change(&self, before: &Record, after: &Record) -> String {
        let is_moved = before.name != after.name || before.rtype != after.rtype;
        let others = if is_moved { 0 } else { 1 };
        if self.sharing(after) > others { with_content(after) } else { type_and_name(after) }
    }
}

#[must_use]
pub fn type_and_name(record: &Record) -> String {
    [&*record.rtype.shown(), " ", record.name.as_str()].concat()
}

fn with_content(record: &Record) -> String {
    [&type_and_name(record), " ", &record.content().line()].concat()
}

fn hash(record: &Record) -> u64 {
    FxBuildHasher.hash_one((&record.name, &record.rtype))
}

/// Empty for a type without priorities.
pub(super) fn priority_text(priority: Option<u16>) -> String {
    priority.map(|priority| priority.to_string()).unwrap_or_default()
}

/// The family of a type. Badges show it by their frame, not by colour alone.
#[must_use]
pub fn family(rtype: &RecordType) -> &'static str {
    match rtype {
        RecordType::A | RecordType::Aaaa => "address",
        RecordType::Cname | RecordType::Ptr => "alias",
        RecordType::Mx => "mail",
        RecordType::Txt => "text",
        RecordType::Srv
        | RecordType::Https
        | RecordType::Svcb
        | RecordType::Uri
        | RecordType::Naptr => "service",
        RecordType::Ns | RecordType::Soa | RecordType::Ds | RecordType::Dnskey => "delegation",
        RecordType::Other(_) | RecordType::Loc => "other",
        _ => "trust",
    }
}
