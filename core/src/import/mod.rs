//! What an import shows before anything is planned: each record of a file beside the zone, beside what
//! the scan found, and beside what is planned already. It plans nothing.

mod mistakes;
mod scanned;
mod tally;
#[cfg(test)]
mod tests;

pub use mistakes::{Mistakes, is_of_a_file};
pub use scanned::{Sight, found_only, missed_names};
pub use tally::Tally;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::change::Change;
use crate::diff::{Aside, Compared, Difference, Scope, Standing, aside};
use crate::edits::Edits;
use crate::name::DomainName;
use crate::record::{Record, RecordId};
use crate::review::{Decision, Review};

/// A record of the file or of the zone, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// The record of the file and that of the zone. A name server of the apex is set aside here, also where
    /// it may be taken.
    pub compared: Compared,
    /// Whether the scan found it; `None` without a scan.
    pub sight: Option<Sight>,
    /// Whether something is planned for it already.
    pub planned: Option<Planned>,
}

/// What is planned already for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// The same change.
    Same,
    /// Another change of the zone's record.
    Other,
}

/// What a file's records are seen beside, apart from the zone's.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// The zone's name.
    pub zone: &'a DomainName,
    /// The pending edits.
    pub edits: &'a Edits,
    /// The found records; `None` if there was no scan.
    pub found: Option<&'a Review>,
    /// The decisions on found records.
    pub decisions: Option<&'a Review>,
}

impl ImportRow {
    /// Whether there is anything to take.
    #[must_use]
    pub fn may_take(&self) -> bool {
        self.compared.difference.is_some() && self.planned != Some(Planned::Same)
    }

    /// Whether it is taken unless the user says otherwise: name servers of the apex are not, and neither is
    /// what would replace the user's own edit.
    #[must_use]
    pub fn is_due(&self) -> bool {
        let is_aside = matches!(self.compared.standing, Standing::Aside(_));
        self.compared.is_due && self.planned.is_none() && !is_aside
    }

    /// The change that taking it makes.
    #[must_use]
    pub fn change(&self) -> Option<Change> {
        self.compared.difference.clone().filter(|_| self.may_take()).map(Change::from)
    }

    /// The record that it is about: the file's, or else the zone's.
    #[must_use]
    pub fn record<'a>(&self, file: &'a [Record], held: &'a [Record]) -> Option<&'a Record> {
        let of_file = self.compared.wanted.and_then(|place| file.get(place as usize));
        of_file.or_else(|| self.held(held))
    }

    /// The zone's record, if there is one.
    #[must_use]
    pub fn held<'a>(&self, held: &'a [Record]) -> Option<&'a Record> {
        held.get(self.compared.held? as usize)
    }
}

/// The rows of a comparison, in its order.
#[must_use]
pub fn rows(
    compared: Vec<Compared>,
    file: &[Record],
    held: &[Record],
    beside: Beside<'_>,
) -> Vec<ImportRow> {
    let scanned = beside.found.map(scanned::Scanned::of);
    let plans = Plans::of(beside);
    let row = |compared: Compared| {
        let mut row = ImportRow { compared, sight: None, planned: None };
        if let Some(record) = row.record(file, held) {
            let is_apex_ns = aside(record, beside.zone, NO_NAME_SERVERS).is_some();
            row.sight = scanned.as_ref().map(|scanned| scanned.sight(record));
            row.planned = row.compared.difference.as_ref().and_then(|one| plans.planned(one));
            if is_apex_ns && row.compared.standing != Standing::Equal {
                row.compared.standing = Standing::Aside(Aside::ApexNs);
            }
        }
        row
    };
    compared.into_iter().map(row).collect()
}

/// Leaves only the name servers of the apex aside.
const NO_NAME_SERVERS: Scope = Scope { soa: true, apex_ns: false };

/// What is planned already.
struct Plans<'a> {
    /// The identities of the records to add.
    added: FxHashSet<String>,
    changes: FxHashMap<&'a RecordId, &'a Change>,
}

impl<'a> Plans<'a> {
    fn of(Beside { edits, decisions, .. }: Beside<'a>) -> Self {
        let edits = edits.list().iter().map(|(_, change)| change);
        let adds = edits.clone().filter_map(|change| match change {
            Change::Add { record } => Some(record.identity()),
            _ => None,
        });
        let items = decisions.into_iter().flat_map(Review::items);
        let accepted =
            items.filter(|item| item.decision == Decision::Accepted && item.is_pending());
        Self {
            added: adds.chain(accepted.map(|item| item.record().identity())).collect(),
            changes: edits.filter_map(|change| Some((change.concerned()?, change))).collect(),
        }
    }

    fn planned(&self, difference: &Difference) -> Option<Planned> {
        let (Difference::Change { before: record, .. }
        | Difference::Delete(record)
        | Difference::Add(record)) = difference;
        if matches!(difference, Difference::Add(_)) {
            let is_added = !self.added.is_empty() && self.added.contains(&record.identity());
            return is_added.then_some(Planned::Same);
        }
        let planned = *self.changes.get(record.id.as_ref()?)?;
        let is_same = match (difference, planned) {
            (Difference::Delete(_), Change::Delete { .. }) => true,
            (Difference::Change { after, .. }, Change::Edit { after: planned, .. }) => {
                after.says_the_same(planned)
            }
            _ => false,
        };
        Some(if is_same { Planned::Same } else { Planned::Other })
    }
}
