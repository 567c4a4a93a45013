//! A hunt over a reload of the page: what was found and what is left to ask. Questions that were answered are not
//! asked again; controls are, and so are the tests of the resolvers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::candidates::Cut;
use super::kept_hearings::KeptHearing;
use super::walk::Walk;
use super::{Hunt, HuntPhase, ResolverSpec, kept_hearings, mine};
use crate::evidence::{Below, Find, Lead, NameState};
use crate::name::DomainName;
use crate::provider::loose;
use crate::record::RecordType;
use crate::snapshot::{self, is_false};

/// What is kept of a hunt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    zone: String,
    asked: u32,
    /// Whether nothing is left to ask.
    #[serde(skip_serializing_if = "is_false")]
    pub is_over: bool,
    /// Whether the walk along the proofs is over, and whether it came back.
    is_walked: bool,
    is_complete: bool,
    finds: Vec<KeptFind>,
    /// The names that are settled or wait, but for those of the lists that wait.
    names: Vec<KeptName>,
    hearings: Vec<KeptHearing>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct KeptName {
    name: String,
    lead: String,
    /// A word for the state of a name that is settled.
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(skip_serializing_if = "is_false")]
    is_known: bool,
    /// The types that records known from elsewhere have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    types: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct KeptFind {
    /// The record as snapshots have it.
    record: String,
    lead: String,
    /// Milliseconds since 1970.
    at: i64,
}

impl Kept {
    /// The text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        loose::write(self)
    }

    /// Reads a text that was kept; `None` if it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        loose::object(text)
    }
}

impl Hunt {
    /// What is to be kept.
    #[must_use]
    pub fn keep(&self) -> Kept {
        let mut kept = Kept {
            zone: self.zone.as_str().to_owned(),
            asked: self.asked,
            is_over: matches!(self.phase(), HuntPhase::Done | HuntPhase::Stopped(_)),
            is_walked: self.walk == Walk::End,
            is_complete: self.picture.is_complete,
            ..Kept::default()
        };
        kept.hearings = self.keep_hearings();
        kept.finds = self.picture.finds.iter().map(KeptFind::of).collect();
        for (name, candidate) in &self.candidates {
            let is_left = *name == self.zone && !kept.is_walked;
            let state = candidate.state.as_ref().filter(|_| candidate.is_settled && !is_left);
            let state = state.and_then(state_word).unwrap_or_default().to_owned();
            if !state.is_empty() || candidate.is_known || !candidate.lead.is_of_list() {
                kept.names.push(KeptName {
                    name: name.as_str().to_owned(),
                    lead: lead_words(&candidate.lead),
                    state,
                    is_known: candidate.is_known,
                    types: candidate.known.iter().map(|rtype| rtype.raw().to_owned()).collect(),
                });
            }
        }
        kept
    }

    /// The hunt that was kept, for the same zone. `None` if it was for another one, or as in [`Self::new`].
    #[must_use]
    pub fn again(
        kept: &Kept,
        zone: DomainName,
        resolvers: Vec<ResolverSpec>,
        seed: u32,
    ) -> Option<Self> {
        if kept.zone != zone.as_str() {
            return None;
        }
        let mut hunt = Self::new(zone, resolvers, seed)?;
        hunt.asked = kept.asked;
        hunt.picture.is_complete = kept.is_complete;
        if kept.is_walked {
            hunt.walk = Walk::End;
        }
        kept.names.iter().for_each(|own| hunt.restore(own));
        kept.hearings.iter().for_each(|own| hunt.restore_hearing(own));
        for find in kept.finds.iter().filter_map(KeptFind::read) {
            hunt.restore_find(find);
        }
        Some(hunt)
    }

    fn restore(&mut self, own: &KeptName) {
        let Ok(name) = DomainName::parse(&own.name) else { return };
        let Some(lead) = read_lead(&own.lead) else { return };
        self.add(&name, &lead);
        let Some(candidate) = self.candidates.get_mut(&name) else { return };
        candidate.lead = lead;
        candidate.is_known |= own.is_known;
        candidate.known.extend(own.types.iter().map(|rtype| RecordType::parse(rtype)));
        let Some(state) = read_state(&own.state) else { return };
        candidate.is_kept = true;
        if state == NameState::Delegated {
            self.cut(&name, Cut::Delegation);
        }
        self.settle(&name, state, true);
    }

    fn restore_find(&mut self, find: Find) {
        if !find.record.name.is_within(&self.zone) {
            return;
        }
        if find.record.rtype == RecordType::numbered(39) {
            self.cut(&find.record.name, Cut::Dname);
        }
        self.mine(&find.record);
        for name in mine::neighbours(&find.record.name) {
            self.add(&name, &Lead::Mined(find.record.name.clone()));
        }
        self.picture.finds.push(find);
    }
}

impl KeptFind {
    fn of(find: &Find) -> Self {
        Self {
            record: snapshot::item(&find.record),
            lead: lead_words(&find.lead),
            at: find.at.timestamp_millis(),
        }
    }

    fn read(&self) -> Option<Find> {
        let at: DateTime<Utc> = DateTime::from_timestamp_millis(self.at)?;
        let record = kept_hearings::record(&self.record)?;
        Some(Find { record, lead: read_lead(&self.lead)?, at })
    }
}

impl Lead {
    /// Whether a list has the name, which every hunt begins with.
    fn is_of_list(&self) -> bool {
        matches!(self, Self::Apex | Self::Common | Self::Service | Self::Selector)
    }
}

/// A word for a state that needs no further question.
fn state_word(state: &NameState) -> Option<&'static str> {
    Some(match state {
        NameState::Exists => "exists",
        NameState::Opaque => "opaque",
        NameState::Empty => "empty",
        NameState::Wildcard => "wildcard",
        NameState::Delegated => "delegated",
        NameState::Absent(Below::Absent) => "absent",
        NameState::Absent(Below::NotProved) => "absent-here",
        NameState::Undecided(_) => return None,
    })
}

fn read_state(word: &str) -> Option<NameState> {
    Some(match word {
        "exists" => NameState::Exists,
        "opaque" => NameState::Opaque,
        "empty" => NameState::Empty,
        "wildcard" => NameState::Wildcard,
        "delegated" => NameState::Delegated,
        "absent" => NameState::Absent(Below::Absent),
        "absent-here" => NameState::Absent(Below::NotProved),
        _ => return None,
    })
}

fn lead_words(lead: &Lead) -> String {
    match lead {
        Lead::Apex => "apex",
        Lead::Common => "common",
        Lead::Service => "service",
        Lead::Selector => "selector",
        Lead::Denial => "denial",
        Lead::Certificate => "certificate",
        Lead::Pasted => "pasted",
        Lead::File => "file",
        Lead::Provider => "provider",
        Lead::Mined(from) => return format!("mined {from}"),
    }
    .to_owned()
}

fn read_lead(words: &str) -> Option<Lead> {
    Some(match words {
        "apex" => Lead::Apex,
        "common" => Lead::Common,
        "service" => Lead::Service,
        "selector" => Lead::Selector,
        "denial" => Lead::Denial,
        "certificate" => Lead::Certificate,
        "pasted" => Lead::Pasted,
        "file" => Lead::File,
        "provider" => Lead::Provider,
        _ => Lead::Mined(DomainName::parse(words.strip_prefix("mined ")?).ok()?),
    })
}
