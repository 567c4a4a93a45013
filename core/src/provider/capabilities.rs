//! What a provider can do, as data that screens read instead of asking which provider it is.

use super::ZoneInfo;
use crate::budget::Allowance;
use crate::record::Limits;

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
    /// Records carry a comment.
    pub comments: bool,
    /// Records carry tags.
    pub tags: bool,
    /// How many calls are taken in some time, where that is published.
    pub allowance: Option<Allowance>,
    /// What records may hold.
    pub limits: Limits,
}

/// How many changes one batch takes, by the zone's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// On a plan with the smaller limits.
    pub free: usize,
    /// On every other plan.
    pub paid: usize,
}

impl Capabilities {
    /// How many changes one batch for this zone takes; none where there are no batches. A plan that
    /// the provider does not tell counts as one with the smaller limits.
    #[must_use]
    pub fn batch_limit(&self, zone: &ZoneInfo) -> Option<usize> {
        let limits = self.batch?;
        Some(if zone.free_plan == Some(false) { limits.paid } else { limits.free })
    }
}

#[cfg(test)]
mod tests {
    use crate::provider::{Provider, testing};

    #[test]
    fn a_batch_is_as_large_as_the_plan_lets_it_be() {
        let mut zone = testing::zone();
        for (free_plan, limit) in [(None, 200), (Some(true), 200), (Some(false), 3500)] {
            zone.free_plan = free_plan;
            assert_eq!(Provider::Cloudflare.capabilities().batch_limit(&zone), Some(limit));
            assert_eq!(Provider::Bunny.capabilities().batch_limit(&zone), None);
        }
    }
}
