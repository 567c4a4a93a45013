//! One item of a review as it is kept over a reload of the tab, until its record arrives again or is known
//! not to be found any more.

use super::saved::RADIX;
use super::saved_edit::{SavedEdit, SavedFound};
use super::{Decision, Item};
use crate::name::DomainName;
use crate::record::Record;

/// One item, by the hash of its key.
#[derive(Clone, Debug)]
pub(super) struct SavedItem {
    pub(super) hash: Box<str>,
    pub(super) decision: Decision,
    pub(super) done: Decision,
    pub(super) new: bool,
    pub(super) edited: Option<SavedEdit>,
    pub(super) found: Option<SavedFound>,
}

impl SavedItem {
    /// The record of a decision that waits, where it was kept.
    pub(super) fn record(&self, zone: &DomainName) -> Option<Record> {
        let waits = self.decision != Decision::Undecided && self.done != self.decision;
        self.found.as_ref().filter(|_| waits)?.record(zone)
    }

    /// Whether it is a further one of the same data.
    pub(super) fn is_again(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.is_again)
    }

    /// Whether the decision was made though the latest scan had not found the record.
    pub(super) fn is_insisted(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.is_insisted)
    }

    /// The hash of the item's key; none of a text that is none.
    pub(super) fn hash(&self) -> Option<u64> {
        let digits = self.hash.chars().rev();
        digits.map(|digit| digit.to_digit(RADIX)).try_fold(0, |hash: u64, digit| {
            // The last digit has four of the 64 bits, so that nothing is lost at the top.
            Some(hash << 5 | u64::from(digit?))
        })
    }

    pub(super) fn restore(self, item: &mut Item) {
        item.decision = self.decision;
        item.done = self.done;
        item.is_new = self.new;
        item.edited = self.edited.and_then(|edit| edit.record(&item.found)).map(Box::new);
    }
}
