//! The review of what a scan found: one item for each record, with the user's decision.
//!
//! Items are only ever added, so an item's number is its identity for as long as the page is open.
//! What arrives later never moves or undoes a decision. Nothing here writes to a zone: accepted and
//! rejected items become changes of a [`crate::plan::Plan`].

mod arrive;
mod many;
mod past;
mod presence;
mod proxy;
mod saved;
mod saved_item;
mod settle;
mod standing;
#[cfg(test)]
mod tests;

pub use many::{Decided, Left};
pub use past::PastReview;
use presence::{Presence, Unclear};
pub use saved::SavedReview;
use saved_item::SavedItem;
pub use settle::Became;
pub use standing::{Counts, Standing};

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::change::Change;
use crate::fingerprint::Fingerprint;
use crate::name::DomainName;
use crate::provider::Capabilities;
use crate::record::Record;

/// What the user wants done with a found record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Undecided,
    /// Write it to the zone.
    Accepted,
    /// Leave it out.
    Rejected,
}

/// One found record under review.
#[derive(Clone, Debug)]
pub struct Item {
    /// The record as it was found, lately.
    pub found: Record,
    /// The record as the user changed it.
    pub edited: Option<Box<Record>>,
    /// The user's decision.
    pub decision: Decision,
    /// The decision that has been carried out.
    pub done: Decision,
    /// Whether it came after the review had begun and is not decided yet.
    pub is_new: bool,
    /// What identifies its record, also over a reload.
    key: Fingerprint,
    /// What is special about it.
    standing: Standing,
    /// The last reading that listed this data, and how many times it did so far.
    listed: (u32, u16),
    /// Whether it is a further one of the same data, so that its key is not its identity.
    is_again: bool,
    /// Whether the latest scan has found it.
    presence: Presence,
}

/// All found records of one zone with their decisions.
#[derive(Clone, Debug)]
pub struct Review {
    zone: DomainName,
    rules: &'static Capabilities,
    items: Vec<Item>,
    /// The items' numbers by their keys. Two keys hardly ever have one fingerprint, but they may.
    numbers: FxHashMap<Fingerprint, SmallVec<[u32; 1]>>,
    /// The records that the zone holds, and their places by their identities.
    held: Arc<Vec<Record>>,
    in_zone: FxHashMap<String, usize>,
    /// What was kept of records that have not arrived, and its places by their keys.
    waiting: Vec<Option<SavedItem>>,
    waiting_places: FxHashMap<Fingerprint, usize>,
    begun: bool,
    /// Counts the readings.
    reading: u32,
    /// What this reading lists and could not be read whole.
    unclear: Vec<Unclear>,
    version: u32,
    revision: u32,
}

impl Item {
    /// The record as it would be written.
    #[must_use]
    pub fn record(&self) -> &Record {
        self.edited.as_deref().unwrap_or(&self.found)
    }

    /// Whether a decision waits to be carried out. One on what the latest scan has not found does so
    /// only when it was made, or made again, since then.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.is_decided() && self.presence != Presence::Gone
    }

    /// Whether a decision waits for another press on its row, as the latest scan has not found the
    /// record.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.is_decided() && self.presence == Presence::Gone
    }

    /// Whether the latest scan has not found the record any more.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.presence != Presence::Found
    }

    fn is_decided(&self) -> bool {
        self.decision != Decision::Undecided && self.done != self.decision
    }
}

impl Review {
    /// An empty review of this zone, by the rules of its provider.
    #[must_use]
    pub fn new(zone: DomainName, rules: &'static Capabilities) -> Self {
        Self {
            zone,
            rules,
            items: Vec::new(),
            numbers: FxHashMap::default(),
            held: Arc::default(),
            in_zone: FxHashMap::default(),
            waiting: Vec::new(),
            waiting_places: FxHashMap::default(),
            begun: false,
            reading: 0,
            unclear: Vec::new(),
            version: 0,
            revision: 0,
        }
    }

    /// All items; an item's place is its number.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item with this number.
    #[must_use]
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(number as usize)
    }

    /// The zone's apex.
    #[must_use]
    pub fn zone(&self) -> &DomainName {
        &self.zone
    }

    /// A number that is another one whenever any record, or what is special about it, may have
    /// changed. Decisions do not change it.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// A number that is another one only when this holds for an item that was there before: while it
    /// is the same, items have only been added.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revision
    }

    fn revise(&mut self) {
        self.version += 1;
        self.revision += 1;
    }

    /// From now on, what arrives is marked as new.
    pub fn begin(&mut self) {
        self.begun = true;
    }

    /// Sets one decision; what is not allowed for the item changes nothing. Going back on a reject
    /// that only this tab remembers is allowed.
    pub fn decide(&mut self, number: u32, decision: Decision) {
        self.decide_as(number, decision, true);
    }

    /// As [`Self::decide`]; `is_asked` tells that it is the decision on this very item.
    fn decide_as(&mut self, number: u32, decision: Decision, is_asked: bool) {
        let Some(item) = self.item(number) else { return };
        let allowed = match decision {
            Decision::Undecided => true,
            Decision::Accepted => self.can_accept(item),
            Decision::Rejected => self.can_reject(item),
        };
        let forget_done = item.done == Decision::Rejected && !self.rules.reject_for_good;
        if let Some(item) = self.items.get_mut(number as usize).filter(|_| allowed) {
            item.decision = decision;
            item.is_new = false;
            item.presence = item.presence.decided(decision, is_asked);
            if forget_done && decision != Decision::Rejected {
                item.done = Decision::Undecided;
            }
            self.begun = true;
        }
    }

    /// Sets the decision, or takes it back if it is set already. One that waits for a press is asked for
    /// anew.
    pub fn toggle(&mut self, number: u32, decision: Decision) {
        let is_set =
            self.item(number).is_some_and(|item| item.decision == decision && !item.waits());
        self.decide(number, if is_set { Decision::Undecided } else { decision });
    }

    /// Replaces the record that would be written, and accepts it.
    pub fn edit(&mut self, number: u32, record: Record) {
        self.mend(number, record);
        self.decide(number, Decision::Accepted);
    }

    /// As [`Self::edit`], by something else than a decision on this very item.
    pub(crate) fn mend(&mut self, number: u32, record: Record) {
        self.amend(number, record);
        self.decide_as(number, Decision::Accepted, false);
    }

    /// Replaces the record that would be written, and leaves the decision as it is.
    pub fn amend(&mut self, number: u32, record: Record) {
        let standing = self.judge(&record, &record.identity());
        if let Some(item) = self.items.get_mut(number as usize) {
            item.edited = (record != item.found).then(|| Box::new(record));
            item.standing = standing;
            self.begun = true;
            self.revise();
        }
    }

    /// The decisions that wait to be carried out, as changes, by owner name, type and content;
    /// accepts first.
    #[must_use]
    pub fn changes(&self) -> Vec<(u32, Change)> {
        let pending = (0_u32..).zip(self.items.iter()).filter(|(_, item)| item.is_pending());
        let mut pending: Vec<(u32, &Item)> = pending.collect();
        pending.sort_by_cached_key(|(_, item)| (item.decision as u8, sort_key(item.record())));
        let change = |item: &Item| match item.decision {
            Decision::Accepted => {
                let mut found = item.found.clone();
                // The provider knows a finding that has left its list by no identity any more.
                found.id = found.id.filter(|_| !item.is_missing() || !self.rules.reject_for_good);
                Change::Accept { found, record: item.record().clone() }
            }
            _ => Change::Reject { found: item.found.clone() },
        };
        pending.into_iter().map(|(number, item)| (number, change(item))).collect()
    }
}

/// What the plan is sorted by.
fn sort_key(record: &Record) -> String {
    let mut key = record.name.sort_key();
    key.push('\0');
    record.push_data_key(&mut key);
    key
}
