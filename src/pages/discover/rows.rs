//! The rows of the grid of found records: what a row shows, what it sorts and filters by, and its
//! buttons.

use std::borrow::Cow;
use std::ops::Range;

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::provider::Provider;
use zonesift_core::record::Record;
use zonesift_core::review::{Decision, Item, Review, Standing};
use zonesift_core::scan::Phase;
use zonesift_core::text;

use crate::pages::conflicts::Conflicts;
use crate::pages::listing::{Group, Source, Table, View, columns, line};
use crate::state::zone::ZoneState;
use crate::ui::grid::{Act, Button, Column, Line, Offer, Rows};

pub const COLUMNS: &[Column] = &columns("Decision", 64);

pub const BUTTONS: &[Button] = &[&[Act::Accept], &[Act::Reject], &[Act::Edit], &[Act::Show]];

/// The shortcuts of this grid only.
pub const KEYS: &[(&str, &str)] = &[
    (
        "a, r, u",
        "accept, reject, undecided, and on to the next row that waits; on a selected row, all selected ones",
    ),
    ("e", "edit before accepting"),
];

/// The marks that rows can be filtered by. No provider reports where its scan found a record, so the
/// source is what the page itself knows.
pub const MARKS: &[Group] = &[
    ("Decision", &["Undecided", "To accept", "To reject"]),
    ("Arrival", &["New"]),
    ("Warnings", &["With warnings"]),
    ("Source", &["Also in the zone", "Edited"]),
    ("Latest scan", &["Not found any more"]),
];

/// The mark of rows that the latest scan did not find any more. The chips of types do not count them.
pub const MISSING: u16 = 1 << 7;

/// Updates the marks of all rows. Returns whether any has changed.
pub fn mark(marks: &mut Vec<u16>, review: &Review, conflicts: Conflicts) -> bool {
    let before = std::mem::take(marks);
    marks.extend(review.items().iter().zip(0..).map(|(item, number)| {
        let is = |on: bool, bit: u8| u16::from(on) << bit;
        if item.is_missing() {
            let is_asked = |decision| item.is_pending() && item.decision == decision;
            return is(is_asked(Decision::Accepted), 1)
                | is(is_asked(Decision::Rejected), 2)
                | MISSING;
        }
        let is_held = item.done == Decision::Accepted
            || matches!(review.standing(item), Standing::InZone | Standing::Differs);
        is(review.is_open(number), 0)
            | is(item.is_pending() && item.decision == Decision::Accepted, 1)
            | is(item.is_pending() && item.decision == Decision::Rejected, 2)
            | is(item.is_new, 3)
            | is(is_held, 5)
            | is(item.edited.is_some(), 6)
    }));
    for (origin, _) in conflicts.of_all() {
        if let Origin::Item(number) = origin
            && let Some(marks) = marks.get_mut(number as usize)
            && *marks & MISSING == 0
        {
            *marks |= 1 << 4;
        }
    }
    *marks != before
}

pub struct FoundRows {
    pub view: View,
    /// The item in the edit dialog.
    pub edit: RwSignal<Option<u32>>,
    pub conflicts: Conflicts,
}

impl FoundRows {
    fn discovery(&self) -> ZoneState {
        self.conflicts.discovery
    }

    /// Decides by key and moves on to the next row without a decision, so that a list can be reviewed
    /// key by key. On one of several selected rows it decides all of these.
    fn decide(&self, row: u32, decision: Decision) {
        let selected = self.view.selected();
        if selected.len() > 1 && selected.contains(&row) {
            return self.decide_selected(&selected, decision);
        }
        self.discovery().change(|review| review.decide(row, decision));
        self.discovery().review.with_untracked(|review| {
            let waits = |row| review.as_ref().is_some_and(|review| review.is_open(row));
            self.view.next_row(row, waits);
        });
    }
}

impl FoundRows {
    /// Decides all selected rows by key. As with the buttons, nothing is rejected while a filter hides
    /// some of them.
    fn decide_selected(&self, selected: &[u32], decision: Decision) {
        let shown = self.view.order.with_untracked(|order| {
            self.view.selection.with_untracked(|selection| selection.count_in(order))
        });
        if decision != Decision::Rejected || shown == selected.len() {
            self.discovery().decide_all(selected, decision);
        }
    }
}

impl Rows for FoundRows {
    fn line(&self, row: u32) -> Option<Line> {
        let severity = self.conflicts.worst(Origin::Item(row));
        self.discovery().review.with(|review| {
            let review = review.as_ref()?;
            let item = review.item(row)?;
            let title = self.view.table.with(|table| table.row_name(item.record()));
            let line = line(item.record(), review.zone(), title, severity);
            let note = note(review, item, self.discovery().api.provider());
            Some(Line {
                class: class(item.decision),
                marks: marks(item, note),
                offers: offers(review, item),
                ..line
            })
        })
    }

    fn act(&self, act: Act, row: u32) {
        let decision = match act {
            Act::Accept => Decision::Accepted,
            Act::Reject => Decision::Rejected,
            Act::Edit => return self.edit.set(Some(row)),
            Act::Show => return self.view.looked_at.set(Some(row)),
            Act::Delete | Act::Keep => return,
        };
        self.discovery().change(|review| review.toggle(row, decision));
    }

    fn alert(&self, row: u32) {
        self.conflicts.open.set(Some(row));
    }

    fn letter(&self, letter: char, row: u32) {
        match letter {
            'a' => self.decide(row, Decision::Accepted),
            'r' => self.decide(row, Decision::Rejected),
            'u' => self.decide(row, Decision::Undecided),
            'e' => self.edit.set(self.discovery().may_accept(row).then_some(row)),
            _ => self.view.press(letter, row),
        }
    }

    fn group(&self, place: usize) -> Option<usize> {
        self.view.group_at(place)
    }

    fn empty(&self) -> String {
        let discovery = self.discovery();
        let (phase, reading) =
            (discovery.scan.with(|scan| scan.phase), discovery.records.progress.get().is_some());
        let nothing = self.view.table.with(|table| table.keys.is_empty());
        let words = match phase {
            _ if !nothing => text::NOTHING_SHOWN,
            _ if reading => "Reading the zone…",
            Phase::NotScanned => "Nothing found yet: start a scan.",
            Phase::Pending | Phase::InProgress => {
                "Nothing found so far. Records appear here as they are found."
            }
            Phase::Completed | Phase::Quiet => "The scan found no record.",
            Phase::Failed | Phase::Stopped => "Nothing found before the scan ended.",
        };
        words.to_owned()
    }
}

/// Updates the table: adds new items, or rebuilds it for another revision of the review. Returns
/// whether it has changed.
pub fn fill(table: &mut Table, review: &Review, discovery: ZoneState) -> bool {
    let is_same = table.revision == review.revision();
    if !is_same {
        *table = Table::new(review.revision(), Items(discovery));
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
        (Decision::Accepted, _) => words.push("written · already in the zone"),
        (Decision::Rejected, _) => words.push("rejected"),
        (_, Standing::Differs) => words.push(&differs),
        _ => words.push(text::standing(standing, provider)),
    }
    if item.edited.is_some() {
        words.push("edited");
    }
    let waits = item.waits().then_some(item.decision);
    let not_found = text::not_found(provider, waits);
    if item.is_missing() {
        words.push(&not_found);
    }
    words.retain(|word| !word.is_empty());
    words.join(" · ")
}

/// The notes of a row, each with its CSS class.
fn marks(item: &Item, note: String) -> [(&'static str, Cow<'static, str>); 2] {
    let class = match (item.found.flaw.is_some() || item.waits(), item.is_new) {
        (true, _) => "mark flawed",
        (_, true) => "mark new",
        _ => "mark",
    };
    let proxied = if item.record().proxied == Some(true) { "proxied " } else { "" };
    [("mark", Cow::Borrowed(proxied)), (class, note.into())]
}

/// What the user can do with an item, and which decision is set.
fn offers(review: &Review, item: &Item) -> Vec<Offer> {
    let (accept, reject) = (review.can_accept(item), review.can_reject(item));
    vec![
        Offer::toggle(Act::Accept, accept, item.decision == Decision::Accepted),
        Offer::toggle(Act::Reject, reject, item.decision == Decision::Rejected),
        Offer::of(Act::Edit, accept),
        Offer::of(Act::Show, true),
    ]
}

/// The CSS class of a row.
fn class(decision: Decision) -> &'static str {
    match decision {
        Decision::Undecided => "",
        Decision::Accepted => "accepted",
        Decision::Rejected => "rejected",
    }
}
