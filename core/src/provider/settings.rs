//! What a provider tells of a zone as a whole: its settings, its signing, how often it is asked. The
//! calls for it are in [`super::edit`].

use chrono::{DateTime, Utc};

use crate::foreign::Foreign;
use crate::record::RecordType;

/// The settings of a zone that concern DNS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneSettings {
    /// The mail address in the SOA record, as an address.
    pub soa_mail: String,
    /// Name servers of one's own instead of the provider's.
    pub custom_name_servers: bool,
    /// The two of them.
    pub name_servers: [String; 2],
    /// Whether queries are logged.
    pub logging: bool,
    /// Whether logged addresses lose their last part, instead of being left out.
    pub log_one_digit: bool,
    /// Whether addresses in the log are made anonymous.
    pub log_anonymous: bool,
    /// Whether certificates have RSA keys, instead of those of elliptic curves.
    pub rsa_keys: bool,
    /// Whether the zone is signed.
    pub dnssec: bool,
}

/// What the parent zone must hold for a signed zone (RFC 4034, section 5), as the provider says it:
/// names and texts in order, the complete DS record among them where it gives one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DsData {
    /// The rdata of the DS record in presentation format, where it can be told.
    pub ds: Option<Foreign>,
    /// Everything that the provider says of the key.
    pub fields: Vec<(Foreign, Foreign)>,
}

/// Queries of a zone over a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// All queries.
    pub total: u64,
    /// Queries by day, or by hour for short times, in order of time.
    pub by_time: Vec<(DateTime<Utc>, u64)>,
    /// Queries by type, most first. A number that is no known type stands as itself.
    pub by_type: Vec<(RecordType, u64)>,
}
