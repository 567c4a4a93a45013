//! Unknowns that the state of a name shows.

use std::collections::BTreeMap;

use super::{Case, Evidence, Unknown, UnknownKind};
use crate::evidence::{Doubt, NameState, Rcode, Uncertainty};
use crate::name::{DomainName, parent};
use crate::record::RecordType;

/// The label that DKIM keys are below (RFC 6376, section 3.6.2.1).
const KEYS: &str = "_domainkey";

/// Subtrees of keys of which no selector is known.
pub(super) fn keys(case: &Case<'_>) -> Vec<Unknown> {
    let may_exist = |state: &NameState| {
        matches!(
            state,
            NameState::Exists | NameState::Opaque | NameState::Empty | NameState::Undecided(_)
        )
    };
    let is_open = |(name, state): &(&DomainName, &NameState)| {
        is_of_keys(name) && may_exist(state) && !case.has_below(name)
    };
    raise(case, UnknownKind::Dkim, is_open)
}

/// Labels that only ever have names below them (RFC 8552, section 1.2; the last one is of Active Directory).
const STRUCTURE: [&str; 5] = ["_tcp", "_udp", "_tls", "_sctp", "_msdcs"];

/// Names that are empty, with nothing known below them. Where no proof tells, the label does.
pub(super) fn empty(case: &Case<'_>) -> Vec<Unknown> {
    let is_open = |(name, state): &(&DomainName, &NameState)| {
        let is_empty =
            **state == NameState::Empty || **state == NameState::Opaque && is_structure(name);
        is_empty && !is_of_keys(name) && !case.has_below(name)
    };
    raise(case, UnknownKind::EmptyName, is_open)
}

/// Unknowns of one kind for names with a state; none if a proof says that no name is missing.
fn raise(
    case: &Case<'_>,
    kind: UnknownKind,
    is_open: impl Fn(&(&DomainName, &NameState)) -> bool,
) -> Vec<Unknown> {
    let names = case.picture.names.iter().filter(|_| !case.picture.is_complete).filter(is_open);
    names
        .map(|(name, state)| Unknown::new(kind, name.clone(), Evidence::Name(state.clone())))
        .collect()
}

/// Names of certificates that have records, while neither side has any there. One that only a wildcard answers
/// needs none.
pub(super) fn of_certificates(case: &Case<'_>, certificates: &[DomainName]) -> Vec<Unknown> {
    let own = |name: &DomainName| -> DomainName {
        let host = name.as_str().strip_prefix("*.").and_then(|host| DomainName::parse(host).ok());
        host.unwrap_or_else(|| name.clone())
    };
    let mut names: Vec<DomainName> = certificates.iter().map(own).collect();
    names.sort();
    names.dedup();
    let is_open = |(name, state): &(&DomainName, &NameState)| {
        let is_named = names.binary_search(name).is_ok();
        **state == NameState::Exists && is_named && !case.held.contains(name)
    };
    raise(case, UnknownKind::Certificate, is_open)
}

/// Names that exist without a record that anybody knows.
pub(super) fn opaque(case: &Case<'_>) -> Vec<Unknown> {
    let is_open = |(name, state): &(&DomainName, &NameState)| {
        let is_explained = !case.at(name).is_empty() || case.has_below(name);
        let is_meant = !is_of_keys(name) && !is_structure(name);
        **state == NameState::Opaque && is_meant && !is_explained
    };
    let names = case.picture.names.iter().filter(is_open);
    let unknown = |(name, state): (&DomainName, &NameState)| {
        Unknown::new(UnknownKind::Opaque, name.clone(), Evidence::Name(state.clone()))
    };
    names.map(unknown).collect()
}

/// Delegations whose name servers neither side has, and those whose DS records the target cannot hold.
pub(super) fn delegated(case: &Case<'_>) -> Vec<Unknown> {
    let mut found: BTreeMap<DomainName, Evidence> = BTreeMap::new();
    let holds_ds = case
        .target
        .is_none_or(|target| target.capabilities().limits.types.contains(&RecordType::Ds));
    let lost = case.records().filter(|record| record.rtype == RecordType::Ds && !holds_ds);
    for record in lost.filter(|record| record.name != *case.zone()) {
        found.insert(record.name.clone(), Evidence::Record(Box::new(record.clone())));
    }
    let is_held = |name: &DomainName| {
        case.known.iter().any(|record| record.rtype == RecordType::Ns && record.name == *name)
    };
    let states = case.picture.names.iter();
    let cuts = states.filter(|(_, state)| **state == NameState::Delegated).map(|(name, _)| name);
    let seen = case.picture.finds.iter().map(|find| &find.record);
    let seen = seen.filter(|record| record.rtype == RecordType::Ns).map(|record| &record.name);
    for name in cuts.chain(seen).filter(|name| *name != case.zone() && !is_held(name)) {
        if !is_below_a_cut(case, name) {
            found.entry(name.clone()).or_insert(Evidence::Name(NameState::Delegated));
        }
    }
    let unknown = |(name, evidence)| Unknown::new(UnknownKind::Delegation, name, evidence);
    found.into_iter().map(unknown).collect()
}

fn is_below_a_cut(case: &Case<'_>, name: &DomainName) -> bool {
    let mut above = parent(name.as_str());
    while let Some(own) = above {
        let own_name = DomainName::parse(own).unwrap_or_default();
        if case.picture.names.get(&own_name) == Some(&NameState::Delegated) {
            return true;
        }
        above = parent(own);
    }
    false
}

/// Names of which nothing is certain. A contradiction is about its name; any other doubt is about who was asked, and
/// one entry for all its names.
pub(super) fn undecided(case: &Case<'_>) -> Vec<Unknown> {
    let mut found = Vec::new();
    let mut by_doubt: Vec<(Doubt, Vec<DomainName>)> = Vec::new();
    for (name, state) in case.picture.names.iter().filter(|(name, _)| !is_of_keys(name)) {
        let NameState::Undecided(doubt) = state else { continue };
        if *doubt == Doubt::Split {
            let evidence = Evidence::Name(state.clone());
            found.push(Unknown::new(UnknownKind::Undecided, name.clone(), evidence));
            continue;
        }
        match by_doubt.iter_mut().find(|(own, _)| word(*own) == word(*doubt)) {
            Some((_, names)) => names.push(name.clone()),
            None => by_doubt.push((*doubt, vec![name.clone()])),
        }
    }
    let merged = by_doubt.into_iter().map(|(doubt, names)| {
        let zone = case.zone().clone();
        Unknown::new(UnknownKind::Undecided, zone, Evidence::Names(doubt, names))
    });
    found.extend(merged);
    found
}

/// A doubt in the id of its entry.
pub(super) fn word(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Split => "split",
        Doubt::OneVoice => "one-voice",
        Doubt::Silent => "silent",
        Doubt::Answer(uncertainty) => match uncertainty {
            Uncertainty::Failed(Rcode::ServFail) => "failed",
            Uncertainty::Failed(_) => "refused",
            Uncertainty::Filtered => "filtered",
            Uncertainty::RotatingWildcard => "rotating-wildcard",
            Uncertainty::FilledEmptyName => "filled-empty-name",
            Uncertainty::SameProof => "same-proof",
        },
    }
}

fn is_structure(name: &DomainName) -> bool {
    name.labels().next().is_some_and(|label| STRUCTURE.contains(&label))
}

fn is_of_keys(name: &DomainName) -> bool {
    name.labels().next() == Some(KEYS)
}
