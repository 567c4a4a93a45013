//! A record of the zone as a row: what it shows, and its buttons.

use leptos::prelude::*;
use zonesift_core::change::{Change, Origin};
use zonesift_core::text::{self, visible};

use super::actions::RecordAction;
use super::rows::{RowRecord, note};
use super::{Editing, Records};
use crate::grid::{Action, Actions, RowButton, RowSlot};
use crate::pages::shared::record_table::{Note, RecordRow, RowView};

/// What can be done to a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Choices {
    may_edit: bool,
    /// Whether its deletion is planned.
    is_deleted: bool,
}

impl Choices {
    /// Keep replaces Delete while a deletion is pending.
    fn deletion(self) -> Action {
        if self.is_deleted { RecordAction::Keep.action() } else { RecordAction::Delete.action() }
    }
}

#[component]
pub fn HeldRow(page: Records, row: RowSlot) -> impl IntoView {
    let Records { rows, table, editing, .. } = page;
    // A row whose record is gone shows nothing and offers nothing.
    let view = Memo::new(move |_| look(page, row).unwrap_or_default());
    let title = Signal::derive(move || view.with(|view| view.title.clone()));
    let choices = Signal::derive(move || view.with(|view| view.buttons));
    let delete_or_keep = move |row| match choices.get_untracked().is_deleted {
        true => rows.keep(row),
        false => rows.delete(row),
    };
    view! {
        <RecordRow
            row
            view
            title
            on_alert=move |row| rows.conflicts.open.set(Some(row))
            on_fix=move |row| rows.fix(row)
        >
            <RowButton
                row
                title
                action=RecordAction::Edit.action()
                disabled=move || !choices.get().may_edit
                on_press=move |row| editing.set(Some(Editing::Row(row)))
            />
            <RowButton
                row
                title
                action=move || choices.get().deletion()
                disabled=move || !choices.get().may_edit && !choices.get().is_deleted
                on_press=delete_or_keep
            />
            <RowButton
                row
                title
                action=RecordAction::Show.action()
                disabled=move || title.with(String::is_empty)
                on_press=move |row| table.looked_at.set(Some(row))
            />
        </RecordRow>
    }
    .into_any()
}

fn look(page: Records, row: RowSlot) -> Option<RowView<Choices>> {
    let Records { zone, rows, table, .. } = page;
    let (number, name) = (row.number(), zone.info.with(|info| Some(info.as_ref()?.name.clone()))?);
    let alert = rows.origin(number).and_then(|origin| rows.conflicts.worst(origin));
    let group = table.group_at(row.place());
    rows.with(number, |own| {
        let RowRecord { record, added_by } = own;
        let change = zone.edits.with(|edits| match added_by {
            Some(_) => Some(Change::Add { record: record.clone() }),
            None => edits.of(record.id.as_ref()).cloned(),
        });
        // A row shows its record with the pending change.
        let shown = change.as_ref().map_or(record, Change::record);
        let title = table.rows.with(|table| table.name_of_change(record, shown));
        let is_deleted = matches!(change, Some(Change::Delete { .. }));
        let edit = added_by.or_else(|| zone.edits.with(|all| all.number_of(record.id.as_ref())));
        let has_failed = edit.is_some_and(|edit| {
            zone.apply.failed.with(|failed| failed.contains(&Origin::Edit(edit)))
        });
        let failed = if has_failed { text::HAS_FAILED } else { "" };
        let state = [failed, &*state(change.as_ref())].concat();
        let is_changed = matches!(change, Some(Change::Edit { .. }));
        let changed = change.as_ref().filter(|_| is_changed).map(text::parts).unwrap_or_default();
        RowView {
            alert,
            fate: match change {
                None => "",
                Some(_) if is_deleted => "rejected",
                Some(_) => "accepted",
            },
            notes: [
                Note {
                    class: if has_failed || is_deleted { "mark flawed" } else { "mark new" },
                    text: state,
                },
                Note {
                    class: "mark",
                    text: visible(&text::beginning(note(shown, &name))).into_owned(),
                },
                Note::default(),
            ],
            changed,
            group,
            buttons: Choices { may_edit: own.may_edit(), is_deleted },
            ..RowView::of(shown, &name, &title)
        }
    })
}

/// The state of the pending change, if there is one.
fn state(change: Option<&Change>) -> String {
    change.map(|change| [text::edit_state(change), " "].concat()).unwrap_or_default()
}
