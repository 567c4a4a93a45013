//! The rows of the grid of records: what a row shows, and its buttons.

use zonesift_core::plan::Change;
use zonesift_core::record::Record;
use zonesift_core::text;

use super::Rows;
use super::edit::Editing;
use crate::pages::listing::{self, Shown, ShowsRecord, Table, action};
use crate::signal::{Derived, State};
use crate::ui::grid::Column;
use crate::web::dom::{El, el};

/// The columns, in order.
pub const COLUMNS: &[Column] = &[
    Column { label: "Name", class: "name", sortable: true },
    Column { label: "Type", class: "type", sortable: true },
    Column { label: "Content", class: "content", sortable: true },
    Column { label: "TTL", class: "ttl", sortable: true },
    Column { label: "Priority", class: "priority", sortable: true },
    Column { label: "Note", class: "note", sortable: true },
    Column { label: "Edit", class: "decision", sortable: false },
];

/// What is to be said of a record, besides its data.
#[must_use]
pub fn note(record: &Record) -> String {
    let mut words: Vec<&str> = Vec::new();
    if let Some(flaw) = record.flaw {
        words.push(text::flaw(flaw));
    }
    if record.locked {
        words.push(text::LOCKED);
    }
    if record.proxied == Some(true) {
        words.push("proxied");
    }
    words.extend(record.comment.as_deref());
    words.extend(record.tags.iter().map(|tag| &**tag));
    words.join(" · ")
}

/// What one row shows; drawn again only when it is another.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    shown: Shown,
    /// What is to become of it.
    state: &'static str,
    is_deleted: bool,
    may_edit: bool,
}

impl Row {
    fn of(rows: Rows, number: u32, table: &Table) -> Option<Self> {
        let zone = rows.discovery.zone.with(|zone| Some(zone.as_ref()?.name.clone()))?;
        let severity = rows.conflicts.worst(rows.origin(number)?);
        rows.with(number, |record, new| {
            let change = rows.discovery.edits.with(|edits| match new {
                Some(_) => Some(Change::Add { record: record.clone() }),
                None => edits.of(record.id.as_ref()).cloned(),
            });
            // A row shows what the record is to be.
            let shown = change.as_ref().map_or(record, Change::record);
            Self {
                shown: Shown::of(shown, &zone, note(shown), table.row_name(record), severity),
                state: change.as_ref().map(text::edit_state).unwrap_or_default(),
                is_deleted: matches!(change, Some(Change::Delete { .. })),
                may_edit: record.flaw.is_none() && !record.locked,
            }
        })
    }

    /// The class of a row: what is to become of it.
    pub fn class(rows: Rows, number: u32) -> &'static str {
        let class = rows.with(number, |record, new| {
            rows.discovery.edits.with(|edits| match (new, edits.of(record.id.as_ref())) {
                (Some(_), _) => "accepted",
                (_, Some(Change::Delete { .. })) => "rejected",
                (_, Some(_)) => "accepted",
                _ => "",
            })
        });
        class.unwrap_or_default()
    }
}

impl ShowsRecord for Row {
    fn shown(&self) -> &Shown {
        &self.shown
    }

    fn marks(&self) -> El {
        let state = (!self.state.is_empty()).then(|| el("span").class("mark new").text(self.state));
        let space = state.is_some().then(|| el("span").text(" "));
        let note = el("span").class("mark").text(&self.shown.note);
        el("span").with_all(state).with_all(space).with(note)
    }
}

/// The cells of a row.
pub fn cells(
    rows: Rows,
    table: Derived<Table>,
    editing: State<Option<Editing>>,
    number: u32,
) -> Vec<El> {
    let row = Derived::new(move || table.with(|table| Row::of(rows, number, table)));
    let open = move || rows.conflicts.open.set(Some(number));
    listing::cells(row, open, buttons(rows, editing, row, number))
}

fn buttons(
    rows: Rows,
    editing: State<Option<Editing>>,
    row: Derived<Option<Row>>,
    number: u32,
) -> impl Iterator<Item = El> {
    let deleted = move || row.with(|row| row.as_ref().is_some_and(|row| row.is_deleted));
    let details = rows.has_details().then(|| {
        let show = move |_: &_| editing.set(Some(Editing::Details(number)));
        action(row, "Details", "quiet", |_| true).on("click", show)
    });
    details.into_iter().chain([
        action(row, "Edit", "quiet", |row| row.may_edit)
            .on("click", move |_| editing.set(Some(Editing::Row(number)))),
        action(row, "Delete", "reject", |row| row.may_edit)
            .state("aria-pressed", deleted)
            .on("click", move |_| rows.toggle_delete(number)),
    ])
}
