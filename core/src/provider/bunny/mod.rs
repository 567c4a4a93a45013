//! bunny.net's DNS API: the requests, and the readers of their responses. It does no I/O, and only this
//! module knows the API's names.

mod convert;
pub(super) mod edit;
mod errors;
pub(super) mod records;
pub(super) mod scan;
mod settings;
mod statistics;
#[cfg(test)]
mod testing;
mod transfer;
mod types;
mod wire;
pub(super) mod zones;

use super::{ApiKey, Capabilities};
use crate::record::{RecordLimits, RecordType};

/// The public address (provider document, 2.1).
pub(super) const ADDRESS: &str = "https://api.bunny.net";
pub(super) const RELAY: &str = "relay/bunny";

/// The page where users create and see their keys.
pub(super) const KEY_PAGE: &str = "https://dash.bunny.net/account/api-key";

/// The capabilities of bunny.net (provider document, 2.2 to 2.6).
pub(super) static CAPABILITIES: Capabilities = Capabilities {
    scan_status: true,
    scan_domain: true,
    reject_for_good: false,
    review_batch: None,
    writes_at_once: 4,
    apex_ns: false,
    changes_type: false,
    overwrites: false,
    searches_fields: false,
    batch: None,
    // Rate limits exist but are not published (provider document, 2.1).
    allowance: None,
    import_bytes: None,
    records: Some(5000),
    // Provider document, 2.6.
    zone_settings: true,
    flattens_apex: true,
    proxied: false,
    unproxied: &[],
    // No limits are published.
    notes: None,
    comments: true,
    tags: false,
    limits: RecordLimits {
        // No limits are published, and 0 occurs (2.4): allow the range of DNS (RFC 2181, section 8), so that
        // no found TTL is refused.
        ttl: 0..=i32::MAX.unsigned_abs(),
        auto_ttl: false,
        ttl_presets: &[60, 300, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400],
        txt_bytes: 4000,
        txt_ascii: true,
        // One raw text (provider document, 2.3).
        txt_strings: false,
        types: &[
            RecordType::A,
            RecordType::Aaaa,
            RecordType::Cname,
            RecordType::Mx,
            RecordType::Txt,
            RecordType::Ns,
            RecordType::Srv,
            RecordType::Caa,
            RecordType::Ptr,
            RecordType::Https,
            RecordType::Svcb,
            RecordType::Tlsa,
        ],
        own: types::OWN,
    },
};

/// The header that carries the key (provider document, 2.1).
pub(super) fn auth_header(key: &ApiKey) -> (&'static str, String) {
    ("AccessKey", key.expose().to_owned())
}
