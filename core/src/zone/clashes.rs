//! Finds the records of a whole zone that the provider would refuse, or that break DNS at their name. It
//! gives the verdict of the blocking conflicts of [`Neighbours::conflicts`], for a fraction of the time: it
//! compares only records at names with a CNAME, NS or DS record, as no others block each other.

use rustc_hash::{FxHashMap, FxHashSet};

use super::neighbours::stands;
use super::{ConflictList, Neighbours, Severity};
use crate::name::DomainName;
use crate::provider::Capabilities;
use crate::record::{Record, RecordType};

/// The planned records of a zone, as far as they may block each other.
#[derive(Debug)]
pub struct Clashes<'a> {
    /// The names with records that may block each other.
    names: FxHashSet<&'a str>,
    /// The records of these names, and all NS records.
    neighbours: Neighbours<'a>,
}

impl<'a> Clashes<'a> {
    /// Indexes the planned records.
    pub fn new(
        records: impl Iterator<Item = &'a Record> + Clone,
        zone: &'a DomainName,
        rules: &'a Capabilities,
    ) -> Self {
        let names = crowded(records.clone().filter(|record| stands(record)), zone);
        // NS records of other names tell which addresses are glue.
        let is_needed = |record: &&Record| {
            !names.is_empty()
                && (record.rtype == RecordType::Ns || names.contains(record.name.as_str()))
        };
        let neighbours = Neighbours::new(records.filter(is_needed), zone, rules);
        Self { names, neighbours }
    }

    /// Whether a conflict blocks this indexed record, other than one that [`Record::validate`] reports.
    #[must_use]
    pub fn block(&self, record: &Record) -> bool {
        let is_blocked_beside = || {
            let mut found = ConflictList { record, conflicts: Vec::new() };
            self.neighbours.look_beside(&mut found);
            found.conflicts.iter().any(|conflict| conflict.severity() == Severity::Blocks)
        };
        let is_crowded = || self.names.contains(record.name.as_str());
        stands(record)
            && (self.neighbours.is_type_refused(record)
                || self.neighbours.nearest_ttl(record).is_some()
                || !self.names.is_empty() && is_crowded() && is_blocked_beside())
    }
}

/// The names at which records may block each other: with a CNAME, NS or DS record that may not stand there,
/// or not beside the others.
fn crowded<'a>(
    records: impl Iterator<Item = &'a Record> + Clone,
    zone: &DomainName,
) -> FxHashSet<&'a str> {
    let mut exclusive = FxHashMap::<&str, &Record>::default();
    for record in records.clone() {
        if matches!(record.rtype, RecordType::Cname | RecordType::Ns | RecordType::Ds) {
            exclusive.insert(record.name.as_str(), record);
        }
    }
    let mut names = FxHashSet::default();
    if exclusive.is_empty() {
        return names;
    }
    for record in records {
        let Some(other) = exclusive.get(record.name.as_str()) else { continue };
        let is_fine = match (&other.rtype, &record.rtype) {
            (RecordType::Ns, RecordType::Ns) => true,
            (RecordType::Cname, _) => std::ptr::eq(*other, record) && record.name != *zone,
            _ => false,
        };
        if !is_fine {
            names.insert(record.name.as_str());
        }
    }
    names
}
