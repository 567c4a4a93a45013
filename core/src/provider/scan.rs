//! The messages about scans and their review. Plain data: the providers' own modules define the calls.

use chrono::{DateTime, Utc};

use crate::foreign::Foreign;
use crate::id::{JobId, RecordId, ZoneId};
use crate::name::DomainName;
use crate::record::Record;

/// The target of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanTarget {
    /// A zone of the provider.
    Zone(ZoneId),
    /// A domain that may not be a zone yet.
    Domain(DomainName),
}

/// The provider's answer to the start of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanStarted {
    /// The job's id, if the provider assigns one.
    pub job: Option<JobId>,
}

/// The provider's status of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanStatus {
    /// The zone was never scanned.
    Never,
    /// The provider lists findings without a status.
    Unsaid,
    /// Queued.
    Pending,
    /// Running.
    InProgress,
    /// Finished; the reading contains all findings.
    Completed,
    /// Ended without a result, with the provider's message if there was one.
    Failed(Option<Foreign>),
}

/// A reading of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanReading {
    /// The job of this reading, if the provider assigns ids.
    pub job: Option<JobId>,
    /// When the job was created, if the provider states it (read with [`crate::date::parse`]).
    pub created: Option<DateTime<Utc>>,
    /// When the job finished, if the provider states it.
    pub completed: Option<DateTime<Utc>>,
    /// The status.
    pub status: ScanStatus,
    /// The findings so far, including unreadable ones.
    pub records: Vec<Record>,
    /// Whether the reading contains all findings: the scan has finished, or these are all that await a
    /// decision. Records that are missing from it count as no longer found.
    pub is_whole: bool,
}

/// The format of an accepted record; the provider's documents and clients disagree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptShape {
    /// The finding's id and all fields.
    IdAndFields,
    /// All fields without the id.
    FieldsOnly,
    /// Only the id; edits made before accepting cannot be expressed.
    IdOnly,
}

/// The result of a review call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviewed {
    /// The records that are now in the zone.
    pub accepted: Vec<Record>,
    /// The findings that are gone.
    pub rejected: Vec<RecordId>,
}
