//! A found record as a row: what it shows, and its buttons.

use leptos::prelude::*;
use zonesift_core::change::{Change, Origin};
use zonesift_core::knowledge::Advice;
use zonesift_core::review::{Decision, Item, Review};
use zonesift_core::text::{self, Part, visible};

use super::Discover;
use super::actions::FoundAction;
use super::found;
use crate::grid::{Actions, RowButton, RowSlot};
use crate::pages::shared::record_table::{Note, RecordRow, RowView};

/// What can be done to an item, and which decision is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Choices {
    may_accept: bool,
    may_reject: bool,
    decision: Decision,
}

#[component]
pub fn FoundRow(page: Discover, row: RowSlot) -> impl IntoView {
    let Discover { zone, table, conflicts, editing, .. } = page;
    // A row whose item is gone shows nothing and offers nothing.
    let view = Memo::new(move |_| look(page, row).unwrap_or_default());
    let title = Signal::derive(move || view.with(|view| view.title.clone()));
    let choices = Signal::derive(move || view.with(|view| view.buttons));
    let decides = move |decision| Signal::derive(move || choices.get().decision == decision);
    view! {
        <RecordRow
            row
            view
            title
            on_alert=move |item| conflicts.open.set(Some(item))
            on_fix=move |item| conflicts.fix(&[Origin::Item(item)])
        >
            <RowButton
                row
                title
                action=FoundAction::Accept.action()
                disabled=move || !choices.get().may_accept
                pressed=decides(Decision::Accepted)
                on_press=move |item| zone.toggle(item, Decision::Accepted)
            />
            <RowButton
                row
                title
                action=FoundAction::Reject.action()
                disabled=move || !choices.get().may_reject
                pressed=decides(Decision::Rejected)
                on_press=move |item| zone.toggle(item, Decision::Rejected)
            />
            <RowButton
                row
                title
                action=FoundAction::Edit.action()
                disabled=move || !choices.get().may_accept
                on_press=move |item| editing.set(Some(item))
            />
            <RowButton
                row
                title
                action=FoundAction::Show.action()
                disabled=move || title.with(String::is_empty)
                on_press=move |item| table.looked_at.set(Some(item))
            />
        </RecordRow>
    }
    .into_any()
}

fn look(page: Discover, row: RowSlot) -> Option<RowView<Choices>> {
    let Discover { zone, table, conflicts, .. } = page;
    let number = row.number();
    zone.review.with(|review| {
        let review = review.as_ref()?;
        let item = review.item(number)?;
        let title = table.rows.with(|table| table.row_name(item.record()));
        Some(RowView {
            alert: conflicts.worst(Origin::Item(number)),
            fate: fate(item.decision),
            notes: notes(page, number, item, &found::note(review, item, zone.api.provider())),
            changed: changed(item),
            buttons: choices(review, item),
            ..RowView::of(item.record(), review.zone(), &title)
        })
    })
}

/// What of a record is changed before it is accepted.
fn changed(item: &Item) -> Vec<Part> {
    let edited = item
        .edited
        .as_ref()
        .map(|record| Change::Accept { found: item.found.clone(), record: (**record).clone() });
    edited.as_ref().map(text::parts).unwrap_or_default()
}

fn choices(review: &Review, item: &Item) -> Choices {
    Choices {
        may_accept: review.can_accept(item),
        may_reject: review.can_reject(item),
        decision: item.decision,
    }
}

fn notes(page: Discover, number: u32, item: &Item, note: &str) -> [Note; 3] {
    let class = match (item.found.flaw.is_some() || item.waits(), item.is_new) {
        (true, _) => "mark flawed",
        (_, true) => "mark new",
        _ => "mark",
    };
    let advice = page.recommended.of(number).map_or_else(Note::default, |own| Note {
        class: advice_class(&own.advice),
        text: text::advice_word(&own.advice).to_owned(),
    });
    let proxied = if item.record().proxied == Some(true) { "proxied " } else { "" };
    [
        advice,
        match found::has_failed(page.zone, item, number) {
            true => Note { class: "mark flawed", text: [text::HAS_FAILED, proxied].concat() },
            false => Note { class: "mark", text: proxied.to_owned() },
        },
        Note { class, text: visible(note).into_owned() },
    ]
}

fn advice_class(advice: &Advice) -> &'static str {
    match advice {
        Advice::Accept => "mark advice accept",
        Advice::Change(_) => "mark advice change",
        Advice::LeaveOut => "mark advice leave-out",
        Advice::LookAt => "mark advice look-at",
    }
}

/// The CSS class of a row.
fn fate(decision: Decision) -> &'static str {
    match decision {
        Decision::Undecided => "",
        Decision::Accepted => "accepted",
        Decision::Rejected => "rejected",
    }
}
