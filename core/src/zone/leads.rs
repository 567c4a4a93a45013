//! Follows CNAMEs and wildcards to the name that answers, and finds proxied siblings of a name.

use super::Neighbours;
use super::neighbours::{NOTHING, Owner, is_address};
use crate::name::{DomainName, parent};
use crate::record::{Record, RecordType};

/// The name is reached through a CNAME or a wildcard: another flag next to `SERVER` and `SERVICE`.
const CHAINED: usize = 4;
/// The maximum number of steps to follow.
const CHAIN: usize = 8;

impl<'a> Neighbours<'a> {
    /// Follows the targets of NS, MX and SRV records to the names that answer for them.
    pub(super) fn chain(&mut self) {
        let leads = |record: &&&Record| {
            let types = [RecordType::Ns, RecordType::Mx, RecordType::Srv];
            record.flaw.is_none() && types.contains(&record.rtype)
        };
        let first = |record: &&Record| Some(record.rdata.target(&record.rtype)?.raw().to_owned());
        let targets: Vec<String> = self.records.iter().filter(leads).filter_map(first).collect();
        for mut name in targets {
            for _ in 0..CHAIN {
                let Some(next) = self.next(&name) else { break };
                *self.uses.entry(next.clone()).or_default() |= CHAINED;
                name = next;
            }
        }
    }

    /// The name that answers for another one: the wildcard above it, or the target of its CNAME.
    fn next(&self, name: &str) -> Option<String> {
        if !DomainName::parse(name).ok()?.is_within(self.zone) {
            return None;
        }
        let own = self.answering_name(name)?;
        if own != name {
            return Some(own);
        }
        let numbers = &self.owner(name).records;
        let records = numbers.iter().filter_map(|number| self.records.get(*number as usize));
        let mut aliases = records.filter(|record| record.rtype == RecordType::Cname);
        aliases.find_map(|record| Some(record.rdata.target(&RecordType::Cname)?.raw().to_owned()))
    }

    /// The records that answer for a name of the zone: its own, or those of the wildcard below the closest
    /// existing name (RFC 4592, section 3.3.1).
    pub(super) fn answering(&self, name: &str) -> &Owner<'a> {
        self.answering_name(name).map_or(&NOTHING, |name| self.owner(&name))
    }

    /// The name whose records answer for a name of the zone, whether or not it exists.
    fn answering_name(&self, name: &str) -> Option<String> {
        let mut closest = name;
        while self.existing(closest).is_none() {
            closest = parent(closest)?;
        }
        Some(if closest == name { name.to_owned() } else { format!("*.{closest}") })
    }

    /// Whether the provider proxies all addresses of the name, because one of them is proxied (batch changes
    /// of records in Cloudflare's documentation).
    pub(super) fn is_name_proxied(&self, name: &DomainName) -> bool {
        self.proxied.contains(name)
    }

    /// The numbers of the proxied addresses of a record's name.
    #[must_use]
    pub fn proxying(&self, record: &Record) -> Vec<u32> {
        let mut numbers = self.owner(record.name.as_str()).records.clone();
        numbers.retain(|number| {
            let other = self.records.get(*number as usize);
            other.is_some_and(|other| is_address(&other.rtype) && self.is_proxied(other))
        });
        numbers
    }
}
