//! What one resolver's answer says of a name and a type: that records exist, that the name does, that it does not,
//! or nothing certain. Absence needs a proof, and a wildcard makes no find.

use crate::name::{DomainName, parent};
use crate::record::{Record, RecordType};

use super::trust::FILTERED;
use super::{Answer, Denial, Question, Rcode};

/// The type in a proof that says that the name does not exist (RFC 9824, section 3.2), and the number that was used
/// before the type was assigned.
const NXNAME: [u16; 2] = [128, 65_283];
/// RRSIG and NSEC, which every proof lists.
const OF_PROOFS: [u16; 2] = [46, 47];

/// What is known around a name before its answer is judged.
#[derive(Clone, Debug)]
pub struct Around<'a> {
    /// The zone that is examined.
    pub zone: &'a DomainName,
    /// What two random names beside this one gave for the same type.
    pub wildcard: Wildcard,
    /// Whether the zone's servers answer for empty names as they must.
    pub empty_names: EmptyNames,
    /// Whether the zone's servers mark names that do not exist in their proofs (RFC 9824): seen at a random name.
    pub marks_absent_names: bool,
    /// Whether the zone's servers answer from a wildcard at empty names too, against RFC 4592, section 2.2.2.
    pub fills_empty_names: bool,
}

/// What random names below the same parent give.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Wildcard {
    /// Nothing: there is no wildcard for the type.
    #[default]
    None,
    /// The same records each time.
    Steady(Vec<Record>),
    /// Other records each time.
    Rotating,
}

/// Whether servers answer NOERROR for names that have no records but names below them (RFC 8020, section 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmptyNames {
    /// Not known: no such name is known.
    #[default]
    Unknown,
    /// They do: what does not exist has nothing below it.
    Answered,
    /// They answer NXDOMAIN: what is below cannot be ruled out.
    Denied,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// These records exist.
    Records(Vec<Record>),
    /// A wildcard gives these records; a record of the same content cannot be excluded, and nothing is lost
    /// without it.
    FromWildcard(Vec<Record>),
    /// The name is an alias; the records at its end belong to the target.
    Alias(Record),
    /// The name is an alias of a name that does not exist.
    Dangling(Record),
    /// The name exists without records of the type. A proof may list other types: to be asked for.
    OtherTypes(Vec<u16>),
    /// The name has no records, but names below it: this one, if it is known.
    EmptyName(Option<DomainName>),
    /// The name does not exist.
    Absent(Below),
    /// The name is at or below this one, which is delegated to other servers.
    Delegated(DomainName),
    /// The zone itself is not delegated: its parent answers.
    NoZone,
    /// Nothing certain.
    Undecided(Uncertainty),
}

/// What an absent name says of the names below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// None exists.
    Absent,
    /// They have to be asked for.
    NotProved,
}

/// Why nothing is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncertainty {
    /// The resolver failed or refused, or the zone's servers did.
    Failed(Rcode),
    /// The resolver filters.
    Filtered,
    /// A wildcard gives other records each time.
    RotatingWildcard,
    /// The servers answer from a wildcard at empty names too.
    FilledEmptyName,
    /// The proof is the same for empty names and absent ones.
    SameProof,
}

impl Wildcard {
    /// From the answers for two random names.
    #[must_use]
    pub fn of(first: &Answer, second: &Answer, rtype: &RecordType) -> Self {
        let [first, second] = [first, second].map(|answer| of_type(answer, rtype));
        match (first.is_empty(), second.is_empty()) {
            (true, true) => Self::None,
            _ if is_same(&first, &second) => Self::Steady(first),
            _ => Self::Rotating,
        }
    }
}

/// Judges the answer to a question.
#[must_use]
pub fn judge(asked: &Question, answer: &Answer, around: &Around<'_>) -> Meaning {
    if answer.extended_errors.iter().any(|error| FILTERED.contains(error)) {
        return Meaning::Undecided(Uncertainty::Filtered);
    }
    match answer.rcode {
        Rcode::NoError | Rcode::NxDomain => {}
        failed => return Meaning::Undecided(Uncertainty::Failed(failed)),
    }
    let own: Vec<Record> = at_name(answer, asked).cloned().collect();
    if !own.is_empty() {
        return existing(asked, answer, around, own);
    }
    if let Some(meaning) = elsewhere(asked, answer, around) {
        return meaning;
    }
    match answer.rcode {
        Rcode::NxDomain => Meaning::Absent(match around.empty_names {
            EmptyNames::Answered => Below::Absent,
            EmptyNames::Unknown | EmptyNames::Denied => Below::NotProved,
        }),
        _ => without_data(asked, answer, around),
    }
}

/// There are records at the name: its own, an alias, or those of a wildcard.
fn existing(asked: &Question, answer: &Answer, around: &Around<'_>, own: Vec<Record>) -> Meaning {
    let is_signed_wildcard = answer.wildcards.iter().any(|sign| sign.name == asked.name);
    match &around.wildcard {
        Wildcard::Steady(control) if is_same(&own, control) => return Meaning::FromWildcard(own),
        Wildcard::Rotating => return Meaning::Undecided(Uncertainty::RotatingWildcard),
        _ if is_signed_wildcard => return Meaning::FromWildcard(own),
        Wildcard::Steady(_) | Wildcard::None => {}
    }
    let mut own = own;
    let alias = own.iter().position(|record| record.rtype == RecordType::Cname);
    match alias.filter(|_| asked.rtype != RecordType::Cname) {
        Some(place) => {
            let alias = own.swap_remove(place);
            match answer.rcode {
                Rcode::NxDomain => Meaning::Dangling(alias),
                _ => Meaning::Alias(alias),
            }
        }
        None => Meaning::Records(own),
    }
}

/// Whoever answers is another zone: a child of the one that is examined, or its parent.
fn elsewhere(asked: &Question, answer: &Answer, around: &Around<'_>) -> Option<Meaning> {
    let zone = around.zone;
    let soa = answer.authority.iter().find(|record| record.rtype == RecordType::Soa);
    let is_below = |name: &DomainName| name != zone && name.is_within(zone);
    match soa {
        Some(soa) if is_below(&soa.name) => Some(Meaning::Delegated(soa.name.clone())),
        Some(soa) if soa.name != *zone && zone.is_within(&soa.name) => Some(Meaning::NoZone),
        Some(_) => None,
        None => {
            let mut referrals = answer.authority.iter();
            let cut = referrals.find(|record| {
                let is_above = asked.name.is_within(&record.name);
                record.rtype == RecordType::Ns && is_below(&record.name) && is_above
            })?;
            Some(Meaning::Delegated(cut.name.clone()))
        }
    }
}

/// The resolver knows the name, but no record of the type.
fn without_data(asked: &Question, answer: &Answer, around: &Around<'_>) -> Meaning {
    for denial in &answer.denials {
        let Denial::Nsec { owner, next, types } = denial else { continue };
        if *owner == asked.name {
            return at_owner(asked, next, types, around);
        }
        if next != owner && *next != asked.name && next.is_within(&asked.name) {
            return Meaning::EmptyName(Some(next.clone()));
        }
    }
    match around.wildcard {
        Wildcard::None => Meaning::OtherTypes(Vec::new()),
        // The wildcard would have answered for a name that does not exist.
        _ if !around.fills_empty_names => Meaning::OtherTypes(Vec::new()),
        _ => Meaning::Undecided(Uncertainty::FilledEmptyName),
    }
}

/// The proof is of the name itself, or was made for it alone.
fn at_owner(asked: &Question, next: &DomainName, types: &[u16], around: &Around<'_>) -> Meaning {
    let others = types.iter().copied().filter(|number| !OF_PROOFS.contains(number));
    if types.iter().any(|number| NXNAME.contains(number)) {
        return Meaning::Absent(Below::Absent);
    }
    let others: Vec<u16> = others.collect();
    let is_minimal =
        next.as_str().starts_with("\\000.") && parent(next.as_str()) == Some(asked.name.as_str());
    match (others.is_empty(), is_minimal) {
        (true, true) if around.marks_absent_names => Meaning::EmptyName(None),
        (true, true) => Meaning::Undecided(Uncertainty::SameProof),
        _ => Meaning::OtherTypes(others),
    }
}

/// The records at the name that was asked for: of the type, and its alias.
fn at_name<'a>(answer: &'a Answer, asked: &'a Question) -> impl Iterator<Item = &'a Record> {
    answer.records.iter().filter(|record| {
        let is_meant = record.rtype == asked.rtype || record.rtype == RecordType::Cname;
        record.name == asked.name && is_meant
    })
}

/// The first records of a type, or the alias that leads to them, whatever they are called.
fn of_type(answer: &Answer, rtype: &RecordType) -> Vec<Record> {
    let Some(first) = answer.records.first() else { return Vec::new() };
    let is_meant = |record: &&Record| {
        record.name == first.name && (record.rtype == *rtype || record.rtype == RecordType::Cname)
    };
    answer.records.iter().filter(is_meant).cloned().collect()
}

/// Whether two sets have the same types and data, whatever their names, order and TTLs.
pub(super) fn is_same(some: &[Record], others: &[Record]) -> bool {
    let is_in = |record: &Record, set: &[Record]| {
        set.iter().any(|other| other.rtype == record.rtype && other.rdata == record.rdata)
    };
    some.iter().all(|record| is_in(record, others))
        && others.iter().all(|record| is_in(record, some))
}
