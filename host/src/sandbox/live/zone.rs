//! One zone as its name servers hold it, and what they find at a name (RFC 1034 section 4.3.2; RFC 4592).

use std::collections::BTreeMap;

use hickory_proto::rr::{Name, RData, Record, RecordType};

use super::traits::ServerTraits;

/// A zone with its records by name, in the order of DNSSEC (RFC 4034 section 6.1): what lies below a name follows it.
#[derive(Clone, Debug)]
pub struct LiveZone {
    /// Its name.
    pub origin: Name,
    /// How its servers behave.
    pub traits: ServerTraits,
    names: BTreeMap<Name, Vec<Record>>,
}

/// What the servers find.
#[derive(Debug)]
pub enum Found<'a> {
    /// Another zone begins there, or above.
    Cut(Name),
    /// Records, if only of other types; those of this wildcard if there is one.
    Records(&'a [Record], Option<Name>),
    /// Nothing but names below.
    Empty,
    /// No such name.
    Absent,
}

impl LiveZone {
    /// A zone with these records.
    pub fn new(origin: Name, traits: ServerTraits, records: Vec<Record>) -> Self {
        let mut zone = Self { origin, traits, names: BTreeMap::new() };
        records.into_iter().for_each(|record| zone.add(record));
        zone
    }

    /// Adds a record.
    pub fn add(&mut self, record: Record) {
        self.names.entry(record.name.clone()).or_default().push(record);
    }

    /// The names with records, each with the types there.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = (&Name, &[Record])> {
        self.names.iter().map(|(name, records)| (name, &**records))
    }

    /// The records of a type at a name itself.
    pub fn set(&self, name: &Name, kind: RecordType) -> Vec<Record> {
        let records = self.names.get(name).map(|records| &**records).unwrap_or_default();
        records.iter().filter(|record| record.record_type() == kind).cloned().collect()
    }

    /// The names where other zones begin.
    pub fn cuts(&self) -> impl Iterator<Item = &Name> {
        let has_servers = |records: &[Record]| {
            records.iter().any(|record| record.record_type() == RecordType::NS)
        };
        let below = self.names.iter().filter(|(name, _)| **name != self.origin);
        below.filter(move |(_, records)| has_servers(records)).map(|(name, _)| name)
    }

    /// The highest cut at or above a name.
    pub fn cut_above(&self, name: &Name) -> Option<Name> {
        let above = ancestors(name, &self.origin).into_iter().rev();
        let mut below_origin = above.filter(|name| *name != self.origin);
        below_origin.find(|name| !self.set(name, RecordType::NS).is_empty())
    }

    /// What stands at a name for a question of this type.
    pub fn find(&self, name: &Name, kind: RecordType) -> Found<'_> {
        if let Some(cut) = self.cut_above(name)
            && (kind != RecordType::DS || cut != *name)
        {
            return Found::Cut(cut);
        }
        if let Some(records) = self.names.get(name) {
            return Found::Records(records, None);
        }
        let is_empty = self.has_below(name);
        if is_empty && !self.traits.fills_empty_names {
            return if self.traits.denies_empty_names { Found::Absent } else { Found::Empty };
        }
        match self.wildcard(name) {
            Some((wildcard, records)) => Found::Records(records, Some(wildcard)),
            None if is_empty => Found::Empty,
            None => Found::Absent,
        }
    }

    fn has_below(&self, name: &Name) -> bool {
        let mut after = self.names.range(name..).map(|(own, _)| own).filter(|own| *own != name);
        after.next().is_some_and(|own| name.zone_of(own))
    }

    /// The wildcard at the nearest name above that exists (RFC 4592 section 2.2.1). Where wildcards fill empty names,
    /// those do not count as names.
    fn wildcard(&self, name: &Name) -> Option<(Name, &[Record])> {
        for above in ancestors(name, &self.origin).into_iter().skip(1) {
            let wildcard = above.prepend_label(&b"*"[..]).ok()?;
            if let Some(records) = self.names.get(&wildcard) {
                return Some((wildcard, records));
            }
            let is_name = self.names.contains_key(&above);
            if is_name || (self.has_below(&above) && !self.traits.fills_empty_names) {
                return None;
            }
        }
        None
    }

    /// The SOA record for the authority section, with the time that an absence may be kept (RFC 2308 section 3).
    pub fn soa(&self) -> Vec<Record> {
        let mut soa = self.set(&self.origin, RecordType::SOA);
        for record in &mut soa {
            if let RData::SOA(data) = &record.data {
                record.ttl = record.ttl.min(data.minimum);
            }
        }
        soa
    }
}

/// A name and those above it, up to the origin.
pub fn ancestors(name: &Name, origin: &Name) -> Vec<Name> {
    let labels: Vec<&[u8]> = name.iter().collect();
    let above = |skipped: usize| Name::from_labels(labels.iter().copied().skip(skipped)).ok();
    let all = (0..=labels.len()).filter_map(above);
    all.take_while(|name| origin.zone_of(name)).collect()
}
