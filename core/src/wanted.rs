//! What is wanted of a zone, and what its source leaves open. Whatever a file did not say, or said in a
//! way that could not be read, is no wish: [`crate::diff::changes`] takes both together, so that
//! nobody compares the one without the other.

use crate::name::DomainName;
use crate::record::Record;
use crate::unread::{Place, Tells, Unread};
use crate::zonefile::{self, Dialect, ZoneFile};

/// Why a source may only add: what stands there may be about any record of the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWhole(pub Place);

/// Wanted records with what is not known of them.
#[derive(Debug)]
pub struct Wanted<'a> {
    records: &'a [Record],
    tells: &'a [Tells],
    unread: Unread,
    dialect: Option<Dialect>,
}

impl<'a> Wanted<'a> {
    /// Records of which all is known, such as those that a provider has told.
    #[must_use]
    pub fn whole(records: &'a [Record]) -> Self {
        Self { records, tells: &[], unread: Unread::default(), dialect: None }
    }

    /// Records of a snapshot, which can hold every record whole, with what each says.
    #[must_use]
    pub fn of_snapshot(records: &'a [Record], tells: &'a [Tells], unread: Unread) -> Self {
        Self { records, tells, unread, dialect: None }
    }

    /// Records of a zone file, which can hold what this dialect can.
    #[must_use]
    pub fn of_file(
        records: &'a [Record],
        tells: &'a [Tells],
        unread: Unread,
        dialect: Dialect,
    ) -> Self {
        Self { records, tells, unread, dialect: Some(dialect) }
    }

    /// The records, each with what its source says of it.
    pub fn records(&self) -> impl Iterator<Item = (&'a Record, Tells)> {
        let (records, tells) = (self.records, self.tells);
        let told = move |place| tells.get(place).copied().unwrap_or(Tells::ALL);
        records.iter().enumerate().map(move |(place, record)| (record, told(place)))
    }

    /// What could not be read.
    #[must_use]
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Whether the source tells copies of one record apart. In a zone file they are one record
    /// (RFC 2181, section 5).
    #[must_use]
    pub fn counts_copies(&self) -> bool {
        self.dialect.is_none()
    }

    /// Whether the source is silent about a record of the zone, so that it stays as it is: it may be
    /// about something that could not be read, or the source has no way to say it.
    #[must_use]
    pub fn is_silent_on(&self, record: &Record, zone: &DomainName) -> bool {
        let cannot = |dialect| !zonefile::can_hold(record, zone, dialect);
        self.unread.concerns(record) || self.dialect.is_some_and(cannot)
    }
}

impl ZoneFile {
    /// The records as they are wanted of a zone, with what is not known of them.
    #[must_use]
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted::of_file(&self.records, &self.tells, self.unread.clone(), self.dialect)
    }
}
