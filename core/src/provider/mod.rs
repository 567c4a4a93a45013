//! DNS providers without I/O: requests are values, and responses are read by functions.
//!
//! A [`Call`] combines a [`Request`] with the reader of its [`Response`]; the browser sends calls one way,
//! the contract tests another. Only this module distinguishes the two providers: screens read
//! [`Capabilities`].

mod again;
mod answering;
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
mod resolver;
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
pub use answering::Answering;
pub use arriving::FoundArriving;
pub use call::{Call, Heard, Method, Request, Response};
pub use capabilities::{BatchLimits, Capabilities, Lost, NoteLimits};
pub use checked::{checked, is_in_doubt};
pub use connection::{Connection, Unfit};
pub use edit::{Batch, BatchDone, Imported, RecordDetails, Usage};
pub use error::{AnswerFault, ApiError, Garbled, Refusal, Trouble, request_id};
pub use key::ApiKey;
pub use query::{Compare, FieldQuery, QueryField, QueryOrder, RecordQuery, ShadowQuery};
pub use resolver::ResolverName;
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
    /// The provider's id of the zone.
    pub id: ZoneId,
    /// The zone's apex.
    pub name: DomainName,
    /// The number of records in the zone, if the provider states it.
    pub records: Option<u32>,
    /// Whether the zone is delegated to this provider, if the provider states it.
    pub active: Option<bool>,
    /// The provider's name servers for the zone.
    pub name_servers: Vec<Foreign>,
    /// Whether the zone is on a plan with the smaller limits, if the provider states it.
    pub free_plan: Option<bool>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items of the page.
    pub items: Vec<T>,
    /// The number of items on all pages, if the provider states it.
    pub total: Option<u32>,
    /// Whether another page follows.
    pub more: bool,
    /// What could be read (a name or an id) of each item that was unreadable and is therefore not in `items`.
    pub damaged: Vec<Foreign>,
}

/// The result of the provider's own check of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// The key may be used.
    Active,
    /// The key is disabled or expired.
    Inactive,
}

impl Provider {
    /// All providers, in the order in which the page offers them.
    pub const ALL: [Self; 2] = [Self::Bunny, Self::Cloudflare];

    /// The short name of the provider in URLs, storage and configuration.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Bunny => "bunny",
            Self::Cloudflare => "cloudflare",
        }
    }

    /// The provider with this short name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.slug() == slug)
    }

    /// The provider's display name.
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

    /// The path of the relay, on the page's own site, that forwards calls to this provider.
    #[must_use]
    pub fn relay_address(self) -> &'static str {
        match self {
            Self::Bunny => bunny::RELAY,
            Self::Cloudflare => cloudflare::RELAY,
        }
    }

    /// The provider's page where users create keys with minimal permissions.
    #[must_use]
    pub fn key_page(self) -> &'static str {
        match self {
            Self::Bunny => bunny::KEY_PAGE,
            Self::Cloudflare => cloudflare::KEY_PAGE,
        }
    }

    /// The capabilities of this provider.
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

    /// Checks the key with the provider; `None` if it has no such call. A refusal proves nothing: some
    /// working keys are refused here.
    #[must_use]
    pub fn check_key(self) -> Option<Call<KeyState>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::zones::check_key()),
        }
    }

    /// Lists the zones whose names contain `search`, page by page from 1.
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

    /// Creates a zone; `None` if the page does not support that for this provider.
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

    /// Writes a found record to the zone; the answer is the stored record, if the provider returns it. `None`
    /// if found records are accepted through [`Provider::review_scan`].
    #[must_use]
    pub fn add_found(self, zone: &ZoneInfo, record: &Record) -> Option<Call<Option<Record>>> {
        match self {
            Self::Bunny => Some(bunny::records::add(zone, record)),
            Self::Cloudflare => None,
        }
    }

    /// Starts a scan; `None` if the provider cannot scan such a target.
    #[must_use]
    pub fn start_scan(self, target: &ScanTarget) -> Option<Call<ScanStarted>> {
        match (self, target) {
            (Self::Bunny, target) => Some(bunny::scan::start(target)),
            (Self::Cloudflare, ScanTarget::Zone(id)) => Some(cloudflare::scan::start(id)),
            (Self::Cloudflare, ScanTarget::Domain(_)) => None,
        }
    }

    /// Reads the progress and the findings of the latest scan.
    #[must_use]
    pub fn read_scan(self, zone: &ZoneInfo) -> Call<ScanReading> {
        match self {
            Self::Bunny => bunny::scan::read(zone),
            Self::Cloudflare => cloudflare::scan::read(zone),
        }
    }

    /// Whether an answer of [`Self::read_scan`] always belongs to a single scan, so that its records can be
    /// shown while it streams in. Otherwise only the complete answer tells which scan it belongs to.
    #[must_use]
    pub fn has_one_scan(self) -> bool {
        match self {
            Self::Bunny => false,
            Self::Cloudflare => true,
        }
    }

    /// Accepts and rejects found records in one call; `None` if the provider has no such call. The accepted
    /// records may have been edited; both kinds need the id of the finding.
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
