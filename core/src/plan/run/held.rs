//! The records of the zone at one reading, indexed by identity and by provider id. Immutable: the next
//! reading creates a new one.

use rustc_hash::FxHashMap;

use crate::record::{Record, RecordId};

/// The records of the zone at one reading.
#[derive(Debug, Default)]
pub(in crate::plan) struct HeldRecords {
    records: Vec<Record>,
    /// The indexes of all records with an identity.
    by_identity: FxHashMap<String, Vec<usize>>,
    by_id: FxHashMap<RecordId, usize>,
}

impl HeldRecords {
    /// Indexes the records of a reading.
    pub fn new(records: &[Record]) -> Self {
        let mut held = Self { records: records.to_vec(), ..Self::default() };
        for (place, record) in records.iter().enumerate() {
            held.by_identity.entry(key(record)).or_default().push(place);
            if let Some(id) = &record.id {
                held.by_id.insert(id.clone(), place);
            }
        }
        held
    }

    /// All records.
    pub fn all(&self) -> &[Record] {
        &self.records
    }

    /// The first record with the same owner name, type and rdata that is equally enabled or disabled.
    pub fn like(&self, record: &Record) -> Option<&Record> {
        self.copies(record).next()
    }

    /// All records with the same owner name, type and rdata that are equally enabled or disabled.
    pub fn copies(&self, record: &Record) -> impl Iterator<Item = &Record> {
        let places = self.by_identity.get(&key(record));
        places.into_iter().flatten().filter_map(|place| self.records.get(*place))
    }

    /// The disabled copy of this record.
    pub fn disabled(&self, record: &Record) -> Option<&Record> {
        self.like(&Record { disabled: true, ..record.clone() })
    }

    /// The record with this provider id.
    pub fn with_id(&self, id: Option<&RecordId>) -> Option<&Record> {
        self.records.get(*self.by_id.get(id?)?)
    }
}

/// The identity of a record, marked if it is disabled: a disabled copy is another record.
fn key(record: &Record) -> String {
    let mut key = record.identity();
    if record.disabled {
        key.insert(0, '!');
    }
    key
}
