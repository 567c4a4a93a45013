//! What to change so that records become other records: for import, for comparing zones, for taking
//! changes back. It only says so; whether a change can be written is for a plan to find.

use crate::index::Index;
use crate::name::DomainName;
use crate::record::{Record, RecordType, Ttl};

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

/// What is left as it is, and what wanted records can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The SOA is changed like any other record.
    pub soa: bool,
    /// The NS of the apex are changed like any other records.
    pub apex_ns: bool,
    /// The wanted records tell comments, tags and proxies. Otherwise those of the zone stay.
    pub marks: bool,
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

/// What makes `from` the same as `to`, whatever it is.
#[must_use]
pub fn diff(from: &[Record], to: &[Record]) -> Vec<Difference> {
    let scope = Scope { soa: true, apex_ns: true, marks: true };
    changes(from, to, &DomainName::default(), Mode::MakeEqual, scope)
}

/// What brings the wanted records into a zone that holds others: first what goes, then what
/// changes, then what comes, so that nothing stands in the way.
///
/// Left alone are records that could not be read whole, that another product owns, that are outside
/// the zone, or that are left aside. Records of one name and type are paired, the same content
/// first, so that a record keeps its identity at the provider when it changes.
#[must_use]
pub fn changes(
    held: &[Record],
    wanted: &[Record],
    zone: &DomainName,
    mode: Mode,
    scope: Scope,
) -> Vec<Difference> {
    let counts = |record: &&Record| {
        record.flaw.is_none() && record.name.is_within(zone) && aside(record, zone, scope).is_none()
    };
    let held: Vec<&Record> = held.iter().filter(counts).collect();
    let mut by_identity = Index::default();
    let mut free: Vec<Option<&Record>> = Vec::with_capacity(held.len());
    for (place, record) in held.iter().copied().enumerate() {
        let identity = record.identity();
        let known = by_identity.get(&identity).and_then(|place| held.get(place));
        // Of several, one that can be changed: otherwise it would go, and one stay that cannot.
        if known.is_none_or(|known| known.locked && !record.locked) {
            by_identity.put(&identity, place);
        }
        free.push(Some(record));
    }
    let (mut changed, mut added) = (Vec::new(), Vec::new());
    let mut seen = Index::default();
    let mut sets = Index::default();
    let mut unmatched = Vec::new();
    for record in wanted.iter().filter(counts) {
        let identity = record.identity();
        if seen.has(&identity) {
            continue;
        }
        let place = by_identity.get(&identity);
        seen.put(&identity, 0);
        sets.put(&set(record), 0);
        match place.and_then(|place| free.get_mut(place)).and_then(Option::take) {
            Some(before) => changed.extend(change(before, record, scope)),
            None => unmatched.push(record),
        }
    }
    if mode == Mode::AddMissing {
        return unmatched.into_iter().map(|record| Difference::Add(new(record))).collect();
    }
    let goes =
        |record: &&Record| !record.locked && (mode == Mode::MakeEqual || sets.has(&set(record)));
    let leftover: Vec<&Record> = free.into_iter().flatten().filter(goes).collect();
    let mut queues = Queues::of(&leftover);
    for record in unmatched {
        match queues.next(&set(record)) {
            Some(before) => changed.extend(change(before, record, scope)),
            None => added.push(Difference::Add(new(record))),
        }
    }
    let mut all: Vec<Difference> =
        queues.rest().map(|record| Difference::Delete(record.clone())).collect();
    all.append(&mut changed);
    all.append(&mut added);
    all
}

/// Held records that nothing wanted is the same as, by name and type.
struct Queues<'a> {
    numbers: Index,
    queues: Vec<Vec<&'a Record>>,
}

impl<'a> Queues<'a> {
    fn of(records: &[&'a Record]) -> Self {
        let mut all = Self { numbers: Index::default(), queues: Vec::new() };
        // The last one is taken first.
        for &record in records.iter().rev() {
            let set = set(record);
            match all.numbers.get(&set).and_then(|number| all.queues.get_mut(number)) {
                Some(queue) => queue.push(record),
                None => {
                    all.numbers.put(&set, all.queues.len());
                    all.queues.push(vec![record]);
                }
            }
        }
        all
    }

    fn next(&mut self, set: &str) -> Option<&'a Record> {
        let number = self.numbers.get(set)?;
        self.queues.get_mut(number)?.pop()
    }

    fn rest(&self) -> impl Iterator<Item = &'a Record> {
        self.queues.iter().rev().flat_map(|queue| queue.iter().rev().copied())
    }
}

/// The name and type that make a set of records (RFC 2181, section 5).
fn set(record: &Record) -> Box<str> {
    [record.rtype.as_str(), "|", record.name.as_str()].concat().into()
}

/// A record that no provider has yet.
fn new(record: &Record) -> Record {
    let mut new = record.clone();
    new.id = None;
    new.locked = false;
    new
}

/// The change that makes one record of the other; none where nothing changes, or nothing can.
fn change(before: &Record, wanted: &Record, scope: Scope) -> Option<Difference> {
    let mut after = before.clone();
    after.rdata = wanted.rdata.clone();
    after.ttl = wanted.ttl;
    if scope.marks {
        after.comment.clone_from(&wanted.comment);
        after.tags.clone_from(&wanted.tags);
        after.proxied = wanted.proxied.or(before.proxied);
        after.more = wanted.more.clone().or(after.more);
    }
    // A proxied record has no TTL of its own.
    if after.proxied == Some(true) {
        after.ttl = Ttl::Auto;
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
