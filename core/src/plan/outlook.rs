//! The zone as it will be after all pending changes: its conflicts, and the steps that fix them.
//! Read-only.

mod problems;

use std::cell::OnceCell;

pub use problems::{Pointing, Problem};
use rustc_hash::FxHashSet;

use super::warn::{against, faults};
use super::{Mend, Warning};
use crate::change::Origin;
use crate::edits::Edits;
use crate::name::DomainName;
use crate::provider::{Capabilities, NoteLimits};
use crate::record::Record;
use crate::review::{Decision, Item, Review, Standing};
use crate::zone::{Clashes, Conflict, Fix, Neighbours, Severity, look_at_notes};

/// The zone as it will be after all pending changes.
pub struct Outlook<'a> {
    standing: Vec<(Origin, &'a Record)>,
    /// Indexed when first needed: errors are found without it.
    neighbours: OnceCell<Neighbours<'a>>,
    zone: &'a DomainName,
    rules: &'static Capabilities,
    edits: &'a Edits,
    notes: NoteLimits,
}

/// A change: its origin, the record it removes, and the record it writes.
pub(super) type Coming<'a> = (Origin, Option<&'a Record>, Option<&'a Record>);

/// The held records that stay, followed by the records that the changes write.
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

/// Whether an undecided found record counts as accepted.
fn is_open(review: &Review, item: &Item) -> bool {
    !item.is_missing() && review.can_accept(item) && review.standing(item) != Standing::Differs
}

/// Whether a found record will be in the zone. With `open`, undecided ones count as accepted.
fn will_stand(review: &Review, item: &Item, open: bool) -> bool {
    match item.decision {
        Decision::Accepted => item.is_pending(),
        Decision::Undecided => open && is_open(review, item),
        Decision::Rejected => false,
    }
}

/// The pending edits, and those found records that `comes` selects, as changes.
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
            // Accepting a record that differs edits the held one.
            let held = review.held(item).filter(|held| held.id.is_some());
            changes.push((Origin::Item(number), held, Some(item.record())));
        }
    }
    changes
}

impl<'a> Outlook<'a> {
    /// Combines the held records, the pending edits and the pending decisions. With `open`, undecided found
    /// records count as accepted, so that conflicts show before the user decides.
    #[must_use]
    pub fn new(held: &'a [Record], edits: &'a Edits, review: &'a Review, open: bool) -> Self {
        Self::with(held, edits, review, |_, item| will_stand(review, item, open))
    }

    /// Like [`Self::new`] with `open`, but these rejected records count as accepted too: the marks that their
    /// rows would get. `numbers` must be sorted.
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
        let (zone, rules) = (review.zone(), review.rules());
        let notes = rules.note_limits(None);
        Self { neighbours: OnceCell::new(), standing, zone, rules, edits, notes }
    }

    fn records(&self) -> impl Iterator<Item = &'a Record> + Clone {
        self.standing.iter().map(|(_, record)| *record)
    }

    fn neighbours(&self) -> &Neighbours<'a> {
        self.neighbours.get_or_init(|| Neighbours::new(self.records(), self.zone, self.rules))
    }

    /// Sets the limits for comments and tags, which depend on the zone's subscription plan.
    #[must_use]
    pub fn keeping(self, notes: NoteLimits) -> Self {
        Self { notes, ..self }
    }

    /// The numbers of the found records that the proxy breaks, with undecided ones counted as accepted.
    /// Checks only the proxy, so it is fast enough for a whole zone.
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
            // One proxied address of a name proxies the name's other addresses too.
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

    /// The warnings about a record. For a held record only conflicts count: the provider has validated it.
    fn against(&self, origin: Origin, record: &Record) -> Vec<Warning> {
        match origin {
            Origin::Held(_) => {
                let conflicts = self.neighbours().conflicts(record);
                conflicts.into_iter().map(Warning::Conflict).collect()
            }
            Origin::Item(_) => self.warnings_of(record),
            Origin::Edit(number) => {
                let list = self.edits.list();
                let place = list.binary_search_by(|(own, _)| own.cmp(&number)).ok();
                let change = place.and_then(|place| list.get(place)).map(|(_, change)| change);
                let held = change.and_then(|change| change.replaced());
                let notes = change.map(|change| change.notes(self.notes)).unwrap_or_default();
                against((record, held), notes, self.zone, self.neighbours(), self.rules)
            }
        }
    }

    /// The numbers of the found records that are marked as errors, in order. Fast enough for a whole zone.
    #[must_use]
    pub fn errors(&self) -> Vec<u32> {
        let clashes = Clashes::new(self.records(), self.zone, self.rules);
        let blocks = |conflict: &Conflict| conflict.severity() == Severity::Blocks;
        let is_error = |record: &Record| {
            clashes.block(record)
                || !faults(record, self.zone, self.rules).is_empty()
                || look_at_notes(record, &self.notes).iter().any(blocks)
        };
        let number = |(origin, record): &(Origin, &Record)| match origin {
            Origin::Item(number) if is_error(record) => Some(*number),
            _ => None,
        };
        self.standing.iter().filter_map(number).collect()
    }

    /// The record with this origin; `None` if it will not be in the zone.
    #[must_use]
    pub fn record(&self, origin: Origin) -> Option<&'a Record> {
        self.standing.iter().find(|(own, _)| *own == origin).map(|(_, record)| *record)
    }

    /// The warnings about the record with this origin.
    #[must_use]
    pub fn warnings(&self, origin: Origin) -> Vec<Warning> {
        self.record(origin).map(|record| self.against(origin, record)).unwrap_or_default()
    }

    /// The warnings about a found record, whether or not it will be in the zone.
    #[must_use]
    pub fn warnings_of(&self, found: &Record) -> Vec<Warning> {
        let notes = look_at_notes(found, &self.notes);
        against((found, None), notes, self.zone, self.neighbours(), self.rules)
    }

    /// The current origin of a record that was shown. The index of a held record may belong to another one
    /// after a reload. The plan may show the record as the provider stores it, or merged with the held one.
    fn now_at(&self, origin: Origin, shown: &Record) -> Option<Origin> {
        let is_held = matches!(origin, Origin::Held(_)) && shown.id.is_some();
        let is_it = |(own, record): &&(Origin, &Record)| {
            (*own == origin || is_held && matches!(own, Origin::Held(_)))
                // The number of a found record identifies it.
                && (matches!(own, Origin::Item(_)) || record.id == shown.id)
                && self.rules.kept(record).identity() == self.rules.kept(shown).identity()
                && record.unlike(shown).is_empty()
        };
        self.standing.iter().find(is_it).map(|(own, _)| *own)
    }

    /// Whether the fix is still needed. For pending changes the plan decides, which may know more.
    fn is_offered(&self, origin: Origin, fix: &Fix) -> bool {
        let is_it = |warning: &Warning| warning.fix() == Some(fix);
        !matches!(origin, Origin::Held(_)) || self.warnings(origin).iter().any(is_it)
    }

    /// The steps of a fix for the record that was shown; `None` if the record has changed since or needs no
    /// fix any more.
    #[must_use]
    pub fn mends(&self, origin: Origin, shown: &Record, fix: &Fix) -> Option<Vec<Mend>> {
        let origin = self.now_at(origin, shown)?;
        self.is_offered(origin, fix).then(|| self.steps(origin, fix))
    }

    /// Only a fix that removes other records accepts the one it keeps. All others leave the decision to the
    /// user.
    fn steps(&self, origin: Origin, fix: &Fix) -> Vec<Mend> {
        let Some(record) = self.record(origin) else { return Vec::new() };
        let at = |number: u32| self.standing.get(number as usize);
        let drop = |origin| Mend { origin, record: None, accepts: false };
        match fix {
            Fix::RemoveOther => {
                let mut mends = vec![Mend { origin, record: Some(record.clone()), accepts: true }];
                for conflict in self.neighbours().conflicts(record) {
                    let others = self.neighbours().in_the_way(record, conflict.kind);
                    let others = others.into_iter().filter_map(at).map(|(origin, _)| *origin);
                    if conflict.fix.as_ref() == Some(fix) {
                        mends.extend(others.map(drop));
                    }
                }
                mends
            }
            Fix::Enable => {
                let mut mends = vec![drop(origin)];
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
                let all = self.neighbours().proxying(record).into_iter().filter_map(at);
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
