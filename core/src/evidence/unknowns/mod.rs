//! What exists in a zone and was not found: keys whose names nobody can guess, empty names, records that a service
//! needs. Each is closed by what turns up, or dismissed by the user with a reason.

mod bound;
mod dismissals;
mod implied;
#[cfg(test)]
mod implied_tests;
mod names;
mod table;
#[cfg(test)]
mod tests;

pub use dismissals::{Dismissal, Dismissals};
pub use implied::{Usual, usual};
pub(super) use table::latest;
pub use table::{Necessity, ValueKind};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Doubt, Hearing, NameState, Picture, Question};
use crate::fingerprint::Fingerprint;
use crate::knowledge::{Service, Sign, signs};
use crate::name::{DomainName, parent};
use crate::provider::Provider;
use crate::record::{Record, RecordType};

/// Something that exists and was not found.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// What it is.
    pub kind: UnknownKind,
    /// The name that it is at or below.
    pub name: DomainName,
    /// The services that it concerns.
    pub services: Vec<&'static Service>,
    /// Why it is thought to exist.
    pub evidence: Evidence,
    /// Records that would close it. None of them is found: each is to be asked for first.
    pub proposals: Vec<Proposal>,
}

/// What kind of thing was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnknownKind {
    /// DKIM keys: there are names below `_domainkey`, and no selector is known.
    Dkim,
    /// A name exists only because others are below it, and none of them is known.
    EmptyName,
    /// A record that a service needs.
    Implied,
    /// A name of a certificate that answers, and that neither side has.
    Certificate,
    /// A name exists, but none of the types that were asked for has records.
    Opaque,
    /// A part of the zone is handed to other name servers, and the records for that are missing.
    Delegation,
    /// Nothing certain could be heard.
    Undecided,
    /// A service that works only with the provider that the zone leaves.
    StaysBehind,
}

impl UnknownKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Dkim,
        Self::EmptyName,
        Self::Implied,
        Self::Certificate,
        Self::Opaque,
        Self::Delegation,
        Self::Undecided,
        Self::StaysBehind,
    ];

    /// The word in ids and reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dkim => "dkim",
            Self::EmptyName => "empty-name",
            Self::Implied => "implied",
            Self::Certificate => "certificate",
            Self::Opaque => "opaque",
            Self::Delegation => "delegation",
            Self::Undecided => "undecided",
            Self::StaysBehind => "stays-behind",
        }
    }
}

/// Why something is thought to exist.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// What the resolvers said of the name; the hearings are in the picture.
    Name(NameState),
    /// Nothing certain was heard of these names, for one reason.
    Names(Doubt, Vec<DomainName>),
    /// A record of this name and type tells of a service.
    Sign {
        /// The sign.
        sign: Sign,
        /// The name of the record.
        owner: DomainName,
        /// Its type.
        rtype: RecordType,
    },
    /// A record that cannot go along.
    Record(Box<Record>),
}

/// A record that may exist. It is offered as a proposal and never counts as found.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The record.
    pub record: Record,
    /// Where its value comes from.
    pub value: ValueKind,
    /// What to ask first: only if it is answered does the record lead anywhere.
    pub ask: Question,
}

/// Names an unknown as long as its kind, name and service stay the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnknownId(String);

impl UnknownId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Unknown {
    fn new(kind: UnknownKind, name: DomainName, evidence: Evidence) -> Self {
        Self { kind, name, services: Vec::new(), evidence, proposals: Vec::new() }
    }

    /// Its id. Services that merely join an entry do not change it.
    #[must_use]
    pub fn id(&self) -> UnknownId {
        let detail = match (&self.evidence, self.services.first()) {
            (Evidence::Names(doubt, _), _) => names::word(*doubt),
            (Evidence::Sign { .. }, Some(service)) => service.name,
            _ => "",
        };
        let words = [self.kind.word(), self.name.as_str(), detail];
        UnknownId(words.join(" ").trim_end().to_owned())
    }

    /// A text that changes with the evidence, so that a dismissal does not outlive it. It may also change with the
    /// page's version: then the user is asked once more.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = match &self.evidence {
            Evidence::Name(state) => format!("{state:?}"),
            Evidence::Names(doubt, names) => format!("{doubt:?} {names:?}"),
            Evidence::Sign { sign, owner, rtype } => format!("{} {owner} {rtype:?}", sign.sign),
            Evidence::Record(record) => record.identity(),
        };
        self.services.iter().for_each(|service| text.extend(["|", service.name]));
        self.proposals.iter().for_each(|own| text.extend(["|", &*own.record.identity()]));
        let mut fingerprint = String::new();
        Fingerprint::of(&text).push_to(&mut fingerprint);
        fingerprint
    }

    /// The hearings that it rests on.
    pub fn hearings<'p>(&self, picture: &'p Picture) -> impl Iterator<Item = &'p Hearing> {
        let names: Vec<DomainName> = match &self.evidence {
            Evidence::Names(_, names) => names.clone(),
            Evidence::Sign { owner, .. } => vec![owner.clone()],
            _ => vec![self.name.clone()],
        };
        picture.asked.iter().filter(move |hearing| names.contains(&hearing.question.name))
    }
}

/// What exists and was not found. `known` are all records of both sides, held or accepted; `certificates` the names
/// of certificates; `target` the provider that the zone goes to. A walk that came back to the apex proves that no
/// name is missing, so it leaves only what is not about names.
#[must_use]
pub fn unknowns(
    picture: &Picture,
    known: &[Record],
    certificates: &[DomainName],
    target: Option<Provider>,
) -> Vec<Unknown> {
    let case = Case::new(picture, known, target);
    let mut found = names::keys(&case);
    let needed = implied::needed(&case, &mut found);
    found.extend(names::empty(&case));
    found.extend(needed);
    found.extend(names::of_certificates(&case, certificates));
    found.extend(names::opaque(&case));
    found.extend(names::delegated(&case));
    found.extend(names::undecided(&case));
    found.extend(bound::stays_behind(&case));
    found
}

/// All that is known of a zone, for the rules of each kind.
struct Case<'a> {
    picture: &'a Picture,
    /// The records of both sides, and their names.
    known: &'a [Record],
    held: BTreeSet<&'a DomainName>,
    /// These, and those that resolvers gave, by name.
    by_name: BTreeMap<&'a DomainName, Vec<&'a Record>>,
    /// Every name above a known one.
    above: BTreeSet<&'a str>,
    target: Option<Provider>,
}

impl<'a> Case<'a> {
    fn new(picture: &'a Picture, known: &'a [Record], target: Option<Provider>) -> Self {
        let (mut by_name, mut above) = (BTreeMap::<_, Vec<_>>::new(), BTreeSet::new());
        for record in picture.finds.iter().map(|find| &find.record).chain(known) {
            by_name.entry(&record.name).or_default().push(record);
            let mut name = parent(record.name.as_str());
            while let Some(own) = name.filter(|own| above.insert(*own)) {
                name = parent(own);
            }
        }
        let held = known.iter().map(|record| &record.name).collect();
        Self { picture, known, held, by_name, above, target }
    }

    fn zone(&self) -> &'a DomainName {
        &self.picture.zone
    }

    fn records(&self) -> impl Iterator<Item = &'a Record> + '_ {
        self.by_name.values().flatten().copied()
    }

    /// What tells of services, in an order that does not depend on when it was found.
    fn signs(&self) -> Vec<(&'a Record, Sign)> {
        let own = |record: &'a Record| {
            signs(record, self.zone()).into_iter().map(move |sign| (record, sign))
        };
        let mut found: Vec<_> = self.records().flat_map(own).collect();
        found.sort_by_key(|(record, sign)| (&record.name, sign.sign));
        found
    }

    fn at(&self, name: &DomainName) -> &[&'a Record] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    fn has_below(&self, name: &DomainName) -> bool {
        self.above.contains(name.as_str())
    }
}
