//! Services that stay with the provider that the zone leaves.

use std::collections::BTreeMap;

use super::{Case, Evidence, Unknown, UnknownKind};
use crate::knowledge::SignKind;
use crate::record::Record;

/// Services that work only with their own name servers, one entry each, and records of types that only the old
/// provider has.
pub(super) fn stays_behind(case: &Case<'_>) -> Vec<Unknown> {
    let mut services: BTreeMap<&str, Unknown> = BTreeMap::new();
    for (record, sign) in case.signs() {
        // The target's own services come along with the zone; they begin with its name.
        let title = case.target.map(|target| target.title());
        let is_own = title.is_some_and(|title| sign.service.name.starts_with(title));
        if !sign.service.is_bound || is_own || sign.kind == SignKind::Selector {
            continue;
        }
        services.entry(sign.service.name).or_insert_with(|| {
            let (owner, rtype) = (record.name.clone(), record.rtype.clone());
            let evidence = Evidence::Sign { sign, owner: owner.clone(), rtype };
            let unknown = Unknown::new(UnknownKind::StaysBehind, owner, evidence);
            Unknown { services: vec![sign.service], ..unknown }
        });
    }
    let mut found: Vec<Unknown> = services.into_values().collect();
    found.extend(of_own_types(case));
    found
}

/// Records outside DNS, such as a redirect, that the target does not have.
fn of_own_types(case: &Case<'_>) -> Vec<Unknown> {
    let Some(target) = case.target else { return Vec::new() };
    let own = target.capabilities().limits.own;
    let is_lost = |record: &&Record| {
        let is_readable = record.flaw.is_none();
        is_readable && record.rtype.number().is_none() && !own.contains(&record.rtype.raw())
    };
    let unknown = |record: &Record| {
        let evidence = Evidence::Record(Box::new(record.clone()));
        Unknown::new(UnknownKind::StaysBehind, record.name.clone(), evidence)
    };
    let mut found: Vec<Unknown> = case.known.iter().filter(is_lost).map(unknown).collect();
    found.dedup_by(|one, other| one.name == other.name);
    found
}
