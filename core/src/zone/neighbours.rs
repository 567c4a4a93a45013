//! An index of a zone's records by owner name, so that checking one record takes only a few lookups.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Conflict, ConflictList, Fix, look_at};
use crate::name::{DomainName, parent};
use crate::provider::Capabilities;
use crate::record::{Record, RecordType, Ttl};
use crate::script::looks;

/// An NS record points to the name.
const SERVER: usize = 1;
/// An MX or SRV record points to the name.
const SERVICE: usize = 2;

/// The planned records of a zone, indexed to check each against the others.
#[derive(Debug)]
pub struct Neighbours<'a> {
    pub(super) zone: &'a DomainName,
    pub(super) rules: &'a Capabilities,
    /// All records in the given order; the index of a record is its number.
    pub(super) records: Vec<&'a Record>,
    /// The records of each name.
    owners: FxHashMap<&'a str, Owner<'a>>,
    /// The numbers of the records with each identity.
    alike: FxHashMap<String, Vec<u32>>,
    /// How each name is used as a target, as a bit set of the constants above.
    pub(super) uses: FxHashMap<String, usize>,
    /// The names with a proxied address.
    pub(super) proxied: FxHashSet<&'a DomainName>,
    /// For each look, the name that has it; `None` if there are several.
    looks: FxHashMap<String, Option<&'a str>>,
}

/// The records of one name. A name without records exists too if there are names below it (RFC 4592,
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
    /// How many of them are special for their type: see [`Neighbours::is_special`].
    pub(super) special: usize,
    pub(super) least: Ttl,
    pub(super) most: Ttl,
}

pub(super) static NOTHING: Owner<'static> = Owner { records: Vec::new(), sets: Vec::new() };

impl<'a> Owner<'a> {
    pub(super) fn set(&self, rtype: &RecordType) -> Option<&RrSet<'a>> {
        self.sets.iter().find(|set| set.rtype == rtype)
    }

    /// The number of records of this type.
    pub(super) fn count(&self, rtype: &RecordType) -> usize {
        self.set(rtype).map_or(0, |set| set.records)
    }

    /// The number of special records of this type.
    pub(super) fn specials(&self, rtype: &RecordType) -> usize {
        self.set(rtype).map_or(0, |set| set.special)
    }

    pub(super) fn addresses(&self) -> usize {
        self.count(&RecordType::A) + self.count(&RecordType::Aaaa)
    }

    /// Whether a query for addresses gets an answer, as far as the zone shows. Types outside DNS are
    /// providers' own and answer with addresses.
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

/// Whether DNS serves the record, as far as the page knows.
pub(super) fn stands(record: &Record) -> bool {
    record.flaw.is_none() && !record.disabled
}

impl<'a> Neighbours<'a> {
    /// Indexes the planned records. Unreadable and disabled records get numbers too, but conflict with
    /// nothing.
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

    /// An index without relations between the records.
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

    /// The conflicts of this record. It may be one of the indexed records: it is recognized by its address in
    /// memory and not compared with itself.
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

    /// Indexes a record under its name, and its target; `None` if DNS does not serve the record.
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

    /// Marks a name as existing, and with it all names above it up to the apex.
    fn name(&mut self, name: &'a str) {
        let mut missing = Some(name).filter(|name| !self.owners.contains_key(name));
        while let Some(name) = missing {
            self.owners.insert(name, Owner::default());
            let above = parent(name).filter(|_| name != self.zone.as_str());
            missing = above.filter(|above| !self.owners.contains_key(above));
        }
    }

    /// Whether the name looks like another name with records.
    pub(super) fn looks_alike(&self, name: &DomainName) -> bool {
        let is_held = |name: &str| !self.owner(name).records.is_empty();
        looks(name.as_str())
            .is_some_and(|look| is_held(&look) || self.looks.get(&look) == Some(&None))
    }

    pub(super) fn usage(&self, name: &str) -> usize {
        self.uses.get(name).copied().unwrap_or_default()
    }

    /// Whether an NS record points to the name, so that its addresses may be glue.
    pub(super) fn is_server(&self, name: &DomainName) -> bool {
        self.usage(name.as_str()) & SERVER != 0
    }

    /// Whether clients other than browsers are directed to the name.
    pub(super) fn is_service(&self, name: &DomainName) -> bool {
        self.usage(name.as_str()) != 0
    }

    /// The records of exactly this name; `None` if it does not exist.
    pub(super) fn existing(&self, name: &str) -> Option<&Owner<'a>> {
        self.owners.get(name)
    }

    /// The records of exactly this name; empty if it does not exist.
    pub(super) fn owner(&self, name: &str) -> &Owner<'a> {
        self.existing(name).unwrap_or(&NOTHING)
    }

    /// The numbers of the records with the same identity, possibly including this one.
    pub(super) fn alike(&self, record: &Record) -> &[u32] {
        self.alike.get(&self.rules.kept(record).identity()).map_or(&[], |alike| alike)
    }

    /// Whether this is the record with that number, by its address in memory.
    pub(super) fn is_itself(&self, number: u32, record: &Record) -> bool {
        self.records.get(number as usize).is_some_and(|other| std::ptr::eq(*other, record))
    }

    /// Whether another product of the provider owns the record with that number.
    fn is_locked(&self, number: u32) -> bool {
        self.records.get(number as usize).is_some_and(|record| record.locked)
    }
}
