//! The proxy of many found records at once. It decides nothing.

use super::{Decision, Item, Review, Standing};
use crate::record::Record;

impl Review {
    /// The found records that are to be proxied and could still be written.
    #[must_use]
    pub fn proxied(&self) -> Vec<u32> {
        let is_open = |item: &Item| {
            item.done == Decision::Undecided
                && matches!(self.standing(item), Standing::Free | Standing::ApexNs)
                && item.record().proxied == Some(true)
        };
        let items = (0..).zip(self.items.iter());
        items.filter(|(_, item)| is_open(item)).map(|(number, _)| number).collect()
    }

    /// Turns the proxy off for these found records, and decides nothing. Tells what each was to be
    /// before, for [`Review::put_back`].
    pub fn unproxy(&mut self, numbers: &[u32]) -> Vec<(u32, Record)> {
        let mut before = Vec::new();
        for &number in numbers {
            let Some(record) = self.item(number).map(|item| item.record().clone()) else {
                continue;
            };
            if record.proxied == Some(true) {
                self.amend(number, Record { proxied: Some(false), ..record.clone() });
                before.push((number, record));
            }
        }
        before
    }

    /// Has found records be written as they were to be before.
    pub fn put_back(&mut self, before: &[(u32, Record)]) {
        for (number, record) in before {
            self.amend(*number, record.clone());
        }
    }
}
