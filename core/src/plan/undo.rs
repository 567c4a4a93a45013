//! Taking back what was written: the changes that lead back, as far as nobody has been there since.
//! They go through a plan like all others; nothing is written here.

use super::Change;
use super::run::Held;
use crate::record::Record;

/// The way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    /// The changes that lead back, the last one first.
    pub changes: Vec<Change>,
    /// What cannot be taken back, and why.
    pub refused: Vec<(Change, Refused)>,
}

/// Why a change cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The record has been changed since.
    Changed,
    /// The record has been deleted since.
    Gone,
    /// The record that was deleted stands there again.
    BackAlready,
    /// The provider keeps nothing of a rejected finding.
    Rejected,
}

/// The way back from changes that were carried out, from what the zone holds now.
#[must_use]
pub fn undo(done: &[Change], held: &[Record]) -> Undo {
    let held = Held::new(held);
    let now = |record: &Record| held.with_id(record.id.as_ref()).or_else(|| held.like(record));
    let mut undo = Undo::default();
    for change in done.iter().rev() {
        match back(change, now) {
            Ok(back) => undo.changes.push(back),
            Err(refused) => undo.refused.push((change.clone(), refused)),
        }
    }
    undo
}

fn back<'h>(
    change: &Change,
    now: impl Fn(&Record) -> Option<&'h Record>,
) -> Result<Change, Refused> {
    let unchanged = |record: &Record| match now(record) {
        Some(now) if now.says_the_same(record) => Ok(now.clone()),
        Some(_) => Err(Refused::Changed),
        None => Err(Refused::Gone),
    };
    match change {
        Change::Accept { record, .. } | Change::Add { record } => {
            Ok(Change::Delete { record: unchanged(record)? })
        }
        Change::Edit { before, after, .. } => {
            let now = unchanged(after)?;
            let after = Record { id: now.id.clone(), ..before.clone() };
            Ok(Change::Edit { before: now, after, whole: false })
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

    #[test]
    fn every_kind_of_change_is_led_back() {
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
    fn what_was_touched_since_is_refused_with_the_reason() {
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
    fn a_record_that_was_made_again_under_another_identity_is_known_by_what_it_says() {
        let (old, new) = (record("1", "192.0.2.1", 60), record("2", "192.0.2.1", 60));
        let back = undo(&[Change::Add { record: old }], std::slice::from_ref(&new));
        assert_eq!(back.changes, [Change::Delete { record: new }]);
    }
}
