//! What one resolver said to one question, in a form that is kept and reported: who was asked, when, and what the
//! answer meant.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Hearing, Meaning, Testimony};
use crate::foreign::Foreign;
use crate::record::Record;

/// A question to one resolver, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// The name that was asked for.
    pub name: Foreign,
    /// The type.
    #[serde(rename = "type")]
    pub rtype: Foreign,
    /// The resolver.
    pub resolver: Foreign,
    /// When it answered.
    pub at: DateTime<Utc>,
    /// Whether it has validated the answer.
    #[serde(rename = "validated")]
    pub is_validated: bool,
    /// What the answer means, in a word or two.
    pub meaning: Foreign,
    /// The contents of the records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<Foreign>,
}

impl Witness {
    /// One for each resolver that was asked.
    #[must_use]
    pub fn of(hearing: &Hearing) -> Vec<Self> {
        let question = &hearing.question;
        let witness = |own: &Testimony| {
            let records = own.meaning.as_ref().map_or(&[][..], records);
            Self {
                name: question.name.as_str().into(),
                rtype: question.rtype.raw().into(),
                resolver: own.resolver.as_str().into(),
                at: own.at,
                is_validated: own.is_validated,
                meaning: own.meaning.as_ref().map_or("no usable answer", word).into(),
                contents: records.iter().map(whole_content).collect(),
            }
        };
        hearing.testimonies.iter().map(witness).collect()
    }
}

/// The content of a record with its priority.
pub(super) fn whole_content(record: &Record) -> Foreign {
    match record.priority() {
        Some(priority) => [&priority.to_string(), " ", record.content().raw()].concat().into(),
        None => record.content(),
    }
}

fn records(meaning: &Meaning) -> &[Record] {
    match meaning {
        Meaning::Records(records) | Meaning::FromWildcard(records) => records,
        Meaning::Alias(alias) | Meaning::Dangling(alias) => std::slice::from_ref(alias),
        _ => &[],
    }
}

fn word(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Records(_) => "records",
        Meaning::FromWildcard(_) => "from a wildcard",
        Meaning::Alias(_) => "alias",
        Meaning::Dangling(_) => "alias of an absent name",
        Meaning::OtherTypes(_) => "no record of the type",
        Meaning::EmptyName(_) => "empty name",
        Meaning::Absent(_) => "absent",
        Meaning::Delegated(_) => "delegated",
        Meaning::NoZone => "not delegated",
        Meaning::Undecided(_) => "undecided",
    }
}
