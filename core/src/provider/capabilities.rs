//! What a provider can do, as data that screens read instead of asking which provider it is.

use rustc_hash::FxHashSet;

use std::borrow::Cow;

use super::ZoneInfo;
use crate::budget::Allowance;
use crate::record::{Record, RecordLimits};

/// What a provider can do and how it wants it done.
#[derive(Debug)]
pub struct Capabilities {
    /// A scan tells its status. Otherwise the list of found records only grows.
    pub scan_status: bool,
    /// A domain that is no zone yet can be scanned, and a zone made for it.
    pub scan_domain: bool,
    /// A reject is told to the provider, for good. Otherwise it is remembered in this tab only.
    pub reject_for_good: bool,
    /// How many decisions one review call takes; none where each accepted record is its own write.
    pub review_batch: Option<usize>,
    /// How many writes may be under way at once.
    pub writes_at_once: usize,
    /// The apex holds NS records like any other name; otherwise the provider keeps them itself.
    pub apex_ns: bool,
    /// A record can become one of another type; otherwise it is deleted and added.
    pub changes_type: bool,
    /// A record can be written whole in the place of another.
    pub overwrites: bool,
    /// Its search of records knows single fields, the proxy and orders; otherwise a type and a text.
    pub searches_fields: bool,
    /// How many changes one batch takes; none where there are no batches.
    pub batch: Option<BatchLimits>,
    /// The most bytes that a zone file may have to be imported, where the provider says so.
    pub import_bytes: Option<usize>,
    /// How many records every zone may hold; none where each zone has a limit of its own.
    pub records: Option<u32>,
    /// A CNAME at the apex is allowed, and answered with the addresses that it leads to.
    pub flattens_apex: bool,
    /// Settings of zones are read and written, and zones are deleted, from the page.
    pub zone_settings: bool,
    /// Records can be answered with the provider's own addresses.
    pub proxied: bool,
    /// Hosts that a proxied CNAME to them, or to a name below them, breaks.
    pub unproxied: &'static [&'static str],
    /// Comments and tags of records, where the provider tells what they may be: on a plan with the
    /// smaller limits, and on every other plan.
    pub notes: Option<[NoteLimits; 2]>,
    /// Records carry a comment.
    pub comments: bool,
    /// Records carry tags.
    pub tags: bool,
    /// How many calls are taken in some time, where that is published.
    pub allowance: Option<Allowance>,
    /// What records may hold.
    pub limits: RecordLimits,
}

/// How many changes one batch takes, by the zone's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// On a plan with the smaller limits.
    pub free: usize,
    /// On every other plan.
    pub paid: usize,
}

/// What a provider keeps of comments and tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteLimits {
    /// The most characters of a comment.
    pub comment: usize,
    /// Whether a comment may have several lines.
    pub lines: bool,
    /// Whether there are tags.
    pub tags: bool,
    /// The most characters of a comment, and whether there are tags, on whatever plan the zone is.
    pub surely: (usize, bool),
}

impl NoteLimits {
    /// Nothing is refused as far as is known.
    pub const NONE: Self = Self { lines: true, ..Self::one_line(usize::MAX, true) };

    /// A comment of one line with so many characters, and maybe tags.
    #[must_use]
    pub const fn one_line(comment: usize, tags: bool) -> Self {
        Self { comment, lines: false, tags, surely: (comment, tags) }
    }
}

/// How many records of an import say something that a provider has no place for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// They have tags.
    pub tags: usize,
    /// They are answered with a provider's own addresses.
    pub proxied: usize,
}

impl Lost {
    /// Takes from a record what it counts, and settings that go with it.
    pub(crate) fn take(&mut self, record: &mut Record) {
        self.add(record);
        (record.proxied, record.more) = (None, None);
        record.tags.clear();
    }

    fn add(&mut self, record: &Record) {
        self.tags += usize::from(!record.tags.is_empty());
        self.proxied += usize::from(record.proxied == Some(true));
    }
}

impl Capabilities {
    /// What is kept of comments and tags in a zone. Of a plan that the provider does not tell, only what
    /// no plan takes is refused, and what not every plan takes is in doubt.
    #[must_use]
    pub fn note_limits(&self, free_plan: Option<bool>) -> NoteLimits {
        let [free, paid] = self.notes.unwrap_or([NoteLimits::NONE; 2]);
        match free_plan {
            Some(true) => free,
            Some(false) => paid,
            None => NoteLimits { surely: free.surely, ..paid },
        }
    }

    /// How many changes one batch for this zone takes; none where there are no batches. A plan that
    /// the provider does not tell counts as one with the smaller limits.
    #[must_use]
    pub fn batch_limit(&self, zone: &ZoneInfo) -> Option<usize> {
        let limits = self.batch?;
        Some(if zone.free_plan == Some(false) { limits.paid } else { limits.free })
    }

    /// What of imported records the provider has no place for.
    #[must_use]
    pub fn lost<'r>(&self, records: impl IntoIterator<Item = &'r Record>) -> Lost {
        let mut lost = Lost::default();
        for record in records {
            lost.add(record);
        }
        Lost {
            tags: if self.tags { 0 } else { lost.tags },
            proxied: if self.proxied { 0 } else { lost.proxied },
        }
    }

    /// The record as the provider keeps it: where a TXT record holds one text, its strings are joined.
    #[must_use]
    pub fn kept<'r>(&self, record: &'r Record) -> Cow<'r, Record> {
        match self.limits.txt_strings || !record.has_strings() {
            true => Cow::Borrowed(record),
            false => Cow::Owned(record.one_text()),
        }
    }

    /// Wanted records, those that the provider holds already in the form in which it keeps them: what
    /// stands in the zone as one text is wanted so.
    #[must_use]
    pub fn wanted(&self, held: &[Record], mut wanted: Vec<Record>) -> Vec<Record> {
        if self.limits.txt_strings {
            return wanted;
        }
        let held: FxHashSet<String> = held.iter().map(Record::identity).collect();
        for record in wanted.iter_mut().filter(|record| record.has_strings()) {
            let kept = record.one_text();
            if held.contains(&kept.identity()) {
                *record = kept;
            }
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::Lost;
    use crate::name::DomainName;
    use crate::provider::{Provider, testing};
    use crate::record::{Rdata, Record, RecordType, Ttl};

    #[test]
    fn keeps_txt_strings_as_the_provider_does() {
        let txt = |strings: &[&str]| {
            let (name, rdata) = (DomainName::default(), Rdata::new(&RecordType::Txt, strings));
            Record::new(name, RecordType::Txt, rdata, Ttl::Auto)
        };
        let (apart, joined) = (txt(&["a", "b"]), txt(&["ab"]));
        let (bunny, cloudflare) =
            (Provider::Bunny.capabilities(), Provider::Cloudflare.capabilities());
        assert_eq!(*cloudflare.kept(&apart), apart);
        assert_eq!(*bunny.kept(&apart), joined);
        let held = [joined.clone()];
        let wanted = || vec![apart.clone(), txt(&["a", "c"])];
        assert_eq!(cloudflare.wanted(&held, wanted()), wanted());
        assert_eq!(bunny.wanted(&held, wanted()), [joined.clone(), txt(&["a", "c"])]);
    }

    #[test]
    fn counts_tags_and_proxies_that_a_provider_lacks() {
        let (name, rdata) = (DomainName::default(), Rdata::new(&RecordType::A, ["192.0.2.1"]));
        let plain = Record::new(name, RecordType::A, rdata, Ttl::Auto);
        let tagged = Record { tags: vec!["a:b".into()], proxied: Some(true), ..plain.clone() };
        let all = [plain, tagged];
        let lost = |provider: Provider| provider.capabilities().lost(&all);
        assert_eq!(lost(Provider::Bunny), Lost { tags: 1, proxied: 1 });
        assert_eq!(lost(Provider::Cloudflare), Lost::default());
    }

    #[test]
    fn the_batch_limit_depends_on_the_plan_of_the_zone() {
        let mut zone = testing::zone();
        for (free_plan, limit) in [(None, 200), (Some(true), 200), (Some(false), 3500)] {
            zone.free_plan = free_plan;
            assert_eq!(Provider::Cloudflare.capabilities().batch_limit(&zone), Some(limit));
            assert_eq!(Provider::Bunny.capabilities().batch_limit(&zone), None);
        }
    }
}
