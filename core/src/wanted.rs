//! What is wanted of a zone, and what its source leaves open. Whatever a file did not say, or said in a
//! way that could not be read, is no wish: [`crate::diff::changes`] takes both together, so that
//! nobody compares the one without the other.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::name::DomainName;
use crate::record::{Record, RecordId, RecordType};
use crate::zonefile::{self, Dialect};

/// What something that could not be read may have been about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// Nothing of the zone.
    Nothing,
    /// The record that the provider knows by this identity.
    Record(RecordId),
    /// The records of one name and type.
    Rrset(DomainName, RecordType),
    /// Every record of a name.
    Name(DomainName),
    /// Every record of a name and of all names below it.
    Below(DomainName),
    /// Any record of the zone.
    Zone,
}

/// Where something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The line of a file; the first is 1.
    Line(u32),
    /// The item of a list; the first is 1.
    Item(u32),
}

/// Why a source may only add: what stands there may be about any record of the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWhole(pub Place);

/// Everything that a source may have said without its being understood.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    ids: FxHashSet<RecordId>,
    /// Types by name.
    sets: FxHashMap<DomainName, FxHashSet<RecordType>>,
    names: FxHashSet<DomainName>,
    below: Vec<DomainName>,
    whole: Option<Place>,
}

impl Unread {
    /// Takes in what something that could not be read may have been about.
    pub fn add(&mut self, place: Place, concern: &Concern) {
        match concern {
            Concern::Nothing => {}
            Concern::Record(id) => {
                self.ids.insert(id.clone());
            }
            // Nothing stands beside a CNAME (RFC 1034, section 3.6.2), so it is about the whole name.
            Concern::Rrset(name, RecordType::Cname) | Concern::Name(name) => {
                self.names.insert(name.clone());
            }
            Concern::Rrset(name, rtype) => {
                self.sets.entry(name.clone()).or_default().insert(rtype.clone());
            }
            Concern::Below(name) => self.below.push(name.clone()),
            Concern::Zone => self.whole = self.whole.or(Some(place)),
        }
    }

    /// Where it may be about any record.
    #[must_use]
    pub fn whole(&self) -> Option<Place> {
        self.whole
    }

    /// Whether it may be about this record.
    #[must_use]
    pub fn concerns(&self, record: &Record) -> bool {
        let name = &record.name;
        self.whole.is_some()
            || self.names.contains(name)
            || record.id.as_ref().is_some_and(|id| self.ids.contains(id))
            || self.sets.get(name).is_some_and(|types| {
                record.rtype == RecordType::Cname || types.contains(&record.rtype)
            })
            || self.below.iter().any(|top| name.is_within(top))
    }
}

/// The name and type that make a set of records (RFC 2181, section 5).
pub(crate) fn rrset(record: &Record) -> (&DomainName, &RecordType) {
    (&record.name, &record.rtype)
}

/// What a source says of a record beside its name, its type and its data. What it does not say stays
/// as the zone has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tells {
    /// Its TTL, and not only one that was assumed.
    pub ttl: bool,
    /// Its comment, be it none.
    pub comment: bool,
    /// Its tags, be they none.
    pub tags: bool,
    /// What the provider keeps beside it.
    pub more: bool,
}

impl Tells {
    /// Everything.
    pub const ALL: Self = Self { ttl: true, comment: true, tags: true, more: true };
}

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
