//! Records of a file that were probably meant otherwise: names that repeat the zone, targets that lack
//! their last dot, names that are none. Each comes with its fix, if there is one.

use crate::name::DomainName;
use crate::provider::Capabilities;
use crate::record::Record;
use crate::zone::{Conflict, ConflictKind, Neighbours};

/// The file's records and the zone's, to look at each of the file.
pub struct Mistakes<'a> {
    neighbours: Neighbours<'a>,
}

/// Whether a conflict comes from how a file was written.
#[must_use]
pub fn is_of_a_file(kind: ConflictKind) -> bool {
    matches!(
        kind,
        ConflictKind::Owner(_)
            | ConflictKind::OwnerRepeatsZone
            | ConflictKind::Target(_)
            | ConflictKind::TargetRepeatsZone
            | ConflictKind::TargetLacksDot
            | ConflictKind::TargetIsBare
    )
}

impl<'a> Mistakes<'a> {
    /// Indexes the records of the file and of the zone: a target may be in either.
    #[must_use]
    pub fn new(
        file: &'a [Record],
        held: &'a [Record],
        zone: &'a DomainName,
        rules: &'a Capabilities,
    ) -> Self {
        Self { neighbours: Neighbours::new(file.iter().chain(held), zone, rules) }
    }

    /// The probable mistakes of one record of the file.
    pub fn of(&self, record: &Record) -> impl Iterator<Item = Conflict> {
        let all = self.neighbours.conflicts(record).into_iter();
        all.filter(|conflict| is_of_a_file(conflict.kind))
    }
}
