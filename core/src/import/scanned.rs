//! Whether the latest scan found what a file says.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ImportRow;
use crate::diff::Standing;
use crate::name::DomainName;
use crate::record::{Record, RecordType};
use crate::review::{Item, Review};
use crate::unread::rrset;

/// What the latest scan found of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The record.
    Found,
    /// Others of its name and type: the number of the first one in the review.
    Otherwise(u32),
    /// None of its name and type.
    Missed,
}

/// The records that the latest scan found.
pub(super) struct Scanned<'a> {
    identities: FxHashSet<String>,
    sets: FxHashMap<(&'a DomainName, &'a RecordType), u32>,
}

/// The items that the latest scan found, with their numbers.
fn latest(review: &Review) -> impl Iterator<Item = (u32, &Item)> {
    (0..).zip(review.items()).filter(|(_, item)| !item.is_missing())
}

impl<'a> Scanned<'a> {
    pub fn of(review: &'a Review) -> Self {
        let mut all = Self { identities: FxHashSet::default(), sets: FxHashMap::default() };
        for (number, item) in latest(review) {
            all.identities.insert(item.found.identity());
            all.sets.entry(rrset(&item.found)).or_insert(number);
        }
        all
    }

    pub fn sight(&self, record: &Record) -> Sight {
        if self.identities.contains(&record.identity()) {
            return Sight::Found;
        }
        self.sets.get(&rrset(record)).map_or(Sight::Missed, |number| Sight::Otherwise(*number))
    }
}

/// The names in the file of which the scan found no record, in the file's order.
#[must_use]
pub fn missed_names<'a>(
    rows: &[ImportRow],
    file: &'a [Record],
    review: &Review,
) -> Vec<&'a DomainName> {
    let mut known: FxHashSet<&DomainName> =
        latest(review).map(|(_, item)| &item.found.name).collect();
    let counts = |standing| !matches!(standing, Standing::Aside(_) | Standing::Unfit);
    let rows = rows.iter().filter(|row| counts(row.compared.standing));
    let names = rows.filter_map(|row| Some(&file.get(row.compared.wanted? as usize)?.name));
    let mut missed = Vec::new();
    for name in names {
        if known.insert(name) {
            missed.push(name);
        }
    }
    missed
}

/// How many records the scan found that the file does not have; without the SOA and the name servers of
/// the apex, of which every host has its own.
#[must_use]
pub fn found_only(file: &[Record], review: &Review) -> usize {
    let known: FxHashSet<String> = file.iter().map(Record::identity).collect();
    let is_own = |record: &Record| {
        record.rtype == RecordType::Soa
            || (record.rtype == RecordType::Ns && record.name == *review.zone())
    };
    let found = latest(review).map(|(_, item)| &item.found).filter(|record| !is_own(record));
    found.filter(|record| !known.contains(&record.identity())).count()
}
