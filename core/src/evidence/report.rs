//! The report of what is known of a zone from DNS, as one model: words and Markdown are made of it in
//! [`crate::text`], JSON here. It holds what DNS shows to everybody, and never a key, an account or an id.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::edges::edge_dates;
use super::unknowns::latest;
use super::witness::whole_content;
use super::{Dismissal, Dismissals, Find, Lead, Picture, Trust, Unknown, Witness};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::Record;

/// The version of the JSON form.
const VERSION: u32 = 1;

/// What is known of a zone from DNS.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceReport {
    format: &'static str,
    version: u32,
    /// The apex of the zone.
    pub zone: String,
    /// When the report was made.
    pub written: DateTime<Utc>,
    /// When the first answer came.
    pub begun: Option<DateTime<Utc>>,
    /// When the last one came.
    pub ended: Option<DateTime<Utc>>,
    /// Whether a walk along the proofs has come back to the apex.
    #[serde(rename = "complete")]
    pub is_complete: bool,
    /// The resolvers that were asked.
    pub resolvers: Vec<ResolverLine>,
    /// How much of each.
    pub counts: EvidenceCounts,
    /// The records that exist.
    pub found: Vec<FoundLine>,
    /// What exists and was not found.
    pub unknown: Vec<UnknownLine>,
    /// What the user has dismissed.
    pub dismissed: Vec<DismissedLine>,
    /// What was asked, and who answered what.
    pub asked: Vec<Witness>,
    /// The lists that the judgement rests on.
    pub lists: Vec<ListDate>,
}

/// A resolver.
#[derive(Clone, Debug, Serialize)]
pub struct ResolverLine {
    /// Its name.
    pub name: Foreign,
    /// Whether its answers count.
    pub passed: bool,
    /// What the questions with a known answer showed.
    #[serde(skip)]
    pub trust: Trust,
}

/// How much the report holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceCounts {
    /// Questions.
    pub questions: usize,
    /// Answers of resolvers, also those that say nothing.
    pub answers: usize,
    /// Records that exist.
    pub found: usize,
    /// What is open.
    pub unknown: usize,
    /// What was dismissed.
    pub dismissed: usize,
}

/// A record that exists.
#[derive(Clone, Debug, Serialize)]
pub struct FoundLine {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub rtype: Foreign,
    /// Its content.
    pub content: Foreign,
    /// The longest TTL that was seen, in seconds; that of the zone is no less.
    pub ttl: Option<u32>,
    /// What led to its name.
    #[serde(serialize_with = "write_lead")]
    pub lead: Lead,
    /// When it was first seen.
    pub at: DateTime<Utc>,
}

/// Something that exists and was not found.
#[derive(Clone, Debug, Serialize)]
pub struct UnknownLine {
    /// Its kind, name and evidence.
    #[serde(flatten, serialize_with = "write_unknown")]
    pub unknown: Unknown,
    /// Contents of the records that are proposed.
    pub proposed: Vec<Foreign>,
    /// What was heard of it.
    pub heard: Vec<Witness>,
}

/// What the user has dismissed.
#[derive(Clone, Debug, Serialize)]
pub struct DismissedLine {
    /// Its kind, name and evidence.
    #[serde(flatten, serialize_with = "write_unknown")]
    pub unknown: Unknown,
    /// Why, when, and on which evidence.
    pub dismissal: Dismissal,
}

/// A list, and when it was last compared with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListDate {
    /// What the list is of.
    pub list: &'static str,
    /// The month.
    pub seen: &'static str,
}

impl EvidenceReport {
    /// The report of a picture, with what is unknown and what of that the user has dismissed.
    #[must_use]
    pub fn new(
        picture: &Picture,
        resolvers: &[(String, Trust)],
        unknowns: &[Unknown],
        dismissals: &Dismissals,
        written: DateTime<Utc>,
    ) -> Self {
        let asked: Vec<Witness> = picture.asked.iter().flat_map(Witness::of).collect();
        let found: Vec<FoundLine> = picture.finds.iter().map(found_line).collect();
        let unknown: Vec<UnknownLine> =
            dismissals.open(unknowns).map(|own| unknown_line(own, picture)).collect();
        let dismissed: Vec<DismissedLine> =
            unknowns.iter().filter_map(|own| dismissed_line(own, dismissals)).collect();
        let counts = EvidenceCounts {
            questions: picture.asked.len(),
            answers: asked.len(),
            found: found.len(),
            unknown: unknown.len(),
            dismissed: dismissed.len(),
        };
        Self {
            format: "zonesift-evidence",
            version: VERSION,
            zone: picture.zone.to_string(),
            written,
            begun: asked.iter().map(|witness| witness.at).min(),
            ended: asked.iter().map(|witness| witness.at).max(),
            is_complete: picture.is_complete,
            resolvers: resolvers.iter().map(resolver_line).collect(),
            counts,
            found,
            unknown,
            dismissed,
            asked,
            lists: lists(),
        }
    }

    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        // Every key is a text and every value has a form, so that nothing can fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn resolver_line((name, trust): &(String, Trust)) -> ResolverLine {
    ResolverLine { name: name.as_str().into(), passed: trust.is_honest(), trust: *trust }
}

fn found_line(find: &Find) -> FoundLine {
    let record = &find.record;
    FoundLine {
        name: record.name.to_string(),
        rtype: record.rtype.raw().into(),
        content: whole_content(record),
        ttl: record.ttl.seconds(),
        lead: find.lead.clone(),
        at: find.at,
    }
}

fn unknown_line(unknown: &Unknown, picture: &Picture) -> UnknownLine {
    let line = |record: &Record| -> Foreign {
        let (name, rtype) = (record.name.as_str(), record.rtype.raw());
        [name, " ", rtype, " ", whole_content(record).raw()].concat().into()
    };
    UnknownLine {
        unknown: unknown.clone(),
        proposed: unknown.proposals.iter().map(|proposal| line(&proposal.record)).collect(),
        heard: unknown.hearings(picture).flat_map(Witness::of).collect(),
    }
}

fn dismissed_line(unknown: &Unknown, dismissals: &Dismissals) -> Option<DismissedLine> {
    let dismissal = dismissals.of(unknown)?.clone();
    Some(DismissedLine { unknown: unknown.clone(), dismissal })
}

fn lists() -> Vec<ListDate> {
    let edges = edge_dates().map(|(list, seen)| ListDate { list, seen });
    let implied = ListDate { list: "Records that services need", seen: latest() };
    edges.chain([implied]).collect()
}

/// A lead as one word.
#[must_use]
pub fn lead_word(lead: &Lead) -> &'static str {
    match lead {
        Lead::Apex => "apex",
        Lead::Common => "common names",
        Lead::Service => "names of services",
        Lead::Selector => "selectors",
        Lead::Mined(_) => "another record",
        Lead::Denial => "proof of absence",
        Lead::Certificate => "certificate",
        Lead::Pasted => "pasted",
        Lead::File => "zone file",
        Lead::Provider => "provider",
    }
}

fn write_lead<S: serde::Serializer>(lead: &Lead, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(lead_word(lead))
}

fn write_unknown<S: serde::Serializer>(own: &Unknown, serializer: S) -> Result<S::Ok, S::Error> {
    /// What of an unknown is text.
    #[derive(Serialize)]
    struct UnknownText<'a> {
        id: super::UnknownId,
        kind: &'static str,
        name: &'a str,
        services: Vec<&'static str>,
    }
    let name: &DomainName = &own.name;
    let services = own.services.iter().map(|service| service.name).collect();
    let (id, kind) = (own.id(), own.kind.word());
    UnknownText { id, kind, name: name.as_str(), services }.serialize(serializer)
}
