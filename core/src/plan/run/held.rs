//! What the zone held at a reading, found by identity and by the provider's own. It is never
//! changed: the next reading makes another.

use rustc_hash::FxHashMap;

use crate::record::{Record, RecordId};

/// A reading of the zone.
#[derive(Debug, Default)]
pub(in crate::plan) struct HeldRecords {
    records: Vec<Record>,
    /// The places of all records of one identity.
    by_identity: FxHashMap<String, Vec<usize>>,
    by_id: FxHashMap<RecordId, usize>,
}

impl HeldRecords {
    /// Takes a reading.
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

    /// All of it.
    pub fn all(&self) -> &[Record] {
        &self.records
    }

    /// The record with the same owner name, type and rdata, disabled exactly where this one is.
    pub fn like(&self, record: &Record) -> Option<&Record> {
        self.copies(record).next()
    }

    /// All records with the same owner name, type and rdata, disabled exactly where this one is.
    pub fn copies(&self, record: &Record) -> impl Iterator<Item = &Record> {
        let places = self.by_identity.get(&key(record));
        places.into_iter().flatten().filter_map(|place| self.records.get(*place))
    }

    /// The same record, of those that the provider does not answer with.
    pub fn disabled(&self, record: &Record) -> Option<&Record> {
        self.like(&Record { disabled: true, ..record.clone() })
    }

    /// The record that the provider knows by this identity.
    pub fn with_id(&self, id: Option<&RecordId>) -> Option<&Record> {
        self.records.get(*self.by_id.get(id?)?)
    }
}

/// The identity of a record; a disabled one is another one than the same one that answers.
fn key(record: &Record) -> String {
    let mut key = record.identity();
    if record.disabled {
        key.insert(0, '!');
    }
    key
}
