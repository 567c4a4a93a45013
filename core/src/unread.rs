//! The unreadable parts of a source of records, and the fields that it does not state. File readers
//! collect them for [`crate::wanted`].

use rustc_hash::{FxHashMap, FxHashSet};

use crate::name::DomainName;
use crate::record::{Record, RecordId, RecordType};

/// The records that an unreadable part may concern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// Nothing of the zone.
    Nothing,
    /// The record with this provider id.
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

/// The place of an unreadable part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// The line of a file; the first is 1.
    Line(u32),
    /// The item of a list; the first is 1.
    Item(u32),
}

/// The records that the unreadable parts of a source may concern.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    ids: FxHashSet<RecordId>,
    /// Types by name.
    sets: FxHashMap<DomainName, FxHashSet<RecordType>>,
    names: FxHashSet<DomainName>,
    below: Vec<DomainName>,
    whole: Option<Position>,
}

impl Unread {
    /// Adds an unreadable part.
    pub fn add(&mut self, place: Position, concern: &Concern) {
        match concern {
            Concern::Nothing => {}
            Concern::Record(id) => {
                self.ids.insert(id.clone());
            }
            // A CNAME excludes all other records (RFC 1034, section 3.6.2), so it concerns the whole name.
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

    /// The first place that may concern any record of the zone.
    #[must_use]
    pub fn whole(&self) -> Option<Position> {
        self.whole
    }

    /// Whether an unreadable part may concern this record.
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

/// The name and type that form an RRset (RFC 2181, section 5).
pub(crate) fn rrset(record: &Record) -> (&DomainName, &RecordType) {
    (&record.name, &record.rtype)
}

/// The fields of a record that a source states, besides name, type and rdata. Unstated ones stay as the
/// zone has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tells {
    /// The TTL, unless it was assumed.
    pub ttl: bool,
    /// The comment, even if there is none.
    pub comment: bool,
    /// The tags, even if there are none.
    pub tags: bool,
    /// The uninterpreted fields of the provider.
    pub more: bool,
}

impl Tells {
    /// All fields.
    pub const ALL: Self = Self { ttl: true, comment: true, tags: true, more: true };
}
