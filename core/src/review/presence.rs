//! Whether the latest scan found an item. Only a complete, successful reading can tell that a record is
//! gone. The item then keeps its decision, which is carried out only after the user repeats it on the
//! item's own row. If a later scan finds the record again, the decision counts as before.

use super::{Decision, Item, Review};
use crate::name::DomainName;
use crate::record::{Flaw, Record, RecordType};

/// Whether the latest scan found an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Presence {
    /// Found, or not known yet.
    #[default]
    Found,
    /// Not found.
    Gone,
    /// Not found, but the user has decided on the item since.
    Insisted,
}

impl Presence {
    /// The presence after a decision; `is_asked` states that the user decided on this very item.
    pub(super) fn decided(self, decision: Decision, is_asked: bool) -> Self {
        match (self, decision) {
            (Self::Found, _) => Self::Found,
            (_, Decision::Undecided) => Self::Gone,
            (_, _) if is_asked => Self::Insisted,
            (before, _) => before,
        }
    }

    /// The presence after a decision was restored, by an undo or a reload.
    pub(super) fn again(self, is_insisted: bool) -> Self {
        match (self, is_insisted) {
            (Self::Found, _) => Self::Found,
            (_, true) => Self::Insisted,
            (_, false) => Self::Gone,
        }
    }
}

/// What a reading tells about a listed record that could not be read completely.
#[derive(Clone, Debug)]
pub(super) struct Unclear {
    name: Option<DomainName>,
    rtype: Option<RecordType>,
}

impl Unclear {
    /// `None` if the record's identity is known.
    pub(super) fn of(record: &Record) -> Option<Self> {
        let flaw = record.flaw?;
        let (name, rtype) = (Some(record.name.clone()), Some(record.rtype.clone()));
        match flaw {
            Flaw::NotARecord | Flaw::Name => Some(Self { name: None, rtype: None }),
            Flaw::Type => Some(Self { name, rtype: None }),
            Flaw::Content => Some(Self { name, rtype }),
            Flaw::Ttl => None,
        }
    }

    fn may_be(&self, record: &Record) -> bool {
        self.name.as_ref().is_none_or(|name| *name == record.name)
            && self.rtype.as_ref().is_none_or(|rtype| *rtype == record.rtype)
    }
}

impl Review {
    /// Whether the latest scan found any record.
    #[must_use]
    pub fn has_found_any(&self) -> bool {
        self.items.iter().any(|item| !item.is_missing())
    }

    /// Ends a complete, successful reading, by the number that [`Review::merge`] returned. Items that it did
    /// not list count as not found, unless an unreadable record may be theirs. Saved decisions whose records
    /// were not listed become items. Does nothing if another reading has begun since.
    pub fn end_reading(&mut self, reading: u32) {
        if reading != self.reading {
            return;
        }
        let unclear = std::mem::take(&mut self.unclear);
        let may_be = |record: &Record| unclear.iter().any(|unclear| unclear.may_be(record));
        let mut is_other = false;
        for item in self.items.iter_mut() {
            // A finding that was decided leaves the list of a provider that takes decisions.
            let has_left = self.rules.reject_for_good && item.done != Decision::Undecided;
            // What only DNS has is on no list of the provider's.
            let is_listed = item.listed.0 == reading || !item.is_listed;
            if !is_listed && !has_left && item.presence == Presence::Found && !may_be(&item.found) {
                item.presence = Presence::Gone;
                is_other = true;
            }
        }
        if is_other {
            self.revise();
        }
        self.bring_back(&may_be);
    }

    /// Turns saved decisions whose records are not found any more into items, if their records were saved.
    fn bring_back(&mut self, may_be: &dyn Fn(&Record) -> bool) {
        for place in 0..self.waiting.len() {
            let Some(saved) = self.waiting.get_mut(place).and_then(Option::take) else { continue };
            let record = saved.record(&self.zone).filter(|record| !may_be(record));
            let (Some(record), Some(key)) = (record, saved.key()) else {
                if let Some(waiting) = self.waiting.get_mut(place) {
                    *waiting = Some(saved);
                }
                continue;
            };
            let presence = Presence::Gone.again(saved.is_insisted());
            let item = Self::new_item(key, record, (0, 0), saved.is_again());
            let mut item = Item { presence, ..item };
            saved.restore(&mut item);
            item.standing = self.judge(item.record(), &item.record().identity());
            self.push(item);
        }
    }
}

#[cfg(test)]
#[path = "presence_tests.rs"]
mod tests;
