//! What rows of records are sorted and filtered by, made anew when records change and not when
//! something is decided about them.

use zonesift_core::grid::Keys;
use zonesift_core::index::Index;
use zonesift_core::record::{Record, RecordType, Ttl};

/// The columns that have keys: name, type, content, TTL, priority, note.
const KEYS: usize = 6;

/// Sort keys, types and names of the rows, in the order of their numbers.
pub struct Table {
    /// Sort keys and what the filter searches.
    pub keys: Keys,
    /// The types that occur, in the order of their numbers in `keys`.
    pub types: Vec<RecordType>,
    /// Tells tables apart: one of the same revision has the same rows, and perhaps more.
    pub revision: u32,
    titles: Titles,
}

/// What records are called. Where several have one type and name, their buttons need the content to be
/// told apart.
#[derive(Default)]
pub struct Titles {
    /// How many records have this type and name.
    shared: Index,
}

impl Titles {
    /// Counts a record.
    pub fn count(&mut self, record: &Record) {
        let name = type_and_name(record);
        let before = self.shared.get(&name).unwrap_or_default();
        self.shared.put(&name, before + 1);
    }

    /// `TYPE NAME`, with the content where several of those counted share both.
    #[must_use]
    pub fn of(&self, record: &Record) -> String {
        let mut name = type_and_name(record);
        if self.shared.get(&name).is_some_and(|records| records > 1) {
            name.push(' ');
            name.push_str(&record.content());
        }
        name
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new(0)
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && self.keys.len() == other.keys.len()
    }
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(revision: u32) -> Self {
        Self { keys: Keys::new(KEYS), types: Vec::new(), revision, titles: Titles::default() }
    }

    /// Adds the next row, with what is said of it beside the record.
    pub fn push(&mut self, record: &Record, note: &str) {
        let facet = self.types.iter().position(|t| *t == record.rtype).unwrap_or_else(|| {
            self.types.push(record.rtype.clone());
            self.types.len() - 1
        });
        let rtype = record.rtype.as_str();
        let haystack =
            [record.name.as_str(), " ", rtype, " ", &record.content(), " ", note].concat();
        self.keys.row(facet as u16, &haystack, |row| {
            row.written(0, |key| record.name.push_sort_key(key));
            row.text(1, rtype);
            row.written(2, |key| record.push_content_key(key));
            row.number(3, ttl_key(record));
            row.number(4, record.priority().map_or(0, |priority| u64::from(priority) + 1));
            row.text(5, note);
        });
        self.titles.count(record);
    }

    /// How many rows are called this, as [`type_and_name`] has it.
    #[must_use]
    pub fn sharing(&self, name: &str) -> usize {
        self.titles.shared.get(name).unwrap_or_default()
    }

    /// `TYPE NAME`, with the content where several rows share both.
    #[must_use]
    pub fn row_name(&self, record: &Record) -> String {
        self.titles.of(record)
    }
}

/// What a record is called: `TYPE NAME`.
#[must_use]
pub fn type_and_name(record: &Record) -> String {
    [record.rtype.as_str(), " ", record.name.as_str()].concat()
}

fn ttl_key(record: &Record) -> u64 {
    match record.ttl {
        Ttl::Auto => 0,
        Ttl::Seconds(seconds) => u64::from(seconds) + 1,
    }
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
