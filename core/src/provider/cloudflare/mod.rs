//! Cloudflare's DNS API: the requests, and the readers of their responses. It does no I/O, and only this
//! module knows the API's names.

mod batch;
mod convert;
pub(super) mod data;
mod details;
pub(super) mod edit;
mod envelope;
mod errors;
mod query;
pub(super) mod records;
pub(super) mod scan;
#[cfg(test)]
mod testing;
mod transfer;
mod usage;
mod values;
mod wire;
pub(super) mod zones;

use chrono::TimeDelta;

use super::{ApiKey, BatchLimits, Capabilities, NoteLimits};
use crate::budget::Allowance;
use crate::record::{RecordLimits, RecordType};

/// The public address (provider document, 1.1).
pub(super) const ADDRESS: &str = "https://api.cloudflare.com/client/v4";
pub(super) const RELAY: &str = "relay/cloudflare/client/v4";

/// The page where users create and see their tokens.
pub(super) const KEY_PAGE: &str = "https://dash.cloudflare.com/profile/api-tokens";

/// Hosts that look at the CNAME itself, or answer only under their own names. The first ones are listed in
/// Cloudflare's documentation of the proxy's limits; Microsoft 365 clients and SendGrid look for the
/// CNAME, according to their documentation.
const UNPROXIED: &[&str] = &[
    "mcsv.net",
    "zmverify.zoho.com",
    "dkim.infusionmail.com",
    "dkim.amazonses.com",
    "onmicrosoft.com",
    "dkim.intercom.io",
    "acm-validations.aws",
    "outlook.com",
    "lync.com",
    "manage.microsoft.com",
    "enterpriseregistration.windows.net",
    "sendgrid.net",
];

/// The capabilities of Cloudflare (provider document, 1.2 to 1.8).
pub(super) static CAPABILITIES: Capabilities = Capabilities {
    scan_status: false,
    scan_domain: false,
    reject_for_good: true,
    review_batch: Some(200),
    writes_at_once: 1,
    apex_ns: true,
    changes_type: true,
    overwrites: true,
    searches_fields: true,
    batch: Some(BatchLimits { free: 200, paid: 3500 }),
    // Shared by all programs of one user (provider document, 1.8).
    allowance: Some(Allowance { calls: 1_200, window: TimeDelta::minutes(5) }),
    import_bytes: Some(256 << 10),
    records: None,
    // Provider document, 1.10.
    zone_settings: false,
    flattens_apex: true,
    proxied: true,
    unproxied: UNPROXIED,
    // Provider document, 1.8.
    notes: Some([NoteLimits::one_line(100, false), NoteLimits::one_line(500, true)]),
    comments: true,
    tags: true,
    limits: RecordLimits {
        ttl: 60..=86400,
        auto_ttl: true,
        // Those that the provider's dashboard offers.
        ttl_presets: &[60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 43_200, 86_400],
        // 4,096 octets on the wire (1.9, code 9015), where each string of 255 takes one more.
        txt_bytes: 4080,
        txt_ascii: false,
        txt_strings: true,
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
            RecordType::Smimea,
            RecordType::Ds,
            RecordType::Dnskey,
            RecordType::Cert,
            RecordType::Sshfp,
            RecordType::Naptr,
            RecordType::Uri,
            RecordType::Loc,
            RecordType::Openpgpkey,
        ],
        own: &[],
    },
};

/// The header that carries the key (provider document, 1.1).
pub(super) fn auth_header(key: &ApiKey) -> (&'static str, String) {
    let mut value = String::from("Bearer ");
    value.push_str(key.expose());
    ("Authorization", value)
}
