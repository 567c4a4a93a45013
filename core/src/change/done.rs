//! The result of a run, matched against the pending edits. The user may edit during a run: an edit counts
//! as done only if it still equals the change that was written.

use rustc_hash::FxHashMap;

use super::Change;
use crate::provider::Capabilities;
use crate::record::{Record, RecordId};

/// A change that a run has carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The number of the review item or of the edit that the change comes from.
    pub number: u32,
    /// Whether the change comes from the review.
    pub is_decision: bool,
    /// The change as it was planned.
    pub asked: Change,
    /// The written record as the zone holds it.
    pub now: Option<Record>,
}

/// The changes that a run has carried out, indexed by edit number and by record id.
#[derive(Debug, Default)]
pub struct Done {
    all: Vec<Carried>,
    edits: FxHashMap<u32, usize>,
    ids: FxHashMap<RecordId, usize>,
}

impl Done {
    /// Indexes the changes by edit number and by record id.
    pub(crate) fn new(all: Vec<Carried>) -> Self {
        let mut done = Self { all, ..Self::default() };
        for (place, carried) in done.all.iter().enumerate() {
            if !carried.is_decision {
                done.edits.insert(carried.number, place);
            }
            if let Some(id) = carried.asked.concerned() {
                done.ids.insert(id.clone(), place);
            }
        }
        done
    }

    /// The decisions on found records.
    pub fn decisions(&self) -> impl Iterator<Item = &Carried> {
        self.all.iter().filter(|carried| carried.is_decision)
    }

    /// The rest of a pending edit: `None` if it was written as it is. If the user changed it during the run,
    /// the rest is an edit of the record that now stands in the zone.
    #[must_use]
    pub fn left(&self, number: u32, edit: &Change, rules: &Capabilities) -> Option<Change> {
        let own = self.edits.get(&number);
        let own = own.or_else(|| self.ids.get(edit.concerned()?));
        let Some(carried) = own.and_then(|place| self.all.get(*place)) else {
            return Some(edit.clone());
        };
        if asks_the_same(edit, &carried.asked, rules) {
            return None;
        }
        match (edit, &carried.now) {
            (Change::Add { record }, Some(now)) => edit_of(now, record, false),
            (Change::Edit { after, whole, .. }, Some(now)) => edit_of(now, after, *whole),
            (Change::Delete { .. }, Some(now)) => Some(Change::Delete { record: now.clone() }),
            (Change::Edit { after, .. }, None) if is_delete(&carried.asked) => {
                Some(Change::Add { record: Record { id: None, ..after.clone() } })
            }
            _ => Some(edit.clone()),
        }
    }
}

/// The edit that turns `now` into `wanted`; `None` if they already agree.
pub(crate) fn edit_of(now: &Record, wanted: &Record, whole: bool) -> Option<Change> {
    let more = wanted.more.clone().or_else(|| now.more.clone().filter(|_| !whole));
    let after = Record { id: now.id.clone(), more, ..wanted.clone() };
    let says_more = whole || !after.says_the_same(now);
    says_more.then(|| Change::Edit { before: now.clone(), after, whole })
}

fn is_delete(change: &Change) -> bool {
    matches!(change, Change::Delete { .. })
}

/// Whether two changes ask for the same, compared in the form in which the provider stores records.
fn asks_the_same(edit: &Change, asked: &Change, rules: &Capabilities) -> bool {
    let is_whole = |change: &Change| matches!(change, Change::Edit { whole: true, .. });
    match (edit.written(), asked.written()) {
        (Some(edited), Some(written)) => {
            rules.kept(edited).says_the_same(written) && is_whole(edit) == is_whole(asked)
        }
        (None, None) => edit.concerned() == asked.concerned(),
        _ => false,
    }
}
