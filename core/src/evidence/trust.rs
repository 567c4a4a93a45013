//! Whether a resolver tells the truth: questions whose true answer is known, asked before any other.

use super::{Answer, Question, Rcode, Unusable};
use crate::name::DomainName;
use crate::record::RecordType;

/// The extended errors of a resolver that filters (RFC 8914, sections 4.16 to 4.18).
pub(super) const FILTERED: [u16; 3] = [15, 16, 17];

/// What is asked of a resolver first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probes {
    /// Names that do not exist: one below `invalid`, which never does (RFC 6761, section 6.4), and one below a
    /// domain for companies, where resolvers that sell advertisements answer.
    pub absent: [Question; 2],
    /// The keys of a signed zone, which show whether the resolver validates.
    pub keys: Question,
    /// The SOA of the zone that is to be examined.
    pub zone: Question,
}

/// Whether the answers of a resolver count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// They do. Whether it validates DNSSEC.
    Honest {
        /// Whether it validates.
        validates: bool,
    },
    /// It gives records for names that do not exist.
    Rewrites,
    /// It blocks or censors names.
    Filters,
    /// It gives no usable answer from here.
    Unreachable,
}

impl Probes {
    /// The questions; the random names are made of `seed`.
    #[must_use]
    pub fn new(zone: &DomainName, seed: u32) -> Option<Self> {
        let ask = |name: &str, rtype| Some(Question { name: DomainName::parse(name).ok()?, rtype });
        let absent = |suffix: &str| ask(&format!("zs-{seed:08x}.{suffix}"), RecordType::A);
        Some(Self {
            absent: [absent("invalid")?, absent("com")?],
            keys: ask("com", RecordType::Dnskey)?,
            zone: Question { name: zone.clone(), rtype: RecordType::Soa },
        })
    }
}

impl Trust {
    /// From the answers to [`Probes`].
    #[must_use]
    pub fn of(
        absent: &[Result<Answer, Unusable>],
        keys: &Result<Answer, Unusable>,
        zone: &Result<Answer, Unusable>,
    ) -> Self {
        let all = || absent.iter().chain([keys, zone]);
        let filters =
            |answer: &&Answer| answer.extended_errors.iter().any(|error| FILTERED.contains(error));
        if all().flatten().any(|answer| filters(&answer)) {
            return Self::Filters;
        }
        let is_rewritten =
            |answer: &Answer| answer.rcode == Rcode::NoError && !answer.records.is_empty();
        if absent.iter().flatten().any(is_rewritten) {
            return Self::Rewrites;
        }
        let is_absent = |answer: &Result<Answer, Unusable>| {
            answer.as_ref().is_ok_and(|answer| answer.rcode == Rcode::NxDomain)
        };
        if !absent.iter().all(is_absent) {
            return Self::Unreachable;
        }
        Self::Honest { validates: keys.as_ref().is_ok_and(|answer| answer.is_validated) }
    }

    /// Whether the answers count.
    #[must_use]
    pub fn is_honest(self) -> bool {
        matches!(self, Self::Honest { .. })
    }
}

/// The name of the zone that the domain belongs to, if the domain is none itself: the owner of the SOA that the
/// resolver gives.
#[must_use]
pub fn true_zone(zone: &DomainName, answer: &Answer) -> Option<DomainName> {
    let is_soa = |record: &&crate::record::Record| record.rtype == RecordType::Soa;
    let own =
        answer.records.iter().find(is_soa).or_else(|| answer.authority.iter().find(is_soa))?;
    (own.name != *zone && zone.is_within(&own.name)).then(|| own.name.clone())
}
