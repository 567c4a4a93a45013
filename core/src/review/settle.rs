//! Settles the decisions that a run has carried out. If the user changed the decision during the run, the
//! new one stays. If the user edited an accepted record meanwhile, the difference to the written record
//! becomes an edit of the zone.

use super::{Decision, Item, PastReview, Presence, Review};
use crate::change::{Carried, Change, Done, edit_of};
use crate::provider::Capabilities;
use crate::record::Record;

/// Edits that replace decisions on found records: see [`Review::settle`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Became {
    /// For records that the remembered action had edited; undoing that action drops them.
    pub of_act: Vec<Change>,
    /// All others.
    pub others: Vec<Change>,
}

impl Review {
    /// Marks the decisions of a run as done, in the undo history too. Returns edits for the records that the
    /// user edited while they were being written.
    #[must_use]
    pub fn settle(&mut self, done: &Done, past: &mut PastReview) -> Became {
        let (mut finished, mut became) = (Vec::new(), Became::default());
        for carried in done.decisions() {
            let Some(item) = self.item(carried.number) else { continue };
            let decision = match carried.asked {
                Change::Reject { .. } => Decision::Rejected,
                _ => Decision::Accepted,
            };
            if item.decision == decision && !is_as_written(item, &carried.asked, self.rules) {
                // The written record is unknown, so the item stays pending.
                let Some(now) = &carried.now else { continue };
                let (edit, said) =
                    (edit_of(now, &wanted_of(item, now), false), item.edited.clone());
                self.leave_as_written(carried);
                match past.follow_edit(self, carried.number, &said) {
                    true => became.of_act.extend(edit),
                    false => became.others.extend(edit),
                }
            }
            self.finish(carried.number, decision);
            finished.push(carried.number);
        }
        finished.sort_unstable();
        past.follow(self, &finished);
        became
    }

    /// Sets an item's record to what was written.
    fn leave_as_written(&mut self, carried: &Carried) {
        let Some(written) = carried.asked.written() else { return };
        let Some(item) = self.item(carried.number) else { return };
        let id = item.found.id.clone();
        self.amend(carried.number, Record { id, ..written.clone() });
    }

    /// Marks a decision as carried out.
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

/// The zone's record after merging in an item's record. As with every accept, fields that the item does
/// not set stay as held; only a found comment or found tags that the user removed go.
fn wanted_of(item: &Item, now: &Record) -> Record {
    let (wanted, found) = (item.record(), &item.found);
    let mut after = wanted.over(now);
    if wanted.identity() != now.identity() {
        after.name.clone_from(&wanted.name);
        after.rtype.clone_from(&wanted.rtype);
        after.rdata.clone_from(&wanted.rdata);
    }
    if wanted.comment.is_none() && found.comment.is_some() {
        after.comment = None;
    }
    if wanted.tags.is_empty() && !found.tags.is_empty() {
        after.tags.clear();
    }
    after
}

/// Whether an item's record is the one that was written.
fn is_as_written(item: &Item, asked: &Change, rules: &Capabilities) -> bool {
    let record = rules.kept(item.record());
    match asked {
        // A difference that comes from a later reading is not the user's edit.
        Change::Accept { found, record: written } => {
            (item.edited.is_none() && found == written) || record.says_the_same(written)
        }
        Change::Edit { before, after, .. } => {
            item.edited.is_none() || record.over(before).says_the_same(after)
        }
        _ => true,
    }
}
