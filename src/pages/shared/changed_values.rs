//! The values that a change writes and removes.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::record::Record;
use zonesift_core::text;

/// The values of the change's record. Old and deleted values are marked as removed.
#[component]
pub fn ChangedValues(change: Change) -> impl IntoView {
    let record = change.record();
    let (before, after) = match &change {
        Change::Accept { found, .. } => ((found != record).then_some(found), Some(record)),
        Change::Edit { before, .. } => (Some(before), Some(record)),
        Change::Delete { .. } => (Some(record), None),
        Change::Reject { .. } | Change::Add { .. } => (None, Some(record)),
    };
    let with_name = before.is_some_and(|before| before.name != record.name);
    let words = |record: &Record| text::described(record, with_name);
    let del = |before| view! { <del class="mono">{words(before)}</del> };
    let ins = |after| view! { <ins class="mono">{words(after)}</ins> };
    let arrow = before.and(after).map(|_| view! { <span>{" → "}</span> });
    view! {
        <span class="values">{before.map(del)} {arrow} {after.map(ins)}</span>
    }
}
