//! What the resolvers said of one set of records, in all hearings: only those that passed their tests count, and
//! each of them is one voice however often it was asked.

use std::collections::BTreeMap;

use super::Served;
use super::made::made_by_provider;
use super::normal::normal;
use crate::evidence::{Agreement, Hearing, Meaning};
use crate::record::{Record, RecordType};

/// What a resolver said of the set, once.
#[derive(Clone, Debug)]
pub(super) enum Statement<'a> {
    /// These records, each by its normal form.
    Set { records: BTreeMap<String, &'a Record>, is_from_wildcard: bool },
    /// None.
    Nothing,
}

/// All that was said of the set, in the order of the hearings.
#[derive(Debug)]
pub(super) struct Voices<'a> {
    told: Vec<(&'a str, Statement<'a>)>,
    /// How often it was asked for.
    pub hearings: usize,
    /// Whether the hearings themselves let only one resolver count.
    is_one: bool,
}

impl<'a> Voices<'a> {
    pub fn of(held: &[Record], hearings: &'a [Hearing], about: &Served<'_>) -> Self {
        let mut voices = Self { told: Vec::new(), hearings: 0, is_one: false };
        let Some(first) = held.first() else { return voices };
        let own: Vec<String> = held.iter().map(normal).collect();
        // An alias comes with any type (RFC 1034, section 3.6.2).
        let is_alias = first.rtype == RecordType::Cname;
        let is_asked = |hearing: &&Hearing| {
            let question = &hearing.question;
            question.name == first.name && (is_alias || question.rtype == first.rtype)
        };
        for hearing in hearings.iter().filter(is_asked) {
            voices.hearings += 1;
            voices.is_one = hearing.agreement == Agreement::OneSaysAbsent;
            for testimony in &hearing.testimonies {
                let meaning = testimony.meaning.as_ref().filter(|_| about.trusts(testimony));
                let told = meaning.and_then(|meaning| told(meaning, first, &own, about));
                voices.told.extend(told.map(|told| (testimony.resolver.as_str(), told)));
            }
        }
        voices
    }

    /// The sets that were told, from the first to the last.
    pub fn sets(&self) -> impl Iterator<Item = &BTreeMap<String, &'a Record>> {
        self.told.iter().filter_map(|(_, told)| match told {
            Statement::Set { records, .. } => Some(records),
            Statement::Nothing => None,
        })
    }

    /// Whether every set comes from a wildcard.
    pub fn are_from_wildcard(&self) -> bool {
        !self
            .told
            .iter()
            .any(|(_, told)| matches!(told, Statement::Set { is_from_wildcard: false, .. }))
    }

    /// How many resolvers have records, and how many have none, by what each said last.
    pub fn sides(&self) -> (usize, usize) {
        let last: BTreeMap<&str, &Statement<'_>> =
            self.told.iter().map(|(resolver, told)| (*resolver, told)).collect();
        let none = last.values().filter(|told| matches!(told, Statement::Nothing)).count();
        (last.len() - none, none)
    }

    /// Whether at least two resolvers say that there is nothing, each time that they were asked.
    pub fn are_agreed_on_nothing(&self) -> bool {
        !self.is_one && self.sets().next().is_none() && self.sides().1 >= 2
    }
}

/// What a meaning says of the type; `None` if nothing certain. What the provider adds by itself is left out.
fn told<'a>(
    meaning: &'a Meaning,
    first: &Record,
    own: &[String],
    about: &Served<'_>,
) -> Option<Statement<'a>> {
    let (records, is_from_wildcard) = match meaning {
        Meaning::Records(records) => (records.as_slice(), false),
        Meaning::FromWildcard(records) => (records.as_slice(), true),
        Meaning::Alias(alias) | Meaning::Dangling(alias) => (std::slice::from_ref(alias), false),
        Meaning::OtherTypes(_) | Meaning::EmptyName(_) | Meaning::Absent(_) => (&[][..], false),
        // What another zone holds says nothing of this one.
        Meaning::Delegated(_) | Meaning::NoZone | Meaning::Undecided(_) => return None,
    };
    let is_meant = |record: &&Record| {
        let is_type = record.rtype == first.rtype || record.rtype == RecordType::Cname;
        let is_made = about.provider().is_some_and(|provider| made_by_provider(record, provider));
        is_type && (!is_made || own.contains(&normal(record)))
    };
    let records: BTreeMap<String, &Record> =
        records.iter().filter(is_meant).map(|record| (normal(record), record)).collect();
    Some(match records.is_empty() {
        true => Statement::Nothing,
        false => Statement::Set { records, is_from_wildcard },
    })
}
