//! The records of a zone by owner name, counted once, so that every question about one record is
//! answered by looking up a few names. It asks nothing itself.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Conflict, ConflictList, Fix, look_at};
use crate::name::{DomainName, parent};
use crate::provider::Capabilities;
use crate::record::{Record, RecordType, Ttl};
use crate::script::looks;

/// NS leads to the name.
const SERVER: usize = 1;
/// MX or SRV leads to the name.
const SERVICE: usize = 2;

/// The records of a zone as they will stand, to look at each beside the others.
#[derive(Debug)]
pub struct Neighbours<'a> {
    pub(super) zone: &'a DomainName,
    pub(super) rules: &'a Capabilities,
    /// All records in the order in which they were given; their places are their numbers.
    pub(super) records: Vec<&'a Record>,
    /// What each name owns.
    owners: FxHashMap<&'a str, Owner<'a>>,
    /// The numbers of the records of each identity.
    alike: FxHashMap<String, Vec<u32>>,
    /// What leads to a name, as a sum of the constants above.
    pub(super) uses: FxHashMap<String, usize>,
    /// The names with a proxied address.
    pub(super) proxied: FxHashSet<&'a DomainName>,
    /// The name that looks so, for names that can pass for others; none where there are several.
    looks: FxHashMap<String, Option<&'a str>>,
}

/// What stands at a name. A name with nothing exists too where there are names below it (RFC 4592,
/// section 2.2.2).
#[derive(Debug, Default)]
pub(super) struct Owner<'a> {
    /// The numbers of its records.
    pub(super) records: Vec<u32>,
    sets: Vec<RrSet<'a>>,
}

/// The records of one name and type.
#[derive(Debug)]
pub(super) struct RrSet<'a> {
    rtype: &'a RecordType,
    records: usize,
    /// How many of them are special in the way of their type: see [`Neighbours::is_special`].
    pub(super) special: usize,
    pub(super) least: Ttl,
    pub(super) most: Ttl,
}

pub(super) static NOTHING: Owner<'static> = Owner { records: Vec::new(), sets: Vec::new() };

impl<'a> Owner<'a> {
    pub(super) fn set(&self, rtype: &RecordType) -> Option<&RrSet<'a>> {
        self.sets.iter().find(|set| set.rtype == rtype)
    }

    /// How many records of this type it owns.
    pub(super) fn count(&self, rtype: &RecordType) -> usize {
        self.set(rtype).map_or(0, |set| set.records)
    }

    /// How many of them are special.
    pub(super) fn specials(&self, rtype: &RecordType) -> usize {
        self.set(rtype).map_or(0, |set| set.special)
    }

    pub(super) fn addresses(&self) -> usize {
        self.count(&RecordType::A) + self.count(&RecordType::Aaaa)
    }

    /// Whether somebody who asks for addresses gets one, as far as the zone knows. Types that are
    /// not of DNS are providers' own, which answer with addresses.
    pub(super) fn is_host(&self) -> bool {
        self.sets.iter().any(|set| {
            is_address(set.rtype) || matches!(set.rtype, RecordType::Cname | RecordType::Other(_))
        })
    }
}

/// Whether the type holds an address.
pub(super) fn is_address(rtype: &RecordType) -> bool {
    matches!(rtype, RecordType::A | RecordType::Aaaa)
}

/// Whether DNS has the record, as far as the page knows.
pub(super) fn stands(record: &Record) -> bool {
    record.flaw.is_none() && !record.disabled
}

impl<'a> Neighbours<'a> {
    /// Collects the records as they will stand. Those that could not be read whole, and those that the
    /// provider does not answer with, have a number like all others, and conflict with nothing.
    pub fn new(
        records: impl IntoIterator<Item = &'a Record>,
        zone: &'a DomainName,
        rules: &'a Capabilities,
    ) -> Self {
        let mut all = Self::alone(records.into_iter().collect(), zone, rules);
        for number in 0..all.records.len() {
            all.collect(number);
        }
        all.chain();
        all
    }

    /// The records, each by itself.
    pub(super) fn alone(
        records: Vec<&'a Record>,
        zone: &'a DomainName,
        rules: &'a Capabilities,
    ) -> Self {
        let mut all = Self {
            zone,
            rules,
            records,
            owners: FxHashMap::default(),
            alike: FxHashMap::default(),
            uses: FxHashMap::default(),
            proxied: FxHashSet::default(),
            looks: FxHashMap::default(),
        };
        all.name(zone.as_str());
        all
    }

    /// What stands in the way of this record. It may itself be among the records: only the same
    /// place in memory is left out of the comparison.
    #[must_use]
    pub fn conflicts(&self, record: &Record) -> Vec<Conflict> {
        let mut found = ConflictList { record, conflicts: Vec::new() };
        if stands(record) {
            self.look_beside(&mut found);
            self.look_above(&mut found);
            self.follow(&mut found);
            self.look_alone(&mut found);
            self.look_at_text(&mut found);
            self.look_at_proxy(&mut found);
            look_at(record, self.zone, &mut |kind, fix| found.add(kind, fix));
        }
        for conflict in &mut found.conflicts {
            let removes = conflict.fix == Some(Fix::RemoveOther);
            if removes && self.in_the_way(record, conflict.kind).iter().any(|n| self.is_locked(*n))
            {
                conflict.fix = None;
            }
        }
        found.conflicts
    }

    /// The conflicts of the whole zone, each with the number of its record.
    #[must_use]
    pub fn all(&self) -> Vec<(u32, Conflict)> {
        let mut all = Vec::new();
        for (number, record) in (0_u32..).zip(&self.records) {
            all.extend(self.conflicts(record).into_iter().map(|conflict| (number, conflict)));
        }
        all
    }

    fn collect(&mut self, number: usize) {
        let Some(record) = self.stand(number) else { return };
        let name = record.name.as_str();
        let (special, ttl) = (usize::from(self.is_special(record)), self.ttl(record));
        if let Some(look) = looks(name) {
            let own = self.looks.entry(look).or_insert(Some(name));
            *own = own.filter(|other| *other == name);
        }
        if let Some(owner) = self.owners.get_mut(name) {
            match owner.sets.iter_mut().find(|set| *set.rtype == record.rtype) {
                Some(set) => {
                    set.records += 1;
                    set.special += special;
                    set.least = set.least.min(ttl);
                    set.most = set.most.max(ttl);
                }
                None => owner.sets.push(RrSet {
                    rtype: &record.rtype,
                    records: 1,
                    special,
                    least: ttl,
                    most: ttl,
                }),
            }
        }
        let identity = self.rules.kept(record).identity();
        self.alike.entry(identity).or_default().push(number as u32);
    }

    /// Lets a record stand at its name, and notes what it leads to; none where DNS has no such record.
    pub(super) fn stand(&mut self, number: usize) -> Option<&'a Record> {
        let record = *self.records.get(number).filter(|record| stands(record))?;
        let name = record.name.as_str();
        self.name(name);
        if let Some(owner) = self.owners.get_mut(name) {
            owner.records.push(number as u32);
        }
        if is_address(&record.rtype) && self.is_proxied(record) {
            self.proxied.insert(&record.name);
        }
        let usage = match record.rtype {
            RecordType::Ns => SERVER,
            RecordType::Mx | RecordType::Srv => SERVICE,
            _ => 0,
        };
        if let Some(target) = record.rdata.target(&record.rtype).filter(|_| usage > 0) {
            *self.uses.entry(target.raw().to_owned()).or_default() |= usage;
        }
        Some(record)
    }

    /// Lets a name exist, and so the names above it up to the apex: they exist by it.
    fn name(&mut self, name: &'a str) {
        let mut missing = Some(name).filter(|name| !self.owners.contains_key(name));
        while let Some(name) = missing {
            self.owners.insert(name, Owner::default());
            let above = parent(name).filter(|_| name != self.zone.as_str());
            missing = above.filter(|above| !self.owners.contains_key(above));
        }
    }

    /// Whether a name that can pass for others looks like another one that holds records.
    pub(super) fn looks_alike(&self, name: &DomainName) -> bool {
        let is_held = |name: &str| !self.owner(name).records.is_empty();
        looks(name.as_str())
            .is_some_and(|look| is_held(&look) || self.looks.get(&look) == Some(&None))
    }

    pub(super) fn usage(&self, name: &str) -> usize {
        self.uses.get(name).copied().unwrap_or_default()
    }

    /// Whether NS leads to the name, so that its addresses may be glue.
    pub(super) fn is_server(&self, name: &DomainName) -> bool {
        self.usage(name.as_str()) & SERVER != 0
    }

    /// Whether something other than a browser is led to the name.
    pub(super) fn is_service(&self, name: &DomainName) -> bool {
        self.usage(name.as_str()) != 0
    }

    /// What stands at exactly this name; none where the name does not exist.
    pub(super) fn existing(&self, name: &str) -> Option<&Owner<'a>> {
        self.owners.get(name)
    }

    /// What stands at exactly this name.
    pub(super) fn owner(&self, name: &str) -> &Owner<'a> {
        self.existing(name).unwrap_or(&NOTHING)
    }

    /// The numbers of the records that are this record for DNS; it may be among them.
    pub(super) fn alike(&self, record: &Record) -> &[u32] {
        self.alike.get(&self.rules.kept(record).identity()).map_or(&[], |alike| alike)
    }

    /// Whether this is the very record with that number.
    pub(super) fn is_itself(&self, number: u32, record: &Record) -> bool {
        self.records.get(number as usize).is_some_and(|other| std::ptr::eq(*other, record))
    }

    /// Whether another product of the provider owns the record with that number.
    fn is_locked(&self, number: u32) -> bool {
        self.records.get(number as usize).is_some_and(|record| record.locked)
    }
}
