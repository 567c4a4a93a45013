//! The services that records belong to, and the signs that tell. The table itself is `services.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Purpose;
use super::policy::spf::{Rule, Spf};
use crate::foreign::Foreign;
use crate::name::{DomainName, parent};
use crate::record::{Record, RecordType};

/// How sure a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The sign suggests the service.
    Likely,
    /// Nobody but the service uses the sign.
    Proved,
}

/// What of a record tells of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignKind {
    /// The host of an MX record.
    Mx,
    /// A domain that an SPF policy includes.
    Spf,
    /// The target of an alias, of a service or of a delegation.
    Host,
    /// The beginning of a text.
    Txt,
    /// An address.
    Address,
    /// The selector of a DKIM key. Anybody may choose one.
    Selector,
    /// The first label of the name.
    Name,
}

/// A service of another company, or a purpose with names of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: &'static str,
    /// What its records are for.
    pub purpose: Purpose,
    /// What the service does, as the rest of a sentence.
    pub about: &'static str,
    /// How sure its signs are.
    pub certainty: Certainty,
    /// The month when the signs were last seen to hold.
    pub seen: &'static str,
    /// Whether it works only with its own name servers.
    pub is_bound: bool,
}

/// A sign of a service, found in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The service.
    pub service: &'static Service,
    /// What of the record tells.
    pub kind: SignKind,
    /// The entry of the table that matches.
    pub sign: &'static str,
}

impl Sign {
    /// How sure it is.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        match self.kind {
            SignKind::Selector => Certainty::Likely,
            _ => self.service.certainty,
        }
    }
}

/// The table in memory.
#[derive(Default)]
struct Table {
    services: Vec<Service>,
    /// The services by sign, each with the sign itself.
    signs: FxHashMap<(SignKind, &'static str), (&'static str, usize)>,
    /// Beginnings of texts, and of names, longest first.
    beginnings: Vec<(SignKind, &'static str, usize)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("services.txt")));

impl Table {
    fn read(text: &'static str) -> Self {
        let mut table = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix("  ") {
                Some(signs) => table.add_signs(signs),
                None => table.services.extend(head(line)),
            }
        }
        table.beginnings.sort_by_key(|(_, sign, _)| std::cmp::Reverse(sign.len()));
        table
    }

    /// Adds a line of signs to the last service.
    fn add_signs(&mut self, line: &'static str) {
        let Some(place) = self.services.len().checked_sub(1) else { return };
        let mut words = line.split_ascii_whitespace();
        let Some(kind) = words.next().and_then(kind) else { return };
        for sign in words {
            match (kind, sign.strip_suffix('*')) {
                (SignKind::Name, Some(start)) => self.beginnings.push((kind, start, place)),
                (SignKind::Txt, _) => self.beginnings.push((kind, sign, place)),
                _ => drop(self.signs.insert((kind, sign), (sign, place))),
            }
        }
    }

    fn sign(&'static self, kind: SignKind, sign: &'static str, place: usize) -> Option<Sign> {
        Some(Sign { service: self.services.get(place)?, kind, sign })
    }

    fn exact(&'static self, kind: SignKind, text: &str) -> Option<Sign> {
        let (sign, place) = self.signs.get(&(kind, text))?;
        self.sign(kind, sign, *place)
    }

    /// The sign that is this host or the longest one above it.
    fn above(&'static self, kind: SignKind, host: &str) -> Option<Sign> {
        let mut name = Some(host);
        while let Some(host) = name {
            if let Some(sign) = self.exact(kind, host) {
                return Some(sign);
            }
            name = parent(host);
        }
        None
    }

    /// The longest sign that the text begins with, ignoring case.
    fn beginning(&'static self, kind: SignKind, text: &str) -> Option<Sign> {
        let begins = |start: &str| {
            text.as_bytes()
                .get(..start.len())
                .is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
        };
        let all = self.beginnings.iter().filter(|(own, ..)| *own == kind);
        let (_, sign, place) = { all }.find(|(_, start, _)| begins(start))?;
        self.sign(kind, sign, *place)
    }
}

/// Reads the line that begins a service.
fn head(line: &'static str) -> Option<Service> {
    let mut parts = line.split(" | ");
    let (name, purpose) = (parts.next()?, purpose(parts.next()?)?);
    let mut words = parts.next()?.split(' ');
    let certainty = match words.next()? {
        "proved" => Certainty::Proved,
        "likely" => Certainty::Likely,
        _ => return None,
    };
    let (seen, is_bound) = (words.next()?, words.next() == Some("bound"));
    Some(Service { name, purpose, about: parts.next()?, certainty, seen, is_bound })
}

fn purpose(word: &str) -> Option<Purpose> {
    Some(match word {
        "website" => Purpose::Website,
        "mail" => Purpose::Mail,
        "certificates" => Purpose::Certificates,
        "verification" => Purpose::Verification,
        "services" => Purpose::Services,
        "old host" => Purpose::OldHost,
        _ => return None,
    })
}

fn kind(word: &str) -> Option<SignKind> {
    Some(match word {
        "mx" => SignKind::Mx,
        "spf" => SignKind::Spf,
        "host" => SignKind::Host,
        "txt" => SignKind::Txt,
        "a" => SignKind::Address,
        "selector" => SignKind::Selector,
        "name" => SignKind::Name,
        _ => return None,
    })
}

/// The services that a record tells of: several only for an SPF policy.
#[must_use]
pub fn signs(record: &Record, zone: &DomainName) -> SmallVec<[Sign; 1]> {
    let table = &*TABLE;
    let field = record.rdata.field(0).raw();
    let first = match record.rtype {
        RecordType::Mx => outside(record, zone).and_then(|host| table.above(SignKind::Mx, host)),
        RecordType::Cname
        | RecordType::Srv
        | RecordType::Ns
        | RecordType::Https
        | RecordType::Svcb => {
            outside(record, zone).and_then(|host| table.above(SignKind::Host, host))
        }
        RecordType::A | RecordType::Aaaa => table.exact(SignKind::Address, field),
        RecordType::Txt => match Spf::read(field) {
            Some(policy) => return senders(table, &policy),
            None => selector(record)
                .and_then(|selector| table.exact(SignKind::Selector, selector))
                .or_else(|| table.beginning(SignKind::Txt, field)),
        },
        _ => None,
    };
    let label = record.name.relative_to(zone);
    let label = crate::name::labels(label).next().unwrap_or_default();
    let by_name =
        || table.exact(SignKind::Name, label).or_else(|| table.beginning(SignKind::Name, label));
    first.or_else(by_name).into_iter().collect()
}

/// The kinds of signs that the table has for a service.
#[cfg(test)]
pub(crate) fn kinds_of(service: &str) -> Vec<SignKind> {
    let is_it = |place: &usize| TABLE.services.get(*place).is_some_and(|own| own.name == service);
    let beginnings = TABLE.beginnings.iter().map(|(kind, _, place)| (*kind, *place));
    let exact = TABLE.signs.iter().map(|((kind, _), (_, place))| (*kind, *place));
    let own = exact.chain(beginnings).filter(|(_, place)| is_it(place));
    own.map(|(kind, _)| kind).collect()
}

/// The services that an SPF policy includes, in its order.
fn senders(table: &'static Table, policy: &Spf<'_>) -> SmallVec<[Sign; 1]> {
    let mut found: SmallVec<[Sign; 1]> = SmallVec::new();
    for term in &policy.terms {
        let (Rule::Include(domain) | Rule::Redirect(domain)) = term.rule else { continue };
        let domain = domain.trim_end_matches('.').to_ascii_lowercase();
        let sign = table.above(SignKind::Spf, &domain);
        let is_new = |sign: &Sign| found.iter().all(|own| own.service != sign.service);
        if let Some(sign) = sign.filter(is_new) {
            found.push(sign);
        }
    }
    found
}

/// The target of a record, unless it is in the zone.
fn outside<'r>(record: &'r Record, zone: &DomainName) -> Option<&'r str> {
    let host = record.rdata.target(&record.rtype).map(Foreign::raw)?;
    let below = host.strip_suffix(zone.as_str());
    let is_here = below.is_some_and(|below| below.is_empty() || below.ends_with('.'));
    (!is_here).then_some(host)
}

/// The selector of a DKIM key (RFC 6376, section 3.1).
fn selector(record: &Record) -> Option<&str> {
    let mut labels = record.name.labels();
    let selector = labels.next()?;
    (labels.next() == Some("_domainkey")).then_some(selector)
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
