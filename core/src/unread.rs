//! What a source of records leaves open: what of it could not be read, and what it does not say of a
//! record. Readers of files collect it, and [`crate::wanted`] takes it into account.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::name::DomainName;
use crate::record::{Record, RecordId, RecordType};

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
