//! The changes of one apply: what has become of each, and undo of one or of some.

use std::sync::Arc;

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use zonesift_core::change::{Change, NotWritten, Written};
use zonesift_core::plan::undo::{Since, since};
use zonesift_core::text;

use crate::components::{Checkbox, TextField};
use crate::pages::shared::changed_values::ChangedValues;
use crate::pages::shared::record_table::{Titles, type_and_name};
use crate::state::zone::ZoneState;

/// Changes shown at first, and with each press on `Show more`.
const PAGE: usize = 100;
/// From this many changes on, there is a field to find one.
const MANY: usize = 12;

/// The changes of one apply, and which are ticked.
#[derive(Clone, Copy)]
struct Applied {
    zone: ZoneState,
    written: StoredValue<Arc<Written>>,
    /// What has become of each change. Empty until the zone is read.
    since: Memo<Vec<Since>>,
    /// The numbers of the ticked changes.
    ticked: RwSignal<FxHashSet<usize>>,
    /// The numbers of the changes that match what was typed.
    matching: Memo<Vec<usize>>,
}

#[component]
pub fn AppliedChanges(zone: ZoneState, written: Written) -> impl IntoView {
    let many = written.changes.len() >= MANY;
    let failed = written.failed.clone();
    let mut titles = Titles::default();
    written.changes.iter().for_each(|change| titles.count(change.record()));
    let titles = StoredValue::new(titles);
    let typed = RwSignal::new(String::new());
    let applied = Applied::new(zone, Arc::new(written), typed);
    let shown = RwSignal::new(PAGE);
    let rows = move || applied.matching.get().into_iter().take(shown.get()).collect::<Vec<_>>();
    let left = move || applied.matching.with(Vec::len).saturating_sub(shown.get());
    let title = move |number| {
        applied.change(number).map(|change| titles.with_value(|titles| titles.of(change.record())))
    };
    let search = many.then(|| view! { <TextField label="Find a change" value=typed/> });
    view! {
        {search}
        <SelectionBar applied/>
        <ul class="applied" role="list" aria-label="Changes">
            <For each=rows key=|number| *number let:number>
                {title(number).map(|title| view! { <ChangeRow applied number title/> })}
            </For>
            {failed.into_iter().map(|failed| view! { <FailedRow failed/> }).collect_view()}
        </ul>
        <Show when=move || applied.matching.with(Vec::is_empty) && !typed.with(String::is_empty)>
            <p class="help">{text::NOTHING_SHOWN}</p>
        </Show>
        <Show when=move || { left() > 0 }>
            <button type="button" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                {move || text::show_more(left())}
            </button>
        </Show>
    }
}

/// Ticks all that can be undone, and undoes what is ticked.
#[component]
fn SelectionBar(applied: Applied) -> impl IntoView {
    let possible = Memo::new(move |_| applied.undoable());
    let ticked = applied.ticked;
    let number = move || ticked.with(FxHashSet::len);
    let tick_all = move |on| {
        ticked.set(if on { possible.get_untracked() } else { FxHashSet::default() });
    };
    view! {
        <Show when=move || possible.with(|possible| possible.len() > 1)>
            <div class="actions selection-bar">
                <Checkbox
                    label="Select all that can be undone"
                    checked=move || possible.with(|possible| ticked.with(|ticked| possible == ticked))
                    on_change=tick_all
                />
                <button
                    type="button"
                    disabled=move || number() == 0
                    on:click=move |_| applied.undo(&ticked.get_untracked())
                >
                    {move || format!("Undo selected ({})", number())}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn ChangeRow(applied: Applied, number: usize, title: String) -> impl IntoView {
    let Some(change) = applied.change(number) else { return ().into_any() };
    let since = Memo::new(move |_| applied.since.with(|since| since.get(number).cloned()));
    let can_undo = move || since.with(|since| matches!(since, Some(Since::Stands(_))));
    let state = move || since.with(|since| since.as_ref().map(text::since));
    let tick = move |on| {
        applied.ticked.update(|ticked| {
            if on {
                ticked.insert(number)
            } else {
                ticked.remove(&number)
            };
        });
    };
    let is_ticked = move || applied.ticked.with(|ticked| ticked.contains(&number));
    let name = type_and_name(change.record());
    let mark = text::verb_mark(&change);
    let select = format!("Select {title}");
    view! {
        <li class="applied-change" data-verb=mark>
            <input
                type="checkbox"
                aria-label=select
                disabled=move || !can_undo()
                prop:checked=is_ticked
                on:change:target=move |event| tick(event.target().checked())
            />
            <span class="verb">{text::done_verb(&change)}</span>
            <div class="applied-record">
                <span class="mono">{name}</span>
                <ChangedValues change/>
            </div>
            <span class="muted">{state}</span>
            <button
                type="button"
                aria-label=format!("Undo this {title}")
                disabled=move || !can_undo()
                on:click=move |_| applied.undo(&FxHashSet::from_iter([number]))
            >
                {"Undo this"}
            </button>
        </li>
    }
    .into_any()
}

/// A change that was not made.
#[component]
fn FailedRow(failed: NotWritten) -> impl IntoView {
    let NotWritten { change, why } = failed;
    let name = type_and_name(change.record());
    view! {
        <li class="applied-change failed">
            <span class="verb">{text::FAILED}</span>
            <div class="applied-record">
                <span class="mono">{name}</span>
                <ChangedValues change/>
                <p class="why">{why.shown().into_owned()}</p>
            </div>
        </li>
    }
}

impl Applied {
    fn new(zone: ZoneState, written: Arc<Written>, typed: RwSignal<String>) -> Self {
        let of_zone = written.clone();
        let since = Memo::new(move |_| match zone.records.is_read.get() {
            true => zone.records.all.with(|held| since(&of_zone, held)),
            false => Vec::new(),
        });
        let words: Vec<String> = written.changes.iter().map(searched).collect();
        let matching = Memo::new(move |_| {
            let typed = typed.get().trim().to_lowercase();
            let matching = words.iter().enumerate().filter(|(_, words)| words.contains(&typed));
            matching.map(|(number, _)| number).collect()
        });
        let ticked = RwSignal::new(FxHashSet::default());
        // What was undone meanwhile, or changed by others, is not undone again.
        Effect::new(move |_| {
            since.with(|since| {
                let stands = |number: &usize| matches!(since.get(*number), Some(Since::Stands(_)));
                if ticked.with_untracked(|ticked| !ticked.iter().all(stands)) {
                    ticked.update(|ticked| ticked.retain(stands));
                }
            });
        });
        Self { zone, written: StoredValue::new(written), since, ticked, matching }
    }

    fn change(self, number: usize) -> Option<Change> {
        self.written.with_value(|written| written.changes.get(number).cloned())
    }

    /// The numbers of the changes that can be undone.
    fn undoable(self) -> FxHashSet<usize> {
        self.since.with(|since| {
            let numbers = since.iter().enumerate();
            let stands = numbers.filter(|(_, since)| matches!(since, Since::Stands(_)));
            stands.map(|(number, _)| number).collect()
        })
    }

    /// Plans the undo of these changes.
    fn undo(self, numbers: &FxHashSet<usize>) {
        let some = self.written.with_value(|written| {
            let changes = written.changes.iter().enumerate();
            let changes = changes.filter(|(number, _)| numbers.contains(number));
            Written {
                changes: changes.map(|(_, change)| change.clone()).collect(),
                unfinished: written.unfinished,
                failed: Vec::new(),
            }
        });
        self.zone.take_back(&some);
    }
}

/// What a change is found by.
fn searched(change: &Change) -> String {
    let record = change.record();
    format!("{} {}", type_and_name(record), record.content().shown()).to_lowercase()
}
