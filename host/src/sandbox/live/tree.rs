//! Makes one tree of the zones: delegations from parent to child, the empty zones behind delegations to nobody, and
//! keys where zones are signed.

use std::str::FromStr;

use hickory_proto::rr::{Name, RData, Record, RecordType};

use super::{
    traits::{ServerTraits, Signing},
    wire,
    zone::LiveZone,
};
use crate::{
    StartError,
    zonefile::{self, AROUND, ZoneFileError},
};

/// How long what is made here may be kept.
const TTL: u32 = 3_600;

/// The zones of these files, those around them, and those behind their delegations.
///
/// # Errors
/// When a zone file cannot be read.
pub fn grow(files: &[(&str, &str)]) -> Result<Vec<LiveZone>, StartError> {
    let all = files.iter().chain(AROUND);
    let mut zones = all.map(|(origin, text)| read(origin, text)).collect::<Result<Vec<_>, _>>()?;
    delegate(&mut zones);
    let behind: Vec<LiveZone> = zones.iter().flat_map(|zone| unserved(zone, &zones)).collect();
    zones.extend(behind);
    zones.iter_mut().for_each(sign);
    Ok(zones)
}

fn read(origin: &str, text: &str) -> Result<LiveZone, StartError> {
    let fail = |why| StartError::ZoneFile(ZoneFileError::new(origin, why));
    let traits = ServerTraits::read(text).map_err(fail)?;
    let records = zonefile::read(origin, text).map_err(StartError::ZoneFile)?;
    let mut name = Name::from_str(origin).map_err(|error| fail(error.to_string()))?;
    name.set_fqdn(true);
    Ok(LiveZone::new(name, traits, records))
}

/// Gives each parent what it says of its children: their name servers, with their addresses where these lie in the
/// child, and their keys.
fn delegate(zones: &mut [LiveZone]) {
    let children: Vec<LiveZone> =
        zones.iter().filter(|zone| !zone.origin.is_root()).cloned().collect();
    for child in children {
        let above = child.origin.base_name();
        let parents = zones.iter_mut().filter(|zone| zone.origin.zone_of(&above));
        if let Some(parent) = parents.max_by_key(|zone| zone.origin.iter().count()) {
            let servers = child.set(&child.origin, RecordType::NS);
            let glue: Vec<Record> =
                servers.iter().flat_map(|server| glue(&child, server)).collect();
            servers.into_iter().chain(glue).for_each(|record| parent.add(record));
            if child.traits.signing.is_some() {
                parent.add(ds(&child.origin));
            }
        }
    }
}

/// The addresses of a name server that lies in its own zone.
fn glue(zone: &LiveZone, server: &Record) -> Vec<Record> {
    let RData::NS(name) = &server.data else { return Vec::new() };
    if !zone.origin.zone_of(&name.0) {
        return Vec::new();
    }
    [RecordType::A, RecordType::AAAA].iter().flat_map(|kind| zone.set(&name.0, *kind)).collect()
}

/// The zones behind delegations that no file holds: they have their name servers, and nothing else.
fn unserved(zone: &LiveZone, zones: &[LiveZone]) -> Vec<LiveZone> {
    let is_served = |cut: &&Name| zones.iter().any(|zone| zone.origin == **cut);
    let cuts = zone.cuts().filter(|cut| !is_served(cut));
    let child = |cut: &Name| {
        let mut soa = zone.set(&zone.origin, RecordType::SOA);
        soa.iter_mut().for_each(|record| record.name = cut.clone());
        let below = zone.names().filter(|(name, _)| cut.zone_of(name));
        let records = below.flat_map(|(_, records)| records).cloned();
        let secure = zone.traits.secures(cut, &zone.origin).then_some(Signing::Nsec);
        let traits = ServerTraits { signing: secure, ..ServerTraits::default() };
        LiveZone::new(cut.clone(), traits, soa.into_iter().chain(records).collect())
    };
    cuts.map(child).collect()
}

/// Adds what signing adds to a zone: its key, the keys of its signed children, and how hashes are made.
fn sign(zone: &mut LiveZone) {
    let secure: Vec<Name> =
        zone.cuts().filter(|cut| zone.traits.secures(cut, &zone.origin)).cloned().collect();
    secure.iter().for_each(|cut| zone.add(ds(cut)));
    let Some(signing) = zone.traits.signing else { return };
    let apex = zone.origin.clone();
    zone.add(made(&apex, RecordType::DNSKEY, wire::dnskey(&apex)));
    if signing == Signing::Nsec3 {
        zone.add(made(&apex, RecordType::NSEC3PARAM, wire::nsec3param()));
    }
}

fn ds(zone: &Name) -> Record {
    made(zone, RecordType::DS, wire::ds(zone))
}

fn made(owner: &Name, kind: RecordType, octets: Vec<u8>) -> Record {
    Record::from_rdata(owner.clone(), TTL, wire::data(kind, octets))
}
