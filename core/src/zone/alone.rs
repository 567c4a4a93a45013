//! What is wrong with a record at this provider whatever stands beside it: its type, its TTL, its
//! address, and whether the provider should answer for it.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{ConflictKind, Fix, Found, Neighbours};
use crate::record::{Record, RecordType, Ttl};
use crate::script::strange;

/// First labels of names that other programs than browsers connect to, without the digits behind
/// them. Names that speak HTTP as well (`webmail`, `autodiscover`, `git`) are left out: a proxy is
/// good for them.
const SERVICES: [&str; 9] = ["mail", "smtp", "imap", "pop", "mx", "ssh", "sftp", "ftp", "vpn"];
/// What a provider without an automatic TTL gets in its place: what `automatic` means where there
/// is one (provider document, 1.10), in seconds.
const AUTO_SECONDS: u32 = 300;

impl Neighbours<'_> {
    /// Finds what stands against the record by itself.
    pub(super) fn look_alone(&self, found: &mut Found<'_>) {
        let record = found.record;
        let limits = &self.rules.limits;
        // What the provider lists by an identity it holds, whether or not it is offered to users.
        if !limits.types.contains(&record.rtype) && record.id.is_none() {
            found.add(ConflictKind::TypeNotHeld, Some(Fix::DropThis));
        }
        let seconds = match self.ttl(record) {
            Ttl::Auto if limits.auto_ttl => None,
            Ttl::Auto => Some(AUTO_SECONDS),
            Ttl::Seconds(ttl) if limits.ttl.contains(&ttl) => None,
            Ttl::Seconds(ttl) => Some(ttl),
        };
        if let Some(seconds) = seconds {
            let near = seconds.max(*limits.ttl.start()).min(*limits.ttl.end());
            found.add(ConflictKind::TtlOutside, Some(Fix::SetTtl(Ttl::Seconds(near))));
        }
        let (is_proxied, is_private) = (self.is_proxied(record), is_private(record));
        if is_proxied && self.is_service(&record.name) {
            found.add(ConflictKind::ProxiedTarget, Some(Fix::Unproxy));
        } else if is_proxied && is_named_for_a_service(record) {
            found.add(ConflictKind::ProxiedService, Some(Fix::Unproxy));
        }
        if is_proxied && is_private {
            found.add(ConflictKind::PrivateProxied, Some(Fix::Unproxy));
        } else if is_private {
            found.add(ConflictKind::PrivateAddress, None);
        }
        let strange = strange(record.name.relative_to(self.zone));
        if strange.is_some_and(|strange| !strange.scripts.is_empty()) {
            found.add(ConflictKind::MixedScripts, Some(Fix::DropThis));
        }
        if self.looks_alike(&record.name) {
            found.add(ConflictKind::LooksAlike, Some(Fix::DropThis));
        }
    }
}

/// Whether the first label is one of the services, or one of them with a number.
fn is_named_for_a_service(record: &Record) -> bool {
    let label = record.name.labels().next().unwrap_or_default();
    let word = label.trim_end_matches(|c: char| c.is_ascii_digit());
    SERVICES.contains(&word)
}

/// Whether the address is good within one house or machine only (RFC 1918, section 3; RFC 1122,
/// section 3.2.1.3; RFC 3927; RFC 4193; RFC 4291, sections 2.5.3 and 2.5.6).
fn is_private(record: &Record) -> bool {
    let text = record.rdata.field(0);
    match record.rtype {
        RecordType::A => text.parse::<Ipv4Addr>().is_ok_and(|address| {
            address.is_private() || address.is_loopback() || address.is_link_local()
        }),
        RecordType::Aaaa => text.parse::<Ipv6Addr>().is_ok_and(|address| {
            address.is_unique_local() || address.is_loopback() || address.is_unicast_link_local()
        }),
        _ => false,
    }
}
