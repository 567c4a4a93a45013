//! What the panel tells of a record: owned, so that the panel is drawn without the review.

use leptos::prelude::*;
use zonesift_core::knowledge::{Advice, Other, Reason, Recommendation, Recommender, Story};
use zonesift_core::plan::{Outlook, Warning};
use zonesift_core::record::Record;
use zonesift_core::text;

use super::in_dns::{InDns, in_dns};
use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;

/// More references than this are only counted.
const REFERENCES: usize = 8;

/// What the panel tells of a found record.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub number: u32,
    pub record: Record,
    /// `TYPE NAME`.
    pub title: String,
    pub purpose: &'static str,
    pub purpose_help: &'static str,
    pub services: Vec<ServiceLine>,
    /// Who found it, and when.
    pub found_by: Vec<String>,
    pub in_dns: Option<InDns>,
    pub refers: References,
    pub referred: References,
    pub policy: Vec<String>,
    /// How the zone's own record differs, if it has one that does.
    pub differs: Option<String>,
    /// What the zone has instead.
    pub instead: Vec<Instead>,
    pub advice: Option<AdviceLine>,
    pub warnings: Vec<Warning>,
}

/// A service, and by which sign it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    pub service: String,
    pub sign: String,
}

/// Records that refer to the one told of, or the other way round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    pub lines: Vec<ReferenceLine>,
    /// How many there are beyond those.
    pub more: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceLine {
    /// `TYPE NAME`.
    pub title: String,
    /// What the reference means.
    pub words: &'static str,
}

/// The content of a record of the zone: what differs stands between what does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    pub before: String,
    pub differs: String,
    pub after: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AdviceLine {
    pub recommendation: Recommendation,
    pub words: String,
    /// Why; empty where the warnings say it.
    pub reason: String,
    /// Whether it can be carried out from here.
    pub may_take: bool,
}

/// Everything known about an item; `None` if there is no such item.
pub fn tell(zone: ZoneState, number: u32) -> Option<Told> {
    let held = zone.known_now();
    let (provider, notes) = (zone.api.provider(), zone.note_limits());
    zone.review.with_untracked(|review| {
        let review = review.as_ref()?;
        let item = review.item(number)?;
        zone.edits.with_untracked(|edits| {
            let outlook = Outlook::new(&held, edits, review, true).keeping(notes);
            let story = Recommender::new(review, &held, &outlook).story(number)?;
            let is_open = review.is_open(number);
            let is_missing = item.is_missing();
            let of_scan =
                zone.scan.with_untracked(|scan| text::found_by(scan, provider, is_missing));
            let in_dns = untrack(|| in_dns(zone, review, item));
            let lead = in_dns.as_ref().and_then(|own| own.lead.clone());
            let of_scan = Some(of_scan).filter(|_| item.is_listed);
            let found_by = of_scan.into_iter().chain(lead).collect();
            Some(Told { in_dns, ..Told::of(number, story, found_by, is_open) })
        })
    })
}

impl Told {
    fn of(number: u32, story: Story<'_>, found_by: Vec<String>, is_open: bool) -> Self {
        let record = story.record;
        let content = record.content();
        let instead = |held: &&Record| {
            let own = held.content();
            let (own, found) = (own.shown(), content.shown());
            let [before, differs, after] = text::apart(&own, &found).map(str::to_owned);
            Instead { before, differs, after }
        };
        let differs =
            |held: &Record| (!record.unlike(held).is_empty()).then(|| text::differs(record, held));
        let policy = story.policy.as_ref().map(text::policy).unwrap_or_default();
        let advice = story.recommendation.map(|own| AdviceLine::of(own, record, is_open));
        let service = |sign: &zonesift_core::knowledge::Sign| ServiceLine {
            service: text::service(sign.service),
            sign: text::sign(sign),
        };
        Self {
            number,
            title: type_and_name(record),
            purpose: text::purpose(story.purpose),
            purpose_help: text::purpose_help(story.purpose),
            services: story.signs.iter().map(service).collect(),
            found_by,
            in_dns: None,
            refers: references(&story.to, |other| text::refers(other.via)),
            referred: references(&story.from, |other| text::referred(other.via)),
            policy,
            differs: story.held.and_then(differs),
            instead: story.instead.iter().map(instead).collect(),
            advice,
            warnings: story.warnings,
            record: record.clone(),
        }
    }

    /// The panel in one line.
    pub fn summary(&self) -> String {
        let advice = self.advice.as_ref().map(|advice| advice.words.clone());
        let service = self.services.first().map(|line| line.service.clone());
        let words = [Some(self.purpose.to_owned()), advice, service];
        words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

impl AdviceLine {
    fn of(own: Recommendation, record: &Record, is_open: bool) -> Self {
        let is_said = matches!(own.why, Reason::Conflict(_) | Reason::Invalid(_));
        Self {
            words: text::advice(&own.advice),
            reason: if is_said { String::new() } else { text::reason(&own, record) },
            may_take: is_open && own.advice != Advice::LookAt,
            recommendation: own,
        }
    }
}

fn references(all: &[Other<'_>], words: impl Fn(&Other<'_>) -> &'static str) -> References {
    let line = |other: &Other<'_>| ReferenceLine {
        title: type_and_name(other.record),
        words: words(other),
    };
    let lines = all.iter().take(REFERENCES).map(line).collect();
    References { lines, more: all.len().saturating_sub(REFERENCES) }
}
