//! What a provider can do, as data that screens read instead of asking which provider it is.

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
    /// A CNAME at the apex is allowed, and answered with the addresses that it leads to.
    pub flattens_apex: bool,
    /// Records can be answered with the provider's own addresses.
    pub proxied: bool,
    /// Records carry a comment.
    pub comments: bool,
    /// Records carry tags.
    pub tags: bool,
    /// What records may hold.
    pub limits: Limits,
}
