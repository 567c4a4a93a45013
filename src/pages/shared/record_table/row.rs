//! What every row of records shows, whatever the page. Notes and buttons are up to the page.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::record::Record;
use zonesift_core::text::{self, Part, visible};

use super::column::RecordColumn;
use super::table::{family, priority_text};
use crate::grid::{Row, RowSlot};
use crate::pages::shared::changed_values::ChangedParts;
use crate::pages::shared::conflicts::Alert;
use crate::pages::shared::conflicts_dialog::class_of;

/// What a row shows: one look at its record for all cells. `B` is what the page's buttons depend on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowView<B> {
    /// What the record is called in the accessible names of its controls; empty if it is gone.
    pub title: String,
    pub name: String,
    pub rtype: String,
    /// The family of the type, for the stylesheet.
    pub family: &'static str,
    pub content: String,
    pub ttl: String,
    pub priority: String,
    /// The worst problem.
    pub alert: Option<Alert>,
    /// CSS class: what will become of the record.
    pub fate: &'static str,
    pub notes: [Note; 3],
    /// What of the record a pending change changes.
    pub changed: Vec<Part>,
    /// The size of the group that starts here; 0 within a group, `None` without grouping.
    pub group: Option<usize>,
    pub buttons: B,
}

/// A note of a row; it is not drawn without text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub class: &'static str,
    pub text: String,
}

impl<B: Default> RowView<B> {
    /// A record as a row of its zone.
    #[must_use]
    pub fn of(record: &Record, zone: &DomainName, title: &str) -> Self {
        let shown = |text: String| visible(&text::beginning(text)).into_owned();
        Self {
            title: visible(title).into_owned(),
            name: shown(record.name.relative_to(zone).to_owned()),
            rtype: shown(record.rtype.shown().into_owned()),
            family: family(&record.rtype),
            content: text::or_empty(visible(&record.content().line()).into_owned()),
            ttl: text::ttl(record.ttl),
            priority: priority_text(record.priority()),
            ..Self::default()
        }
    }
}

impl<B> RowView<B> {
    fn class(&self) -> String {
        let group = match self.group {
            None => "",
            Some(0) => " again",
            Some(_) => " first",
        };
        [self.fate, group].concat()
    }

    /// The name; the rows of a group have it in common.
    fn grouped_name(&self) -> String {
        match self.group.filter(|rows| *rows > 1) {
            Some(rows) => format!("{} ({rows})", self.name),
            None => self.name.clone(),
        }
    }
}

/// A row of the list.
#[component]
pub fn RecordRow<B: Send + Sync + 'static>(
    row: RowSlot,
    view: Memo<RowView<B>>,
    title: Signal<String>,
    /// Opens the conflicts of a row's record.
    #[prop(into)]
    on_alert: Callback<u32>,
    /// Fixes the worst problem of a row's record.
    #[prop(into)]
    on_fix: Callback<u32>,
    /// The page's buttons.
    children: Children,
) -> impl IntoView {
    let mut buttons = Some(children);
    let cell = move |index: usize| {
        let Some(column) = RecordColumn::at(index) else { return ().into_any() };
        match column {
            RecordColumn::Name => (move || view.with(RowView::grouped_name)).into_any(),
            RecordColumn::Type => view! {
                <span class="badge" data-family=move || view.with(|view| view.family)>
                    {move || view.with(|view| view.rtype.clone())}
                </span>
            }
            .into_any(),
            RecordColumn::Content => (move || view.with(|view| view.content.clone())).into_any(),
            RecordColumn::Ttl => (move || view.with(|view| view.ttl.clone())).into_any(),
            RecordColumn::Priority => (move || view.with(|view| view.priority.clone())).into_any(),
            RecordColumn::Note => view! { <Notes row view on_alert on_fix/> }.into_any(),
            RecordColumn::Buttons => buttons.take().map(|buttons| buttons()).into_any(),
        }
    };
    view! { <Row row title class=move || view.with(RowView::class) cells=cell/> }
}

/// A row's problem, with its fix, and notes. Most rows have none.
#[component]
fn Notes<B: Send + Sync + 'static>(
    row: RowSlot,
    view: Memo<RowView<B>>,
    on_alert: Callback<u32>,
    on_fix: Callback<u32>,
) -> impl IntoView {
    let alert = Memo::new(move |_| view.with(|view| view.alert.clone()));
    let title = move || view.with(|view| view.title.clone());
    let problem = move || {
        let alert = alert.get()?;
        let (severity, words) = (alert.severity, alert.in_row());
        let spoken = words.clone();
        let label = move || format!("{} at {}: {spoken}", text::severity(severity), title());
        let fix = alert.has_fix.then(|| {
            let press = move |_| on_fix.run(row.number_now());
            let label = move || ["Fix ", &title()].concat();
            view! {
                <button type="button" tabindex="-1" aria-label=label on:click=press>"Fix"</button>
            }
        });
        let open = move |_| on_alert.run(row.number_now());
        Some(view! {
            <button
                type="button"
                tabindex="-1"
                class=class_of(severity)
                aria-label=label
                on:click=open
            >
                {words}
            </button>
            {fix}
        })
    };
    let note = |note: &Note| {
        let Note { class, text } = note.clone();
        (!text.is_empty()).then(|| view! { <span class=class>{text}</span> })
    };
    let notes = move || view.with(|view| view.notes.each_ref().map(note));
    // What stays the same stands in the other cells.
    let changed = Memo::new(move |_| {
        view.with(|view| {
            let parts = view.changed.iter().filter(|part| part.same.is_none());
            parts.cloned().collect::<Vec<_>>()
        })
    });
    view! {
        {problem}
        {notes}
        <Show when=move || changed.with(|parts| !parts.is_empty())>
            <span class="changed"><ChangedParts parts=changed/></span>
        </Show>
    }
}
