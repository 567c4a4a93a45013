//! What is known of a zone from DNS: the records that were found, how and who says so, and the state of every
//! name that was asked for. The hunt fills it; comparison, unknowns and reports read it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Agreement, Below, Meaning, Question, Rcode, Uncertainty};
use crate::name::DomainName;
use crate::record::{Record, Ttl};

/// Everything that is known of a zone from DNS.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The apex of the zone.
    pub zone: DomainName,
    /// The records that exist, each once, in the order in which they were found.
    pub finds: Vec<Find>,
    /// The state of each name that was asked for, and of those in between.
    pub names: BTreeMap<DomainName, NameState>,
    /// What each question came to.
    pub asked: Vec<Hearing>,
    /// Whether a walk along the proofs has come back to the apex: then nothing is missing.
    pub is_complete: bool,
}

/// A record that exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Find {
    /// The record. Its TTL is the longest that was seen: that of the zone is no less.
    pub record: Record,
    /// What led to its name.
    pub lead: Lead,
    /// When it was first seen.
    pub at: DateTime<Utc>,
}

/// TTLs that zones usually have, in seconds.
const USUAL: [u32; 12] =
    [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400];

impl Find {
    /// The record as a zone would hold it. A resolver tells no more than how long it may keep the record from now
    /// on (RFC 8484, section 5.1), so the TTL is assumed: the next usual one.
    #[must_use]
    pub fn to_hold(&self) -> Record {
        let least = self.record.ttl.seconds().unwrap_or_default();
        let usual = USUAL.into_iter().find(|usual| *usual >= least).unwrap_or(least);
        Record { ttl: Ttl::Assumed(usual), ..self.record.clone() }
    }
}

/// What led to a name: how it came to be asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lead {
    /// It is the apex.
    Apex,
    /// The list of names that are common.
    Common,
    /// The list of names that services use.
    Service,
    /// The list of selectors of DKIM keys.
    Selector,
    /// A record found before refers to it, or implies it: the owner name of that record.
    Mined(DomainName),
    /// A proof that another name does not exist names it.
    Denial,
    /// A certificate names it.
    Certificate,
    /// The user pasted it.
    Pasted,
    /// A zone file of the user has it.
    File,
    /// The provider has it.
    Provider,
}

/// What is known of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameState {
    /// It has records.
    Exists,
    /// It exists, but none of the types that were asked for has records.
    Opaque,
    /// It has no records of its own, but names below it.
    Empty,
    /// It answers from a wildcard only.
    Wildcard,
    /// It is handed to other name servers, and nothing below it belongs to the zone.
    Delegated,
    /// It does not exist. Two resolvers say so of a name that is known from elsewhere; one is enough for a name
    /// that was only guessed.
    Absent(Below),
    /// Nothing certain.
    Undecided(Doubt),
}

/// Why nothing is certain about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The resolvers contradict each other, also when they were asked again.
    Split,
    /// Only one resolver could be heard, and it says that there is nothing.
    OneVoice,
    /// What they answered proves nothing.
    Answer(Uncertainty),
    /// No resolver gave a usable answer.
    Silent,
}

/// A question, and what all that were asked said.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    /// The question.
    pub question: Question,
    /// What each resolver said, the latest of each.
    pub testimonies: Vec<Testimony>,
    /// What they say together.
    pub agreement: Agreement,
}

/// What one resolver said.
#[derive(Clone, Debug, PartialEq)]
pub struct Testimony {
    /// The name of the resolver.
    pub resolver: String,
    /// When it answered.
    pub at: DateTime<Utc>,
    /// The outcome; `None` if there was no usable answer.
    pub rcode: Option<Rcode>,
    /// Whether it has validated the answer.
    pub is_validated: bool,
    /// What that means; `None` if there was no usable answer.
    pub meaning: Option<Meaning>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Rdata, RecordType};

    #[test]
    fn a_find_is_held_with_the_next_usual_ttl() {
        for (seen, held) in [(287, 300), (300, 300), (3_599, 3_600), (0, 60), (172_800, 172_800)] {
            let name = DomainName::parse("www.example.com").unwrap();
            let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
            let record = Record::new(name, RecordType::A, rdata, Ttl::Seconds(seen));
            let find = Find { record, lead: Lead::Common, at: DateTime::UNIX_EPOCH };
            assert_eq!(find.to_hold().ttl, Ttl::Assumed(held));
        }
    }
}
