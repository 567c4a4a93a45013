//! The pending edits: at most one per record of the zone, plus the new records. This module neither writes
//! nor validates, and it drops edits that change nothing.

mod kept;
mod past;

pub use past::PastEdits;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::change::{Change, Done};
use crate::provider::Capabilities;
use crate::record::{Record, RecordId};

/// The pending edits of a zone, each with a stable number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    list: Vec<(u32, Change)>,
    next: u32,
}

impl Edits {
    /// Adds a new record.
    pub fn add(&mut self, record: Record) {
        self.push(Change::Add { record: Record { id: None, ..record } });
    }

    /// Edits a record of the zone, replacing its pending edit. `splits` states that the provider cannot
    /// change a record's type in place, so a change of type becomes a delete and an add.
    pub fn change(&mut self, before: &Record, after: Record, whole: bool, splits: bool) {
        self.forget(before.id.as_ref());
        if splits && before.rtype != after.rtype {
            self.push(Change::Delete { record: before.clone() });
            self.add(after);
        } else if whole || !after.says_the_same(before) {
            // A whole write sends only the fields that the user sees, none that are merely carried along.
            let more = after.more.filter(|_| !whole);
            let after = Record { id: before.id.clone(), more, ..after };
            self.push(Change::Edit { before: before.clone(), after, whole });
        }
    }

    /// Deletes a record of the zone, replacing its pending edit.
    pub fn delete(&mut self, record: &Record) {
        self.forget(record.id.as_ref());
        self.push(Change::Delete { record: record.clone() });
    }

    /// Drops the pending edit of a record of the zone.
    pub fn keep_record(&mut self, record: &Record) {
        self.forget(record.id.as_ref());
    }

    /// Adds changes from an import, an undo or a restore. A record that is already pending as new is not
    /// added again. Returns the numbers of the added edits.
    pub fn extend(&mut self, changes: impl IntoIterator<Item = Change>) -> Range<u32> {
        let start = self.next;
        let waiting = self.list.iter().filter_map(|(_, change)| match change {
            Change::Add { record } => Some(record.identity()),
            _ => None,
        });
        let waiting: FxHashSet<String> = waiting.collect();
        for change in changes {
            let again =
                matches!(&change, Change::Add { record } if waiting.contains(&record.identity()));
            if !again {
                self.push(change);
            }
        }
        self.keep_latest();
        start..self.next
    }

    /// Keeps only the latest edit of each record. A single pass, because there may be as many edits as
    /// records.
    fn keep_latest(&mut self) {
        let concerned =
            |(number, change): &(u32, Change)| Some((change.concerned()?.clone(), *number));
        let latest: FxHashMap<RecordId, u32> = self.list.iter().filter_map(concerned).collect();
        self.list.retain(|(number, change)| {
            change.concerned().is_none_or(|id| latest.get(id) == Some(number))
        });
    }

    /// Applies changes to many records at once: each replaces the edit with its number, or becomes a new
    /// edit. Edits that no longer change anything are dropped.
    pub fn change_all(&mut self, changes: Vec<(u32, Change)>) {
        for (number, change) in changes {
            match (number < self.next, change) {
                (true, Change::Add { record } | Change::Edit { after: record, .. }) => {
                    self.amend(number, record);
                }
                (_, change) => self.push(change),
            }
        }
        self.list.retain(|(_, change)| {
            !matches!(change, Change::Edit { before, after, whole: false } if after.says_the_same(before))
        });
    }

    /// Indexes into [`Edits::list`], by the ids of the zone records that the edits concern.
    #[must_use]
    pub fn places(&self) -> FxHashMap<&RecordId, usize> {
        let places = self.list.iter().enumerate();
        places.filter_map(|(place, (_, change))| Some((change.concerned()?, place))).collect()
    }

    /// Replaces the record of a pending edit.
    pub fn amend(&mut self, number: u32, record: Record) {
        // The list is sorted by number.
        let place = self.list.binary_search_by(|(own, _)| own.cmp(&number));
        let found = place.ok().and_then(|place| self.list.get_mut(place));
        let Some((_, change)) = found else { return };
        match change {
            Change::Add { record: new } => *new = Record { id: None, ..record },
            Change::Edit { after, .. } => *after = Record { id: after.id.clone(), ..record },
            _ => {}
        }
    }

    /// Drops edits that are done or no longer wanted.
    pub fn drop_edits(&mut self, numbers: impl IntoIterator<Item = u32>) {
        let mut is_dropped = vec![false; self.next as usize];
        for number in numbers {
            if let Some(is_dropped) = is_dropped.get_mut(number as usize) {
                *is_dropped = true;
            }
        }
        self.list.retain(|(own, _)| is_dropped.get(*own as usize) != Some(&true));
    }

    /// Removes the edits that a run has written, from the undo history too. Edits that changed during the run
    /// keep their rest: see [`Done::left`].
    pub fn settle(&mut self, done: &Done, rules: &Capabilities, past: &mut PastEdits) {
        let left = |(number, change): (u32, Change)| {
            done.left(number, &change, rules).map(|left| (number, left))
        };
        self.list = std::mem::take(&mut self.list).into_iter().filter_map(left).collect();
        past.settle(left);
    }

    /// Drops all edits.
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// The pending edit of a record of the zone, by the provider's id.
    #[must_use]
    pub fn of(&self, id: Option<&RecordId>) -> Option<&Change> {
        self.find(id).map(|(_, change)| change)
    }

    /// The number of that edit.
    #[must_use]
    pub fn number_of(&self, id: Option<&RecordId>) -> Option<u32> {
        self.find(id).map(|(number, _)| *number)
    }

    fn find(&self, id: Option<&RecordId>) -> Option<&(u32, Change)> {
        let id = id?;
        self.list.iter().find(|(_, change)| change.concerned() == Some(id))
    }

    /// The edits with their numbers, oldest first.
    #[must_use]
    pub fn list(&self) -> &[(u32, Change)] {
        &self.list
    }

    /// The number of edits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no edits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn push(&mut self, change: Change) {
        self.list.push((self.next, change));
        self.next += 1;
    }

    fn forget(&mut self, id: Option<&RecordId>) {
        if let Some(id) = id {
            self.list.retain(|(_, change)| change.concerned() != Some(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, RecordType, Ttl};

    fn record(id: &str, rtype: RecordType, content: &str) -> Record {
        let rdata = Rdata::new(&rtype, [content]);
        let name = DomainName::parse("www.example.com").unwrap();
        Record { id: Some(id.into()), ..Record::new(name, rtype, rdata, Ttl::Seconds(60)) }
    }

    #[test]
    fn keeps_only_the_last_edit_of_a_record() {
        let one = record("1", RecordType::A, "192.0.2.1");
        let mut edits = Edits::default();
        edits.change(&one, record("1", RecordType::A, "192.0.2.2"), false, true);
        edits.change(&one, record("1", RecordType::A, "192.0.2.3"), false, true);
        assert_eq!(edits.len(), 1);
        edits.delete(&one);
        assert!(matches!(edits.of(one.id.as_ref()), Some(Change::Delete { .. })));
        edits.change(&one, one.clone(), false, true);
        assert!(edits.is_empty(), "changed back to what it is");
    }

    #[test]
    fn drops_unknown_members_when_a_record_is_written_whole() {
        let one = Record { more: Some("x".into()), ..record("1", RecordType::A, "192.0.2.1") };
        for whole in [true, false] {
            let mut edits = Edits::default();
            edits.change(&one, Record { ttl: Ttl::Auto, ..one.clone() }, whole, false);
            assert_eq!(edits.list()[0].1.record().more.is_none(), whole);
        }
    }

    #[test]
    fn a_new_type_is_a_delete_and_an_add_where_types_cannot_change() {
        let (one, txt) =
            (record("1", RecordType::A, "192.0.2.1"), record("1", RecordType::Txt, "t"));
        let mut edits = Edits::default();
        edits.change(&one, txt.clone(), false, true);
        assert!(matches!(edits.list(), [(_, Change::Delete { .. }), (_, Change::Add { .. })]));
        let mut edits = Edits::default();
        edits.change(&one, txt, false, false);
        assert!(matches!(edits.list(), [(_, Change::Edit { .. })]));
    }

    #[test]
    fn does_not_add_a_record_that_is_already_waiting() {
        let add = || Change::Add { record: record("x", RecordType::A, "192.0.2.1") };
        let mut edits = Edits::default();
        assert_eq!(edits.extend([add()]), 0..1);
        assert_eq!(edits.extend([add()]), 1..1);
        assert_eq!(edits.len(), 1);
    }

    #[test]
    fn keeps_the_last_of_several_changes_of_a_record_with_its_number() {
        let [one, two] = ["1", "2"].map(|id| record(id, RecordType::A, "192.0.2.1"));
        let delete = |record: &Record| Change::Delete { record: record.clone() };
        let mut edits = Edits::default();
        edits.delete(&one);
        edits.delete(&two);
        let after = record("1", RecordType::A, "192.0.2.9");
        let edit = Change::Edit { before: one.clone(), after, whole: false };
        assert_eq!(edits.extend([delete(&one), edit.clone()]), 2..4);
        let waiting: Vec<_> = edits.list().iter().map(|(number, _)| *number).collect();
        assert_eq!(waiting, [1, 3]);
        assert_eq!(edits.of(one.id.as_ref()), Some(&edit));
    }

    #[test]
    fn changes_many_at_once_on_top_of_their_waiting_edits() {
        let ttl = |record: &Record, ttl| Record { ttl: Ttl::Seconds(ttl), ..record.clone() };
        let [one, two, new] = ["1", "2", "3"].map(|id| record(id, RecordType::A, "192.0.2.1"));
        let moved = Record { rdata: Rdata::new(&RecordType::A, ["192.0.2.9"]), ..two.clone() };
        let mut edits = Edits::default();
        edits.add(new.clone());
        edits.change(&two, moved.clone(), true, true);
        assert_eq!(edits.places().get(&RecordId::from("2")), Some(&1));
        let to =
            |before: &Record, after| Change::Edit { before: before.clone(), after, whole: false };
        edits.change_all(vec![
            (0, Change::Add { record: ttl(&new, 600) }),
            (u32::MAX, to(&one, ttl(&one, 600))),
            (1, to(&two, ttl(&moved, 600))),
        ]);
        let seconds: Vec<_> = edits.list().iter().map(|(_, change)| change.record().ttl).collect();
        assert_eq!(seconds, [Ttl::Seconds(600); 3]);
        assert!(
            matches!(&edits.list()[1].1, Change::Edit { after, whole: true, .. } if after.rdata == moved.rdata)
        );
        let number = edits.number_of(one.id.as_ref()).unwrap();
        edits.change_all(vec![(number, to(&one, one.clone()))]);
        assert_eq!((edits.len(), edits.of(one.id.as_ref())), (2, None), "as the zone has it");
    }

    /// A walk over the list for each of them would be ten thousand million comparisons.
    #[test]
    fn takes_in_and_drops_a_hundred_thousand_edits() {
        let held = record("", RecordType::A, "192.0.2.1");
        let ids = 0..100_000_u32;
        let of = |id: u32| Record { id: Some(id.to_string().into()), ..held.clone() };
        let deletes = || ids.clone().map(|id| Change::Delete { record: of(id) });
        let mut edits = Edits::default();
        edits.extend(deletes());
        assert_eq!(edits.extend(deletes()), 100_000..200_000);
        assert_eq!(edits.len(), 100_000);
        edits.drop_edits(100_001..200_000);
        assert_eq!(edits.list(), [(100_000, Change::Delete { record: of(0) })]);
    }

    #[test]
    fn edits_keep_their_numbers_when_others_are_dropped() {
        let mut edits = Edits::default();
        for content in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
            edits.add(record("x", RecordType::A, content));
        }
        edits.drop_edits([1, 9]);
        edits.amend(2, record("y", RecordType::A, "192.0.2.9"));
        edits.add(record("x", RecordType::A, "192.0.2.4"));
        let numbers: Vec<u32> = edits.list().iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [0, 2, 3]);
        assert_eq!(edits.list()[1].1.record().rdata.field(0).raw(), "192.0.2.9");
        assert!(edits.list().iter().all(|(_, change)| change.record().id.is_none()));
    }
}
