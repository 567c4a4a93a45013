//! Which record each row of the list of records shows: those of the zone, then the new ones. A row keeps
//! its number while others come and go, also when the whole list is read again.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use zonesift_core::grid::Numbers;
use zonesift_core::record::{Record, RecordId};

/// The list as it was last time.
#[derive(Default)]
pub struct Listed {
    held: Arc<Vec<Record>>,
    /// The numbers of the edits that add records, ascending.
    added: Vec<u32>,
    numbers: Numbers,
}

impl Listed {
    /// Takes the current list. Returns whether it has changed.
    pub fn renew(&mut self, held: Arc<Vec<Record>>, added: Vec<u32>) -> bool {
        let is_same = Arc::ptr_eq(&self.held, &held);
        if is_same && self.added == added && self.numbers.all().len() == held.len() + added.len() {
            return false;
        }
        let places = if is_same { FxHashMap::default() } else { by_id(&self.held) };
        let before = |place: usize| match held.get(place) {
            Some(_) if is_same => Some(place),
            // Without an id at the provider it may be another record now.
            Some(record) => places.get(record.id.as_ref()?).copied(),
            None => {
                let number = added.get(place - held.len())?;
                Some(self.held.len() + self.added.binary_search(number).ok()?)
            }
        };
        self.numbers.renew(held.len() + added.len(), before);
        (self.held, self.added) = (held, added);
        true
    }

    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }
}

/// The places of records by their ID.
pub fn by_id(records: &[Record]) -> FxHashMap<RecordId, usize> {
    let places = records.iter().enumerate();
    places.filter_map(|(place, record)| Some((record.id.clone()?, place))).collect()
}
