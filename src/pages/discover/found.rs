//! The found records of a zone as a list: columns, marks, search texts, and bulk edits.

use std::ops::Range;

use leptos::prelude::*;
use zonesift_core::bulk::Kind;
use zonesift_core::change::{Change, Origin};
use zonesift_core::provider::Provider;
use zonesift_core::record::Record;
use zonesift_core::review::{Decision, Item, Review, Standing};
use zonesift_core::scan::Phase;
use zonesift_core::text;

use super::labels;
use crate::grid::Column;
use crate::pages::shared::bulk_edit::{BulkChange, BulkRow};
use crate::pages::shared::conflicts::Conflicts;
use crate::pages::shared::record_details::KnownRecord;
use crate::pages::shared::record_table::{
    CachedTable, MarkGroup, MarkLabel, Marks, RecordColumn, RecordTable, Source, Table,
};
use crate::state::zone::ZoneState;

pub const COLUMNS: &[Column] = &RecordColumn::columns("Decision", 32);

/// The marks that rows can be filtered by. No provider reports where its scan found a record, so the
/// source is what the page itself knows.
const MARKS: &[MarkGroup] = &[
    MarkGroup {
        topic: "Decision",
        marks: &[
            MarkLabel { chip: "Undecided", word: "undecided" },
            MarkLabel { chip: "To accept", word: "accepted" },
            MarkLabel { chip: "To reject", word: "rejected" },
        ],
    },
    MarkGroup { topic: "Arrival", marks: &[MarkLabel { chip: "New", word: "new" }] },
    MarkGroup { topic: "Warnings", marks: &[MarkLabel { chip: "With warnings", word: "warned" }] },
    MarkGroup {
        topic: "Source",
        marks: &[
            MarkLabel { chip: "Also in the zone", word: "held" },
            MarkLabel { chip: "Edited", word: "edited" },
            MarkLabel { chip: "Provider", word: "provider" },
            MarkLabel { chip: "DNS", word: "dns" },
        ],
    },
    MarkGroup {
        topic: "Latest scan",
        marks: &[MarkLabel { chip: "Not found any more", word: "missing" }],
    },
    MarkGroup { topic: "Proxy", marks: &[MarkLabel { chip: "Proxied", word: "proxied" }] },
    MarkGroup { topic: "Latest apply", marks: &[MarkLabel { chip: "Failed", word: "failed" }] },
];

/// The bits of the marks.
mod mark {
    pub const UNDECIDED: u16 = 1;
    pub const TO_ACCEPT: u16 = 1 << 1;
    pub const TO_REJECT: u16 = 1 << 2;
    pub const NEW: u16 = 1 << 3;
    pub const WITH_WARNINGS: u16 = 1 << 4;
    pub const IN_ZONE: u16 = 1 << 5;
    pub const EDITED: u16 = 1 << 6;
    pub const PROVIDER: u16 = 1 << 7;
    pub const DNS: u16 = 1 << 8;
    /// The latest scan did not find it any more. The chips of types do not count it.
    pub const MISSING: u16 = 1 << 9;
    pub const PROXIED: u16 = 1 << 10;
    pub const FAILED: u16 = 1 << 11;
}

pub fn marks(zone: ZoneState, conflicts: Conflicts) -> Marks {
    let of_rows = Memo::new(move |_| {
        zone.review.with(|review| {
            review.as_ref().map(|review| marks_of(review, zone, conflicts)).unwrap_or_default()
        })
    });
    let labels = labels::of(zone, conflicts);
    Marks { groups: MARKS, uncounted: mark::MISSING, of_rows, labels }
}

fn marks_of(review: &Review, zone: ZoneState, conflicts: Conflicts) -> Vec<u16> {
    let items = review.items().iter().zip(0..);
    let mut marks: Vec<u16> =
        items.map(|(item, number)| marks_of_item(review, item, number)).collect();
    for problem in conflicts.of_all() {
        if let Origin::Item(number) = problem.origin
            && let Some(own) = marks.get_mut(number as usize)
            && *own & mark::MISSING == 0
        {
            *own |= mark::WITH_WARNINGS;
        }
    }
    zone.apply.failed.with(|failed| {
        for origin in failed {
            if let Origin::Item(number) = origin
                && review.item(*number).is_some_and(Item::is_pending)
                && let Some(own) = marks.get_mut(*number as usize)
            {
                *own |= mark::FAILED;
            }
        }
    });
    marks
}

/// Whether a decision could not be carried out when it was last written.
pub fn has_failed(zone: ZoneState, item: &Item, number: u32) -> bool {
    item.is_pending() && zone.apply.failed.with(|failed| failed.contains(&Origin::Item(number)))
}

fn marks_of_item(review: &Review, item: &Item, number: u32) -> u16 {
    let is = |is_so: bool, mark: u16| if is_so { mark } else { 0 };
    let is_asked = |decision| item.is_pending() && item.decision == decision;
    let asked = is(is_asked(Decision::Accepted), mark::TO_ACCEPT)
        | is(is_asked(Decision::Rejected), mark::TO_REJECT);
    if item.is_missing() {
        return asked | mark::MISSING;
    }
    let is_held = item.done == Decision::Accepted
        || matches!(review.standing(item), Standing::InZone | Standing::Differs);
    asked
        | is(review.is_open(number), mark::UNDECIDED)
        | is(item.is_new, mark::NEW)
        | is(is_held, mark::IN_ZONE)
        | is(item.edited.is_some(), mark::EDITED)
        | is(item.is_listed, mark::PROVIDER)
        | is(item.is_in_dns, mark::DNS)
        | is(item.record().proxied == Some(true), mark::PROXIED)
}

/// The found records, updated when records change and not for decisions.
pub fn rows(zone: ZoneState) -> CachedTable {
    let version = Memo::new(move |_| zone.review.with(|r| r.as_ref().map(Review::version)));
    CachedTable::new(move |table| {
        version.get();
        zone.review.with_untracked(|review| {
            review.as_ref().is_some_and(|review| fill(table, review, zone))
        })
    })
}

/// Adds new items to the table, or rebuilds it for another revision of the review. Returns whether it has
/// changed.
fn fill(table: &mut Table, review: &Review, zone: ZoneState) -> bool {
    let is_same = table.revision == review.revision();
    if !is_same {
        *table = Table::new(review.revision(), Items(zone));
    }
    let known = table.keys.len();
    review.items().iter().skip(known).for_each(|item| table.push(item.record()));
    !is_same || table.keys.len() > known
}

/// The items of a review, as the source of a table.
struct Items(ZoneState);

impl Source for Items {
    fn each(&self, rows: Range<usize>, is_noted: bool, tell: &mut dyn FnMut(&Record, &str)) {
        let provider = self.0.api.provider();
        self.0.review.with_untracked(|review| {
            let Some(review) = review else { return };
            for item in review.items().iter().skip(rows.start).take(rows.len()) {
                let record = item.record();
                let mut words = String::new();
                if is_noted {
                    words = note(review, item, provider);
                    if record.proxied == Some(true) {
                        words.insert_str(0, "proxied ");
                    }
                }
                tell(record, &words);
            }
        });
    }
}

/// The note of a row: everything but the record itself.
pub fn note(review: &Review, item: &Item, provider: Provider) -> String {
    let strange = text::strange(item.record(), review.zone());
    let mut words: Vec<&str> = vec![&strange];
    if item.is_new {
        words.push("new");
    }
    let standing = review.standing(item);
    let held = review.held(item).filter(|_| standing == Standing::Differs);
    let differs = held.map_or_else(String::new, |held| text::differs(item.record(), held));
    match (item.done, standing) {
        (_, Standing::Flawed) => {
            let flaw = item.found.flaw;
            words.push(flaw.map_or("", text::flaw));
        }
        (Decision::Accepted, _) => words.push("written"),
        (Decision::Rejected, _) => words.push("rejected"),
        (_, Standing::Differs) => words.push(&differs),
        _ => words.push(text::standing(standing, provider)),
    }
    if item.edited.is_some() {
        words.push("edited");
    }
    if !item.is_listed {
        words.push(text::ONLY_IN_DNS);
    }
    let waits = item.waits().then_some(item.decision);
    let not_found = text::not_found(provider, waits);
    if item.is_missing() {
        words.push(&not_found);
    }
    words.retain(|word| !word.is_empty());
    words.join(" · ")
}

/// The text shown when there is no row.
pub fn nothing(zone: ZoneState, table: RecordTable) -> String {
    let phase = zone.scan.with(|scan| scan.phase);
    let is_reading = zone.records.progress.get().is_some();
    let words = match phase {
        _ if !table.is_empty() => return table.no_match(),
        _ if is_reading => "Reading the zone…",
        Phase::NotScanned => "Nothing found yet.",
        Phase::Pending | Phase::InProgress => {
            "Nothing found so far. Records appear here as they are found."
        }
        Phase::Completed | Phase::Quiet => "The scan found no record.",
        Phase::Failed | Phase::Stopped => "Nothing found before the scan ended.",
    };
    words.to_owned()
}

/// Everything known about an item.
pub fn known(zone: ZoneState, number: u32) -> Option<KnownRecord> {
    zone.review.with_untracked(|review| {
        let review = review.as_ref()?;
        let item = review.item(number)?;
        let record = item.record().clone();
        let change = item
            .edited
            .is_some()
            .then(|| Change::Accept { found: item.found.clone(), record: record.clone() });
        let note = note(review, item, zone.api.provider());
        Some(KnownRecord { record, change, note, is_held: false })
    })
}

/// The items of these rows for a bulk edit.
pub fn bulk_rows(zone: ZoneState, numbers: &[u32]) -> Vec<BulkRow> {
    zone.review.with_untracked(|review| {
        let Some(review) = review else { return Vec::new() };
        let row = |number: &u32| {
            let item = review.item(*number)?;
            let kind = kind(zone, review, item);
            Some(BulkRow { number: *number, record: item.record().clone(), kind })
        };
        numbers.iter().filter_map(row).collect()
    })
}

/// Edits items at once. An edit also accepts the record, as in its own form.
pub fn take_bulk(zone: ZoneState, change: BulkChange) {
    zone.act(|review, _| {
        for BulkRow { number, record, .. } in change.rows {
            review.edit(number, record);
        }
        change.words
    });
}

fn kind(zone: ZoneState, review: &Review, item: &Item) -> Kind {
    // Only `Standing::Free` records can be accepted in bulk; the others need a decision of their own.
    let is_free = review.standing(item) == Standing::Free && !item.is_missing();
    let is_open = item.done == Decision::Undecided && is_free;
    match item.found.flaw {
        Some(_) => Kind::Flawed,
        None if is_open && review.can_accept(item) => {
            let limits = &zone.api.provider().capabilities().limits;
            Kind::of(item.record(), review.zone(), limits)
        }
        None => Kind::Settled,
    }
}
