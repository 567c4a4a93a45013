//! The dialog that edits all selected records at once. The result waits for the plan;
//! `zonesift_core::bulk` decides what becomes of each record.

use std::rc::Rc;

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::bulk::{Bulk, BulkEffect, Kind, Kinds, Tagging};
use zonesift_core::foreign::Foreign;
use zonesift_core::record::{Field, FieldReason, Record, RecordLimits, Ttl};
use zonesift_core::{record_form, text};

use super::View;
use crate::state::zone::ZoneState;
use crate::ui::dialog::dialog;
use crate::ui::field::{checked_field, choice};
use crate::web::dom::{El, button, el, prevent};

/// The first option of every choice.
const LEAVE: &str = "leave as it is";

/// The records of a screen, for bulk edits.
pub trait Many {
    /// The records of these rows with their pending changes, and what of an edit each can take.
    fn look(&self, rows: &[u32]) -> Vec<(u32, Record, Kind)>;
    /// Takes the edited records of these rows as one action; `words` say what it did.
    fn take(&self, changed: Vec<(u32, Record, Kind)>, words: String);
}

#[derive(Clone, Copy, Default)]
struct Fields {
    ttl: RwSignal<u8>,
    seconds: RwSignal<String>,
    proxied: RwSignal<u8>,
    comment: RwSignal<u8>,
    words: RwSignal<String>,
    tagging: RwSignal<u8>,
    tags: RwSignal<String>,
    /// Whether the form has been submitted: no errors are shown while the user types for the first
    /// time.
    is_tried: RwSignal<bool>,
}

impl Fields {
    fn bulk(self, limits: &RecordLimits) -> Bulk {
        let tagging = [Tagging::Add, Tagging::Remove, Tagging::Replace];
        let tagging = usize::from(self.tagging.get()).checked_sub(1).and_then(|n| tagging.get(n));
        let words = self.words.with(|words| words.trim().into());
        Bulk {
            ttl: match self.ttl.get() {
                0 => None,
                1 => Some(self.seconds.with(|text| record_form::seconds(text))),
                _ => Some(Ttl::Auto).filter(|_| limits.auto_ttl),
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
    fn fault(self, discovery: ZoneState, field: Field) -> Option<FieldReason> {
        let limits = &discovery.api.provider().capabilities().limits;
        let bulk = self.bulk(limits);
        if field == Field::Ttl {
            return bulk.ttl.and_then(|ttl| limits.ttl_fault(ttl));
        }
        let faults = bulk.note_faults(&discovery.name_now()?, &discovery.note_limits());
        faults.iter().find(|fault| fault.field == field).map(|fault| fault.reason)
    }

    /// Whether all values are valid.
    fn is_sound(self, discovery: ZoneState) -> bool {
        let fields = [Field::Ttl, Field::Comment, Field::Tags];
        fields.iter().all(|field| self.fault(discovery, *field).is_none())
    }
}

/// Open while the selected records are edited.
pub fn bulk_dialog(discovery: ZoneState, view: View, many: Rc<dyn Many>) -> El {
    let open = view.editing_many;
    let content = move || Some(body(discovery, view, many.clone()));
    dialog("Edit selected records", move || open.get(), move || open.set(false), content)
}

fn body(discovery: ZoneState, view: View, many: Rc<dyn Many>) -> El {
    let limits = &discovery.api.provider().capabilities().limits;
    let fields = Fields::default();
    let (kinds, others) = counted(view, &many.look(&view.selected()));
    let selected = view.selection.with_untracked(|selection| {
        let shown = view.order.with_untracked(|order| selection.count_in(order));
        text::bulk_selected(selection.len(), selection.len() - shown)
    });
    let told = move || {
        let bulk = fields.bulk(limits);
        let mut lines = text::bulk_left(&kinds, &bulk);
        if others > 0 && bulk.ttl.is_some() {
            lines.push(text::bulk_sets(others));
        }
        Some(el("div").with_all(lines.iter().map(|line| el("p").class("warning").text(line))))
    };
    let add = move |event: &_| {
        prevent(event);
        fields.is_tried.set(true);
        if untrack(|| fields.is_sound(discovery)) {
            change(view, &*many, &untrack(|| fields.bulk(limits)));
            view.editing_many.set(false);
        }
    };
    let submit = el("button").class("primary").attr("type", "submit").text("Add to plan");
    let submit = submit.flag("disabled", move || fields.bulk(limits).is_empty());
    let cancel = button("Cancel", move |_| view.editing_many.set(false));
    el("form")
        .class("record-form")
        .on("submit", add)
        .with(el("p").class("wide").text(&selected))
        .with_all(inputs(discovery, fields))
        .with(el("div").class("wide").attr("aria-live", "polite").part(told))
        .with(el("p").class("wide help").text(text::BULK_HELP))
        .with(el("div").class("actions").with(submit).with(cancel))
}

/// How many records there are of each kind, and how many others share their names and types.
fn counted(view: View, records: &[(u32, Record, Kind)]) -> (Kinds, usize) {
    let (mut kinds, mut others) = (Kinds::default(), 0);
    // For each type and name, how many of its records have not turned up among the selected.
    let mut sets = FxHashMap::default();
    for (_, record, kind) in records {
        kinds.count(*kind);
        let left = sets.entry((&record.name, &record.rtype)).or_insert_with(|| {
            let all = view.table.with_untracked(|table| table.sharing(record));
            others += all;
            all
        });
        others -= (*left).min(1);
        *left = left.saturating_sub(1);
    }
    (kinds, others)
}

fn change(view: View, many: &dyn Many, bulk: &Bulk) {
    let (mut same, mut left) = (0, 0);
    let mut changed = many.look(&view.selected());
    changed.retain_mut(|(_, record, kind)| {
        let effect = bulk.change(record, *kind);
        same += usize::from(effect == BulkEffect::Same);
        left += usize::from(effect == BulkEffect::Left);
        effect == BulkEffect::Changed
    });
    let words = text::bulk_done(changed.len(), same, left);
    many.take(changed, words);
}

fn inputs(discovery: ZoneState, fields: Fields) -> Vec<El> {
    let rules = discovery.api.provider().capabilities();
    let limits = &rules.limits;
    let ttls = [LEAVE, "seconds", text::AUTO];
    let ttls = ttls.get(..2 + usize::from(limits.auto_ttl)).unwrap_or_default();
    let checked = move |label, value, field| {
        let fault = move || fields.fault(discovery, field).filter(|_| fields.is_tried.get());
        checked_field(label, value, move || fault().map(text::field_error), || false)
    };
    let seconds = move || checked("Seconds", fields.seconds, Field::Ttl);
    let mut all =
        vec![choice("TTL", ttls, fields.ttl), when(move || fields.ttl.get() == 1, seconds)];
    if rules.proxied {
        all.push(choice("Proxied", &[LEAVE, "on", "off"], fields.proxied));
    }
    if rules.comments {
        let words = move || checked("New comment", fields.words, Field::Comment);
        all.push(choice("Comment", &[LEAVE, "set", "clear"], fields.comment));
        all.push(when(move || fields.comment.get() == 1, words));
    }
    if rules.tags {
        let tags = move || checked("These tags", fields.tags, Field::Tags);
        all.push(choice("Tags", &[LEAVE, "add", "remove", "replace"], fields.tagging));
        all.push(when(move || fields.tagging.get() > 0, tags));
    }
    all
}

fn when(is_there: impl Fn() -> bool + 'static, field: impl Fn() -> El + 'static) -> El {
    el("div").class("rdata").when(is_there, field)
}
