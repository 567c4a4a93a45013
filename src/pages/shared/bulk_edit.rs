//! The dialog that edits all selected records at once. The result waits for the plan;
//! `zonesift_core::bulk` decides what becomes of each record.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::bulk::{Bulk, BulkEffect, Kind, Kinds, Tagging};
use zonesift_core::foreign::Foreign;
use zonesift_core::record::{Field, FieldReason, Record, RecordLimits, Ttl};
use zonesift_core::{record_form, text};

use super::record_table::RecordTable;
use crate::components::{Choice, Dialog, TextField};
use crate::state::zone::ZoneState;

/// The first option of every choice.
const LEAVE: &str = "No change";

/// A selected record with its pending change.
#[derive(Clone)]
pub struct BulkRow {
    pub number: u32,
    pub record: Record,
    /// What of an edit it can take.
    pub kind: Kind,
}

/// What a bulk edit has changed.
pub struct BulkChange {
    pub rows: Vec<BulkRow>,
    /// What was done, for the status bar.
    pub words: String,
}

/// Open while the selected records are edited.
#[component]
pub fn BulkEditDialog(
    zone: ZoneState,
    table: RecordTable,
    /// The records of these rows.
    #[prop(into)]
    look: Callback<Vec<u32>, Vec<BulkRow>>,
    /// Takes the edited records as one action.
    #[prop(into)]
    take: Callback<BulkChange>,
) -> impl IntoView {
    let open = table.editing_selected;
    view! {
        <Dialog title="Edit selected records" open on_close=move |()| open.set(false)>
            <BulkForm zone table look take/>
        </Dialog>
    }
    .into_any()
}

/// What is chosen of each list, by its place, and what is typed.
#[derive(Clone, Copy)]
struct Fields {
    zone: ZoneState,
    ttl: RwSignal<usize>,
    seconds: RwSignal<String>,
    proxied: RwSignal<usize>,
    comment: RwSignal<usize>,
    words: RwSignal<String>,
    tagging: RwSignal<usize>,
    tags: RwSignal<String>,
    /// Whether the form has been submitted: no errors are shown while the user types for the first
    /// time.
    is_tried: RwSignal<bool>,
}

impl Fields {
    fn new(zone: ZoneState) -> Self {
        Self {
            zone,
            ttl: RwSignal::default(),
            seconds: RwSignal::default(),
            proxied: RwSignal::default(),
            comment: RwSignal::default(),
            words: RwSignal::default(),
            tagging: RwSignal::default(),
            tags: RwSignal::default(),
            is_tried: RwSignal::default(),
        }
    }

    fn limits(self) -> &'static RecordLimits {
        &self.zone.api.provider().capabilities().limits
    }

    fn bulk(self) -> Bulk {
        let tagging = [Tagging::Add, Tagging::Remove, Tagging::Replace];
        let tagging = self.tagging.get().checked_sub(1).and_then(|place| tagging.get(place));
        let words = self.words.with(|words| words.trim().into());
        Bulk {
            ttl: match self.ttl.get() {
                0 => None,
                1 => Some(self.seconds.with(|text| record_form::seconds(text))),
                _ => Some(Ttl::Auto).filter(|_| self.limits().auto_ttl),
            },
            proxied: Some(self.proxied.get() == 1).filter(|_| self.proxied.get() > 0),
            comment: match self.comment.get() {
                0 => None,
                1 => Some(words),
                _ => Some(Foreign::default()),
            },
            tags: tagging.map(|how| (*how, self.tags.with(|tags| record_form::tags(tags)))),
        }
    }

    /// Why a field's value is invalid.
    fn fault(self, field: Field) -> Option<FieldReason> {
        let bulk = self.bulk();
        if field == Field::Ttl {
            return bulk.ttl.and_then(|ttl| self.limits().ttl_fault(ttl));
        }
        let faults = bulk.note_faults(&self.zone.name_now()?, &self.zone.note_limits());
        faults.iter().find(|fault| fault.field == field).map(|fault| fault.reason)
    }

    /// The fault in words, once the form has been submitted.
    fn told_fault(self, field: Field) -> Option<String> {
        self.fault(field).filter(|_| self.is_tried.get()).map(text::field_error)
    }

    /// Whether all values are valid.
    fn is_sound(self) -> bool {
        [Field::Ttl, Field::Comment, Field::Tags].iter().all(|field| self.fault(*field).is_none())
    }
}

#[component]
fn BulkForm(
    zone: ZoneState,
    table: RecordTable,
    look: Callback<Vec<u32>, Vec<BulkRow>>,
    take: Callback<BulkChange>,
) -> impl IntoView {
    let fields = Fields::new(zone);
    let counts = StoredValue::new(counted(table, &look.run(table.selected_rows())));
    let chosen = table.selected.get_untracked();
    let selected = text::bulk_selected(chosen.shown + chosen.hidden, chosen.hidden);
    let told = move || {
        let bulk = fields.bulk();
        let mut lines = counts.with_value(|counts| text::bulk_left(&counts.kinds, &bulk));
        let others = counts.with_value(|counts| counts.others);
        if others > 0 && bulk.ttl.is_some() {
            lines.push(text::bulk_sets(others));
        }
        let line = |line| view! { <p class="warning">{line}</p> };
        view! { <div>{lines.into_iter().map(line).collect_view()}</div> }
    };
    let close = move || table.editing_selected.set(false);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        fields.is_tried.set(true);
        if untrack(|| fields.is_sound()) {
            take.run(changed(look.run(table.selected_rows()), &untrack(|| fields.bulk())));
            close();
        }
    };
    view! {
        <form class="record-form" on:submit=add>
            <p class="wide">{selected}</p>
            <Inputs fields/>
            <div class="wide" aria-live="polite">{told}</div>
            <p class="wide help">{text::BULK_HELP}</p>
            <div class="actions">
                <button type="submit" class="primary" disabled=move || fields.bulk().is_empty()>
                    "Add to plan"
                </button>
                <button type="button" on:click=move |_| close()>"Cancel"</button>
            </div>
        </form>
    }
}

/// What is selected.
struct Counted {
    /// How many records there are of each kind.
    kinds: Kinds,
    /// How many others share their names and types.
    others: usize,
}

fn counted(table: RecordTable, rows: &[BulkRow]) -> Counted {
    let mut counted = Counted { kinds: Kinds::default(), others: 0 };
    // For each type and name, how many of its records have not turned up among the selected.
    let mut sets = FxHashMap::default();
    for BulkRow { record, kind, .. } in rows {
        counted.kinds.count(*kind);
        let left = sets.entry((&record.name, &record.rtype)).or_insert_with(|| {
            let all = table.rows.with_untracked(|table| table.sharing(record));
            counted.others += all;
            all
        });
        counted.others -= (*left).min(1);
        *left = left.saturating_sub(1);
    }
    counted
}

/// Edits the rows; those that it leaves as they are are only counted.
fn changed(mut rows: Vec<BulkRow>, bulk: &Bulk) -> BulkChange {
    let (mut same, mut left) = (0, 0);
    rows.retain_mut(|BulkRow { record, kind, .. }| {
        let effect = bulk.change(record, *kind);
        same += usize::from(effect == BulkEffect::Same);
        left += usize::from(effect == BulkEffect::Left);
        effect == BulkEffect::Changed
    });
    let words = text::bulk_done(rows.len(), same, left);
    BulkChange { rows, words }
}

#[component]
fn Inputs(fields: Fields) -> impl IntoView {
    let rules = fields.zone.api.provider().capabilities();
    let fault = move |field| Signal::derive(move || fields.told_fault(field));
    let mut ttls = vec![LEAVE, "seconds"];
    ttls.extend(rules.limits.auto_ttl.then_some(text::AUTO));
    let proxied = move || {
        rules.proxied.then(|| {
            view! {
                <Pick label="Proxied" options=vec![LEAVE, "on", "off"] value=fields.proxied/>
            }
        })
    };
    let comment =
        move || {
            rules.comments.then(|| view! {
            <Pick label="Comment" options=vec![LEAVE, "set", "clear"] value=fields.comment/>
            <Show when=move || fields.comment.get() == 1>
                <TextField label="New comment" value=fields.words fault=fault(Field::Comment)/>
            </Show>
        })
        };
    let tags = move || {
        let hows = vec![LEAVE, "add", "remove", "replace"];
        rules.tags.then(|| {
            view! {
                <Pick label="Tags" options=hows value=fields.tagging/>
                <Show when=move || { fields.tagging.get() > 0 }>
                    <TextField label="These tags" value=fields.tags fault=fault(Field::Tags)/>
                </Show>
            }
        })
    };
    view! {
        <Pick label="TTL" options=ttls value=fields.ttl/>
        <Show when=move || fields.ttl.get() == 1>
            <TextField label="Seconds" value=fields.seconds fault=fault(Field::Ttl)/>
        </Show>
        {proxied()}
        {comment()}
        {tags()}
    }
}

/// A list to choose from, kept at a signal.
#[component]
fn Pick(label: &'static str, options: Vec<&'static str>, value: RwSignal<usize>) -> impl IntoView {
    let options = options.into_iter().map(str::to_owned).collect();
    view! { <Choice label options selected=value on_change=move |place| value.set(place)/> }
}
