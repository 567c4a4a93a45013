//! The wanted records of a zone, with what their source leaves open. Anything that a file does not state,
//! or states in an unreadable way, is not wanted: [`crate::diff::changes`] takes both together, so that
//! one is never compared without the other.

use crate::name::DomainName;
use crate::record::Record;
use crate::unread::{Position, Tells, Unread};
use crate::zonefile::{self, Dialect, ZoneFile};

/// Why a source may only add records: the unreadable part at this place may concern any record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWhole(pub Position);

/// Wanted records, with what is unknown about them.
#[derive(Debug)]
pub struct Wanted<'a> {
    records: &'a [Record],
    tells: &'a [Tells],
    unread: Unread,
    dialect: Option<Dialect>,
}

impl<'a> Wanted<'a> {
    /// Completely known records, such as those of a provider.
    #[must_use]
    pub fn whole(records: &'a [Record]) -> Self {
        Self { records, tells: &[], unread: Unread::default(), dialect: None }
    }

    /// Records of a snapshot, with the fields that each states.
    #[must_use]
    pub fn of_snapshot(records: &'a [Record], tells: &'a [Tells], unread: Unread) -> Self {
        Self { records, tells, unread, dialect: None }
    }

    /// Records of a zone file, which holds what its dialect supports.
    #[must_use]
    pub fn of_file(
        records: &'a [Record],
        tells: &'a [Tells],
        unread: Unread,
        dialect: Dialect,
    ) -> Self {
        Self { records, tells, unread, dialect: Some(dialect) }
    }

    /// The records, each with the fields that its source states.
    pub fn records(&self) -> impl Iterator<Item = (&'a Record, Tells)> {
        let (records, tells) = (self.records, self.tells);
        let told = move |place| tells.get(place).copied().unwrap_or(Tells::ALL);
        records.iter().enumerate().map(move |(place, record)| (record, told(place)))
    }

    /// The unreadable parts.
    #[must_use]
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Whether the source distinguishes copies of one record. In a zone file they are one record (RFC 2181,
    /// section 5).
    #[must_use]
    pub fn counts_copies(&self) -> bool {
        self.dialect.is_none()
    }

    /// Whether the source is silent about a record of the zone, so that the record stays: an unreadable part
    /// may concern it, or the source cannot express it.
    #[must_use]
    pub fn is_silent_on(&self, record: &Record, zone: &DomainName) -> bool {
        let cannot = |dialect| !zonefile::can_hold(record, zone, dialect);
        self.unread.concerns(record) || self.dialect.is_some_and(cannot)
    }
}

impl ZoneFile {
    /// The records as wanted for a zone, with what is unknown about them.
    #[must_use]
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted::of_file(&self.records, &self.tells, self.unread.clone(), self.dialect)
    }
}
