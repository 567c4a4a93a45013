//! The calls for a zone's records and settings, beyond scans, under one name for both providers. It sends
//! nothing; whether a change is allowed is decided in [`crate::plan`].

use chrono::{DateTime, Utc};

use super::bunny::edit as bunny;
use super::cloudflare::edit as cloudflare;
use super::{Call, DsData, Page, Provider, RecordQuery, Statistics, ZoneInfo, ZoneSettings};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Record, RecordId};

/// A record with all details that the provider reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordDetails {
    /// The record.
    pub record: Record,
    /// When the record was created.
    pub created: Option<DateTime<Utc>>,
    /// When the record was last changed.
    pub modified: Option<DateTime<Utc>>,
    /// Whether the record can be proxied.
    pub proxiable: Option<bool>,
    /// Further details as names and values, in the order of the response.
    pub more: Vec<(Foreign, Foreign)>,
}

/// Changes that a provider applies atomically, in this order.
#[derive(Clone, Debug, Default)]
pub struct Batch<'a> {
    /// Records to delete.
    pub deletes: Vec<&'a RecordId>,
    /// Records to change: current and new form. Only the differences are sent.
    pub patches: Vec<(&'a Record, &'a Record)>,
    /// Records to overwrite as a whole, by id.
    pub puts: Vec<(&'a RecordId, &'a Record)>,
    /// Records to add.
    pub posts: Vec<&'a Record>,
}

/// The result of a [`Batch`]: the same lists, in the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchDone {
    /// The number of deleted records.
    pub deletes: usize,
    /// The changed records.
    pub patches: Vec<Record>,
    /// The overwritten records.
    pub puts: Vec<Record>,
    /// The new records.
    pub posts: Vec<Record>,
}

/// The result of an import, or of the old scan that adds records without a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The number of added records.
    pub added: u32,
    /// The number of records that failed, if the provider states it.
    pub failed: u32,
    /// The number of skipped records, if the provider states it.
    pub skipped: u32,
    /// The number of records read.
    pub total: u32,
}

/// A zone's record quota and its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The maximum number of records; `None` if the limit is not the zone's own.
    pub quota: Option<u32>,
    /// The number of records in the zone.
    pub used: u32,
}

impl Provider {
    /// Searches records on the provider's side, page by page from 1; `None` if it cannot search.
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

    /// Reads one record with all its details; `None` if there is no such call.
    #[must_use]
    pub fn read_record(self, zone: &ZoneInfo, id: &RecordId) -> Option<Call<RecordDetails>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::read(zone, id)),
        }
    }

    /// Adds a record. The answer is the stored record, if the provider returns it.
    #[must_use]
    pub fn create_record(self, zone: &ZoneInfo, record: &Record) -> Call<Option<Record>> {
        match self {
            Self::Bunny => super::bunny::records::add(zone, record),
            Self::Cloudflare => cloudflare::create(zone, record),
        }
    }

    /// Changes a record in place; `None` if that is impossible: the record has no id, or its type would
    /// change and the provider does not allow that.
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

    /// Overwrites a record as a whole: fields that are not sent fall back to their defaults. `None` if there
    /// is no such call.
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

    /// Applies changes atomically; `None` if the provider has no such call.
    #[must_use]
    pub fn batch(self, zone: &ZoneInfo, batch: &Batch<'_>) -> Option<Call<BatchDone>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::batch(zone, batch)),
        }
    }

    /// Exports the zone in the provider's own zone file format.
    #[must_use]
    pub fn export_zone(self, zone: &ZoneInfo) -> Call<String> {
        match self {
            Self::Bunny => bunny::export(zone),
            Self::Cloudflare => cloudflare::export(zone),
        }
    }

    /// Uploads a zone file; the provider adds its records.
    #[must_use]
    pub fn import_zone(self, zone: &ZoneInfo, file: &str, proxied: bool) -> Call<Imported> {
        match self {
            Self::Bunny => bunny::import(zone, file),
            Self::Cloudflare => cloudflare::import(zone, file, proxied),
        }
    }

    /// Reads the zone's record quota and its use; `None` if there is no such call.
    #[must_use]
    pub fn read_usage(self, zone: &ZoneInfo) -> Option<Call<Usage>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::usage(zone)),
        }
    }

    /// Starts the old scan, which adds records without a review; `None` if there is none.
    #[must_use]
    pub fn scan_and_add(self, zone: &ZoneInfo) -> Option<Call<Imported>> {
        match self {
            Self::Bunny => None,
            Self::Cloudflare => Some(cloudflare::scan_and_add(zone)),
        }
    }

    /// Asks whether a zone with this name can be created; `None` if there is no such call.
    #[must_use]
    pub fn check_availability(self, name: &DomainName) -> Option<Call<bool>> {
        match self {
            Self::Bunny => Some(bunny::check_availability(name)),
            Self::Cloudflare => None,
        }
    }

    /// Deletes a zone with all its records; `None` if the page does not support that.
    #[must_use]
    pub fn delete_zone(self, zone: &ZoneInfo) -> Option<Call<()>> {
        match self {
            Self::Bunny => Some(bunny::delete_zone(zone)),
            Self::Cloudflare => None,
        }
    }

    /// Reads the zone's settings; `None` if the page does not show them.
    #[must_use]
    pub fn read_settings(self, zone: &ZoneInfo) -> Option<Call<ZoneSettings>> {
        match self {
            Self::Bunny => Some(bunny::read_settings(zone)),
            Self::Cloudflare => None,
        }
    }

    /// Writes the zone's settings, except DNSSEC.
    #[must_use]
    pub fn write_settings(self, zone: &ZoneInfo, settings: &ZoneSettings) -> Option<Call<()>> {
        match self {
            Self::Bunny => Some(bunny::write_settings(zone, settings)),
            Self::Cloudflare => None,
        }
    }

    /// Turns DNSSEC on or off; the answer is the data for the parent zone.
    #[must_use]
    pub fn set_dnssec(self, zone: &ZoneInfo, on: bool) -> Option<Call<DsData>> {
        match self {
            Self::Bunny => Some(bunny::set_dnssec(zone, on)),
            Self::Cloudflare => None,
        }
    }

    /// Reads the query statistics between two moments, or for the provider's default period.
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

    /// Requests a certificate for a name of the zone; `None` if there is no such call.
    #[must_use]
    pub fn issue_certificate(self, zone: &ZoneInfo, name: &DomainName) -> Option<Call<()>> {
        match self {
            Self::Bunny => Some(bunny::issue_certificate(zone, name)),
            Self::Cloudflare => None,
        }
    }
}
