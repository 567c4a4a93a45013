//! The zone as it will stand when everything that waits is done: which of its records do not go
//! together, and what a fix of that comes to. It changes nothing itself.

use super::{Mend, Origin, Warning, against};
use crate::edits::Edits;
use crate::index::Index;
use crate::name::DomainName;
use crate::provider::Capabilities;
use crate::record::Record;
use crate::review::{Decision, Item, Review, Standing};
use crate::zone::{Fix, Neighbours, Severity};

/// The zone as it will stand.
pub struct Outlook<'a> {
    standing: Vec<(Origin, &'a Record)>,
    neighbours: Neighbours<'a>,
    zone: &'a DomainName,
    rules: &'static Capabilities,
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

/// Whether a found record that nobody has decided on counts as accepted.
fn is_open(review: &Review, item: &Item) -> bool {
    !item.is_missing() && review.can_accept(item) && review.standing(item) != Standing::Differs
}

impl<'a> Outlook<'a> {
    /// Looks ahead from what the zone holds, the edits that wait, and the decisions that do. With
    /// `open`, found records that nobody has decided on count as accepted, so that each is told of
    /// before, and none of what another open one will bring.
    #[must_use]
    pub fn new(held: &'a [Record], edits: &'a Edits, review: &'a Review, open: bool) -> Self {
        Self::with(held, edits, review, |_, item| match item.decision {
            Decision::Accepted => item.is_pending(),
            Decision::Undecided => open && is_open(review, item),
            Decision::Rejected => false,
        })
    }

    /// As [`Self::new`] with what is open, as if these found records were not rejected: what their rows
    /// would be marked with if somebody accepted them all. The numbers are in order.
    #[must_use]
    pub fn of_accepting(
        held: &'a [Record],
        edits: &'a Edits,
        review: &'a Review,
        numbers: &[u32],
    ) -> Self {
        Self::with(held, edits, review, |number, item| match item.decision {
            Decision::Accepted => item.is_pending(),
            Decision::Undecided => is_open(review, item),
            Decision::Rejected => review.can_accept(item) && numbers.binary_search(&number).is_ok(),
        })
    }

    fn with(
        held: &'a [Record],
        edits: &'a Edits,
        review: &'a Review,
        comes: impl Fn(u32, &Item) -> bool,
    ) -> Self {
        let mut changes: Vec<Coming<'_>> = Vec::new();
        for (number, change) in edits.list() {
            changes.push((Origin::Edit(*number), change.replaced(), change.written()));
        }
        for (number, item) in (0..).zip(review.items().iter()) {
            if comes(number, item) {
                // What differs is changed where it stands.
                let held = review.held(item).filter(|held| held.id.is_some());
                changes.push((Origin::Item(number), held, Some(item.record())));
            }
        }
        let standing = standing(held, changes);
        let records = standing.iter().map(|(_, record)| *record);
        let (zone, rules) = (review.zone(), review.rules());
        Self { neighbours: Neighbours::new(records, zone, rules), standing, zone, rules }
    }

    /// Every record with a conflict, and how much its worst one matters.
    #[must_use]
    pub fn conflicting(&self) -> Vec<(Origin, Severity)> {
        let all = self.standing.iter();
        let worst = |(origin, record): &(Origin, &Record)| self.worst(*origin, record);
        all.filter_map(|one| Some((one.0, worst(one)?))).collect()
    }

    fn worst(&self, origin: Origin, record: &Record) -> Option<Severity> {
        self.against(origin, record).into_iter().map(Warning::severity).max()
    }

    /// What stands against a record. What the zone holds has passed the provider's own check.
    fn against(&self, origin: Origin, record: &Record) -> Vec<Warning> {
        match origin {
            Origin::Held(_) => {
                let conflicts = self.neighbours.conflicts(record);
                conflicts.into_iter().map(Warning::Conflict).collect()
            }
            _ => against(record, self.zone, &self.neighbours, self.rules),
        }
    }

    /// The found records that are marked as errors, by their numbers in order.
    #[must_use]
    pub fn errors(&self) -> Vec<u32> {
        let is_error = |origin, record| self.worst(origin, record) == Some(Severity::Blocks);
        let all = self.standing.iter();
        let errors = all.filter_map(|(origin, record)| match origin {
            Origin::Item(number) if is_error(*origin, record) => Some(*number),
            _ => None,
        });
        errors.collect()
    }

    /// The record from there; none when it is to go.
    #[must_use]
    pub fn record(&self, origin: Origin) -> Option<&'a Record> {
        self.standing.iter().find(|(own, _)| *own == origin).map(|(_, record)| *record)
    }

    /// What is to be said of the record from there.
    #[must_use]
    pub fn warnings(&self, origin: Origin) -> Vec<Warning> {
        self.record(origin).map(|record| self.against(origin, record)).unwrap_or_default()
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
