//! What the zone held at a reading, found by identity and by the provider's own. It is never
//! changed: the next reading makes another.

use crate::index::Index;
use crate::record::{Record, RecordId};

/// A reading of the zone.
#[derive(Debug, Default)]
pub(in crate::plan) struct Held {
    records: Vec<Record>,
    by_identity: Index,
    /// The places of all records of one identity.
    copies: Vec<Vec<usize>>,
    by_id: Index,
}

impl Held {
    /// Takes a reading.
    pub fn new(records: &[Record]) -> Self {
        let mut held = Self { records: records.to_vec(), ..Self::default() };
        for (place, record) in records.iter().enumerate() {
            let key = key(record);
            match held.by_identity.get(&key).and_then(|set| held.copies.get_mut(set)) {
                Some(copies) => copies.push(place),
                None => {
                    held.by_identity.put(&key, held.copies.len());
                    held.copies.push(vec![place]);
                }
            }
            if let Some(id) = &record.id {
                held.by_id.put(id, place);
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
        let set = self.by_identity.get(&key(record)).and_then(|set| self.copies.get(set));
        set.into_iter().flatten().filter_map(|place| self.records.get(*place))
    }

    /// The same record, of those that the provider does not answer with.
    pub fn disabled(&self, record: &Record) -> Option<&Record> {
        self.like(&Record { disabled: true, ..record.clone() })
    }

    /// The record that the provider knows by this identity.
    pub fn with_id(&self, id: Option<&RecordId>) -> Option<&Record> {
        self.records.get(self.by_id.get(id?)?)
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
