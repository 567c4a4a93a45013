//! The records of the zone while they are matched: by identity, and then by name and type.

use rustc_hash::FxHashMap;

use super::Difference;
use crate::name::DomainName;
use crate::record::{Record, RecordType, Ttl};
use crate::unread::{Tells, rrset};
use crate::wanted::Wanted;

/// A record of the zone.
#[derive(Clone, Copy)]
pub(super) struct HeldRecord<'a> {
    pub record: &'a Record,
    /// Its index in the zone.
    pub place: u32,
    /// Whether it must stay as it is.
    pub is_fixed: bool,
}

/// The records of a zone by identity, each to be matched once.
pub(super) struct HeldRecords<'a> {
    /// The indexes of equal records, by identity.
    copies: FxHashMap<String, Vec<usize>>,
    /// The unmatched ones.
    free: Vec<Option<HeldRecord<'a>>>,
}

impl<'a> HeldRecords<'a> {
    /// Takes the records with their indexes in the zone.
    pub fn of(
        held: impl Iterator<Item = (u32, &'a Record)>,
        wanted: &Wanted<'_>,
        zone: &DomainName,
    ) -> Self {
        let mut all = Self { copies: FxHashMap::default(), free: Vec::new() };
        for (place, record) in held {
            all.copies.entry(record.identity()).or_default().push(all.free.len());
            let is_fixed = record.locked || wanted.is_silent_on(record, zone);
            all.free.push(Some(HeldRecord { record, place, is_fixed }));
        }
        all
    }

    /// Whether one of the records equals this one and needs no change.
    pub fn has(&self, identity: &str, wanted: &Record, tells: Tells) -> bool {
        let places = self.copies.get(identity).into_iter().flatten();
        let records = places.filter_map(|place| self.free.get(*place));
        records.flatten().any(|held| change(held.record, wanted, tells).is_none())
    }

    /// Takes the match for a record: the one with the same provider id, else one that needs no change, else
    /// one that can be changed. Otherwise that one would be deleted and an unchangeable one stay.
    pub fn take(
        &mut self,
        identity: &str,
        wanted: &Record,
        tells: Tells,
    ) -> Option<HeldRecord<'a>> {
        let places = self.copies.get_mut(identity)?;
        let rank = |place: &usize| {
            let held = self.free.get(*place).and_then(Option::as_ref);
            held.map(|HeldRecord { record, is_fixed, .. }| {
                let is_itself = record.id.is_some() && record.id == wanted.id;
                let is_alike = record.disabled == wanted.disabled;
                (is_itself, is_alike, change(record, wanted, tells).is_none(), !is_fixed)
            })
        };
        // The first of several equal ones.
        let numbers = (0..places.len()).rev();
        let best = match places.len() {
            1 => 0,
            _ => numbers.max_by_key(|number| places.get(*number).map(rank))?,
        };
        if best >= places.len() {
            return None;
        }
        let place = places.remove(best);
        self.free.get_mut(place).and_then(Option::take)
    }

    /// The unmatched records that may be deleted.
    pub fn left(self) -> impl Iterator<Item = HeldRecord<'a>> {
        self.free.into_iter().flatten().filter(|held| !held.is_fixed)
    }
}

/// The unmatched held records by name and type.
pub(super) struct Queues<'a> {
    numbers: FxHashMap<(&'a DomainName, &'a RecordType), usize>,
    queues: Vec<Vec<HeldRecord<'a>>>,
}

impl<'a> Queues<'a> {
    pub fn of(records: &[HeldRecord<'a>]) -> Self {
        let mut all = Self { numbers: FxHashMap::default(), queues: Vec::new() };
        // Records are taken from the end.
        for &held in records.iter().rev() {
            let number = *all.numbers.entry(rrset(held.record)).or_insert(all.queues.len());
            match all.queues.get_mut(number) {
                Some(queue) => queue.push(held),
                None => all.queues.push(vec![held]),
            }
        }
        all
    }

    /// The next record with the same name and type.
    pub fn next(&mut self, record: &Record) -> Option<HeldRecord<'a>> {
        let number = self.numbers.get(&rrset(record))?;
        self.queues.get_mut(*number)?.pop()
    }

    pub fn rest(&self) -> impl Iterator<Item = HeldRecord<'a>> {
        self.queues.iter().rev().flat_map(|queue| queue.iter().rev().copied())
    }
}

/// The record without a provider id.
pub(super) fn new(record: &Record) -> Record {
    let mut new = record.clone();
    new.id = None;
    new.locked = false;
    new
}

/// The change from one record to the other; `None` if nothing changes or the record cannot be changed.
pub(super) fn change(before: &Record, wanted: &Record, tells: Tells) -> Option<Difference> {
    let after = after(before, wanted, tells);
    let is_same = after == *before || before.locked;
    (!is_same).then(|| Difference::Change { before: before.clone(), after })
}

/// The held record as the wanted one would have it.
pub(super) fn after(before: &Record, wanted: &Record, tells: Tells) -> Record {
    let mut after = before.clone();
    after.rdata = wanted.rdata.clone();
    after.proxied = wanted.proxied.or(before.proxied);
    after.disabled = wanted.disabled;
    if tells.ttl {
        after.ttl = wanted.ttl;
    }
    if tells.comment {
        after.comment.clone_from(&wanted.comment);
    }
    if tells.tags {
        after.tags.clone_from(&wanted.tags);
    }
    if tells.more {
        after.more = wanted.more.clone().or(after.more);
    }
    // A proxied record has no TTL of its own.
    if after.proxied == Some(true) {
        after.ttl = if before.proxied == Some(true) { before.ttl } else { Ttl::Auto };
    }
    // Another spelling of the same data is no change.
    if after.identity() == before.identity() {
        after.rdata = before.rdata.clone();
    }
    after
}
