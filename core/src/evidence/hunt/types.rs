//! Which types are asked for at a name, by its form.

use std::collections::BTreeSet;

use super::Hunt;
use super::candidates::Cut;
use crate::name::DomainName;
use crate::record::RecordType;

/// What is asked for at the apex, by number where a type has no name here: CDS and CDNSKEY (RFC 7344), NSEC.
const APEX: [u16; 13] = [6, 2, 1, 28, 15, 16, 257, 65, 43, 48, 59, 60, NSEC];
const HOST: [u16; 7] = [1, 28, 15, 16, 2, 257, 65];
/// At `_service._proto`: also descriptions and instances (RFC 6763).
const SERVICE: [u16; 4] = [33, 16, 256, 12];
const CERTIFICATE: [u16; 1] = [52];
/// Whole subtrees of such names may be delegated.
const TEXT: [u16; 2] = [16, 2];
/// Rare types, for those who want to be sure: SRV, LOC, SSHFP, URI, NAPTR, TLSA, OPENPGPKEY, SMIMEA, DNAME.
const DEEP: [u16; 9] = [33, 29, 44, 256, 35, 52, 61, 53, 39];
/// What stays at a delegation: NS and DS (RFC 4035, section 2.4).
const AT_CUT: [u16; 2] = [2, 43];
pub(super) const NS: u16 = 2;
pub(super) const DS: u16 = 43;
pub(super) const NSEC: u16 = 47;
/// Types that a proof lists and that are no records of their own kind here: CNAME, which comes with any type, SOA,
/// RRSIG, NSEC, NXNAME.
const NOT_ASKED: [u16; 5] = [5, 6, 46, NSEC, 128];

impl Hunt {
    /// The types that are asked for at a name that exists, the telling one first.
    pub(super) fn types(&self, name: &DomainName) -> Vec<RecordType> {
        let first = self.first_question(name).rtype;
        let class: &[u16] = match first {
            _ if *name == self.zone => &APEX,
            _ if self.cuts.get(name) == Some(&Cut::Delegation) => &AT_CUT,
            RecordType::Srv => &SERVICE,
            RecordType::Tlsa => &CERTIFICATE,
            RecordType::Txt => &TEXT,
            _ => &HOST,
        };
        let mut types: Vec<RecordType> = class.iter().copied().map(RecordType::numbered).collect();
        if self.cuts.get(name) == Some(&Cut::Delegation) {
            return types;
        }
        let candidate = self.candidates.get(name);
        let listed = candidate.into_iter().flat_map(|own| own.listed.iter().chain(&own.known));
        let deep = DEEP.iter().filter(|_| self.is_deep).copied().map(RecordType::numbered);
        let mut seen: BTreeSet<RecordType> = types.iter().cloned().collect();
        for rtype in listed.cloned().chain(deep) {
            let number = rtype.number().filter(|number| !NOT_ASKED.contains(number));
            if number.is_some() && seen.insert(rtype.clone()) {
                types.push(rtype);
            }
        }
        types
    }
}
