//! Adds found records to the review as items and compares them with the zone. It never changes a decision.
//! Items that a scan no longer finds are handled in `presence`.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Decision, Item, Presence, Review, Unclear};
use crate::fingerprint::Fingerprint;
use crate::record::Record;
use crate::review::Standing;

impl Review {
    /// Takes found records: known items are updated, new ones appended. Items that are no longer listed stay,
    /// with their decisions. Returns the number of the reading, for [`Self::end_reading`].
    pub fn merge(&mut self, records: Vec<Record>) -> u32 {
        self.reading += 1;
        self.unclear.clear();
        self.merge_more(records);
        self.reading
    }

    /// Takes more found records of the same reading.
    pub fn merge_more(&mut self, records: Vec<Record>) {
        for record in records {
            self.take(record);
        }
    }

    fn take(&mut self, record: Record) {
        self.unclear.extend(Unclear::of(&record));
        let identity = record.identity();
        let standing = self.judge(&record, &identity);
        let mut key = Fingerprint::of(&identity);
        let first = self.find(key, &record, false);
        let times = first.and_then(|number| self.items.get_mut(number)).map_or(1, |item| {
            let (reading, times) = item.listed;
            let again = times.saturating_add(1);
            item.listed = (self.reading, if reading == self.reading { again } else { 1 });
            item.listed.1
        });
        let known = match times {
            1 => first,
            // A provider may list the same data twice, under two ids.
            _ => {
                key = Fingerprint::of(&format!("{identity}#{times}"));
                self.find(key, &record, true)
            }
        };
        let reading = self.reading;
        let mut is_back = false;
        if let Some(item) = known.and_then(|number| self.items.get_mut(number)) {
            item.listed.0 = reading;
            item.is_listed = true;
            is_back = std::mem::take(&mut item.presence) != Presence::Found;
        }
        if is_back {
            self.revise();
        }
        match known.and_then(|number| self.items.get_mut(number)) {
            Some(item) if item.found == record => {}
            Some(item) => {
                item.found = record;
                if item.edited.is_none() {
                    item.standing = standing;
                }
                self.revise();
            }
            None => self.add(key, record, standing, times > 1),
        }
    }

    /// A new, undecided item.
    pub(super) fn new_item(
        key: Fingerprint,
        found: Record,
        listed: (u32, u16),
        is_again: bool,
    ) -> Item {
        Item {
            key,
            found,
            edited: None,
            decision: Decision::Undecided,
            done: Decision::Undecided,
            is_new: false,
            standing: Standing::Free,
            listed,
            is_again,
            presence: Presence::Found,
            is_listed: true,
            is_in_dns: false,
        }
    }

    /// The item with this key whose record matches.
    pub(super) fn find(&self, key: Fingerprint, record: &Record, is_again: bool) -> Option<usize> {
        let numbers = self.numbers.get(&key)?.iter().map(|number| *number as usize);
        let is_own = |item: &Item| {
            let found = &item.found;
            item.is_again == is_again && (found == record || found.identity() == record.identity())
        };
        numbers.into_iter().find(|number| self.items.get(*number).is_some_and(is_own))
    }

    fn add(&mut self, key: Fingerprint, found: Record, standing: Standing, is_again: bool) {
        let item = Self::new_item(key, found, (self.reading, 1), is_again);
        self.arrive(Item { standing, ..item });
    }

    /// Appends an item, with the decision that was saved for it.
    pub(super) fn arrive(&mut self, mut item: Item) {
        let saved = self.saved(item.key);
        item.is_new = saved.is_none() && self.begun;
        if let Some(saved) = saved {
            saved.restore(&mut item);
            if let Some(edited) = &item.edited {
                item.standing = self.judge(edited, &edited.identity());
            }
        }
        self.push(item);
    }

    pub(super) fn push(&mut self, item: Item) {
        self.numbers.entry(item.key).or_default().push(self.items.len() as u32);
        self.items.push(item);
        self.version += 1;
    }

    /// Takes the zone's records, to tell which found records it already has. Of several with the same data,
    /// an enabled one counts.
    pub fn set_zone_records(&mut self, records: Arc<Vec<Record>>) {
        let mut in_zone = FxHashMap::<String, usize>::default();
        for (place, record) in records.iter().enumerate() {
            let identity = record.identity();
            let known = in_zone.get(&identity).and_then(|place| records.get(*place));
            if known.is_none_or(|known| known.disabled && !record.disabled) {
                in_zone.insert(identity, place);
            }
        }
        (self.in_zone, self.held) = (in_zone, records);
        for number in 0..self.items.len() {
            let Some(item) = self.items.get(number) else { continue };
            let standing = self.judge(item.record(), &item.record().identity());
            // An item that still differs may differ in another field now.
            let is_other =
                |item: &&mut Item| item.standing != standing || standing == Standing::Differs;
            if let Some(item) = self.items.get_mut(number).filter(is_other) {
                item.standing = standing;
                self.revise();
            }
        }
    }
}
