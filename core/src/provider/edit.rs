//! What can be done with a zone's records and settings beside finding them: the calls of both
//! providers under one name each. It sends nothing, and whether something may be done is for
//! [`crate::plan`] to say.

use chrono::{DateTime, Utc};

use super::bunny::edit as bunny;
use super::cloudflare::edit as cloudflare;
use super::{Call, DsData, Page, Provider, RecordQuery, Statistics, ZoneInfo, ZoneSettings};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Record, RecordId};

/// A record with everything that the provider tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordDetails {
    /// The record.
    pub record: Record,
    /// When it was made.
    pub created: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub modified: Option<DateTime<Utc>>,
    /// Whether it may be proxied.
    pub proxiable: Option<bool>,
    /// What else the provider says, as names and texts in the order of the answer.
    pub more: Vec<(Foreign, Foreign)>,
}

/// Changes that a provider carries out whole or not at all, in this order.
#[derive(Clone, Debug, Default)]
pub struct Batch<'a> {
    /// Records that go.
    pub deletes: Vec<&'a RecordId>,
    /// Records that change: as they are, and as they are to be. Only what differs is sent.
    pub patches: Vec<(&'a Record, &'a Record)>,
    /// Records that are written whole, by identity.
    pub puts: Vec<(&'a RecordId, &'a Record)>,
    /// Records that come.
    pub posts: Vec<&'a Record>,
}

/// What became of a [`Batch`], list by list and in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchDone {
    /// How many went.
    pub deletes: usize,
    /// The changed records.
    pub patches: Vec<Record>,
    /// The records that were written whole.
    pub puts: Vec<Record>,
    /// The new records.
    pub posts: Vec<Record>,
}

/// What a provider says of an import, or of its old scan that adds by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many records it has added.
    pub added: u32,
    /// How many it could not add, where it says so.
    pub failed: u32,
    /// How many it left out, where it says so.
    pub skipped: u32,
    /// How many it has read in all.
    pub total: u32,
}

/// How many records a zone holds of those that it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// How many it may hold; none where the limit is not the zone's own.
    pub quota: Option<u32>,
    /// How many it holds.
    pub used: u32,
}

impl Provider {
    /// Lists the records that the provider finds by a query, page by page from 1; none where it
    /// cannot search.
    #[must_use]
    pub fn search_records(
        self,
        zone: &ZoneInfo,
        query: &RecordQuery,
        page: u32,
    ) -> Option<Call<Page<Record>>> {
        match self {
            Self::Bunny => bunny::search(zone, query, page),
            Self::Cloudflare => Some(cloudflare::search(zone, query, page)),
        }
    }

    /// Reads one record with everything that is known of it; none where there is no such call.
    #[must_use]
    pub fn read_record(self, zone: &ZoneInfo, id: &RecordId) -> Option<Call<RecordDetails>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::read(zone, id)),
        }
    }

    /// Adds a record. The answer is the record as the provider keeps it, where it tells.
    #[must_use]
    pub fn create_record(self, zone: &ZoneInfo, record: &Record) -> Call<Option<Record>> {
        match self {
            Self::Bunny => super::bunny::records::add(zone, record),
            Self::Cloudflare => cloudflare::create(zone, record),
        }
    }

    /// Changes a record in its place; none where that cannot be done: it has no identity, or the
    /// provider does not change types.
    #[must_use]
    pub fn update_record(
        self,
        zone: &ZoneInfo,
        before: &Record,
        after: &Record,
    ) -> Option<Call<Option<Record>>> {
        match self {
            Self::Bunny => bunny::update(zone, before, after),
            Self::Cloudflare => cloudflare::patch(zone, before, after),
        }
    }

    /// Writes a record whole in the place of another: what is not sent falls back to defaults. None
    /// where there is no such call.
    #[must_use]
    pub fn overwrite_record(
        self,
        zone: &ZoneInfo,
        id: &RecordId,
        record: &Record,
    ) -> Option<Call<Option<Record>>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::put(zone, id, record)),
        }
    }

    /// Deletes a record.
    #[must_use]
    pub fn delete_record(self, zone: &ZoneInfo, id: &RecordId) -> Call<()> {
        match self {
            Self::Bunny => bunny::delete(zone, id),
            Self::Cloudflare => cloudflare::delete(zone, id),
        }
    }

    /// Carries out changes together; none where the provider has no such call.
    #[must_use]
    pub fn batch(self, zone: &ZoneInfo, batch: &Batch<'_>) -> Option<Call<BatchDone>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::batch(zone, batch)),
        }
    }

    /// Reads the zone as the provider's own zone file.
    #[must_use]
    pub fn export_zone(self, zone: &ZoneInfo) -> Call<String> {
        match self {
            Self::Bunny => bunny::export(zone),
            Self::Cloudflare => cloudflare::export(zone),
        }
    }

    /// Has the provider read a zone file and add what it finds.
    #[must_use]
    pub fn import_zone(self, zone: &ZoneInfo, file: &str, proxied: bool) -> Call<Imported> {
        match self {
            Self::Bunny => bunny::import(zone, file),
            Self::Cloudflare => cloudflare::import(zone, file, proxied),
        }
    }

    /// Reads how many records the zone holds and may hold; none where there is no such call.
    #[must_use]
    pub fn read_usage(self, zone: &ZoneInfo) -> Option<Call<Usage>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::usage(zone)),
        }
    }

    /// Starts the old scan, which adds what it finds without a review; none where there is none.
    #[must_use]
    pub fn scan_and_add(self, zone: &ZoneInfo) -> Option<Call<Imported>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::scan_and_add(zone)),
        }
    }

    /// Asks whether a zone of this name could be made; none where there is no such call.
    #[must_use]
    pub fn check_availability(self, name: &DomainName) -> Option<Call<bool>> {
        match self {
            Self::Bunny => Some(bunny::check_availability(name)),
            Self::Cloudflare => None,
        }
    }

    /// Deletes a zone with all its records; none where the page does not do that.
    #[must_use]
    pub fn delete_zone(self, zone: &ZoneInfo) -> Option<Call<()>> {
        match self {
            Self::Bunny => Some(bunny::delete_zone(zone)),
            Self::Cloudflare => None,
        }
    }

    /// Reads the zone's settings; none where the page does not show them.
    #[must_use]
    pub fn read_settings(self, zone: &ZoneInfo) -> Option<Call<ZoneSettings>> {
        match self {
            Self::Bunny => Some(bunny::read_settings(zone)),
            Self::Cloudflare => None,
        }
    }

    /// Writes the zone's settings, all but the signing.
    #[must_use]
    pub fn write_settings(self, zone: &ZoneInfo, settings: &ZoneSettings) -> Option<Call<()>> {
        match self {
            Self::Bunny => Some(bunny::write_settings(zone, settings)),
            Self::Cloudflare => None,
        }
    }

    /// Signs the zone, or no longer, and tells what the parent zone must hold.
    #[must_use]
    pub fn set_dnssec(self, zone: &ZoneInfo, on: bool) -> Option<Call<DsData>> {
        match self {
            Self::Bunny => Some(bunny::set_dnssec(zone, on)),
            Self::Cloudflare => None,
        }
    }

    /// Reads how the zone was queried between two moments, or over the provider's own time.
    #[must_use]
    pub fn read_statistics(
        self,
        zone: &ZoneInfo,
        between: Option<(DateTime<Utc>, DateTime<Utc>)>,
    ) -> Option<Call<Statistics>> {
        match self {
            Self::Bunny => Some(bunny::statistics(zone, between)),
            Self::Cloudflare => None,
        }
    }

    /// Has a certificate issued for a name of the zone; none where there is no such call.
    #[must_use]
    pub fn issue_certificate(self, zone: &ZoneInfo, name: &DomainName) -> Option<Call<()>> {
        match self {
            Self::Bunny => Some(bunny::issue_certificate(zone, name)),
            Self::Cloudflare => None,
        }
    }
}
