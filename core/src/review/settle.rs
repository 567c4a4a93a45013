//! What a run has carried out of the decisions. One that was changed meanwhile stays as it is decided now; an
//! accepted record that was changed meanwhile stands in the zone, and what it lacks becomes an edit of it.

use super::{Decision, Item, PastReview, Presence, Review};
use crate::change::{Carried, Change, Done, edit_of};
use crate::provider::Capabilities;
use crate::record::Record;

/// Edits that found records have become: see [`Review::settle`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Became {
    /// Those of records that an act has changed, which goes with them when it is taken back.
    pub of_act: Vec<Change>,
    /// All others.
    pub others: Vec<Change>,
}

impl Review {
    /// Notes the decisions that a run has carried out, for what can be taken back too. Gives what found
    /// records lack that were changed while they were being written: edits of what stands there now.
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
                // What stands there is not known: the record waits to be written.
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

    /// Has an item say what was written.
    fn leave_as_written(&mut self, carried: &Carried) {
        let Some(written) = carried.asked.written() else { return };
        let Some(item) = self.item(carried.number) else { return };
        let id = item.found.id.clone();
        self.amend(carried.number, Record { id, ..written.clone() });
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

/// What the record of an item asks of the one that stands in the zone. As with every accept, what it does not
/// carry stays as it is held; only a comment or tags that were found and that the user took away go.
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
