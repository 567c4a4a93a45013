//! Which record each row of the screen is: the records that are shown, then the new ones. A row keeps its
//! number while others come and go, also when the whole list is read anew.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use zonesift_core::grid::Numbers;
use zonesift_core::record::Record;

use super::by_id;

/// The list of the last look at it.
#[derive(Default)]
pub struct Listed {
    held: Arc<Vec<Record>>,
    /// The numbers of the edits that add records; they only grow along the list.
    added: Vec<u32>,
    numbers: Numbers,
}

impl Listed {
    /// Takes the list as it is now. Tells whether it has become another one.
    pub fn renew(&mut self, held: Arc<Vec<Record>>, added: Vec<u32>) -> bool {
        let is_same = Arc::ptr_eq(&self.held, &held);
        if is_same && self.added == added && self.numbers.all().len() == held.len() + added.len() {
            return false;
        }
        let places = if is_same { FxHashMap::default() } else { by_id(&self.held) };
        let before = |place: usize| match held.get(place) {
            Some(_) if is_same => Some(place),
            // What has no identity at the provider may be another record now.
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

    /// The numbers of the rows.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }
}
