//! What the zone held at a reading, found by identity and by the provider's own. It is never
//! changed: the next reading makes another.

use crate::index::Index;
use crate::record::{Record, RecordId};

/// A reading of the zone.
#[derive(Debug, Default)]
pub(in crate::plan) struct Held {
    records: Vec<Record>,
    by_identity: Index,
    by_id: Index,
}

impl Held {
    /// Takes a reading.
    pub fn new(records: &[Record]) -> Self {
        let mut held = Self { records: records.to_vec(), ..Self::default() };
        for (place, record) in records.iter().enumerate() {
            held.by_identity.put(&record.identity(), place);
            if let Some(id) = &record.id {
                held.by_id.put(id, place);
            }
        }
        held
    }

    /// The record with the same owner name, type and rdata.
    pub fn like(&self, record: &Record) -> Option<&Record> {
        self.records.get(self.by_identity.get(&record.identity())?)
    }

    /// The record that the provider knows by this identity.
    pub fn with_id(&self, id: Option<&RecordId>) -> Option<&Record> {
        self.records.get(self.by_id.get(id?)?)
    }
}
