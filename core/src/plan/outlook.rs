//! The zone as it will stand when everything that waits is done: which of its records do not go
//! together, and what a fix of that comes to. It changes nothing itself.

use super::{Mend, Origin, Warning};
use crate::edits::Edits;
use crate::index::Index;
use crate::record::Record;
use crate::review::{Decision, Review, Standing};
use crate::zone::{Fix, Neighbours, Severity};

/// The zone as it will stand.
pub struct Outlook<'a> {
    standing: Vec<(Origin, &'a Record)>,
    neighbours: Neighbours<'a>,
}

/// A change: where it is from, the record that goes by it, and the one that comes.
pub(super) type Coming<'a> = (Origin, Option<&'a Record>, Option<&'a Record>);

/// What stays of the records that a zone holds, then what comes.
pub(super) fn standing<'a>(
    held: &'a [Record],
    changes: Vec<Coming<'a>>,
) -> Vec<(Origin, &'a Record)> {
    let replaced = changes.iter().filter_map(|(_, gone, _)| gone.as_ref()?.id.clone());
    let gone = Index::set(replaced.map(String::from));
    let mut all: Vec<(Origin, &Record)> = (0..).map(Origin::Held).zip(held).collect();
    all.retain(|(_, record)| !record.id.as_ref().is_some_and(|id| gone.has(id)));
    all.extend(changes.into_iter().filter_map(|(origin, _, comes)| Some((origin, comes?))));
    all
}

impl<'a> Outlook<'a> {
    /// Looks ahead from what the zone holds, the edits that wait, and the decisions that do. With
    /// `open`, found records that nobody has decided on count as accepted, so that each is told of
    /// before, and none of what another open one will bring.
    #[must_use]
    pub fn new(held: &'a [Record], edits: &'a Edits, review: &'a Review, open: bool) -> Self {
        let mut changes: Vec<Coming<'_>> = Vec::new();
        for (number, change) in edits.list() {
            changes.push((Origin::Edit(*number), change.replaced(), change.written()));
        }
        for (number, item) in (0..).zip(review.items().iter()) {
            let comes = match item.decision {
                Decision::Accepted => item.is_pending(),
                Decision::Undecided => {
                    open && review.can_accept(item) && review.standing(item) != Standing::Differs
                }
                Decision::Rejected => false,
            };
            if comes {
                // What differs is changed where it stands.
                let held = review.held(item).filter(|held| held.id.is_some());
                changes.push((Origin::Item(number), held, Some(item.record())));
            }
        }
        let standing = standing(held, changes);
        let records = standing.iter().map(|(_, record)| *record);
        let neighbours = Neighbours::new(records, review.zone(), review.rules());
        Self { standing, neighbours }
    }

    /// Every record with a conflict, and how much its worst one matters.
    #[must_use]
    pub fn conflicting(&self) -> Vec<(Origin, Severity)> {
        let worst = |record| {
            let conflicts = self.neighbours.conflicts(record);
            conflicts.into_iter().map(|conflict| conflict.severity()).max()
        };
        let all = self.standing.iter();
        all.filter_map(|(origin, record)| Some((*origin, worst(record)?))).collect()
    }

    /// The record from there; none when it is to go.
    #[must_use]
    pub fn record(&self, origin: Origin) -> Option<&'a Record> {
        self.standing.iter().find(|(own, _)| *own == origin).map(|(_, record)| *record)
    }

    /// What is to be said of the record from there.
    #[must_use]
    pub fn warnings(&self, origin: Origin) -> Vec<Warning> {
        let conflicts = self.record(origin).map(|record| self.neighbours.conflicts(record));
        conflicts.into_iter().flatten().map(Warning::Conflict).collect()
    }

    /// What a fix of the record from there comes to.
    #[must_use]
    pub fn mends(&self, origin: Origin, fix: Fix) -> Vec<Mend> {
        let Some(record) = self.record(origin) else { return Vec::new() };
        let mut mends = vec![Mend { origin, record: fix.mended(record) }];
        if fix == Fix::Enable {
            let is_it = |other: &&(Origin, &Record)| {
                other.1.disabled && other.1.identity() == record.identity()
            };
            let other = self.standing.iter().find(is_it);
            mends.extend(
                other.map(|(origin, other)| Mend {
                    origin: *origin,
                    record: Some(record.over(other)),
                }),
            );
        }
        if fix == Fix::RemoveOther {
            for conflict in self.neighbours.conflicts(record) {
                let others = self.neighbours.in_the_way(record, conflict.kind).into_iter();
                let others = others.filter_map(|number| self.standing.get(number as usize));
                if conflict.fix == Some(fix) {
                    mends.extend(others.map(|(origin, _)| Mend { origin: *origin, record: None }));
                }
            }
        }
        mends
    }
}

#[cfg(test)]
mod tests;
