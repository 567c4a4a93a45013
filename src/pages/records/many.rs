//! Records of the zone beyond their rows: all that is known of one, and one change of many.

use zonesift_core::bulk::Kind;
use zonesift_core::plan::Change;
use zonesift_core::record::Record;
use zonesift_core::text;

use super::Records;
use crate::pages::listing::{Many, Whole};

impl Records {
    /// Calls back with each row's record as it stands, its change that waits, and that one's number.
    fn each(self, rows: &[u32], mut see: impl FnMut(u32, &Record, Option<(u32, &Change)>)) {
        self.discovery.edits.with_untracked(|edits| {
            // Looked up at once: there may be as many edits as rows.
            let places = edits.places();
            for &row in rows {
                self.now(row, |record, new| {
                    let list = edits.list();
                    let place = match new {
                        Some(number) => list.binary_search_by(|(own, _)| own.cmp(&number)).ok(),
                        None => record.id.as_ref().and_then(|id| places.get(id)),
                    };
                    let waits = place.and_then(|place| list.get(place));
                    see(row, record, waits.map(|(number, change)| (*number, change)));
                });
            }
        });
    }

    /// Everything that is known of a row.
    pub(super) fn whole(self, row: u32) -> Option<Whole> {
        let mut whole = None;
        self.each(&[row], |_, record, waits| {
            let change = waits.map(|(_, change)| change);
            let shown = change.map_or(record, Change::record).clone();
            let mut note = change.map(text::edit_state).unwrap_or_default().to_owned();
            if record.locked {
                note.push_str(text::LOCKED);
            }
            if let Some(flaw) = record.flaw {
                note.push_str(text::flaw(flaw));
            }
            whole = Some(Whole { record: shown, change: change.cloned(), note, is_held: true });
        });
        whole
    }
}

impl Many for Records {
    fn look(&self, rows: &[u32]) -> Vec<(u32, Record, Kind)> {
        let Some(zone) = self.discovery.name_now() else { return Vec::new() };
        let limits = &self.discovery.api.provider().capabilities().limits;
        let mut all = Vec::with_capacity(rows.len());
        self.each(rows, |row, record, waits| {
            let change = waits.map(|(_, change)| change);
            let shown = change.map_or(record, Change::record).clone();
            let kind = match change {
                Some(Change::Delete { .. }) => Kind::Deleted,
                _ => Kind::of(&shown, &zone, limits),
            };
            all.push((row, shown, kind));
        });
        all
    }

    fn take(&self, changed: Vec<(u32, Record)>) {
        let rows: Vec<u32> = changed.iter().map(|(row, _)| *row).collect();
        let mut after = changed.into_iter();
        let mut changes = Vec::with_capacity(rows.len());
        self.each(&rows, |_, record, waits| {
            let number = waits.map(|(number, _)| number);
            let after = after.next().map(|(_, after)| after);
            changes.extend(after.map(|after| (number, record.clone(), after)));
        });
        self.discovery.edit(|edits| edits.change_all(changes));
    }
}
