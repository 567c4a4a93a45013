//! Bulk changes of the proxy flag of found records. Decisions stay as they are.

use super::{Decision, Item, Review};
use crate::record::Record;

impl Review {
    /// The numbers of the found records that would be proxied and can still be written.
    #[must_use]
    pub fn proxied(&self) -> Vec<u32> {
        let is_open = |item: &Item| {
            item.done == Decision::Undecided
                && self.can_accept(item)
                && item.record().proxied == Some(true)
        };
        let items = (0..).zip(self.items.iter());
        items.filter(|(_, item)| is_open(item)).map(|(number, _)| number).collect()
    }

    /// Turns the proxy off for these found records, without deciding on them. Returns how many changed.
    pub fn unproxy(&mut self, numbers: &[u32]) -> usize {
        let mut changed = 0;
        for &number in numbers {
            let Some(record) = self.item(number).map(|item| item.record().clone()) else {
                continue;
            };
            if record.proxied == Some(true) {
                self.amend(number, Record { proxied: Some(false), ..record });
                changed += 1;
            }
        }
        changed
    }
}
