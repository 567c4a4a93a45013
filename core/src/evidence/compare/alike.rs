//! Many names with the same records: a host that imported a zone by asking for common names has made a record of
//! each that the old host's wildcard answered.

use std::collections::{BTreeMap, BTreeSet};

use crate::name::DomainName;
use crate::record::{Record, RecordType};

/// More names than this with the same records are suspect (Cloudflare's manual, "Unexpected DNS records", names the
/// cause; the number is the project's).
const MANY: usize = 20;

/// Names with the same addresses, or aliases of the same host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The type of their records.
    pub rtype: RecordType,
    /// The names.
    pub names: Vec<DomainName>,
}

/// The sets that so many names share that they may come from a wildcard at the old host. A hint: a record each may
/// be meant.
#[must_use]
pub fn many_alike(records: &[Record]) -> Vec<Alike> {
    let mut sets: BTreeMap<(&DomainName, &RecordType), BTreeSet<&str>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.rtype.is_proxiable()) {
        let set = sets.entry((&record.name, &record.rtype)).or_default();
        set.insert(record.rdata.field(0).raw());
    }
    let mut names: BTreeMap<(&RecordType, BTreeSet<&str>), Vec<DomainName>> = BTreeMap::new();
    for ((name, rtype), set) in sets {
        names.entry((rtype, set)).or_default().push(name.clone());
    }
    let many = names.into_iter().filter(|(_, names)| names.len() > MANY);
    many.map(|((rtype, _), names)| Alike { rtype: rtype.clone(), names }).collect()
}
