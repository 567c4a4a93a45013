//! What the resolvers said, over a reload of the page: comparisons rest on it.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::Hunt;
use super::topic::Topic;
use crate::evidence::{
    Below, Hearing, Meaning, NameState, Question, Rcode, Testimony, Uncertainty, Voice, agree,
};
use crate::name::DomainName;
use crate::provider::loose;
use crate::record::{Record, RecordType};
use crate::snapshot::{self, SnapshotItem};

/// A question with what each resolver said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptHearing {
    name: String,
    rtype: String,
    said: Vec<KeptTestimony>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct KeptTestimony {
    resolver: String,
    /// Milliseconds since 1970.
    at: i64,
    rcode: Option<u16>,
    is_validated: bool,
    meaning: Option<KeptMeaning>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum KeptMeaning {
    Records(Vec<String>),
    FromWildcard(Vec<String>),
    Alias(String),
    Dangling(String),
    OtherTypes(Vec<u16>),
    EmptyName(Option<String>),
    Absent { with_all_below: bool },
    Delegated(String),
    NoZone,
    Failed(u16),
    Filtered,
    RotatingWildcard,
    FilledEmptyName,
    SameProof,
}

impl Hunt {
    /// The hearings that are kept: not those of names that were only guessed, and are absent.
    pub(super) fn keep_hearings(&self) -> Vec<KeptHearing> {
        let is_kept = |hearing: &&Hearing| {
            let candidate = self.candidates.get(&hearing.question.name);
            candidate.is_some_and(|own| {
                own.is_known || !matches!(own.state, Some(NameState::Absent(_)) | None)
            })
        };
        self.picture.asked.iter().filter(is_kept).map(KeptHearing::of).collect()
    }

    pub(super) fn restore_hearing(&mut self, kept: &KeptHearing) {
        let Some(hearing) = kept.read() else { return };
        let mut topic = Topic::new(self.resolvers.len(), true);
        topic.hearing = Some(self.picture.asked.len());
        if self.topics.insert(hearing.question.clone(), topic).is_none() {
            self.picture.asked.push(hearing);
        }
    }
}

impl KeptHearing {
    fn of(hearing: &Hearing) -> Self {
        let said = hearing.testimonies.iter().map(|own| KeptTestimony {
            resolver: own.resolver.clone(),
            at: own.at.timestamp_millis(),
            rcode: own.rcode.map(number),
            is_validated: own.is_validated,
            meaning: own.meaning.as_ref().map(KeptMeaning::of),
        });
        Self {
            name: hearing.question.name.as_str().to_owned(),
            rtype: hearing.question.rtype.raw().to_owned(),
            said: said.collect(),
        }
    }

    fn read(&self) -> Option<Hearing> {
        let name = DomainName::parse(&self.name).ok()?;
        let question = Question { name, rtype: RecordType::parse(&self.rtype) };
        let testimonies: Option<Vec<Testimony>> =
            self.said.iter().map(KeptTestimony::read).collect();
        let testimonies = testimonies?;
        let voice = |own: &Testimony| Voice { meaning: own.meaning.clone(), is_honest: true };
        let agreement = agree(&testimonies.iter().map(voice).collect::<Vec<_>>());
        Some(Hearing { question, testimonies, agreement })
    }
}

impl KeptTestimony {
    fn read(&self) -> Option<Testimony> {
        let meaning = match &self.meaning {
            Some(meaning) => Some(meaning.read()?),
            None => None,
        };
        Some(Testimony {
            resolver: self.resolver.clone(),
            at: DateTime::from_timestamp_millis(self.at)?,
            rcode: self.rcode.map(rcode),
            is_validated: self.is_validated,
            meaning,
        })
    }
}

impl KeptMeaning {
    fn of(meaning: &Meaning) -> Self {
        let all = |records: &[Record]| records.iter().map(snapshot::item).collect();
        let text = |name: &DomainName| name.as_str().to_owned();
        match meaning {
            Meaning::Records(records) => Self::Records(all(records)),
            Meaning::FromWildcard(records) => Self::FromWildcard(all(records)),
            Meaning::Alias(alias) => Self::Alias(snapshot::item(alias)),
            Meaning::Dangling(alias) => Self::Dangling(snapshot::item(alias)),
            Meaning::OtherTypes(types) => Self::OtherTypes(types.clone()),
            Meaning::EmptyName(next) => Self::EmptyName(next.as_ref().map(text)),
            Meaning::Absent(below) => Self::Absent { with_all_below: *below == Below::Absent },
            Meaning::Delegated(cut) => Self::Delegated(text(cut)),
            Meaning::NoZone => Self::NoZone,
            Meaning::Undecided(uncertainty) => match uncertainty {
                Uncertainty::Failed(rcode) => Self::Failed(number(*rcode)),
                Uncertainty::Filtered => Self::Filtered,
                Uncertainty::RotatingWildcard => Self::RotatingWildcard,
                Uncertainty::FilledEmptyName => Self::FilledEmptyName,
                Uncertainty::SameProof => Self::SameProof,
            },
        }
    }

    fn read(&self) -> Option<Meaning> {
        let all = |items: &[String]| -> Option<Vec<Record>> {
            items.iter().map(|item| record(item)).collect()
        };
        let name = |text: &String| DomainName::parse(text).ok();
        Some(match self {
            Self::Records(items) => Meaning::Records(all(items)?),
            Self::FromWildcard(items) => Meaning::FromWildcard(all(items)?),
            Self::Alias(item) => Meaning::Alias(record(item)?),
            Self::Dangling(item) => Meaning::Dangling(record(item)?),
            Self::OtherTypes(types) => Meaning::OtherTypes(types.clone()),
            Self::EmptyName(next) => Meaning::EmptyName(next.as_ref().and_then(name)),
            Self::Absent { with_all_below: true } => Meaning::Absent(Below::Absent),
            Self::Absent { with_all_below: false } => Meaning::Absent(Below::NotProved),
            Self::Delegated(cut) => Meaning::Delegated(name(cut)?),
            Self::NoZone => Meaning::NoZone,
            Self::Failed(number) => Meaning::Undecided(Uncertainty::Failed(rcode(*number))),
            Self::Filtered => Meaning::Undecided(Uncertainty::Filtered),
            Self::RotatingWildcard => Meaning::Undecided(Uncertainty::RotatingWildcard),
            Self::FilledEmptyName => Meaning::Undecided(Uncertainty::FilledEmptyName),
            Self::SameProof => Meaning::Undecided(Uncertainty::SameProof),
        })
    }
}

/// A record in the form that snapshots have.
pub(super) fn record(item: &str) -> Option<Record> {
    loose::object::<SnapshotItem<'_>>(item)?.record()
}

/// The number of an outcome (RFC 1035, section 4.1.1).
fn number(rcode: Rcode) -> u16 {
    match rcode {
        Rcode::NoError => 0,
        Rcode::ServFail => 2,
        Rcode::NxDomain => 3,
        Rcode::Refused => 5,
        Rcode::Other(number) => number,
    }
}

fn rcode(number: u16) -> Rcode {
    match number {
        0 => Rcode::NoError,
        2 => Rcode::ServFail,
        3 => Rcode::NxDomain,
        5 => Rcode::Refused,
        other => Rcode::Other(other),
    }
}
