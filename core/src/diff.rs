//! What to change so that records become other records: for import, for comparing zones, for taking
//! changes back. It only says so; whether a change can be written is for a plan to find.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::name::DomainName;
use crate::record::{Record, RecordType, Ttl};
use crate::unread::{Tells, rrset};
use crate::wanted::{NotWhole, Wanted};

/// How wanted records are brought into a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// What is missing is added; what is there stays as it is.
    AddMissing,
    /// Names with a type that is wanted there become what is wanted; all else stays.
    ReplaceRrsets,
    /// Everything becomes what is wanted; all else goes.
    MakeEqual,
}

/// What is changed though hosts mostly keep it themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The SOA is changed like any other record.
    pub soa: bool,
    /// The NS of the apex are changed like any other records.
    pub apex_ns: bool,
}

/// Why a record is left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Every host makes its own SOA.
    Soa,
    /// The provider keeps the NS of the apex itself.
    ApexNs,
}

/// One thing to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A record to add.
    Add(Record),
    /// A record to change.
    Change {
        /// As it is.
        before: Record,
        /// As it is to be, with the provider's identity of it.
        after: Record,
    },
    /// A record to delete.
    Delete(Record),
}

/// Why the record is left aside; none where it is not.
#[must_use]
pub fn aside(record: &Record, zone: &DomainName, scope: Scope) -> Option<Aside> {
    match record.rtype {
        RecordType::Soa if !scope.soa => Some(Aside::Soa),
        RecordType::Ns if !scope.apex_ns && record.name == *zone => Some(Aside::ApexNs),
        _ => None,
    }
}

/// What makes `from` the same as `to`, whatever it is. Of both all is known.
#[must_use]
pub fn diff(from: &[Record], to: &[Record]) -> Vec<Difference> {
    let scope = Scope { soa: true, apex_ns: true };
    changes(from, &Wanted::whole(to), &DomainName::default(), Mode::MakeEqual, scope)
        .unwrap_or_default()
}

/// What brings the wanted records into a zone that holds others: first what goes, then what
/// changes, then what comes, so that nothing stands in the way.
///
/// Left alone are records that could not be read whole, that another product owns, that are outside
/// the zone, that are left aside, or on which the source is silent. Records of one name and type are
/// paired, the same content first, so that a record keeps its identity at the provider when it changes.
///
/// # Errors
/// [`NotWhole`] where something may be changed or deleted, and what could not be read may be about any
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
    // What stands in the zone to the letter is settled before what only means the same.
    let (exact, rest): (Vec<_>, Vec<_>) = wanted
        .records()
        .filter(|(record, _)| counts(record))
        .map(|(record, tells)| (record, tells, record.identity()))
        .partition(|(record, tells, identity)| zone_now.has(identity, record, *tells));
    for (record, tells, identity) in exact.into_iter().chain(rest) {
        sets.insert(rrset(record));
        // A disabled copy does not stand for the live one.
        let own = if record.disabled { format!("!{identity}") } else { identity.clone() };
        if !seen.insert(own) && !counts_copies {
            continue;
        }
        let before = zone_now.take(&identity, record, tells);
        seen.insert(identity);
        match before {
            // Not there for DNS, so it is missing in every mode.
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

/// The records of a zone by what they are, each to be taken once.
struct ZoneRecords<'a> {
    /// The places of the records that are the same, by their identity.
    copies: FxHashMap<String, Vec<usize>>,
    /// Each record, and whether it stays as it is.
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

    /// Whether one of the records is this one and needs no change.
    fn has(&self, identity: &str, wanted: &Record, tells: Tells) -> bool {
        let places = self.copies.get(identity).into_iter().flatten();
        let records = places.filter_map(|place| self.free.get(*place));
        records.flatten().any(|(record, _)| change(record, wanted, tells).is_none())
    }

    /// The record that is this one. Of several, the one that the provider knows by the same identity,
    /// else one that needs no change, else one that can be changed: otherwise it would go, and one stay
    /// that cannot.
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
        // Of equal ones the first.
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

    /// What was not taken and may go.
    fn left(self) -> impl Iterator<Item = &'a Record> {
        self.free.into_iter().flatten().filter(|(_, is_fixed)| !is_fixed).map(|(record, _)| record)
    }
}

/// Held records that nothing wanted is the same as, by name and type.
struct Queues<'a> {
    numbers: FxHashMap<(&'a DomainName, &'a RecordType), usize>,
    queues: Vec<Vec<&'a Record>>,
}

impl<'a> Queues<'a> {
    fn of(records: &[&'a Record]) -> Self {
        let mut all = Self { numbers: FxHashMap::default(), queues: Vec::new() };
        // The last one is taken first.
        for &record in records.iter().rev() {
            let number = *all.numbers.entry(rrset(record)).or_insert(all.queues.len());
            match all.queues.get_mut(number) {
                Some(queue) => queue.push(record),
                None => all.queues.push(vec![record]),
            }
        }
        all
    }

    /// The next record of the name and type of this one.
    fn next(&mut self, record: &Record) -> Option<&'a Record> {
        let number = self.numbers.get(&rrset(record))?;
        self.queues.get_mut(*number)?.pop()
    }

    fn rest(&self) -> impl Iterator<Item = &'a Record> {
        self.queues.iter().rev().flat_map(|queue| queue.iter().rev().copied())
    }
}

/// A record that no provider has yet.
fn new(record: &Record) -> Record {
    let mut new = record.clone();
    new.id = None;
    new.locked = false;
    new
}

/// The change that makes one record of the other; none where nothing changes, or nothing can.
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
    // Another spelling is no change.
    if after.identity() == before.identity() {
        after.rdata = before.rdata.clone();
    }
    let is_same = after == *before || before.locked;
    (!is_same).then(|| Difference::Change { before: before.clone(), after })
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
