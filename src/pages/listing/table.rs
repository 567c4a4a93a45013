//! What rows of records are sorted and filtered by, made anew when records change and not when
//! something is decided about them.

use zonesift_core::grid::Keys;
use zonesift_core::index::{Hashes, hash};
use zonesift_core::record::{Record, RecordType, Ttl};
use zonesift_core::text;

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
    /// One place for each type and name. Where two had the same hash, their titles would hold the
    /// content without need.
    places: Hashes,
    /// How many records have the type and name of this place.
    records: Vec<u32>,
}

impl Titles {
    /// Counts a record.
    pub fn count(&mut self, record: &Record) {
        let hash = hash_of(record);
        match self.places.find(hash, |_| true).and_then(|place| self.records.get_mut(place)) {
            Some(records) => *records += 1,
            None => {
                self.places.push(hash);
                self.records.push(1);
            }
        }
    }

    /// How many of those counted have this record's type and name.
    fn sharing(&self, record: &Record) -> u32 {
        let place = self.places.find(hash_of(record), |_| true);
        place.and_then(|place| self.records.get(place)).copied().unwrap_or_default()
    }

    /// `TYPE NAME`, with the content where several of those counted share both.
    #[must_use]
    pub fn of(&self, record: &Record) -> String {
        let mut name = type_and_name(record);
        if self.sharing(record) > 1 {
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
        let (rtype, priority) = (record.rtype.as_str(), record.priority());
        // As they are shown, but for the names: these can be found whole.
        let shown = [
            record.name.as_str(),
            rtype,
            &record.content(),
            &text::ttl(record.ttl),
            &priority_text(priority),
            note,
        ];
        self.keys.row(facet as u16, &shown, |row| {
            row.written(0, |key| record.name.push_sort_key(key));
            row.text(1, rtype);
            row.written(2, |key| record.push_content_key(key));
            row.number(3, ttl_key(record));
            row.number(4, priority.map_or(0, |priority| u64::from(priority) + 1));
            row.text(5, note);
        });
        self.titles.count(record);
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
}

/// What a record is called: `TYPE NAME`.
#[must_use]
pub fn type_and_name(record: &Record) -> String {
    [record.rtype.as_str(), " ", record.name.as_str()].concat()
}

/// A hash of type and name.
fn hash_of(record: &Record) -> u64 {
    hash(record.name.as_str()) ^ hash(record.rtype.as_str()).rotate_left(1)
}

/// A priority as it is shown; nothing for a type that has none.
pub(super) fn priority_text(priority: Option<u16>) -> String {
    priority.map(|priority| priority.to_string()).unwrap_or_default()
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
