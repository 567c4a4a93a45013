//! Settings, DNSSEC and statistics of a zone as a whole. The calls are in [`super::edit`].

use chrono::{DateTime, Utc};

use crate::foreign::Foreign;
use crate::record::RecordType;

/// The DNS settings of a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneSettings {
    /// The contact in the SOA record, as an e-mail address.
    pub soa_mail: String,
    /// Whether the zone uses custom name servers instead of the provider's.
    pub custom_name_servers: bool,
    /// The two custom name servers.
    pub name_servers: [String; 2],
    /// Whether queries are logged.
    pub logging: bool,
    /// Whether logged addresses lose only their last part, instead of being left out.
    pub log_one_digit: bool,
    /// Whether logged addresses are anonymized.
    pub log_anonymous: bool,
    /// Whether certificates use RSA keys instead of elliptic curves.
    pub rsa_keys: bool,
    /// Whether the zone is signed with DNSSEC.
    pub dnssec: bool,
}

/// The data that the parent zone of a signed zone needs (RFC 4034, section 5), as names and values in the
/// provider's order, including the complete DS record if the provider states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DsData {
    /// The rdata of the DS record in presentation format, if known.
    pub ds: Option<Foreign>,
    /// All key data that the provider reports.
    pub fields: Vec<(Foreign, Foreign)>,
}

/// Query statistics of a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// The total number of queries.
    pub total: u64,
    /// Queries by day, or by hour for short periods, in order of time.
    pub by_time: Vec<(DateTime<Utc>, u64)>,
    /// Queries by type, most frequent first. An unknown type is shown as its number.
    pub by_type: Vec<(RecordType, u64)>,
}
