//! What a run has carried out of the decisions. One that was changed meanwhile stays as it is decided now.

use super::{Decision, Item, PastReview, Presence, Review};
use crate::change::{Change, Done};
use crate::provider::Capabilities;

impl Review {
    /// Notes the decisions that a run has carried out, for what can be taken back too.
    pub fn settle(&mut self, done: &Done, past: &mut PastReview) {
        let mut finished = Vec::new();
        for carried in done.decisions() {
            let Some(item) = self.item(carried.number) else { continue };
            let decision = match carried.asked {
                Change::Reject { .. } => Decision::Rejected,
                _ => Decision::Accepted,
            };
            // A record that was changed meanwhile waits to be written.
            if item.decision != decision || is_as_written(item, &carried.asked, self.rules) {
                self.finish(carried.number, decision);
                finished.push(carried.number);
            }
        }
        finished.sort_unstable();
        past.follow(self, &finished);
    }

    /// Notes that a decision on an item has been carried out.
    pub(super) fn finish(&mut self, number: u32, decision: Decision) {
        let leaves = self.rules.reject_for_good;
        if let Some(item) = self.items.get_mut(number as usize) {
            item.done = decision;
            if leaves {
                item.presence = Presence::Found;
            }
        }
    }
}

/// Whether the record of an item is the one that was written.
fn is_as_written(item: &Item, asked: &Change, rules: &Capabilities) -> bool {
    let record = rules.kept(item.record());
    match asked {
        // What a later reading tells of a record is no change of the user's.
        Change::Accept { found, record: written } => {
            (item.edited.is_none() && found == written) || record.says_the_same(written)
        }
        Change::Edit { before, after, .. } => {
            item.edited.is_none() || record.over(before).says_the_same(after)
        }
        _ => true,
    }
}
