//! Applies one decision to many items, and counts those it leaves out by reason. Items that need a
//! deliberate choice, cannot take the decision or are already done are left to their own rows.

use super::{Decision, Item, Review, Standing};

/// Why a bulk decision leaves out an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// It is marked as an error: the provider would refuse it, or DNS would break at its name.
    Error,
    /// It could not be read completely.
    Flawed,
    /// It names the old host's name servers for the whole zone.
    ApexNs,
    /// It is an SOA record.
    Soa,
    /// The zone has it.
    InZone,
    /// The zone has the same data with another TTL or other flags, and accepting it would change them.
    Differs,
    /// The latest scan did not find it.
    NotFound,
    /// The provider does not support the type.
    NotHeld,
    /// Another product of the provider owns it.
    Locked,
    /// This page has already written it.
    Written,
    /// Its reject has already been carried out.
    Rejected,
    /// The provider has given it no id, so it cannot be rejected.
    NoIdentity,
}

/// The result of a bulk decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// The number of items whose decision changed.
    pub changed: usize,
    /// The number of items that already had this decision.
    pub same: usize,
    /// The number of items left out, for each reason that occurs, sorted by reason.
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
    /// Applies a decision to many items. `errors` holds the numbers of the items that are marked as errors,
    /// sorted: see [`crate::plan::Outlook::errors`].
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

    /// Whether clearing all decisions clears this one.
    #[must_use]
    pub fn may_clear(&self, number: u32) -> bool {
        let decided = |item: &Item| item.decision != Decision::Undecided;
        self.item(number).is_some_and(|item| decided(item) && item.done == Decision::Undecided)
    }

    /// Why a bulk decision leaves out this item; `None` if it does not.
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
