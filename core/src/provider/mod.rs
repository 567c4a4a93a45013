//! DNS providers, sans I/O: what to send is a value, what came back is read by a function.
//!
//! A [`Call`] is a [`Request`] together with the reader of its [`Response`]; the browser has one
//! routine that sends it, the contract tests have another. The two providers are told apart here
//! and nowhere else: screens read [`Capabilities`].

mod again;
mod arriving;
mod bunny;
mod call;
mod capabilities;
mod checked;
mod cloudflare;
mod concern;
mod connection;
mod draft;
mod edit;
mod error;
#[cfg(test)]
mod fuzz;
mod key;
pub(crate) mod loose;
mod presentation;
mod query;
mod rights;
mod scan;
mod settings;
pub(crate) mod split;
mod status;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod url;
mod whose;

pub use crate::id::{JobId, RequestId, ZoneId};
pub use again::{Again, PATIENCE};
pub use arriving::FoundArriving;
pub use call::{Call, Heard, Method, Request, Response};
pub use capabilities::{BatchLimits, Capabilities, Lost, NoteLimits};
pub use checked::{checked, is_in_doubt};
pub use connection::{Connection, Unfit};
pub use edit::{Batch, BatchDone, Imported, RecordDetails, Usage};
pub use error::{AnswerFault, ApiError, Garbled, Refusal, Trouble, request_id};
pub use key::ApiKey;
pub use query::{Compare, FieldQuery, QueryField, QueryOrder, RecordQuery, ShadowQuery};
pub use rights::{Right, Rights};
pub use scan::{AcceptShape, Reviewed, ScanReading, ScanStarted, ScanStatus, ScanTarget};
pub use settings::{DsData, Statistics, ZoneSettings};

use serde::{Deserialize, Serialize};

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Record, RecordId};

/// A DNS provider that the page can work with.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// bunny.net
    #[default]
    Bunny,
    /// Cloudflare
    Cloudflare,
}

/// A zone as the provider lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneInfo {
    /// The provider's identity.
    pub id: ZoneId,
    /// The zone's apex.
    pub name: DomainName,
    /// How many records it holds, where the provider says so.
    pub records: Option<u32>,
    /// Whether the world already asks this provider for the zone, where the provider says so.
    pub active: Option<bool>,
    /// The provider's name servers for the zone.
    pub name_servers: Vec<Foreign>,
    /// Whether the zone is on a plan with the smaller limits, where the provider says so.
    pub free_plan: Option<bool>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What the page holds.
    pub items: Vec<T>,
    /// How many there are on all pages, where the provider says so.
    pub total: Option<u32>,
    /// Whether another page follows.
    pub more: bool,
    /// What could be read, a name or an identity, of each item that could not be read whole and is no
    /// part of the list by that.
    pub damaged: Vec<Foreign>,
}

/// What the provider's own check says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It may be used.
    Active,
    /// It is switched off or past its time.
    Inactive,
}

impl Provider {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Bunny, Self::Cloudflare];

    /// The word for this provider in addresses, storage and configuration.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Bunny => "bunny",
            Self::Cloudflare => "cloudflare",
        }
    }

    /// The provider that this word stands for.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.slug() == slug)
    }

    /// The provider's name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Bunny => "bunny.net",
            Self::Cloudflare => "Cloudflare",
        }
    }

    /// The provider's public API address.
    #[must_use]
    pub fn public_address(self) -> &'static str {
        match self {
            Self::Bunny => bunny::ADDRESS,
            Self::Cloudflare => cloudflare::ADDRESS,
        }
    }

    /// Where a relay of the page's own site passes calls on to this provider, relative to the page.
    #[must_use]
    pub fn relay_address(self) -> &'static str {
        match self {
            Self::Bunny => bunny::RELAY,
            Self::Cloudflare => cloudflare::RELAY,
        }
    }

    /// Where the provider's users make keys that may do no more than they have to.
    #[must_use]
    pub fn key_page(self) -> &'static str {
        match self {
            Self::Bunny => bunny::KEY_PAGE,
            Self::Cloudflare => cloudflare::KEY_PAGE,
        }
    }

    /// What this provider can do.
    #[must_use]
    pub fn capabilities(self) -> &'static Capabilities {
        match self {
            Self::Bunny => &bunny::CAPABILITIES,
            Self::Cloudflare => &cloudflare::CAPABILITIES,
        }
    }

    /// The header that carries the key: its name and value.
    #[must_use]
    pub fn auth_header(self, key: &ApiKey) -> (&'static str, String) {
        match self {
            Self::Bunny => bunny::auth_header(key),
            Self::Cloudflare => cloudflare::auth_header(key),
        }
    }

    /// Asks what the provider itself says of the key; none where it has no such call. A refusal
    /// proves nothing: some keys that work are refused here.
    #[must_use]
    pub fn check_key(self) -> Option<Call<KeyState>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::zones::check_key()),
        }
    }

    /// Lists zones whose names hold `search`, page by page from 1.
    #[must_use]
    pub fn list_zones(self, search: &str, page: u32) -> Call<Page<ZoneInfo>> {
        match self {
            Self::Bunny => bunny::zones::list(search, page),
            Self::Cloudflare => cloudflare::zones::list(search, page),
        }
    }

    /// Reads one zone.
    #[must_use]
    pub fn read_zone(self, id: &ZoneId) -> Call<ZoneInfo> {
        match self {
            Self::Bunny => bunny::zones::read(id),
            Self::Cloudflare => cloudflare::zones::read(id),
        }
    }

    /// Finds the zone with exactly this name.
    #[must_use]
    pub fn find_zone(self, name: &DomainName) -> Call<Option<ZoneInfo>> {
        match self {
            Self::Bunny => bunny::zones::find(name),
            Self::Cloudflare => cloudflare::zones::find(name),
        }
    }

    /// Makes a zone; none where the page does not do that for the provider.
    #[must_use]
    pub fn create_zone(self, name: &DomainName) -> Option<Call<ZoneInfo>> {
        match self {
            Self::Bunny => Some(bunny::zones::create(name)),
            Self::Cloudflare => None,
        }
    }

    /// Lists the zone's records, page by page from 1.
    #[must_use]
    pub fn list_records(self, zone: &ZoneInfo, page: u32) -> Call<Page<Record>> {
        match self {
            Self::Bunny => bunny::records::list(zone),
            Self::Cloudflare => cloudflare::records::list(zone, page),
        }
    }

    /// Writes one record to the zone and tells how the provider keeps it, where it answers with
    /// that; none where found records are accepted by [`Provider::review_scan`].
    #[must_use]
    pub fn add_found(self, zone: &ZoneInfo, record: &Record) -> Option<Call<Option<Record>>> {
        match self {
            Self::Bunny => Some(bunny::records::add(zone, record)),
            Self::Cloudflare => None,
        }
    }

    /// Starts a scan; none where the provider cannot scan such a target.
    #[must_use]
    pub fn start_scan(self, target: &ScanTarget) -> Option<Call<ScanStarted>> {
        match (self, target) {
            (Self::Bunny, target) => Some(bunny::scan::start(target)),
            (Self::Cloudflare, ScanTarget::Zone(id)) => Some(cloudflare::scan::start(id)),
            (Self::Cloudflare, ScanTarget::Domain(_)) => None,
        }
    }

    /// Reads how far the latest scan is and what it has found.
    #[must_use]
    pub fn read_scan(self, zone: &ZoneInfo) -> Call<ScanReading> {
        match self {
            Self::Bunny => bunny::scan::read(zone),
            Self::Cloudflare => cloudflare::scan::read(zone),
        }
    }

    /// Whether the answer of [`Self::read_scan`] is of one scan for sure, so that its records can be shown
    /// while they arrive. Otherwise it tells only in its whole which scan it is of.
    #[must_use]
    pub fn has_one_scan(self) -> bool {
        match self {
            Self::Bunny => false,
            Self::Cloudflare => true,
        }
    }

    /// Accepts and rejects found records in one call; none where the provider has no such call.
    /// `accepts` may have been changed since they were found; both need the found identity.
    #[must_use]
    pub fn review_scan(
        self,
        zone: &ZoneInfo,
        accepts: &[Record],
        rejects: &[RecordId],
        shape: AcceptShape,
    ) -> Option<Call<Reviewed>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::scan::review(zone, accepts, rejects, shape)),
        }
    }
}
