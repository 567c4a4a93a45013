//! What rows of records are sorted and filtered by: what rows there are at once, the texts that are
//! searched and the order by a column when somebody asks, or when there is time. It is made anew when
//! records change and not when something is decided about them.

use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use zonesift_core::fingerprint::Fingerprint;
use zonesift_core::grid::{Keys, Numbers, Texts};
use zonesift_core::natural::push_natural;
use zonesift_core::record::{Record, RecordType};
use zonesift_core::{searched, text};

/// The places of the columns that are sorted by.
pub(super) const NAME: usize = 0;
pub(super) const TYPE: usize = 1;
const CONTENT: usize = 2;
const TTL: usize = 3;
const PRIORITY: usize = 4;

/// Those by which rows are sorted before anybody asks.
const USUAL: [usize; 3] = [NAME, CONTENT, TTL];
/// So many rows are described in a moment, in which no key is kept waiting.
const MOMENT: usize = 2_000;

/// So many types have a chip of their own, which is more than there are; all others share one.
const TYPES: usize = 60;

/// Where the rows of a table come from.
pub trait Source {
    /// Tells these rows one by one, each with what is said of it beside its record where that is asked.
    fn each(&self, rows: Range<usize>, is_noted: bool, tell: &mut dyn FnMut(&Record, &str));
}

/// Types and names of the rows, what they are searched and sorted by, in the order of their numbers.
pub struct Table {
    /// What they are searched and sorted by, as far as it has been asked for.
    pub keys: Keys,
    /// The types that occur, in the order of their numbers in `keys`.
    pub types: Vec<RecordType>,
    /// Tells tables apart: one of the same revision has the same rows, and perhaps more.
    pub revision: u32,
    /// The numbers by which everybody but the table knows its rows.
    pub numbers: Numbers,
    titles: Titles,
    source: Option<Rc<dyn Source>>,
}

/// What records are called. Where several have one type and name, their buttons need the content to be
/// told apart.
#[derive(Default)]
pub struct Titles {
    /// How many records have a type and name. Where two had the same fingerprint, their titles would hold
    /// the content without need.
    records: FxHashMap<Fingerprint, u32>,
}

impl Titles {
    /// Counts a record.
    pub fn count(&mut self, record: &Record) {
        *self.records.entry(fingerprint(record)).or_default() += 1;
    }

    /// How many of those counted have this record's type and name.
    fn sharing(&self, record: &Record) -> u32 {
        self.records.get(&fingerprint(record)).copied().unwrap_or_default()
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
            // No review begins with this one, so the first table with rows is another.
            revision: u32::MAX,
            numbers: Numbers::default(),
            titles: Titles::default(),
            source: None,
        }
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && self.keys.len() == other.keys.len()
    }
}

impl Table {
    /// A table without rows, which come from here.
    #[must_use]
    pub fn new(revision: u32, source: impl Source + 'static) -> Self {
        Self { revision, source: Some(Rc::new(source)), ..Self::default() }
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

    /// Makes every row ready to be searched.
    pub fn describe_all(&mut self) {
        self.describe(self.keys.len());
    }

    /// Does a moment's work of what somebody may ask for next. Tells whether there is more. The memory in
    /// which rows are sorted is then used for the texts that stay.
    pub fn prepare(&mut self) -> bool {
        let (described, all) = (self.keys.described(), self.keys.len());
        if self.source.is_none() {
            return false;
        }
        if let Some(column) = USUAL.into_iter().find(|column| !self.keys.is_ranked(*column)) {
            self.rank(column);
            return true;
        }
        self.describe(all.min(described + MOMENT));
        described < all
    }

    /// Makes the rows before this one ready to be searched, by what they show; but names can be found
    /// whole.
    fn describe(&mut self, end: usize) {
        let Some(source) = self.source.clone() else { return };
        let keys = &mut self.keys;
        source.each(keys.described()..end, true, &mut |record, note| {
            keys.describe(&[
                record.name.as_str(),
                record.rtype.raw(),
                &searched(record.content().raw()),
                &text::ttl(record.ttl),
                &priority_text(record.priority()),
                &searched(note),
            ]);
        });
    }

    /// Sorts the rows by a column, unless they are.
    pub fn rank(&mut self, column: usize) {
        let Some(source) = self.source.clone().filter(|_| !self.keys.is_ranked(column)) else {
            return;
        };
        let rows = 0..self.keys.len();
        if column == TTL || column == PRIORITY {
            let mut numbers = Vec::with_capacity(rows.len());
            source.each(rows, false, &mut |record, _| numbers.push(number(record, column)));
            return self.keys.rank_numbers(column, numbers.into_iter());
        }
        let mut texts = Texts::default();
        texts.reserve(rows.len());
        source.each(rows, column > PRIORITY, &mut |record, note| {
            texts.push(|key| match column {
                NAME => record.name.push_sort_key(key),
                TYPE => push_natural(key, record.rtype.raw()),
                CONTENT => record.push_content_key(key),
                _ => push_natural(key, note),
            });
        });
        self.keys.rank_texts(column, &texts);
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

    /// As [`Table::row_name`], for a row of the table that shows what its record is to be.
    #[must_use]
    pub fn name_of_change(&self, before: &Record, after: &Record) -> String {
        let is_moved = before.name != after.name || before.rtype != after.rtype;
        let others = if is_moved { 0 } else { 1 };
        if self.sharing(after) > others { with_content(after) } else { type_and_name(after) }
    }
}

/// What a record is called: `TYPE NAME`.
#[must_use]
pub fn type_and_name(record: &Record) -> String {
    [&*record.rtype.shown(), " ", record.name.as_str()].concat()
}

fn with_content(record: &Record) -> String {
    [&type_and_name(record), " ", &record.content().line()].concat()
}

/// The fingerprint of type and name: no texts are kept of 100,000 rows.
fn fingerprint(record: &Record) -> Fingerprint {
    Fingerprint::of(&type_and_name(record))
}

/// A priority as it is shown; nothing for a type that has none.
pub(super) fn priority_text(priority: Option<u16>) -> String {
    priority.map(|priority| priority.to_string()).unwrap_or_default()
}

/// What a row is sorted by in a column of numbers: nothing comes first.
fn number(record: &Record, column: usize) -> u64 {
    let number = match column {
        PRIORITY => record.priority().map(u64::from),
        _ => record.ttl.seconds().map(u64::from),
    };
    number.map_or(0, |number| number + 1)
}

/// The family of a type. In badges families differ by their frame, not by colour alone.
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
