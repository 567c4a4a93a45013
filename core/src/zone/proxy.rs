//! Conflicts caused by the proxy: the provider answers with its own addresses, which speak HTTP only, and
//! hides the record itself from other clients.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::neighbours::{is_address, stands};
use super::{ConflictKind, ConflictList, Fix, Neighbours};
use crate::name::DomainName;
use crate::provider::Capabilities;
use crate::record::{Record, RecordType, Ttl};

/// Labels of names for clients other than browsers; digits at their end are ignored. Names that serve HTTP
/// to browsers as well (`webmail`, `git`, `mta-sts`) are left out: the proxy suits them.
const SERVICES: [&str; 52] = [
    // Mail.
    "mail",
    "smtp",
    "smtps",
    "submission",
    "imap",
    "imaps",
    "pop",
    "pops",
    "mx",
    "exchange",
    "relay",
    "autodiscover",
    "autoconfig",
    // Microsoft 365, whose clients need its own addresses.
    "lyncdiscover",
    "lyncdiscoverinternal",
    "sip",
    "sips",
    "sipdir",
    "sipfed",
    "sipfederation",
    "enterpriseregistration",
    "enterpriseenrollment",
    "msoid",
    // Names, time, directories.
    "ns",
    "dns",
    "ntp",
    "ldap",
    "ldaps",
    "kerberos",
    "radius",
    // Shells, files, networks.
    "ssh",
    "sftp",
    "ftp",
    "ftps",
    "rsync",
    "telnet",
    "smb",
    "nfs",
    "rdp",
    "vpn",
    "openvpn",
    "wireguard",
    // Chat and telephony.
    "xmpp",
    "jabber",
    "irc",
    "stun",
    "turn",
    "voip",
    "mqtt",
    // Databases.
    "mysql",
    "postgres",
    "redis",
];
/// First labels of names for browsers, whatever labels follow.
const WEB: [&str; 4] = ["www", "web", "webmail", "admin"];

impl<'a> Neighbours<'a> {
    /// A reduced index for the proxy check: it handles a hundred thousand records in the time that the full
    /// one needs for twenty thousand.
    #[must_use]
    pub fn for_proxy(
        records: Vec<&'a Record>,
        zone: &'a DomainName,
        rules: &'a Capabilities,
    ) -> Self {
        let mut all = Self::alone(records, zone, rules);
        for number in 0..all.records.len() {
            all.stand(number);
        }
        all.chain();
        all
    }

    /// Whether the proxy breaks a record, so that turning it off fixes it.
    #[must_use]
    pub fn is_broken_by_proxy(&self, record: &Record) -> bool {
        // One proxied address proxies the whole name.
        let is_behind = self.is_proxied(record)
            || is_address(&record.rtype) && self.is_name_proxied(&record.name);
        let breaks = || self.broken(record).is_some_and(ConflictKind::is_broken_by_proxy);
        stands(record) && is_behind && (is_private(record) || breaks())
    }
}

impl Neighbours<'_> {
    /// Whether the provider answers for the record with its own addresses.
    pub(super) fn is_proxied(&self, record: &Record) -> bool {
        self.rules.proxied && record.proxied == Some(true) && record.rtype.is_proxiable()
    }

    /// The TTL as the provider stores it: a proxied record has none of its own (provider document, quirks).
    pub(super) fn ttl(&self, record: &Record) -> Ttl {
        match record.ttl.seconds() {
            Some(seconds) if !self.is_proxied(record) => Ttl::Seconds(seconds),
            _ => Ttl::Auto,
        }
    }

    /// Finds the conflicts caused by the proxy, and private addresses, proxied or not.
    pub(super) fn look_at_proxy(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        let is_own = self.is_proxied(record);
        // One proxied address proxies the whole name.
        let is_beside = is_address(&record.rtype)
            && self.is_name_proxied(&record.name)
            && self.proxying(record).iter().any(|number| !self.is_itself(*number, record));
        let fix = if is_beside { Fix::UnproxyName } else { Fix::Unproxy };
        let is_private = is_private(record);
        if !is_own && !is_beside {
            if is_private {
                found.add(ConflictKind::PrivateAddress, None);
            }
            return;
        }
        if let Some(kind) = self.broken(record) {
            let fix = (kind != ConflictKind::ProxiedElsewhere).then(|| fix.clone());
            found.add(kind, fix.or(Some(Fix::Unproxy)));
        }
        if !is_own {
            found.add(ConflictKind::ProxiedBySibling, Some(Fix::UnproxyName));
        }
        if is_private {
            found.add(ConflictKind::PrivateProxied, Some(fix));
        }
    }

    /// How the proxy breaks, or may break, a record behind it.
    fn broken(&self, record: &Record) -> Option<ConflictKind> {
        let own = record.name.relative_to(self.zone);
        if own != record.name.as_str() && has_underscore(own) {
            return Some(ConflictKind::ProxiedUnderscore);
        }
        if self.is_service(&record.name) {
            return Some(ConflictKind::ProxiedTarget);
        }
        if is_named_for_a_service(own) {
            return Some(ConflictKind::ProxiedService);
        }
        if record.rtype != RecordType::Cname {
            return None;
        }
        let target = DomainName::parse(record.rdata.target(&record.rtype)?.raw()).ok()?;
        if target.is_within(self.zone) {
            return None;
        }
        let is_refused = has_underscore(target.as_str())
            || self.rules.unproxied.iter().any(|host| is_at(target.as_str(), host));
        Some(if is_refused { ConflictKind::ProxiedRefused } else { ConflictKind::ProxiedElsewhere })
    }
}

/// Whether a name equals the host or is below it.
fn is_at(name: &str, host: &str) -> bool {
    let is_whole = |below: &str| below.ends_with('.') && !below.ends_with("\\.");
    name.strip_suffix(host).is_some_and(|below| below.is_empty() || is_whole(below))
}

/// Whether a label starts with `_`, so that the name is no host name (RFC 8552, section 1).
fn has_underscore(name: &str) -> bool {
    crate::name::labels(name).any(|label| label.starts_with('_'))
}

/// Whether a label is one of the services, possibly followed by a number. A first label for the web makes
/// the name one for browsers.
fn is_named_for_a_service(name: &str) -> bool {
    let word = |label: &'_ str| {
        let word = label.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
        SERVICES.contains(&word)
    };
    let mut labels = crate::name::labels(name).peekable();
    let is_web = labels.peek().is_some_and(|first| WEB.contains(first));
    !is_web && labels.any(word)
}

/// Whether the address is valid only within a private network or a machine (RFC 1918, section 3; RFC 1122,
/// section 3.2.1.3; RFC 3927; RFC 4193; RFC 4291, sections 2.5.3 and 2.5.6).
fn is_private(record: &Record) -> bool {
    let text = record.rdata.field(0).raw();
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
