//! The proofs of a signed zone that something is not there, in the four ways in which zones give them.

use std::collections::BTreeSet;

use data_encoding::BASE32HEX_NOPAD;
use hickory_proto::rr::{Name, Record, RecordType};

use super::{
    traits::Signing,
    wire,
    zone::{LiveZone, ancestors},
};

/// The mark of a name that does not exist (RFC 9824 section 2).
const NXNAME: u16 = 128;

/// What is not there.
#[derive(Clone, Copy, Debug)]
pub enum Missing<'a> {
    /// The type that was asked for, at a name with these records.
    Kind(&'a [Record]),
    /// All records: there are only names below.
    Records,
    /// The name.
    Name,
}

/// The proof for a name, without signatures; nothing if the zone is not signed.
pub fn proof(zone: &LiveZone, name: &Name, missing: Missing<'_>) -> Vec<Record> {
    match zone.traits.signing {
        None => Vec::new(),
        Some(Signing::Nsec) => ranges(zone, name, missing),
        Some(Signing::Nsec3) => hashes(zone, name, missing),
        Some(Signing::Compact) => vec![made_for(zone, name, missing, true)],
        Some(Signing::BlackLies) => vec![made_for(zone, name, missing, false)],
    }
}

/// The numbers of the types of records, as the bits tell them.
fn kinds(zone: &LiveZone, name: &Name, records: &[Record]) -> Vec<u16> {
    let own = records.iter().map(|record| u16::from(record.record_type()));
    let proof: &[RecordType] = match zone.traits.signing {
        Some(Signing::Nsec3) => &[RecordType::RRSIG],
        _ => &[RecordType::RRSIG, RecordType::NSEC],
    };
    // The parent signs nothing at an unsigned delegation but the proof itself.
    let is_unsigned_cut =
        zone.cut_above(name).is_some() && zone.set(name, RecordType::DS).is_empty();
    let skipped = is_unsigned_cut && zone.traits.signing == Some(Signing::Nsec3);
    let proof = proof.iter().filter(|_| !skipped).map(|kind| u16::from(*kind));
    own.chain(proof).collect::<BTreeSet<u16>>().into_iter().collect()
}

fn nsec_record(zone: &LiveZone, owner: Name, octets: Vec<u8>, kind: RecordType) -> Record {
    let ttl = zone.soa().first().map_or(0, |soa| soa.ttl);
    Record::from_rdata(owner, ttl, wire::data(kind, octets))
}

/// The names that the zone vouches for: not those below its delegations.
fn own_names(zone: &LiveZone) -> Vec<(&Name, &[Record])> {
    zone.names().filter(|(name, _)| zone.cut_above(name).is_none_or(|cut| cut == **name)).collect()
}

/// The range that begins at a name or holds it.
pub fn range(zone: &LiveZone, name: &Name) -> Option<Record> {
    let names = own_names(zone);
    let (owner, records) = names.iter().rev().find(|(own, _)| *own <= name)?;
    let next = names.iter().map(|(own, _)| *own).find(|own| own > owner).unwrap_or(&zone.origin);
    let octets = wire::nsec(next, &kinds(zone, owner, records));
    Some(nsec_record(zone, (*owner).clone(), octets, RecordType::NSEC))
}

/// The ranges of a name and of the wildcard that could have answered for it.
fn ranges(zone: &LiveZone, name: &Name, missing: Missing<'_>) -> Vec<Record> {
    let mut proof: Vec<Record> = range(zone, name).into_iter().collect();
    if let Missing::Name = missing {
        let wildcard = nearest(zone, name).prepend_label(&b"*"[..]).ok();
        proof.extend(wildcard.and_then(|wildcard| range(zone, &wildcard)));
    }
    proof.dedup();
    proof
}

/// The nearest name above that exists, if only by what is below it.
fn nearest(zone: &LiveZone, name: &Name) -> Name {
    let names = own_names(zone);
    let exists = |above: &Name| names.iter().any(|(own, _)| above.zone_of(own));
    ancestors(name, &zone.origin).into_iter().find(exists).unwrap_or_else(|| zone.origin.clone())
}

/// One record that ends right after the name (RFC 9824 section 3).
fn made_for(zone: &LiveZone, name: &Name, missing: Missing<'_>, marks: bool) -> Record {
    let mut types = match missing {
        Missing::Kind(records) => kinds(zone, name, records),
        Missing::Records | Missing::Name => kinds(zone, name, &[]),
    };
    if marks && matches!(missing, Missing::Name) {
        types.push(NXNAME);
    }
    let next = name.prepend_label(&b"\0"[..]).unwrap_or_else(|_| name.clone());
    nsec_record(zone, name.clone(), wire::nsec(&next, &types), RecordType::NSEC)
}

/// The record whose hash is that of the name, or those around the hashes that are not there.
fn hashes(zone: &LiveZone, name: &Name, missing: Missing<'_>) -> Vec<Record> {
    let all = hashed(zone);
    let at = |name: &Name| {
        let hash = wire::hash(name);
        let (place, (own, types)) = all
            .iter()
            .enumerate()
            .rev()
            .find(|(_, (own, _))| *own <= hash)
            .or_else(|| all.iter().enumerate().next_back())?;
        let next = all.get(place + 1).or_else(|| all.first()).map(|(next, _)| next.clone())?;
        let label = BASE32HEX_NOPAD.encode(own).to_lowercase();
        let owner = zone.origin.prepend_label(label.as_bytes()).ok()?;
        Some(nsec_record(zone, owner, wire::nsec3(&next, types), RecordType::NSEC3))
    };
    if !matches!(missing, Missing::Name) {
        return at(name).into_iter().collect();
    }
    let above = nearest(zone, name);
    let labels = above.iter().count() + 1;
    let closer = ancestors(name, &zone.origin).into_iter().find(|own| own.iter().count() == labels);
    let wildcard = above.prepend_label(&b"*"[..]).ok();
    let mut proof: Vec<Record> = [Some(above), closer, wildcard]
        .into_iter()
        .flatten()
        .filter_map(|name| at(&name))
        .collect();
    proof.dedup();
    proof
}

/// The hash of every name of the zone with its types, those of empty names without any, in order.
fn hashed(zone: &LiveZone) -> Vec<(Vec<u8>, Vec<u16>)> {
    let names = own_names(zone);
    let mut all: Vec<(Vec<u8>, Vec<u16>)> = names
        .iter()
        .flat_map(|(name, _)| ancestors(name, &zone.origin))
        .collect::<BTreeSet<Name>>()
        .into_iter()
        .map(|name| {
            let records = names.iter().find(|(own, _)| **own == name).map(|(_, records)| *records);
            (wire::hash(&name), records.map_or(vec![], |records| kinds(zone, &name, records)))
        })
        .collect();
    all.sort();
    all
}
