//! Undo for the pending edits: remembers what an action changed. Undoing leaves alone whatever the user
//! has edited since.

use rustc_hash::FxHashSet;

use super::Edits;
use crate::change::Change;

/// The effect of one action: the edits it removed and those it added, each with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastEdits {
    gone: Vec<(u32, Change)>,
    came: Vec<(u32, Change)>,
    /// Edits with this number or a higher one belong to later actions.
    next: u32,
}

impl PastEdits {
    /// Whether the action changed nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.came.is_empty()
    }

    /// Merges the effect of another part of the same action.
    pub fn join(&mut self, more: Self) {
        self.gone.extend(more.gone);
        self.came.extend(more.came);
    }

    /// Replaces the remembered edits by what a run has left of them.
    pub(super) fn settle(&mut self, left: impl Fn((u32, Change)) -> Option<(u32, Change)>) {
        for list in [&mut self.gone, &mut self.came] {
            *list = std::mem::take(list).into_iter().filter_map(&left).collect();
        }
    }
}

impl Edits {
    /// Runs an action and returns its effect, for [`Edits::take_back`].
    pub fn remember<R>(&mut self, act: impl FnOnce(&mut Self) -> R) -> (R, PastEdits) {
        let mut gone = self.list.clone();
        let result = act(self);
        let mut came = Vec::new();
        // Both lists are sorted by number.
        let mut before = 0;
        let mut is_kept = vec![false; gone.len()];
        for (number, change) in &self.list {
            before +=
                gone.get(before..).unwrap_or_default().partition_point(|(own, _)| own < number);
            let is_same = gone.get(before).is_some_and(|own| own.0 == *number && own.1 == *change);
            match is_kept.get_mut(before).filter(|_| is_same) {
                Some(is_kept) => *is_kept = true,
                None => came.push((*number, change.clone())),
            }
        }
        let mut is_kept = is_kept.into_iter();
        gone.retain(|_| is_kept.next() != Some(true));
        (result, PastEdits { gone, came, next: self.next })
    }

    /// Undoes an action, except where the user has edited the same record since.
    pub fn take_back(&mut self, past: PastEdits) {
        let mut came = past.came.iter().peekable();
        let (mut touched, mut present) = (FxHashSet::default(), FxHashSet::default());
        self.list.retain(|(number, change)| {
            while came.next_if(|(own, _)| own < number).is_some() {}
            let own = came.next_if(|(own, _)| own == number);
            if own.is_some_and(|(_, own)| own == change) {
                return false;
            }
            present.insert(*number);
            if own.is_some() || *number >= past.next {
                touched.insert(subject(*number, change));
            }
            true
        });
        let again = past.gone.into_iter().filter(|(number, change)| {
            !present.contains(number) && !touched.contains(&subject(*number, change))
        });
        self.list.extend(again);
        self.list.sort_by_key(|(number, _)| *number);
    }
}

/// The key of the record that an edit concerns: its provider id, or the identity of a new record.
fn subject(number: u32, change: &Change) -> String {
    match (change.concerned(), change) {
        (Some(id), _) => ["#", id.as_str()].concat(),
        (None, Change::Add { record }) => record.identity(),
        (None, _) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, Record, RecordType, Ttl};
    use proptest::prelude::*;

    fn record(id: u8, ttl: u32) -> Record {
        let rdata = Rdata::new(&RecordType::A, [format!("192.0.2.{id}")]);
        let name = DomainName::parse("www.example.com").unwrap();
        let record = Record::new(name, RecordType::A, rdata, Ttl::Seconds(ttl));
        Record { id: Some(id.to_string().into()), ..record }
    }

    /// What users do to the edits, by a number and two more.
    fn act(edits: &mut Edits, (what, id, ttl): (u8, u8, u32)) {
        let now = record(id, 60);
        let change = Change::Edit { before: now.clone(), after: record(id, ttl), whole: false };
        match what {
            0 => edits.add(record(id, ttl)),
            1 => edits.change(&now, record(id, ttl), false, true),
            2 => edits.delete(&now),
            3 => edits.keep_record(&now),
            4 => edits.clear(),
            5 => drop(edits.extend((0..id).map(|id| Change::Delete { record: record(id, 60) }))),
            6 => edits.drop_edits([u32::from(id)]),
            7 => {
                let waits = edits.number_of(now.id.as_ref());
                edits.change_all(vec![(waits.unwrap_or(u32::MAX), change)]);
            }
            _ => edits.amend(u32::from(id), record(id, ttl)),
        }
    }

    fn any_act() -> impl Strategy<Value = (u8, u8, u32)> {
        (0..9_u8, 0..9_u8, 60..63_u32)
    }

    proptest! {
        #[test]
        fn undo_restores_the_edits_from_before_the_act(
            before in prop::collection::vec(any_act(), 0..12),
            acts in prop::collection::vec(any_act(), 1..6),
        ) {
            let mut edits = Edits::default();
            before.into_iter().for_each(|one| act(&mut edits, one));
            let then = edits.list().to_vec();
            let ((), past) = edits.remember(|edits| acts.into_iter().for_each(|one| act(edits, one)));
            prop_assert_eq!(past.is_empty(), edits.list() == then);
            edits.take_back(past);
            prop_assert_eq!(edits.list(), then);
        }

        /// What a run adds to an act after the user has gone on makes no edit of theirs one of the act's.
        #[test]
        fn undo_of_joined_acts_leaves_later_edits_alone(
            acts in prop::collection::vec(any_act(), 1..6),
            id in 0..9_u8,
        ) {
            let mut edits = Edits::default();
            edits.change(&record(id, 60), record(id, 61), false, true);
            let ((), mut past) = edits.remember(|edits| acts.into_iter().for_each(|one| act(edits, one)));
            edits.change(&record(id, 60), record(id, 999), false, true);
            past.join(edits.remember(|edits| edits.add(record(99, 60))).1);
            let later = edits.of(Some(&id.to_string().into())).cloned();
            edits.take_back(past);
            prop_assert_eq!(edits.of(Some(&id.to_string().into())), later.as_ref());
            for id in 0..9_u8 {
                let id = Some(id.to_string().into());
                let own = edits.list().iter().filter(|(_, change)| change.concerned() == id.as_ref());
                prop_assert!(own.count() <= 1);
            }
        }

        /// What was edited after the act is as it was edited, and no record has two edits.
        #[test]
        fn undo_leaves_later_edits_alone(
            before in prop::collection::vec(any_act(), 0..12),
            acts in prop::collection::vec(any_act(), 1..6),
            id in 0..9_u8,
        ) {
            let mut edits = Edits::default();
            before.into_iter().for_each(|one| act(&mut edits, one));
            let ((), past) = edits.remember(|edits| acts.into_iter().for_each(|one| act(edits, one)));
            edits.change(&record(id, 60), record(id, 999), false, true);
            let later = edits.of(Some(&id.to_string().into())).cloned();
            edits.take_back(past);
            prop_assert_eq!(edits.of(Some(&id.to_string().into())), later.as_ref());
            let numbers: Vec<u32> = edits.list().iter().map(|(number, _)| *number).collect();
            prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", numbers);
            for id in 0..9_u8 {
                let id = Some(id.to_string().into());
                let own = edits.list().iter().filter(|(_, change)| change.concerned() == id.as_ref());
                prop_assert!(own.count() <= 1);
            }
        }
    }
}
