//! Why a server answers with addresses where an alias is entered, or with others than those that are entered:
//! because it stands before the origin, or follows the alias itself.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::voices::Voices;
use super::{Seen, Served, rotates};
use crate::evidence::edges::{address, edge_of, edge_of_host};
use crate::evidence::{Hearing, Meaning, is_edge};
use crate::name::DomainName;
use crate::record::{Record, RecordType};

/// The verdict where the provider's way of answering explains what is seen, or keeps it from being compared.
pub(super) fn explained(
    held: &[&Record],
    voices: &Voices<'_>,
    hearings: &[Hearing],
    about: &Served<'_>,
) -> Option<Seen> {
    let first = held.first()?;
    let live = addresses(&first.name, hearings, about);
    if is_proxied(held, &live, about) {
        return Some(Seen::Proxied);
    }
    if first.rtype.number().is_none() {
        // A type of the provider's own: the world sees only what it leads to.
        return Some(if live.is_empty() { Seen::Undecided } else { Seen::Flattened });
    }
    let is_followed = first.rtype == RecordType::Cname && voices.sets().next().is_none();
    if !is_followed || live.is_empty() {
        return None;
    }
    Some(match flattened(first, live, hearings, about) {
        // One voice is no proof of a difference.
        Seen::Differs { .. } if voices.sides().1 < 2 => Seen::Undecided,
        seen => seen,
    })
}

/// Whether the addresses are those of the proxy of whoever answers for the zone.
fn is_proxied(held: &[&Record], live: &[Record], about: &Served<'_>) -> bool {
    let proxy = about.provider().filter(|provider| provider.answering().has_proxy);
    let Some(proxy) = proxy else { return false };
    let is_own = |record: &Record| edge_of(record) == Some(proxy.title());
    let may_be = |record: &Record| {
        let is_typed_in = address(record).is_some() && is_own(record);
        record.rtype.is_proxiable() && record.proxied != Some(false) && !is_typed_in
    };
    !live.is_empty() && live.iter().all(is_own) && held.iter().copied().any(may_be)
}

/// An alias that the server follows itself: its addresses are those of the target, or of the same network.
fn flattened(alias: &Record, live: Vec<Record>, hearings: &[Hearing], about: &Served<'_>) -> Seen {
    let Some(target) = alias.rdata.target(&alias.rtype) else { return Seen::Undecided };
    let edge = edge_of_host(target.raw());
    if edge.is_some() && live.iter().all(|record| edge_of(record) == edge) {
        return Seen::Flattened;
    }
    let Ok(target) = DomainName::parse(target.raw()) else { return Seen::Undecided };
    let own: BTreeSet<IpAddr> = live.iter().filter_map(address).collect();
    let others: BTreeSet<IpAddr> =
        addresses(&target, hearings, about).iter().filter_map(address).collect();
    match (others.is_empty(), own.is_disjoint(&others)) {
        (true, _) => Seen::Undecided,
        // Of a large pool two asks may give different parts.
        (false, false) => Seen::Flattened,
        (false, true) if live.iter().all(rotates) => Seen::Varies(live),
        (false, true) => Seen::Differs { live, likeness: None },
    }
}

/// The addresses that a name has by what trusted resolvers said.
fn addresses(name: &DomainName, hearings: &[Hearing], about: &Served<'_>) -> Vec<Record> {
    let at_name = hearings.iter().filter(|hearing| hearing.question.name == *name);
    let heard = at_name.flat_map(|hearing| &hearing.testimonies).filter(|own| about.trusts(own));
    let mut found: Vec<Record> = Vec::new();
    for testimony in heard {
        let Some(Meaning::Records(records) | Meaning::FromWildcard(records)) = &testimony.meaning
        else {
            continue;
        };
        for record in records.iter().filter(|record| address(record).is_some()) {
            if !found.iter().any(|known| address(known) == address(record)) {
                found.push(record.clone());
            }
        }
    }
    found
}

/// What a set of addresses at the apex stands for, if the old host follows an alias there: a host elsewhere that was
/// heard to have just these addresses, a content network, or something unknown where the TTL is that of a rotating set. Such
/// addresses may change without notice: an alias says more.
#[must_use]
pub fn stands_for(apex: &[Record], hearings: &[Hearing], about: &Served<'_>) -> Option<StandsFor> {
    let own: BTreeSet<IpAddr> = apex.iter().filter_map(address).collect();
    if own.is_empty() {
        return None;
    }
    let first = apex.first()?;
    let is_equal = |host: &&DomainName| {
        let others = addresses(host, hearings, about);
        let others: BTreeSet<IpAddr> =
            others.iter().filter(|other| other.rtype == first.rtype).filter_map(address).collect();
        others == own
    };
    let hosts = hearings.iter().map(|hearing| &hearing.question.name);
    let host = { hosts }.filter(|host| !host.is_within(&first.name)).find(is_equal);
    if let Some(host) = host {
        return Some(StandsFor::Host(host.clone()));
    }
    let edges: BTreeSet<_> = own.iter().map(|address| is_edge(*address)).collect();
    let edge = edges.iter().next().copied().flatten();
    let edge = edge.filter(|_| edges.len() == 1).map(StandsFor::Edge);
    edge.or_else(|| apex.iter().all(rotates).then_some(StandsFor::Alias))
}

/// What addresses stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandsFor {
    /// A host with the same addresses.
    Host(DomainName),
    /// A content network.
    Edge(&'static str),
    /// The target of an alias that is not known.
    Alias,
}
