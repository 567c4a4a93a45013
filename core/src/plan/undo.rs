//! Undoes an apply: the changes that revert it, where nobody has changed the records since. They go
//! through a plan like all others; nothing is written here.
//!
//! An apply may be cut off, by a reload of the tab for example, and then nobody knows how far it came. In
//! that case the zone decides: changes that are visible there are reverted, the others are skipped.

use super::run::HeldRecords;
use crate::change::{Change, Written};
use crate::record::Record;

/// The changes that revert an apply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    /// The reverting changes, in reverse order of the apply.
    pub changes: Vec<Change>,
    /// The changes that cannot be undone, and why.
    pub refused: Vec<(Change, Refused)>,
}

/// Why a change cannot be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Somebody has changed the record since.
    Changed,
    /// Somebody has deleted the record since.
    Gone,
    /// The deleted record is back already.
    BackAlready,
    /// The provider does not keep rejected findings.
    Rejected,
}

/// What has become of a change of an apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// It stands as it was written; this change reverts it.
    Stands(Box<Change>),
    /// It cannot be undone.
    Refused(Refused),
    /// The apply was cut off before it.
    NotDone,
}

/// What has become of each change of an apply, given the records that the zone holds now.
#[must_use]
pub fn since(written: &Written, held: &[Record]) -> Vec<Since> {
    let held = HeldRecords::new(held);
    let now = |record: &Record| held.with_id(record.id.as_ref()).or_else(|| held.like(record));
    let of = |change: &Change| match back(change, written.unfinished, now) {
        _ if written.unfinished && is_not_done(change, now) => Since::NotDone,
        Ok(back) => Since::Stands(Box::new(back)),
        Err(refused) => Since::Refused(refused),
    };
    written.changes.iter().map(of).collect()
}

/// The changes that revert an apply, given the records that the zone holds now.
#[must_use]
pub fn undo(written: &Written, held: &[Record]) -> Undo {
    let mut undo = Undo::default();
    for (change, since) in written.changes.iter().zip(since(written, held)).rev() {
        match since {
            // Of two equal records one is gone, so both lookups found the other: delete it once.
            Since::Stands(back) => match *back {
                Change::Delete { record } if is_again(&undo.changes, &record) => {}
                back => undo.changes.push(back),
            },
            Since::Refused(refused) => undo.refused.push((change.clone(), refused)),
            Since::NotDone => {}
        }
    }
    undo
}

/// Whether these changes already remove this record. Records without a provider id never match.
fn is_again(changes: &[Change], record: &Record) -> bool {
    let of = |change: &Change| change.replaced().and_then(|gone| gone.id.clone());
    record.id.is_some() && changes.iter().any(|change| of(change) == record.id)
}

/// Whether the zone is still as it was before the change.
fn is_not_done<'h>(change: &Change, now: impl Fn(&Record) -> Option<&'h Record>) -> bool {
    match change {
        Change::Accept { record, .. } | Change::Add { record } => now(record).is_none(),
        Change::Edit { before, .. } => now(before).is_some_and(|now| now.says_the_same(before)),
        Change::Delete { record } => now(record).is_some(),
        Change::Reject { .. } => true,
    }
}

fn back<'h>(
    change: &Change,
    unfinished: bool,
    now: impl Fn(&Record) -> Option<&'h Record>,
) -> Result<Change, Refused> {
    // If the apply was cut off, the page never read the stored form of the record, so equal data is enough.
    let is_it = |now: &Record, record: &Record| match unfinished {
        true => now.identity() == record.identity(),
        false => now.says_the_same(record),
    };
    let unchanged = |record: &Record| match now(record) {
        Some(now) if is_it(now, record) => Ok(now.clone()),
        Some(_) => Err(Refused::Changed),
        None => Err(Refused::Gone),
    };
    match change {
        Change::Accept { record, .. } | Change::Add { record } => {
            Ok(Change::Delete { record: unchanged(record)? })
        }
        Change::Edit { before, after, whole } => {
            let now = unchanged(after)?;
            let after = Record { id: now.id.clone(), ..before.clone() };
            // Only a whole write restores the fields that a whole write had reset.
            Ok(Change::Edit { before: now, after, whole: *whole })
        }
        Change::Delete { record } => {
            let again = Record { id: None, ..record.clone() };
            match now(&again) {
                Some(_) => Err(Refused::BackAlready),
                None => Ok(Change::Add { record: again }),
            }
        }
        Change::Reject { .. } => Err(Refused::Rejected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, RecordType, Ttl};

    fn record(id: &str, content: &str, ttl: u32) -> Record {
        let rdata = Rdata::new(&RecordType::A, [content]);
        let name = DomainName::parse("www.example.com").unwrap();
        Record { id: Some(id.into()), ..Record::new(name, RecordType::A, rdata, Ttl::Seconds(ttl)) }
    }

    fn unfinished(changes: Vec<Change>) -> Written {
        Written { changes, unfinished: true, ..Written::default() }
    }

    fn undo(done: &[Change], held: &[Record]) -> Undo {
        super::undo(&Written { changes: done.to_vec(), ..Written::default() }, held)
    }

    #[test]
    fn undoes_every_kind_of_change() {
        let (one, two) = (record("1", "192.0.2.1", 60), record("1", "192.0.2.2", 90));
        let new = record("7", "192.0.2.7", 60);
        let gone = record("9", "192.0.2.9", 60);
        let done = [
            Change::Add { record: new.clone() },
            Change::Edit { before: one.clone(), after: two.clone(), whole: false },
            Change::Delete { record: gone.clone() },
        ];
        let back = undo(&done, &[new.clone(), two.clone()]);
        assert_eq!(back.refused, []);
        let expected = [
            Change::Add { record: Record { id: None, ..gone } },
            Change::Edit { before: two, after: one, whole: false },
            Change::Delete { record: new },
        ];
        assert_eq!(back.changes, expected);
    }

    #[test]
    fn undoes_a_whole_write_with_a_whole_write() {
        let before = Record { more: Some("x".into()), ..record("1", "192.0.2.1", 60) };
        let after = Record { more: None, ..before.clone() };
        let done = Change::Edit { before: before.clone(), after: after.clone(), whole: true };
        let back = undo(&[done], std::slice::from_ref(&after));
        assert_eq!(back.changes, [Change::Edit { before: after, after: before, whole: true }]);
    }

    #[test]
    fn refuses_to_undo_records_changed_since_and_says_why() {
        let (one, two) = (record("1", "192.0.2.1", 60), record("1", "192.0.2.2", 90));
        let edit = Change::Edit { before: one.clone(), after: two.clone(), whole: false };
        let other = record("1", "192.0.2.3", 90);
        let why = |change: &Change, held: &[Record]| {
            undo(std::slice::from_ref(change), held).refused[0].1
        };
        assert_eq!(why(&edit, std::slice::from_ref(&other)), Refused::Changed);
        assert_eq!(why(&edit, &[]), Refused::Gone);
        assert_eq!(why(&Change::Add { record: one.clone() }, &[other]), Refused::Changed);
        let delete = Change::Delete { record: one.clone() };
        assert_eq!(why(&delete, std::slice::from_ref(&one)), Refused::BackAlready);
        assert_eq!(why(&Change::Reject { found: one }, &[]), Refused::Rejected);
    }

    #[test]
    fn undoes_a_record_recreated_with_another_id() {
        let (old, new) = (record("1", "192.0.2.1", 60), record("2", "192.0.2.1", 60));
        let back = undo(&[Change::Add { record: old }], std::slice::from_ref(&new));
        assert_eq!(back.changes, [Change::Delete { record: new }]);
    }

    #[test]
    fn undoes_the_part_of_an_unfinished_apply_that_the_zone_has() {
        let new = |n: u8| record("", &format!("192.0.2.{n}"), 60);
        let add = |n: u8| Change::Add { record: Record { id: None, ..new(n) } };
        let (one, two) = (record("1", "192.0.2.1", 60), record("1", "192.0.2.2", 90));
        let (three, four) = (record("3", "192.0.2.3", 60), record("3", "192.0.2.4", 90));
        let (gone, left) = (record("8", "192.0.2.8", 60), record("9", "192.0.2.9", 60));
        let edit = |before: &Record, after: &Record| Change::Edit {
            before: before.clone(),
            after: after.clone(),
            whole: false,
        };
        let delete = |record: &Record| Change::Delete { record: record.clone() };
        let changes = vec![
            add(20),
            add(21),
            edit(&one, &two),
            edit(&three, &four),
            delete(&gone),
            delete(&left),
        ];
        // Written with another TTL than planned, as a provider does with a proxied record.
        let added = record("77", "192.0.2.20", 1);
        let held = [added.clone(), two.clone(), three, left];
        let back = super::undo(&unfinished(changes), &held);
        let again = Change::Add { record: Record { id: None, ..gone } };
        assert_eq!(back.changes, [again, edit(&two, &one), delete(&added)]);
        assert_eq!(back.refused, []);
    }

    #[test]
    fn leaves_records_that_others_changed_since_an_unfinished_apply() {
        let (one, two) = (record("1", "192.0.2.1", 60), record("1", "192.0.2.2", 60));
        let other = record("1", "192.0.2.3", 60);
        let changes = vec![Change::Edit { before: one, after: two, whole: false }];
        let back = super::undo(&unfinished(changes), &[other]);
        assert_eq!((back.changes.len(), back.refused[0].1), (0, Refused::Changed));
    }

    #[test]
    fn tells_what_has_become_of_each_change() {
        let [one, two, three, four] =
            ["1", "2", "3", "4"].map(|id| record(id, &format!("192.0.2.{id}"), 60));
        let add = |record: &Record| Change::Add { record: record.clone() };
        let delete = |record: &Record| Change::Delete { record: record.clone() };
        let other = record("2", "192.0.2.2", 90);
        let changes = vec![add(&one), add(&two), add(&three), delete(&four), delete(&one)];
        let held = [one.clone(), other];
        let written = Written { changes: changes.clone(), ..Written::default() };
        let again = Record { id: None, ..four.clone() };
        let stands = |change| Since::Stands(Box::new(change));
        assert_eq!(
            since(&written, &held),
            [
                stands(delete(&one)),
                Since::Refused(Refused::Changed),
                Since::Refused(Refused::Gone),
                stands(add(&again)),
                Since::Refused(Refused::BackAlready),
            ]
        );
        assert_eq!(since(&unfinished(changes), &held)[2], Since::NotDone);
    }
}
