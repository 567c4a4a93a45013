//! The rows of the grid of records: what a row shows, and its buttons.

use std::borrow::Cow;

use leptos::prelude::*;
use zonesift_core::change::{Change, Origin};
use zonesift_core::foreign::Foreign;
use zonesift_core::name::DomainName;
use zonesift_core::record::Record;
use zonesift_core::text;

use super::edit::Editing;
use super::{Records, by_id};
use crate::pages::listing::{Group, View, columns, line};
use crate::ui::grid::{Act, Button, Column, Line, Offer, Rows};

pub const COLUMNS: &[Column] = &columns("Edit", 44);

/// The buttons of a row. Keep replaces Delete while a deletion is pending.
pub const BUTTONS: &[Button] = &[&[Act::Edit], &[Act::Delete, Act::Keep], &[Act::Show]];

/// The shortcuts of this grid only.
pub const KEYS: &[(&str, &str)] = &[("e", "edit the record")];

/// The marks that rows can be filtered by.
pub const MARKS: &[Group] = &[
    ("Edits", &["To be added", "To be changed", "To be deleted"]),
    ("Warnings", &["With warnings"]),
    ("Source", &["Another product’s"]),
];

/// Updates the marks of all rows. Returns whether any has changed.
pub fn mark(marks: &mut Vec<u16>, records: Records) -> bool {
    let before = std::mem::take(marks);
    let held = records.discovery.shown();
    let (known, warned) = (records.discovery.known(), records.conflicts.of_all());
    let edits = &records.discovery.edits;
    // The row and the mark of each edit: a changed record has a row already, new ones come last.
    let places = by_id(&held);
    let row_of = |record: &Record| places.get(record.id.as_ref()?).copied();
    let mut of_edits: Vec<(u32, usize, u8)> = Vec::new();
    let mut rows = held.len();
    edits.with(|edits| {
        for (number, change) in edits.list() {
            let (row, mark) = match change {
                Change::Edit { before, .. } => (row_of(before), 1),
                Change::Delete { record } => (row_of(record), 2),
                _ => {
                    rows += 1;
                    (Some(rows - 1), 0)
                }
            };
            of_edits.extend(row.map(|row| (*number, row, mark)));
        }
    });
    marks.extend(held.iter().map(|record| u16::from(record.locked) << 4));
    marks.resize(rows, 0);
    let mut set = |row: usize, mark: u8| {
        if let Some(marks) = marks.get_mut(row) {
            *marks |= 1 << mark;
        }
    };
    of_edits.iter().for_each(|(_, row, mark)| set(*row, *mark));
    for (origin, _) in warned {
        match origin {
            // While search results are shown, a record has another row or none.
            Origin::Held(place) => {
                if let Some(row) = known.get(place as usize).and_then(row_of) {
                    set(row, 3);
                }
            }
            Origin::Edit(edit) => {
                let row = of_edits.iter().find(|(number, ..)| *number == edit);
                if let Some((_, row, _)) = row {
                    set(*row, 3);
                }
            }
            Origin::Item(_) => {}
        }
    }
    *marks != before
}

pub struct Shown {
    pub records: Records,
    pub view: View,
    /// What the edit dialog is open for.
    pub editing: RwSignal<Option<Editing>>,
}

impl Rows for Shown {
    fn line(&self, row: u32) -> Option<Line> {
        let records = self.records;
        let zone = records.discovery.info.with(|zone| Some(zone.as_ref()?.name.clone()))?;
        let severity = records.origin(row).and_then(|origin| records.conflicts.worst(origin));
        records.with(row, |record, new| {
            let change = records.discovery.edits.with(|edits| match new {
                Some(_) => Some(Change::Add { record: record.clone() }),
                None => edits.of(record.id.as_ref()).cloned(),
            });
            // A row shows its record with the pending change.
            let shown = change.as_ref().map_or(record, Change::record);
            let title = self.view.table.with(|table| table.name_of_change(record, shown));
            let is_deleted = matches!(change, Some(Change::Delete { .. }));
            let may_edit = record.flaw.is_none() && !record.locked;
            Line {
                class: match change {
                    None => "",
                    Some(_) if is_deleted => "rejected",
                    Some(_) => "accepted",
                },
                marks: [
                    ("mark new", state(change.as_ref())),
                    ("mark", text::beginning(note(shown, &zone)).into()),
                ],
                offers: offers(may_edit, is_deleted),
                ..line(shown, &zone, title, severity)
            }
        })
    }

    fn act(&self, act: Act, row: u32) {
        match act {
            Act::Edit => self.editing.set(Some(Editing::Row(row))),
            Act::Delete => self.records.delete(row),
            Act::Keep => self.records.keep(row),
            Act::Show => self.view.looked_at.set(Some(row)),
            Act::Accept | Act::Reject => {}
        }
    }

    fn alert(&self, row: u32) {
        self.records.conflicts.open.set(Some(row));
    }

    fn letter(&self, letter: char, row: u32) {
        match letter {
            'e' => {
                let may = |record: &Record, _| record.flaw.is_none() && !record.locked;
                let is_open = self.records.now(row, may) == Some(true);
                self.editing.set(is_open.then_some(Editing::Row(row)));
            }
            _ => self.view.press(letter, row),
        }
    }

    fn group(&self, place: usize) -> Option<usize> {
        self.view.group_at(place)
    }

    fn empty(&self) -> String {
        let discovery = self.records.discovery;
        let words = match self.view.table.with(|table| table.keys.is_empty()) {
            false => text::NOTHING_SHOWN,
            true if discovery.search.last.with(|search| search.found.is_some()) => {
                "The provider finds no such record."
            }
            true if discovery.records.progress.get().is_some() => "Reading the zone…",
            true => "The zone has no records yet.",
        };
        words.to_owned()
    }
}

fn offers(may_edit: bool, is_deleted: bool) -> Vec<Offer> {
    let delete = if is_deleted { Act::Keep } else { Act::Delete };
    vec![
        Offer::of(Act::Edit, may_edit),
        Offer::of(delete, may_edit || is_deleted),
        Offer::of(Act::Show, true),
    ]
}

/// The state of the pending change, if there is one.
fn state(change: Option<&Change>) -> Cow<'static, str> {
    change.map_or(Cow::Borrowed(""), |change| [text::edit_state(change), " "].concat().into())
}

/// The note of a record: everything but its data.
#[must_use]
pub fn note(record: &Record, zone: &DomainName) -> String {
    note_with(record, zone, Foreign::shown)
}

/// The note as it is searched: raw, as nobody types what is shown for invisible characters.
#[must_use]
pub fn searched_note(record: &Record, zone: &DomainName) -> String {
    note_with(record, zone, |text| text.raw().into())
}

fn note_with(
    record: &Record,
    zone: &DomainName,
    read: impl Fn(&Foreign) -> Cow<'_, str>,
) -> String {
    let strange = text::strange(record, zone);
    let foreign: Vec<_> = record.comment.iter().chain(&record.tags).map(read).collect();
    let mut words: Vec<&str> = Vec::new();
    words.extend(Some(&*strange).filter(|words| !words.is_empty()));
    if let Some(flaw) = record.flaw {
        words.push(text::flaw(flaw));
    }
    if record.disabled {
        words.push(text::DISABLED);
    }
    if record.locked {
        words.push(text::LOCKED);
    }
    if record.proxied == Some(true) {
        words.push("proxied");
    }
    words.extend(foreign.iter().map(|text| &**text));
    words.join(" · ")
}
