//! Matches the records of a source with those of the zone, each once: equal ones first, then those of the
//! same name and type.

use rustc_hash::FxHashSet;

use super::held::{HeldRecord, HeldRecords, Queues, after, change, new};
use super::{Compared, Difference, Mode, Scope, Standing, aside};
use crate::name::DomainName;
use crate::record::Record;
use crate::unread::{Tells, rrset};
use crate::wanted::Wanted;

/// A record of the source.
struct WantedRecord<'a> {
    record: &'a Record,
    tells: Tells,
    /// Its index in the source.
    place: u32,
    identity: String,
}

/// All records, compared: first what is to be written, in the order in which nothing conflicts.
#[derive(Default)]
pub(super) struct Rows {
    deleted: Vec<Compared>,
    changed: Vec<Compared>,
    added: Vec<Compared>,
    /// What needs or allows no write.
    others: Vec<Compared>,
}

impl Rows {
    pub fn of(
        held: &[Record],
        wanted: &Wanted<'_>,
        zone: &DomainName,
        mode: Mode,
        scope: Scope,
    ) -> Self {
        let counts = |record: &Record| {
            record.flaw.is_none()
                && record.name.is_within(zone)
                && aside(record, zone, scope).is_none()
        };
        let held = (0_u32..).zip(held).filter(|(_, record)| counts(record));
        let mut held = HeldRecords::of(held, wanted, zone);
        let mut rows = Self::default();
        let mut all = Vec::new();
        for (place, (record, tells)) in (0_u32..).zip(wanted.records()) {
            if counts(record) {
                all.push(WantedRecord { record, tells, place, identity: record.identity() });
            } else {
                let standing = aside(record, zone, scope).map_or(Standing::Unfit, Standing::Aside);
                rows.others.push(quiet(Some(place), None, standing));
            }
        }
        let counts_copies = wanted.counts_copies() && mode != Mode::AddMissing;
        let sets: FxHashSet<_> = all.iter().map(|own| rrset(own.record)).collect();
        let (unmatched, seen) = rows.match_equal(all, &mut held, counts_copies, mode);
        let goes = |held: &HeldRecord<'_>| {
            (mode == Mode::MakeEqual || sets.contains(&rrset(held.record)))
                && (counts_copies || !seen.contains(&held.record.identity()))
        };
        let leftover: Vec<_> = match mode {
            Mode::AddMissing => Vec::new(),
            _ => held.left().filter(goes).collect(),
        };
        rows.match_sets(unmatched, &leftover);
        rows
    }

    /// Matches the records with the same identity. Returns those without a match, and all identities.
    fn match_equal<'a>(
        &mut self,
        all: Vec<WantedRecord<'a>>,
        held: &mut HeldRecords<'_>,
        counts_copies: bool,
        mode: Mode,
    ) -> (Vec<WantedRecord<'a>>, FxHashSet<String>) {
        let (mut unmatched, mut enabled) = (Vec::new(), Vec::new());
        let mut seen = FxHashSet::default();
        // Match identical records before equivalent ones.
        let (exact, rest): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|own| held.has(&own.identity, own.record, own.tells));
        for own in exact.into_iter().chain(rest) {
            let WantedRecord { record, tells, place, identity } = &own;
            // A disabled copy does not count as the live record.
            let key = if record.disabled { format!("!{identity}") } else { identity.clone() };
            if !seen.insert(key) && !counts_copies {
                self.others.push(quiet(Some(*place), None, Standing::Repeated));
                continue;
            }
            let before = held.take(identity, record, *tells);
            seen.insert(identity.clone());
            let Some(HeldRecord { record: before, place: at, is_fixed }) = before else {
                unmatched.push(own);
                continue;
            };
            // A disabled record is absent from DNS, so it counts as missing in every mode.
            let is_off = before.disabled && !record.disabled;
            let difference = change(before, record, *tells).filter(|_| is_off || !is_fixed);
            let is_equal = after(before, record, *tells) == *before;
            match difference {
                Some(difference) => {
                    let row = Compared {
                        wanted: Some(*place),
                        held: Some(at),
                        standing: Standing::Differs,
                        difference: Some(difference),
                        is_due: is_off || mode != Mode::AddMissing,
                    };
                    if is_off { enabled.push(row) } else { self.changed.push(row) }
                }
                None => {
                    let standing = if is_equal { Standing::Equal } else { Standing::Stays };
                    self.others.push(quiet(Some(*place), Some(at), standing));
                }
            }
        }
        self.changed.append(&mut enabled);
        (unmatched, seen)
    }

    /// Pairs the records that have no match with leftovers of the same name and type.
    fn match_sets(&mut self, unmatched: Vec<WantedRecord<'_>>, leftover: &[HeldRecord<'_>]) {
        let mut queues = Queues::of(leftover);
        for WantedRecord { record, tells, place, .. } in unmatched {
            let wanted = Some(place);
            let Some(HeldRecord { record: before, place, .. }) = queues.next(record) else {
                let difference = Difference::Add(new(record));
                self.added.push(due(wanted, None, Standing::New, difference));
                continue;
            };
            match change(before, record, tells) {
                Some(difference) => {
                    self.changed.push(due(wanted, Some(place), Standing::Differs, difference));
                }
                None => self.others.push(quiet(wanted, Some(place), Standing::Equal)),
            }
        }
        let gone = queues.rest().map(|held| {
            let difference = Difference::Delete(held.record.clone());
            due(None, Some(held.place), Standing::Gone, difference)
        });
        self.deleted.extend(gone);
    }

    /// What may be written, in the order to write it.
    pub fn written(self) -> impl Iterator<Item = Compared> {
        self.deleted.into_iter().chain(self.changed).chain(self.added)
    }

    pub fn all(self) -> Vec<Compared> {
        let mut all = self.deleted;
        for more in [self.changed, self.added, self.others] {
            all.extend(more);
        }
        all
    }
}

/// A row with a difference that the mode asks for.
fn due(
    wanted: Option<u32>,
    held: Option<u32>,
    standing: Standing,
    difference: Difference,
) -> Compared {
    Compared { wanted, held, standing, difference: Some(difference), is_due: true }
}

/// A row without a difference.
fn quiet(wanted: Option<u32>, held: Option<u32>, standing: Standing) -> Compared {
    Compared { wanted, held, standing, difference: None, is_due: false }
}
