//! Conflicts between records of one name: CNAMEs, delegations, policies, TTLs. It works on the counts of
//! the name, and lists the conflicting records only on request.

use super::neighbours::is_address;
use super::{ConflictKind, ConflictList, Fix, Neighbours};
use crate::record::{Record, RecordType};

impl Neighbours<'_> {
    /// Finds the conflicts with other records of the same name. Records with the same identity do not count
    /// as others: an RRset contains each record once (RFC 2181, section 5).
    pub(super) fn look_beside(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        let owner = self.owner(record.name.as_str());
        let alike = self.alike(record);
        let is_twice = alike.iter().any(|&number| !self.is_itself(number, record));
        if is_twice {
            found.add(ConflictKind::Duplicate, Some(Fix::DropThis));
        }
        self.look_beside_cname(found, alike.len());
        if record.name == *self.zone {
            if record.rtype == RecordType::Ds {
                found.add(ConflictKind::DsAtApex, Some(Fix::DropThis));
            }
        } else {
            self.look_beside_ns(found);
        }
        let special = owner.specials(&record.rtype);
        match record.rtype {
            RecordType::Txt if self.is_special(record) && special > alike.len() => {
                let is_dmarc = is_dmarc_name(record);
                let kind =
                    if is_dmarc { ConflictKind::SecondDmarc } else { ConflictKind::SecondSpf };
                found.add(kind, Some(Fix::RemoveOther));
            }
            RecordType::Mx => {
                let is_null = self.is_special(record);
                let others =
                    if is_null { owner.count(&RecordType::Mx) - alike.len() } else { special };
                let fix = if is_null { Fix::DropThis } else { Fix::RemoveOther };
                if others > 0 {
                    found.add(ConflictKind::NullMxBesideMx, Some(fix));
                }
            }
            _ => {}
        }
        // One of two equal records will be removed, and perhaps the other TTL with it.
        if !is_twice {
            self.compare_ttl(found);
        }
    }

    fn look_beside_cname(&self, found: &mut ConflictList<'_>, alike: usize) {
        let record = found.record;
        let owner = self.owner(record.name.as_str());
        let (cnames, addresses) = (owner.count(&RecordType::Cname), owner.addresses());
        let rest = owner.records.len() - cnames - addresses;
        let is_apex = record.name == *self.zone;
        // A flattened CNAME conflicts only with addresses.
        let is_flattened = is_apex && self.rules.flattens_apex;
        let (is_cname, is_address) = (record.rtype == RecordType::Cname, is_address(&record.rtype));
        if is_cname && cnames > alike {
            found.add(ConflictKind::SecondCname, Some(Fix::RemoveOther));
        }
        if is_cname && addresses > 0 || is_address && cnames > 0 {
            found.add(ConflictKind::CnameBesideAddress, Some(Fix::RemoveOther));
        }
        let clashes = if is_cname { rest > 0 } else { !is_address && cnames > 0 };
        if clashes && !is_flattened {
            found.add(ConflictKind::CnameBesideOther, Some(Fix::RemoveOther));
        }
        if is_cname && is_flattened {
            found.add(ConflictKind::ApexFlattened, None);
        } else if is_cname && is_apex {
            found.add(ConflictKind::ApexCname, Some(Fix::DropThis));
        }
    }

    /// At a delegated name the provider answers with NS and DS only. A CNAME there is reported elsewhere.
    fn look_beside_ns(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        let owner = self.owner(record.name.as_str());
        let (servers, keys) = (owner.count(&RecordType::Ns), owner.count(&RecordType::Ds));
        let glue = if self.is_server(&record.name) { owner.addresses() } else { 0 };
        let rest = owner.records.len() - servers - keys - glue - owner.count(&RecordType::Cname);
        match record.rtype {
            RecordType::Ns if rest > 0 => {
                found.add(ConflictKind::NsBesideOther, Some(Fix::RemoveOther));
            }
            RecordType::Ds if servers == 0 => {
                found.add(ConflictKind::DsWithoutNs, Some(Fix::DropThis));
            }
            _ if servers > 0 && self.is_hidden_by_ns(record) => {
                found.add(ConflictKind::NsBesideOther, Some(Fix::DropThis));
            }
            _ => {}
        }
    }

    /// Whether an NS record of the same name would hide the record.
    fn is_hidden_by_ns(&self, record: &Record) -> bool {
        match record.rtype {
            RecordType::Ns | RecordType::Ds | RecordType::Cname => false,
            _ => !self.is_glue(record),
        }
    }

    /// Whether the record is glue: the address of a name server, allowed at and below delegations.
    pub(super) fn is_glue(&self, record: &Record) -> bool {
        is_address(&record.rtype) && self.is_server(&record.name)
    }

    fn compare_ttl(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        let owner = self.owner(record.name.as_str());
        let (Some(set), ttl) = (owner.set(&record.rtype), self.ttl(record)) else { return };
        // Proxied addresses have the provider's own TTL.
        if is_address(&record.rtype) && self.is_name_proxied(&record.name) {
            return;
        }
        let least = set.least.min(ttl);
        if least != set.most.max(ttl) {
            let can_rise = ttl != least && !self.is_proxied(record);
            found.add(ConflictKind::MixedTtl, can_rise.then_some(Fix::SetTtl(least)));
        }
    }

    /// Whether the record is counted as special in its RRset: a DMARC policy at a DMARC name, an SPF policy
    /// elsewhere, a null MX, a CNAME that is not flattened.
    pub(super) fn is_special(&self, record: &Record) -> bool {
        match record.rtype {
            RecordType::Txt if is_dmarc_name(record) => begins_with(record, "v=DMARC1", b";"),
            RecordType::Txt => begins_with(record, "v=spf1", b""),
            RecordType::Mx => {
                record.rdata.target(&RecordType::Mx).is_some_and(|host| host.raw() == ".")
            }
            RecordType::Cname => {
                let is_flattened = self.rules.flattens_apex && record.name == *self.zone;
                !is_flattened && !self.is_proxied(record)
            }
            _ => false,
        }
    }

    /// The numbers of the records involved in a conflict of this kind; empty for kinds that do not concern
    /// records of the same name.
    #[must_use]
    pub fn in_the_way(&self, record: &Record, kind: ConflictKind) -> Vec<u32> {
        let alike = self.alike(record);
        let is_cname = |record: &Record| record.rtype == RecordType::Cname;
        let mut numbers = self.owner(record.name.as_str()).records.clone();
        numbers.retain(|number| {
            let Some(&other) = self.records.get(*number as usize) else { return false };
            let is_same = alike.contains(number);
            let is_of_type = other.rtype == record.rtype;
            let has_address = is_address(&record.rtype) || is_address(&other.rtype);
            let has_cname = is_cname(record) != is_cname(other);
            match kind {
                ConflictKind::Duplicate => is_same && !self.is_itself(*number, record),
                ConflictKind::CnameBesideAddress => has_cname && has_address,
                ConflictKind::CnameBesideOther => has_cname && !has_address,
                ConflictKind::SecondCname => is_of_type && !is_same,
                ConflictKind::SecondSpf | ConflictKind::SecondDmarc => {
                    is_of_type && !is_same && self.is_special(other)
                }
                ConflictKind::NullMxBesideMx => {
                    is_of_type && !is_same && (self.is_special(record) || self.is_special(other))
                }
                ConflictKind::NsBesideOther if record.rtype == RecordType::Ns => {
                    self.is_hidden_by_ns(other)
                }
                ConflictKind::NsBesideOther => other.rtype == RecordType::Ns,
                ConflictKind::MixedTtl => is_of_type && self.ttl(other) != self.ttl(record),
                _ => false,
            }
        });
        numbers
    }
}

/// Whether the record's name is a place for DMARC policies (RFC 7489, section 6.1).
fn is_dmarc_name(record: &Record) -> bool {
    record.name.labels().next() == Some("_dmarc")
}

/// Whether the text starts with this version, ignoring case, followed by its end, a space or one of these
/// bytes.
fn begins_with(record: &Record, version: &str, ends: &[u8]) -> bool {
    let text = record.rdata.field(0).raw().as_bytes();
    let is_version = |begin: &[u8]| begin.eq_ignore_ascii_case(version.as_bytes());
    let goes_on = |next: &u8| next.is_ascii_whitespace() || ends.contains(next);
    text.get(..version.len()).is_some_and(is_version) && text.get(version.len()).is_none_or(goes_on)
}
