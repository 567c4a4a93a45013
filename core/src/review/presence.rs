//! Whether the latest scan has found an item. Only a whole and successful reading tells: what it does
//! not list any more is not found. Such an item keeps its decision, which nothing carries out before it
//! is made again on its own row; found again, it is as it was.

use super::{Decision, Item, Review};
use crate::name::DomainName;
use crate::record::{Flaw, Record, RecordType};

/// Whether the latest scan has found an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Presence {
    /// It has, or nobody can tell yet.
    #[default]
    Found,
    /// It has not.
    Gone,
    /// It has not, and the decision on the item was made since.
    Insisted,
}

impl Presence {
    /// What it is after a decision; `is_asked` tells that it was one on this very item.
    pub(super) fn decided(self, decision: Decision, is_asked: bool) -> Self {
        match (self, decision) {
            (Self::Found, _) => Self::Found,
            (_, Decision::Undecided) => Self::Gone,
            (_, _) if is_asked => Self::Insisted,
            (before, _) => before,
        }
    }

    /// What it is after a decision has been taken back to one that was made since, or before.
    pub(super) fn again(self, is_insisted: bool) -> Self {
        match (self, is_insisted) {
            (Self::Found, _) => Self::Found,
            (_, true) => Self::Insisted,
            (_, false) => Self::Gone,
        }
    }
}

/// What a listed record that could not be read whole may be, as far as it could be read.
#[derive(Clone, Debug)]
pub(super) struct Unclear {
    name: Option<DomainName>,
    rtype: Option<RecordType>,
}

impl Unclear {
    /// None of a record that is known by its identity.
    pub(super) fn of(record: &Record) -> Option<Self> {
        let (name, rtype) = (Some(record.name.clone()), Some(record.rtype.clone()));
        match record.flaw? {
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
    /// Ends a whole and successful reading, by the number that [`Review::merge`] told: what it did not
    /// list is not found any more, unless it may be what could not be read. Of decisions that wait for
    /// their records the same holds: these become items. Nothing is told when another reading has begun
    /// meanwhile.
    pub fn end_reading(&mut self, reading: u32) {
        if reading != self.reading {
            return;
        }
        let unclear = std::mem::take(&mut self.unclear);
        let may_be = |record: &Record| unclear.iter().any(|unclear| unclear.may_be(record));
        let mut is_other = false;
        for item in self.items.iter_mut() {
            // What was decided leaves the list of a provider that is told of decisions.
            let has_left = self.rules.reject_for_good && item.done != Decision::Undecided;
            let is_listed = item.listed.0 == reading;
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

    /// Makes items of what was decided before a reload and is not found any more, as far as its record
    /// was kept.
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
