//! What is said to and heard from a provider about scans and the review of what they found. These
//! are values only: the calls that carry them are the providers' own.

use chrono::{DateTime, Utc};

use crate::foreign::Foreign;
use crate::id::{JobId, RecordId, ZoneId};
use crate::name::DomainName;
use crate::record::Record;

/// What is to be scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanTarget {
    /// A zone that the provider holds.
    Zone(ZoneId),
    /// A domain that may be no zone there yet.
    Domain(DomainName),
}

/// The provider's answer to the start of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanStarted {
    /// The job's identity, where the provider gives it one.
    pub job: Option<JobId>,
}

/// How far the provider says that a scan is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanStatus {
    /// No scan was ever made of this zone.
    Never,
    /// The provider lists what was found and says nothing more.
    Unsaid,
    /// Waiting to begin.
    Pending,
    /// At work.
    InProgress,
    /// Over; all that was found is in the reading.
    Completed,
    /// Over without a result, with the provider's words if it gave any.
    Failed(Option<Foreign>),
}

/// What a provider tells of a scan when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanReading {
    /// The job that this reading is of, where the provider gives jobs an identity.
    pub job: Option<JobId>,
    /// When the job was made and when it was over, where the provider says so
    /// (read with [`crate::date::parse`]).
    pub created: Option<DateTime<Utc>>,
    /// See `created`.
    pub completed: Option<DateTime<Utc>>,
    /// How far it is.
    pub status: ScanStatus,
    /// What it has found so far, flawed items included.
    pub records: Vec<Record>,
    /// Whether these are all that the provider has: of a scan that is over, or all that waits for a
    /// decision. What is not among them is then not found any more.
    pub is_whole: bool,
}

/// How an accepted record is put to a provider whose documents and clients disagree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptShape {
    /// The found record's identity together with all its fields.
    IdAndFields,
    /// All its fields without the identity.
    FieldsOnly,
    /// Only the identity; changes made before accepting cannot be told this way.
    IdOnly,
}

/// What a review call did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviewed {
    /// The records that are now in the zone.
    pub accepted: Vec<Record>,
    /// The found records that are gone.
    pub rejected: Vec<RecordId>,
}
