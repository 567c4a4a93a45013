//! Which changes exceed the zone's record quota. Deletes free room, so the count is net and follows the
//! order in which a run carries out the changes.

use super::run::{dependencies, growth, units};
use super::{Plan, Planned};

/// How much of a plan fits into the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The number of records in the zone after the whole plan.
    pub after: usize,
    /// The number of records that the zone may hold.
    pub quota: usize,
    /// The number of new records in the plan.
    pub comes: usize,
    /// How many of the new records fit.
    pub fits: usize,
}

impl Plan {
    /// How much of the plan fits into a zone with `held` records and this quota; `None` if all of it does.
    /// `together` states that changes are sent in batches.
    #[must_use]
    pub fn room(&self, held: usize, quota: usize, together: bool) -> Option<Room> {
        let places: Vec<usize> = (0..self.changes.len()).collect();
        let beyond = without_room(&self.changes, &places, (held, quota), together);
        let new = |places: &[usize]| {
            places.iter().filter(|place| growth(&self.changes, &[**place]) > 0).count()
        };
        let (comes, left) = (new(&places), new(&beyond));
        let after = usize::try_from(held as isize + growth(&self.changes, &places));
        (left > 0).then(|| Room {
            after: after.unwrap_or_default(),
            quota,
            comes,
            fits: comes - left,
        })
    }
}

/// The indexes of those changes in `places` that do not fit into a zone with `held` records and this
/// quota. `together` states that changes are sent in batches.
#[must_use]
pub fn without_room(
    changes: &[Planned],
    places: &[usize],
    (held, quota): (usize, usize),
    together: bool,
) -> Vec<usize> {
    let room = quota as isize - held as isize;
    match together {
        true => beyond_together(changes, places, room),
        false => beyond_singly(changes, places, room),
    }
}

/// Batches send edits first, starting with those that free room, then accepts. A unit fits as a whole or
/// not at all.
fn beyond_together(changes: &[Planned], places: &[usize], mut room: isize) -> Vec<usize> {
    let is_finding = |place: &&usize| changes.get(**place).is_some_and(|p| p.change.is_finding());
    let (findings, edits): (Vec<&usize>, Vec<&usize>) = places.iter().partition(is_finding);
    let edits: Vec<usize> = edits.into_iter().copied().collect();
    let mut units = units(changes, &edits);
    units.sort_by_key(|unit| growth(changes, unit) > 0);
    units.extend(findings.into_iter().map(|place| vec![*place]));
    let mut beyond = Vec::new();
    for unit in units {
        let growth = growth(changes, &unit);
        if growth > 0 && growth > room {
            beyond.extend(unit);
        } else {
            room -= growth;
        }
    }
    beyond.sort_unstable();
    beyond
}

/// Deletes without dependencies go first. Then each new record takes its place, and the deletes that
/// waited for it free room again.
fn beyond_singly(changes: &[Planned], places: &[usize], mut room: isize) -> Vec<usize> {
    let before = dependencies(changes);
    let waits = |place: &usize| before.get(*place).is_some_and(|before| !before.is_empty());
    let grows = |place: &usize| growth(changes, &[*place]);
    let (goes, mut comes): (Vec<usize>, Vec<usize>) =
        places.iter().copied().partition(|place| grows(place) < 0 && !waits(place));
    room += goes.len() as isize;
    // Deletes that wait are handled right after the change they wait for.
    let mut waiting: Vec<usize> = comes.extract_if(.., |place| grows(place) < 0).collect();
    let mut beyond = Vec::new();
    for place in comes {
        if grows(&place) > 0 {
            if room < 1 {
                beyond.push(place);
                continue;
            }
            room -= 1;
        }
        let is_over = |delete: &mut usize| {
            let before = before.get(*delete);
            before.is_some_and(|before| before.last() == Some(&place))
        };
        let over: Vec<usize> = waiting.extract_if(.., is_over).collect();
        let barred = |delete: &usize| {
            before.get(*delete).is_some_and(|before| before.iter().any(|b| beyond.contains(b)))
        };
        room += over.iter().filter(|delete| !barred(delete)).count() as isize;
    }
    beyond
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Change;
    use crate::record::{Record, RecordType};
    use crate::zonefile::samples;
    use proptest::prelude::*;

    fn record(name: usize, content: usize) -> Record {
        let (name, content) =
            (format!("h{name}.example.com"), format!("192.0.{}.{}", content / 250, content % 250));
        samples::record(&name, RecordType::A, &[&content])
    }

    fn add(name: usize, content: usize) -> Change {
        Change::Add { record: record(name, content) }
    }

    fn delete(name: usize, content: usize) -> Change {
        let id = Some(format!("{name}-{content}").into());
        Change::Delete { record: Record { id, ..record(name, content) } }
    }

    fn beyond(changes: Vec<Change>, held: usize, quota: usize, together: bool) -> Vec<usize> {
        let plan = |change: Change| Planned {
            item: 0,
            is_decision: change.is_finding(),
            change,
            warnings: Vec::new(),
        };
        let changes: Vec<Planned> = changes.into_iter().map(plan).collect();
        let places: Vec<usize> = (0..changes.len()).collect();
        without_room(&changes, &places, (held, quota), together)
    }

    #[test]
    fn the_last_adds_exceed_the_quota() {
        let adds = || -> Vec<Change> { (0..5).map(|n| add(n, 1)).collect() };
        let none: [usize; 0] = [];
        for together in [true, false] {
            assert_eq!(beyond(adds(), 8, 10, together), [2, 3, 4]);
            assert_eq!(beyond(adds(), 5, 10, together), none);
            assert_eq!(beyond(adds(), 12, 10, together), [0, 1, 2, 3, 4]);
        }
    }

    #[test]
    fn a_delete_makes_room_wherever_it_is_in_the_plan() {
        for together in [true, false] {
            let changes = vec![add(1, 1), add(2, 1), delete(3, 1)];
            assert_eq!(beyond(changes, 10, 10, together), [1]);
        }
    }

    #[test]
    fn a_replacement_has_room_only_if_delete_and_add_are_sent_together() {
        let changes = || vec![delete(1, 1), add(1, 2)];
        let none: [usize; 0] = [];
        assert_eq!(beyond(changes(), 10, 10, true), none);
        assert_eq!(beyond(changes(), 10, 10, false), [1]);
        assert_eq!(beyond(changes(), 9, 10, false), none);
        // One after the other they have.
        let both = vec![delete(1, 1), add(1, 2), delete(2, 1), add(2, 2)];
        assert_eq!(beyond(both, 9, 10, false), none);
    }

    proptest! {
        #[test]
        fn the_changes_with_room_never_exceed_the_quota(
            kinds in prop::collection::vec((0..2, 0_usize..4), 1..12),
            held in 4_usize..12,
            quota in 4_usize..12,
            together: bool,
        ) {
            let changes: Vec<Change> = kinds
                .iter()
                .enumerate()
                .map(|(n, (kind, name))| if *kind == 0 { add(*name, n) } else { delete(*name, n) })
                .collect();
            let net = |change: &Change| if matches!(change, Change::Add { .. }) { 1 } else { -1 };
            let left = beyond(changes.clone(), held, quota, together);
            let rest = changes.iter().enumerate().filter(|(n, _)| !left.contains(n));
            let after = held as isize + rest.map(|(_, change)| net(change)).sum::<isize>();
            prop_assert!(after <= quota.max(held) as isize);
            let all: isize = held as isize + changes.iter().map(net).sum::<isize>();
            if all <= quota as isize && together && kinds.iter().all(|(kind, _)| *kind == 0) {
                prop_assert!(left.is_empty());
            }
        }
    }
}
