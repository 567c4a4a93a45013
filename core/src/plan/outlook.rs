//! The zone as it will stand when everything that waits is done: which of its records do not go
//! together, and what a fix of that comes to. It changes nothing itself.

use rustc_hash::FxHashSet;

use super::warn::against;
use super::{Mend, Warning};
use crate::change::Origin;
use crate::edits::Edits;
use crate::name::DomainName;
use crate::provider::{Capabilities, NoteLimits};
use crate::record::Record;
use crate::review::{Decision, Item, Review, Standing};
use crate::zone::{Fix, Neighbours, Severity, look_at_notes};

/// The zone as it will stand.
pub struct Outlook<'a> {
    standing: Vec<(Origin, &'a Record)>,
    neighbours: Neighbours<'a>,
    zone: &'a DomainName,
    rules: &'static Capabilities,
    edits: &'a Edits,
    notes: NoteLimits,
}

/// A change: where it is from, the record that goes by it, and the one that comes.
pub(super) type Coming<'a> = (Origin, Option<&'a Record>, Option<&'a Record>);

/// What stays of the records that a zone holds, then what comes.
pub(super) fn standing<'a>(
    held: &'a [Record],
    changes: Vec<Coming<'a>>,
) -> Vec<(Origin, &'a Record)> {
    let gone: FxHashSet<_> =
        changes.iter().filter_map(|(_, gone, _)| gone.as_ref()?.id.as_ref()).collect();
    let mut all: Vec<(Origin, &Record)> = (0..).map(Origin::Held).zip(held).collect();
    all.retain(|(_, record)| !record.id.as_ref().is_some_and(|id| gone.contains(id)));
    all.extend(changes.into_iter().filter_map(|(origin, _, comes)| Some((origin, comes?))));
    all
}

/// Whether a found record that nobody has decided on counts as accepted.
fn is_open(review: &Review, item: &Item) -> bool {
    !item.is_missing() && review.can_accept(item) && review.standing(item) != Standing::Differs
}

/// Whether a found record is to stand in the zone; `open` tells whether one does that nobody has decided on.
fn will_stand(review: &Review, item: &Item, open: bool) -> bool {
    match item.decision {
        Decision::Accepted => item.is_pending(),
        Decision::Undecided => open && is_open(review, item),
        Decision::Rejected => false,
    }
}

/// What comes of edits and found records.
fn coming<'a>(
    edits: &'a Edits,
    review: &'a Review,
    comes: impl Fn(u32, &Item) -> bool,
) -> Vec<Coming<'a>> {
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
    changes
}

impl<'a> Outlook<'a> {
    /// Looks ahead from what the zone holds, the edits that wait, and the decisions that do. With
    /// `open`, found records that nobody has decided on count as accepted, so that each is told of
    /// before, and none of what another open one will bring.
    #[must_use]
    pub fn new(held: &'a [Record], edits: &'a Edits, review: &'a Review, open: bool) -> Self {
        Self::with(held, edits, review, |_, item| will_stand(review, item, open))
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
        let standing = standing(held, coming(edits, review, comes));
        let records = standing.iter().map(|(_, record)| *record);
        let (zone, rules) = (review.zone(), review.rules());
        let (neighbours, notes) = (Neighbours::new(records, zone, rules), rules.note_limits(None));
        Self { neighbours, standing, zone, rules, edits, notes }
    }

    /// The same for a zone whose plan keeps this of comments and tags.
    #[must_use]
    pub fn keeping(self, notes: NoteLimits) -> Self {
        Self { notes, ..self }
    }

    /// The found records that the proxy breaks, where what is open counts. It asks for nothing else, and
    /// so it is cheap enough for as many records as there are.
    #[must_use]
    pub fn broken_by_proxy(held: &[Record], edits: &Edits, review: &Review) -> Vec<u32> {
        if review.proxied().is_empty() {
            return Vec::new();
        }
        let standing =
            standing(held, coming(edits, review, |_, item| will_stand(review, item, true)));
        let records = standing.iter().map(|(_, record)| *record).collect();
        let neighbours = Neighbours::for_proxy(records, review.zone(), review.rules());
        let mut numbers = Vec::new();
        for (place, (origin, record)) in (0..).zip(&standing) {
            if !matches!(origin, Origin::Item(_)) || !neighbours.is_broken_by_proxy(record) {
                continue;
            }
            // The other addresses of the name proxy this one too.
            let others = neighbours.proxying(record);
            let is_own = record.proxied == Some(true);
            let all = others.into_iter().chain(is_own.then_some(place));
            numbers.extend(all.filter_map(|place| match standing.get(place as usize)?.0 {
                Origin::Item(number) => Some(number),
                _ => None,
            }));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Every record with a conflict, and how much its worst one matters.
    #[must_use]
    pub fn conflicting(&self) -> Vec<(Origin, Severity)> {
        let all = self.standing.iter();
        let worst = |(origin, record): &(Origin, &Record)| self.worst(*origin, record);
        all.filter_map(|one| Some((one.0, worst(one)?))).collect()
    }

    fn worst(&self, origin: Origin, record: &Record) -> Option<Severity> {
        self.against(origin, record).iter().map(Warning::severity).max()
    }

    /// What stands against a record. What the zone holds has passed the provider's own check.
    fn against(&self, origin: Origin, record: &Record) -> Vec<Warning> {
        match origin {
            Origin::Held(_) => {
                let conflicts = self.neighbours.conflicts(record);
                conflicts.into_iter().map(Warning::Conflict).collect()
            }
            Origin::Item(_) => {
                let notes = look_at_notes(record, &self.notes);
                against((record, None), notes, self.zone, &self.neighbours, self.rules)
            }
            Origin::Edit(number) => {
                let list = self.edits.list();
                let place = list.binary_search_by(|(own, _)| own.cmp(&number)).ok();
                let change = place.and_then(|place| list.get(place)).map(|(_, change)| change);
                let held = change.and_then(|change| change.replaced());
                let notes = change.map(|change| change.notes(self.notes)).unwrap_or_default();
                against((record, held), notes, self.zone, &self.neighbours, self.rules)
            }
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

    /// Where the record that was shown is from now: a place among those held is another one's as soon as
    /// they are read anew. The plan may show it as its provider keeps it, or written over what is held.
    fn now_at(&self, origin: Origin, shown: &Record) -> Option<Origin> {
        let is_held = matches!(origin, Origin::Held(_)) && shown.id.is_some();
        let is_it = |(own, record): &&(Origin, &Record)| {
            (*own == origin || is_held && matches!(own, Origin::Held(_)))
                // A found record is known by its number.
                && (matches!(own, Origin::Item(_)) || record.id == shown.id)
                && self.rules.kept(record).identity() == self.rules.kept(shown).identity()
                && record.unlike(shown).is_empty()
        };
        self.standing.iter().find(is_it).map(|(own, _)| *own)
    }

    /// Whether the fix still mends something. What waits was shown by its plan, which may know more.
    fn is_offered(&self, origin: Origin, fix: &Fix) -> bool {
        let is_it = |warning: &Warning| warning.fix() == Some(fix);
        !matches!(origin, Origin::Held(_)) || self.warnings(origin).iter().any(is_it)
    }

    /// What a fix of the record that was shown from there comes to; none where it is not so any more, or
    /// there is nothing left to mend.
    #[must_use]
    pub fn mends(&self, origin: Origin, shown: &Record, fix: &Fix) -> Option<Vec<Mend>> {
        let origin = self.now_at(origin, shown)?;
        self.is_offered(origin, fix).then(|| self.steps(origin, fix))
    }

    /// Only what is kept in the place of others is accepted with it: whether a record that has changed is
    /// to be written is another question.
    fn steps(&self, origin: Origin, fix: &Fix) -> Vec<Mend> {
        let Some(record) = self.record(origin) else { return Vec::new() };
        let at = |number: u32| self.standing.get(number as usize);
        match fix {
            Fix::RemoveOther => {
                let mut mends = vec![Mend { origin, record: Some(record.clone()), accepts: true }];
                for conflict in self.neighbours.conflicts(record) {
                    let others = self.neighbours.in_the_way(record, conflict.kind);
                    let others = others.into_iter().filter_map(at).map(|(origin, _)| *origin);
                    if conflict.fix.as_ref() == Some(fix) {
                        mends.extend(others.map(|origin| Mend {
                            origin,
                            record: None,
                            accepts: false,
                        }));
                    }
                }
                mends
            }
            Fix::Enable => {
                let mut mends = vec![Mend { origin, record: None, accepts: false }];
                let is_it = |other: &&(Origin, &Record)| {
                    other.1.disabled && other.1.identity() == record.identity()
                };
                let other = self.standing.iter().find(is_it);
                mends.extend(other.map(|(origin, other)| Mend {
                    origin: *origin,
                    record: Some(record.over(other)),
                    accepts: true,
                }));
                mends
            }
            Fix::UnproxyName => {
                let all = self.neighbours.proxying(record).into_iter().filter_map(at);
                let all = all.filter(|(_, other)| !other.locked);
                let mend = |(origin, other): &(Origin, &Record)| Mend {
                    origin: *origin,
                    record: fix.mended(other),
                    accepts: false,
                };
                all.map(mend).collect()
            }
            _ => vec![Mend { origin, record: fix.mended(record), accepts: false }],
        }
    }
}

#[cfg(test)]
mod tests;
