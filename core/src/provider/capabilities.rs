//! The capabilities of a provider, as data: screens read them instead of asking which provider it is.

use rustc_hash::FxHashSet;

use std::borrow::Cow;

use super::ZoneInfo;
use crate::budget::Allowance;
use crate::record::{Record, RecordLimits};

/// The features and limits of a provider.
#[derive(Debug)]
pub struct Capabilities {
    /// A scan reports its status. Otherwise its list of found records only grows.
    pub scan_status: bool,
    /// A domain can be scanned before it is a zone, and a zone created for it.
    pub scan_domain: bool,
    /// A reject is sent to the provider and permanent. Otherwise only this tab remembers it.
    pub reject_for_good: bool,
    /// The maximum number of decisions per review call; `None` if each accept is a write of its own.
    pub review_batch: Option<usize>,
    /// The maximum number of parallel writes.
    pub writes_at_once: usize,
    /// NS records of the apex can be edited; otherwise the provider manages them.
    pub apex_ns: bool,
    /// The type of a record can be changed; otherwise the record is deleted and added.
    pub changes_type: bool,
    /// A record can be overwritten as a whole.
    pub overwrites: bool,
    /// The record search supports single fields, the proxy flag and sorting; otherwise a type and a text.
    pub searches_fields: bool,
    /// The maximum number of changes per batch; `None` if there are no batches.
    pub batch: Option<BatchLimits>,
    /// The maximum size of an imported zone file in bytes, if the provider states it.
    pub import_bytes: Option<usize>,
    /// The maximum number of records per zone; `None` if every zone has its own limit.
    pub records: Option<u32>,
    /// A CNAME at the apex is allowed, and flattened to the addresses of its target.
    pub flattens_apex: bool,
    /// The page can read and write zone settings, and delete zones.
    pub zone_settings: bool,
    /// Records can be proxied: answered with the provider's own addresses.
    pub proxied: bool,
    /// Hosts that do not work as targets of a proxied CNAME, including all names below them.
    pub unproxied: &'static [&'static str],
    /// The limits for comments and tags, if the provider documents them: on a plan with the smaller limits,
    /// and on all other plans.
    pub notes: Option<[NoteLimits; 2]>,
    /// Records carry a comment.
    pub comments: bool,
    /// Records carry tags.
    pub tags: bool,
    /// The published rate limit, if there is one.
    pub allowance: Option<Allowance>,
    /// The limits for record fields.
    pub limits: RecordLimits,
}

/// The maximum number of changes per batch, by the zone's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// On a plan with the smaller limits.
    pub free: usize,
    /// On all other plans.
    pub paid: usize,
}

/// The limits for comments and tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteLimits {
    /// The maximum number of characters of a comment.
    pub comment: usize,
    /// Whether a comment may have several lines.
    pub lines: bool,
    /// Whether tags are supported.
    pub tags: bool,
    /// The maximum number of characters of a comment, and whether tags are supported, on every plan.
    pub surely: (usize, bool),
}

impl NoteLimits {
    /// No known limits.
    pub const NONE: Self = Self { lines: true, ..Self::one_line(usize::MAX, true) };

    /// Single-line comments of at most this many characters, with or without tags.
    #[must_use]
    pub const fn one_line(comment: usize, tags: bool) -> Self {
        Self { comment, lines: false, tags, surely: (comment, tags) }
    }
}

/// How many imported records use a feature that the provider does not support.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// The number of records with tags.
    pub tags: usize,
    /// The number of proxied records.
    pub proxied: usize,
}

impl Lost {
    /// Counts a record, and removes its tags, its proxy flag and provider-specific settings.
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
    /// The limits for comments and tags. On an unknown plan only what no plan supports is refused, and what
    /// only some plans support is in doubt.
    #[must_use]
    pub fn note_limits(&self, free_plan: Option<bool>) -> NoteLimits {
        let [free, paid] = self.notes.unwrap_or([NoteLimits::NONE; 2]);
        match free_plan {
            Some(true) => free,
            Some(false) => paid,
            None => NoteLimits { surely: free.surely, ..paid },
        }
    }

    /// The maximum number of changes per batch for this zone; `None` if there are no batches. An unknown plan
    /// counts as one with the smaller limits.
    #[must_use]
    pub fn batch_limit(&self, zone: &ZoneInfo) -> Option<usize> {
        let limits = self.batch?;
        Some(if zone.free_plan == Some(false) { limits.paid } else { limits.free })
    }

    /// Counts the records whose tags or proxy flags the provider does not support.
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

    /// The record as the provider stores it: strings of a TXT record are joined if it stores one text.
    #[must_use]
    pub fn kept<'r>(&self, record: &'r Record) -> Cow<'r, Record> {
        match self.limits.txt_strings || !record.has_strings() {
            true => Cow::Borrowed(record),
            false => Cow::Owned(record.one_text()),
        }
    }

    /// The wanted records, in the stored form where the zone already holds them: strings that the zone holds
    /// joined are wanted joined.
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
