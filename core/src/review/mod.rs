//! The review of a scan: one item per found record, with the user's decision.
//!
//! Items are only appended, so an item's number is stable while the page is open. New scan results never
//! move an item or undo a decision. The review writes nothing: its decisions become changes of a
//! [`crate::plan::Plan`].

mod arrive;
mod from_dns;
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

/// The user's decision on a found record.
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
    /// The record as it was last found.
    pub found: Record,
    /// The record as the user edited it.
    pub edited: Option<Box<Record>>,
    /// The user's decision.
    pub decision: Decision,
    /// The decision that has been carried out.
    pub done: Decision,
    /// Whether it arrived after the review had begun and is still undecided.
    pub is_new: bool,
    /// The fingerprint of its record, stable across reloads.
    key: Fingerprint,
    /// Why it may need special treatment.
    standing: Standing,
    /// The last reading that listed this data, and how often it has listed it so far.
    listed: (u32, u16),
    /// Whether an earlier item has the same data; then the key contains a counter too.
    is_again: bool,
    /// Whether the latest scan found it.
    presence: Presence,
    /// Whether the provider's scan has listed it.
    pub is_listed: bool,
    /// Whether DNS has it.
    pub is_in_dns: bool,
}

/// All found records of a zone with their decisions.
#[derive(Clone, Debug)]
pub struct Review {
    zone: DomainName,
    rules: &'static Capabilities,
    items: Vec<Item>,
    /// The numbers of the items by key. Two keys may, very rarely, share a fingerprint.
    numbers: FxHashMap<Fingerprint, SmallVec<[u32; 1]>>,
    /// The zone's records, and their indexes by identity.
    held: Arc<Vec<Record>>,
    in_zone: FxHashMap<String, usize>,
    /// Saved items whose records have not arrived yet, and their indexes by key.
    waiting: Vec<Option<SavedItem>>,
    waiting_places: FxHashMap<Fingerprint, usize>,
    begun: bool,
    /// The number of the latest reading.
    reading: u32,
    /// The records of this reading that could not be read completely.
    unclear: Vec<Unclear>,
    version: u32,
    revision: u32,
}

impl Item {
    /// The record to write: as edited, or as found.
    #[must_use]
    pub fn record(&self) -> &Record {
        self.edited.as_deref().unwrap_or(&self.found)
    }

    /// Whether the decision is waiting to be carried out. If the latest scan did not find the record, only a
    /// decision made since then counts.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.is_decided() && self.presence != Presence::Gone
    }

    /// Whether the decision must be confirmed on the item's own row, because the latest scan did not find the
    /// record.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.is_decided() && self.presence == Presence::Gone
    }

    /// Whether the latest scan did not find the record.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.presence != Presence::Found
    }

    fn is_decided(&self) -> bool {
        self.decision != Decision::Undecided && self.done != self.decision
    }
}

impl Review {
    /// An empty review of a zone, with its provider's capabilities.
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

    /// All items; an item's index is its number.
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

    /// A counter that changes whenever a record or its standing may have changed, or an item was added.
    /// Decisions do not change it.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// A counter that changes when an existing item's record or standing may have changed: while it stays the
    /// same, items have only been appended.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revision
    }

    fn revise(&mut self) {
        self.version += 1;
        self.revision += 1;
    }

    /// Begins the review: items that arrive later are marked as new.
    pub fn begin(&mut self) {
        self.begun = true;
    }

    /// Sets the decision of an item, if it is allowed. A reject that only this tab remembers can be taken
    /// back.
    pub fn decide(&mut self, number: u32, decision: Decision) {
        self.decide_as(number, decision, true);
    }

    /// As [`Self::decide`]; `is_asked` states that the user decided on this very item.
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

    /// Sets the decision, or clears it if it is already set. A decision that must be confirmed is confirmed.
    pub fn toggle(&mut self, number: u32, decision: Decision) {
        let is_set = self.is_set(number, decision);
        self.decide(number, if is_set { Decision::Undecided } else { decision });
    }

    /// Whether an item has this decision. One that must be confirmed does not count.
    #[must_use]
    pub fn is_set(&self, number: u32, decision: Decision) -> bool {
        self.item(number).is_some_and(|item| item.decision == decision && !item.waits())
    }

    /// Replaces the record to write, and accepts it.
    pub fn edit(&mut self, number: u32, record: Record) {
        self.mend(number, record);
        self.decide(number, Decision::Accepted);
    }

    /// As [`Self::edit`], but not as the user's decision on this very item.
    pub(crate) fn mend(&mut self, number: u32, record: Record) {
        self.amend(number, record);
        self.decide_as(number, Decision::Accepted, false);
    }

    /// Replaces the record to write, and keeps the decision.
    pub fn amend(&mut self, number: u32, record: Record) {
        let standing = self.judge(&record, &record.identity());
        if let Some(item) = self.items.get_mut(number as usize) {
            item.edited = (record != item.found).then(|| Box::new(record));
            item.standing = standing;
            self.begun = true;
            self.revise();
        }
    }

    /// The pending decisions as changes, accepts first, sorted by owner name, type and content.
    #[must_use]
    pub fn changes(&self) -> Vec<(u32, Change)> {
        let pending = (0_u32..).zip(self.items.iter()).filter(|(_, item)| item.is_pending());
        let mut pending: Vec<(u32, &Item)> = pending.collect();
        pending.sort_by_cached_key(|(_, item)| (item.decision as u8, sort_key(item.record())));
        let change = |item: &Item| match item.decision {
            Decision::Accepted => {
                let mut found = item.found.clone();
                // A finding that has left the provider's list has no valid id there any more.
                found.id = found.id.filter(|_| !item.is_missing() || !self.rules.reject_for_good);
                Change::Accept { found, record: item.record().clone() }
            }
            _ => Change::Reject { found: item.found.clone() },
        };
        pending.into_iter().map(|(number, item)| (number, change(item))).collect()
    }
}

/// The sort key of a record in the plan.
fn sort_key(record: &Record) -> String {
    let mut key = record.name.sort_key();
    key.push('\0');
    record.push_data_key(&mut key);
    key
}
