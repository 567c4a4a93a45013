//! What the world sees of a set of records that a provider or a file holds: the same, something else, or nothing.
//! Where a provider answers otherwise on purpose, that is said and no alarm; one resolver alone makes nothing gone.

mod alike;
mod explain;
mod made;
mod normal;
#[cfg(test)]
mod tests;
mod voices;

pub use alike::{Alike, many_alike};
pub use explain::{StandsFor, stands_for};
pub use made::made_by_provider;
pub use normal::Likeness;

use std::collections::{BTreeMap, BTreeSet};

use normal::{likeness, normal};
use voices::Voices;

use super::{Hearing, Testimony};
use crate::name::DomainName;
use crate::provider::Provider;
use crate::record::{Record, RecordType, Ttl};

/// How often a set is asked for before it counts as one that keeps changing.
const ASKS: usize = 5;
/// The longest TTL of sets that rotate by design, in seconds.
const ROTATES: u32 = 60;

/// Who serves the zone, and who was heard.
#[derive(Clone, Copy, Debug, Default)]
pub struct Served<'a> {
    /// The provider that holds the records, if one does.
    pub holder: Option<Provider>,
    /// The name servers that the world sees. Whose they are decides how answers are explained: the holder may
    /// not be live yet.
    pub name_servers: &'a [DomainName],
    /// The resolvers that did not pass their tests.
    pub distrusted: &'a [String],
}

impl Served<'_> {
    /// Who answers for the zone.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        match self.name_servers {
            [] => self.holder,
            names => Provider::of_name_servers(names),
        }
    }

    fn trusts(&self, testimony: &Testimony) -> bool {
        !self.distrusted.contains(&testimony.resolver)
    }
}

/// What the world sees of a set of records.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// The same records, perhaps a part of them in each answer.
    Same,
    /// Some of them in each answer: the name servers choose.
    Subset,
    /// The addresses of what an alias leads to, because the name servers follow it.
    Flattened,
    /// The addresses of the provider's proxy: the origin is not visible.
    Proxied,
    /// The same records from a wildcard, which needs no record of its own here.
    Wildcard,
    /// Other records.
    Differs {
        /// What is seen.
        live: Vec<Record>,
        /// What they have in common.
        likeness: Option<Likeness>,
    },
    /// All of them, and these beside.
    ExtraMembers(Vec<Record>),
    /// All but these.
    MissingMembers(Vec<Record>),
    /// Nothing: at least two resolvers say so.
    Gone,
    /// Other records from ask to ask; these in all.
    Varies(Vec<Record>),
    /// Nothing certain.
    Undecided,
}

impl Seen {
    /// All words, in the order in which a filter offers them.
    pub const WORDS: [&'static str; 11] = [
        "same",
        "differs",
        "gone",
        "varies",
        "undecided",
        "extra",
        "missing",
        "subset",
        "flattened",
        "proxied",
        "wildcard",
    ];

    /// The word for the filter, as in `seen:differs`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Subset => "subset",
            Self::Flattened => "flattened",
            Self::Proxied => "proxied",
            Self::Wildcard => "wildcard",
            Self::Differs { .. } => "differs",
            Self::ExtraMembers(_) => "extra",
            Self::MissingMembers(_) => "missing",
            Self::Gone => "gone",
            Self::Varies(_) => "varies",
            Self::Undecided => "undecided",
        }
    }

    /// Whether the user has to look at it.
    #[must_use]
    pub fn is_alarm(&self) -> bool {
        matches!(
            self,
            Self::Differs { .. } | Self::ExtraMembers(_) | Self::MissingMembers(_) | Self::Gone
        )
    }
}

/// Compares a set of records of one name and type with what was heard of it. `hearings` are all of the name, as
/// often as it was asked for, and those of the host that an alias leads to; others are passed over. One resolver is
/// enough for what exists; what differs or is gone needs two.
#[must_use]
pub fn compare(held: &[Record], hearings: &[Hearing], about: &Served<'_>) -> Seen {
    let voices = Voices::of(held, hearings, about);
    if held.iter().any(|record| record.flaw.is_some()) {
        return Seen::Undecided;
    }
    // A disabled record is kept and not served.
    let served: Vec<&Record> = held.iter().filter(|record| !record.disabled).collect();
    if let Some(seen) = explain::explained(&served, &voices, hearings, about) {
        return seen;
    }
    let own: BTreeMap<String, &Record> =
        served.iter().map(|record| (normal(record), *record)).collect();
    match voices.sides() {
        (0, none) if own.is_empty() && none > 0 => Seen::Same,
        (0, _) if voices.are_agreed_on_nothing() => Seen::Gone,
        (0, _) => Seen::Undecided,
        (some, none) if none > 0 && (some <= none || some < 2) => Seen::Undecided,
        (some, _) => of_sets(&own, &voices, some, about),
    }
}

/// There are records: whether they are the ones that are held.
fn of_sets(
    own: &BTreeMap<String, &Record>,
    voices: &Voices<'_>,
    resolvers: usize,
    about: &Served<'_>,
) -> Seen {
    let all: BTreeMap<&String, &Record> =
        voices.sets().flatten().map(|(key, record)| (key, *record)).collect();
    if own.keys().eq(all.keys().copied()) {
        let is_of_wildcard = |record: &&Record| record.name.labels().next() == Some("*");
        let is_wildcard = own.values().any(is_of_wildcard);
        return match voices.are_from_wildcard() && !is_wildcard {
            true => Seen::Wildcard,
            false => Seen::Same,
        };
    }
    if is_part(own, &all, voices, about) {
        return Seen::Subset;
    }
    let live: Vec<Record> = all.values().map(|record| (*record).clone()).collect();
    let mut keys = voices.sets().map(|set| set.keys().collect::<BTreeSet<_>>());
    let first = keys.next().unwrap_or_default();
    match keys.all(|other| other == first) {
        // A cache may be old: one voice is no proof of a difference.
        true if resolvers < 2 => Seen::Undecided,
        true => difference(own, &all, live),
        false if voices.hearings >= ASKS || live.iter().all(rotates) => Seen::Varies(live),
        false => Seen::Undecided,
    }
}

/// Whether each answer holds as many of the addresses as the name servers give at once.
fn is_part(
    own: &BTreeMap<String, &Record>,
    all: &BTreeMap<&String, &Record>,
    voices: &Voices<'_>,
    about: &Served<'_>,
) -> bool {
    let members = about.provider().and_then(|provider| provider.answering().members);
    let Some(most) = members else { return false };
    let is_address = |record: &&Record| matches!(record.rtype, RecordType::A | RecordType::Aaaa);
    all.values().all(is_address)
        && all.keys().all(|key| own.contains_key(*key))
        && voices.sets().all(|set| set.len() <= most)
}

/// How a set that all see alike differs from the one that is held.
fn difference(
    own: &BTreeMap<String, &Record>,
    all: &BTreeMap<&String, &Record>,
    live: Vec<Record>,
) -> Seen {
    let extra: Vec<Record> = all
        .iter()
        .filter(|(key, _)| !own.contains_key(**key))
        .map(|(_, record)| (*record).clone())
        .collect();
    let missing: Vec<&Record> =
        own.iter().filter(|(key, _)| !all.contains_key(key)).map(|(_, record)| *record).collect();
    match (extra.is_empty(), missing.len()) {
        (false, 0) => Seen::ExtraMembers(extra),
        (true, some) if some < own.len() => {
            Seen::MissingMembers(missing.into_iter().cloned().collect())
        }
        _ => Seen::Differs { likeness: likeness(&missing, &extra), live },
    }
}

/// Whether a record may be replaced any minute.
fn rotates(record: &Record) -> bool {
    matches!(record.ttl, Ttl::Seconds(seconds) if seconds <= ROTATES)
}
