//! One decision for many items: which of them take it, and for what reasons the others are left. What
//! must be insisted on, what would not work and what is carried out already is left for a press on its
//! own row.

use super::{Decision, Item, Review, Standing};

/// Why an item is left out of a decision for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// It is marked as an error: the provider would refuse it, or DNS would break at its name.
    Error,
    /// It could not be read whole.
    Flawed,
    /// It names the old host's servers for the whole zone.
    ApexNs,
    /// It is the start of authority.
    Soa,
    /// The zone has it.
    InZone,
    /// The zone has the same data with other marks, which accepting it would change.
    Differs,
    /// The latest scan has not found it any more.
    NotFound,
    /// The provider has no such type.
    NotHeld,
    /// Another product of the provider owns it.
    Locked,
    /// It was written from here.
    Written,
    /// It was rejected, and that is carried out.
    Rejected,
    /// The provider knows it by no identity, so that no reject can be told.
    NoIdentity,
}

/// What a decision for many items came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// How many items have it now that had another one.
    pub changed: usize,
    /// How many had it before.
    pub same: usize,
    /// How many are left as they were, for each reason that there is, in the order of the reasons.
    pub left: Vec<(Left, usize)>,
}

impl Decided {
    fn leave(&mut self, why: Left) {
        match self.left.binary_search_by(|(own, _)| own.cmp(&why)) {
            Ok(place) => self.left.get_mut(place).into_iter().for_each(|(_, number)| *number += 1),
            Err(place) => self.left.insert(place, (why, 1)),
        }
    }
}

impl Review {
    /// Sets many decisions, and tells what came of it. `errors` are the numbers of the items that are
    /// marked as errors, in order: see [`crate::plan::Outlook::errors`].
    pub fn decide_all(&mut self, numbers: &[u32], decision: Decision, errors: &[u32]) -> Decided {
        let mut decided = Decided { decision, ..Decided::default() };
        for &number in numbers {
            let Some(item) = self.item(number) else { continue };
            let is_error = errors.binary_search(&number).is_ok();
            let before = item.decision;
            match self.left(item, decision, is_error) {
                Some(why) => decided.leave(why),
                None if before == decision => decided.same += 1,
                None => {
                    self.decide(number, decision);
                    decided.changed += 1;
                }
            }
        }
        decided
    }

    /// Whether clearing decisions clears this item's.
    #[must_use]
    pub fn may_clear(&self, number: u32) -> bool {
        let decided = |item: &Item| item.decision != Decision::Undecided;
        self.item(number).is_some_and(|item| decided(item) && item.done == Decision::Undecided)
    }

    /// Why an item is left out of this decision for many.
    fn left(&self, item: &Item, decision: Decision, is_error: bool) -> Option<Left> {
        match (item.done, decision) {
            (_, Decision::Undecided) if item.decision == Decision::Undecided => return None,
            (Decision::Accepted, _) => return Some(Left::Written),
            (Decision::Rejected, _) => return Some(Left::Rejected),
            (_, Decision::Undecided) => return None,
            _ if item.is_missing() => return Some(Left::NotFound),
            (_, Decision::Rejected) if self.can_reject(item) => return None,
            (_, Decision::Rejected) => return Some(Left::NoIdentity),
            _ => {}
        }
        match self.standing(item) {
            Standing::Flawed => Some(Left::Flawed),
            Standing::ApexNs => Some(Left::ApexNs),
            Standing::Soa => Some(Left::Soa),
            Standing::InZone => Some(Left::InZone),
            Standing::Differs => Some(Left::Differs),
            Standing::NotHeld => Some(Left::NotHeld),
            Standing::Free if item.found.locked => Some(Left::Locked),
            Standing::Free => Some(Left::Error).filter(|_| is_error),
        }
    }
}
