//! The changes that turn one set of records into another: for imports, comparisons of zones and undo. The
//! plan checks whether they can be written.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::name::DomainName;
use crate::record::{Record, RecordType, Ttl};
use crate::unread::{Tells, rrset};
use crate::wanted::{NotWhole, Wanted};

/// How wanted records are merged into a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Add missing records; keep all existing ones.
    AddMissing,
    /// Replace the RRsets that the wanted records contain; keep all others.
    ReplaceRrsets,
    /// Replace everything, deleting what is not wanted.
    MakeEqual,
}

/// Records that hosts usually manage, and that should be changed nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Whether to change the SOA like any other record.
    pub soa: bool,
    /// Whether to change the NS of the apex like any other records.
    pub apex_ns: bool,
}

/// Why a record is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Every host creates its own SOA.
    Soa,
    /// The provider manages the NS of the apex.
    ApexNs,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A record to add.
    Add(Record),
    /// A record to change.
    Change {
        /// The current record.
        before: Record,
        /// The new record, with the provider's id of the current one.
        after: Record,
    },
    /// A record to delete.
    Delete(Record),
}

/// Why the record is skipped; `None` if it is not.
#[must_use]
pub fn aside(record: &Record, zone: &DomainName, scope: Scope) -> Option<Aside> {
    match record.rtype {
        RecordType::Soa if !scope.soa => Some(Aside::Soa),
        RecordType::Ns if !scope.apex_ns && record.name == *zone => Some(Aside::ApexNs),
        _ => None,
    }
}

/// The changes that turn `from` into `to`, without exceptions. Both must be complete.
#[must_use]
pub fn diff(from: &[Record], to: &[Record]) -> Vec<Difference> {
    let scope = Scope { soa: true, apex_ns: true };
    changes(from, &Wanted::whole(to), &DomainName::default(), Mode::MakeEqual, scope)
        .unwrap_or_default()
}

/// The changes that merge wanted records into a zone: first deletes, then edits, then adds, so that
/// nothing conflicts on the way.
///
/// Unreadable and locked records, records outside the zone, skipped ones, and those on which the source is
/// silent are left alone. Records of one name and type are paired, equal contents first, so that an edited
/// record keeps its provider id.
///
/// # Errors
/// [`NotWhole`] if records may be changed or deleted, but an unreadable part of the source may concern any
/// record.
pub fn changes(
    held: &[Record],
    wanted: &Wanted<'_>,
    zone: &DomainName,
    mode: Mode,
    scope: Scope,
) -> Result<Vec<Difference>, NotWhole> {
    if let Some(place) = wanted.unread().whole().filter(|_| mode != Mode::AddMissing) {
        return Err(NotWhole(place));
    }
    let counts = |record: &Record| {
        record.flaw.is_none() && record.name.is_within(zone) && aside(record, zone, scope).is_none()
    };
    let mut zone_now = ZoneRecords::of(held.iter().filter(|record| counts(record)), wanted, zone);
    let (mut changed, mut enabled, mut added) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = FxHashSet::default();
    let mut sets = FxHashSet::default();
    let mut unmatched = Vec::new();
    let counts_copies = wanted.counts_copies() && mode != Mode::AddMissing;
    // Match identical records before equivalent ones.
    let (exact, rest): (Vec<_>, Vec<_>) = wanted
        .records()
        .filter(|(record, _)| counts(record))
        .map(|(record, tells)| (record, tells, record.identity()))
        .partition(|(record, tells, identity)| zone_now.has(identity, record, *tells));
    for (record, tells, identity) in exact.into_iter().chain(rest) {
        sets.insert(rrset(record));
        // A disabled copy does not count as the live record.
        let own = if record.disabled { format!("!{identity}") } else { identity.clone() };
        if !seen.insert(own) && !counts_copies {
            continue;
        }
        let before = zone_now.take(&identity, record, tells);
        seen.insert(identity);
        match before {
            // A disabled record is absent from DNS, so it counts as missing in every mode.
            Some((before, _)) if before.disabled && !record.disabled => {
                enabled.extend(change(before, record, tells));
            }
            Some((before, is_fixed)) => {
                changed.extend(change(before, record, tells).filter(|_| !is_fixed));
            }
            None => unmatched.push((record, tells)),
        }
    }
    if mode == Mode::AddMissing {
        enabled.extend(unmatched.into_iter().map(|(record, _)| Difference::Add(new(record))));
        return Ok(enabled);
    }
    changed.append(&mut enabled);
    let goes = |record: &&Record| {
        (mode == Mode::MakeEqual || sets.contains(&rrset(record)))
            && (counts_copies || !seen.contains(&record.identity()))
    };
    let leftover: Vec<&Record> = zone_now.left().filter(goes).collect();
    let mut queues = Queues::of(&leftover);
    for (record, tells) in unmatched {
        match queues.next(record) {
            Some(before) => changed.extend(change(before, record, tells)),
            None => added.push(Difference::Add(new(record))),
        }
    }
    let mut all: Vec<Difference> =
        queues.rest().map(|record| Difference::Delete(record.clone())).collect();
    all.append(&mut changed);
    all.append(&mut added);
    Ok(all)
}

/// The records of a zone by identity, each to be matched once.
struct ZoneRecords<'a> {
    /// The indexes of equal records, by identity.
    copies: FxHashMap<String, Vec<usize>>,
    /// Each unmatched record, and whether it must stay as it is.
    free: Vec<Option<(&'a Record, bool)>>,
}

impl<'a> ZoneRecords<'a> {
    fn of(held: impl Iterator<Item = &'a Record>, wanted: &Wanted<'_>, zone: &DomainName) -> Self {
        let mut all = Self { copies: FxHashMap::default(), free: Vec::new() };
        for (place, record) in held.enumerate() {
            all.copies.entry(record.identity()).or_default().push(place);
            let is_fixed = record.locked || wanted.is_silent_on(record, zone);
            all.free.push(Some((record, is_fixed)));
        }
        all
    }

    /// Whether one of the records equals this one and needs no change.
    fn has(&self, identity: &str, wanted: &Record, tells: Tells) -> bool {
        let places = self.copies.get(identity).into_iter().flatten();
        let records = places.filter_map(|place| self.free.get(*place));
        records.flatten().any(|(record, _)| change(record, wanted, tells).is_none())
    }

    /// Takes the match for a record: the one with the same provider id, else one that needs no change, else
    /// one that can be changed. Otherwise that one would be deleted and an unchangeable one stay.
    fn take(
        &mut self,
        identity: &str,
        wanted: &Record,
        tells: Tells,
    ) -> Option<(&'a Record, bool)> {
        let places = self.copies.get_mut(identity)?;
        let rank = |place: &usize| {
            let held = self.free.get(*place).and_then(Option::as_ref);
            held.map(|(record, is_fixed)| {
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
    fn left(self) -> impl Iterator<Item = &'a Record> {
        self.free.into_iter().flatten().filter(|(_, is_fixed)| !is_fixed).map(|(record, _)| record)
    }
}

/// The unmatched held records by name and type.
struct Queues<'a> {
    numbers: FxHashMap<(&'a DomainName, &'a RecordType), usize>,
    queues: Vec<Vec<&'a Record>>,
}

impl<'a> Queues<'a> {
    fn of(records: &[&'a Record]) -> Self {
        let mut all = Self { numbers: FxHashMap::default(), queues: Vec::new() };
        // Records are taken from the end.
        for &record in records.iter().rev() {
            let number = *all.numbers.entry(rrset(record)).or_insert(all.queues.len());
            match all.queues.get_mut(number) {
                Some(queue) => queue.push(record),
                None => all.queues.push(vec![record]),
            }
        }
        all
    }

    /// The next record with the same name and type.
    fn next(&mut self, record: &Record) -> Option<&'a Record> {
        let number = self.numbers.get(&rrset(record))?;
        self.queues.get_mut(*number)?.pop()
    }

    fn rest(&self) -> impl Iterator<Item = &'a Record> {
        self.queues.iter().rev().flat_map(|queue| queue.iter().rev().copied())
    }
}

/// The record without a provider id.
fn new(record: &Record) -> Record {
    let mut new = record.clone();
    new.id = None;
    new.locked = false;
    new
}

/// The change from one record to the other; `None` if nothing changes or the record cannot be changed.
fn change(before: &Record, wanted: &Record, tells: Tells) -> Option<Difference> {
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
    let is_same = after == *before || before.locked;
    (!is_same).then(|| Difference::Change { before: before.clone(), after })
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
