//! The standing of an item, which determines what the user may decide. It follows from the record, the
//! zone and the provider's capabilities. Read-only.

use super::{Decision, Item, Review};
use crate::provider::Capabilities;
use crate::record::{Record, RecordType};

/// What is special about a found record, before any decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing.
    Free,
    /// The zone has this record, with every field that would be written.
    InZone,
    /// The zone has the same data with another TTL or other flags (disabled, for example). Accepting it
    /// changes the held record.
    Differs,
    /// An NS record of the apex: it names the old host's name servers.
    ApexNs,
    /// An SOA record: every host creates its own.
    Soa,
    /// The provider does not support the type.
    NotHeld,
    /// It could not be read completely.
    Flawed,
}

/// The number of items in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found by the latest scan.
    pub found: usize,
    /// Accepted and not yet written.
    pub accepted: usize,
    /// Rejected and not yet carried out.
    pub rejected: usize,
    /// Undecided, and free to be decided.
    pub undecided: usize,
    /// Found by the latest scan and in none of the other states: in the zone, done or special.
    pub settled: usize,
    /// Not found by the latest scan, but decided again since: these are in the plan.
    pub insisted: usize,
    /// Not found by the latest scan, with a decision that the user must confirm.
    pub waiting: usize,
    /// Not found by the latest scan, and without a pending decision.
    pub gone: usize,
}

impl Review {
    /// Counts the items in each state.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in self.items.iter() {
            let open = self.can_accept(item) || self.can_reject(item);
            counts.found += usize::from(!item.is_missing());
            counts.insisted += usize::from(item.is_missing() && item.is_pending());
            match item.decision {
                _ if item.waits() => counts.waiting += 1,
                _ if item.is_missing() && !item.is_pending() => counts.gone += 1,
                _ if item.is_pending() && item.decision == Decision::Accepted => {
                    counts.accepted += 1
                }
                _ if item.is_pending() => counts.rejected += 1,
                Decision::Undecided if open && self.standing(item) == Standing::Free => {
                    counts.undecided += 1;
                }
                _ => counts.settled += 1,
            }
        }
        counts
    }

    /// Whether an item is waiting for a decision: it is undecided, could be decided, and nothing is special
    /// about it.
    #[must_use]
    pub fn is_open(&self, number: u32) -> bool {
        self.item(number).is_some_and(|item| {
            item.decision == Decision::Undecided
                && !item.is_missing()
                && item.standing == Standing::Free
                && (self.can_accept(item) || self.can_reject(item))
        })
    }

    /// The standing of an item.
    #[must_use]
    pub fn standing(&self, item: &Item) -> Standing {
        item.standing
    }

    /// The zone's record with the same data as the item's; an enabled one, if there is one.
    #[must_use]
    pub fn held(&self, item: &Item) -> Option<&Record> {
        // These standings mean that the zone has no such record.
        if matches!(item.standing, Standing::Free | Standing::ApexNs | Standing::NotHeld) {
            return None;
        }
        self.held_like(&item.record().identity())
    }

    fn held_like(&self, identity: &str) -> Option<&Record> {
        self.held.get(*self.in_zone.get(identity)?)
    }

    /// Whether the item must be accepted individually.
    #[must_use]
    pub fn is_insisted(&self, item: &Item) -> bool {
        matches!(self.standing(item), Standing::ApexNs | Standing::Differs)
    }

    /// The standing of a record with this identity.
    pub(super) fn judge(&self, record: &Record, identity: &str) -> Standing {
        if record.flaw.is_some() {
            Standing::Flawed
        } else if record.rtype == RecordType::Soa {
            Standing::Soa
        } else if let Some(held) = self.held_like(identity) {
            if record.unlike(held).is_empty() { Standing::InZone } else { Standing::Differs }
        } else if record.rtype == RecordType::Ns && record.name == self.zone {
            Standing::ApexNs
        } else if !self.rules.limits.types.contains(&record.rtype) {
            Standing::NotHeld
        } else {
            Standing::Free
        }
    }

    /// The capabilities of the zone's provider.
    pub(crate) fn rules(&self) -> &'static Capabilities {
        self.rules
    }

    /// Whether the user may accept the item.
    #[must_use]
    pub fn can_accept(&self, item: &Item) -> bool {
        match self.standing(item) {
            Standing::Free => item.done != Decision::Rejected || !self.rules.reject_for_good,
            Standing::ApexNs => self.rules.apex_ns && item.done != Decision::Rejected,
            Standing::Differs => {
                let record = item.record();
                let is_apex_ns = record.rtype == RecordType::Ns && record.name == self.zone;
                let can_be_changed = |held: &Record| !held.locked && held.flaw.is_none();
                (self.rules.apex_ns || !is_apex_ns)
                    && (item.done != Decision::Rejected || !self.rules.reject_for_good)
                    && self.held(item).is_some_and(can_be_changed)
            }
            Standing::InZone | Standing::Soa | Standing::NotHeld | Standing::Flawed => false,
        }
    }

    /// Whether the user may reject the item. Items that are done cannot be rejected. A provider that takes
    /// rejects takes them only for listed findings with an id.
    #[must_use]
    pub fn can_reject(&self, item: &Item) -> bool {
        let settled = item.done != Decision::Undecided && self.rules.reject_for_good;
        let is_known = item.found.id.is_some() && !item.is_missing();
        let tellable = !self.rules.reject_for_good || is_known;
        !settled && tellable && item.done != Decision::Accepted
    }
}
